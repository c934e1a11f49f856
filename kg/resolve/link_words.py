"""Closed word sets that the linking rules ask for; one row a set."""

_ROWS = """
media news agency newspaper paper channel television tv network website site daily radio broadcaster outlet station service media press satellite magazine weekly portal
group group groups movement militia organization faction network party brigade brigades militant terrorist terror rebel armed jihadist paramilitary political resistance bloc alliance coalition insurgent extremist islamist
coalition coalition alliance
part other more additional some several many few most all both no any each every another alleged suspected former ex one two three four five six seven eight nine ten dozen dozens hundred hundreds thousand thousands
vague forces troops regime administration
thin government authorities police cabinet
mass police authorities
kind ministry
creed shiite sunni islamist zaidi alawite druze
tie in of from at within inside with for to
place in from at within inside to
stop of in by for from with and or to at on against between near within inside who which that whose after before during under into
title president minister premier general gen maj major lt lieutenant col colonel brig brigadier captain commander chief leader secretary ambassador spokesman spokeswoman senator sen rep king prince queen crown ayatollah sheikh shaykh sayyid hajj mr mrs ms dr imam cleric marshal admiral envoy director speaker chancellor sultan emir
"""  # noqa: E501  # a row is a set
_SETS = {row.split()[0]: frozenset(row.split()[1:]) for row in _ROWS.strip().splitlines()}

# Words that may follow or precede a name without changing whom the phrase names: "the Kataib Hezbollah group".
CLASS_WORDS = {
    "NewsOutlet": _SETS["media"],
    "ArmedGroup": _SETS["group"],
    "PoliticalParty": _SETS["group"],
    "Coalition": _SETS["coalition"],
    "Company": frozenset({"group", "company", "contractor", "firm"}),
}
# Words before a name that make a part or another of it: "other US forces", "three US troops", "former Iraqi police".
PARTS = _SETS["part"]
# Head nouns that say too little alone: "the forces" may be anyone's.
VAGUE = _SETS["vague"]
# Head nouns of which every country has one, and most articles several: they need the body itself to have been named.
THIN = _SETS["thin"]
# Head nouns that news writes without an article.
MASS = _SETS["mass"]
# Nouns that stand alone for the only such body that the article has named.
KINDS = _SETS["kind"]
# Capitalised words before a name that leave it the same actor: "the Shiite movement Hezbollah".
CREEDS = _SETS["creed"]
# Prepositions that tie a person or thing to an actor; with a state, those of the second set only place it.
TIES = _SETS["tie"]
PLACES = _SETS["place"]
# A phrase's own words end at a preposition or clause: what follows describes it.
STOPS = _SETS["stop"]
# Words that stand before a surname and belong to no other name.
TITLES = _SETS["title"]

"""The cue words of casualties.py: what befalls people and things, by form, so that no lemma need be right.

Data only; a new verb is its forms in a row.
Kinds: killed, injured, casualties, detained, destroyed, missing, captured.
"""


def _table(**kinds: str) -> dict[str, str]:
    return {form: kind for kind, forms in kinds.items() for form in forms.split()}


# Verbs whose object (passive subject, noun before a participle) is counted.
VERBS = _table(
    killed="kill kills killed killing slay slain murder murders murdered murdering assassinate assassinates "
    "assassinated assassinating massacre massacred massacring execute executes executed executing behead "
    "beheads beheaded beheading",
    injured="wound wounds wounded wounding injure injures injured injuring hurt hurting maim maimed maiming",
    detained="detain detains detained detaining arrest arrested arresting apprehend apprehended apprehending",
    captured="capture captures captured capturing",
    destroyed="destroy destroys destroyed destroying burn burns burned burnt burning torch torches torched torching "
    "demolish demolishes demolished demolishing raze razed razing wreck wrecked wrecking incinerated",
)
SUBJECT_VERBS = _table(killed="die dies died dying perish perished perishing")
STATES = _table(killed="dead", missing="missing")
NOUNS = _table(
    casualties="casualties casualty", killed="deaths death fatalities fatality", injured="injuries", detained="arrests"
)
# Nouns whose "of" phrase is counted: "the killing of three men".
NOMINALS = _table(
    killed="killing murder massacre assassination execution death deaths killings murders",
    injured="wounding", detained="arrest detention arrests", captured="capture", destroyed="destruction",
)  # fmt: skip
BEFALL = VERBS | STATES
CUES = VERBS.keys() | STATES.keys() | SUBJECT_VERBS.keys()
FIRE = frozenset({"fire", "ablaze", "alight", "afire"})
TOLL_VERBS = frozenset("to at of was is reached reaching hits hit exceeded exceeds topped passed stands stood".split())
LIFE_VERBS = frozenset("claim claims claimed claiming cost costing take took taking taken lose lost".split())
CAUSES = frozenset(
    "cause causes caused causing inflict inflicted inflicting suffer suffers suffered sustain sustained".split()
)
OPEN_COUNTS = frozenset("dozens scores hundreds thousands several many more".split())
GROUPS = frozenset("group family families groups crowd team unit gang band squad patrol series number".split())
PEOPLE_KINDS = frozenset({"killed", "injured", "detained", "missing"})
BE = frozenset("was were been be being is are get got gets".split())
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
JOINS = frozenset({"-", "–", "'s", "’s", "'", "’"})
QUOTES = frozenset({'"', "“", "”"})
REACH = 8  # words between a cue and its number ("toll … rose to 12", "set … on fire")

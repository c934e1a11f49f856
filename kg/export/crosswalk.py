"""Our event -> the types that PLOVER, ACLED, GTD and UCDP would give it, as graph/ontology maps them (crosswalk.ttl).

What a type depends on beside the class of event (who the parties are, whether somebody died, what was used) is read
from what its reports state plainly; where that does not tell, the column is empty.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kg.consolidate.words import thing, thing_line
from kg.export.graphs import best_label, described, local_name
from kg.graph import vocabulary as v
from kg.graph.iris import BASE, GRAPH_ONTOLOGY
from kg.store.embedded import Store

COLUMNS = (
    "acled_event_type",
    "acled_sub_event_type",
    "plover_event_type",
    "plover_mode",
    "gtd_attack_type",
    "gtd_target_type",
    "gtd_weapon_type",
    "ucdp_type_of_violence",
)
Codes = Mapping[str, str | int | list[str] | None]

_NAME, _BROADER, _ARMED = v.SKOS + "prefLabel", v.SKOS + "broader", v.KG + "ofArmedTarget"
_SCHEME = f"{BASE}scheme/"
_ORGANISED_VIOLENCE = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})  # to UCDP
_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3  # UCDP's own numbers


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a role: its name and the local names of its classes."""

    name: str
    classes: frozenset[str]

    @property
    def is_named(self) -> bool:
        """Tell whether it is known by a name, not only described ("rebels", "Iraqi militias")."""
        return not self.name.split()[-1][:1].islower() if self.name.strip() else False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the types of an event depend on."""

    kind: str  # local name of its class
    doers: tuple[Party, ...] = ()
    hit: tuple[Party, ...] = ()  # targets and victims
    instruments: tuple[str, ...] = ()
    killed: int = 0  # at least so many


class Crosswalk:
    """The crosswalk of a store's ontology."""

    def __init__(self, store: Store) -> None:
        found = described(store, GRAPH_ONTOLOGY)
        self._names = {iri: best_label(row[_NAME]) for iri, row in found.items() if _NAME in row}
        self._broader = {iri: row[_BROADER][0].value for iri, row in found.items() if _BROADER in row}
        self._armed = {iri: row[_ARMED][0].value for iri, row in found.items() if _ARMED in row}
        self._matches: dict[tuple[str, str], str] = {}
        self._words: dict[str, dict[str, str]] = defaultdict(dict)
        for iri, row in found.items():
            for match in row.get(v.SKOS + "closeMatch", ()):
                if match.value.startswith(_SCHEME):
                    self._matches[local_name(iri), _scheme(match.value)] = match.value
            for word in row.get(v.SKOS + "hiddenLabel", ()):
                self._words[_scheme(iri)][word.value] = iri

    def codes(self, facts: Facts) -> Codes:
        """Return a value for each of COLUMNS, None where the schemes have none or it cannot be told."""
        acled = self._acled(facts)
        plover, _, mode = self._name(self._matches.get((facts.kind, "plover"))).partition("/")
        gtd = self._gtd(facts)
        event_type = self._name(self._broader.get(acled or ""))
        return {
            "acled_event_type": event_type or None,
            "acled_sub_event_type": self._name(acled) or None,
            "plover_event_type": plover or None,
            "plover_mode": mode or None,
            **gtd,
            "ucdp_type_of_violence": self._ucdp(facts) if self._is_violence(facts.kind) else None,
        }

    def _is_violence(self, kind: str) -> bool:
        matched = self._matches.get((kind, "acled"), "")
        return self._name(self._broader.get(matched)) in _ORGANISED_VIOLENCE

    def _name(self, iri: str | None) -> str:
        return self._names.get(iri or "", "")

    def _acled(self, facts: Facts) -> str | None:
        """Return the sub-event type; an attack on the armed is another than one on civilians, on others neither."""
        found = self._matches.get((facts.kind, "acled"))
        if found not in self._armed:
            return found
        hit = self._kinds(facts.hit)
        return found if "civilians" in hit else self._armed[found] if hit else None

    def _gtd(self, facts: Facts) -> Codes:
        attack = self._matches.get((facts.kind, "gtd"))
        weapon = self._matches.get((facts.kind, "gtd-weapon"))
        if not (attack or weapon) or "government" in self._kinds(facts.doers):
            return dict.fromkeys(COLUMNS[4:7])
        weapons = {self._word("gtd-weapon", words) for words in facts.instruments} | {weapon}
        targets = {self._target(party) for party in facts.hit}
        return {
            "gtd_attack_type": self._name(attack) or None,
            "gtd_target_type": self._listed(targets) or None,
            "gtd_weapon_type": self._listed(weapons) or None,
        }

    def _listed(self, iris: Iterable[str | None]) -> list[str]:
        return sorted({self._name(iri) for iri in iris} - {""})

    def _target(self, party: Party) -> str | None:
        by_class = (self._matches.get((name, "gtd-target")) for name in sorted(party.classes))
        return self._word("gtd-target", party.name) or next((found for found in by_class if found), None)

    def _word(self, scheme: str, words: str) -> str | None:
        """Return the concept that the head of a phrase is a word for, or that what it is a kind of is."""
        known = self._words[scheme]
        return next((known[noun] for noun in thing_line(thing(words)) if noun in known), None)

    def _kinds(self, parties: Collection[Party]) -> frozenset[str]:
        """Return what the parties are to UCDP, those left out of which it cannot be told."""
        return frozenset(kind for party in parties if (kind := self._kind(party)))

    def _kind(self, party: Party) -> str:
        if self._word("ucdp-party", party.name):
            return "civilians"
        matches = (self._matches.get((name, "ucdp-party")) for name in sorted(party.classes))
        kind = next((local_name(match) for match in matches if match), "")
        return kind if kind != "group" or party.is_named else ""

    def _ucdp(self, facts: Facts) -> int | None:
        """Return the type of violence, by who the parties are; None where nobody is said to have died."""
        if facts.killed < 1 or any(not self._kind(party) for party in facts.doers):
            return None
        doers, hit = self._kinds(facts.doers), self._kinds(facts.hit)
        if not facts.hit and len(facts.doers) > 1:  # a clash, told as of both
            return _STATE_BASED if "government" in doers else _NON_STATE if doers == {"group"} else None
        if len(doers) != 1 or len(hit) != 1:
            return None
        if hit == {"civilians"}:
            return _ONE_SIDED if "civilians" not in doers else None
        return _STATE_BASED if "government" in doers | hit else _NON_STATE if doers == {"group"} else None


def _scheme(iri: str) -> str:
    return iri.removeprefix(_SCHEME).split("/")[0]

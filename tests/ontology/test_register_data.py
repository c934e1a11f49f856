"""The register itself.  A failure names the entry; mend it in ontology/register/actors-….ttl."""

import re
from collections import defaultdict
from collections.abc import Iterable

import pytest

from kg.graph.register import load_register, register_quads
from kg.graph.vocabulary import DCTERMS, RDFS, SKOS
from kg.knowledge import RegisterEntry
from kg.resolve.names import normalise
from kg.resources import folder

_FOLDER = folder("ontology") / "register"
ENTRIES = load_register(_FOLDER)
BY_SLUG = {entry.slug: entry for entry in ENTRIES}
ACTOR = "https://w3id.org/conflict-kg/actor/"
KG = "https://w3id.org/conflict-kg/ontology#"
CLASSES = {
    *("State", "GovernmentBody", "StateForce", "ArmedGroup", "Coalition", "Company"),
    *("NewsOutlet", "InternationalOrganisation", "PoliticalParty", "Person"),
}


def doubled(pairs: Iterable[tuple[object, str]]) -> dict[object, list[str]]:
    owners: dict[object, set[str]] = defaultdict(set)
    for key, slug in pairs:
        owners[key].add(slug)
    return {key: sorted(slugs) for key, slugs in owners.items() if len(slugs) > 1}


def wordings(entry: RegisterEntry) -> tuple[str, ...]:
    return (entry.label, *entry.aliases, *entry.demonyms)


def test_register_has_one_actor_a_wording() -> None:
    assert not doubled((normalise(text), entry.slug) for entry in ENTRIES for text in wordings(entry))


def test_register_has_one_actor_a_label() -> None:
    assert not doubled((entry.label, entry.slug) for entry in ENTRIES)


def test_register_has_one_body_a_state_and_head_noun() -> None:
    assert not doubled(((entry.country, normalise(head)), entry.slug) for entry in ENTRIES for head in entry.heads)


def test_register_compositions_contradict_no_name() -> None:
    owners = {normalise(text): entry.slug for entry in ENTRIES for text in wordings(entry)}
    for entry in ENTRIES:
        for head in entry.heads:
            for name in wordings(BY_SLUG[entry.country or ""]):
                assert owners.get(normalise(f"{name} {head}"), entry.slug) == entry.slug, (entry.slug, name, head)


def test_register_has_no_cycles() -> None:
    def walk(slug: str, above: tuple[str, ...]) -> None:
        assert slug not in above, (*above, slug)
        for parent in BY_SLUG[slug].part_of:
            walk(parent, (*above, slug))

    for entry in ENTRIES:
        walk(entry.slug, ())


def test_register_countries_are_states() -> None:
    assert not [entry.slug for entry in ENTRIES if entry.country and BY_SLUG[entry.country].type != "State"]
    assert not [entry.slug for entry in ENTRIES if entry.heads and not entry.country]


def test_register_classes_and_slugs_are_known() -> None:
    assert {entry.type for entry in ENTRIES} <= CLASSES
    assert not [entry.slug for entry in ENTRIES if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.slug)]


def test_register_names_are_long_enough_to_mean_something() -> None:
    assert not [(e.slug, text) for e in ENTRIES for text in wordings(e) if not normalise(text) or len(text) < 2]


def test_register_references_resolve_and_sources_stand() -> None:
    rows: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in register_quads(_FOLDER):
        subject, value = getattr(quad.subject, "value", ""), getattr(quad.object, "value", "")
        if subject.startswith(ACTOR):
            rows[subject][quad.predicate.value].append(value)
    for subject, row in rows.items():
        named = [value for values in row.values() for value in values if value.startswith(ACTOR)]
        assert not set(named) - rows.keys(), subject
        assert len(row[DCTERMS + "source"]) == 1, subject
        assert row[RDFS + "label"][0] in row[SKOS + "prefLabel"], subject
        assert not [key for key in row if key.startswith(KG + "same") or "sameAs" in key], subject


@pytest.mark.parametrize(
    "slug",
    [
        *("kataib-hezbollah", "irgc", "irgc-quds-force", "us-forces-in-iraq", "us-army", "us-marines", "us-military"),
        *("us-special-forces", "white-house", "pentagon", "us-state-department", "us-congress", "us-intelligence"),
        *("us-house-of-representatives", "iraqi-interior-ministry", "iraqi-military", "iraqi-army", "cjtf-oir"),
        *("iraqi-security-forces", "iraqi-government", "iraqi-counter-terrorism-service", "al-araby-al-jadeed"),
        *("al-sumaria", "the-jerusalem-post", "reuters", "qasem-soleimani", "donald-trump", "iraqi-militias"),
    ],
)
def test_register_holds_the_actors_of_the_seeds(slug: str) -> None:
    assert slug in BY_SLUG


REGION = {
    *("iraq", "iran", "syria", "lebanon", "yemen", "israel", "palestine", "afghanistan", "turkey"),
    *("saudi-arabia", "united-arab-emirates", "qatar", "jordan", "united-states", "russia"),
}


def test_register_covers_the_region() -> None:
    held = [entry for entry in ENTRIES if {entry.slug, entry.country} & REGION]
    assert len(held) >= 300
    assert {entry.slug for entry in held} >= REGION


def test_register_names_the_region_s_armed_groups_in_their_own_script() -> None:
    groups = [entry for entry in ENTRIES if entry.country in REGION - {"united-states", "russia"}]
    armed = [entry for entry in groups if entry.type == "ArmedGroup"]
    latin = {"kurdistan-freedom-falcons", "dhkp-c", "peoples-defence-forces"}  # Kurdish and Turkish
    assert len(armed) >= 90
    assert not [
        entry.slug for entry in armed if entry.slug not in latin and all(max(text) < "\u0590" for text in entry.aliases)
    ]

"""Extraction and attribution on sentences of our own: who did what, who says so, how surely."""

import pytest

from tests.extract.reading import claims, read, types

SURE, PROBABLE, POSSIBLE, IF = "certain", "probable", "possible", "hypothetical"
YES, NO = "positive", "negative"


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Gunmen attacked a checkpoint near Tikrit.", "Attack"),
        ("Militants torched two oil tankers on the road.", "Arson"),
        ("Rebels set a police station on fire.", "Arson"),
        ("Fighters fired three rockets at the airport.", "RocketAttack"),
        ("A drone strike on the camp killed two men.", "DroneStrike"),
        ("A suicide bomber attacked a mosque in Kabul.", "SuicideBombing"),
        ("A roadside bombing hit a convoy.", "RoadsideBombing"),
        ("Police arrested five suspects.", "Arrest"),
        ("The army deployed tanks near the border.", "Deployment"),
        ("Troops withdrew from the base.", "Withdrawal"),
        ("Parliament passed a law.", "Legislation"),
        ("Soldiers raided a house in Basra.", "Raid"),
        ("Gunmen kidnapped a journalist.", "Abduction"),
        ("The general was assassinated in Baghdad.", "Assassination"),
    ],
)
def test_extractor_finds_event_type(text: str, event_type: str) -> None:
    assert types(text) == [event_type]


@pytest.mark.parametrize(
    "text",
    [
        "The minister attacked the opposition's budget in a speech about prices.",
        "A passenger train crash killed 12 people.",
        "The team hit its target for the year.",
        "Prices struck a new record.",
    ],
)
def test_extractor_finds_no_attacker_where_there_is_none(text: str) -> None:
    assert [c for c in claims(text, "perpetrator") if "minister" not in c[1]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen attacked a convoy.", [("Gunmen", SURE, YES, "")]),
        ("A convoy was attacked by gunmen.", [("gunmen", SURE, YES, "")]),
        ("Police said gunmen attacked a convoy.", [("gunmen", SURE, YES, "Police")]),
        ("Gunmen attacked a convoy, police said on Monday.", [("Gunmen", SURE, YES, "police")]),
        ("Gunmen attacked a convoy, according to Reuters.", [("Gunmen", SURE, YES, "Reuters")]),
        ("Gunmen reportedly attacked a convoy.", [("Gunmen", PROBABLE, YES, "")]),
        ("Gunmen may have attacked a convoy.", [("Gunmen", POSSIBLE, YES, "")]),
        ("Suspected militants attacked a convoy.", [("Suspected militants", POSSIBLE, YES, "")]),
        (
            "US officials accuse Kataib Hezbollah of firing rockets at a base.",
            [("Kataib Hezbollah", POSSIBLE, YES, "US officials")],
        ),
        ("The army denied that its soldiers had killed the priests.", [("its soldiers", SURE, NO, "army")]),
        (
            "It is not known whether the attack was carried out by the Taliban.",
            [("Taliban", POSSIBLE, YES, "")],
        ),
        (
            "A security source told AFP that rebels burned the trucks.",
            [("rebels", SURE, YES, "security source → Agence France-Presse")],
        ),
        (
            "The group may be behind the attack, an analyst said.",
            [("group", POSSIBLE, YES, "analyst")],
        ),
    ],
)
def test_extractor_says_who_did_it_how_surely_and_who_says_so(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    assert [claim[1:] for claim in claims(text, "perpetrator")] == expected


def test_extractor_keeps_a_threat_apart_from_what_it_imagines() -> None:
    reading = read("President Smith warned that the army would strike back if rebels attacked the embassy.")
    attackers = [c for c in reading.claims if c.predicate == "perpetrator"]
    assert attackers
    assert {c.certainty.value for c in attackers} == {IF}


def test_extractor_reads_relations() -> None:
    found = claims("The Iran-backed militia attacked a base used by US troops.", "backedBy")
    assert [(text, certainty) for _, text, certainty, _, _ in found] == [("Iran", SURE)]


def test_extractor_reads_position() -> None:
    found = claims("The strike killed Quds Force commander Qasem Soleimani.", "holdsPosition")
    assert [text for _, text, _, _, _ in found] == ["Quds Force commander"]


@pytest.mark.parametrize(
    ("text", "role", "low", "high"),
    [
        ("Gunmen killed at least 20 policemen.", "killed", 20, None),
        ("No casualties were reported in the attack on the base by gunmen.", "killed", 0, 0),
        ("Police arrested 14 men.", "detained", 14, 14),
    ],
)
def test_extractor_counts(text: str, role: str, low: int, high: int | None) -> None:
    values = [claim.value for claim in read(text).claims if claim.predicate == role]
    assert [(value.low, value.high) for value in values] == [(low, high)]  # type: ignore[union-attr]


def test_extractor_reads_places_between_and_beside() -> None:
    text = "Gunmen attacked a convoy between Diwaniya and Samawah. Later, rebels burned a truck south of Baghdad."
    assert [c[1] for c in claims(text, "location")] == ["between Diwaniya and Samawah", "south of Baghdad"]


def test_extractor_resolves_pronouns_to_words() -> None:
    text = "The trucks were travelling from Basra when they were attacked by gunmen."
    assert [c[1] for c in claims(text, "target")] == ["trucks"]


def test_extractor_drops_quoted_events_without_a_speaker() -> None:
    assert claims("“The militia attacked the embassy and killed two guards.”", "perpetrator") == []


def test_extractor_reads_upper_case_text_and_quotes_it_as_it_stands() -> None:
    text = "GUERRILLAS ATTACKED A FARM IN THE NORTHERN PROVINCE, THE ARMY SAID."
    reading = read(text)
    attackers = [c for c in reading.claims if c.predicate == "perpetrator"]
    assert [c.said_by[0].actor.label.lower() for c in attackers] == ["army"]
    assert all(c.evidence.quote == text[c.evidence.start : c.evidence.end] for c in reading.claims)


def test_grouping_joins_what_points_back_and_keeps_other_days_apart() -> None:
    one = "Gunmen attacked a convoy on Friday. The attack wounded three drivers."
    two = "Gunmen attacked a convoy on Friday. On Saturday, gunmen attacked a convoy."
    assert (len(types(one)), len(types(two))) == (1, 2)


def test_grouping_never_joins_release_with_abduction() -> None:
    text = "Guerrillas released three engineers who were kidnapped last month by bandits."
    assert sorted(types(text)) == ["Abduction", "Release"]

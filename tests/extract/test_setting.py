"""Which event of a sentence a day and a place belong to."""

import pytest

from tests.extract.reading import read, shown

SETTINGS = [
    # A day or place that parsers hang on another word goes to the event before it.
    (
        "Rebels burned two buses of a company carrying goods for traders near Goma on Monday.",
        "burned",
        "date",
        "Monday",
    ),
    (
        "Rebels burned two buses of a company carrying goods for traders near Goma on Monday.",
        "burned",
        "location",
        "Goma",
    ),
    ("Rebels kidnapped six workers of a mining firm near Beni on May 3.", "kidnapped", "location", "Beni"),
    # Events of one clause share; the second of two days is that of the event between.
    ("Police detained nine people in raids across Mosul on Tuesday.", "detained", "date", "Tuesday"),
    ("Police detained nine people in raids across Mosul on Tuesday.", "detained", "location", "Mosul"),
    ("Rebels raided a village near Goma on Monday, killing six residents.", "killing", "date", "Monday"),
    ("The group claimed responsibility on Sunday for a bombing in Kabul on Friday.", "bombing", "date", "Friday"),
    ("The group claimed responsibility on Sunday for a bombing in Kabul on Friday.", "claimed", "date", "Sunday"),
    ("Police arrested a man on Friday who had bombed a church in Lagos on Sunday.", "bombed", "date", "Sunday"),
    ("Police arrested a man on Friday who had bombed a church in Lagos on Sunday.", "arrested", "date", "Friday"),
]
APART = [
    ("Rebels attacked a base, the army said on Monday.", "attacked", "date"),
    ("Rebels attacked a base in Goma on Monday and killed a teacher in Beni on Tuesday.", "killed", "date"),
    ("Rebels attacked a base in Goma on Monday and killed a teacher in Beni on Tuesday.", "killed", "location"),
]


def _told(text: str, trigger: str, role: str) -> list[str]:
    found = read(text)
    report = next(c.report for c in found.claims if c.predicate == "eventType" and c.text == trigger)
    return [shown(c)[1] for c in found.claims if c.report == report and c.predicate == role]


@pytest.mark.parametrize(("text", "trigger", "role", "value"), SETTINGS)
def test_setting_goes_to_its_event(text: str, trigger: str, role: str, value: str) -> None:
    assert _told(text, trigger, role) == [value]


@pytest.mark.parametrize(("text", "trigger", "role"), APART)
def test_setting_is_not_taken_from_another_event(text: str, trigger: str, role: str) -> None:
    assert not {"Monday", "Goma"} & set(_told(text, trigger, role))


def test_outcome_is_part_of_its_attack() -> None:
    found = read("Rockets hit a market in Goma on Sunday, killing four people and wounding 11.")
    assert len(found.reports) == 1
    assert {"victim", "killed", "injured", "target"} <= {c.predicate for c in found.claims}


def test_second_effect_is_part_of_its_attack() -> None:
    found = read("Artillery shelling killed a teacher and wounded five other people in Goma on Sunday.")
    assert len(found.reports) == 1
    assert [c.text for c in found.claims if c.predicate == "injured"] == ["five other people"]


def test_death_in_fighting_is_part_of_the_clash() -> None:
    found = read("Three soldiers died in fighting with the rebels near Goma on Sunday.")
    assert [r.event_type for r in found.reports] == ["ArmedClash"]
    assert [c.text for c in found.claims if c.predicate == "victim"] == ["Three soldiers"]

"""What other codebooks would call an event."""

from functools import cache

import pytest

from kg.export.crosswalk import COLUMNS, Codes, Crosswalk, Facts, Party
from kg.pipeline import load_background
from kg.store.embedded import Store
from kg.tools import Tools


def party(name: str, *classes: str) -> Party:
    return Party(name, frozenset(classes))


ARMY = party("United States Army", "StateForce")
IRAN = party("Iran", "State")
KATAIB = party("Kataib Hezbollah", "ArmedGroup")
ISLAMIC_STATE = party("Islamic State", "ArmedGroup")
GUNMEN = party("gunmen", "UnidentifiedActor")
VILLAGERS = party("three villagers", "UnidentifiedActor")
EMBASSY = party("the US embassy", "Object")


@cache
def crosswalk() -> Crosswalk:
    store = Store.in_memory()
    load_background(store, Tools(None, ""))
    return Crosswalk(store)


def codes(kind: str, **facts: object) -> Codes:
    return crosswalk().codes(Facts(kind, **facts))  # type: ignore[arg-type]  # the fields of Facts


def test_crosswalk_of_a_rocket_attack() -> None:
    assert codes("RocketAttack", doers=(GUNMEN,), hit=(EMBASSY,), instruments=("three Katyusha rockets",)) == {
        "acled_event_type": "Explosions/Remote violence",
        "acled_sub_event_type": "Shelling/artillery/missile attack",
        "plover_event_type": "ASSAULT",
        "plover_mode": "heavy-weapons",
        "gtd_attack_type": "Bombing/Explosion",
        "gtd_target_type": ["Government (Diplomatic)"],
        "gtd_weapon_type": ["Explosives"],
        "ucdp_type_of_violence": None,
    }


def test_crosswalk_of_what_no_codebook_has() -> None:
    assert codes("Warning") == dict.fromkeys(COLUMNS)
    assert codes("NoSuchClass") == dict.fromkeys(COLUMNS)


@pytest.mark.parametrize(
    ("hit", "expected"),
    [
        ((VILLAGERS,), ("Violence against civilians", "Attack")),
        ((ARMY,), ("Battles", "Armed clash")),
        ((ARMY, VILLAGERS), ("Violence against civilians", "Attack")),
        ((), (None, None)),
        ((EMBASSY,), (None, None)),
    ],
    ids=["civilians", "soldiers", "both", "nobody", "a building"],
)
def test_crosswalk_tells_an_attack_on_the_armed_from_one_on_civilians(
    hit: tuple[Party, ...], expected: tuple[str | None, str | None]
) -> None:
    found = codes("ArmedAssault", hit=hit)
    assert (found["acled_event_type"], found["acled_sub_event_type"]) == expected


def test_crosswalk_gives_a_state_s_attack_no_gtd_type() -> None:
    found = codes("DroneStrike", doers=(ARMY,), hit=(KATAIB,), killed=2)
    assert [found[column] for column in COLUMNS if column.startswith("gtd")] == [None, None, None]
    assert found["acled_sub_event_type"] == "Air/drone strike"
    assert found["ucdp_type_of_violence"] == 1


def test_crosswalk_gtd_target_of_several_kinds() -> None:
    hit = (party("two policemen"), party("a mosque"), party("the Ministry of Oil", "GovernmentBody"), party("a tree"))
    found = codes("ArmedAssault", doers=(KATAIB,), hit=hit, instruments=("rifles", "a knife"))
    assert found["gtd_target_type"] == ["Government (General)", "Police", "Religious Figures/Institutions"]
    assert found["gtd_weapon_type"] == ["Firearms", "Melee"]


@pytest.mark.parametrize(
    ("doers", "hit", "killed", "expected"),
    [
        ((KATAIB,), (ARMY,), 1, 1),
        ((IRAN,), (ARMY,), 1, 1),
        ((KATAIB,), (ISLAMIC_STATE,), 1, 2),
        ((KATAIB,), (VILLAGERS,), 1, 3),
        ((ARMY,), (VILLAGERS,), 1, 3),
        ((KATAIB,), (ARMY,), 0, None),
        ((GUNMEN,), (ARMY,), 1, None),
        ((KATAIB, GUNMEN), (VILLAGERS,), 1, None),
        ((KATAIB,), (ARMY, VILLAGERS), 1, None),
        ((KATAIB,), (EMBASSY,), 1, None),
        ((party("Iraqi militias", "ArmedGroup"),), (ARMY,), 1, None),
        ((), (VILLAGERS,), 1, None),
    ],
    ids=[
        "group and state",
        "two states",
        "two groups",
        "group and civilians",
        "state and civilians",
        "nobody died",
        "who is not told",
        "one is not told",
        "soldiers and civilians",
        "a building",
        "a group without a name",
        "nobody named",
    ],
)
def test_crosswalk_type_of_violence_needs_both_parties(
    doers: tuple[Party, ...], hit: tuple[Party, ...], killed: int, expected: int | None
) -> None:
    assert codes("ArmedAssault", doers=doers, hit=hit, killed=killed)["ucdp_type_of_violence"] == expected


@pytest.mark.parametrize(("doers", "expected"), [((KATAIB, ARMY), 1), ((KATAIB, ISLAMIC_STATE), 2), ((KATAIB,), None)])
def test_crosswalk_type_of_violence_of_a_clash(doers: tuple[Party, ...], expected: int | None) -> None:
    assert codes("ArmedClash", doers=doers, killed=3)["ucdp_type_of_violence"] == expected
    assert codes("Arrest", doers=doers, killed=3)["ucdp_type_of_violence"] is None

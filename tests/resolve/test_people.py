"""Which person a name means: the fullest name that the article has, unless two people could be meant."""

import pytest

from kg.model import Mention
from kg.resolve.cast import Cast
from tests.extract.reading import read, tools

MET = [
    ("Antonio Roldan", "Antonio Roldan Betancur", "Antonio Roldan Betancur"),
    ("Delgado Parker", "Hector Delgado Parker", "Hector Delgado Parker"),
    ("Haddad", "Omar Haddad", "Omar Haddad"),
    ("Omar", "Omar Haddad", "Omar"),
    ("Haddad", "Omar Haddad; Karim Haddad", "Haddad"),
    ("Omar Haddad", "Omar Haddad; Karim Haddad", "Omar Haddad"),
    ("Haddad", "Omar Haddad; Omar Ali Haddad; Ali Haddad", "Haddad"),
    ("Haddad", "Ali Haddad; Omar Ali Haddad", "Omar Ali Haddad"),
]


def _person(name: str) -> Mention:
    return Mention(0, len(name), name, name.rsplit(maxsplit=1)[-1].lower(), "person", entity="PER", name=name)


@pytest.mark.parametrize(("name", "met", "person"), MET)
def test_people_go_by_their_fullest_name(name: str, met: str, person: str) -> None:
    for names in (met.split("; "), met.split("; ")[::-1]):
        cast = Cast("article", tools().index, {})
        cast.meet(_person(each) for each in names)
        assert cast.actor(_person(name), "scope").label == person


def test_people_go_without_their_office() -> None:
    found = read("Rebels killed Antioquia Governor Antonio Roldan in Medellin.").claims
    assert [getattr(c.value, "label", "") for c in found if c.predicate == "victim"] == ["Antonio Roldan"]

"""The event classes as a tree of local names: child -> parent, as graph/ontology states them."""

from collections.abc import Mapping
from functools import lru_cache

ROOT = "Event"
ATTACK = "Attack"
ASSASSINATION = "Assassination"

Parents = Mapping[str, str]


def lineage(event_type: str, parents: Parents) -> tuple[str, ...]:
    """Return a type and its supertypes, most specific first, without the root; a cycle ends where it closes."""
    line = [event_type]
    while (parent := parents.get(line[-1])) and parent != ROOT and parent not in line:
        line.append(parent)
    return tuple(line)


def family(event_type: str, parents: Parents) -> str:
    """Return the uppermost supertype below the root: Attack for RocketAttack, the type itself where it has none."""
    return lineage(event_type, parents)[-1]


def comparable(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two lineages begin with the same type, or with a type and its sub- or supertype."""
    return one[0] in other or other[0] in one


@lru_cache(maxsize=10_000)
def words(event_type: str) -> str:
    """Write a class name as words: RocketAttack as "Rocket attack"."""
    spaced = "".join(" " + c.lower() if c.isupper() and at else c for at, c in enumerate(event_type))
    return spaced[:1].upper() + spaced[1:]

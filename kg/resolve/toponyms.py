"""An article's text and named entities -> every place name in it, for the gazetteer to say which place is meant.

Every run of capitalised words that some gazetteer place is called is weighed by how well known the place is, by what
the words around it say ("in Paris", "Paris, Texas", "Sheriff Paris"), by what the entity recogniser took it for, and
by whether the article uses the name for a person or, elsewhere, for a place.  A town's name that is also a surname
or a common word is no place without such support.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.resolve.gazetteer import Gazetteer
from kg.resolve.toponym_signs import NO_DEMONYMS, Entity, demonyms_in, runs

__all__ = ["Entity", "Toponym", "find_toponyms"]


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name where it stands."""

    start: int
    end: int
    text: str
    demonym: bool = False


# What each sign is worth; a name of no signs needs 0.  Fitted by logistic regression on the even articles of LGL and
# TR-News (tests/benchmarks/geoparsing.py prints both halves) and rounded.
WEIGHTS: Mapping[str, float] = {
    "": -0.5,
    "DEMONYM whole": 1.7,
    "LOC inside": -1.2,
    "LOC opens": -0.5,
    "LOC whole": 1.4,
    "ORG inside": -1.2,
    "ORG opens": 0.3,
    "ORG whole": 0.4,
    "PER inside": -0.6,
    "PER opens": -0.9,
    "PER whole": 0.3,
    "after capital": -0.6,
    "after place": 1.1,
    "after title": -1.3,
    "at": 1.3,
    "before body": 0.6,
    "before capital": -1.4,
    "before comma": 0.2,
    "before said": -1.2,
    "before state": 1.8,
    "before street": -2.2,
    "country named": 0.2,
    "covered country named": 2.0,  # by judgement: LGL and TR-News hardly have one; tests/resolve/place_table.tsv does
    "elsewhere": 1.5,
    "generic": 1.2,
    "no entity": -0.2,
    "opens sentence": -0.2,
    "several words": 0.6,
    "street": 1.8,
    "strength 0": -2.8,
    "strength 1": -0.9,
    "strength 2": -0.2,
    "strength 3": 1.1,
    "strength 4": 0.8,
    "strength 5": 1.4,
    "surname": -2.9,
    "towards": 0.7,
    "upper case": 1.1,
    "word": -2.8,
}


def find_toponyms(
    text: str, entities: Sequence[Entity], gazetteer: Gazetteer, demonyms: Mapping[str, str] = NO_DEMONYMS
) -> list[Toponym]:
    """Find the place names of an article, and the `demonyms` (of ISO codes) in it, in text order, without overlap."""
    every = runs(text, entities, gazetteer, demonyms)
    found = [run for run in every if weigh(run.signs) > 0]
    sure = {run.key for run in found}
    again = (replace(run, signs=run.signs | {"elsewhere"}) for run in every if run.key in sure)
    names = {(run.start, run.end): run for run in (*found, *(run for run in again if weigh(run.signs) > 0))}
    toponyms = {a: Toponym(a, b, text[a:b]) for a, b in names if text[a:b] not in demonyms}
    taken = {n for a, b in names if text[a:b] not in demonyms for n in range(a, b)}
    for start, end in demonyms_in(text, demonyms):
        if start not in taken:
            toponyms[start] = Toponym(start, end, text[start:end], demonym=True)
    return [toponyms[start] for start in sorted(toponyms)]


def weigh(signs: frozenset[str]) -> float:
    """Add up what a name's signs are worth."""
    return sum(WEIGHTS.get(sign, 0.0) for sign in ("", *signs))

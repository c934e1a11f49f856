"""All place names of an article -> the places they mean; one decision a name an article.

The finder reads more of the text than the place phrases that events hang on, so that every name, and every demonym
for its country, helps to decide what the others mean.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge import RegisterEntry
from kg.model import Place
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.place_choice import choose_all
from kg.resolve.toponyms import Toponym

_GAPS = (", ", " (", ", in ", " in ")  # what comes second contains what comes first


@dataclass(frozen=True, slots=True)
class Setting:
    """What an article's place names say of one another."""

    names: tuple[str, ...]  # repeats count
    beside: Mapping[str, tuple[str, ...]]  # name -> names that stand behind it as what contains it
    countries: tuple[str, ...]  # ISO codes, once for each time a demonym names one


def setting(text: str, toponyms: Sequence[Toponym], demonyms: Mapping[str, str]) -> Setting:
    """Gather an article's place names; `demonyms` gives a country's ISO code for each."""
    ordered = sorted(toponyms, key=lambda toponym: toponym.start)
    names = [toponym for toponym in ordered if not toponym.demonym]
    beside: dict[str, list[str]] = defaultdict(list)
    for one, two in itertools.pairwise(names):
        if text[one.end : two.start] in _GAPS:
            beside[one.text].append(two.text)
    countries = (demonyms[t.text] for t in ordered if t.demonym and t.text in demonyms)
    return Setting(tuple(t.text for t in names), {k: tuple(v) for k, v in beside.items()}, tuple(countries))


def locate(
    text: str,
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    *,
    demonyms: Mapping[str, str],
    focus: Iterable[str] = (),
) -> dict[Toponym, Place]:
    """Give the place that each toponym means; one without a key where the article leaves it open."""
    about = setting(text, toponyms, demonyms)
    chosen = choose_all(about.names, about.beside, gazetteer, (*focus, *about.countries))
    places = {toponym: chosen[toponym.text] for toponym in toponyms if not toponym.demonym}
    countries = ((t, gazetteer.country(demonyms[t.text])) for t in toponyms if t.demonym and t.text in demonyms)
    return places | {toponym: country for toponym, country in countries if country is not None}


def demonyms_of(entries: Iterable[RegisterEntry], gazetteer: Gazetteer) -> dict[str, str]:
    """Give the ISO codes of the register's states by demonym."""
    states = ((entry, gazetteer.country_code(entry.label)) for entry in entries if entry.demonyms)
    return {word: code for entry, code in states if code for word in entry.demonyms}

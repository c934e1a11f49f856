"""Place mentions of one article -> places: gazetteer places, and relational ones built on them.

One decision a name an article.  What the gazetteer does not settle keeps the article's words and gets no
coordinates; a relational place has none of its own either, its anchors have them.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.keys import key_of
from kg.model import Place, PlaceMention
from kg.resolve.article_places import Setting
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.place_choice import choose_all

_LINES = frozenset({"between", "road"})
_PART = re.compile(r"(?:(?:north|south)[- ]?(?:east|west)?|east|west)ern$|central$")
_SETTLEMENTS = frozenset({"city", "town", "village", "capital"})  # "the town of X" is X
_LONGEST_NAME = 8  # words; no entry of the register has more
# How precisely a thing is placed by what it stands in, and a part by its whole.
_INSIDE = {"exact": "near", "near": "near", "region": "region", "country": "country"}
_PARTLY = {"exact": "near", "near": "near", "region": "region", "country": "region"}


def resolve_places(
    mentions: Sequence[PlaceMention],
    gazetteer: Gazetteer,
    *,
    focus_countries: Sequence[str],
    scope: str = "",
    about: Setting | None = None,
) -> dict[PlaceMention, Place]:
    """Resolve an article's place mentions; `focus_countries` are ISO codes, once for each time a country is named.

    `about` is what the article's other place names say.  `scope` is the article's key: with it, "a base in Baghdad" or
    an open name of one article is not that of another.
    """
    own = [name for mention in mentions for name in mention.names]
    beside = dict(_beside(mentions))
    focus = list(focus_countries)
    names = own
    if about is not None:  # each name as often as the article has it
        names = [*about.names, *(name for name in own if name not in set(about.names))]
        beside |= {name: (*beside.get(name, ()), *others) for name, others in about.beside.items()}
        focus += about.countries
    chosen = choose_all(names, beside, gazetteer, focus)
    settled = {
        name: place if place.key else replace(place, key=key_of("place", scope, name.casefold()))
        for name, place in chosen.items()
    }
    return {mention: _place(mention, settled, gazetteer, scope) for mention in mentions}


def _beside(mentions: Sequence[PlaceMention]) -> Mapping[str, Iterable[str]]:
    """Names that stand right after another ("Mosul, Iraq"): what comes second contains what comes first."""
    found: dict[str, list[str]] = defaultdict(list)
    ordered = sorted((m for m in mentions if m.names), key=lambda m: m.start)
    for one, two in itertools.pairwise(ordered):
        if 0 < two.start - one.end <= 4 and not two.relation:
            found[one.names[-1]].append(two.names[0])
    return found


def _place(mention: PlaceMention, settled: Mapping[str, Place], gazetteer: Gazetteer, scope: str) -> Place:
    anchors = tuple(dict.fromkeys(settled[name] for name in mention.names))
    if mention.relation in _LINES:
        return _relational(mention, mention.relation, tuple(sorted(anchors, key=lambda a: (a.label, a.key))), scope)
    site = _site(mention, settled, gazetteer)
    itself = site or (anchors[0] if len(anchors) == 1 and mention.head in {"", *_SETTLEMENTS} else None)
    if itself is not None:
        return _relational(mention, mention.relation, (itself,), scope) if mention.relation else itself
    return _relational(mention, mention.relation or ("in" if anchors else ""), anchors, scope)


def _site(mention: PlaceMention, settled: Mapping[str, Place], gazetteer: Gazetteer) -> Place | None:
    """Find the register's entry for the longest run of the mention's words ("the US Embassy in Baghdad").

    A name of one word is left to the gazetteer, where other places may bear it too.  A site that the register knows
    by its town ("the US Embassy") is taken if it is in exactly one of the towns the article names.
    """
    words = mention.text.split()
    for length in range(min(len(words), _LONGEST_NAME), 1, -1):
        for first in range(len(words) - length + 1):
            place = gazetteer.listed(" ".join(words[first : first + length]))
            if place is not None:
                return replace(place, reason=f"in the register as {place.label}")
    if len(words) < 2 or mention.text.islower():
        return None
    towns = sorted({place.label for place in settled.values() if place.feature == "city"})
    found = {place for town in towns if (place := gazetteer.listed(f"{' '.join(words[-2:])} in {town}"))}
    if len(found) != 1:
        return None
    place = found.pop()
    return replace(place, reason=f"{place.label} is the only one in the towns that the article names")


def _relational(mention: PlaceMention, relation: str, anchors: Sequence[Place], scope: str) -> Place:
    named = " and ".join(anchor.label for anchor in anchors)
    between = relation in _LINES and len(anchors) == 2  # whatever the words: the two ends say which
    own = () if between or (anchors and not mention.head) else (scope, mention.head, mention.text.casefold())
    return Place(
        key=key_of("place", relation, *own, *(anchor.key for anchor in anchors)),
        label=_label(mention, relation, anchors),
        relation=relation,
        anchors=tuple(anchors),
        country=_common({anchor.country for anchor in anchors}),
        precision=_precision(relation, anchors),
        feature=mention.head or ("region" if relation and relation not in _LINES else "relational" if relation else ""),
        reason=f"“{mention.text}” is told by {named}" if anchors else "named by no place",
    )


def _label(mention: PlaceMention, relation: str, anchors: Sequence[Place]) -> str:
    """Name places of equal keys equally; the words of a described place are in its key."""
    if relation == "between" and len(anchors) == 2:
        return f"between {anchors[0].label} and {anchors[1].label}"
    if relation == "near":
        return f"near {anchors[0].label if len(anchors) == 1 and not mention.head else mention.text}"
    return mention.text


def _precision(relation: str, anchors: Sequence[Place]) -> str:
    """Say how precisely a relational place is known; a bearing ("south of Baghdad") has no end."""
    if not anchors or any(anchor.precision == "unknown" for anchor in anchors):
        return "unknown"
    if relation in _LINES:
        return "near" if len(anchors) == 2 and all(a.latitude is not None for a in anchors) else "region"
    if relation == "in":
        return _INSIDE[anchors[0].precision]
    if relation == "near" or _PART.match(relation):
        return _PARTLY[anchors[0].precision]
    return "region"


def _common(countries: set[str | None]) -> str | None:
    return countries.pop() if len(countries) == 1 else None

"""Place mentions of one article -> places: gazetteer places, and relational ones built on them.

One decision a name an article.  What the gazetteer does not settle keeps the article's words and gets no
coordinates.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.keys import key_of
from kg.model import Place, PlaceMention
from kg.resolve.gazetteer import Gazetteer
from kg.resolve.place_choice import choose_all

_LINES = frozenset({"between", "road"})


def resolve_places(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, focus_countries: Sequence[str]
) -> dict[PlaceMention, Place]:
    """Resolve an article's place mentions; `focus_countries` are ISO codes, once for each time a country is named."""
    names = [name for mention in mentions for name in mention.names]
    chosen = choose_all(names, _beside(mentions), gazetteer, focus_countries)
    settled = {name: place or _unknown(name) for name, place in chosen.items()}
    return {mention: _place(mention, settled, gazetteer) for mention in mentions}


def _beside(mentions: Sequence[PlaceMention]) -> Mapping[str, Iterable[str]]:
    """Names that stand right after another ("Mosul, Iraq"): what comes second contains what comes first."""
    found: dict[str, list[str]] = defaultdict(list)
    ordered = sorted((m for m in mentions if m.names), key=lambda m: m.start)
    for one, two in itertools.pairwise(ordered):
        if 0 < two.start - one.end <= 4 and not two.relation:
            found[one.names[-1]].append(two.names[0])
    return found


def _place(mention: PlaceMention, settled: Mapping[str, Place], gazetteer: Gazetteer) -> Place:
    anchors = tuple(settled[name] for name in mention.names)
    if not mention.relation and not mention.head and len(anchors) == 1:
        return anchors[0]
    if mention.head and not mention.relation:
        listed = [c.place for c in gazetteer.find(mention.text) if c.curated]
        if len(listed) == 1:
            return listed[0]
    relation = mention.relation or ("in" if anchors else "")
    keys = [anchor.key for anchor in anchors]
    return Place(
        key=key_of("place", relation, mention.head, mention.text.casefold() if mention.head or not keys else "", *keys),
        label=_label(mention, relation, anchors),
        relation=relation,
        anchors=anchors,
        country=_common({anchor.country for anchor in anchors}),
        precision="near"
        if relation in _LINES and all(anchor.latitude is not None for anchor in anchors) and anchors
        else "unknown",
        feature="relational" if relation in _LINES else mention.head or "region" if relation else mention.head,
        reason=f"“{mention.text}” is told by {' and '.join(mention.names)}" if anchors else "not in the gazetteer",
    )


def _label(mention: PlaceMention, relation: str, anchors: Sequence[Place]) -> str:
    names = [anchor.label for anchor in anchors]
    if relation == "between" and len(names) == 2:
        return f"between {names[0]} and {names[1]}"
    return mention.text


def _common(countries: set[str | None]) -> str | None:
    return countries.pop() if len(countries) == 1 else None


def _unknown(name: str) -> Place:
    return Place(
        key=key_of("place", name.casefold()),
        label=name,
        precision="unknown",
        reason="not in the gazetteer, or open which is meant",
    )


def wkt(place: Place) -> str | None:
    """Return the line between the two ends of a relational place as WKT (longitude first), None without both ends."""
    ends = list(_points(place))
    return f"LINESTRING({', '.join(ends)})" if place.relation in _LINES and len(ends) == 2 else None


def _points(place: Place) -> Iterator[str]:
    for anchor in place.anchors:
        if anchor.latitude is not None and anchor.longitude is not None:
            yield f"{anchor.longitude:.4f} {anchor.latitude:.4f}"

"""Store -> flat events, one dictionary each, in the order of their dates.

Roles come from the bare triples of an event's reports: what some article states plainly.  What is only alleged, denied
or hedged is in the flat claims, not here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.export.claims import Cell, Row
from kg.export.crosswalk import COLUMNS as CROSSWALK_COLUMNS
from kg.export.crosswalk import Codes, Crosswalk, Facts, Party
from kg.export.graphs import Described, Node, described, labels, local_name, pairs
from kg.graph import vocabulary as v
from kg.graph.iris import BASE, GRAPH_EVENTS
from kg.store.embedded import Store

COLUMNS = (
    "event",
    "type",
    "date_earliest",
    "date_latest",
    "date_precision",
    "date_text",  # beyond the design: the only trace of a date without a year (--07-11)
    "place_id",
    "place_label",
    "latitude",
    "longitude",
    "place_precision",
    "perpetrators",
    "targets",
    "victims",
    "instruments",
    "killed_low",
    "killed_high",
    "injured_low",
    "injured_high",
    "detained_low",
    "detained_high",
    "side_counts",  # beyond the design: "killed forces 3-4", who of killed and injured were counted apart
    "reports",
    "independent_sources",
    "contested",
    "articles",
    *CROSSWALK_COLUMNS,
)
CodesOf = Callable[[Facts], Codes]

# An Attack or Clash has a perpetrator, anything else an agent: one column for both.
_ROLES = {
    "perpetrators": ("perpetrator", "agent"),
    "targets": ("target",),
    "victims": ("victim",),
    "instruments": ("instrument",),
}
_ACTORS = f"{BASE}actor/"
_PRECISIONS = ("exact", "near", "region", "country")
_DATE_FORMS = (
    (re.compile(r"\d{4}-\d\d-\d\dT.*"), "hour"),
    (re.compile(r"(?:\d{4}|-)-\d\d-\d\d"), "day"),
    (re.compile(r"(?:\d{4}|-)-(?:0[1-9]|1[0-2])"), "month"),
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{4}-[2-4]\d"), "season"),
    (re.compile(r".*/.*"), "interval"),
)


class _Place(NamedTuple):
    label: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None


def event_rows(store: Store, codes_of: CodesOf | None = None) -> Iterator[Row]:
    """Yield every event with the keys of COLUMNS, by date and IRI, those without a date last.

    `codes_of` gives values for CROSSWALK_COLUMNS; by default those of the crosswalk in the store's ontology.
    """
    book = _Book(store, codes_of or Crosswalk(store).codes)
    rows = [book.row(iri) for iri, row in book.events.items() if v.KG + "hasReport" in row]
    yield from sorted(rows, key=lambda row: (row["date_earliest"] or "~", row["date_text"] or "~", row["event"]))


class _Book:
    """All that rows of events need, read in a few passes over the store."""

    def __init__(self, store: Store, codes_of: CodesOf) -> None:
        self.events: Described = described(store, GRAPH_EVENTS)
        self._codes_of = codes_of
        self._labels = labels(store)
        roles = {role for names in _ROLES.values() for role in names} | {"location"}
        self._fillers = {role: _grouped(pairs(store, NamedNode(v.KG + role))) for role in sorted(roles)}
        self._articles = {report: article.value for report, article in pairs(store, NamedNode(v.KG + "inArticle"))}
        classes = _grouped((iri, kind) for iri, kind in pairs(store, v.TYPE) if iri.startswith(_ACTORS))
        self._classes = {iri: frozenset(local_name(kind.value) for kind in kinds) for iri, kinds in classes.items()}
        self._positions = {
            predicate: {place: value.value for place, value in sorted(pairs(store, predicate), key=str)}
            for predicate in (v.LATITUDE, v.LONGITUDE, NamedNode(v.KG + "placePrecision"))
        }

    def row(self, event: str) -> Row:
        """Make the row of an event."""
        reports = sorted({report.value for report in self._values(event, "hasReport")})
        kind = min((local_name(t.value) for t in self.events[event].get(v.TYPE.value, ())), default="Event")
        place_id, place = self._place(reports)
        date_text = self._first(event, "dateText")
        codes = self._codes_of(self._facts(kind, event, reports))
        return {
            "event": event,
            "type": kind,
            "date_earliest": self._first(event, "dateEarliest"),
            "date_latest": self._first(event, "dateLatest"),
            "date_precision": date_precision(date_text),
            "date_text": date_text,
            "place_id": place_id,
            "place_label": place.label,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "place_precision": place.precision,
            **{column: self._names(reports, roles) for column, roles in _ROLES.items()},
            **self._counts(event),
            "side_counts": self._side_counts(event),
            "reports": list(reports),
            "independent_sources": self._number(event, "independentSources"),
            "contested": sorted({local_name(role.value) for role in self._values(event, "contested")}),
            "articles": sorted({self._articles[report] for report in reports if report in self._articles}),
            **{column: codes.get(column) for column in CROSSWALK_COLUMNS},
        }

    def _facts(self, kind: str, event: str, reports: Iterable[str]) -> Facts:
        def parties(column: str) -> tuple[Party, ...]:
            fillers = {f for role in _ROLES[column] for report in reports for f in self._fillers[role].get(report, ())}
            return tuple(
                Party(self._name(f), self._classes.get(f.value, frozenset())) for f in sorted(fillers, key=str)
            )

        return Facts(
            kind=kind,
            doers=parties("perpetrators"),
            hit=(*parties("targets"), *parties("victims")),
            instruments=tuple(self._names(reports, _ROLES["instruments"])),
            killed=self._number(event, "killedLow") or 0,
        )

    def _counts(self, event: str) -> dict[str, Cell]:
        return {
            f"{role}_{bound.lower()}": self._number(event, f"{role}{bound}")
            for role in ("killed", "injured", "detained")
            for bound in ("Low", "High")
        }

    def _side_counts(self, event: str) -> list[str]:
        """Write the counts of each side; an open end where nobody gives that bound."""
        found = []
        for node in (value.value for value in self._values(event, "hasSideCount")):
            role, side = (local_name(self._first(node, name) or "") for name in ("aboutRole", "countedSide"))
            low, high = (self._first(node, name) or "" for name in ("low", "high"))
            found.append(f"{role} {side} {low}-{high}")
        return sorted(found)

    def _names(self, reports: Iterable[str], roles: Iterable[str]) -> list[str]:
        fillers = [filler for role in roles for report in reports for filler in self._fillers[role].get(report, ())]
        return sorted({self._name(filler) for filler in fillers})

    def _name(self, filler: Node) -> str:
        if isinstance(filler, Literal):
            return filler.value
        return self._labels.get(filler.value) or local_name(filler.value)

    def _place(self, reports: Iterable[str]) -> tuple[str | None, _Place]:
        """Choose the most precise place, among these the one most reports give; `contested` says if they disagree."""
        found = Counter(place for report in reports for place in set(self._fillers["location"].get(report, ())))
        if not found:
            return None, _Place(None, None, None, None)
        chosen = min(found, key=lambda place: (self._rank(place), -found[place], str(place)))
        return (chosen.value if isinstance(chosen, NamedNode) else None), self._position(chosen)

    def _rank(self, place: Node) -> int:
        precision = self._position(place).precision
        return _PRECISIONS.index(precision) if precision in _PRECISIONS else len(_PRECISIONS)

    def _position(self, place: Node) -> _Place:
        latitude, longitude, precision = (known.get(place.value) for known in self._positions.values())
        if isinstance(place, Literal):
            return _Place(place.value, None, None, None)
        if latitude is None or longitude is None:
            return _Place(self._name(place), None, None, precision)
        return _Place(self._name(place), float(latitude), float(longitude), precision)

    def _values(self, event: str, name: str) -> list[Node]:
        return self.events[event].get(v.KG + name, [])

    def _first(self, event: str, name: str) -> str | None:
        return min((value.value for value in self._values(event, name)), default=None)

    def _number(self, event: str, name: str) -> int | None:
        text = self._first(event, name)
        return int(text) if text is not None else None


def date_precision(value: str | None) -> str | None:
    """Return how exactly a date is written: day for 2020-07-11 and --07-11; None for no date."""
    return next((name for form, name in _DATE_FORMS if value and form.fullmatch(value)), None)


def _grouped(found: Iterable[tuple[str, Node]]) -> dict[str, list[Node]]:
    groups: dict[str, list[Node]] = defaultdict(list)
    for subject, value in found:
        groups[subject].append(value)
    return groups

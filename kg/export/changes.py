"""Store -> what became of its events, one row a change, in the order of the builds."""

from collections.abc import Iterator, Mapping, Sequence

from kg.export.claims import Row
from kg.export.graphs import Node, described, local_name
from kg.graph import vocabulary as v
from kg.graph.iris import GRAPH_CHANGES
from kg.store.embedded import Store

COLUMNS = ("revision", "change", "event", "label", "into", "from", "gained", "lost", "properties")


def change_rows(store: Store, since: int = 0) -> Iterator[Row]:
    """Yield every change of an event after a revision, with the keys of COLUMNS.

    A revision is a build that changed an event.  `change` is Added, Changed, Merged (`into`: where the IRI now leads),
    Split (off `from`) or Withdrawn; `gained` and `lost` are reports, `properties` what the event says otherwise now.
    """
    rows = [_row(row) for row in described(store, GRAPH_CHANGES).values() if v.KG + "changeKind" in row]
    kept = [(revision, row) for revision, row in rows if revision > since]
    yield from (
        row for _, row in sorted(kept, key=lambda pair: (pair[0], str(pair[1]["change"]), str(pair[1]["event"])))
    )


def _row(values: Mapping[str, Sequence[Node]]) -> tuple[int, Row]:
    def all_of(name: str) -> list[str]:
        return sorted({value.value for value in values.get(v.KG + name, ())})

    revision = int(all_of("revision")[0])
    return revision, {
        "revision": revision,
        "change": local_name(all_of("changeKind")[0]),
        "event": all_of("event")[0],
        "label": min((label.value for label in values.get(v.LABEL.value, ())), default=None),
        **{name: all_of(name) for name in ("into", "from", "gained", "lost")},
        "properties": all_of("changedProperty"),
    }

"""Digests of this release and of the one before -> what became of each IRI.

`merged` tells of an event whose IRI leads on to another, `split` of a new one that took reports of another
(graph/changes says both), `withdrawn` of what is gone.
"""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import rdflib
from pyoxigraph import NamedNode

from kg.consolidate import current
from kg.errors import ExportError
from kg.export.release.census import kind_of
from kg.export.release.parts import IDS
from kg.export.release.snapshot import packed
from kg.graph.iris import GRAPH_CHANGES
from kg.graph.vocabulary import PROV
from kg.store.embedded import Store

ID_COLUMNS = ("kind", "iri", "digest")
CHANGE_COLUMNS = ("kind", "change", "iri", "into", "from")
DESCRIPTION = "dataset.ttl"
_DERIVED_FROM = NamedNode(PROV + "wasDerivedFrom")


class Previous(NamedTuple):
    """The release before."""

    iri: str
    digests: Mapping[str, str]


def read_previous(folder: Path) -> Previous:
    """Read the IRIs of a release and of what was in it; raise ExportError if the folder holds none."""
    try:
        with gzip.open(folder / IDS.name, "rt", encoding="utf-8", newline="") as text:
            digests = {row["iri"]: row["digest"] for row in csv.DictReader(text)}
        graph = rdflib.Graph().parse(folder / DESCRIPTION, format="turtle")
        datasets = graph.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset)
        return Previous(str(next(iter(datasets))), digests)
    except (OSError, KeyError, StopIteration, SyntaxError, ValueError) as error:
        raise ExportError(f"{folder} holds no release ({error}): name the folder that `kg export` wrote") from error


def changes(old: Mapping[str, str], new: Mapping[str, str], store: Store) -> Iterator[tuple[str, ...]]:
    """Yield kind, change, IRI, where it leads now and what it is split from, as CHANGE_COLUMNS, by IRI."""
    for iri in sorted(old.keys() | new.keys()):
        if iri not in old:
            origins = _origins(store, iri)
            yield kind_of(iri), "split" if origins else "added", iri, "", " ".join(origins)
        elif iri not in new:
            into = [heir for heir in current(store.rdf, iri) if heir != iri]
            yield kind_of(iri), "merged" if into else "withdrawn", iri, " ".join(into), ""
        elif old[iri] != new[iri]:
            yield kind_of(iri), "changed", iri, "", ""


def _origins(store: Store, iri: str) -> list[str]:
    """Return the events that an event was split from."""
    found = store.rdf.quads_for_pattern(NamedNode(iri), _DERIVED_FROM, None, GRAPH_CHANGES)
    return sorted(quad.object.value for quad in found if isinstance(quad.object, NamedNode))


def write_ids(digests: Mapping[str, str], path: Path) -> None:
    """Write every IRI with its digest."""
    _write(path, ID_COLUMNS, ((kind_of(iri), iri, digest) for iri, digest in sorted(digests.items())))


def write_changes(old: Mapping[str, str], new: Mapping[str, str], store: Store, path: Path) -> None:
    """Write what became of each IRI; all are added if there was no release before."""
    _write(path, CHANGE_COLUMNS, changes(old, new, store))


def _write(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with packed(path) as out, io.TextIOWrapper(out, encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows(rows)

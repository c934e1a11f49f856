"""Digests of this release and of the one before -> what became of each IRI.

`merged` tells of an event whose IRI leads on to another (graph/changes forwards it), `withdrawn` of what is gone.
"""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import rdflib

from kg.consolidate import current
from kg.errors import ExportError
from kg.export.release.census import kind_of
from kg.export.release.parts import IDS
from kg.export.release.snapshot import packed
from kg.store.embedded import Store

ID_COLUMNS = ("kind", "iri", "digest")
CHANGE_COLUMNS = ("kind", "change", "iri", "into")
DESCRIPTION = "dataset.ttl"


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


def changes(old: Mapping[str, str], new: Mapping[str, str], store: Store) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, change, IRI and where it leads now, with the order of CHANGE_COLUMNS, by IRI."""
    for iri in sorted(old.keys() | new.keys()):
        if iri not in old:
            yield kind_of(iri), "added", iri, ""
        elif iri not in new:
            into = [heir for heir in current(store.rdf, iri) if heir != iri]
            yield kind_of(iri), "merged" if into else "withdrawn", iri, " ".join(into)
        elif old[iri] != new[iri]:
            yield kind_of(iri), "changed", iri, ""


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

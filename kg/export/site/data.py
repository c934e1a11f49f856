"""Quads of a graph -> Turtle and JSON-LD of each of its subjects, made once and joined for every page that needs it.

What lies beside a page has no graph to say whose words it holds.  So it leaves out, as a release without graphs does,
what tells who did what without a voice: bare roles and relations of articles, and the words of consolidation.  Claims
stay, each with its speakers and its certainty.
"""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from kg.export.release.jsonld import Names, graph_object
from kg.export.release.rdf import SHORT
from kg.export.site.values import Datum
from kg.graph.iris import BASE
from kg.graph.vocabulary import KG

CONTEXT = "context.jsonld"
_SIGNATURE = KG + "signature"  # what reprints are found by: half of an article's bytes, and no reader's concern
_SUBJECT = re.compile(r"^(?![\t@\n])", re.MULTILINE)
_HEAD = json.dumps([f"../ontology/{CONTEXT}", {"@base": BASE}])


@cache
def short_names(ontology: Path) -> Names:
    """Read the short names of the JSON-LD context."""
    return Names(json.loads((ontology / CONTEXT).read_text(encoding="utf-8"))["@context"])


def without_bare_roles(quads: Iterable[Quad], voiced: frozenset[str]) -> list[Quad]:
    """Leave out what a claim states, where it stands without the claim."""
    left_out = voiced | {_SIGNATURE}
    return [quad for quad in quads if quad.predicate.value not in left_out]


def data_of(quads: Iterable[Quad], names: Names) -> dict[str, Datum]:
    """Write each subject's statements, by its IRI."""
    rows = sorted(quads, key=lambda quad: str(quad.subject))
    subjects = [subject.value for subject, _ in groupby(quad.subject for quad in rows)]  # type: ignore[union-attr]
    text = (serialize((q.triple for q in rows), format=RdfFormat.TURTLE, prefixes=SHORT) or b"").decode()
    turtle = [block for block in _SUBJECT.split(text) if block and not block.startswith("@")]
    nodes = graph_object(BASE, rows, names)["@graph"]
    return {
        subject: Datum(block, json.dumps(node, ensure_ascii=False, separators=(",", ":")))
        for subject, block, node in zip(subjects, turtle, nodes, strict=True)
    }


def turtle_of(data: Iterable[Datum]) -> bytes:
    """Join statements to a Turtle file, with the prefixes that it may use."""
    text = "".join(datum.turtle for datum in dict.fromkeys(data))
    head = "".join(line for prefix, line in _prefixes().items() if prefix in text)
    return f"{head}{text}".encode()


@cache
def _prefixes() -> Mapping[str, str]:
    return {f"{prefix}:": f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(SHORT.items())}


def jsonld_of(data: Iterable[Datum]) -> bytes:
    """Join statements to a JSON-LD file; its context lies in the site."""
    nodes = ",\n".join(datum.node for datum in dict.fromkeys(data))
    return f'{{"@context":{_HEAD},"@graph":[\n{nodes}\n]}}\n'.encode()

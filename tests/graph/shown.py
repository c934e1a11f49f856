"""Triples as short words, for failures that can be read."""

from pyoxigraph import NamedNode, Quad

from kg.graph.vocabulary import PREFIXES
from kg.keys import BASE
from tests.graph.makers import kg


def triples(found: tuple[Quad, ...], subject: NamedNode) -> set[tuple[str, str]]:
    """Return predicate and object of a subject, short enough to read in a failure."""

    def short(text: str) -> str:
        for prefix, long in PREFIXES.items():
            text = text.replace(f"<{long}", f"<{prefix}:").replace(f"^^<{long}", f"^^<{prefix}:")
        return text.replace(f"<{BASE}", "<").replace("<", "").replace(">", "")

    return {(short(str(q.predicate)), short(str(q.object))) for q in found if q.subject == subject}


def only_claim(found: tuple[Quad, ...]) -> NamedNode:
    (subject,) = {q.subject for q in found if q.object == kg("Claim")}
    assert isinstance(subject, NamedNode)
    return subject

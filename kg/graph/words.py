"""A node of an article's graph -> the document that it is from, and the words there that it rests on.

The graph may be a wrong one: what is looked for may be missing, and then the next best place is asked.
"""

from collections.abc import Iterator

from rdflib import RDF, RDFS, Graph, Literal, Namespace
from rdflib.namespace import DCTERMS
from rdflib.term import Node

_KG = Namespace("https://w3id.org/conflict-kg/ontology#")
_OA = Namespace("http://www.w3.org/ns/oa#")

_SPANS = (_KG.evidence, _KG.trigger)  # whose value is a span
_WORDS = (_OA.exact, _KG.valueText, _KG.sourceText, _KG.subjectText, DCTERMS.title, RDFS.label)
_NEAR = 3  # steps from a geometry to its place, to the claim of it, to its span


def article_of(data: Graph, focus: Node) -> str | None:
    """Return the document of the article that a node is from; of a node without a link, of the only article here."""
    linked = [found for predicate in (_KG.inArticle, _OA.hasSource) for found in data.objects(focus, predicate)]
    articles = [found for found in (focus, *linked, *_only(data)) if (found, RDF.type, _KG.Article) in data]
    names = (data.value(article, _KG.document) or article for article in articles)
    return next(map(str, names), None)


def words_of(data: Graph, focus: Node) -> str | None:
    """Return the quote, or else other words of the text, that a node or what speaks of it rests on."""
    seen, nodes = {focus}, [focus]
    for _ in range(_NEAR):
        for node in nodes:
            if words := next(_own_words(data, node), None):
                return words
        nodes = [near for node in nodes for near in sorted(data.subjects(object=node), key=str) if near not in seen]
        seen.update(nodes)
    return None


def _own_words(data: Graph, node: Node) -> Iterator[str]:
    if isinstance(node, Literal):
        return
    spans = [span for predicate in _SPANS for span in sorted(data.objects(node, predicate), key=str)]
    for place in (*spans, node):
        for predicate in _WORDS:
            yield from (str(words) for words in sorted(data.objects(place, predicate), key=str) if str(words).strip())


def _only(data: Graph) -> Iterator[Node]:
    articles = list(data.subjects(RDF.type, _KG.Article))
    if len(articles) == 1:
        yield articles[0]

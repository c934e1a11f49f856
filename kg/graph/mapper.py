"""Reading -> the quads of its article's named graph, past the grounding gate.  Read quads_of first."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.errors import GraphError, GroundingError
from kg.graph.iris import activity_iri, actor_iri, article_iri, graph_iri, key_of, span_iri, term_iri
from kg.graph.mapper_claims import claim_triples, report_triples
from kg.graph.mapper_values import actor_triples
from kg.graph.signatures import article_signature
from kg.graph.terms import literal, time_literal, web_iri, whole
from kg.graph.vocabulary import (
    ACTIVITY,
    CREATOR,
    END,
    EXACT,
    GENERATED_BY,
    HAS_SOURCE,
    ISSUED,
    LANGUAGE,
    PUBLISHER,
    START,
    TITLE,
    TYPE,
    URL,
)
from kg.model import Actor, Article, Claim, Reading, Span


def quads_of(reading: Reading, *, extractor: str, pipeline: str) -> tuple[Quad, ...]:
    """Map a reading to its named graph, sorted; the same reading gives the same quads.

    `extractor` and `pipeline` name program and language pipeline with their versions.  Raises GroundingError for a
    quote that is not text[start:end], GraphError for a value that cannot become RDF.
    """
    _check(reading)
    article = reading.article
    graph = graph_iri(article.document)
    triples = set(_article_triples(reading))
    triples.update(_activity_triples(article, extractor, pipeline))
    for span in _spans(reading):
        triples.update(_span_triples(span, article))
    for report in reading.reports:
        triples.update(report_triples(report, reading.claims, article))
    for claim in reading.claims:
        triples.update(claim_triples(claim, article))
    return tuple(Quad(t.subject, t.predicate, t.object, graph) for t in sorted(triples, key=str))


def _check(reading: Reading) -> None:
    """Refuse a reading that would say what the article does not: the grounding gate, and the integrity of keys."""
    for span in _spans(reading):
        check_grounding(span, reading.article)
    reports = {report.key for report in reading.reports}
    if len(reports) != len(reading.reports):
        raise GraphError(f"{reading.article.document}: two reports share a key")
    seen: dict[str, Claim] = {}
    for claim in reading.claims:
        if claim.report is not None and claim.report not in reports:
            raise GraphError(f"claim {claim.key}: report {claim.report} is not in this reading")
        if seen.setdefault(claim.key, claim) != claim:
            raise GraphError(f"claim {claim.key}: two different claims share this key")


def check_grounding(span: Span, article: Article) -> None:
    """Raise GroundingError unless the quote is exactly the text at its offsets, and not empty."""
    inside = 0 <= span.start < span.end <= len(article.text)
    if not inside or article.text[span.start : span.end] != span.quote:
        raise GroundingError(
            f"{article.document}: the quote “{span.quote[:60]!a}” is not what stands at {span.start}–{span.end}"
        )


def _spans(reading: Reading) -> Iterable[Span]:
    yield from (report.trigger for report in reading.reports)
    yield from (claim.evidence for claim in reading.claims)


def _span_triples(span: Span, article: Article) -> Iterator[Triple]:
    iri = span_iri(article.document, span.start, span.end)
    yield Triple(iri, TYPE, term_iri("Span"))
    yield Triple(iri, HAS_SOURCE, article_iri(article.document))
    yield Triple(iri, START, whole(span.start))
    yield Triple(iri, END, whole(span.end))
    yield Triple(iri, EXACT, literal(span.quote, article.language, exact=True))


def _activity_triples(article: Article, extractor: str, pipeline: str) -> Iterator[Triple]:
    iri = activity_iri(extractor, pipeline)
    yield Triple(article_iri(article.document), GENERATED_BY, iri)
    yield Triple(iri, TYPE, ACTIVITY)
    yield Triple(iri, term_iri("extractor"), literal(extractor))
    yield Triple(iri, term_iri("pipeline"), literal(pipeline))


def _article_triples(reading: Reading) -> Iterator[Triple]:
    """Map what is known about the article; what is unknown has no triple."""
    article = reading.article
    iri = article_iri(article.document)
    yield Triple(iri, TYPE, term_iri("Article"))
    yield Triple(iri, term_iri("document"), literal(article.document))
    yield Triple(iri, term_iri("sha256"), literal(article.sha256))
    yield Triple(iri, LANGUAGE, literal(article.language))
    if signature := article_signature(article):
        yield Triple(iri, term_iri("signature"), literal(signature))
    for name, value in _metadata(article):
        yield Triple(iri, name, value)
    if publisher := reading.publisher or _unregistered(article.publisher):
        yield Triple(iri, PUBLISHER, actor_iri(publisher.key))
        yield from actor_triples(publisher, article.language)


def _metadata(article: Article) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    if article.headline:
        yield TITLE, literal(article.headline, article.language)
    for author in article.authors:
        yield CREATOR, literal(author)
    if article.published and (issued := _moment(article.published)):
        yield ISSUED, issued
    if article.url and (url := web_iri(article.url)):
        yield URL, url


def _moment(published: str) -> Literal | None:
    """Read a page's own date; one that is no date is as good as unknown, and no reason to lose the article."""
    try:
        return time_literal(published)
    except GraphError:
        return None


def _unregistered(publisher: str | None) -> Actor | None:
    """Make an actor of an outlet's name: the same name is the same outlet in every article."""
    return Actor(key=key_of("outlet", publisher), label=publisher, type="NewsOutlet") if publisher else None

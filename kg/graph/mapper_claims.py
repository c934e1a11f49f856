"""Reports, claims and attribution chains -> triples."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import NamedNode, Triple

from kg.errors import GraphError
from kg.graph.iris import actor_iri, article_iri, attribution_iri, claim_iri, report_iri, span_iri, term_iri
from kg.graph.mapper_values import actor_triples, described, link_triples, object_of
from kg.graph.signatures import passage_signature
from kg.graph.terms import decimal, literal, truth
from kg.graph.vocabulary import LABEL, OBJECT, PREDICATE, SUBJECT, TYPE
from kg.model import Article, Certainty, Claim, Polarity, Report, Source, Span, Tense

_LABEL_WIDTH = 120  # characters: a line of a listing


def report_triples(report: Report, claims: Sequence[Claim], article: Article) -> Iterator[Triple]:
    """Map a report; its label is the longest evidence of its claims that holds the trigger, shortened."""
    iri = report_iri(report.key)
    yield Triple(iri, TYPE, term_iri("Report"))
    yield Triple(iri, term_iri("inArticle"), article_iri(article.document))
    yield Triple(iri, LABEL, literal(_label(report, claims), article.language))
    yield Triple(iri, term_iri("trigger"), span_iri(article.document, report.trigger.start, report.trigger.end))
    yield Triple(iri, term_iri("mainType"), term_iri(report.event_type))
    if report.multiple:
        yield Triple(iri, term_iri("multiple"), truth(True))
    if signature := passage_signature(report.key, claims):
        yield Triple(iri, term_iri("signature"), literal(signature))


def _label(report: Report, claims: Iterable[Claim]) -> str:
    trigger = report.trigger
    spans = [c.evidence for c in claims if c.report == report.key]
    around = [s for s in spans if s.start <= trigger.start and trigger.end <= s.end]
    chosen: Span = max(around, key=lambda s: (s.end - s.start, -s.start), default=trigger)
    return textwrap.shorten(chosen.quote, _LABEL_WIDTH, placeholder=" …") or trigger.quote


def is_bare(claim: Claim) -> bool:
    """Tell whether a role holds plainly: positive, certain, and not of the future.

    Any other statement exists as a claim and nowhere else: as a bare triple, a hedged accusation of a named group would
    be a falsehood.
    """
    return (
        claim.report is not None
        and claim.polarity is Polarity.POSITIVE
        and claim.certainty is Certainty.CERTAIN
        and claim.tense is Tense.PAST
    )


def claim_triples(claim: Claim, article: Article) -> Iterator[Triple]:
    """Map a claim, its attribution chain, what its value names, and its bare triple where it may have one."""
    iri, language = claim_iri(claim.key), article.language
    subject, predicate, value = _subject(claim), term_iri(claim.predicate), object_of(claim, language)
    yield Triple(iri, TYPE, term_iri("Claim"))
    yield Triple(iri, SUBJECT, subject)
    yield Triple(iri, PREDICATE, predicate)
    yield Triple(iri, OBJECT, value)
    yield Triple(iri, term_iri("certainty"), term_iri(claim.certainty))
    yield Triple(iri, term_iri("polarity"), term_iri(claim.polarity))
    yield Triple(iri, term_iri("tense"), term_iri(claim.tense))
    yield Triple(iri, term_iri("confidence"), decimal(claim.confidence))
    yield Triple(iri, term_iri("evidence"), span_iri(article.document, claim.evidence.start, claim.evidence.end))
    yield Triple(iri, term_iri("inArticle"), article_iri(article.document))
    yield Triple(iri, term_iri("valueText"), literal(claim.text, language))
    yield from described(claim, iri, language)
    if claim.subject is not None:
        yield Triple(iri, term_iri("subjectText"), literal(claim.subject_text or claim.subject.label, language))
        yield from actor_triples(claim.subject, language)
        yield from link_triples(claim.subject, iri, "subjectLink")
    yield from _chain(claim, language)
    if is_bare(claim):
        yield Triple(subject, predicate, value)


def _subject(claim: Claim) -> NamedNode:
    if claim.report is not None and claim.subject is None:
        return report_iri(claim.report)
    if claim.subject is not None and claim.report is None:
        return actor_iri(claim.subject.key)
    raise GraphError(f"claim {claim.key}: needs a report or a subject, and not both")


def _chain(claim: Claim, language: str) -> Iterator[Triple]:
    """Map the voices: the claim points to the innermost speaker, each speaker to the one outside it."""
    before, link = claim_iri(claim.key), term_iri("attribution")
    for number, source in enumerate(claim.said_by, start=1):
        iri = attribution_iri(claim.key, number)
        yield Triple(before, link, iri)
        yield from _voice(iri, source, language)
        before, link = iri, term_iri("via")


def _voice(iri: NamedNode, source: Source, language: str) -> Iterator[Triple]:
    yield Triple(iri, TYPE, term_iri("Attribution"))
    yield Triple(iri, term_iri("source"), actor_iri(source.actor.key))
    yield Triple(iri, term_iri("sourceText"), literal(source.text, language))
    if source.cue:
        yield Triple(iri, term_iri("cue"), literal(source.cue))
    yield from actor_triples(source.actor, language)
    yield from link_triples(source.actor, iri)

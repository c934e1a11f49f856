"""Store -> flat claims, one dictionary each, in the order of their places in the documents."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.export.graphs import (
    Described,
    Node,
    StoredArticle,
    best_label,
    described,
    labels,
    local_name,
    pairs,
    stored_articles,
)
from kg.graph import vocabulary as v
from kg.graph.iris import GRAPH_EVENTS, GRAPH_REGISTER
from kg.store.embedded import Store

_KG = {
    name: v.KG + name
    for name in (
        *("confidence", "evidence", "mainType", "subjectText", "valueText", "certainty", "polarity", "tense"),
        *("attribution", "source", "sourceText", "cue", "via"),
        *("linked", "linkScore", "linkReason", "subjectLinkScore", "subjectLinkReason"),
    )
}

Cell: TypeAlias = str | int | float | list[str] | list[dict[str, str | None]] | None
Row: TypeAlias = dict[str, Cell]

COLUMNS = (
    "claim",
    "report",
    "event",
    "document",
    "article",
    "publisher",
    "published",
    "event_type",
    "predicate",
    "subject_id",
    "subject_text",
    "subject_link_score",
    "subject_link_reason",
    "value_id",
    "value_label",
    "value_text",
    "link_score",
    "link_reason",
    "certainty",
    "polarity",
    "tense",
    "confidence",
    "said_by",
    "start",
    "end",
    "quote",
)
NIL = "nil: no entry of the register"
UNNAMED = "nil: not named"
_UNNAMED = frozenset({v.KG + "UnidentifiedActor", v.KG + "AnonymousSource"})
# Roles whose value is normalised; words in their place mean that the article fixes no value.
_NORMALISED = frozenset({"date", "killed", "injured", "detained", "destroyed", "count"})


def claim_rows(store: Store) -> Iterator[Row]:
    """Yield every claim of the store with the keys of COLUMNS, by document, start, end, predicate and claim."""
    names = labels(store, GRAPH_REGISTER)
    events = event_of_reports(store)
    for article in stored_articles(store):
        yield from article_rows(described(store, article.graph), article, names, events)


def article_rows(
    things: Described, article: StoredArticle, names: Mapping[str, str], events: Mapping[str, str]
) -> list[Row]:
    """Return the claims of one article's graph; `names` are the register's, `events` those of reports."""
    return sorted(_Page(things, article, names, events).rows(), key=_position)


def _position(row: Row) -> tuple[int, int, str, str]:
    start, end = row["start"], row["end"]
    at = (start if isinstance(start, int) else -1, end if isinstance(end, int) else -1)
    return *at, str(row["predicate"]), str(row["claim"])


def event_of_reports(store: Store) -> dict[str, str]:
    """Map each report's IRI to its event's."""
    found = pairs(store, NamedNode(v.KG + "hasReport"), GRAPH_EVENTS)
    return {report.value: event for event, report in sorted(found, key=lambda pair: (pair[0], str(pair[1])))}


class _Page:
    """One article's graph with what is needed from outside it."""

    def __init__(
        self, things: Described, article: StoredArticle, names: Mapping[str, str], events: Mapping[str, str]
    ) -> None:
        self._things, self._article, self._names, self._events = things, article, names, events
        publisher = self._one(article.iri, v.PUBLISHER.value)
        self._publisher = self._label(publisher) or (local_name(publisher.value) if publisher else None)
        self._published = self._text(article.iri, v.ISSUED.value)

    def rows(self) -> Iterator[Row]:
        """Yield the article's claims in no certain order."""
        claim_type = NamedNode(v.KG + "Claim")
        for iri, row in self._things.items():
            if claim_type in row.get(v.TYPE.value, ()):
                yield self._row(iri)

    def _row(self, claim: str) -> Row:
        subject, value = self._one(claim, v.SUBJECT.value), self._one(claim, v.OBJECT.value)
        span, predicate = self._text(claim, _KG["evidence"]), local_name(self._text(claim, v.PREDICATE.value) or "")
        main_type = self._text(subject.value, _KG["mainType"]) if subject else None
        relation = main_type is None  # only reports have a main type
        subject_id = subject.value if subject else None
        return {
            "claim": claim,
            "report": None if relation else subject_id,
            "event": None if relation else self._events.get(subject_id or ""),
            "document": self._article.document,
            "article": self._article.iri,
            "publisher": self._publisher,
            "published": self._published,
            "event_type": local_name(main_type) if main_type else None,
            "predicate": predicate,
            "subject_id": subject_id if relation else None,
            "subject_text": self._text(claim, _KG["subjectText"]),
            "subject_link_score": self._score(claim, "subjectLinkScore"),
            "subject_link_reason": self._link_reason(claim, subject, "subjectLinkReason") if relation else None,
            "value_id": value.value if isinstance(value, NamedNode) else None,
            "value_label": self._value_label(value, predicate),
            "value_text": self._text(claim, _KG["valueText"]),
            "link_score": self._score(claim, "linkScore"),
            "link_reason": self._link_reason(claim, value),
            "certainty": local_name(self._text(claim, _KG["certainty"]) or ""),
            "polarity": local_name(self._text(claim, _KG["polarity"]) or ""),
            "tense": local_name(self._text(claim, _KG["tense"]) or ""),
            "confidence": float(self._text(claim, _KG["confidence"]) or 1),
            "said_by": list(self._voices(claim)),
            "start": self._number(span, v.START.value),
            "end": self._number(span, v.END.value),
            "quote": self._text(span or "", v.EXACT.value),
        }

    def _value_label(self, value: Node | None, predicate: str) -> str | None:
        if isinstance(value, Literal):
            return None if value.language and predicate in _NORMALISED else value.value
        if value is not None and value.value.startswith(v.KG):
            return local_name(value.value)
        return self._label(value)

    def _link_reason(self, words: str, actor: Node | None, name: str = "linkReason") -> str | None:
        """Give the reason of a link; of an actor that the register lacks, that it does or that no name is there."""
        own = self._things.get(actor.value, {}) if isinstance(actor, NamedNode) else {}
        if isinstance(actor, NamedNode) and self._text(actor.value, _KG["linked"]) == "false":
            return NIL
        if any(kind.value in _UNNAMED for kind in own.get(v.TYPE.value, ())):
            return UNNAMED
        return self._text(words, _KG[name])

    def _score(self, words: str, name: str) -> float | None:
        score = self._text(words, _KG[name])
        return None if score is None else float(score)

    def _voices(self, claim: str) -> Iterator[dict[str, str | None]]:
        """Follow the chain outward; one that closes on itself ends there."""
        seen: set[str] = set()
        link = self._text(claim, _KG["attribution"])
        while link and link not in seen:
            seen.add(link)
            source = self._one(link, _KG["source"])
            yield {
                "id": source.value if source else None,
                "label": self._label(source),
                "text": self._text(link, _KG["sourceText"]),
                "cue": self._text(link, _KG["cue"]),
                "link_reason": self._link_reason(link, source),
            }
            link = self._text(link, _KG["via"])

    def _one(self, subject: str, predicate: str) -> Node | None:
        """Return the object; the first by its text where several contradict the shapes."""
        found = self._things[subject].get(predicate) if subject in self._things else None
        return (found[0] if len(found) == 1 else min(found, key=str)) if found else None

    def _text(self, subject: str, predicate: str) -> str | None:
        found = self._one(subject, predicate)
        return found.value if found else None

    def _number(self, subject: str | None, predicate: str) -> int | None:
        text = self._text(subject or "", predicate)
        return int(text) if text is not None else None

    def _label(self, thing: Node | None) -> str | None:
        """Return the label that the article's graph gives, else the register's."""
        if not isinstance(thing, NamedNode):
            return None
        own = self._things.get(thing.value, {}).get(v.LABEL.value)
        return best_label(own) if own else self._names.get(thing.value)

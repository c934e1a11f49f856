"""A row of a claim -> the claim in words, with who says it and how surely."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from kg.export.claims import Row
from kg.export.site.background import Background
from kg.export.site.layout import key, link_to
from kg.export.site.values import Link, Part, Quote, Statement, Voice
from kg.export.site.words import day_words, sentence

NOT, PLANNED = "denied", "planned or foreseen"


def statement(row: Row, known: Background) -> Statement:
    """Say a claim in words."""
    cells: dict[str, Any] = dict(row)
    denied, planned = cells["polarity"] == "negative", cells["tense"] == "future"
    role = known.word(cells["predicate"])
    value = value_words(cells, known)
    kind = known.word(cells["event_type"] or "") or "event"
    names = {"event": kind, "value": value, "subject": subject_words(cells, known)}
    return Statement(
        claim=key(cells["claim"]),
        role=Link(role, link_to(cells["claim"])),
        parts=tuple(_parts(cells, known, denied=denied)),
        sentence=sentence(cells["predicate"], role, names, denied=denied),
        voices=tuple(_voices(cells)),
        medium=medium(cells),
        day=day_words(cells["published"]),
        certainty=known.word(cells["certainty"]),
        marks=(*((NOT,) if denied else ()), *((PLANNED,) if planned else ())),
        state=f"is-{cells['certainty']} is-{cells['polarity']} is-{cells['tense']}",
    )


def value_words(cells: dict[str, Any], known: Background) -> str:
    """Return what a claim's value is called."""
    label = cells["value_label"] or cells["value_text"] or ""
    if cells["predicate"] == "eventType":
        return known.word(label)
    return day_words(label) if cells["predicate"] == "date" else label


def subject_words(cells: dict[str, Any], known: Background) -> str:
    """Return what the subject of a relation is called, "" for a role."""
    return known.names.get(cells["subject_id"] or "") or cells["subject_text"] or ""


def _parts(cells: dict[str, Any], known: Background, *, denied: bool) -> Iterator[Part]:
    if cells["subject_id"]:
        yield Part("subject", subject_words(cells, known), link_to(cells["subject_id"]))
        yield Part("relation", known.word(cells["predicate"]), "")
    if denied:
        yield Part("not", "not")
    value = value_words(cells, known)
    yield Part("value", value, link_to(cells["value_id"]))
    words = cells["value_text"]
    if words and words.casefold() != value.casefold():
        yield Part("words", f"“{words}”")


def _voices(cells: dict[str, Any]) -> Iterator[Voice]:
    for voice in cells["said_by"]:
        name = voice["label"] or voice["text"] or "a source without a name"
        yield Voice(Link(name, link_to(voice["id"])), voice["cue"] or "")


def medium(cells: dict[str, Any]) -> Link:
    """Return the article as the voice that tells it all: its publisher, or else its document."""
    who = cells["publisher"] or PurePath(str(cells["document"])).name or "article"
    return Link(str(who), link_to(cells["article"]))


def dated(cells: dict[str, Any]) -> Link:
    """Return the article, by its publisher and its day."""
    link, day = medium(cells), day_words(cells["published"])
    return link._replace(text=f"{link.text}, {day}") if day else link


def quote(row: Row, href: str) -> Quote:
    """Return the words of the evidence, with those of the value marked where they stand in it."""
    text, words = str(row["quote"] or ""), str(row["value_text"] or "")
    at = text.find(words) if words else -1
    if at < 0:
        return Quote(text, "", "", href)
    return Quote(text[:at], words, text[at + len(words) :], href)

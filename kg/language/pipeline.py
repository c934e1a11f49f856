"""Article -> parsed paragraphs.  Loads the shipped pipeline or an installed one, and checks what it offers."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.errors import LanguageError
from kg.language import word_class  # noqa: F401  registers the language "enw"
from kg.language.labels import CLEARNLP, to_universal
from kg.language.parts import fill_parts
from kg.language.repair import repair
from kg.language.titles import know_titles, without_title
from kg.language.truecase import truecase
from kg.model import CLAIM_BEARING, Article, BlockKind

DEFAULT = "en_ud_sm"
NEEDED_LABELS = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "ccomp", "acl:relcl"})

# Arabic names with their article stay one token, so that they are one name ("Al-Araby", "al-Hamdani").
_ARABIC_NAME = re.compile(r"(?:[AaEe]l|[AaEe]sh|[Aa][dnrstz]|[Uu]l)-[A-Z][\w’'ʿ]*(?:-[A-Z]\w+)*")

# What the official pipelines call names of people and places; their other kinds name no actor and no place.
_NAMES = {"PERSON": "PER", "GPE": "LOC", "FAC": "LOC"}
_KEPT = frozenset({"PER", "ORG", "LOC"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())

NameFinder = Callable[[str], Iterable[tuple[int, int, str]]]  # text -> (start, end, label)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed stretch of an article; character `i` of `doc` is character `offset + i` of the article."""

    doc: Doc
    offset: int
    kind: BlockKind


def load(name: str | None = None) -> Language:
    """Load the shipped pipeline, or an installed one by name or folder; raise LanguageError if it cannot serve."""
    try:
        nlp = spacy.load(Path(__file__).parent / DEFAULT if name in (None, DEFAULT) else name)
    except (OSError, ValueError, ImportError) as error:
        raise LanguageError(f"cannot load the spaCy pipeline “{name or DEFAULT}”: {error}") from error
    labels = set(nlp.pipe_labels["parser"]) if nlp.has_pipe("parser") else set()
    if (missing := NEEDED_LABELS - labels) and CLEARNLP - labels:
        raise LanguageError(
            f"the spaCy pipeline “{name}” has neither a Universal Dependencies parser "
            f"(missing labels: {', '.join(sorted(missing))}) nor one with the labels of spaCy's own English pipelines; "
            "leave --nlp out to use the shipped one"
        )
    know_titles(nlp)
    tokenizer: Any = nlp.tokenizer
    before = tokenizer.token_match
    tokenizer.token_match = lambda text: _ARABIC_NAME.fullmatch(text) or (before and before(text))
    return nlp


def version(nlp: Language) -> str:
    """Name and version of a pipeline, for provenance."""
    return f"{nlp.meta.get('name', '?')} {nlp.meta.get('version', '?')}"


def analyse(
    nlp: Language, article: Article, names: NameFinder, *, sayings: frozenset[str] = frozenset()
) -> tuple[Paragraph, ...]:
    """Parse every block that may hold claims.

    `names` finds known names, which overrule the model's; `sayings` are the lemmas of verbs of saying, around which
    parses are mended.
    """
    blocks = [block for block in article.blocks if block.kind in CLAIM_BEARING]
    texts = [_one_line(truecase(article.text[block.start : block.end], names, nlp.vocab)) for block in blocks]
    docs: Iterator[Doc] = nlp.pipe(texts)
    return tuple(
        Paragraph(repair(_with_names(_universal(doc), names), sayings), block.start, block.kind)
        for doc, block in zip(docs, blocks, strict=True)
    )


def _universal(doc: Doc) -> Doc:
    """Labels of the parse and of the names as extraction reads them."""
    if any(ent.label_ not in _KEPT for ent in doc.ents):
        known = (Span(doc, e.start, e.end, label=_NAMES.get(e.label_, e.label_)) for e in doc.ents)
        doc.set_ents([ent for ent in known if ent.label_ in _KEPT])
    return to_universal(fill_parts(doc))


def _one_line(text: str) -> str:
    """Turn line breaks and tabs to spaces, one for one, so that offsets hold and sentences do not split."""
    return re.sub(r"\s", " ", text)


def _with_names(doc: Doc, names: NameFinder) -> Doc:
    found = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in names(doc.text))
    known = filter_spans([span for span in found if span is not None])
    wider = [ent for ent in doc.ents if ent.label_ in ("ORG", "PER") and any(_only_opens(span, ent) for span in known)]
    spans = filter_spans([*wider, *(span for span in known if not any(_overlap(span, ent) for ent in wider))])
    spans += [ent for ent in doc.ents if not any(_overlap(ent, span) for span in spans)]
    named = (without_title(span) if span.label_ == "PER" else _before_day(span) for span in spans)
    doc.set_ents([_without_article(span) for span in named if span and any(char.isalpha() for char in span.text)])
    return doc


def _before_day(span: Span) -> Span:
    """A name without the day after it, which the model takes for part of it ("Goma on Monday")."""
    day = next((t.i for t in span[1:] if t.lower_ in _DAYS), span.end)
    end = day - 1 if day < span.end and span.doc[day - 1].lower_ == "on" else day
    return span if day == span.end or end <= span.start else Span(span.doc, span.start, end, label=span.label_)


def _only_opens(known: Span, ent: Span) -> bool:
    """Whether a known place or state is but a part of the model's longer name ("US" of "US House of …")."""
    return (
        known.label_ in ("STATE", "DEMONYM", "LOC")
        and len(known) < len(ent)
        and ent.start <= known.start
        and known.end <= ent.end
    )


def _overlap(one: Span, other: Span) -> bool:
    return bool(one.start < other.end and other.start < one.end)


def _without_article(span: Span) -> Span:
    if len(span) > 1 and span[0].lower_ in ("the", "a", "an"):
        return Span(span.doc, span.start + 1, span.end, label=span.label_)
    return span

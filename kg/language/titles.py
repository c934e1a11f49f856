"""Abbreviated ranks and titles ("Lt. Col.", "Sgt."): one token each, no end of a sentence, no part of a name."""

from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokens import Doc, Span, Token

from kg.knowledge import ABBREVIATED, RANKS

_JOINING = frozenset({"flat", "appos", "compound", "nmod", "nmod:desc", "list", "obl:unmarked"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


def know_titles(nlp: Language) -> None:
    """Make a pipeline keep titles whole and sentences going after them."""
    tokenizer: Any = nlp.tokenizer
    for word in sorted(ABBREVIATED):
        for form in (word.capitalize(), word.upper()):
            tokenizer.add_special_case(form, [{ORTH: form}])
    if nlp.has_pipe("parser") and not nlp.has_pipe("after_titles"):
        nlp.add_pipe("after_titles", before="parser")


@Language.component("after_titles")
def after_titles(doc: Doc) -> Doc:
    """No sentence begins right after an abbreviated title."""
    for token in doc[:-1]:
        if token.lower_ in ABBREVIATED:
            token.nbor(1).is_sent_start = False
    return doc


def without_title(span: Span) -> Span | None:
    """A person's name without the ranks before it, None where nothing else is left."""
    start = span.start
    while start < span.end and span.doc[start].lower_ in ABBREVIATED | RANKS:
        start += 1
    return Span(span.doc, start, span.end, label=span.label_) if start < span.end else None


def mend_titles(doc: Doc) -> None:
    """Make the name the head of "Maj. Gen. Gary Volesky", where the parser made a rank before it the head."""
    for name in doc.ents:
        ranked = name.label_ == "PER" and name.start > name.sent.start and _is_rank(doc[name.start - 1])
        if ranked:
            _lead(name.root)


def _is_rank(token: Token) -> bool:
    return token.lower_ in ABBREVIATED | RANKS


def _is_title(words: Span) -> bool:
    return all(token.pos_ in _NOMINAL for token in words)


def _lead(name: Token) -> None:
    """Put a name in the place of the title that it hangs on, directly or over other titles, and the title under it."""
    top = name
    while top.dep_ in _JOINING and top.head.i < top.i and _is_title(name.doc[top.head.i : name.i]):
        top = top.head
    if top == name:
        return
    above, dep = top.head, top.dep_
    name.head, name.dep_ = (name if above == top else above), dep
    top.head, top.dep_ = name, "nmod:desc"
    for child in list(top.children):
        if child.i > name.i:
            child.head = name

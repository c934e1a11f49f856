"""Sentence -> the phrases in which it mentions actors, places and things, each as a reader would mark it.

Other modules reduce a phrase to what a claim needs; here the whole of it is kept, once, with what says who or which:
"the former leader of Al Qaeda", "Palmyra, Syria", "ISIL-held buildings".
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.extract.mentions import classes, core, entity_of, mention, phrase
from kg.extract.tree import case_of, is_noun, noun_lemma, prepositions
from kg.knowledge import Lexicon
from kg.model import Mention

_KINDS = ("state", "person", "group", "media", "organisation", "vehicle", "weapon", "facility", "place")
_PLACES = frozenset({"facility", "place"})
_ACTORS = frozenset({"person", "group", "media", "organisation", "state"})
_INSIDE = ("compound", "flat", "amod", "nmod:desc", "nummod", "det", "goeswith", "fixed", "nmod:unmarked", "advmod")
_PEOPLE = frozenset("i we he she they us him".split())  # pronouns that stand for people and groups
_LOCATIVE = frozenset({"in", "near", "outside"})
_NAMES = frozenset({"PER", "ORG", "LOC", "STATE"})
_COUNTS = frozenset(("CD", "IN", "RB", "RBR", "CC", "JJR", ",", ":", "(", ")", "``", "''", "HYPH"))
_FINITE = frozenset({"VBD", "VBP", "VBZ", "VB", "MD"})
_SHARES = frozenset("part one some number dozen score hundred thousand many most several majority couple".split())


def phrases(
    sentence: Span, lexicon: Lexicon, *, offset: int, ordinal: int, skip: Collection[int] = ()
) -> Iterator[Mention]:
    """Yield the mentions of a sentence in text order, no two of one extent; `skip` are tokens that tell the time."""
    heads = {t.i: kind for t in sentence if t.i not in skip and (kind := _kind(t, lexicon))}
    taken: set[int] = set()
    seen: set[tuple[int, int]] = set()
    for i, kind in heads.items():
        token = sentence.doc[i]
        if i in taken:
            continue
        words = _name(token) if _is_inner(token) else _extent(token, kind, heads)
        taken |= _told_with(words, kind, heads)
        if (words.start, words.end) not in seen:
            seen.add((words.start, words.end))
            found = mention(token, lexicon, offset=offset, sentence=ordinal)
            start, end = offset + words.start_char, offset + words.end_char
            yield replace(found, start=start, end=end, text=words.text, kind=kind)


def _kind(token: Token, lexicon: Lexicon) -> str:
    """Class of the phrase that the token heads, "" for a token that heads none or nothing that counts."""
    if token.pos_ == "PRON":
        return "person" if token.lower_ in _PEOPLE else ""
    if not is_noun(token) or token.pos_ == "NUM" or token.lower_ == "those":
        return ""
    if _is_inner(token):
        ent = entity_of(token)
        alone = ent is not None and ent.label_ in _NAMES and ent.root == token
        return _class(token, lexicon) if alone and not _class(_head(token), lexicon) else ""
    return _class(token, lexicon)


def _class(token: Token, lexicon: Lexicon) -> str:
    noun = core(token)
    own = lexicon.nouns.get(noun_lemma(noun), frozenset()) if noun != token else frozenset()
    found = own or classes(token, lexicon)
    if not found and noun.pos_ == "PROPN" and not noun.ent_type_ and case_of(token) in _LOCATIVE:
        return "place"
    return next((kind for kind in _KINDS if kind in found), "")


def _is_inner(token: Token) -> bool:
    """Whether the token stands inside a phrase, not at its head."""
    ent = entity_of(token)
    if ent is not None and ent.root != token and token.head in ent:
        return True
    return token.dep_ in _INSIDE and token.head.i > token.i and is_noun(token.head)


def _head(token: Token) -> Token:
    """The head of the phrase that a token stands inside."""
    node = token
    while _is_inner(node) and node.head != node:
        node = node.head
    return node


def _name(token: Token) -> Span:
    return entity_of(token) or token.doc[token.i : token.i + 1]


def _extent(token: Token, kind: str, heads: Collection[int]) -> Span:
    """The phrase without what counts or hedges it, with what it is of and the country that it is in."""
    noun = core(token) if noun_lemma(token) in _SHARES else token
    words = phrase(noun)
    doc, start, end = words.doc, words.start, words.end
    for at in range(start, noun.i):
        if doc[at].tag_ in _FINITE or (doc[at].text == "," and doc[at - 1].dep_ != "amod"):
            start = at + 1
    while start < noun.i and doc[start].tag_ in _COUNTS and not doc[start].ent_type_:
        start += 1
    if start < noun.i and doc[start].lower_ in _LOCATIVE:
        start += 1
    end = _with_country(doc[start:end], kind)
    return doc[start : max(end, _with_of(noun, kind, heads))]


def _with_country(words: Span, kind: str) -> int:
    """End of "Palmyra, Syria"."""
    doc, end = words.doc, words.end
    if kind not in _PLACES or end + 1 >= len(doc) or doc[end].text != ",":
        return end
    after = entity_of(doc[end + 1])
    return after.end if after is not None and after.label_ in ("STATE", "LOC") and words[-1].pos_ == "PROPN" else end


def _with_of(noun: Token, kind: str, heads: Collection[int]) -> int:
    """End of "the city of Mosul" and "the people of Turkey": a name that says which one is meant."""
    for case, other in prepositions(noun):
        if case == "of" and other.i > noun.i and other.i in heads and (other.ent_type_ or other.pos_ == "PROPN"):
            return phrase(other).end if kind in _PLACES | _ACTORS else 0
    return 0


def _told_with(words: Span, kind: str, heads: Collection[int]) -> set[int]:
    """Places that are part of a place's own phrase are not told a second time."""
    return {t.i for t in words if t.i in heads} if kind in _PLACES else set()

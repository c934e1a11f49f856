"""People's positions and the organisations they serve in, as titles, appositions and names state them.

Patterns: "former Y commander X", "X, commander of Y", "the head of Y, X".
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

from spacy.tokens import Token

from kg.extract.mentions import entity_of, phrase, titled_name
from kg.extract.scene import Scene
from kg.extract.tree import child, noun_lemma, prepositions
from kg.knowledge import ABBREVIATED, OFFICES
from kg.model import Mention

Stated: TypeAlias = tuple[str, Token, Token | str]  # predicate, person, position or organisation

# What stands before a title and is no part of the organisation's name that follows.
_GRADES = frozenset({"former", "ex", "senior", "top", "late", "current", "slain", "acting", "deputy", "veteran"})
_HEADS = frozenset({"leader", "head", "commander", "chief", "chairman"})
_OUTSIDERS = frozenset({"expert", "analyst", "founder", "envoy", "ambassador", "adviser", "advisor"})
_SECOND = frozenset({"deputy", "vice", "assistant", "acting"})


def positions(scene: Scene, token: Token) -> Iterator[Stated]:
    """ "former IRGC Quds Force commander Qasem Soleimani", "Ahmad al-Hamdani, an expert in security affairs"."""
    name = entity_of(token)
    if name is None or name.label_ != "PER" or name.start != token.i:
        return
    root = name.root
    title = _title_before(scene, name.start)
    if inside := [t for t in name[:-1] if t.lower_ in OFFICES]:  # the tagger took the title into the name
        yield "holdsPosition", root, name.doc[name.start : inside[-1].i + 1].text
    elif title is not None:
        text = scene.sentence.doc[_title_start(title) : title.i + 1].text
        yield "holdsPosition", root, text
        for org in _named_before(title):
            yield "memberOf", root, org
    for c in root.children:
        if _describes(c, root) and noun_lemma(c) in OFFICES and not _names_another(c):
            span = scene.sentence.doc[phrase(c).start : _with_of(c)]
            text = span[1:].text if span[0].dep_ == "det" else span.text
            yield "holdsPosition", root, text
            yield from _membership(root, c)
    yield from _position_ahead(scene, root)


def _describes(noun: Token, name: Token) -> bool:
    """ "Yehia Rasool, spokesman for the military,": an apposition, or what the parser takes for a list."""
    listed = noun.dep_ in ("conj", "list") and child(noun, "cc") is None and noun.nbor(-1).text == ","
    return noun.i > name.i and (noun.dep_ == "appos" or (listed and child(noun, "det") is None))


def _membership(person: Token, position: Token) -> Iterator[Stated]:
    """Who serves in a named organisation belongs to it: "spokesman for the Iraqi military"."""
    if noun_lemma(position) in _OUTSIDERS:
        return
    for case, other in prepositions(position):
        if case in ("of", "for", "in") and other.i > position.i and other.ent_type_ == "ORG":
            yield "memberOf", person, other


def _position_ahead(scene: Scene, person: Token) -> Iterator[Stated]:
    """ "The head of the Badr Organization, Hadi al-Amiri": the position stands first, a comma before the name."""
    noun = person.head
    if person.dep_ != "appos" or person.nbor(-1).text != "," or noun.i >= person.i:
        return
    if noun_lemma(noun) not in OFFICES and noun.dep_ == "nmod":
        noun = noun.head
    if noun_lemma(noun) not in OFFICES or noun.ent_type_ == "PER" or noun.i >= person.i:
        return
    own = [t.i for t in noun.lefts if t.dep_ not in ("cc", "case", "punct", "mark")]
    span = scene.sentence.doc[min([*own, noun.i]) : person.i - 1]
    if any(t.text == "," for t in span):
        return
    text = span[1:].text if span[0].dep_ == "det" else span.text
    yield "holdsPosition", person, text
    yield from _membership(person, noun)
    second = any(t.lower_ in _SECOND for t in noun.lefts)
    for case, other in prepositions(noun):
        if case == "of" and other.ent_type_ == "ORG" and noun_lemma(noun) in _HEADS and not second:
            yield "leads", person, other


def titled(scene: Scene, org: Token) -> Mention | None:
    """The organisation whose name stands before a title, without the words that grade the title ("former", "senior").

    The parser ties "former" in "former IRGC commander" to the IRGC.
    """
    name = entity_of(org)
    if name is None or name.label_ != "ORG" or name.end >= len(org.doc) or noun_lemma(org.doc[name.end]) not in OFFICES:
        return None
    start = name.start
    while start < name.end - 1 and org.doc[start].lower_ in _GRADES:
        start += 1
    at = scene.words(org.doc[start : name.end])
    found = scene.mention(org)
    return replace(found, start=at.start, end=at.end, text=at.quote, definite=False) if at is not None else None


def _names_another(noun: Token) -> bool:
    """ "Tuzo, the defence secretary, Lord Carrington, and …": the position is the next man's."""
    return titled_name(noun) is not None or any(c.dep_ == "appos" and c.ent_type_ == "PER" for c in noun.children)


def _title_before(scene: Scene, start: int) -> Token | None:
    if start <= scene.sentence.start:
        return None
    token = scene.sentence.doc[start - 1]
    if token.text == "." and start - 2 >= scene.sentence.start:
        token = scene.sentence.doc[start - 2]
    return token if noun_lemma(token) in OFFICES or token.lower_ in OFFICES else None


def _title_start(title: Token) -> int:
    start = title.i
    while (
        start > title.sent.start
        and (before := title.doc[start - 1]).pos_ in ("ADJ", "NOUN", "PROPN")
        and (before.dep_ not in ("nsubj", "obj", "ROOT") or before.lower_ in ABBREVIATED)
    ):
        if before.is_punct or before.ent_type_ == "PER":
            break
        start -= 1
    if start >= 2 and title.doc[start - 1].text == "-" and noun_lemma(title.doc[start - 2]) in OFFICES:
        start -= 2  # "Secretary-General"
    return start


def _named_before(title: Token) -> Iterator[Token]:
    """Organisations named in a title, longest name once."""
    start = _title_start(title)
    found = {ent.start: ent for t in title.doc[start : title.i] if (ent := entity_of(t)) is not None}
    for ent in found.values():
        if start <= ent.start and ent.end <= title.i and ent.label_ == "ORG":
            yield ent.root


def _with_of(noun: Token) -> int:
    end = phrase(noun).end
    for case, other in prepositions(noun):
        if case in ("in", "of", "for", "at") and other.i > noun.i:
            end = max(end, phrase(other).end)
    return end

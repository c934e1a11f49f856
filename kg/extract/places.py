"""Prepositional phrases -> PlaceMention: a name, "between X and Y", "the X–Y highway", "south of X", "southern X"."""

import re
from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extract.mentions import classes, entity_of, phrase
from kg.extract.tree import case_of, child, conjuncts, noun_lemma
from kg.knowledge import Lexicon
from kg.model import PlaceMention

# Prepositions that put an event at a place; "to" and "from" are routes and are read by the frames that want them.
AT = frozenset("in at near on outside inside around within along across off between into over".split())
_NEAR = frozenset({"near", "outside", "around", "off", "close to", "next to"})
_BEARING = re.compile(r"(?:north|south|east|west|northeast|northwest|southeast|southwest)$")
_PART = re.compile(r"(?:north|south|east|west|northeast|northwest|southeast|southwest|north-?eastern|central)(?:ern)?$")
# "The city of Hodeidah", which the recogniser takes for a person.
_SETTLEMENTS = frozenset({"city", "town", "village", "suburb", "district", "province", "governorate"})
_ROAD = frozenset({"highway", "road", "motorway", "route", "street", "expressway"})


def place_mentions(sentence: Span, lexicon: Lexicon, *, offset: int) -> list[tuple[Token, str, PlaceMention]]:
    """Return (head token, preposition, place) for each phrase of the sentence that says where, in text order."""
    found = []
    for token in sentence:
        case = case_of(token) if token.n_lefts else ""
        if case not in AT and case not in _NEAR and not (case == "of" and _bearing(token)):
            continue
        for place in _read(token, case, lexicon, offset):
            found.append((token, case, place))
    return found


def _bearing(token: Token) -> Token | None:
    """The compass word of "south of X", which the parser makes an adverb or noun above X."""
    if case_of(token) != "of":
        return None
    word = token.head if token.dep_ in ("obl", "nmod") else child(token, "advmod")
    return word if word is not None and _BEARING.match(word.lower_) else None


def _read(token: Token, case: str, lexicon: Lexicon, offset: int) -> Iterator[PlaceMention]:
    compass = _bearing(token)
    if compass is not None and _is_place(token, lexicon):
        yield _mention(token.doc[compass.i : phrase(token).end], (name(token),), offset, relation=compass.lower_)
        return
    if case == "between":
        ends = [t for t in conjuncts(token) if _is_place(t, lexicon)][:2]
        if len(ends) == 2:
            words = token.doc[_case_start(token) : phrase(ends[1]).end]
            yield _mention(words, tuple(name(t) for t in ends), offset, relation="between")
        return
    for noun in conjuncts(token):
        if _is_place(noun, lexicon) and (place := _one(noun, case, lexicon, offset)) is not None:
            yield place


def _one(noun: Token, case: str, lexicon: Lexicon, offset: int) -> PlaceMention | None:
    span, head = phrase(noun), noun_lemma(noun)
    named = _named_by_of(noun)
    if named is not None:
        return _mention(
            noun.doc[noun.i : phrase(named).end], (name(named),), offset, relation="near" if case in _NEAR else ""
        )
    words = span[1:] if span[0].dep_ == "det" and len(span) > 1 else span
    if head in _ROAD and not noun.ent_type_:
        before = [t for t in words if t.i < noun.i and t.pos_ == "PROPN"]
        return _mention(words, tuple(_road_ends(before)), offset, relation="road", head=head)
    common = "" if noun.ent_type_ or noun.pos_ == "PROPN" else head
    if common and "place" in classes(noun, lexicon) and not _names(words):
        return None  # "in a town": nowhere in particular
    parts = [t for t in words if t.i < noun.i and _PART.match(t.lower_)]
    relation = parts[0].lower_ if parts and not common else "near" if case in _NEAR else ""
    inner = (name(noun),) if not common else tuple(e.text for e in _names(words) if e.label_ in ("LOC", "STATE"))
    return _mention(words, inner, offset, relation=relation, head=common)


def _names(words: Span) -> list[Span]:
    """The names that stand wholly in a phrase."""
    found = {ent.start: ent for t in words if (ent := entity_of(t)) is not None}
    return [ent for ent in found.values() if words.start <= ent.start and ent.end <= words.end]


def _named_by_of(noun: Token) -> Token | None:
    """The name in "the town of X"; a settlement's is a place's, whatever the name is taken for elsewhere."""
    others = () if noun_lemma(noun) in _SETTLEMENTS else ("PER", "ORG")
    for c in noun.rights:
        if (
            c.dep_ in ("nmod", "appos", "obl")
            and case_of(c) == "of"
            and c.pos_ == "PROPN"
            and c.ent_type_ not in others
        ):
            return c
    return None


def _road_ends(words: list[Token]) -> Iterator[str]:
    run: list[str] = []
    for token in words:
        if run and token.nbor(-1).text in ("-", "–", "—", "/"):
            yield " ".join(run)
            run = []
        run.append(token.text)
    if run:
        yield " ".join(run)


def name(noun: Token) -> str:
    """The name in a place phrase, without article and compass part."""
    ent = entity_of(noun)
    if ent is not None:
        return str(ent.text)
    words = [t for t in phrase(noun) if t.pos_ == "PROPN" or t.text in ("-", "of")]
    return noun.doc[words[0].i : noun.i + 1].text if words else str(noun.text)


def _is_place(noun: Token, lexicon: Lexicon) -> bool:
    if noun.ent_type_ in ("LOC", "STATE"):
        return True
    found = classes(noun, lexicon)
    if noun.pos_ == "PROPN" and noun.ent_type_ in ("", "ORG"):
        return "facility" in found or "place" in found or (not noun.ent_type_ and _after_place_case(noun))
    return bool(found & {"facility", "place"}) and not found & {"person", "group"}


def _after_place_case(noun: Token) -> bool:
    """An unknown proper name after "in" or "near" is a place, unless it is a month or an organisation's name."""
    return case_of(noun) in ("in", "near", "outside", "between") and noun.shape_[:2] == "Xx"


def _case_start(noun: Token) -> int:
    return min([noun.i, *(c.i for c in noun.lefts if c.dep_ == "case")])


def _mention(words: Span, names: tuple[str, ...], offset: int, *, relation: str = "", head: str = "") -> PlaceMention:
    return PlaceMention(
        start=offset + words.start_char,
        end=offset + words.end_char,
        text=words.text,
        names=tuple(n for n in names if n),
        relation=relation,
        head=head,
    )

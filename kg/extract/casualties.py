"""Counts of the killed, injured, detained, missing, captured and destroyed in a parsed sentence.

A cue word (tables below) says what befell; the parse, or failing it the neighbouring words, say whom; the words before
that noun say how many.  A cue without a count gives nothing, save "casualties" that are said to have been caused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span, Token

from kg.extract import casualty_words as words
from kg.extract.casualty_nouns import counted_thing, first_noun_right, objects, right_of, subjects, with_conjuncts
from kg.extract.counted_nouns import MEASURES, counted
from kg.extract.numerals import is_number_word
from kg.extract.time_words import MONTHS
from kg.model import Quantity


@dataclass(frozen=True, slots=True)
class CasualtyExpression:
    """A count of what befell people or things; tokens are numbered in the Doc."""

    kind: str  # killed, injured, casualties, detained, destroyed, missing, captured
    quantity: Quantity
    start_token: int
    end_token: int
    noun_token: Token | None  # whose they are ("policemen"); None for "20 dead"
    cue_token: Token


def casualties_in(sentence: Span) -> tuple[CasualtyExpression, ...]:
    """Find the counts of a sentence, in text order, each phrase once for each kind."""
    found: dict[tuple[str, int], CasualtyExpression] = {}
    for token in sentence:
        for expression in _at_cue(token, sentence):
            kind = "casualties" if _is_joint(expression.cue_token) else expression.kind
            same = found.get((kind, expression.start_token))
            if same is None or same.end_token < expression.end_token:
                found[kind, expression.start_token] = replace(expression, kind=kind)
    return tuple(sorted(found.values(), key=lambda e: (e.start_token, e.kind)))


def _is_joint(cue: Token) -> bool:
    """ "killed and wounded scores", "40 dead or injured": one number for both, so neither's own count is known."""
    at, doc = cue.i, cue.doc
    kind = words.BEFALL.get(cue.lower_)
    for step in (-1, 1):
        if kind and 0 <= at + 2 * step < len(doc) and doc[at + step].lower_ in ("and", "or", "&"):
            other = words.BEFALL.get(doc[at + 2 * step].lower_)
            if other and {kind, other} == {"killed", "injured"}:
                return True
    return False


def _at_cue(cue: Token, sentence: Span) -> Iterator[CasualtyExpression]:
    word = cue.lower_
    if word in words.VERBS:
        yield from _verb(cue, words.VERBS[word], sentence)
    elif word in words.SUBJECT_VERBS:
        yield from _expressions(cue, words.SUBJECT_VERBS[word], subjects(cue), sentence)
    elif word in words.STATES:
        yield from _state(cue, words.STATES[word], sentence)
    elif word in ("set", "setting", "sets") and any(t.lower_ in words.FIRE for t in right_of(cue, sentence)):
        yield from _expressions(cue, "destroyed", objects(cue), sentence)
    if word in words.NOUNS:
        yield from _noun(cue, words.NOUNS[word], sentence)
    if word in words.NOMINALS:
        yield from _nominal(cue, words.NOMINALS[word], sentence)
    elif word == "toll":
        yield from _toll(cue, sentence)
    elif word == "lives":
        yield from _lives(cue, sentence)


def _verb(cue: Token, kind: str, sentence: Span) -> Iterator[CasualtyExpression]:
    if _modifies(cue):
        yield from _expressions(cue, kind, [cue.head], sentence, explicit=True)
        return
    own = _standing_alone(cue, kind, sentence)
    if own is not None:
        yield own
        return
    right = first_noun_right(cue, sentence)
    nodes = [right] if right is not None else objects(cue)
    yield from _expressions(cue, kind, with_conjuncts(nodes), sentence)


def _state(cue: Token, kind: str, sentence: Span) -> Iterator[CasualtyExpression]:
    own = _standing_alone(cue, kind, sentence)
    before = sentence.doc[cue.i - 1] if cue.i > sentence.start else None
    if own is not None:
        yield own
    elif _modifies(cue):
        yield from _expressions(cue, kind, [cue.head], sentence, explicit=True)
    elif before is not None and before.lower_ in ("shot", "shooting", "shoot"):
        right = first_noun_right(cue, sentence)
        yield from _expressions(cue, kind, [right] if right is not None else objects(cue.head), sentence)
    elif before is not None and before.tag_ in words.NOUN_TAGS:
        yield from _expressions(cue, kind, [before], sentence)
    else:
        yield from _expressions(cue, kind, subjects(cue) or objects(cue.head), sentence)


def _noun(cue: Token, kind: str, sentence: Span) -> Iterator[CasualtyExpression]:
    number = counted(cue)
    if number is not None and (number[2] or kind != "casualties"):
        if not _compounds(cue):
            yield CasualtyExpression(kind, number[0], number[1], cue.i + 1, None, cue)
    elif _shares_no(cue, sentence) or (cue.i > sentence.start and sentence.doc[cue.i - 1].lower_ == "without"):
        yield CasualtyExpression(kind, Quantity(0, 0), cue.i, cue.i + 1, None, cue)
    elif kind == "casualties" and any(
        t.lower_ in words.CAUSES for t in sentence.doc[max(sentence.start, cue.i - 4) : cue.i]
    ):
        yield CasualtyExpression(kind, Quantity(None, None), cue.i, cue.i + 1, None, cue)


def _nominal(cue: Token, kind: str, sentence: Span) -> Iterator[CasualtyExpression]:
    """ "the deaths of three men": the counted noun must follow at once."""
    after = cue.i + 1
    if after < sentence.end and sentence.doc[after].lower_ == "of":
        noun = first_noun_right(sentence.doc[after], sentence)
        if noun is not None:
            yield from _expressions(cue, kind, with_conjuncts([noun]), sentence)


def _toll(cue: Token, sentence: Span) -> Iterator[CasualtyExpression]:
    for token in right_of(cue, sentence):
        number = counted(token) if token.like_num else None
        if number is None or number[1] <= cue.i:
            continue
        before = sentence.doc[number[1] - 1].lower_
        if before in words.TOLL_VERBS and not _is_measure(token, sentence):
            yield CasualtyExpression("killed", number[0], number[1], token.i + 1, None, cue)
            return


def _lives(cue: Token, sentence: Span) -> Iterator[CasualtyExpression]:
    """ "claimed 12 lives", "the lives of 12 people", "12 people lost their lives"."""
    verb = next(
        (t for t in reversed(sentence.doc[max(sentence.start, cue.i - 5) : cue.i]) if t.lower_ in words.LIFE_VERBS),
        None,
    )
    if verb is None:
        return
    number = counted(cue)
    if number is not None and number[2]:
        yield CasualtyExpression("killed", number[0], number[1], cue.i + 1, None, cue)
    elif cue.i + 1 < sentence.end and sentence.doc[cue.i + 1].lower_ == "of":
        yield from _nominal(cue, "killed", sentence)
    elif verb.lower_ in ("lose", "lost"):
        yield from _expressions(cue, "killed", subjects(verb), sentence)


def _expressions(
    cue: Token, kind: str, nodes: list[Token], sentence: Span, *, explicit: bool = False
) -> Iterator[CasualtyExpression]:
    """Count each node; `explicit` leaves out those that only an article counts."""
    for node in nodes:
        noun = counted_thing(node)
        number = counted(noun) if sentence.start <= noun.i < sentence.end else None
        if number is None or _is_no_thing(noun, sentence) or (explicit and not number[2]):
            continue
        if _is_elsewhere(noun, number[1], cue) or _is_partitive(noun, number, cue):
            continue
        if kind in words.PEOPLE_KINDS and noun.lower_ in words.GROUPS and number[0].low is not None:
            continue
        holder = None if noun.like_num or noun.tag_ == "CD" else noun
        end = noun.i + 1
        if cue.i not in range(number[1], end) or explicit:
            yield CasualtyExpression(kind, number[0], number[1], end, holder, cue)


def _is_no_thing(noun: Token, sentence: Span) -> bool:
    """A measure, a cue, or a numeral before its own noun."""
    follows = sentence.doc[noun.i + 1] if noun.i + 1 < sentence.end else None
    numeral = noun.like_num and follows is not None and follows.tag_ in words.NOUN_TAGS
    return noun.lower_ in MEASURES or noun.lower_ in words.CUES or noun.lower_ in MONTHS or numeral


def _is_elsewhere(noun: Token, start: int, cue: Token) -> bool:
    """Tell "including a colonel" and "guards aboard a bus were killed", where the noun is not what befell."""
    before = noun.doc[start - 1] if start else noun
    after_preposition = before.dep_ == "case" and before.lower_ != "of" and before.head == noun and cue.i > noun.i
    return before.lower_ == "including" or (after_preposition and not cue.dep_.startswith("acl"))


def _is_partitive(noun: Token, number: tuple[Quantity, int, bool], cue: Token) -> bool:
    """Tell "two of the wounded men" and "one of those killed": some of those whom the cue befell, not all."""
    inside = [t.lower_ for t in noun.doc[number[1] : max(noun.i + 1, cue.i)]]
    definite = any(a == "of" and b in ("the", "those", "these") for a, b in pairwise(inside))
    return definite and number[0].low is not None and cue.dep_ in ("amod", "acl")


def _standing_alone(cue: Token, kind: str, sentence: Span) -> CasualtyExpression | None:
    """ "14 wounded", "at least 20 dead": the number stands right before the cue and nothing follows that it counts."""
    if cue.i == sentence.start or (cue.lower_.endswith("ing") and kind != "missing"):
        return None
    before = sentence.doc[cue.i - 1]
    if not (is_number_word(before.lower_) or before.lower_ in words.OPEN_COUNTS):
        return None
    number = counted(cue) if not before.like_num or before.lower_ != "one" else counted(before)
    follows = sentence.doc[cue.i + 1] if cue.i + 1 < sentence.end else None
    if number is None or (follows is not None and follows.tag_ in words.NOUN_TAGS | {"DT", "CD", "PRP$", "JJ"}):
        return None
    return CasualtyExpression(kind, number[0], number[1], cue.i, None, cue)


def _modifies(cue: Token) -> bool:
    return cue.dep_ == "amod" and cue.head.i > cue.i and cue.head.tag_ in words.NOUN_TAGS


def _compounds(cue: Token) -> bool:
    """Tell "death" in "death threats" from a death."""
    return cue.dep_ == "compound" or (
        cue.i + 1 < len(cue.doc) and cue.nbor().lower_ in ("toll", "squad", "squads", "threats", "row")
    )


def _shares_no(cue: Token, sentence: Span) -> bool:
    """ "no deaths or injuries": the second noun shares the "no" of the first."""
    at = cue.i
    if at - 2 <= sentence.start or sentence.doc[at - 1].lower_ not in ("or", "nor"):
        return False
    number = counted(sentence.doc[at - 2])
    return number is not None and number[0] == Quantity(0, 0)


def _is_measure(token: Token, sentence: Span) -> bool:
    return token.i + 1 < sentence.end and sentence.doc[token.i + 1].lower_ in MEASURES

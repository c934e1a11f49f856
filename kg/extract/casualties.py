"""Counts of the killed, injured, detained, missing, captured and destroyed in a parsed sentence.

A cue word (tables below) says what befell; the parse, or failing it the neighbouring words, say whom; the words before
that noun say how many.  A cue without a count gives nothing, save "casualties" that are said to have been caused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.extract import casualty_words as words
from kg.extract.counted_nouns import MEASURES, counted
from kg.extract.numerals import is_number_word
from kg.extract.time_words import WEEKDAYS
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
        yield from _expressions(cue, words.SUBJECT_VERBS[word], _subjects(cue), sentence)
    elif word in words.STATES:
        yield from _state(cue, words.STATES[word], sentence)
    elif word in ("set", "setting", "sets") and any(t.lower_ in words.FIRE for t in _right_of(cue, sentence)):
        yield from _expressions(cue, "destroyed", _objects(cue), sentence)
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
    right = _first_noun_right(cue, sentence)
    nodes = [right] if right is not None else _objects(cue)
    yield from _expressions(cue, kind, _with_conjuncts(nodes), sentence)


def _state(cue: Token, kind: str, sentence: Span) -> Iterator[CasualtyExpression]:
    own = _standing_alone(cue, kind, sentence)
    before = sentence.doc[cue.i - 1] if cue.i > sentence.start else None
    if own is not None:
        yield own
    elif _modifies(cue):
        yield from _expressions(cue, kind, [cue.head], sentence, explicit=True)
    elif before is not None and before.lower_ in ("shot", "shooting", "shoot"):
        right = _first_noun_right(cue, sentence)
        yield from _expressions(cue, kind, [right] if right is not None else _objects(cue.head), sentence)
    elif before is not None and before.tag_ in words.NOUN_TAGS:
        yield from _expressions(cue, kind, [before], sentence)
    else:
        yield from _expressions(cue, kind, _subjects(cue) or _objects(cue.head), sentence)


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
        noun = _first_noun_right(sentence.doc[after], sentence)
        if noun is not None:
            yield from _expressions(cue, kind, _with_conjuncts([noun]), sentence)


def _toll(cue: Token, sentence: Span) -> Iterator[CasualtyExpression]:
    for token in _right_of(cue, sentence):
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
        yield from _expressions(cue, "killed", _subjects(verb), sentence)


def _expressions(
    cue: Token, kind: str, nodes: list[Token], sentence: Span, *, explicit: bool = False
) -> Iterator[CasualtyExpression]:
    """Count each node; `explicit` leaves out those that only an article counts."""
    for node in nodes:
        noun = _thing(node)
        number = counted(noun) if sentence.start <= noun.i < sentence.end else None
        if number is None or _is_no_thing(noun, sentence) or (explicit and not number[2]):
            continue
        if number[1] > sentence.start and sentence.doc[number[1] - 1].lower_ == "including":
            continue
        if kind in words.PEOPLE_KINDS and noun.lower_ in words.GROUPS and number[0].low is not None:
            continue
        holder = None if noun.like_num or noun.tag_ == "CD" else noun
        end = noun.i + 1
        if cue.i not in range(number[1], end) or explicit:
            yield CasualtyExpression(kind, number[0], number[1], end, holder, cue)


def _thing(node: Token) -> Token:
    """The people of "dozens of people", "more than ten people", "a total of 12 people", where the number is theirs."""
    for inner in node.rights:
        if inner.dep_ in ("nmod", "obl") and inner.i < node.i + words.REACH:
            number = counted(inner)
            if number is not None and (number[1] <= node.i or node.lower_ == "total"):
                return inner
    return node


def _is_no_thing(noun: Token, sentence: Span) -> bool:
    """A measure, a cue, or a numeral before its own noun."""
    follows = sentence.doc[noun.i + 1] if noun.i + 1 < sentence.end else None
    numeral = noun.like_num and follows is not None and follows.tag_ in words.NOUN_TAGS
    return noun.lower_ in MEASURES or noun.lower_ in words.CUES or numeral


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


def _first_noun_right(cue: Token, sentence: Span) -> Token | None:
    """The noun or numeral whose quantity phrase begins right after the cue."""
    best = None
    for token in _right_of(cue, sentence):
        if _ends_phrase(token) or token.lower_ in WEEKDAYS:
            break
        if token.text in words.JOINS and not token.nbor(-1).whitespace_:
            best = None  # "three officers' cars", "a house-borne device": the noun so far only modifies
            continue
        noun = token.tag_ in words.NOUN_TAGS
        if not (noun or token.like_num or token.tag_ == "CD"):
            if best is not None and best.tag_ in words.NOUN_TAGS:
                break
            continue
        number = counted(token)
        best = token if number is not None and number[1] == cue.i + 1 else best
    return best


def _ends_phrase(token: Token) -> bool:
    return (token.is_punct and token.text not in words.JOINS | words.QUOTES) or token.tag_ in ("VBD", "VBZ", "MD")


def _right_of(cue: Token, sentence: Span) -> Span:
    return sentence.doc[cue.i + 1 : min(sentence.end, cue.i + 1 + words.REACH)]


def _objects(verb: Token) -> list[Token]:
    """Whom a transitive verb befalls: its object, the subject of its passive, the noun that its participle modifies."""
    objects = [c for c in verb.children if c.dep_ == "obj"]
    if objects or not verb.lower_.endswith(("ed", "t", "n")):
        return objects
    subjects = _subjects(verb)
    if subjects:
        return subjects
    if verb.dep_ == "xcomp" and verb.head.lower_ in ("left", "leaving", "leave", "leaves"):
        return [c for c in verb.head.children if c.dep_ == "obj"]
    if verb.dep_ == "acl" or (verb.dep_ == "acl:relcl" and _is_passive(verb)):
        return [verb.head]
    return _before_auxiliary(verb) if _is_passive(verb) else []


def _before_auxiliary(verb: Token) -> list[Token]:
    """The noun right before "were killed", for a passive whose subject the parse has lost."""
    at = verb.i - 1
    while at > verb.sent.start and (verb.doc[at].lower_ in words.BE or verb.doc[at].tag_ in ("RB", "VBP", "VBZ", "MD")):
        at -= 1
    number = counted(verb.doc[at]) if verb.doc[at].tag_ in words.NOUN_TAGS else None
    if number is None or not number[2] or verb.doc[max(0, number[1] - 1)].tag_ == "IN":
        return []  # "a raid on two villages was repelled" counts no villages
    return [verb.doc[at]]


def _subjects(verb: Token) -> list[Token]:
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")]
    if any(s.tag_ in ("WP", "WDT") or s.lower_ in ("who", "that", "which") for s in subjects):
        return [verb.head] if verb.dep_.startswith("acl") else []
    return subjects


def _is_passive(verb: Token) -> bool:
    return any(
        c.dep_ in ("aux:pass", "nsubj:pass") or (c.dep_.startswith(("aux", "cop")) and c.lower_ in words.BE)
        for c in verb.children
    )


def _with_conjuncts(nodes: list[Token]) -> list[Token]:
    """The nodes and what is coordinated with them, without "including a colonel"."""
    conjuncts = [c for n in nodes for c in n.children if c.dep_ == "conj" and c.tag_ in words.NOUN_TAGS]
    return [*nodes, *(c for c in conjuncts if not any(t.lower_ == "including" for t in c.subtree if t.i < c.i))]


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

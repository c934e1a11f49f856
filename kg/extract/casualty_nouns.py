"""Whom or what a cue word befalls: a cue in a parsed sentence in, the nouns to count out.

The parse is asked first; where it has lost an arc, the neighbouring words.
"""

from spacy.tokens import Span, Token

from kg.extract import casualty_words as words
from kg.extract.counted_nouns import counted
from kg.extract.time_words import WEEKDAYS


def counted_thing(node: Token) -> Token:
    """Find the people of "dozens of people" or "more than ten people", where the number is theirs."""
    for inner in node.rights:
        if inner.dep_ in ("nmod", "obl") and inner.i < node.i + words.REACH:
            number = counted(inner)
            if number is not None and (number[1] <= node.i or node.lower_ == "total"):
                return inner
    return node


def first_noun_right(cue: Token, sentence: Span) -> Token | None:
    """Find the noun or numeral whose quantity phrase begins right after the cue."""
    best = None
    for token in right_of(cue, sentence):
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


def right_of(cue: Token, sentence: Span) -> Span:
    """Return the words after the cue, as far as its number may stand."""
    return sentence.doc[cue.i + 1 : min(sentence.end, cue.i + 1 + words.REACH)]


def objects(verb: Token) -> list[Token]:
    """Return whom a verb befalls: its object, the subject of its passive, the noun that its participle modifies."""
    found = [c for c in verb.children if c.dep_ == "obj"]
    if found or not verb.lower_.endswith(("ed", "t", "n")):
        return found
    if not _is_passive(verb) and _takes_noun(verb):
        return []  # an active verb whose object the parse has lost: its subject did it
    if passive := subjects(verb):
        return passive
    if verb.dep_ == "xcomp" and verb.head.lower_ in ("left", "leaving", "leave", "leaves"):
        return [c for c in verb.head.children if c.dep_ == "obj"]
    if verb.dep_ == "acl" or (verb.dep_ == "acl:relcl" and _is_passive(verb)):
        return [verb.head]
    return _before_auxiliary(verb) if _is_passive(verb) else []


def _takes_noun(verb: Token) -> bool:
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
    return after.tag_ in words.NOUN_TAGS | {"DT", "CD", "PRP", "PRP$"} and after.lower_ not in WEEKDAYS


def _before_auxiliary(verb: Token) -> list[Token]:
    """The noun right before "were killed", for a passive whose subject the parse has lost."""
    at = verb.i - 1
    while at > verb.sent.start and (verb.doc[at].lower_ in words.BE or verb.doc[at].tag_ in ("RB", "VBP", "VBZ", "MD")):
        at -= 1
    number = counted(verb.doc[at]) if verb.doc[at].tag_ in words.NOUN_TAGS else None
    if number is None or not number[2] or verb.doc[max(0, number[1] - 1)].tag_ == "IN":
        return []  # "a raid on two villages was repelled" counts no villages
    return [verb.doc[at]]


def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb or adjective; for "who" and "that", the noun that they stand for."""
    found = [c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")]
    if any(s.tag_ in ("WP", "WDT") or s.lower_ in ("who", "that", "which") for s in found):
        return [verb.head] if verb.dep_.startswith("acl") else []
    return found


def _is_passive(verb: Token) -> bool:
    return any(
        c.dep_ in ("aux:pass", "nsubj:pass") or (c.dep_.startswith(("aux", "cop")) and c.lower_ in words.BE)
        for c in verb.children
    )


def with_conjuncts(nodes: list[Token]) -> list[Token]:
    """Return the nodes and what is coordinated with them, without "including a colonel"."""
    conjuncts = [c for n in nodes for c in n.children if c.dep_ == "conj" and c.tag_ in words.NOUN_TAGS]
    return [*nodes, *(c for c in conjuncts if not any(t.lower_ == "including" for t in c.subtree if t.i < c.i))]

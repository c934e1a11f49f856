"""Where, when and how many: assigns places, times and counts of a sentence to the trigger that governs them."""

from collections.abc import Iterable, Mapping

from spacy.tokens import Span, Token

from kg.extract.tree import case_of, child, is_passive, is_verb, lemmas
from kg.knowledge import Lexicon

# Phrases that tell of another time or topic: a place inside them is not where the event was.
_ELSEWHERE = frozenset(
    "before after since despite amid following from to about for until ahead of besides against because without "
    "than over".split()
)
_ASIDE = frozenset({"before", "after", "since", "despite", "amid", "following", "according to"})
_TELLING = frozenset({"VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB"})
_TURNS = frozenset(
    "after before since despite amid following until ahead during according between because if and or but while".split()
)
_COARSE = frozenset({"month", "season", "year"})


def governor(token: Token, triggers: Mapping[int, Token], lexicon: Lexicon) -> Token | None:
    """Climb from a circumstance to the first trigger above it; None where its clause tells of something else."""
    node = token
    if child(token, "cop") is not None:
        return next(
            (c for c in token.children if c.dep_ == "nsubj" and c.i in triggers), None
        )  # "the blast was at the gate"
    for _ in range(12):
        head = node.head
        if head == node:
            return None
        if head.i in triggers:
            return None if node != token and case_of(node) in _ASIDE else head
        if (
            node != token
            and node.dep_.startswith(("obl", "nmod"))
            and case_of(node) in _ELSEWHERE
            and head.i not in triggers
        ):
            return None
        if (event := _meanwhile(node, head, triggers)) is not None:
            return event
        if is_verb(head) or child(head, "cop") is not None:
            if head.dep_ == "acl" and head.tag_ == "VBG":  # "trucks carrying goods on the highway were seized"
                node = head
                continue
            return _at_verb(head, triggers, lexicon, direct=node == token or node.dep_ in ("nsubj", "obj"))
        if node.dep_ == "acl" and node.tag_ == "VBG" and _set_off(token):
            node = head
            continue
        if node.dep_ in ("acl", "acl:relcl", "appos", "parataxis"):
            return None
        node = head
    return None


def event_before(words: Span, triggers: Mapping[int, Token], lexicon: Lexicon) -> Token | None:
    """The event before a day or place that the parser may hang on another word: "burned a truck carrying tents near X".

    None where a comma, a verb that tells something of its own, or another time stands between.
    """
    before = [i for i in triggers if i < words.start]
    if not before:
        return None
    event = triggers[max(before)]
    between = words.doc[event.i + 1 : words.start]
    broken = any(t.text in (",", ";", ":", "(", "—") or t.tag_ in _TELLING or t.lower_ in _TURNS for t in between)
    says = any(lemmas(t) & lexicon.cues["say"].keys() for t in between if is_verb(t))
    return None if broken or says or event.sent != words.sent else event


def _meanwhile(clause: Token, verb: Token, triggers: Mapping[int, Token]) -> Token | None:
    """The event noun right before "while on a visit": the parser hangs the clause on the verb above both."""
    mark = child(clause, "mark")
    if clause.dep_ != "advcl" or mark is None or mark.lower_ not in ("while", "during", "amid"):
        return None
    before = [c for c in verb.children if c.i < clause.i and not c.is_punct]
    return before[-1] if before and before[-1].i in triggers and before[-1].i > verb.i else None


def _set_off(token: Token) -> bool:
    """Whether a comma sets the phrase off, so that it belongs to the whole clause: "…, on Saturday, …"."""
    first = token.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def _at_verb(verb: Token, triggers: Mapping[int, Token], lexicon: Lexicon, *, direct: bool) -> Token | None:
    """At a verb that is no trigger: the event noun that it speaks of, or the clause that it accompanies."""
    speaks = not is_passive(verb) or child(verb, "ccomp") is not None
    if speaks and lemmas(verb) & (
        lexicon.cues["say"].keys() | lexicon.cues["allege"].keys() | lexicon.cues["deny-cue"].keys()
    ):
        return None
    for c in verb.children:
        if c.i in triggers and (
            c.dep_ in ("nsubj", "nsubj:pass", "obj") or (case_of(c) in ("in", "during") and direct)
        ):
            return c
        if c.dep_ in ("nsubj", "nsubj:pass") and (inner := _partitive(c, triggers)) is not None:
            return inner
    for c in verb.children:
        if c.i in triggers and is_verb(c) and c.dep_ in ("xcomp", "conj", "advcl"):
            return c
    head = verb.head
    if verb.dep_ in ("advcl", "conj", "xcomp") and head.i in triggers:
        return head
    return None


def _partitive(noun: Token, triggers: Mapping[int, Token]) -> Token | None:
    return next((c for c in noun.children if c.dep_ == "nmod" and c.i in triggers), None)


def coarse_frame(
    sentence: Span, start: int, precision: str, triggers: Iterable[Token], lexicon: Lexicon
) -> Token | None:
    """The event that a fronted month or year frames although a verb of saying comes between.

    "In June, the army said that its forces had raided …": a whole month holds both the saying and the raid.
    """
    first = next((t for t in sentence if t.is_alpha), None)
    if first is None or start > first.i + 1 or precision not in _COARSE:
        return None
    for token in triggers:
        head = token.head
        if token.dep_ == "ccomp" and head.dep_ == "ROOT" and lemmas(head) & lexicon.cues["say"].keys():
            return token
    return None


def accompanying(event: Token, triggers: Mapping[int, Token]) -> list[Token]:
    """Events told as going on during another: "explosions were heard in the city during an exercise"."""
    if not event.dep_.startswith("nsubj"):
        return []
    return [c for c in event.head.children if c.i in triggers and case_of(c) in ("during", "amid")]

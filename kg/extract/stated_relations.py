"""Relations that a verb or noun of the lexicon states: "X supports Y", "X, an ally of Y", "members of Y"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.arguments import positions
from kg.extract.mentions import is_actor, titled_name
from kg.extract.tree import child, is_noun, is_verb, lemmas, noun_lemma, subjects
from kg.extract.triggers import TriggerIndex
from kg.knowledge import Lexicon, RelationTrigger


def stated_relations(token: Token, index: TriggerIndex) -> Iterator[tuple[str, Token, Token]]:
    """Yield (predicate, subject, value) for each relation that the word states; both are actors, no pronouns."""
    lexicon = index.lexicon
    for trigger in _evoked(token, index):
        around = list(_around(token, lexicon))
        holders = [t for position, t in around if position in trigger.holders and _serves(t, lexicon)]
        others = [t for position, t in around if position in trigger.others and _serves(t, lexicon)]
        for holder in holders:
            for other in others:
                if holder != other and not _one_name(holder, other):
                    yield trigger.predicate, holder, other


def _evoked(token: Token, index: TriggerIndex) -> Sequence[RelationTrigger]:
    if is_verb(token):
        return [trigger for lemma in sorted(lemmas(token)) for trigger in index.relation_verbs.get(lemma, ())]
    if is_noun(token) and token.ent_type_ in ("", "PER"):
        return index.relation_nouns.get(noun_lemma(token), ())
    return ()


def _around(token: Token, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    yield from positions(token, lexicon)
    if is_verb(token):
        return
    if token.dep_ not in ("appos", "conj") and child(token, "cop", "appos") is None and titled_name(token) is None:
        yield "self", token
    if token.dep_ == "appos" and is_noun(token.head):
        yield "bearer", token.head
    for c in token.children:
        if c.dep_ == "appos" and c.ent_type_ in ("PER", "ORG", "STATE"):
            yield "bearer", c
    if child(token, "cop") is not None:
        yield from (("bearer", t) for t in subjects(token))
    name = titled_name(token)
    if name is not None:
        yield "bearer", name.root


def _serves(token: Token, lexicon: Lexicon) -> bool:
    return token.pos_ != "PRON" and is_noun(token) and is_actor(token, lexicon)


def _one_name(one: Token, other: Token) -> bool:
    """Whether both are words of one name or of one phrase's modifiers."""
    return any(ent.start <= one.i < ent.end and ent.start <= other.i < ent.end for ent in one.sent.ents)

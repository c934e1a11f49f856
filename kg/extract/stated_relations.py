"""Relations that a verb or noun of the lexicon states: "X supports Y", "X, an ally of Y", "members of Y"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.arguments import positions
from kg.extract.mentions import classes, is_actor, titled_name
from kg.extract.tree import child, is_noun, is_verb, lemmas, noun_lemma, subjects
from kg.extract.triggers import TriggerIndex
from kg.knowledge import Lexicon, RelationTrigger

_BARE = frozenset({"country", "state", "nation", "government"})


def stated_relations(token: Token, index: TriggerIndex) -> Iterator[tuple[str, Token, Token]]:
    """Yield (predicate, subject, value) for each relation that the word states; both are actors, no pronouns."""
    lexicon = index.lexicon
    for trigger in _evoked(token, index):
        around = list(_around(token, lexicon))
        holders = [t for position, t in around if position in trigger.holders and _holds(t, trigger, lexicon)]
        others = [t for position, t in around if position in trigger.others and _is_held(t, trigger, lexicon)]
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
    own = list(_bearers(token))
    yield from (("bearer", t) for t in own)
    if not own and token.dep_ not in ("appos", "conj"):
        yield "self", token


def _bearers(noun: Token) -> Iterator[Token]:
    """Whom a noun describes: the name that follows it, else what it stands in apposition to, else its subject."""
    named = [c for c in noun.children if c.dep_ == "appos" and c.ent_type_ in ("PER", "ORG", "STATE")]
    name = titled_name(noun)
    if name is not None:
        named.append(name.root)
    if named:
        yield from named
    elif noun.dep_ == "appos" and is_noun(noun.head):
        yield noun.head
    elif child(noun, "cop") is not None:
        yield from subjects(noun)


def _holds(token: Token, trigger: RelationTrigger, lexicon: Lexicon) -> bool:
    """Whether the token can be the relation's subject; only people lead."""
    return _serves(token, lexicon) and (trigger.predicate != "leads" or "person" in classes(token, lexicon))


def _is_held(token: Token, trigger: RelationTrigger, lexicon: Lexicon) -> bool:
    """Whether the token can be its value: people have members as little as a bare "country" has a named leader."""
    if not _serves(token, lexicon) or (not token.ent_type_ and noun_lemma(token) in _BARE):
        return False
    body = classes(token, lexicon) & {"group", "organisation", "state", "media"}
    return trigger.predicate not in ("leads", "memberOf", "partOf") or bool(body)


def _serves(token: Token, lexicon: Lexicon) -> bool:
    return token.pos_ != "PRON" and is_noun(token) and is_actor(token, lexicon)


def _one_name(one: Token, other: Token) -> bool:
    """Whether both are words of one name or of one phrase's modifiers."""
    return any(ent.start <= one.i < ent.end and ent.start <= other.i < ent.end for ent in one.sent.ents)

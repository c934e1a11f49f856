"""Relations that a verb or noun of the lexicon states: "X supports Y", "X, an ally of Y", "members of Y"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.arguments import positions
from kg.extract.mentions import classes, entity_of, is_actor, titled_name
from kg.extract.tree import case_of, child, core_clause, is_noun, is_verb, lemmas, noun_lemma, subjects
from kg.extract.triggers import TriggerIndex
from kg.knowledge import Lexicon, RelationTrigger

_SECOND = frozenset({"vice", "deputy", "assistant", "acting", "shadow", "would-be", "aspiring"})
_BARE = frozenset({"country", "state", "nation", "government"})


def stated_relations(token: Token, index: TriggerIndex) -> Iterator[tuple[str, Token, Token]]:
    """Yield (predicate, subject, value) for each relation that the word states; both are actors, no pronouns."""
    lexicon = index.lexicon
    if not index.knows(token)[1]:
        return
    for trigger in _evoked(token, index):
        around = list(_around(token, lexicon))
        holders = [t for position, t in around if position in trigger.holders and _holds(t, trigger, lexicon)]
        held = [(position, t) for position, t in around if position in trigger.others]
        others = [t for position, t in held if _is_held(t, trigger, lexicon) and not _is_origin(position, t, lexicon)]
        for holder in holders:
            for other in others:
                if holder != other and not _one_name(holder, other):
                    yield trigger.predicate, holder, other


def _evoked(token: Token, index: TriggerIndex) -> Sequence[RelationTrigger]:
    if is_verb(token):
        return [trigger for lemma in sorted(lemmas(token)) for trigger in index.relation_verbs.get(lemma, ())]
    deputy = any(t.lower_ in _SECOND for t in (*token.lefts, *token.doc[max(0, token.i - 1) : token.i]))
    if is_noun(token) and token.ent_type_ in ("", "PER") and not deputy:
        return index.relation_nouns.get(noun_lemma(token), ())
    return ()


def _around(token: Token, lexicon: Lexicon) -> Iterator[tuple[str, Token]]:
    yield from positions(token, lexicon)
    if is_verb(token):
        return
    if case_of(token) in ("in", "with"):
        yield from (("clause", t) for t in subjects(core_clause(token)))  # "struck it in support of the army"
    yield from (("next", t) for t in _after_comma(token))
    own = list(_bearers(token))
    yield from (("bearer", t) for t in own)
    if not own and token.dep_ not in ("appos", "conj"):
        yield "self", token


def _after_comma(noun: Token) -> Iterator[Token]:
    """ "General X, commander, Y": the organisation named right after the position."""
    if noun.i + 2 < len(noun.doc) and noun.nbor(1).text == "," and noun.nbor(2).ent_type_ == "ORG":
        name = entity_of(noun.nbor(2))
        if name is not None and name.sent == noun.sent:
            yield name.root


def _is_origin(position: str, token: Token, lexicon: Lexicon) -> bool:
    """ "Fighters from Syria" are no members of it."""
    return position == "from" and (token.ent_type_ != "ORG" or "state" in classes(token, lexicon))


def _bearers(noun: Token) -> Iterator[Token]:
    """Whom a noun describes: the name that follows it, else what it stands in apposition to, else its subject."""
    named = [c for c in noun.children if c.dep_ == "appos" and c.ent_type_ in ("PER", "ORG", "STATE")]
    name = titled_name(noun)
    if name is not None:
        named.append(name.root)
    if named:
        yield from named
    elif (noun.dep_ == "appos" and is_noun(noun.head)) or _between_commas(noun):
        yield noun.head
    elif child(noun, "cop") is not None:
        yield from subjects(noun)


def _between_commas(noun: Token) -> bool:
    """ "General X, commander, Y", which the parser takes for a list."""
    listed = noun.dep_ in ("conj", "list") and noun.head.ent_type_ == "PER" and child(noun, "cc") is None
    return listed and noun.nbor(-1).text == "," and child(noun, "det") is None


def _holds(token: Token, trigger: RelationTrigger, lexicon: Lexicon) -> bool:
    """Whether the token can be the relation's subject; only people lead."""
    return _serves(token, lexicon) and (trigger.predicate != "leads" or "person" in classes(token, lexicon))


def _is_held(token: Token, trigger: RelationTrigger, lexicon: Lexicon) -> bool:
    """Whether the token can be its value: people have members as little as a bare "country" has a named leader."""
    if not _serves(token, lexicon) or (not token.ent_type_ and noun_lemma(token) in _BARE and not _named(token)):
        return False
    body = classes(token, lexicon) & {"group", "organisation", "state", "media"}
    if trigger.predicate == "leads" and token.ent_type_ == "DEMONYM":
        return False  # "a Guatemalan party leader"
    if trigger.predicate == "memberOf" and token.ent_type_ in ("STATE", "DEMONYM"):
        return False  # "the force will join Jordan in an exercise"
    return trigger.predicate not in ("leads", "memberOf", "partOf") or bool(body)


def _named(token: Token) -> bool:
    """ "Coalition nations": a word before the noun says which."""
    return any(t.pos_ == "PROPN" or t.ent_type_ for t in token.lefts)


def _serves(token: Token, lexicon: Lexicon) -> bool:
    return token.pos_ != "PRON" and is_noun(token) and is_actor(token, lexicon)


def _one_name(one: Token, other: Token) -> bool:
    """Whether both are words of one name or of one phrase's modifiers."""
    name = entity_of(one)
    return name is not None and name.start <= other.i < name.end

"""Relations between actors that a sentence states: backing, alignment, membership, position, protection, operation.

Patterns (X, Y are actors; titles are in positions.py): "Y-backed X", "X backed by Y", "pro-Y X",
"X in charge of protecting Y", "X operated by Y", "X led by Y", "X, a member of Y".
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.mentions import classes, is_actor
from kg.extract.positions import positions, titled
from kg.extract.proposed_relations import proposed_relations
from kg.extract.scene import Scene, sources_for
from kg.extract.stance import Stance, stance_of
from kg.extract.stated_relations import stated_relations
from kg.extract.tree import (
    agents,
    child,
    is_noun,
    is_passive,
    is_verb,
    lemmas,
    noun_lemma,
    objects,
    subjects,
)
from kg.model import Certainty, Mention, RelationMention

_BACK = frozenset({"back", "support", "fund", "finance", "sponsor", "arm", "train"})
_PASSIVE = {"lead": "leads", "head": "leads", "command": "leads", "operate": "operatedBy", "run": "operatedBy"}
_ALIGNED = frozenset({"pro"})


def relations_in(scene: Scene) -> Iterator[RelationMention]:
    """Yield every relation that the sentence states, then what the network proposes of other pairs."""
    told: set[tuple[int, int]] = set()
    for token in scene.sentence:
        yield from _modifier_backing(scene, token)
        if is_verb(token) and (token.tag_ in {"VBN", "VBG"}):
            yield from _participle(scene, token)
        if token.ent_type_ == "PER" or token.pos_ == "PROPN":
            for predicate, who, what in positions(scene, token):
                yield from _some(_relation(scene, who, predicate, what, who))
        for predicate, holder, other in stated_relations(token, scene.index):
            told |= {(holder.i, other.i), (other.i, holder.i)}
            yield from _some(_relation(scene, holder, predicate, other, token))
    for predicate, holder, other in proposed_relations(scene):
        if (holder.i, other.i) in told:
            continue
        for found in _some(_relation(scene, holder, predicate, other, _above(holder, other))):
            if found.certainty is Certainty.CERTAIN:
                yield replace(found, signs=("proposed", *found.signs))


def _above(one: Token, other: Token) -> Token:
    """The lowest word of the parse that is above two others."""
    above = [other, *other.ancestors]
    return next((t for t in [one, *one.ancestors] if t in above), one)


def _relation(scene: Scene, subject: Token, predicate: str, value: Token | str, at: Token) -> RelationMention | None:
    who = scene.mention(subject)
    filler = value if isinstance(value, str) else titled(scene, value) or scene.mention(value)
    if subject.pos_ == "PRON" or (isinstance(value, Token) and value.pos_ == "PRON"):
        return None
    text = filler if isinstance(filler, str) else filler.text
    if (
        isinstance(filler, Mention)
        and (filler.start < who.end and who.start < filler.end)
        and predicate not in ("backedBy", "alignedWith", "memberOf")
    ):
        return None
    if predicate == "opposes":
        while at.tag_ in ("VB", "VBG") and at.head != at and (at.dep_ == "conj" or child(at, "mark") is not None):
            at = at.head  # who works to defeat somebody is against them already, whether or not it comes to pass
    stance = stance_of(at, scene.lexicon)
    if at == subject:  # a title or a modifier is taken for granted, whatever the sentence says of its bearer
        stance = Stance(voices=stance.voices)
    return RelationMention(
        who,
        predicate,
        filler,
        text,
        scene.evidence,
        stance.certainty,
        stance.polarity,
        stance.tense,
        sources_for(scene, stance.voices),
        scene.signs,
    )


def _modifier_backing(scene: Scene, token: Token) -> Iterator[RelationMention]:
    """ "Iran-backed militia" and "pro-Iranian militias"."""
    word = token.lower_
    if (
        word in ("backed", "supported", "sponsored", "funded", "aligned", "linked", "affiliated", "led", "run")
        and token.i >= 2
        and token.nbor(-1).text == "-"
    ):
        backer, noun = token.nbor(-2), token.head
        predicate = {
            "aligned": "alignedWith",
            "linked": "alignedWith",
            "affiliated": "alignedWith",
            "led": "partOf",
            "run": "",
        }.get(word, "backedBy")
        if predicate == "partOf" or not predicate:
            return
        if noun != token and is_noun(noun) and is_actor(noun, scene.lexicon) and noun.i > token.i:
            yield from _some(_relation(scene, noun, predicate, backer, noun))
    elif "-" in token.text and word.rsplit("-", 1)[-1] in ("backed", "supported", "sponsored", "funded"):
        pass
    elif word in _ALIGNED and token.i + 2 < len(token.doc) and token.nbor(1).text == "-":
        state, noun = token.nbor(2), token.head
        if noun not in (token, state) and is_noun(noun) and is_actor(noun, scene.lexicon) and state.ent_type_:
            yield from _some(_relation(scene, noun, "alignedWith", state, noun))


def _participle(scene: Scene, verb: Token) -> Iterator[RelationMention]:
    names = lemmas(verb)
    if is_passive(verb) and (doers := agents(verb)):
        held = [t for t in (objects(verb) or _considered(verb)) if t != verb]
        for noun in held:
            actor = is_actor(noun, scene.lexicon)
            for doer in doers:
                if not is_actor(doer, scene.lexicon):
                    continue
                if names & _BACK and actor:
                    yield from _some(_relation(scene, noun, "backedBy", doer, verb))
                for name, predicate in _PASSIVE.items():
                    if (
                        name in names
                        and predicate == "operatedBy"
                        and classes(noun, scene.lexicon) & {"vehicle", "facility"}
                    ):
                        yield from _some(_relation(scene, noun, predicate, doer, verb))
                    elif name in names and predicate == "leads" and actor:
                        yield from _some(_relation(scene, doer, "leads", noun, verb))
    elif names & {"protect", "guard"} and not is_passive(verb):
        yield from _protection(scene, verb)


def _considered(verb: Token) -> list[Token]:
    """ "groups they consider to be backed by Iran": the noun that the relative clause modifies."""
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and head.dep_ == "acl:relcl" and is_noun(head.head):
        return [head.head]
    return []


def _protection(scene: Scene, verb: Token) -> Iterator[RelationMention]:
    """ "forces in charge of protecting the embassy", "troops guarding the base"."""
    holders = subjects(verb)
    if verb.dep_ == "acl" and noun_lemma(verb.head) == "charge" and is_noun(verb.head.head):
        holders = [verb.head.head]
    for holder in holders[:1]:
        for thing in objects(verb):
            if is_actor(holder, scene.lexicon) and classes(thing, scene.lexicon) & {
                "facility",
                "group",
                "organisation",
                "person",
                "vehicle",
            }:
                yield from _some(_relation(scene, holder, "protects", thing, verb))


def _some(relation: RelationMention | None) -> Iterator[RelationMention]:
    if relation is not None:
        yield relation

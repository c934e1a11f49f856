"""Sentences that say who was behind an event told elsewhere: "X was behind the attack", "it seems to have been X".

Each gives an event mention with a definite trigger, which resolution ties to the event that it points back to.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.mentions import core, is_actor
from kg.extract.scene import Scene, with_stance
from kg.extract.stance import Stance, stance_of
from kg.extract.tree import case_of, child, conjuncts, is_noun, is_verb, lemmas, objects, prepositions, subjects
from kg.extract.triggers import best_trigger
from kg.extract.voices import Voice
from kg.model import Argument, Certainty, EventMention, Polarity

_BEHIND = frozenset({"behind", "responsible for"})
_ACCUSE = frozenset({"accuse", "blame", "charge", "suspect", "convict"})
_POINTERS = frozenset({"it", "this", "that", "they", "these", "those"})


def identifications(scene: Scene, found: Sequence[EventMention]) -> Iterator[EventMention]:
    """Yield an event mention for each statement of who was, or was not, behind an event noun of the sentence."""
    nouns = [token for token, _ in scene.triggers.values() if is_noun(token) and not token.tag_.startswith("VB")]
    for noun in nouns:
        asked = case_of(noun) == "behind" or noun.head.lower_ == "responsible"
        arguments = list(_behind(scene, noun)) if asked else []
        if asked and not arguments:
            arguments = list(_cleft(scene, noun))
        arguments += _accused(scene, noun)
        if arguments:
            yield _pointing(scene, noun, arguments, found)
    for verb, entry in scene.triggers.values():
        if entry.event_type == "ResponsibilityClaim" and (claimed := _claimed(scene, verb)) is not None:
            arguments = list(_responsibility(scene, verb))
            if arguments:
                yield _pointing(scene, claimed, arguments, found)


def _accused(scene: Scene, noun: Token) -> Iterator[Argument]:
    """ "X accused Y of the attack", "X attributed the attack to Y": that Y did it is X's word, else it is not taken."""
    above = is_noun(noun.head) and noun.head in objects(noun.head.head)
    verb = noun.head.head if above or noun.head.dep_ == "xcomp" else noun.head
    names = lemmas(verb) if is_verb(verb) else set[str]()
    held = noun.head.lower_ in ("responsible", "accountable") and noun.head.dep_ == "xcomp" and "hold" in names
    charged = names & _ACCUSE and noun.dep_ in ("obl", "nmod") and case_of(noun) in ("of", "for", "in", "with", "over")
    if held or charged:
        accused = objects(verb)
    elif "attribute" in names and noun in objects(verb):
        accused = [t for case, other in prepositions(verb) if case == "to" for t in conjuncts(other)]
    else:
        return
    accusers = [t for t in subjects(verb) if t.pos_ != "PRON" and is_actor(t, scene.lexicon)]
    stance = stance_of(verb, scene.lexicon)
    voices = [*(Voice(t, verb.text) for t in accusers), *stance.voices]
    for token in accused if voices and stance.polarity is Polarity.POSITIVE else ():
        if token != noun and token.pos_ != "PRON" and is_actor(token, scene.lexicon):
            value = scene.mention(token)
            said = Stance(Certainty.POSSIBLE, stance.polarity, stance.tense, voices)
            yield with_stance(scene, "perpetrator", value, value.text, said)


def _claimed(scene: Scene, verb: Token) -> Token | None:
    """The event noun of "claimed responsibility for the attack"."""
    for holder in (verb, *objects(verb)):
        for case, noun in prepositions(holder):
            if case == "for" and noun.i in scene.triggers:
                return noun
    return None


def _responsibility(scene: Scene, verb: Token) -> Iterator[Argument]:
    """Who claimed it; and, if somebody did, that claim as an accusation of oneself."""
    stance = stance_of(verb, scene.lexicon)
    for claimant in subjects(verb):
        if claimant.pos_ == "PRON":
            continue
        value = scene.mention(claimant)
        yield with_stance(scene, "responsibilityClaim", value, value.text, stance)
        if stance.polarity is Polarity.POSITIVE:
            own = Stance(stance.certainty, stance.polarity, stance.tense, [Voice(claimant, verb.text), *stance.voices])
            yield with_stance(scene, "perpetrator", value, value.text, own)


def _behind(scene: Scene, noun: Token) -> Iterator[Argument]:
    """ "the militia is behind the attack", "the group responsible for the attack"."""
    head = noun if child(noun, "cop") is not None else noun.head
    doers = [c for c in head.children if c.dep_ == "nsubj"]
    if not doers and noun.head.dep_ == "acl" and is_noun(noun.head.head):
        doers = [noun.head.head]
    for doer in doers:
        for token in conjuncts(doer):
            if token.pos_ != "PRON" and is_actor(token, scene.lexicon):
                stance = stance_of(head, scene.lexicon)
                yield with_stance(scene, "perpetrator", scene.mention(token), scene.mention(token).text, stance)


def _cleft(scene: Scene, noun: Token) -> Iterator[Argument]:
    """ "who was behind the attack … it seems to have been one of the militias and not a terrorist attack"."""
    for token in scene.sentence:
        if token.i <= noun.i or child(token, "cop") is None or not _points(token):
            continue
        for part in (token, *conjuncts(core(token))[1:]):
            stance = stance_of(token, scene.lexicon)
            if part != token and any(c.lower_ in ("not", "n't") for c in part.children):
                stance.negate()
            value = scene.mention(part)
            if is_actor(part, scene.lexicon):
                yield with_stance(scene, "perpetrator", value, value.text, stance)
            elif (entry := best_trigger(part, scene.index)) is not None:
                yield with_stance(scene, "eventType", entry.event_type, value.text, stance)


def _points(predicate: Token) -> bool:
    return any(s.lower_ in _POINTERS for s in (*subjects(predicate), *_raised(predicate)))


def _raised(predicate: Token) -> list[Token]:
    """The subject of "it seems to have been"."""
    head = predicate.head
    return [c for c in head.children if c.dep_ in ("nsubj", "expl")] if predicate.dep_ == "xcomp" else []


def _pointing(scene: Scene, noun: Token, arguments: list[Argument], found: Sequence[EventMention]) -> EventMention:
    start = noun.idx + scene.offset
    trigger = scene.span(start, start + len(noun.text))
    kind = next((e.event_type for e in found if e.trigger == trigger), "Attack")
    first = arguments[0]
    return EventMention(
        kind,
        trigger,
        noun.lemma_.lower(),
        scene.ordinal,
        tuple(arguments),
        first.certainty,
        first.polarity,
        first.tense,
        first.said_by,
        nominal=True,
        definite=True,
        block=scene.block,
    )

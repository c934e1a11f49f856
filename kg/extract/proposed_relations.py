"""Relations between two actors of a sentence that the network is sure of and no rule has found."""

from collections.abc import Iterator
from itertools import combinations

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from kg.extract.mentions import is_actor
from kg.extract.phrases import phrases
from kg.extract.proposals import path
from kg.extract.scene import Scene
from kg.extract.tree import is_noun, is_verb, lemmas, noun_lemma

# The network's answers: no relation, then what the first of two phrases is to the second, or the second to the first.
ANSWERS = (
    ("", False),
    ("opposes", False),
    ("alliedWith", False),
    ("memberOf", False),
    ("memberOf", True),
    ("leads", False),
    ("leads", True),
)
ENOUGH = 0.5
LEAST = {"memberOf": 0.8}  # what it is less good at
_NAMED = frozenset({"ORG", "STATE", "DEMONYM"})
_UNPLAIN = ("allege", "suspect", "deny-cue", "seem", "urge")
ACTORS = frozenset({"person", "group", "media", "organisation", "state"})


def may_relate(scene: Scene) -> bool:
    """Whether a sentence names two actors and has a word of enmity, alliance or support."""
    verbs, nouns = scene.index.standing
    cue = any(noun_lemma(t) in nouns or (is_verb(t) and lemmas(t) & verbs) for t in scene.sentence)
    return cue and sum(is_noun(t) and is_actor(t, scene.lexicon) for t in scene.sentence) > 1


def proposed_relations(scene: Scene) -> Iterator[tuple[str, Token, Token]]:
    """Yield predicate, subject and value for pairs of phrases that stand apart, in text order."""
    if scene.context is None or scene.model is None:
        return
    pairs = [(a, b) for a, b in combinations(_actors(scene), 2) if a.end <= b.start and b.root not in a.root.conjuncts]
    if not pairs:
        return
    vectors, start = scene.context.vectors, scene.sentence.start
    means = [tuple(vectors[s.start - start : s.end - start].mean(axis=0) for s in pair) for pair in pairs]
    for (one, other), row in zip(pairs, scene.model.relations(means), strict=True):
        best = int(row[1:].argmax()) + 1
        predicate, turned = ANSWERS[best]
        named = all(any(t.ent_type_ in _NAMED for t in words) for words in (one, other))
        if (
            row[best] >= LEAST.get(predicate, ENOUGH)
            and (named or predicate != "opposes")
            and _is_plain(one, other, scene)
        ):
            yield predicate, *((other.root, one.root) if turned else (one.root, other.root))


def _is_plain(one: SpacySpan, other: SpacySpan, scene: Scene) -> bool:
    """Whether no word of accusing, denying or planning stands between two phrases in the parse."""
    between = path(one.root, other.root)[1:-1]
    return not any(lemmas(word) & scene.lexicon.cues[kind].keys() for word in between for kind in _UNPLAIN)


def _actors(scene: Scene) -> Iterator[SpacySpan]:
    timed = {i for time in scene.times for i in range(time.start_token, time.end_token)}
    for mention in phrases(scene.sentence, scene.lexicon, offset=scene.offset, ordinal=scene.ordinal, skip=timed):
        words = scene.sentence.doc.char_span(mention.start - scene.offset, mention.end - scene.offset)
        if words is None or words.start < scene.sentence.start or words.end > scene.sentence.end:
            continue
        if mention.kind in ACTORS and is_noun(words.root) and words.root.pos_ != "PRON":
            yield words

"""What the network proposes beside the rules: phrases that play a part in a sentence's violence, and by which trigger.

A phrase is proposed where the network marks it as a perpetrator, target, victim or weapon, and is given to the nearest
trigger of the sentence whose lexicon entry knows that role.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from kg.extract.arguments import may_fill
from kg.extract.mentions import core
from kg.extract.scene import Scene
from kg.extract.tree import case_of, is_noun, is_verb, lemmas
from kg.knowledge import Lexicon, Trigger

ROLES = ("perpetrator", "perpetrator", "target", "victim", "instrument")  # one for each part of the network
LONG = 10  # words that a phrase may have
NEAR = 2  # words of the parse that may stand between a phrase and its trigger
ENOUGH, SURE = 0.5, 0.8  # mean probabilities from which a phrase is proposed, and from which it is believed alone
_NOT_FOR = {"perpetrator": ("DEMONYM", "STATE", "LOC"), "target": ("PER",), "victim": ("LOC",), "instrument": ("PER",)}
_ACTOR = frozenset({"actor"})
WANTED = (_ACTOR, _ACTOR, frozenset[str](), frozenset({"person", "group"}), frozenset[str]())  # classes of their heads
VIOLENT = frozenset({"Attack", "Explosion", "ArmedClash"})
_NOT_PLAIN = ("say", "allege", "believe", "suspect", "seem", "deny-cue", "intend", "urge")
_BESIDE = frozenset({"near", "around", "between", "along", "through", "from", "close to", "next to"})
_BANDS = ((0.9, "surely"), (0.7, "likely"), (0.4, "perhaps"), (0.1, "hardly"), (0.0, "not"))


@dataclass(frozen=True)
class Proposal:
    """A phrase that may fill a role; `score` is between 0 and 1."""

    role: str
    words: SpacySpan
    token: Token  # its head
    score: float


def proposals(scene: Scene) -> Iterator[Proposal]:
    """Yield what the network marks in a sentence, in text order for each part."""
    for part, start, end, score in scene.context.phrases if scene.context is not None else ():
        words = _trimmed(scene.sentence[start:end])
        head = words.root
        odd = head.pos_ in ("PRON", "ADJ") or len(words) > LONG or head.ent_type_ in _NOT_FOR[ROLES[part]]
        odd = odd or (ROLES[part] == "target" and case_of(head) in _BESIDE)
        if is_noun(head) and not odd and (_unknown(head, part, score) or _fits(head, part, scene.lexicon)):
            yield Proposal(ROLES[part], words, head, score)


def _trimmed(words: SpacySpan) -> SpacySpan:
    """The words without what joins them to the next: "Jaramillo's", "Rossi of", "a station owned", "men in two"."""
    end = words.end
    while end > words.start + 1 and _belongs_to_next(words.doc[end - 1], end):
        end -= 1
    return words.doc[words.start : end]


def _belongs_to_next(last: Token, end: int) -> bool:
    joins = last.pos_ in ("PART", "ADP", "PUNCT", "CCONJ", "DET", "VERB", "AUX") or last.tag_ in ("WDT", "WP")
    return joins or (last.head.i >= end and last.dep_ in ("nummod", "amod", "det"))


def _fits(head: Token, part: int, lexicon: Lexicon) -> bool:
    return may_fill(head, ROLES[part], WANTED[part], lexicon)


def _unknown(head: Token, part: int, score: float) -> bool:
    """Whether the network is trusted alone: a name that nobody knows as a victim, a thing of no class as a target."""
    if ROLES[part] == "victim":
        return head.pos_ == "PROPN" and (head.ent_type_ in ("", "PER") or (head.ent_type_ == "ORG" and score > SURE))
    return ROLES[part] == "target" and head.pos_ == "NOUN" and not head.ent_type_ and score > SURE


def marked(scene: Scene, token: Token, role: str) -> Proposal | None:
    """What the network marks for a role around a token, if it does."""
    fits = (p for p in proposals(scene) if p.role == role and core(token) in p.words)
    return max(fits, key=lambda p: p.score, default=None)


def is_violent(event_type: str, lexicon: Lexicon) -> bool:
    """Whether the network, which was trained on attacks, has something to say of such events."""
    return not VIOLENT.isdisjoint(lexicon.line(event_type))


def home_of(proposal: Proposal, scene: Scene) -> tuple[Token, Trigger] | None:
    """The nearest trigger of violence, by steps in the parse, then by words.

    None for a perpetrator with a word of saying, accusing, denying or planning in between: whose statement it is must
    come from a rule, or it is not made.
    """
    able = [
        (token, entry)
        for token, entry in scene.triggers.values()
        if is_violent(entry.event_type, scene.lexicon) and token not in proposal.words
    ]
    home = min(able, key=lambda te: (_steps(proposal.token, te[0]), abs(te[0].i - proposal.token.i)), default=None)
    if home is None or not _is_near(proposal, home[0], scene):
        return None
    return home


def _is_near(proposal: Proposal, trigger: Token, scene: Scene) -> bool:
    """Whether nothing in between makes the phrase part of something else that is told."""
    between = path(proposal.token, trigger)[1:-1]
    cues = scene.lexicon.cues
    light = [word for word in between if is_verb(word) and lemmas(word) & cues["light"].keys()]
    if proposal.role == "perpetrator":
        unsaid = (kind for word in between for kind in _NOT_PLAIN if lemmas(word) & cues[kind].keys())
        between = [word for word in between if word not in light]
        if next(unsaid, None) is not None:
            return False
    if proposal.role == "instrument":
        return True
    return len(between) <= NEAR and not any(is_verb(word) for word in between)


def path(one: Token, other: Token) -> list[Token]:
    """The words of the parse from one to another, both included; empty where they stand in two trees."""
    up = [one, *one.ancestors]
    down = [other, *other.ancestors]
    top = next((word for word in up if word in down), None)
    return [] if top is None else [*up[: up.index(top) + 1], *reversed(down[: down.index(top)])]


def _steps(one: Token, other: Token) -> int:
    return len(path(one, other)) or 99


def signs_of(scene: Scene, token: Token, role: str) -> tuple[str, ...]:
    """How probable the network finds it that a word plays a role, in words; nothing where it did not read it."""
    parts = [part for part, name in enumerate(ROLES) if name == role]
    if scene.context is None or not parts or not scene.sentence.start <= token.i < scene.sentence.end:
        return ()
    row = scene.context.parts[core(token).i - scene.sentence.start]
    score = max(float(1 - row[part, 0]) for part in parts)
    return (f"in context {next(word for least, word in _BANDS if score >= least)}",)

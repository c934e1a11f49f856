"""A sentence on its way to event mentions: its parse, its place in the article, and who speaks in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from kg.extract.mentions import mention, phrase
from kg.extract.places import place_mentions
from kg.extract.pronouns import antecedent_of
from kg.extract.stance import Stance
from kg.extract.times import TimeExpression
from kg.extract.tree import child, prepositions
from kg.extract.triggers import TriggerIndex
from kg.extract.voices import Voice, headline_source
from kg.in_context import InContext, Reader
from kg.knowledge import Lexicon, Trigger
from kg.model import Argument, BlockKind, Certainty, Filler, Mention, PlaceMention, SourceMention, Span


@dataclass
class Scene:
    """A sentence on its way to event mentions."""

    sentence: SpacySpan
    text: str  # of the article: quotes are cut from it, not from the parser's copy
    offset: int  # of the paragraph in the article
    ordinal: int  # of the sentence in the article
    block: BlockKind
    times: Sequence[TimeExpression]
    history: Sequence[Token]  # nouns of earlier paragraphs, nearest last
    lexicon: Lexicon
    index: TriggerIndex
    triggers: dict[int, tuple[Token, Trigger]] = field(default_factory=dict)
    context: InContext | None = None  # what the network says of it, where it read it
    model: Reader | None = None
    mentions: dict[int, Mention] = field(default_factory=dict)  # made so far, by the position of their heads

    @cached_property
    def places(self) -> Sequence[tuple[Token, str, PlaceMention]]:
        """The sentence's places."""
        return tuple(place_mentions(self.sentence, self.lexicon, offset=self.offset))

    @cached_property
    def evidence(self) -> Span:
        """The sentence without surrounding space."""
        words = self.sentence.text
        start = self.offset + self.sentence.start_char + len(words) - len(words.lstrip())
        return self.span(start, start + len(words.strip()))

    @cached_property
    def signs(self) -> tuple[str, ...]:
        """What of the sentence bears on whether its parse is right."""
        words = sum(token.is_alpha for token in self.sentence)
        size = "short" if words <= 15 else "middle" if words <= 30 else "long"
        verbal = any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in self.sentence)
        return (f"sentence {size}", f"sentence in {self.block.value}", *(() if verbal else ("sentence without verb",)))

    def span(self, start: int, end: int) -> Span:
        """The article's own words between two of its characters."""
        return Span(start, end, self.text[start:end])

    def words(self, span: SpacySpan | None) -> Span | None:
        """Where parsed words of the sentence stand in the article."""
        return self.span(self.offset + span.start_char, self.offset + span.end_char) if span is not None else None

    def mention(self, token: Token) -> Mention:
        """The phrase headed by a token, with its owner resolved."""
        if token.doc != self.sentence.doc:
            return self._mention(token)
        if token.i not in self.mentions:
            self.mentions[token.i] = self._mention(token)
        return self.mentions[token.i]

    def _mention(self, token: Token) -> Mention:
        found = mention(token, self.lexicon, offset=self.offset, sentence=self.ordinal)
        owner = child(token, "nmod:poss")
        if owner is not None and owner.pos_ == "PRON":
            noun = antecedent_of(owner, "agent", self.history, self.lexicon)
            return replace(found, owner=phrase(noun).text if noun is not None else None)
        return found


def with_stance(
    scene: Scene,
    role: str,
    value: Filler,
    text: str,
    stance: Stance,
    *,
    certainty: Certainty | None = None,
    signs: tuple[str, ...] = (),
) -> Argument:
    """Make an argument that has the sentence as evidence and the stance's commitment and voices."""
    return Argument(
        role=role,
        filler=value,
        text=text,
        evidence=scene.evidence,
        certainty=certainty or stance.certainty,
        polarity=stance.polarity,
        tense=stance.tense,
        said_by=sources_for(scene, stance.voices),
        signs=(*signs, *scene.signs),
    )


def sources_for(scene: Scene, voices: Sequence[Voice]) -> tuple[SourceMention, ...]:
    """Turn voices into source mentions, pronouns resolved; a headline's own source stands in where there is none."""
    found: list[SourceMention] = []
    for voice in voices:
        speaker = voice.speaker
        if speaker.pos_ == "PRON":
            speaker = antecedent_of(speaker, "speaker", scene.history, scene.lexicon) or speaker
        found.append(SourceMention(_source_phrase(scene, speaker), voice.cue))
    if (
        not found
        and scene.block is BlockKind.HEADLINE
        and (last := headline_source(scene.sentence.doc[:], scene.lexicon)) is not None
    ):
        found.append(SourceMention(scene.mention(last), None))
    return tuple(found)


def _source_phrase(scene: Scene, speaker: Token) -> Mention:
    """A source's phrase with the organisation that it is in ("Sources in the Interior Ministry")."""
    found = scene.mention(speaker)
    inner = next(
        (
            n
            for case, n in prepositions(speaker)
            if case in ("in", "at", "from", "within", "of", "for", "with") and n.i > speaker.i
        ),
        None,
    )
    if inner is None or speaker.doc != scene.sentence.doc or found.entity == "PER":
        return found
    end = phrase(inner).end
    text = scene.sentence.doc[phrase(speaker).start : end]
    begin = text.start + (1 if text[0].lower_ in ("the", "a", "an") else 0)
    words = scene.sentence.doc[begin:end]
    owner = phrase(inner).text
    return replace(found, end=scene.offset + words.end_char, text=words.text, owner=owner)

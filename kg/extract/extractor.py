"""Parsed paragraphs -> Extraction.  Read this first: it calls everything else in the folder once."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from spacy.tokens import Doc, Token

from kg.extract.event_times import dated_by_events
from kg.extract.events import read_scene
from kg.extract.identification import identifications
from kg.extract.mentions import is_actor
from kg.extract.proposals import is_violent
from kg.extract.proposed_relations import may_relate
from kg.extract.relations import relations_in
from kg.extract.scene import Scene
from kg.extract.times import find_times
from kg.extract.tree import is_noun
from kg.extract.triggers import TriggerIndex, find_triggers
from kg.in_context import Reader
from kg.knowledge import Lexicon
from kg.model import Article, BlockKind, EventMention, Extraction, Mention, PlaceMention, RelationMention

NAME = "conflict-kg"
HISTORY = 12  # nouns of earlier paragraphs that a pronoun may refer back to


class ParsedBlock(Protocol):
    """A paragraph as language analysis hands it over."""

    @property
    def doc(self) -> Doc:
        """The parse."""

    @property
    def offset(self) -> int:
        """Where it begins in the article."""

    @property
    def kind(self) -> BlockKind:
        """What it is on the page."""


def extract(
    article: Article, paragraphs: Sequence[ParsedBlock], lexicon: Lexicon, model: Reader | None = None
) -> Extraction:
    """Find events, relations and voices in an article's parsed paragraphs; `model` proposes beside the rules."""
    events: list[EventMention] = []
    relations: list[RelationMention] = []
    mentions: list[Mention] = []
    places: list[PlaceMention] = []
    told = list(scenes(article, paragraphs, lexicon))
    if model is not None:
        see(told, model)
    for scene in told:
        found = read_scene(scene)
        events += [*found, *identifications(scene, found)]
        relations += relations_in(scene)
        nouns = [t for t in scene.sentence if is_noun(t) and t.pos_ != "PRON" and is_actor(t, lexicon)]
        mentions += [scene.mention(t) for t in nouns]
        places += [place for _, _, place in scene.places]
    dated = dated_by_events(events, article.text)
    return Extraction(article, dated, tuple(relations), tuple(mentions), tuple(places), entities_of(paragraphs))


def entities_of(paragraphs: Sequence[ParsedBlock]) -> tuple[tuple[int, int, str], ...]:
    """Give the named entities of an article: where they stand in it, and their labels."""
    return tuple((p.offset + e.start_char, p.offset + e.end_char, e.label_) for p in paragraphs for e in p.doc.ents)


def see(told: Sequence[Scene], model: Reader) -> None:
    """Let the network read, together, the article's sentences that tell of violence or of friends and foes."""
    read = [
        scene
        for scene in told
        if any(is_violent(entry.event_type, scene.lexicon) for _, entry in scene.triggers.values()) or may_relate(scene)
    ]
    for scene, context in zip(read, model.read([scene.sentence for scene in read]), strict=True):
        scene.context, scene.model = context, model


def scenes(article: Article, paragraphs: Sequence[ParsedBlock], lexicon: Lexicon) -> Iterator[Scene]:
    """Yield each sentence of the article with its times and the nouns that a pronoun may refer back to."""
    index = TriggerIndex(lexicon)
    history: list[Token] = []
    ordinal = 0
    for paragraph in paragraphs:
        times = find_times(paragraph.doc, published=article.published)
        for sentence in paragraph.doc.sents:
            here = [t for t in times if sentence.start <= t.start_token < sentence.end]
            before = history[-HISTORY:]
            scene = Scene(
                sentence, article.text, paragraph.offset, ordinal, paragraph.kind, here, before, lexicon, index
            )
            scene.triggers = {token.i: (token, entry) for token, entry in find_triggers(sentence, index)}
            yield scene
            ordinal += 1
        subjects = (t for t in paragraph.doc if is_noun(t) and t.dep_.startswith(("nsubj", "obj")))
        history = [*history, *(t for t in subjects if t.pos_ != "PRON")]

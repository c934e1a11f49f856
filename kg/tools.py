"""The loaded resources that reading an article needs: pipeline, lexicon, register, gazetteer, shapes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import Quad

from kg import language
from kg.extract import extract
from kg.extract.extractor import entities_of
from kg.graph.lexicon import load_lexicon
from kg.graph.mapper import quads_of
from kg.graph.places import load_places
from kg.graph.register import load_register, register_quads, rows_by_slug, rows_for
from kg.graph.validation import Shapes, Violation, load_shapes, validate
from kg.knowledge import Lexicon, RegisterEntry
from kg.language.context import ContextModel
from kg.language.pipeline import version
from kg.model import Actor, Article, Place, Reading
from kg.resolve.article_places import demonyms_of, locate
from kg.resolve.claims import resolve
from kg.resolve.gazetteer import Gazetteer, load_gazetteer
from kg.resolve.judgements import NO_JUDGEMENTS, Judgements, load_judgements
from kg.resolve.linking import RegisterIndex, build_index, link_name, name_spans
from kg.resolve.toponyms import Entity, Toponym, find_toponyms
from kg.resources import folder

_LABELS = {"State": "STATE", "Person": "PER"}


@dataclass(frozen=True)
class Tools:
    """Everything is loaded on first use, once."""

    nlp_name: str | None
    extractor: str
    min_confidence: float = 0.0
    judgements_file: Path | None = None

    @cached_property
    def ontology(self) -> Path:
        """The ontology folder."""
        return folder("ontology")

    @cached_property
    def nlp(self) -> Any:
        """The spaCy pipeline."""
        return language.load(self.nlp_name)

    @cached_property
    def pipeline(self) -> str:
        """Names and versions of the spaCy pipeline and of the network beside it."""
        return f"{version(self.nlp)}, {self.context.meta['name']} {self.context.meta['version']}"

    @cached_property
    def context(self) -> ContextModel:
        """The network that reads words in context."""
        return ContextModel()

    @cached_property
    def lexicon(self) -> Lexicon:
        """Triggers, noun classes, cues and the classes of events."""
        return load_lexicon(self.ontology)

    @cached_property
    def entries(self) -> Mapping[str, RegisterEntry]:
        """Register entries by slug."""
        return {entry.slug: entry for entry in load_register(self.ontology / "register")}

    @cached_property
    def index(self) -> RegisterIndex:
        """The register's names."""
        return build_index(self.entries.values())

    @cached_property
    def judgements(self) -> Judgements:
        """What a person has judged of names."""
        return load_judgements(self.judgements_file, self.entries) if self.judgements_file else NO_JUDGEMENTS

    @cached_property
    def extractor_name(self) -> str:
        """Name and version of the extractor, with the mark of the judgements that it kept to."""
        return f"{self.extractor}, judgements {self.judgements.mark}" if self.judgements.mark else self.extractor

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places by name."""
        return load_gazetteer(load_places(self.ontology / "register"))

    @cached_property
    def shapes(self) -> Shapes:
        """The SHACL shapes."""
        return load_shapes(self.ontology / "shapes.ttl")

    @cached_property
    def register_rows(self) -> Mapping[str, tuple[Quad, ...]]:
        """The register's quads by slug."""
        return rows_by_slug(register_quads(self.ontology / "register"))

    def names(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Find the register's names in a text, with the label of a named entity each."""
        for start, end, slug in name_spans(text, self.index):
            yield start, end, _LABELS.get(self.entries[slug].type, "ORG")
        for match in self._demonyms.finditer(text):
            yield match.start(), match.end(), "DEMONYM"

    @cached_property
    def sayings(self) -> frozenset[str]:
        """Lemmas of verbs of saying and believing."""
        cues = self.lexicon.cues
        return frozenset(word for kind in ("say", "allege", "believe", "suspect") for word in cues[kind])

    @cached_property
    def _demonyms(self) -> re.Pattern[str]:
        words = {demonym for entry in self.entries.values() for demonym in entry.demonyms}
        return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\b")

    def paragraphs_of(self, article: Article) -> tuple[language.Paragraph, ...]:
        """Parse one article, known names and the surnames of known people marked."""
        known = cache(lambda text: list(self.names(text)))  # each paragraph's are asked for twice
        texts = [re.sub(r"\s", " ", article.text[block.start : block.end]) for block in article.blocks]
        people = {text[a:b].split()[-1] for text in texts for a, b, label in known(text) if label == "PER"}
        surnames = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(people)))})\b") if people else None

        def names(text: str) -> Iterator[tuple[int, int, str]]:
            yield from known(text)
            for match in surnames.finditer(text) if surnames else ():
                yield match.start(), match.end(), "PER"

        return language.analyse(self.nlp, article, names, sayings=self.sayings)

    def reading_of(self, article: Article) -> Reading:
        """Analyse, extract and resolve one article."""
        extraction = extract(article, self.paragraphs_of(article), self.lexicon, self.context)
        reading = resolve(extraction, self.index, self.entries, self.gazetteer, self.lexicon.parents, self.judgements)
        kept = tuple(claim for claim in reading.claims if claim.confidence >= self.min_confidence)
        told = {claim.report for claim in kept}
        reports = tuple(report for report in reading.reports if report.key in told)
        return replace(reading, reports=reports, claims=kept, publisher=self._publisher(article.publisher))

    def toponyms_of(self, article: Article, *, given: Sequence[tuple[int, int]] = ()) -> dict[Toponym, Place]:
        """Find an article's place names and say what they mean; `given` are spans known to be such names."""
        entities = [Entity(*found) for found in entities_of(self.paragraphs_of(article))]
        found = find_toponyms(article.text, entities, self.gazetteer, self.demonyms)
        texts = ((start, end, article.text[start:end]) for start, end in given)
        known = [Toponym(start, end, text, demonym=text in self.demonyms) for start, end, text in texts]
        others = [f for f in found if not any(f.start < k.end and k.start < f.end for k in known)]
        return locate(article.text, [*known, *others], self.gazetteer, demonyms=self.demonyms)

    @cached_property
    def demonyms(self) -> Mapping[str, str]:
        """ISO codes of the states in the register, by demonym."""
        return demonyms_of(self.entries.values(), self.gazetteer)

    def _publisher(self, name: str | None) -> Actor | None:
        found = link_name(name, self.index) if name else None
        entry = self.entries[found.slug] if found else None
        return Actor(entry.slug, entry.label, entry.type, registered=True) if entry else None

    def graph_of(self, reading: Reading) -> tuple[tuple[Quad, ...], tuple[Violation, ...]]:
        """Map a reading to quads and validate them beside the register rows that they name."""
        quads = quads_of(reading, extractor=self.extractor_name, pipeline=self.pipeline)
        context = rows_for(sorted(_registered(reading)), self.register_rows)
        return quads, validate(quads, context, self.shapes)


def _registered(reading: Reading) -> set[str]:
    found: set[str] = set()
    for claim in reading.claims:
        actors = [
            v
            for v in (reading.publisher, claim.value, claim.subject, *(s.actor for s in claim.said_by))
            if isinstance(v, Actor)
        ]
        for actor in actors:
            found |= {slug for slug in (actor.key if actor.registered else None, actor.within, actor.of_actor) if slug}
    return found

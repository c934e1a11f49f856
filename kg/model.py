"""The frozen values that pass between stages; nothing here knows spaCy, RDF or files.

bytes -> Article -> (spaCy Doc) -> Extraction -> Reading -> quads.  Offsets are in `Article.text`, end exclusive.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Certainty(StrEnum):
    """How surely the innermost speaker commits to a statement (GRaSP's scale, with hypothetical added)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


class Polarity(StrEnum):
    """Whether a statement is affirmed or denied."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Tense(StrEnum):
    """`PAST` is past or present; `FUTURE` covers plans and predictions."""

    PAST = "past"
    FUTURE = "future"


class BlockKind(StrEnum):
    """What a stretch of the page is.  Only headline, subhead and body may evidence a claim."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BODY = "body"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    TAGS = "tags"
    MENU = "menu"


CLAIM_BEARING = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.BODY})


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of `Article.text`."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Article:
    """One document as read: its text and what is known about it.  Unknown metadata is None, never a guess."""

    document: str  # the input's path as the user sees it, or its URL: the article's identity
    sha256: str  # hex digest of the input's bytes
    text: str  # for a plain-text file, exactly the decoded file
    blocks: tuple[Block, ...]
    headline: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # ISO 8601, to the precision known: 2020-07-12T05:09 or 2020-07-12
    language: str = "en"
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where evidence stands; `quote` is exactly `text[start:end]`."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time as far as the words and their anchor support it.

    `value` is a date, month or year, without a year where none is known (--07-11, --01), an interval
    (2020-06-12/2020-07-12) or None.  `earliest` and `latest` are ISO dates, None when the year is unknown.
    """

    value: str | None
    earliest: str | None
    latest: str | None
    precision: str  # hour, day, week, month, season, year, interval, unknown
    anchor: str | None = field(default=None, repr=False, compare=False)  # the day that the words were counted from,
    anchored_on: str = field(default="", repr=False, compare=False)  # and whose: "publication", or an event's words


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range of things; `high` is None where the words give no upper bound ("at least 3")."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names or describes something, reduced to what linking and coreference need."""

    start: int
    end: int
    text: str
    head: str  # lemma of the head noun, lower case
    kind: str  # lexicon noun class of the head (people, group, vehicle, facility, weapon, place...), or ""
    entity: str = ""  # PER, ORG, LOC where the phrase holds a name that heads it
    name: str | None = None  # the words of that name
    plural: bool = False
    definite: bool = False
    pronoun: bool = False
    modifiers: tuple[str, ...] = ()  # words before the head, in order ("Iraqi", "security")
    owner: str | None = None  # whose it is, in words ("the Iraqi military" of "its forces")
    sentence: int = 0  # ordinal in the article


@dataclass(frozen=True, slots=True)
class SourceMention:
    """One voice of an attribution chain, with the word that cues it."""

    mention: Mention
    cue: str | None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place in words: a name alone, or a relation to one or two names.

    `relation` is "" (the place itself), between, road, near, or a compass word; a part ("southern Baghdad") uses the
    adjective, a bearing ("south of Baghdad") the noun.  `head` is a described place's noun ("base"), "" for a name.
    """

    start: int
    end: int
    text: str
    names: tuple[str, ...]
    relation: str = ""
    head: str = ""


Filler: TypeAlias = Mention | PlaceMention | TimeValue | Quantity | str


@dataclass(frozen=True, slots=True)
class Argument:
    """What fills one role of an event mention, and how the text commits to it."""

    role: str
    filler: Filler
    text: str  # the words in the article
    evidence: Span
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.PAST
    said_by: tuple[SourceMention, ...] = ()  # innermost speaker first; () = the article's own voice
    signs: tuple[str, ...] = ()  # how it was found, for its confidence
    at: Span | None = None  # the words in the evidence that fill the role, a pronoun say, where known


@dataclass(frozen=True, slots=True)
class EventMention:
    """A trigger with its arguments; several may tell of one event."""

    event_type: str
    trigger: Span
    lemma: str
    sentence: int
    arguments: tuple[Argument, ...]
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.PAST
    said_by: tuple[SourceMention, ...] = ()
    nominal: bool = False
    definite: bool = False  # "the attack", "this raid": points back to an event already told
    plural: bool = False
    block: BlockKind = BlockKind.BODY


@dataclass(frozen=True, slots=True)
class RelationMention:
    """A relation between two actors ("Iran-backed militia") as the text states it."""

    subject: Mention
    predicate: str
    value: Mention | str
    text: str
    evidence: Span
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.PAST
    said_by: tuple[SourceMention, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article, before names mean anything outside it."""

    article: Article
    events: tuple[EventMention, ...]
    relations: tuple[RelationMention, ...]
    mentions: tuple[Mention, ...]  # every actor-like mention in text order, for coreference
    places: tuple[PlaceMention, ...]  # every place mention in text order, as context for the gazetteer
    entities: tuple[tuple[int, int, str], ...] = ()  # named entities in text order: start, end, label


@dataclass(frozen=True, slots=True)
class Actor:
    """A register entry or an actor known only from one article."""

    key: str  # the register's slug, or for a local actor the hash that ends its IRI
    label: str
    type: str  # class local name: ArmedGroup, StateForce, AnonymousSource, UnidentifiedActor, Object...
    registered: bool = False
    within: str | None = None  # key of the registered actor it belongs to ("sources in the Interior Ministry")
    of_actor: str | None = None  # key of the registered actor the words tie it to ("US bases")
    link: tuple[float, str] | None = field(default=None, compare=False)  # score and reason of these words' link


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer place or a relational one built on gazetteer places; no coordinate without a find."""

    key: str
    label: str
    relation: str = ""
    anchors: tuple["Place", ...] = ()
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    precision: str = "unknown"  # exact, near, region, country, unknown
    feature: str = ""  # city, province, country, facility, region, highway, relational...
    reason: str = ""


Value: TypeAlias = Actor | Place | TimeValue | Quantity | str


@dataclass(frozen=True, slots=True)
class Source:
    """One link of a resolved attribution chain."""

    actor: Actor
    text: str
    cue: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement with who says it, how surely, and where: exactly one of `report` and `subject` is set.

    A `str` value is text; under the predicate `eventType`, the local name of an event class."""

    key: str
    report: str | None
    subject: Actor | None
    subject_text: str | None
    predicate: str
    value: Value
    text: str
    evidence: Span
    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POSITIVE
    tense: Tense = Tense.PAST
    said_by: tuple[Source, ...] = ()
    signs: tuple[str, ...] = ()  # how it was found
    confidence: float = 1.0  # share of claims found so that are right
    at: Span | None = None  # the words of the evidence that fill the role, where known


@dataclass(frozen=True, slots=True)
class Report:
    """One article's account of one event."""

    key: str
    event_type: str  # the most specific type that its mentions support
    trigger: Span
    multiple: bool = False  # tells of several occurrences ("six rocket attacks in June")


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one article says, resolved: what becomes its named graph."""

    article: Article
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    publisher: Actor | None = None  # the register's entry for `article.publisher`, if it has one

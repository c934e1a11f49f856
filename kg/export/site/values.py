"""The frozen values that pages are made of."""

from typing import Any, NamedTuple


class Link(NamedTuple):
    """A name, with the page that it leads to; "" where there is none."""

    text: str
    href: str = ""


class Part(NamedTuple):
    """A piece of a statement: what it is (a class of the style sheet), its words, and where they lead."""

    css: str
    text: str
    href: str = ""


class Voice(NamedTuple):
    """A link of a chain of speakers."""

    name: Link
    cue: str


class Statement(NamedTuple):
    """A claim in words: never without who says it and how surely."""

    claim: str  # key of its IRI
    role: Link  # what is claimed, and the page of the claim
    parts: tuple[Part, ...]
    sentence: str
    voices: tuple[Voice, ...]  # innermost first; none: the article says it itself
    medium: Link  # the article, by its publisher
    day: str  # of the article
    certainty: str
    marks: tuple[str, ...]  # "denied", "planned"
    state: str  # classes of the style sheet: its certainty, polarity and tense

    @property
    def says(self) -> str:
        """Who says it, outermost last, in plain words."""
        medium = ", ".join(filter(None, (self.medium.text, self.day)))
        names = [voice.name.text for voice in self.voices]
        return " → ".join([*names, medium]) if names else f"{medium}, in its own voice"

    @property
    def surely(self) -> str:
        """How surely, in plain words."""
        return ", ".join((self.certainty, *self.marks))


class Quote(NamedTuple):
    """Evidence: its words with the value's own marked, and where they stand."""

    before: str
    marked: str
    after: str
    href: str  # the place on the article's page


class Datum(NamedTuple):
    """What is said of one subject, in Turtle and as a JSON-LD node."""

    turtle: str
    node: str


class Told(NamedTuple):
    """A claim as the pages of events, actors and places need it; sorts by place in time and text."""

    order: tuple[str, str, int, int, str, str]  # published, document, start, end, predicate, claim
    claim: str
    report: str
    event: str
    kind: str  # of the report, in words
    predicate: str
    subject: str
    value: str
    speakers: tuple[str, ...]
    is_plain: bool
    is_denied: bool
    statement: Statement
    html: str
    quote: Quote
    data: tuple[Datum, ...]


class Account(NamedTuple):
    """A report, as the page of its event shows it."""

    report: str
    article: Link
    published: str
    headline: str
    words: str  # the first words of it


class Place(NamedTuple):
    """Where something is; no coordinate without a find."""

    label: str
    href: str
    latitude: float | None
    longitude: float | None
    precision: str
    middle: tuple[float, float] | None = None  # of a line or an area, to draw it by; never a coordinate of the place

    @property
    def spot(self) -> tuple[float, float] | None:
        """Where a map draws it."""
        return (
            (self.latitude, self.longitude) if self.latitude is not None and self.longitude is not None else self.middle
        )


class EventFacts(NamedTuple):
    """What an event is called in our own words: its type, place and day, never who did it."""

    title: str
    type: str
    place: Link
    day: str
    row: dict[str, Any]  # of kg.export.events

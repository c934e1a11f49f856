"""The frozen values that consolidation compares: what the store says of a report, reduced to what can be held
against another report.  Nothing here knows RDF.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """An actor or thing in a role; `line` is what a registered one, or the one it is tied to, belongs to."""

    iri: str
    label: str
    types: frozenset[str]  # class local names
    registered: bool
    tied_to: str = ""  # the registered actor the words tie it to ("US bases"), "" if none
    line: frozenset[str] = frozenset()  # registered actors that it is or is part of; a state's bodies: the state

    @property
    def is_person(self) -> bool:
        """Tell whether this is a person known by name."""
        return "Person" in self.types


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place as far as two can be compared; `points` are the gazetteer places (IRIs or folded names) it rests on."""

    iri: str
    label: str
    relation: str = ""
    points: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()  # folded names of the points, for places that another article left unresolved
    anchor_labels: tuple[str, ...] = ()
    wide: bool = False  # a country, province or region: no evidence that two reports mean one place
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None  # WGS 84 degrees; of a relational place the middle, to tell near from far
    reach_km: float = 0.0  # from the middle of its points to the farthest


@dataclass(frozen=True, slots=True, order=True)
class DateFacts:
    """A time: bounds where the year is known, else a month and perhaps a day."""

    text: str  # the lexical value, e.g. 2020-07-11 or --07-11
    earliest: date | None = None
    latest: date | None = None
    month: int | None = None
    day: int | None = None

    @property
    def days(self) -> int:
        """Length of the window in days; a year for a time that fixes nothing, a month for a yearless month."""
        if self.earliest and self.latest:
            return (self.latest - self.earliest).days + 1
        return 1 if self.day else 31 if self.month else 366


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One statement about a report.  `value` is an actor, a place, a time, or words."""

    role: str
    value: ActorFacts | PlaceFacts | DateFacts | str
    text: str
    positive: bool
    certainty: str
    voices: tuple[str, ...] = ()  # IRIs of the sources, innermost first; () is the article's own voice
    outlets: tuple[str, ...] = ()  # those of the voices that are news outlets: IRI if registered, else folded name
    low: int | None = None
    high: int | None = None
    real: bool = True  # said of what has been, however surely; false if hypothetical or future
    iri: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether somebody asserts this of what has been."""
        return self.positive and self.real


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One article's account of one event, as consolidation sees it."""

    iri: str
    article: str
    document: str
    publisher: str  # the outlet: IRI if registered, else folded name, "" if unknown
    published: date | None
    main_type: str
    line: tuple[str, ...]  # main type and its supertypes, most specific first
    types: frozenset[str]  # asserted types, the main one included
    multiple: bool
    asserted: bool  # false: wholly hypothetical, future or denied
    claims: tuple[ClaimFacts, ...]
    dates: tuple[DateFacts, ...]  # narrowest asserted times
    places: tuple[PlaceFacts, ...]  # asserted locations
    doers: tuple[ActorFacts, ...]
    victims: tuple[ActorFacts, ...]  # persons known by name, as victim or target
    targets: tuple[ActorFacts, ...]
    target_heads: frozenset[str]
    instruments: frozenset[str]
    counts: tuple[tuple[str, int | None, int | None], ...]  # (role, low, high) of killed, injured, detained
    occurrences: frozenset[tuple[int | None, int | None]]  # of a multiple report: how many
    place_names: frozenset[str] = frozenset()  # words that name its places, as they are written
    sites: tuple[PlaceFacts, ...] = ()  # what was attacked and is a place by its name: "Balad air base"
    setting: tuple[PlaceFacts, ...] = ()  # of a report without a town of its own: the only town of its article
    label: str = ""
    deed: str = ""  # what its trigger says was done: "kill", "shoot"
    words: frozenset[str] = frozenset()  # telling words of the sentences that evidence it
    story: frozenset[str] = frozenset()  # telling words of all that its article's statements rest on
    names: frozenset[str] = frozenset()  # those of them that its article writes with a capital
    signature: str = ""  # of the sentences that evidence its claims, to know a reprint by
    article_signature: str = ""

    @property
    def family(self) -> str:
        """The uppermost supertype of the main type."""
        return self.line[-1]

    @property
    def first_day(self) -> date | None:
        """The first day on which it may have happened, None if unknown."""
        return min((d.earliest for d in self.dates if d.earliest), default=None)

    @property
    def is_bare(self) -> bool:
        """Tell whether it says what was done, once, but neither when nor where."""
        return bool(self.deed) and not self.multiple and not self.dates and all(p.wide for p in self.places)

    @property
    def scene(self) -> tuple[PlaceFacts, ...]:
        """Where it happened, to compare: its own places, else what was hit there, else the town of its article."""
        return self.places if any(not p.wide for p in self.places) else (*self.places, *self.sites, *self.setting)

    @property
    def is_vague(self) -> bool:
        """Tell whether it gives no time, no named place and no named victim: such a report can be any event's."""
        return not self.dates and not self.victims and all(p.wide for p in self.places)

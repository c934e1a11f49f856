"""What is known beforehand, loaded from ontology/: words that evoke events, actors, places.  Frozen, as model.py is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.model import Certainty

# Titles before names, as written short, and ranks.
ABBREVIATED = frozenset(
    "adm. amb. brig. capt. cmdr. cmdt. col. cpl. det. fr. gen. gov. hon. insp. lieut. lt. maj. messrs. mr. mrs. ms. "
    "pvt. rep. rev. sen. sgt. sheik. supt. dr. prof.".split()
)
RANKS = frozenset(
    "admiral brigadier captain colonel corporal general lieutenant major marshal sergeant vice rear".split()
)
# What a person may be, as said before or after the name.
OFFICES = frozenset(
    "president minister commander general colonel chief leader head spokesman spokeswoman spokesperson "
    "ambassador director secretary chairman governor mayor captain major lieutenant deputy adviser advisor expert "
    "analyst envoy premier king prince ayatollah sheikh cleric senator admiral marshal brigadier sergeant inspector "
    "official officer founder".split()
) | (ABBREVIATED - {"mr.", "mrs.", "ms.", "messrs.", "dr."})


@dataclass(frozen=True, slots=True)
class ArgumentRule:
    """Where a role stands in the parse: subject, object, modifier or a preposition; classes limit the filler."""

    position: str
    role: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lexicon entry: words that evoke an event type, and where its roles stand.

    Empty conditions hold always.  `subject_classes` speaks only of a subject that is there; the other conditions
    want their word to be present.  Of several triggers that fit, the one with most conditions wins.
    """

    name: str
    event_type: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    rules: tuple[ArgumentRule, ...]
    objects: frozenset[str] = frozenset()  # head lemmas of the verb's object
    object_classes: frozenset[str] = frozenset()  # noun classes of the verb's object, or of the noun's "of"
    subject_heads: frozenset[str] = frozenset()
    subject_classes: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()  # words that must follow the verb ("on fire")
    modifiers: frozenset[str] = frozenset()  # words, one of which must stand before the noun
    complements: frozenset[str] = frozenset()  # lemmas of the verb of the clause that follows
    dependent: bool = False  # counts only where another event takes it up ("died in the attack")
    governors: frozenset[str] = frozenset()  # lemmas of the verb whose subject or object the noun is

    @property
    def specificity(self) -> int:
        """How many conditions the entry sets."""
        nouns = (self.objects, self.object_classes, self.subject_heads, self.modifiers)
        wanted = (*nouns, self.phrases, self.complements, self.governors)
        return sum(map(bool, wanted))


@dataclass(frozen=True, slots=True)
class Refinement:
    """What a role's filler says about the type: an attack with a grenade is a grenade attack."""

    name: str
    refines: str  # event class
    event_type: str
    role: str
    words: frozenset[str]  # one of which the filler's phrase must hold


@dataclass(frozen=True, slots=True)
class RelationTrigger:
    """Words that state a relation between two actors, and where both stand.

    Positions are those of `ArgumentRule`, and for nouns `bearer` (whom the noun describes: "X, an ally of Y") and
    `self` (the phrase that the noun heads: "members of Y").
    """

    name: str
    predicate: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    holders: frozenset[str]  # positions of the relation's subject
    others: frozenset[str]  # positions of its value


@dataclass(frozen=True)
class Lexicon:
    """The domain's words, loaded from ontology/lexicon.ttl."""

    triggers: tuple[Trigger, ...]
    nouns: Mapping[str, frozenset[str]]  # lemma -> noun classes
    cues: Mapping[str, Mapping[str, Certainty]]  # cue class -> lemma -> certainty
    parents: Mapping[str, str]  # event class -> its direct superclass, both local names
    refinements: tuple[Refinement, ...] = ()
    relations: tuple[RelationTrigger, ...] = ()

    @cached_property
    def means(self) -> frozenset[str]:
        """Words that before an event noun say how it was done ("car", "drone"), and so are not what was hit."""
        return frozenset(word for trigger in self.triggers for word in trigger.modifiers)

    def line(self, event_type: str) -> list[str]:
        """An event class and its superclasses, nearest first."""
        line = [event_type]
        while line[-1] in self.parents and len(line) < 20:
            line.append(self.parents[line[-1]])
        return line


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A curated actor."""

    slug: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    country: str | None = None  # slug of the state
    part_of: tuple[str, ...] = ()
    backed_by: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()  # "military", "army": with a demonym of `country` names this actor
    capital: str | None = None  # of a state: the city that stands for it when it acts ("Tehran said")
    short_names: tuple[str, ...] = ()  # name it only once the article has named it ("the Guards", "the coalition")
    positions: tuple[str, ...] = ()  # of a person: the offices held, with their years


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A curated place: one that GeoNames' list of cities lacks, or further spellings of one that it has.

    With `geonames` it adds its names to that place.  Coordinates are WGS 84 degrees, both or neither.
    """

    slug: str
    label: str
    aliases: tuple[str, ...] = ()
    feature: str = ""  # province, region, facility, area...
    country: str | None = None  # ISO 3166-1 alpha-2
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "unknown"  # exact, near, region

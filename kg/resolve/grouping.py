"""Event mentions of one article -> groups that tell of one event each: coreference within the document.

Mentions join for a reason that a reader would give: a definite noun points back ("the attack"), the same person was
killed, coordinated verbs share their parts, or the story goes on about the same target with nothing that speaks
against it.  Different dates, towns, named attackers or victims keep them apart; so does a difference in commitment:
what may happen is never joined with what did.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import (
    BlockKind,
    Certainty,
    EventMention,
    Mention,
    Place,
    PlaceMention,
    Polarity,
    Quantity,
    Tense,
    TimeValue,
)

CONTINUES_WITHIN = 3  # sentences over which a story without a new time or place is still about the same event
_DOERS = ("perpetrator", "agent")
_DONE_TO = ("target", "victim")
_UNDOING = frozenset({"Release", "Withdrawal", "Denial"})  # end what another event began
_THINGS = frozenset({"vehicle", "equipment"})


@dataclass
class Group:
    """Mentions of one event, in text order."""

    mentions: list[EventMention] = field(default_factory=list)

    @property
    def last(self) -> EventMention:
        """The mention nearest to what follows."""
        return self.mentions[-1]


@dataclass(frozen=True)
class Grouper:
    """What grouping needs to know of the world: event classes and the article's places."""

    parents: Mapping[str, str]
    places: Mapping[PlaceMention, Place]

    def group(self, mentions: Sequence[EventMention]) -> list[Group]:
        """Return the groups in the order of their first mention; drop what points back to nothing and tells nothing."""
        groups: list[Group] = []
        for unit in self._units(mentions):
            home = self._home(unit, groups)
            if home is not None:
                home.mentions += unit.mentions
            elif any(m.arguments for m in unit.mentions) and unit.last.lemma != "incident":
                groups.append(unit)
        return groups

    def _units(self, mentions: Sequence[EventMention]) -> Iterator[Group]:
        """Mentions of one sentence that are coordinated, so that "stopped and burned" goes home as one."""
        here: list[Group] = []
        for mention in mentions:
            if here and here[0].last.sentence != mention.sentence:
                yield from here
                here = []
            home = next(
                (g for g in reversed(here) if mention.trigger == g.last.trigger or self._joined(mention, g)), None
            )
            if home is not None:
                home.mentions.append(mention)
            else:
                here.append(Group([mention]))
        yield from here

    def _joined(self, mention: EventMention, group: Group) -> bool:
        return self._coordinated(mention, group) and not self._conflict(mention, group)

    def _home(self, unit: Group, groups: Sequence[Group]) -> Group | None:
        for group in reversed(groups):
            fits = any(self._same(mention, group) for mention in unit.mentions)
            if fits and not any(self._conflict(mention, group) for mention in unit.mentions):
                return group
        return None

    def _same(self, mention: EventMention, group: Group) -> bool:
        last = group.last
        if self._leads(mention, group):
            return True
        if _real(mention) != _real(last) and not (mention.definite and mention.nominal and _real(last)):
            return False
        if _shared(mention, group, "victim", named=True) and self.kin(mention.event_type, group):
            return True
        if mention.plural != any(m.plural for m in group.mentions):
            return False
        if mention.nominal and mention.definite:
            return self.below(group, mention.event_type) and not _introduces(mention, group)
        if mention.nominal:
            return False
        return mention.sentence != last.sentence and not mention.plural and self._continues(mention, group)

    def _leads(self, mention: EventMention, group: Group) -> bool:
        """Whether a headline's event is the one that the text opens with."""
        told = all(m.block in (BlockKind.HEADLINE, BlockKind.SUBHEAD) for m in group.mentions)
        open_ = told and any(m.block is BlockKind.HEADLINE for m in group.mentions) and mention.block is BlockKind.BODY
        return open_ and _real(mention) and not mention.plural and self.kin(mention.event_type, group)

    def _coordinated(self, mention: EventMention, group: Group) -> bool:
        if _real(mention) != _real(group.last):
            return False
        targets, doers = _shared(mention, group, *_DONE_TO), _shared(mention, group, *_DOERS)
        if mention.nominal or any(_UNDOING & {mention.event_type, m.event_type} for m in group.mentions):
            return False
        if not self.kin(mention.event_type, group):
            return targets and doers  # "stopped the trucks and burned them"
        return targets or (doers and not _both(mention, group, *_DONE_TO))

    def _continues(self, mention: EventMention, group: Group) -> bool:
        near = mention.sentence - group.last.sentence <= CONTINUES_WITHIN
        if not self.kin(mention.event_type, group) or (not near and not _definite(mention, group)):
            return False
        if not _real(mention):
            return False
        if _shared(mention, group, *_DONE_TO) or not _both(mention, group, *_DONE_TO):
            return (
                _shared(mention, group, *_DONE_TO)
                or _shared(mention, group, *_DOERS)
                or (near and _takes_up_doer(mention))
            )
        return _kinds(mention) <= _THINGS and any(_kinds(m) & _THINGS for m in group.mentions)

    def _conflict(self, mention: EventMention, group: Group) -> bool:
        return any(
            _dates_conflict(mention, other) or self._places_conflict(mention, other) or _names_conflict(mention, other)
            for other in group.mentions
        )

    def _places_conflict(self, one: EventMention, two: EventMention) -> bool:
        mine, theirs = self._towns(one), self._towns(two)
        return bool(mine and theirs and not mine & theirs)

    def _towns(self, mention: EventMention) -> frozenset[str]:
        """Keys of the towns that a mention names, those a relational place is built on included."""
        found = [
            self.places[a.filler]
            for a in mention.arguments
            if isinstance(a.filler, PlaceMention) and a.filler in self.places
        ]
        towns = [p for place in found for p in (place, *place.anchors)]
        return frozenset(p.key for p in towns if p.feature in ("city", "facility", "town") and p.latitude is not None)

    def kin(self, event_type: str, group: Group) -> bool:
        """Whether a type and a group's types are of one family."""
        return any(self.family(event_type) == self.family(m.event_type) for m in group.mentions)

    def below(self, group: Group, event_type: str) -> bool:
        """Whether the group holds the type or a kind of it: "the attack" may point to a bombing, not the reverse."""
        return any(event_type in self.line(m.event_type) for m in group.mentions)

    def line(self, event_type: str) -> list[str]:
        """A type and its superclasses, nearest first."""
        line = [event_type]
        while line[-1] in self.parents and len(line) < 20:
            line.append(self.parents[line[-1]])
        return line

    def family(self, event_type: str) -> str:
        """The superclass right below Event; operations of one force are families of their own."""
        line = [name for name in self.line(event_type) if name != "Event"]
        return line[-1] if line[-1:] == ["Attack"] else event_type


def _real(mention: EventMention) -> bool:
    return (
        mention.certainty in (Certainty.CERTAIN, Certainty.PROBABLE)
        and mention.polarity is Polarity.POSITIVE
        and mention.tense is Tense.PAST
    )


def _heads(mention: EventMention, *roles: str) -> set[str]:
    return {a.filler.head for a in mention.arguments if a.role in roles and isinstance(a.filler, Mention)}


def _kinds(mention: EventMention) -> frozenset[str]:
    return frozenset(a.filler.kind for a in mention.arguments if a.role in _DONE_TO and isinstance(a.filler, Mention))


def _names(mention: EventMention, *roles: str) -> set[str]:
    fillers = [a.filler for a in mention.arguments if a.role in roles and isinstance(a.filler, Mention)]
    return {f.name.split()[-1].casefold() for f in fillers if f.name and f.entity in ("PER", "ORG")}


def _shared(mention: EventMention, group: Group, *roles: str, named: bool = False) -> bool:
    pick = _names if named else _heads
    return any(pick(mention, *roles) & pick(other, *roles) for other in group.mentions)


def _both(mention: EventMention, group: Group, *roles: str) -> bool:
    return bool(_heads(mention, *roles)) and any(_heads(other, *roles) for other in group.mentions)


def _definite(mention: EventMention, group: Group) -> bool:
    """Whether a definite phrase takes up one that the group introduced."""
    mine = {
        a.filler.head
        for a in mention.arguments
        if isinstance(a.filler, Mention) and a.filler.definite and a.role in _DONE_TO
    }
    return any(mine & _heads(other, *_DONE_TO) for other in group.mentions)


def _introduces(mention: EventMention, group: Group) -> bool:
    """Whether a definite phrase tells of something else, by its own target and place or time: "the May raid on X"."""
    apart = _both(mention, group, *_DONE_TO) and not _shared(mention, group, *_DONE_TO)
    kinds = any(_kinds(mention) & _kinds(other) for other in group.mentions)
    return apart and not kinds and any(a.role in ("date", "location") for a in mention.arguments)


def _takes_up_doer(mention: EventMention) -> bool:
    """Whether the story goes on with "the group", no new time or place."""
    doers = [a.filler for a in mention.arguments if a.role in _DOERS and isinstance(a.filler, Mention)]
    told = any(a.role in ("date", "location") for a in mention.arguments)
    return bool(doers) and all(d.definite and d.name is None for d in doers) and not told


def _names_conflict(one: EventMention, two: EventMention) -> bool:
    for roles in (("victim",), ("perpetrator", "agent")):
        mine, theirs = _names(one, *roles), _names(two, *roles)
        if mine and theirs and not mine & theirs:
            return True
    counts = [
        {(a.role, a.filler) for a in m.arguments if a.role in ("killed", "count") and isinstance(a.filler, Quantity)}
        for m in (one, two)
    ]
    return bool(
        counts[0] and counts[1] and {r for r, _ in counts[0]} & {r for r, _ in counts[1]} and not counts[0] & counts[1]
    )


def _dates_conflict(one: EventMention, two: EventMention) -> bool:
    return any(_apart(a, b) for a in _dates(one) for b in _dates(two))


def _dates(mention: EventMention) -> list[TimeValue]:
    return [a.filler for a in mention.arguments if isinstance(a.filler, TimeValue) and a.filler.value]


def _apart(one: TimeValue, two: TimeValue) -> bool:
    if one.earliest and one.latest and two.earliest and two.latest:
        return one.latest < two.earliest or two.latest < one.earliest
    return (
        one.value != two.value
        and not (one.value or "").startswith(two.value or "")
        and not (two.value or "").startswith(one.value or "")
    )

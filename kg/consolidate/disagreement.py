"""The reports of one event -> per role, whether their claims agree, are compatible or contradict.

A claim is held against claims of another voice: what one speaker says in one article is one account.  Two accounts
contradict where a careful reader could not believe both; saying less, or more exactly, is not disagreeing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from kg.consolidate import actors, places, times
from kg.consolidate.actors import Stand
from kg.consolidate.counts import counts_differ, things_apart
from kg.consolidate.facts import ActorFacts, ClaimFacts, DateFacts, PlaceFacts, ReportFacts
from kg.consolidate.positions import Position, Said, key, positions, words_of
from kg.consolidate.taxonomy import Parents, comparable, family, lineage
from kg.consolidate.words import BARE

DOERS = frozenset({"perpetrator", "agent", "speaker", "responsibilityClaim"})
THINGS = frozenset({"target", "victim", "instrument", "destroyed"})
COUNTS = frozenset({"killed", "injured", "detained", "destroyed", "count"})
# Each account is held against each other; of an event that a thousand papers tell, those of the first articles by IRI.
MOST_ACCOUNTS = 60


@dataclass(frozen=True, slots=True)
class RoleVerdict:
    """How the claims about one role stand to one another, with two that show it, and what each of them holds."""

    role: str
    stand: Stand
    why: str
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class _Account:
    """What one voice in one article, or one article, says about one role."""

    article: str
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two sets of claims that cannot both be right."""

    ones: tuple[ClaimFacts, ...]
    others: tuple[ClaimFacts, ...]
    why: str


def contested(reports: Sequence[ReportFacts], parents: Parents) -> tuple[str, ...]:
    """Return the roles whose claims contradict one another, by name."""
    by_role = _by_role(reports)
    return tuple(role for role in sorted(by_role) if next(_clashes(role, by_role[role], parents), None))


def judge(reports: Sequence[ReportFacts], parents: Parents) -> tuple[RoleVerdict, ...]:
    """Judge every role that any claim is about, in order of their names."""
    by_role = _by_role(reports)
    return tuple(_judge_role(role, by_role[role], parents) for role in sorted(by_role))


def _by_role(reports: Iterable[ReportFacts]) -> dict[str, list[Said]]:
    by_role: dict[str, list[Said]] = defaultdict(list)
    for report in reports:
        for claim in report.claims:
            if claim.real:
                by_role[claim.role].append((report, claim))
    return by_role


def _judge_role(role: str, said: Sequence[Said], parents: Parents) -> RoleVerdict:
    clashes = list(_clashes(role, said, parents))
    found = positions(said, [(c.ones, c.others) for c in clashes])
    if clashes:
        return RoleVerdict(role, Stand.CONTRADICT, clashes[0].why, found)
    agreed = len(said) == 1 or (len(found) == 1 and found[0].positive)
    return RoleVerdict(role, Stand.AGREE if agreed else Stand.COMPATIBLE, "", found)


def _clashes(role: str, said: Sequence[Said], parents: Parents) -> Iterator[_Clash]:
    if len(said) > 1:
        yield from _denials(role, said, parents)
        yield from _differences(role, said, parents)


# ── Denials ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _denials(role: str, claims: Sequence[Said], parents: Parents) -> Iterator[_Clash]:
    """Find claims that deny what another voice asserts, or what somebody must have asserted."""
    denied = _once((r, c) for r, c in claims if not c.positive)
    held = _once((r, c) for r, c in claims if c.positive) if denied else []
    for report, no in denied:
        for other, yes in held:
            if _voice(report, no) != _voice(other, yes) and _denies(role, no, yes, report, parents):
                yield _Clash((no,), (yes,), f"{words_of(no)!r} is denied, {words_of(yes)!r} asserted")


def _once(claims: Iterable[Said]) -> list[Said]:
    """Return each statement as two voices make it: enough for another to be among them."""
    found: dict[object, list[Said]] = defaultdict(list)
    for report, claim in claims:
        same = found[key(claim)]
        if not same or (len(same) == 1 and _voice(*same[0]) != _voice(report, claim)):
            same.append((report, claim))
    return [each for same in found.values() for each in same]


def _voice(report: ReportFacts, claim: ClaimFacts) -> tuple[str, tuple[str, ...]]:
    return report.article, claim.voices


def _denies(role: str, no: ClaimFacts, yes: ClaimFacts, report: ReportFacts, parents: Parents) -> bool:
    if role == "eventType":
        return _denies_type(str(no.value), report, parents)
    if isinstance(no.value, ActorFacts) and isinstance(yes.value, ActorFacts):
        if role not in DOERS:
            return key(no)[1:] == key(yes)[1:]
        return _denies_doer(no.value, yes.value)
    if isinstance(no.value, PlaceFacts) and isinstance(yes.value, PlaceFacts):
        return no.value.iri == yes.value.iri
    return no.value == yes.value


def _denies_doer(no: ActorFacts, yes: ActorFacts) -> bool:
    """Denying it of one denies it of its parts, of its whole, and of somebody unnamed that may be it; not of rivals."""
    stand = actors.stand(no, yes)
    if stand is Stand.CONTRADICT or actors.kind(no) == BARE:  # "no group" denies nobody
        return False
    related = no.iri in yes.line or yes.iri in no.line or actors.kind(yes) == BARE
    return stand is Stand.AGREE or related or bool(actors.name(no) and actors.name(yes))


def _denies_type(denied: str, report: ReportFacts, parents: Parents) -> bool:
    """A denied type of the same family puts in question how to class the event ("not a terrorist attack")."""
    name = denied.rsplit("#", 1)[-1]
    return name not in parents or family(name, parents) == report.family


# ── Differences ────────────────────────────────────────────────────────────────────────────────────────────────────


def _differences(role: str, said: Sequence[Said], parents: Parents) -> Iterator[_Clash]:
    """Find accounts of a role that cannot both be right."""
    checks = _checks(role, parents)
    accounts = _accounts(said, role in THINGS or role in ("eventType", "location"))

    def differ(one: _Account, other: _Account) -> bool:
        return any(check(one, other) for check in checks)

    for one, other in combinations(accounts[:MOST_ACCOUNTS], 2):
        if role in THINGS and (found := things_apart(one.claims, other.claims)):
            yield _difference(*found)
        elif differ(one, other):
            pairs = product(one.claims, other.claims)
            alone = [_difference((a,), (b,)) for a, b in pairs if differ(_only(one, a), _only(other, b))]
            yield from alone or [_difference(one.claims, other.claims)]


def _difference(ones: tuple[ClaimFacts, ...], others: tuple[ClaimFacts, ...]) -> _Clash:
    return _Clash(ones, others, f"{_all_words(ones)} against {_all_words(others)}")


def _only(account: _Account, claim: ClaimFacts) -> _Account:
    """Return the account as if it said no more: where two differ as a whole, this shows by which claims."""
    return _Account(account.article, (claim,))


def _checks(role: str, parents: Parents) -> list[Callable[[_Account, _Account], bool]]:
    """Return what can set two accounts of a role apart, beside the things they name."""
    found: list[Callable[[_Account, _Account], bool]] = []
    if role in DOERS:
        found.append(_doers_differ)
    if role in COUNTS:
        found.append(lambda a, b: counts_differ(role, a.claims, b.claims))
    if role == "date":
        found.append(_dates_differ)
    if role == "location":
        found.append(_places_differ)
    if role == "eventType":
        found.append(lambda a, b: _types_differ(a, b, parents))
    return found


def _accounts(said: Sequence[Said], by_article: bool) -> list[_Account]:
    grouped: dict[tuple[str, tuple[str, ...]], list[ClaimFacts]] = defaultdict(list)
    for report, claim in said:
        if claim.positive:
            grouped[report.article, () if by_article else claim.voices].append(claim)
    distinct: dict[object, _Account] = {}
    for (article, _), claims in sorted(grouped.items(), key=lambda item: item[0]):
        once = {key(c): c for c in claims}
        distinct.setdefault(frozenset(once), _Account(article, tuple(once.values())))
    return list(distinct.values())


def _all_words(claims: Iterable[ClaimFacts]) -> str:
    return ", ".join(sorted({words_of(c) for c in claims}))


def _doers_differ(one: _Account, other: _Account) -> bool:
    left, right = _telling(one), _telling(other)
    stands = [actors.stand(a, b) for a in left for b in right]
    return bool(stands) and all(s is Stand.CONTRADICT for s in stands)


def _telling(account: _Account) -> list[ActorFacts]:
    """Return the actors of an account without those that only say somebody, where it says more."""
    named = [c.value for c in account.claims if isinstance(c.value, ActorFacts) and "Object" not in c.value.types]
    return [a for a in named if actors.kind(a) != BARE] or named


def _dates_differ(one: _Account, other: _Account) -> bool:
    left, right = (times.narrowest(c.value for c in a.claims if isinstance(c.value, DateFacts)) for a in (one, other))
    return times.best(left, right) is times.TimeVerdict.APART


def _places_differ(one: _Account, other: _Account) -> bool:
    left, right = ([c.value for c in a.claims if isinstance(c.value, PlaceFacts)] for a in (one, other))
    return places.best(left, right)[0] is places.PlaceVerdict.APART


def _types_differ(one: _Account, other: _Account, parents: Parents) -> bool:
    left, right = _leaves(one, parents), _leaves(other, parents)
    return bool(left and right) and not any(comparable(a, b) for a in left for b in right)


def _leaves(account: _Account, parents: Parents) -> list[tuple[str, ...]]:
    """Return the lineages of the asserted types that no other asserted type is a kind of."""
    lines = {lineage(str(c.value).rsplit("#", 1)[-1], parents) for c in account.claims}
    return sorted(line for line in lines if not any(line[0] in other[1:] for other in lines))

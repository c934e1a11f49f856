"""The reports of one event -> per role, whether their claims agree, are compatible or contradict.

A claim is held against claims of another voice: what one speaker says in one article is one account.  Two accounts
contradict where a careful reader could not believe both; saying less, or more exactly, is not disagreeing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.consolidate import actors, places, times
from kg.consolidate.actors import Stand
from kg.consolidate.counts import counts_differ, things_differ
from kg.consolidate.facts import ActorFacts, ClaimFacts, DateFacts, PlaceFacts, ReportFacts
from kg.consolidate.taxonomy import Parents, comparable, family, lineage
from kg.consolidate.words import BARE, fold

DOERS = frozenset({"perpetrator", "agent", "speaker", "responsibilityClaim"})
THINGS = frozenset({"target", "victim", "instrument", "destroyed"})
COUNTS = frozenset({"killed", "injured", "detained", "destroyed", "count"})

_Said = tuple[ReportFacts, ClaimFacts]


@dataclass(frozen=True, slots=True)
class RoleVerdict:
    """How the claims about one role stand to one another, with two that show it."""

    role: str
    stand: Stand
    why: str


@dataclass(frozen=True, slots=True)
class _Account:
    """What one voice in one article, or one article, says about one role."""

    article: str
    claims: tuple[ClaimFacts, ...]


def contested(reports: Sequence[ReportFacts], parents: Parents) -> tuple[str, ...]:
    """Return the roles whose claims contradict one another, by name."""
    return tuple(v.role for v in judge(reports, parents) if v.stand is Stand.CONTRADICT)


def judge(reports: Sequence[ReportFacts], parents: Parents) -> tuple[RoleVerdict, ...]:
    """Judge every role that any claim is about, in order of their names."""
    by_role: dict[str, list[_Said]] = defaultdict(list)
    for report in reports:
        for claim in report.claims:
            if claim.real:
                by_role[claim.role].append((report, claim))
    return tuple(_judge_role(role, by_role[role], parents) for role in sorted(by_role))


def _judge_role(role: str, said: Sequence[_Said], parents: Parents) -> RoleVerdict:
    values = {_key(claim) for _, claim in said} if len(said) > 1 else {()}
    if len(values) == 1 and said[0][1].positive:
        return RoleVerdict(role, Stand.AGREE, "")
    why = _denial(role, said, parents) or _difference(role, said, parents)
    return RoleVerdict(role, Stand.CONTRADICT if why else Stand.COMPATIBLE, why)


def _key(claim: ClaimFacts) -> tuple[object, ...]:
    """Return what makes two claims the same statement, to compare each only once in a large event."""
    value = claim.value
    if isinstance(value, ActorFacts):
        named = actors.name(value)
        value = named or actors.kind(value) + "|" + " ".join(fold(value.label))
    return (claim.positive, value.iri if isinstance(value, PlaceFacts) else value, claim.low, claim.high)


# ── Denials ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _denial(role: str, claims: Sequence[_Said], parents: Parents) -> str:
    """Find a claim that denies what another voice asserts, or what somebody must have asserted."""
    denied = _once((r, c) for r, c in claims if not c.positive)
    if not denied:
        return ""
    held = _once((r, c) for r, c in claims if c.positive)
    for report, no in denied:
        for _, yes in held:
            if _denies(role, no, yes, report, parents):
                return f"{_words(no)!r} is denied, {_words(yes)!r} asserted"
    return ""


def _once(claims: Iterable[_Said]) -> list[_Said]:
    found: dict[object, _Said] = {}
    for report, claim in claims:
        found.setdefault(_key(claim), (report, claim))
    return list(found.values())


def _denies(role: str, no: ClaimFacts, yes: ClaimFacts, report: ReportFacts, parents: Parents) -> bool:
    if role == "eventType":
        return _denies_type(str(no.value), report, parents)
    if isinstance(no.value, ActorFacts) and isinstance(yes.value, ActorFacts):
        if role not in DOERS:
            return _key(no)[1:] == _key(yes)[1:]
        telling = actors.kind(no.value) != BARE  # "no group" denies nobody
        return telling and actors.stand(no.value, yes.value) is not Stand.CONTRADICT
    if isinstance(no.value, PlaceFacts) and isinstance(yes.value, PlaceFacts):
        return no.value.iri == yes.value.iri
    return no.value == yes.value


def _denies_type(denied: str, report: ReportFacts, parents: Parents) -> bool:
    """A denied type of the same family puts in question how to class the event ("not a terrorist attack")."""
    name = denied.rsplit("#", 1)[-1]
    return name not in parents or family(name, parents) == report.family


def _words(claim: ClaimFacts) -> str:
    if claim.text:
        return claim.text
    value = claim.value
    return value.label if isinstance(value, ActorFacts | PlaceFacts) else getattr(value, "text", str(value))


# ── Differences ────────────────────────────────────────────────────────────────────────────────────────────────────


def _difference(role: str, said: Sequence[_Said], parents: Parents) -> str:
    """Find two accounts of a role that cannot both be right."""
    by_article = role in THINGS or role in ("eventType", "location")
    accounts = _accounts(said, by_article)
    differ: list[Callable[[_Account, _Account], bool]] = []
    if role in DOERS:
        differ.append(_doers_differ)
    if role in THINGS:
        differ.append(lambda a, b: things_differ(a.claims, b.claims))
    if role in COUNTS:
        differ.append(lambda a, b: counts_differ(role, a.claims, b.claims))
    if role == "date":
        differ.append(_dates_differ)
    if role == "location":
        differ.append(_places_differ)
    if role == "eventType":
        differ.append(lambda a, b: _types_differ(a, b, parents))
    for one, other in combinations(accounts, 2):
        if any(check(one, other) for check in differ):
            return f"{_all_words(one)} against {_all_words(other)}"
    return ""


def _accounts(said: Sequence[_Said], by_article: bool) -> list[_Account]:
    grouped: dict[tuple[str, tuple[str, ...]], list[ClaimFacts]] = defaultdict(list)
    for report, claim in said:
        if claim.positive:
            grouped[report.article, () if by_article else claim.voices].append(claim)
    distinct: dict[object, _Account] = {}
    for (article, _), claims in sorted(grouped.items(), key=lambda item: item[0]):
        once = {_key(c): c for c in claims}
        distinct.setdefault(frozenset(once), _Account(article, tuple(once.values())))
    return list(distinct.values())


def _all_words(account: _Account) -> str:
    return ", ".join(sorted({_words(c) for c in account.claims}))


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

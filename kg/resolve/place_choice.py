"""Which of the places of a name an article means: candidates and the article's countries in, a decision out.

A candidate scores by its population, by how often the article names its country, by the states and provinces the
article is about, and by what stands beside the name ("Victoria, Australia").  A name stays unresolved when nothing
in the article supports the best candidate and it is not known far and wide, or when another place comes too close:
a wrong place is worse than none.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.model import Place
from kg.resolve.gazetteer import Candidate, Gazetteer, kilometres

# One unit is a factor of ten in population.  Tuned on the even articles of LGL (local US papers, hard on purpose) and
# TR-News.  On all of TR-News, share resolved / share of those right, with BARE_MARGIN half a unit above MARGIN
# (tests/benchmarks/geoparsing.py):
#   MARGIN 0: .950/.934    0.5: .930/.942    1.0: .907/.955
COUNTRY_WEIGHT = 2.0  # per e-fold of the times the country is named
STATE_WEIGHT = 3.0  # per e-fold of the times the state is named, or settled names lie in it
SHARED_WEIGHT = 4.5  # per e-fold of the other names that may lie in the state
SHARED_COUNTRY_WEIGHT = 2.0  # per e-fold of those that may lie in the country
ENOUGH = 3  # more mentions of a country say no more of a town in it
COUNTRY_PRIOR = 2.0  # Egypt is no town of Pennsylvania, however much the article says of the United States
BESIDE_WEIGHT = 4.0  # the containing place stands beside the name
ALTERNATE_PENALTY = 1.5  # the name is only one of the place's alternates
MARGIN = 0.5  # a rival this close leaves the name open
BARE_MARGIN = 1.0  # the same where nothing in the article supports the best candidate
COUNTRY_MARGIN = 0.5  # a rival in another country this close leaves the country of an open name open, too
SHARED_SUPPORT = 0.2  # of other names that may lie in the same state or country: one that lies in five at most
KNOWN_POPULATION = 100_000  # a place of this size needs no support from the article
SURE_POPULATION = 15_000  # a name whose every candidate lies in one country, one of this size, speaks for the country
SETTLED_WEIGHT = 0.5  # of a settled name in the same state or province, against the state's own name
SAME_PLACE_KM = 50.0

_AREAS = frozenset({"state", "province", "district"})

_State = tuple[str, str]  # country, GeoNames admin1 code


@dataclass(frozen=True)
class Context:
    """What an article says about where it is."""

    names: Mapping[str, int]  # name -> times in the article
    countries: Mapping[str, int]  # ISO code -> times named
    sure: Mapping[str, int]  # ISO code -> names that can only be there
    states: Mapping[_State, int]  # times named
    beside: Mapping[str, frozenset[_State]] = field(default_factory=dict)  # name -> what stands beside it
    settled: Mapping[str, _State] = field(default_factory=dict)  # name -> state or province of its place
    shared: Mapping[_State, Mapping[str, float]] = field(default_factory=dict)  # state -> names that may lie there


def choose_all(
    names: Sequence[str], beside: Mapping[str, Iterable[str]], gazetteer: Gazetteer, focus: Sequence[str]
) -> dict[str, Place]:
    """Choose a place for each of an article's names (repeats count).

    Where the article leaves it open, the place has no key, no coordinates and the precision "unknown"; its country is
    known if the candidates that come into question all lie in one.

    Two rounds: what the first settles tells the second which provinces the article is about.  `beside` gives for a
    name the names that contain it; `focus` the ISO codes of countries, once for each time the article names one.
    """
    found = {name: gazetteer.find(name) for name in dict.fromkeys((*names, *(n for o in beside.values() for n in o)))}
    context = _context(Counter(names), beside, found, Counter(focus))
    settled = {}
    for name in names:
        best = _best(name, found[name], context)
        if best and best.admin1 and best.place.feature == "city":
            settled[name] = _state(best)
    context = replace(context, settled=settled)
    return {name: _choose(name, found[name], gazetteer, context) for name in dict.fromkeys(names)}


def _context(
    names: Counter[str],
    beside: Mapping[str, Iterable[str]],
    found: Mapping[str, Sequence[Candidate]],
    focus: Counter[str],
) -> Context:
    named, sure = Counter[str](), Counter[str]()
    states = Counter[_State]()
    for name, times in names.items():
        for candidate in found[name]:
            if candidate.place.feature == "country":
                named[candidate.place.country or ""] += times
            elif candidate.place.feature == "state":
                states[_state(candidate)] += times
        within = {candidate.place.country for candidate in found[name]}
        if len(within) == 1 and any(map(_sure, found[name])):
            sure.update(code for code in within if code)
    countries = {code: max(focus[code], named[code]) for code in {*focus, *named}}
    containers = {name: _containers(others, found) for name, others in beside.items()}
    return Context(names, countries, sure, states, containers, shared=_shared(names, found))


def _shared(names: Iterable[str], found: Mapping[str, Sequence[Candidate]]) -> Mapping[_State, Mapping[str, float]]:
    """Give for each state or province, and each country, the names that may lie there: the fewer others, the more."""
    shared: dict[_State, dict[str, float]] = defaultdict(dict)
    for name in names:
        for kind in ({_state(c) for c in found[name] if c.admin1}, {(c.place.country or "", "") for c in found[name]}):
            for place in kind:
                shared[place][name] = 1 / len(kind)
    return shared


def _containers(names: Iterable[str], found: Mapping[str, Sequence[Candidate]]) -> frozenset[_State]:
    return frozenset(
        (candidate.place.country or "", "" if candidate.place.feature == "country" else candidate.admin1)
        for name in names
        for candidate in found[name][:1]
    )


def _choose(name: str, found: Sequence[Candidate], gazetteer: Gazetteer, context: Context) -> Place:
    best = _best(name, found, context)
    if best is None:
        return _open(name, found, context)
    return replace(best.place, reason=_reason(name, best, found, gazetteer, context))


def _best(name: str, found: Sequence[Candidate], context: Context) -> Candidate | None:
    """Give the candidate an article means, None when it is open."""
    if not found:
        return None
    best, *others = sorted(found, key=lambda c: (-score(name, c, context), c.place.key))
    if not (_known(best) or _support(name, best, context)):
        return None
    rivals = [other for other in others if not _same_place(best, other)]
    margin = MARGIN if _support(name, best, context) else BARE_MARGIN
    close = rivals and score(name, best, context) - score(name, rivals[0], context) < margin
    itself = [other for other in others if other.place.feature == "country" and other not in rivals]
    towns = [c for c in (best, *others) if c.place.feature == "city" and c not in rivals]
    return None if close else (itself or (towns if best.place.feature in _AREAS else []) or [best])[0]


def _open(name: str, found: Sequence[Candidate], context: Context) -> Place:
    """Say what is known of a name that the gazetteer does not settle."""
    top = max((score(name, c, context) for c in found), default=0.0)
    near = [c for c in found if top - score(name, c, context) < COUNTRY_MARGIN]
    countries = {c.place.country for c in near}
    supported = any(c.own_name or _known(c) or _support(name, c, context) for c in near)
    count = len(found)
    if not found:
        return Place(key="", label=name, country=_told(name, context), reason="not in the gazetteer")
    many = f"{count} place{'s' if count > 1 else ''} of that name, and the article does not say which is meant"
    return Place(
        key="",
        label=name,
        country=countries.pop() if len(countries) == 1 and supported else None,
        reason=many,
    )


def _told(name: str, context: Context) -> str | None:
    """Give the country that the words beside a name of no known place put it in ("Akuressa, Sri Lanka")."""
    countries = {country for country, _ in context.beside.get(name, ()) if country}
    return countries.pop() if len(countries) == 1 else None


def score(name: str, candidate: Candidate, context: Context) -> float:
    """Score a candidate; the unit is a factor of ten in population."""
    points = math.log10(candidate.population + 1)
    points += COUNTRY_WEIGHT * math.log1p(min(ENOUGH, _country_named(name, candidate, context)))
    points += STATE_WEIGHT * math.log1p(_state_named(name, candidate, context))
    points += COUNTRY_PRIOR * (candidate.place.feature == "country")
    points += SHARED_WEIGHT * math.log1p(_sharing(name, _state(candidate), context) if candidate.admin1 else 0.0)
    points += SHARED_COUNTRY_WEIGHT * math.log1p(
        min(ENOUGH, _sharing(name, (candidate.place.country or "", ""), context))
    )
    points += BESIDE_WEIGHT * _is_beside(name, candidate, context)
    return points if candidate.own_name or candidate.curated else points - ALTERNATE_PENALTY


def _sharing(name: str, place: _State, context: Context) -> float:
    """Add up the other names that may lie in a state, province or country."""
    return sum(share for other, share in context.shared.get(place, {}).items() if other != name)


def _country_named(name: str, candidate: Candidate, context: Context) -> int:
    code = candidate.place.country or ""
    own = context.names[name] if candidate.place.feature == "country" else 0  # its own name is no support
    return max(0, context.countries.get(code, 0) - own) or context.sure.get(code, 0)


def _state_named(name: str, candidate: Candidate, context: Context) -> float:
    if not candidate.admin1:
        return 0.0
    state = _state(candidate)
    own = context.names[name] if candidate.place.feature == "state" else 0
    others = sum(other == state for settled, other in context.settled.items() if settled != name)
    return max(0, context.states.get(state, 0) - own) + SETTLED_WEIGHT * others


def _is_beside(name: str, candidate: Candidate, context: Context) -> bool:
    state = _state(candidate)
    return bool({state, (state[0], "")} & context.beside.get(name, frozenset()))


def _support(name: str, candidate: Candidate, context: Context) -> bool:
    return bool(
        _country_named(name, candidate, context)
        or _state_named(name, candidate, context)
        or _is_beside(name, candidate, context)
        or _sharing(name, _state(candidate), context) >= SHARED_SUPPORT
        or _sharing(name, (candidate.place.country or "", ""), context) >= SHARED_SUPPORT
    )


def _known(candidate: Candidate) -> bool:
    district = candidate.place.feature == "district" and candidate.own_name  # the name says so: Guernsey County
    return candidate.curated or district or (candidate.own_name and candidate.population >= KNOWN_POPULATION)


def _sure(candidate: Candidate) -> bool:
    return candidate.curated or (candidate.own_name and candidate.population >= SURE_POPULATION)


def _state(candidate: Candidate) -> _State:
    return candidate.place.country or "", candidate.admin1


def _same_place(one: Candidate, other: Candidate) -> bool:
    features = {one.place.feature, other.place.feature}
    if "country" in features and one.place.country == other.place.country:
        return True  # Djibouti, Singapore
    if features & _AREAS:
        named_alike = features == {"city", "province"} and one.place.country == other.place.country
        return named_alike or (bool(one.admin1) and _state(one) == _state(other))  # Moscow and its oblast
    distance = kilometres(one.place, other.place)
    return distance is not None and distance <= SAME_PLACE_KM


def _reason(name: str, best: Candidate, found: Sequence[Candidate], gazetteer: Gazetteer, context: Context) -> str:
    """Say in words why a candidate was chosen, and over which others."""
    others = [c.place for c in found if not _same_place(best, c)]
    if not others:
        return f"only candidate named {name}"
    listed = ", ".join(f"{place.label} ({place.country})" for place in others[:3])
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""
    return f"{_ground(name, best, gazetteer, context)}; other candidates: {listed}{more}"


def _ground(name: str, best: Candidate, gazetteer: Gazetteer, context: Context) -> str:
    code = best.place.country or ""
    country = gazetteer.country_names.get(code, code)
    times = _country_named(name, best, context)
    if _is_beside(name, best, context):
        return f"in {country}, as the words beside the name say"
    if best.place.feature == "country":
        return "the country of that name"
    if times:
        return f"in {country}, which the article names or implies {times} time{'s' if times != 1 else ''}"
    return "in the register" if best.curated else f"the best known, with {best.population} inhabitants"

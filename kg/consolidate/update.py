"""What changed in a store -> the quads to put right in graph/events, graph/changes and graph/judgements.

Adding an article reads that article and compares its reports with those of their blocks; only events that it may touch
are written anew, and the outcome is what consolidating everything gives (tests/consolidate/test_update.py).  Everything
is consolidated at once where the cache is missing, was made by another version or with another register, or is not of
this store's last update, and where much has changed.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.consolidate.clusters import cluster
from kg.consolidate.events import event_quads, said_of
from kg.consolidate.facts import ReportFacts
from kg.consolidate.features import article_graph, read_facts
from kg.consolidate.history import HAS_REPORT, Change, change_quads, changes, forwarding, revision_of, revision_quad
from kg.consolidate.identity import Groups, name_events, trace_of
from kg.consolidate.index import Index
from kg.consolidate.judged import EventJudgement, Judged
from kg.consolidate.judged_reports import judgement_quads, read_judged, resolve_judged
from kg.consolidate.neighbours import reach, replace_reports
from kg.consolidate.pairs import PairScore, matching
from kg.consolidate.taxonomy import Parents
from kg.consolidate.vocabulary import CHANGES, EVENTS, INFERRED, JUDGEMENTS, REGISTER
from kg.keys import BASE, key_of

MOST_ARTICLES = 200  # changed at once; reading more one by one is slower than reading all
_STATE = NamedNode(f"{BASE}ontology#state")
_CODE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Update:
    """Quads that go and quads that come, to be written at once; what happened; what could not be used."""

    removed: frozenset[Quad]
    added: frozenset[Quad]
    changes: tuple[Change, ...]
    unused_judgements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """The part of the reports that is grouped anew, with the events that it had."""

    groups: Groups
    events: frozenset[str]
    gone: Mapping[str, str]  # reports that are no more -> what they leave


def update(store: Store, index: Index, parents: Parents, judgements: Iterable[EventJudgement] = ()) -> Update:
    """Consolidate what has changed since the last update of this store.

    The store is only read.  Write what is returned to it in one transaction, then commit the index: between the two, or
    before, the process may die; the next update puts it right.
    """
    judged, before = resolve_judged(store, judgements), read_judged(store)
    basis, state = _basis(store, parents), _state_of(store)
    changed = index.touched()
    if index.note("basis") != basis or index.note("state") != state or len(changed) > MOST_ARTICLES:
        scope = _everything(store, index, parents, judged)
    else:
        differ = {pair for pair in before.decisions.keys() | judged.decisions.keys() if _differs(pair, before, judged)}
        scope = _part(store, index, parents, judged, sorted(changed), {iri for pair in differ for iri in pair})
    index.settle()
    found = _written(store, scope, parents, judged, _without_event(index, judged))
    index.set_note("basis", basis)
    index.set_note("state", _state_after(state, found))
    return found


def _without_event(index: Index, judged: Judged) -> tuple[str, ...]:
    """Say which judgements name a report that is no event's, for nobody asserts that it happened."""
    held = index.of_reports({iri for pair in judged.decisions for iri in pair})
    unused = {d.at: iri for pair, d in judged.decisions.items() for iri in pair if iri not in held}
    why = "is hypothetical, denied or in the future, and so of no event"
    return tuple(f"{at}: not used: {iri.removeprefix(BASE)} {why}" for at, iri in sorted(unused.items()))


def _differs(pair: tuple[str, str], before: Judged, after: Judged) -> bool:
    one, other = before.decisions.get(pair), after.decisions.get(pair)
    return (one and one.same) != (other and other.same)


def _everything(store: Store, index: Index, parents: Parents, judged: Judged) -> _Scope:
    left = {report: trace_of(graph, family) for report, (graph, family) in index.families().items()}
    index.clear()
    reports = [report for report in read_facts(store, parents) if report.asserted]
    index.put(_by_graph(reports))
    pairs = [PairScore(p.left, p.right, p.score, ()) for p in matching(reports)]  # their reasons would fill the memory
    index.add_pairs(pairs)
    told = (quad.subject for quad in store.quads_for_pattern(None, HAS_REPORT, None, EVENTS))
    events = {subject.value for subject in told if isinstance(subject, NamedNode)}
    kept = {report.iri for report in reports}
    gone = {report: trace for report, trace in left.items() if report not in kept}
    return _Scope(cluster(reports, pairs, judged), frozenset(events), gone)


def _part(
    store: Store, index: Index, parents: Parents, judged: Judged, changed: Sequence[str], others: Collection[str]
) -> _Scope:
    old = index.of_graphs(changed)
    new = {report.iri: report for report in read_facts(store, parents, changed) if report.asserted}
    gone = [report for report in old.values() if new.get(report.iri) != report]
    came = [report for report in new.values() if old.get(report.iri) != report]
    touched = replace_reports(index, gone, _by_graph(came))
    seen, pairs = reach(index, {*touched, *others}, [*judged.same])
    reports = index.of_reports(seen)
    left = {r.iri: trace_of(article_graph(r), r.family) for r in gone if r.iri not in new}
    events = frozenset(event for report in {*reports, *left} for event in _events_of(store, report))
    return _Scope(cluster(reports.values(), pairs, judged), events, left)


def _by_graph(reports: Iterable[ReportFacts]) -> dict[str, list[ReportFacts]]:
    found: dict[str, list[ReportFacts]] = defaultdict(list)
    for report in reports:
        found[article_graph(report)].append(report)
    return found


def _events_of(store: Store, report: str) -> Iterable[str]:
    for quad in store.quads_for_pattern(None, HAS_REPORT, NamedNode(report), EVENTS):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def _written(store: Store, scope: _Scope, parents: Parents, judged: Judged, unused: tuple[str, ...]) -> Update:
    """Name the groups, and compare what their events say with what stands in the store."""
    old = {event: said_of(store, event) for event in sorted(scope.events)}
    held = {
        event: frozenset(q.object.value for q in quads if q.predicate == HAS_REPORT and isinstance(q.object, NamedNode))
        for event, quads in old.items()
    }
    traces = {
        event: frozenset(scope.gone[r] for r in reports if r in scope.gone)
        for event, reports in held.items()
        if not scope.gone.keys().isdisjoint(reports)
    }

    def is_taken(event: str) -> bool:
        return event not in held and any(store.quads_for_pattern(NamedNode(event), HAS_REPORT, None, EVENTS))

    naming = name_events(scope.groups, held, traces, is_taken)
    new = {
        name: frozenset(event_quads(name, group, parents))
        for name, group in zip(naming.names, scope.groups, strict=True)
    }
    found = changes(old, new, naming.heirs)
    removed = {quad for event, quads in old.items() for quad in quads - new.get(event, frozenset())}
    added = {quad for event, quads in new.items() for quad in quads - old.get(event, frozenset())}
    was, now = set(store.quads_for_pattern(None, None, None, JUDGEMENTS)), set(judgement_quads(judged))
    gone, come = _history(store, found)
    return Update(
        frozenset(removed | (was - now) | gone), frozenset(added | (now - was) | come), found, judged.unused + unused
    )


def _history(store: Store, found: tuple[Change, ...]) -> tuple[set[Quad], set[Quad]]:
    """Return what goes from graph/changes and what comes: nothing where no event has changed."""
    if not found:
        return set(), set()
    number = revision_of(store) + 1
    gone, come = forwarding(store, found)
    gone |= set(store.quads_for_pattern(CHANGES, None, None, CHANGES))
    come |= {*change_quads(found, number), revision_quad(number)}
    marked = hashlib.sha256("\n".join(sorted(map(str, come))).encode()).hexdigest()[:16]
    come.add(Quad(CHANGES, _STATE, Literal(key_of(_state_of(store), marked)), CHANGES))
    return gone, come


def _state_of(store: Store) -> str:
    """Return the mark of the last update, "" where there was none."""
    found = store.quads_for_pattern(CHANGES, _STATE, None, CHANGES)
    return min((quad.object.value for quad in found if isinstance(quad.object, Literal)), default="")


def _state_after(state: str, found: Update) -> str:
    marks = [q.object.value for q in found.added if q.predicate == _STATE and isinstance(q.object, Literal)]
    return marks[0] if marks else state


def _basis(store: Store, parents: Parents) -> str:
    """Mark what the facts and weights of every report depend on: this package, the classes and the register."""
    digest = hashlib.sha256()
    for path in sorted(_CODE.iterdir()):
        if path.suffix in (".py", ".toml", ".json", ".tsv"):
            digest.update(path.read_bytes())
    digest.update(repr(sorted(parents.items())).encode())
    for graph in (REGISTER, INFERRED):
        digest.update("\n".join(sorted(map(str, store.quads_for_pattern(None, None, None, graph)))).encode())
    return digest.hexdigest()

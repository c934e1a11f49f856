"""Reports that came or went -> the pairs that match now, and all reports whose event may be another.

Groups form along matching pairs only, so that a change reaches no further than the reports that such pairs, or a
person's judgements, tie to it.  A block that is too large to pair in full is paired anew where its reports change, for
then other reports may lead it.
"""

from collections.abc import Collection, Iterable, Mapping

from kg.consolidate.facts import ReportFacts
from kg.consolidate.index import Index
from kg.consolidate.judged import Pair
from kg.consolidate.pairs import PairScore, block_keys, matched, most_paired, within


def replace_reports(
    index: Index, gone: Collection[ReportFacts], came: Mapping[str, Collection[ReportFacts]]
) -> set[str]:
    """Put reports in place of others, a graph each, pair them anew, and return the reports that this touches."""
    fresh = {report.iri: report for found in came.values() for report in found}
    keys = {key for report in (*gone, *fresh.values()) for key in block_keys(report)}
    before = index.blocks(keys)
    touched = {iri for pair in index.pairs_of(r.iri for r in gone) for iri in (pair.left, pair.right)}
    known = index.of_reports({iri for members in before.values() for iri in members} - fresh.keys())
    known |= {report.iri: report for report in gone}
    index.drop(gone)
    index.put(came)
    after = index.blocks(keys)
    everything = known | fresh
    lost, proposed = _compare(before, after, known, everything, fresh.keys())
    matching = {(pair.left, pair.right) for pair in index.pairs_of({iri for pair in lost for iri in pair})}
    unpaired = [pair for pair in sorted(lost & matching) if not _still_proposed(index, pair, everything)]
    index.drop_pairs(unpaired)
    found = list(matched((everything[left], everything[right]) for left, right in sorted(proposed)))
    index.add_pairs(found)
    touched |= {iri for pair in unpaired for iri in pair} | {iri for p in found for iri in (p.left, p.right)}
    return (touched | fresh.keys()) - ({report.iri for report in gone} - fresh.keys())


def _compare(
    before: Mapping[str, set[str]],
    after: Mapping[str, set[str]],
    old: Mapping[str, ReportFacts],
    new: Mapping[str, ReportFacts],
    fresh: Collection[str],
) -> tuple[set[Pair], set[Pair]]:
    """Return the pairs that some block proposed and no longer does, and those that are to be scored."""
    lost: set[Pair] = set()
    proposed: set[Pair] = set()
    for key, members in after.items():
        now = _pairs(key, members, new)
        if max(len(members), len(before[key])) > most_paired(key):
            then = _pairs(key, before[key], old)
            lost |= then - now
            proposed |= now - then
        proposed |= {pair for pair in now if pair[0] in fresh or pair[1] in fresh}
    return lost, proposed


def _pairs(key: str, members: Iterable[str], facts: Mapping[str, ReportFacts]) -> set[Pair]:
    return {(left.iri, right.iri) for left, right in within(key, (facts[iri] for iri in members))}


def _still_proposed(index: Index, pair: Pair, facts: Mapping[str, ReportFacts]) -> bool:
    left, right = (facts[iri] for iri in pair)
    shared = index.blocks(block_keys(left) & block_keys(right))
    return any(pair in _pairs(key, members, index.of_reports(members)) for key, members in shared.items())


def reach(index: Index, touched: Collection[str], judged: Collection[Pair]) -> tuple[set[str], set[PairScore]]:
    """Return all reports tied to these by matching pairs or judgements, with the pairs between them."""
    tied: dict[str, set[str]] = {}
    for one, other in judged:
        tied.setdefault(one, set()).add(other)
        tied.setdefault(other, set()).add(one)
    seen: set[str] = set()
    pairs: set[PairScore] = set()
    edge = set(touched)
    while edge:
        seen |= edge
        found = index.pairs_of(edge)
        pairs |= found
        near = {iri for pair in found for iri in (pair.left, pair.right)}
        edge = (near | {other for iri in edge for other in tied.get(iri, ())}) - seen
    return seen, pairs

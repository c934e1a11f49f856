"""Score which reports tell of one event (ECB+): ecbplus.py [--folds N] [--fit] INPUT.jsonl[.xz] [OUTPUT.jsonl].

Every document is built whole, and the documents of a topic are consolidated together.  A report stands for the gold
event mention of a checked sentence that its trigger overlaps; the others are left out.  Scored is the decision "one
event or two" over all pairs of such reports from different documents of a topic, pairs of all topics added up.
`lemma_pair_f1` is what "same trigger lemma, same event" earns on the same pairs.

The weights of words (kg/consolidate/weights.toml) are counted on train: `--fit` prints that file anew from INPUT.  For
a figure on train, `--folds N` weighs each topic by the counts of the topics of the other folds.  The annotators'
mentions serve the alignment alone.
"""

import json
import lzma
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import Store

from kg.consolidate.accounts import LEVELS
from kg.consolidate.clusters import cluster
from kg.consolidate.facts import ReportFacts
from kg.consolidate.features import read_facts
from kg.consolidate.pairs import matching, score
from kg.consolidate.weights import Weights, fitted, from_tallies
from kg.extract import extract
from kg.graph.iris import BASE
from kg.graph.mapper import quads_of
from kg.resolve.claims import resolve
from tests.benchmarks.common import EVAL, article, inputs, report, scores, tools

Tallies: TypeAlias = dict[str, dict[str, list[int]]]  # comparison -> level -> [pairs of one event, pairs of two]

HEAD = """# How often each outcome of a comparison was seen among pairs of reports of one event (first) and of two
# (second): the {pairs:,} pairs of ECB+ train that nothing contradicts.  Counts only, no text.  What a level weighs
# follows from its counts (weights.py); `tests/benchmarks/ecbplus.py --fit TRAIN` prints this file.
"""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A report with the gold event that its trigger is a mention of."""

    document: str
    report: str  # IRI
    lemma: str
    chain: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The asserted reports of a topic, by IRI, and those that stand for a gold mention."""

    facts: Mapping[str, ReportFacts]
    aligned: Sequence[Aligned]

    def pairs(self) -> Iterator[tuple[Aligned, Aligned]]:
        """Yield the pairs that are scored."""
        for one, other in combinations(self.aligned, 2):
            if one.document != other.document:
                yield one, other


def text_of(document: Mapping[str, Any]) -> tuple[str, list[tuple[int, int]]]:
    """Write a document with a blank between tokens and a line for each sentence; return each token's span."""
    text, spans = "", []
    for at, (token, sentence) in enumerate(zip(document["tokens"], document["token_sentence"], strict=True)):
        new = at and sentence != document["token_sentence"][at - 1]
        text += "\n\n" * bool(new) + " " * bool(text and not new)
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def build(document: Mapping[str, Any], store: Store) -> Iterator[Aligned]:
    """Put a document's graph into a store and yield its reports that stand for a gold event mention."""
    text, spans = text_of(document)
    use, read = tools(), article(text, document["docid"])
    found = extract(read, use.paragraphs_of(read), use.lexicon, use.context)
    lemmas = {event.trigger.start: event.lemma for event in found.events}
    reading = resolve(found, use.index, use.entries, use.gazetteer, use.lexicon.parents, use.judgements)
    store.extend(quads_of(reading, extractor=use.extractor_name, pipeline=use.pipeline))
    gold = {
        (start, end): mention["chain"]
        for mention in document["mentions"]
        if mention["kind"] == "event" and mention["selected"]
        for start, end in (spans[token] for token in mention["tokens"])
    }
    for each in reading.reports:
        said = each.trigger
        chain = next((c for (start, end), c in sorted(gold.items()) if start < said.end and said.start < end), None)
        if chain is not None:
            lemma = lemmas.get(said.start, said.quote.casefold())
            yield Aligned(read.document, f"{BASE}report/{each.key}", lemma, chain)


def read_topic(documents: Sequence[Mapping[str, Any]]) -> Topic:
    """Build the documents of a topic."""
    store, parents = Store(), tools().lexicon.parents
    aligned = [found for document in documents for found in build(document, store)]
    facts = {report.iri: report for report in read_facts(store, parents) if report.asserted}
    return Topic(facts, aligned)


def judged(topic: Topic, weights: Weights) -> Iterator[tuple[Aligned, Aligned, bool]]:
    """Yield each pair of aligned reports of one topic, and whether consolidation calls them one event."""
    groups = cluster(topic.facts.values(), matching(topic.facts.values(), weights))
    event_of = {report.iri: number for number, group in enumerate(groups) for report in group}
    for one, other in topic.pairs():
        event = event_of.get(one.report)
        yield one, other, event is not None and event == event_of.get(other.report)


def tallies(topics: Iterable[Topic]) -> Tallies:
    """Count the outcomes of the comparisons of words, among pairs of one event and of two that nothing contradicts."""
    counts: Tallies = {name: {level: [0, 0] for level in levels} for name, levels in LEVELS.items()}
    for topic in topics:
        for one, other in topic.pairs():
            if one.report not in topic.facts or other.report not in topic.facts:
                continue
            pair = score(topic.facts[one.report], topic.facts[other.report])
            for each in () if pair.contradicts else pair.comparisons:
                if each.level:
                    counts[each.name][each.level][one.chain != other.chain] += 1
    return counts


def weights_of(topics: Iterable[Topic]) -> Weights:
    """Weigh each level by the counts of these topics."""
    counted = tallies(topics).items()
    return from_tallies({name: {k: (v[0], v[1]) for k, v in levels.items()} for name, levels in counted})


def written(counts: Tallies) -> str:
    """Write counts as weights.toml holds them."""
    tables = (
        f"\n[{name}]\n" + "".join(f'"{level}" = [{one}, {two}]\n' for level, (one, two) in levels.items())
        for name, levels in counts.items()
    )
    return HEAD.format(pairs=sum(map(sum, counts["deed"].values()))) + "".join(tables)


def in_folds(topics: Mapping[str, Topic], folds: int) -> Iterator[tuple[Aligned, Aligned, bool]]:
    """Judge each topic by the weights of the topics of the other folds; by those that ship where there is one fold."""
    fold_of = {name: number % folds for number, name in enumerate(sorted(topics))}
    for fold, names in groupby(sorted(fold_of, key=lambda n: (fold_of[n], n)), key=lambda n: fold_of[n]):
        weights = weights_of(topics[n] for n in topics if fold_of[n] != fold) if folds > 1 else fitted()
        for name in names:
            yield from judged(topics[name], weights)


def read_documents(path: Path) -> Iterator[Mapping[str, Any]]:
    """Read the documents of a file, packed or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Build every topic; print the scores, or the weights that it gives."""
    options = ArgumentParser()
    options.add_argument("--folds", type=int, default=1)
    options.add_argument("--fit", action="store_true")
    given, rest = options.parse_known_args()
    path, output = inputs(EVAL / "ecbplus" / "dev.jsonl.xz", ("", *rest))
    documents: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for document in read_documents(path):
        documents[str(document["topic"])].append(document)
    topics = {name: read_topic(found) for name, found in documents.items()}
    if given.fit:
        print(written(tallies(topics.values())), end="")
        return
    print_scores(list(in_folds(topics, given.folds)), output)


def print_scores(pairs: Sequence[tuple[Aligned, Aligned, bool]], output: Path | None) -> None:
    """Print the scores, and write each decision that is right or wrong of a "same"."""
    gold = {(a.report, b.report) for a, b, _ in pairs if a.chain == b.chain}
    ours = {(a.report, b.report) for a, b, same in pairs if same}
    lemma = {(a.report, b.report) for a, b, _ in pairs if a.lemma == b.lemma}
    if output is not None:
        told = [
            {
                "left": a.report,
                "right": b.report,
                "lemmas": [a.lemma, b.lemma],
                "same": same,
                "gold": a.chain == b.chain,
            }
            for a, b, same in pairs
            if same or a.chain == b.chain
        ]
        output.write_text("".join(json.dumps(row) + "\n" for row in told), encoding="utf-8")
    precision, recall, f1 = scores(len(gold & ours), len(ours), len(gold))
    heuristic = scores(len(gold & lemma), len(lemma), len(gold))[2]
    aligned = len({a.report for pair in pairs for a in pair[:2]})
    report(aligned=aligned, pairs=len(pairs), same=len(gold), pair_precision=precision, pair_recall=recall)
    report(pair_f1=f1, lemma_pair_f1=heuristic)


if __name__ == "__main__":
    main()

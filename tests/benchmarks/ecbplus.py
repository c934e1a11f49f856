"""Score which reports tell of one event (ECB+): ecbplus.py INPUT.jsonl[.xz] [OUTPUT.jsonl].

Every document is built whole, and the documents of a topic are consolidated together.  A report stands for the gold
event mention of a checked sentence that its trigger overlaps; the others are left out.  Scored is the decision "one
event or two" over all pairs of such reports from different documents of a topic, pairs of all topics added up.
`lemma_pair_f1` is what "same trigger lemma, same event" earns on the same pairs.  No weight is learned from this data,
so that a figure on train needs no folds; the annotators' mentions are used for the alignment alone.
"""

import json
import lzma
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Store

from kg.consolidate import consolidate
from kg.extract import extract
from kg.graph.iris import BASE
from kg.graph.mapper import quads_of
from kg.resolve.claims import resolve
from tests.benchmarks.common import EVAL, article, inputs, report, scores, tools

HAS_REPORT = NamedNode(f"{BASE}ontology#hasReport")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A report with the gold event that its trigger is a mention of."""

    document: str
    report: str  # IRI
    lemma: str
    chain: str


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


def judged(documents: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Aligned, Aligned, bool]]:
    """Yield each pair of aligned reports of one topic, and whether consolidation calls them one event."""
    store = Store()
    aligned = [found for document in documents for found in build(document, store)]
    quads = consolidate(store, tools().lexicon.parents)
    members = ((q.object, q.subject) for q in quads if q.predicate == HAS_REPORT)
    event_of = {each.value: event for each, event in members if isinstance(each, NamedNode)}
    for one, other in combinations(aligned, 2):
        if one.document != other.document:
            event = event_of.get(one.report)
            yield one, other, event is not None and event == event_of.get(other.report)


def read_documents(path: Path) -> Iterator[Mapping[str, Any]]:
    """Read the documents of a file, packed or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def main() -> None:
    """Build every topic, write each decision that is right or wrong of a "same", print the scores."""
    path, output = inputs(EVAL / "ecbplus" / "dev.jsonl.xz")
    topics: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for document in read_documents(path):
        topics[str(document["topic"])].append(document)
    pairs = [pair for topic in sorted(topics) for pair in judged(topics[topic])]
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

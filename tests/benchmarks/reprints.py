"""Score which articles are told to be reprints of one another: reprints.py INPUT.jsonl[.xz] [OUTPUT.jsonl].

The documents of ECB+ tell of a few events each in many papers' words, and some papers took over a text.  Scored are

- natural pairs: two documents of one event.  Dependent, if half of the shorter one's words stand in common runs of
  eight words or more; independent, if under a fifth; the pairs between are left out.  `natural_*` scores the decision.
- made pairs: each document of more than three sentences beside its reprint: cut to half its sentences; every tenth
  word replaced; every fifth; cut to two thirds and every tenth word replaced; the first half with as much of another
  document of the same event after it.  `made_*` is the share found of each.
- passages: the first three sentences beside the same with every tenth word replaced (`passage_recall`), and beside
  those of independent documents of the event (`passage_wrong`, how many of them are taken for one).
- `unrelated_wrong`: pairs of documents on different events taken for reprints.
"""

import json
import lzma
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.consolidate.reprints import is_reprint
from kg.graph.signatures import signature
from tests.benchmarks.common import EVAL, inputs, report, scores

RUN = 8  # words: shorter common runs are names, titles and set phrases
DEPENDENT, INDEPENDENT = 0.5, 0.2
PASSAGE = 3  # sentences
Text = Sequence[str]  # sentences


def sentences_of(document: Mapping[str, Any]) -> Text:
    """Return a document's sentences as text."""
    found: dict[int, list[str]] = defaultdict(list)
    for token, sentence in zip(document["tokens"], document["token_sentence"], strict=True):
        found[sentence].append(token)
    return [" ".join(found[at]) for at in sorted(found)]


def copied(one: Text, other: Text) -> float:
    """Return the share of the shorter text's words that stand in common runs of RUN words or more."""
    left, right = (re.findall(r"\w+", " ".join(text).lower()) for text in (one, other))
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(b.size for b in blocks if b.size >= RUN) / max(1, min(len(left), len(right)))


def edited(text: Text, share: float, words: Sequence[str], chance: random.Random) -> Text:
    """Replace a share of the words by words from anywhere."""
    return [" ".join(chance.choice(words) if chance.random() < share else w for w in s.split()) for s in text]


def makers(words: Sequence[str], chance: random.Random) -> Mapping[str, Callable[[Text, Text], Text]]:
    """Return the ways to reprint a text; the second text is another account of the event."""
    return {
        "cut": lambda text, _: text[: len(text) // 2],
        "edited_tenth": lambda text, _: edited(text, 0.1, words, chance),
        "edited_fifth": lambda text, _: edited(text, 0.2, words, chance),
        "cut_and_edited": lambda text, _: edited(text[: len(text) * 2 // 3], 0.1, words, chance),
        "half_of_two": lambda text, other: [*text[: len(text) // 2], *other[: len(text) // 2]],
    }


def pairs_of(events: Mapping[object, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield each two documents of one event."""
    for names in events.values():
        yield from combinations(names, 2)


def natural(texts: Mapping[str, Text], pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, float], list[Any]]:
    """Score natural pairs; return the figures and the independent pairs."""
    judged = [(a, b, copied(texts[a], texts[b])) for a, b in pairs]
    found = {(a, b): is_reprint(signature(texts[a]), signature(texts[b])) for a, b, _ in judged}
    gold = [(a, b) for a, b, share in judged if share >= DEPENDENT]
    free = [(a, b) for a, b, share in judged if share < INDEPENDENT]
    right, wrong = sum(found[p] for p in gold), sum(found[p] for p in free)
    precision, recall, f1 = scores(right, right + wrong, len(gold))
    figures = {"natural_precision": precision, "natural_recall": recall, "natural_f1": f1}
    return {**figures, "natural_dependent": len(gold), "natural_independent": len(free), "natural_wrong": wrong}, free


def main() -> None:
    """Print the figures and write, if an output is named, the natural pairs taken for reprints."""
    source, output = inputs(EVAL / "ecbplus" / "dev.jsonl.xz")
    with lzma.open(source, "rt", encoding="utf-8") if source.suffix == ".xz" else source.open(encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    texts = {d["docid"]: sentences_of(d) for d in documents}
    events: dict[object, list[str]] = defaultdict(list)
    for document in documents:
        events[document["topic"], document["subtopic"]].append(document["docid"])
    chance, words = random.Random(1), [w for text in texts.values() for s in text for w in s.split()]
    pairs = list(pairs_of(events))
    figures, free = natural(texts, pairs)
    long = [(name, other) for name, other in pairs if len(texts[name]) > PASSAGE]
    by_name = dict(reversed(long))
    for kind, make in makers(words, chance).items():
        hits = [is_reprint(signature(texts[n]), signature(make(texts[n], texts[o]))) for n, o in by_name.items()]
        figures[f"made_{kind}"] = sum(hits) / len(hits)
    openings = {name: text[:PASSAGE] for name, text in texts.items()}
    hits = [is_reprint(signature(t), signature(edited(t, 0.1, words, chance))) for t in openings.values()]
    figures["passage_recall"] = sum(hits) / len(hits)
    figures["passage_wrong"] = sum(is_reprint(signature(openings[a]), signature(openings[b])) for a, b in free)
    made = {name: signature(text) for name, text in texts.items()}
    apart = set(combinations(sorted(texts), 2)) - {(min(p), max(p)) for p in pairs}
    figures["unrelated_wrong"] = sum(is_reprint(made[a], made[b]) for a, b in apart)
    figures["unrelated"] = len(apart)
    write(output, [p for p in pairs if is_reprint(made[p[0]], made[p[1]])])
    report(**figures)


def write(output: Path | None, pairs: Sequence[tuple[str, str]]) -> None:
    """Write the pairs found, one a line."""
    if output is not None:
        output.write_text("".join(f"{json.dumps(pair)}\n" for pair in pairs), encoding="utf-8")


if __name__ == "__main__":
    main()

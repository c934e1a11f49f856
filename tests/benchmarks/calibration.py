"""Fit and check the confidence of claims: calibration.py [WEIGHTS.json]     (needs scikit-learn to fit).

judged.jsonl holds claims drawn at random that a person read beside their sentence and found right in every field, or
not: where they stand, what they state, and the hash of their words, never the words.  The documents are built anew from
the evaluation data; a judged claim that is no longer found is left out and counted.  Without WEIGHTS.json the shipped
weights are checked; with it, new ones are fitted and checked on held-out fifths.

`judged`, `right` (share), `brier` (mean squared error of the confidence; `brier_constant` that of always giving the
share), and for each band of confidence how many claims it holds and which share of them is right.
"""

import csv
import hashlib
import json
import lzma
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.model import Claim
from kg.resolve.confidence import confidence_of
from tests.benchmarks.common import EVAL, reading, report

JUDGED = Path(__file__).with_name("judged.jsonl")
BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)
STRENGTH = 0.02  # inverse of the penalty: few claims, many signs
Key = tuple[str, int, int, str, str]


def texts(name: str) -> dict[str, str]:
    """The documents of an evaluation set by name."""
    if name == "case":
        lines = (EVAL / "case2021" / "snippets_dev.tsv").read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {f"snippet-{row['id']}": row["EventSnippet"] for row in rows}
    path = EVAL / "muc4" / ("dev.jsonl" if name == "muc" else "train.jsonl.xz")
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    return {row["docid"]: row["text"] for row in map(json.loads, data.decode().splitlines())}


def key_of_claim(document: str, claim: Claim) -> Key:
    """What identifies a judged claim."""
    words = hashlib.sha256(claim.text.encode()).hexdigest()[:12]
    return document, claim.evidence.start, claim.evidence.end, claim.predicate, words


def examples() -> Iterator[tuple[Sequence[str], bool]]:
    """The signs of each judged claim that is still found, and whether it was right."""
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    for name in sorted({row["set"] for row in rows}):
        source = texts(name)
        wanted = [row for row in rows if row["set"] == name]
        found: dict[Key, Claim] = {}
        for document in sorted({row["document"] for row in wanted}):
            for claim in reading(source[document], document).claims:
                found.setdefault(key_of_claim(document, claim), claim)
        for row in wanted:
            key = (row["document"], row["start"], row["end"], row["predicate"], row["words"])
            if key in found:
                yield found[key].signs, row["right"]


def fitted(signs: Sequence[Sequence[str]], right: Sequence[bool]) -> dict[str, float]:
    """Weights of a logistic model over signs that at least three claims have."""
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415  only fitting needs it
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    counter: Any = CountVectorizer(analyzer=set, min_df=3)
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(counter.fit_transform(signs), right)
    names = counter.get_feature_names_out()
    weights = {name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.02}
    return {"always": round(float(model.intercept_[0]), 2), **dict(sorted(weights.items()))}


def main() -> None:
    """Check the shipped weights, or fit new ones."""
    if not EVAL.exists():
        print(f"skipped: {EVAL} is not here; set KG_EVAL_DATA to the folder of evaluation data")
        return
    found = list(examples())
    signs, right = [list(s) for s, _ in found], [r for _, r in found]
    if len(sys.argv) > 1:
        given = [0.0] * len(found)
        for fold in range(5):
            kept = [i for i in range(len(found)) if i % 5 != fold]
            weights = fitted([signs[i] for i in kept], [right[i] for i in kept])
            for i in range(fold, len(found), 5):
                given[i] = confidence_of(signs[i], weights)
        Path(sys.argv[1]).write_text(json.dumps(fitted(signs, right), indent=1) + "\n", encoding="utf-8")
    else:
        given = [confidence_of(s) for s in signs]
    for low, high in pairwise(BANDS):
        inside = [r for g, r in zip(given, right, strict=True) if low <= g < high]
        if inside:
            good = sum(inside) / len(inside)
            print(f"confidence {low:.1f} to {min(high, 1):.1f}: {len(inside)} claims, {good:.2f} right")
    share = sum(right) / len(right)
    brier = sum((g - r) ** 2 for g, r in zip(given, right, strict=True)) / len(right)
    report(judged=len(right), right=share, brier=brier, brier_constant=share * (1 - share))


if __name__ == "__main__":
    main()

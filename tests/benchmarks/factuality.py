"""Score certainty and polarity of event words: factuality.py DIR|FILE.jsonl|ARCHIVE [OUTPUT.jsonl].

DIR may hold UW/dev.jsonl (the default reading of the evaluation data's archive) or any .jsonl files; a line has `text`,
tokens joined by blanks, and `targets` with `span1` and a `label` from -3 to 3.  Gold classes: asserted from 1.5,
negated to -1.5, uncertain between.  Each event word is given to the extractor's own reading of how a text commits:

    certain or probable, positive, past   asserted
    negative                              negated
    possible, hypothetical or future      uncertain
"""

import json
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from kg.extract.stance import Stance, stance_of
from kg.language import analyse
from kg.model import Article, Block, BlockKind, Certainty, Polarity, Tense
from tests.benchmarks.common import EVAL, inputs, report, scores, tools

CLASSES = ("asserted", "uncertain", "negated")
ASSERTED = 1.5
BEFORE_NO_SPACE = frozenset({"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", ",", ".", ";", ":", "?", "!", ")", "%", "'"})


def gold_class(label: float) -> str:
    """The class of a label."""
    return "asserted" if label >= ASSERTED else "negated" if label <= -ASSERTED else "uncertain"


def class_of(stance: Stance) -> str:
    """The class of what the extractor reads."""
    if stance.polarity is Polarity.NEGATIVE:
        return "negated"
    unsure = stance.certainty in (Certainty.POSSIBLE, Certainty.HYPOTHETICAL) or stance.tense is Tense.FUTURE
    return "uncertain" if unsure else "asserted"


def joined(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """The sentence as it is written, and where each token starts; quotation marks lose their blanks."""
    text, starts = "", []
    for token in tokens:
        word = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(token, token)
        glued = word.casefold() in BEFORE_NO_SPACE or text.endswith(("(", "$")) or not text
        text += word if glued else f" {word}"
        starts.append(len(text) - len(word))
    return text, starts


def files_of(path: Path, folder: Path) -> Iterator[Path]:
    """The files to score; an archive is unpacked into `folder`."""
    if path.suffix == ".xz":
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        path = folder
    if path.is_file():
        yield path
    elif found := sorted(path.rglob("UW/dev.jsonl")):
        yield found[0]
    else:
        yield from sorted(path.rglob("*.jsonl"))


def token_at(doc: Doc, start: int) -> Token | None:
    """The token that holds a character."""
    return next((t for t in doc if t.idx <= start < t.idx + len(t)), None)


def rows_of(path: Path) -> Iterator[tuple[Mapping[str, Any], list[tuple[str, str, str]]]]:
    """Each sentence with (word, gold class, predicted class) of its event words."""
    sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for row in sentences:
        text, starts = joined(row["text"].split(" "))
        block = (Block(0, len(text), BlockKind.BODY),)
        paragraphs = analyse(tools().nlp, Article("s", "", text, block), tools().names, sayings=tools().sayings)
        doc = paragraphs[0].doc
        found = []
        for target in row["targets"]:
            token = token_at(doc, starts[target["span1"][0]])
            predicted = class_of(stance_of(token, tools().lexicon)) if token is not None else "asserted"
            found.append((target["span_text"], gold_class(target["label"]), predicted))
        yield row, found


def main() -> None:
    """Score every event word, print per-class and macro F1."""
    path, output = inputs(EVAL / "factuality" / "factuality.tar.xz")
    counts: Counter[tuple[str, str]] = Counter()
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for file in files_of(path, Path(folder)):
            for row, found in rows_of(file):
                counts.update((gold, predicted) for _, gold, predicted in found)
                lines.append(json.dumps({"text": row["text"], "predicted": [(w, p) for w, _, p in found]}))
    if output is not None:
        output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    figures = {}
    for name in CLASSES:
        predicted = sum(n for (_, p), n in counts.items() if p == name)
        gold = sum(n for (g, _), n in counts.items() if g == name)
        figures[f"{name}_f1"] = scores(counts[name, name], predicted, gold)[2]
    accuracy = sum(counts[name, name] for name in CLASSES) / max(1, counts.total())
    report(events=counts.total(), accuracy=accuracy, **figures, macro_f1=sum(figures.values()) / len(CLASSES))


if __name__ == "__main__":
    main()

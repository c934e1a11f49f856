"""What the benchmarks share: where the data is, how a text is built, how a score is printed."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.config import Settings
from kg.model import Article, Reading
from kg.read.text import read_text
from kg.tools import Tools

ROOT = Path(__file__).parents[2]
EVAL = Path(os.environ.get("KG_EVAL_DATA") or ROOT.parent / "shared" / "eval")


@cache
def tools() -> Tools:
    """The resources that a build loads, loaded once; KG_NLP names another spaCy pipeline."""
    return Tools(os.environ.get("KG_NLP"), Settings().extractor)


def article(text: str, document: str) -> Article:
    """Read a text as a build reads a plain-text file."""
    return read_text(text.encode(), document=document)


def reading(text: str, document: str) -> Reading:
    """Everything that the product says about a text."""
    return tools().reading_of(article(text, document))


def inputs(default: Path, arguments: Sequence[str] = sys.argv) -> tuple[Path, Path | None]:
    """Return INPUT and OUTPUT of the command line, INPUT by default from the evaluation data; exit 0 where absent."""
    path = Path(arguments[1]) if len(arguments) > 1 else default
    if not path.exists():
        if len(arguments) > 1:
            sys.exit(f"{path}: no such file or folder")
        print(f"skipped: {path} is not here; set KG_EVAL_DATA to the folder of evaluation data")
        sys.exit(0)
    return path, Path(arguments[2]) if len(arguments) > 2 else None


def scores(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Precision, recall and F1; 0.0 where nothing was predicted or nothing is gold."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def report(**figures: float) -> None:
    """Print `name value` lines, the last lines of every benchmark."""
    for name, value in figures.items():
        print(f"{name} {value:.4f}" if isinstance(value, float) else f"{name} {value}")

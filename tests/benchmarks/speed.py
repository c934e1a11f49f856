"""Measure speed, memory and validation cost: `make bench`.

Made-up articles of ordinary length, dense with claims, are read, analysed, extracted, validated and stored, and
the news of WikiEvents dev is extracted where the evaluation data is; the model is loaded before
the clock starts.  Prints `name value` lines; times are processor time of this process, so that a busy machine does
not change them much.
"""

import gc
import json
import resource
import tempfile
import time
from pathlib import Path

from kg.config import Settings
from kg.language import analyse
from kg.pipeline import build
from kg.read import read
from kg.read.text import read_text
from kg.tools import Tools
from tests.benchmarks.common import EVAL

ARTICLES = 60
SEEDS = Path(__file__).parents[2] / "seeds"


def articles(folder: Path) -> int:
    """Write articles that vary the seeds' sentences, return their words."""
    words = 0
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for number in range(ARTICLES):
        text = texts[number % len(texts)] + f"\n\nThis is copy {number}.\n"
        words += len(text.split())
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return words


def news_texts() -> list[tuple[str, str]]:
    """Name and text of the articles of WikiEvents dev, three sentences a paragraph; none where the data is absent."""
    path = EVAL / "wikievents" / "dev.jsonl"
    found = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        row = json.loads(line)
        said = [sentence for _, sentence in row["sentences"]]
        found.append((row["doc_id"], "\n\n".join(" ".join(said[i : i + 3]) for i in range(0, len(said), 3))))
    return found


def main() -> None:
    """Run every measurement."""
    with tempfile.TemporaryDirectory() as name:
        inputs = Path(name) / "articles"
        inputs.mkdir()
        words = articles(inputs)
        tools = Tools(None, "bench")
        start = time.process_time()
        read_ones = [read(path, document=path.name) for path in sorted(inputs.iterdir())]
        _ = (tools.nlp, tools.lexicon, tools.index, tools.gazetteer.find("Baghdad"), tools.shapes, tools.register_rows)
        print(f"loading_seconds {time.process_time() - start:.2f}")

        start = time.process_time()
        for article in read_ones:
            analyse(tools.nlp, article, tools.names)
        print(f"analysis_words_per_second {words / (time.process_time() - start):.0f}")

        start = time.process_time()
        readings = [tools.reading_of(article) for article in read_ones]
        print(f"extraction_words_per_second {words / (time.process_time() - start):.0f}")

        news = [read_text(text.encode(), document=name) for name, text in news_texts()]
        gc.collect()
        gc.freeze()  # as a build does after its first article
        start = time.process_time()
        for article in news:
            tools.reading_of(article)
        if news:
            told = sum(len(article.text.split()) for article in news)
            print(f"extraction_of_news_words_per_second {told / (time.process_time() - start):.0f}")

        start = time.process_time()
        for reading in readings:
            tools.graph_of(reading)
        print(f"graph_and_validation_ms_per_article {1000 * (time.process_time() - start) / ARTICLES:.1f}")

        start = time.process_time()
        build([inputs], Settings(store=Path(name) / "store"))
        print(f"build_words_per_second {words / (time.process_time() - start):.0f}")

        start = time.process_time()
        build([SEEDS], Settings(store=Path(name) / "seeds"))
        print(f"build_seeds_seconds {time.process_time() - start:.2f}")
    print(f"peak_memory_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}")


if __name__ == "__main__":
    main()

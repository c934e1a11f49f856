"""Measure speed, memory and validation cost: `make bench`.

Made-up articles of ordinary length are read, analysed, extracted, validated and stored; the model is loaded before
the clock starts.  Prints `name value` lines; times are processor time of this process, so that a busy machine does
not change them much.
"""

import resource
import tempfile
import time
from pathlib import Path

from kg.config import Settings
from kg.language import analyse
from kg.pipeline import build
from kg.read import read
from kg.tools import Tools

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

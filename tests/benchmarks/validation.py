"""Time the gate and pyshacl on 1,000 small articles with 21 faults, and on the seeds; exit 1 where they differ.

Figures are processor time an article.  pyshacl needs two minutes for the thousand.
"""

import sys
import time

from kg.graph.validation import load_shapes, refused, told
from tests.benchmarks.common import ROOT, reading, report, tools
from tests.graph.faults import beside_register, planted


def main() -> None:
    """Run both engines over all articles."""
    shapes = load_shapes(ROOT / "ontology" / "shapes.ttl")
    articles = planted(tools())
    start = time.process_time()
    found = [refused(built.quads, built.context, shapes) for built in articles]
    gate = time.process_time() - start
    start = time.process_time()
    by_reference = [{(v.focus, v.shape) for v in told(built.quads, built.context, shapes)} for built in articles]
    reference = time.process_time() - start

    paths = sorted((ROOT / "seeds").glob("*.txt"))
    seeds = [beside_register(reading(path.read_text(), path.name), tools()) for path in paths]
    start = time.process_time()
    for built in seeds:
        refused(built.quads, built.context, shapes)
    dense = time.process_time() - start
    differ = sum(a != b for a, b in zip(found, by_reference, strict=True))
    report(
        articles=len(articles),
        quads_per_article=sum(len(built.quads) for built in articles) / len(articles),
        gate_ms_per_article=1000 * gate / len(articles),
        pyshacl_ms_per_article=1000 * reference / len(articles),
        quads_per_seed=sum(len(built.quads) for built in seeds) / len(seeds),
        gate_ms_per_seed=1000 * dense / len(seeds),
        articles_refused=sum(map(bool, found)),
        articles_on_which_they_differ=differ,
    )
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()

"""Time every saved query on 10,000 articles: queries.py [ARTICLES].

Articles are made up, built and copied (corpus.py).  Each query is asked as it stands, and once with each parameter that
VALUES knows, in this process, of the store opened read-only; the figures are the middle of three.  Printed as `name
value`: wall and processor time at the 95th percentile and of the slowest (floors 200 ms and 1,000 ms), both because a
machine that does other work gives a query less than its share, the median, and each query by name.  For plain rdflib
(`rdflib_…`) the same queries run on RDFLIB_ARTICLES articles only, each in a process that is stopped after SECONDS.
"""

import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat
from pyoxigraph import Store as Rdf
from rdflib import Dataset

from kg.queries import SavedQuery, bind, load_queries, run
from kg.resources import folder
from kg.store.embedded import Store
from tests.benchmarks import corpus
from tests.benchmarks.common import report

ARTICLES = 10_000
RDFLIB_ARTICLES = 25
SECONDS = 5
TIMES = 3
ACTOR = "https://w3id.org/conflict-kg/actor/"
VALUES = {
    "actor": f"{ACTOR}kataib-hezbollah",
    "accused": f"{ACTOR}hezbollah",
    "source": f"{ACTOR}pentagon",
    "speaker": f"{ACTOR}kataib-hezbollah",
    "publisher": f"{ACTOR}reuters",
    "latitude": "36.3",
    "longitude": "43.1",
    "weapon": "rocket",
    "type": "kg:RocketAttack",
    "predicate": "kg:perpetrator",
    "since": "2019-06-01",
    "until": "2019-06-30",
}
OTHERS = {"statements": {"type": "kg:Threat"}}  # where a value that suits other queries means nothing
KG = "PREFIX kg: <https://w3id.org/conflict-kg/ontology#> "


def cases(store: Rdf) -> Iterator[tuple[str, SavedQuery, dict[str, str]]]:
    """Yield each query with the values to ask it with."""
    asked = {
        "article": f"{KG}SELECT ?x {{ ?x a kg:Article }} LIMIT 1",
        "event": f"{KG}SELECT ?x {{ ?x kg:hasReport ?any }} LIMIT 1",
        "place": f"{KG}SELECT ?x {{ ?report kg:location ?x }} LIMIT 1",
    }
    general = VALUES | {name: str(run(store, text).rows[0][0]).strip("<>") for name, text in asked.items()}
    for name, query in load_queries(folder("queries")).items():
        known = general | OTHERS.get(name, {})
        needed = {p.name: known[p.name] for p in query.parameters if p.required}
        yield name, query, needed
        for parameter in query.parameters:
            if not parameter.required and parameter.name in known:
                yield f"{name}_{parameter.name}", query, needed | {parameter.name: known[parameter.name]}


def timed(store: Rdf, text: str) -> tuple[float, float]:
    """Return milliseconds of wall and of processor time, the middle of several runs."""
    walls, works = [], []
    for _ in range(TIMES):
        wall, work = time.perf_counter(), time.process_time()
        run(store, text)
        walls.append(1000 * (time.perf_counter() - wall))
        works.append(1000 * (time.process_time() - work))
    return statistics.median(walls), statistics.median(works)


def percentile(values: list[float], share: float) -> float:
    """Return the value that so many of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def plain(quads: bytes, texts: dict[str, str]) -> Iterator[float]:
    """Yield milliseconds of rdflib for each query, SECONDS where it was stopped."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=quads, format="nquads")
    for text in texts.values():
        process = multiprocessing.get_context("fork").Process(target=_answer, args=(dataset, text))
        began = time.perf_counter()
        process.start()
        process.join(SECONDS)
        if process.is_alive():
            process.kill()
        elif process.exitcode:
            sys.exit(f"rdflib cannot run {text}")
        yield 1000 * min(time.perf_counter() - began, SECONDS)


def _answer(dataset: Dataset, text: str) -> None:
    list(dataset.query(text))


def main() -> None:
    """Make the stores and ask every query of them."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        quads = corpus.make(Path(name) / "store", number)
        with Store.open_read_only(Path(name) / "store") as store:
            found = {case: timed(store.rdf, bind(query, given, None)) for case, query, given in cases(store.rdf)}
        small = Path(name) / "small"
        small.mkdir()
        corpus.make(small / "store", RDFLIB_ARTICLES)
        with Store.open_read_only(small / "store") as store:
            texts = {case: bind(query, given, None) for case, query, given in cases(store.rdf)}
            everything = store.rdf.dump(format=RdfFormat.N_QUADS) or b""
            mine = [timed(store.rdf, text)[0] for text in texts.values()]
    walls, works = [wall for wall, _ in found.values()], [work for _, work in found.values()]
    for case, (wall, work) in sorted(found.items()):
        report(**{f"{case}_ms": wall, f"{case}_processor_ms": work})
    theirs = list(plain(everything, texts))
    report(
        articles=number,
        quads=quads,
        queries=len(found),
        median_ms=statistics.median(walls),
        p95_ms=percentile(walls, 0.95),
        slowest_ms=max(walls),
        p95_processor_ms=percentile(works, 0.95),
        slowest_processor_ms=max(works),
        rdflib_articles=RDFLIB_ARTICLES,
        rdflib_median_ms=statistics.median(theirs),
        rdflib_stopped=sum(value >= 1000 * SECONDS for value in theirs),
        same_articles_embedded_median_ms=statistics.median(mine),
    )


if __name__ == "__main__":
    main()

"""Ask every saved query of the embedded store, of Oxigraph's server and of Virtuoso: answers.py [ARTICLES] [SERVER].

The 60 short articles of tests/consolidate/corpus are built, and copied until there are ARTICLES
(tests/export/copies.py). Each query is asked as it stands, and once with each parameter that has a list of values,
with the commonest of them; the limit is raised to where it cuts nothing, for what a limit chooses is each store's
affair. Printed as `name value`: of how many queries the answers are equal (rows, and their order as far as ORDER BY
says), and milliseconds of each store, the middle, at the 95th percentile and of the slowest; a query that differs is
named on stderr.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from kg.config import Settings
from kg.errors import KgError
from kg.export.load import load
from kg.export.record import Record
from kg.pipeline import build, reason
from kg.queries import MAX_ROWS, Answer, bind, load_queries, run, run_remote, values_text
from kg.queries.answer import plain
from kg.resources import folder
from kg.store.embedded import Store
from kg.store.remote import writable_server
from tests.benchmarks.common import ROOT, report
from tests.benchmarks.queries import percentile
from tests.export.copies import copies
from tests.queries.same import difference
from tests.store.servers import running

ARTICLES = 1_000
SECONDS = 300.0
CORPUS = ROOT / "tests" / "consolidate" / "corpus"
POINT = {"latitude": "33.3", "longitude": "44.4"}  # Baghdad, which the corpus tells of


def cases(store: Store) -> Iterator[tuple[str, str]]:
    """Yield each query's name and a text to ask."""
    for name, query in load_queries(folder("queries")).items():
        listed = {p.name: _value(store, values_text(query, p.name)) for p in query.parameters if p.pattern or p.choices}
        given = {p.name: listed.get(p.name) or POINT[p.name] for p in query.parameters if p.required}
        if any(parameter.name == "limit" for parameter in query.parameters):
            given["limit"] = str(MAX_ROWS)
        yield name, bind(query, given, store.rdf)
        for parameter, value in listed.items():
            if value and parameter not in given:
                yield name, bind(query, given | {parameter: value}, store.rdf)


def _value(store: Store, text: str) -> str:
    rows = run(store.rdf, text).rows
    return plain(rows[0][0]) if rows else ""


def timed(ask: Callable[[str], Answer], text: str) -> tuple[Answer, float]:
    """Return the answer and milliseconds."""
    began = time.perf_counter()
    return ask(text), 1000 * (time.perf_counter() - began)


def compared(name: str, place: Path, store: Store, texts: list[tuple[str, str]], here: list[Answer]) -> None:
    """Load a server, ask it everything, and print how it fared."""
    with running(name, place) as server:
        os.environ.update(server.environment)
        load(store, writable_server(server.endpoint), Record.of(place / "store", server.endpoint))
        ask = partial(run_remote, server.endpoint, seconds=SECONDS, limit=None)
        different, times = set(), []
        for (query, text), wanted in zip(texts, here, strict=True):
            try:
                found, taken = timed(ask, text)
                wrong = difference(text, wanted, found)
                times.append(taken)
            except KgError as error:
                wrong = str(error)
            if wrong:
                different.add(query)
                print(f"{name}: {query}: {wrong[:600]}", file=sys.stderr, flush=True)
    report(**{f"answers_equal_{name}": len({query for query, _ in texts} - different)})
    _times(name, times)


def _times(name: str, times: list[float]) -> None:
    figures = (statistics.median(times), percentile(times, 0.95), max(times))
    report(**dict(zip((f"{name}_median_ms", f"{name}_p95_ms", f"{name}_slowest_ms"), figures, strict=True)))
    sys.stdout.flush()


def main() -> None:
    """Make the store and compare each server that is here."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with tempfile.TemporaryDirectory() as name:
        base, place = Path(name) / "base", Path(name) / "store"
        build([CORPUS], Settings(store=base))
        reason(base)
        with Store.open_read_only(base) as built:
            copies(built, place, number)
        with Store.open_read_only(place) as store:
            texts = list(cases(store))
            asked = [timed(partial(run, store.rdf, limit=None), text) for _, text in texts]
            report(articles=number, queries=len({query for query, _ in texts}), questions=len(texts))
            _times("embedded", [taken for _, taken in asked])
            for server in sys.argv[2:] or ("oxigraph", "virtuoso"):
                if server == "virtuoso" and not shutil.which("virtuoso-t"):
                    print("virtuoso skipped: `make test-virtuoso` installs it")
                    continue
                compared(server, Path(name) / server, store, texts, [answer for answer, _ in asked])


if __name__ == "__main__":
    main()

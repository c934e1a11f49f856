"""The flow of a site: snapshot -> background -> articles in batches -> what gathers them -> lists; read this first.

All is written beside the folder's files and put under their names when it is whole (replace.py), so that a run that
fails leaves the site before as it was.  Two processes write where there is enough to do; they share the snapshot's
file and the background, and leave each other records in files (shelf.py).
"""

import gc
import pickle
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from kg.errors import ExportError
from kg.export.release.snapshot import Snapshot
from kg.export.site.article_job import ListedArticle, write_articles
from kg.export.site.background import Background, Gathered, Slices, article_slices, gather, graph_slices, read_slice
from kg.export.site.data import short_names
from kg.export.site.event_nodes import event_nodes
from kg.export.site.forwards import forward_pages
from kg.export.site.gather_job import Listed, write_shelf
from kg.export.site.layout import KINDS
from kg.export.site.lists import Site, first_page, list_pages, search_files
from kg.export.site.ontology_pages import ontology_files
from kg.export.site.parts import part_files
from kg.export.site.plan import SitePlan
from kg.export.site.query_pages import answers_of, query_pages
from kg.export.site.register import curated
from kg.export.site.replace import put_in_place
from kg.export.site.shelf import GATHERED, Shelves
from kg.export.site.static import static_files
from kg.graph.iris import GRAPH_EVENTS, GRAPH_REGISTER
from kg.store.embedded import Store

Watcher = Callable[[str], None]  # is told what is being done
T = TypeVar("T")

PROCESSES_FROM = 200  # graphs of articles, 3 s of work: a process takes 2 s to load its libraries
BATCH = 100  # articles
GARBAGE = 50_000  # objects made before Python looks for circles: pages make none that matter
SHELF = 8_000  # claims whose records a process holds at once, about 60 MB
_FOLDERS = (*KINDS, "events", "actors", "places", "articles", "queries", "ontology", "assets", "servers", "part")


class Summary(NamedTuple):
    """How many pages a site has, by kind; forwarded and withdrawn pages apart."""

    events: int
    actors: int
    places: int
    articles: int
    claims: int
    queries: int
    forwarded: int
    withdrawn: int


class _Work(NamedTuple):
    """Where processes find what they share, and where they write."""

    background: Path
    snapshot: Path
    shelves: Path
    folder: Path
    shelf_count: int


def publish(store: Store, folder: Path, plan: SitePlan, watch: Watcher = lambda _: None) -> Summary:
    """Write a site of a store into a folder, which is made if need be.

    The same store and plan give the same bytes; what an earlier site there had and this one has not gets a page that
    says so.  Raises ExportError if the folder cannot be written, or if the store has blank nodes.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".site-", dir=folder) as name:
            fresh, scratch = Path(name) / "files", Path(name) / "scratch"
            for made in (fresh, scratch, scratch / "shelves", *(fresh / kind for kind in _FOLDERS)):
                made.mkdir()
            summary = _write(store, fresh, scratch, plan, watch)
            watch("putting the pages in place")
            withdrawn = put_in_place(fresh, folder, plan)
            return summary._replace(withdrawn=withdrawn)
    except BrokenProcessPool as error:
        raise ExportError("a process that helped to write was killed, for want of memory perhaps: try again") from error
    except OSError as error:
        raise ExportError(f"cannot write to {folder}: {error.strerror or error}; name another folder") from error


def _write(store: Store, fresh: Path, scratch: Path, plan: SitePlan, watch: Watcher) -> Summary:
    """Write all files into a fresh folder."""
    watch("reading the store")
    work = _Work(scratch / "background", scratch / "snapshot.nq", scratch / "shelves", fresh, _shelf_count(store))
    with _workers(len(store.graphs())) as workers:
        asked = workers.submit(answers_of, plan, None if plan.store else store, len(store.graphs()))
        known, slices = _prepare(store, work, plan)
        articles = _articles(workers, work, slices, watch)
        listed = _gathered(workers, work, watch)
        queries = query_pages(asked.result(), known)
    watch("writing lists")
    claims = sum(article.headline.claims for article in articles)
    site = Site(articles, listed["event"], listed["actor"], listed["place"], claims)
    forwards = list(forward_pages(store, known))
    index = list(search_files(site))
    static = static_files(site, [path for path, _ in index], known)
    parts = part_files(work.snapshot, known)
    files = (list_pages(site, known), index, queries, ontology_files(known), static, forwards, parts)
    for path, page in (entry for some in files for entry in some):
        (fresh / path).write_bytes(page)
    (fresh / "index.html").write_bytes(first_page(site, known))
    counts = (len(site.events), len(site.actors), len(site.places), len(articles), claims, len(queries))
    return Summary(*counts, forwarded=len(forwards), withdrawn=0)


def _shelf_count(store: Store) -> int:
    return 1 + len(store.graphs()) * 10 // SHELF  # about ten claims an article


def _workers(graphs: int) -> Executor:
    """Return what runs the jobs: processes where there is enough to do for two of them."""
    if graphs < PROCESSES_FROM:
        return ThreadPoolExecutor(max_workers=1)
    return ProcessPoolExecutor(
        max_workers=2, mp_context=get_context("spawn"), initializer=gc.set_threshold, initargs=(GARBAGE,)
    )


def _prepare(store: Store, work: _Work, plan: SitePlan) -> tuple[Background, list[tuple[int, int]]]:
    """Read what all pages need; leave it, and what consolidation and the register say, where processes find it."""
    snapshot = Snapshot.of(store, work.snapshot)
    gathered = gather(snapshot, plan)
    work.background.write_bytes(pickle.dumps(gathered.background, pickle.HIGHEST_PROTOCOL))
    slices = graph_slices(work.snapshot)
    _fill_shelves(gathered, work, slices)
    return gathered.background, article_slices(slices)


@cache
def _background(path: Path) -> Background:
    """Read the background once in each process."""
    known = pickle.loads(path.read_bytes())  # noqa: S301  written by our own process
    assert isinstance(known, Background)  # noqa: S101
    return known


def _articles(workers: Executor, work: _Work, slices: Sequence[tuple[int, int]], watch: Watcher) -> list[ListedArticle]:
    batches = [slices[at : at + BATCH] for at in range(0, len(slices), BATCH)]
    jobs = [workers.submit(_article_batch, work, number, some) for number, some in enumerate(batches)]
    found = _each(jobs, lambda done: watch(f"articles: {min(done * BATCH, len(slices)):,} of {len(slices):,}"))
    return [article for batch in found for article in batch]


def _article_batch(work: _Work, number: int, slices: Sequence[tuple[int, int]]) -> list[ListedArticle]:
    shelves = Shelves(work.shelves, work.shelf_count)
    known = _background(work.background)
    return write_articles(work.snapshot, slices, f"batch-{number:06}", known, work.folder, shelves)


def _fill_shelves(gathered: Gathered, work: _Work, slices: Slices) -> None:
    """Leave what consolidation and the register say of things where their pages are written."""
    known, short = gathered.background, short_names(gathered.background.plan.ontology)
    shelves = Shelves(work.shelves, work.shelf_count)
    event_quads, register_quads = (
        read_slice(work.snapshot, slices[graph.value]) if graph.value in slices else []
        for graph in (GRAPH_EVENTS, GRAPH_REGISTER)
    )
    for thing, node in event_nodes(gathered.events, event_quads, gathered.names, short):
        shelves.put(thing, node)
    for thing, entry in curated(gathered.register, register_quads, known, short):
        shelves.put(thing, entry)
    shelves.close("background")


def _gathered(workers: Executor, work: _Work, watch: Watcher) -> dict[str, list[Listed]]:
    names = [f"{kind}-{number}" for kind in GATHERED for number in range(work.shelf_count)]
    jobs = [workers.submit(_shelf_job, work, name) for name in names]
    found = _each(jobs, lambda done: watch(f"events, actors and places: part {done} of {len(jobs)}"))
    listed: dict[str, list[Listed]] = {kind: [] for kind in GATHERED}
    for thing in (thing for shelf in found for thing in shelf):
        listed[thing.thing.partition("/")[0]].append(thing)
    return listed


def _shelf_job(work: _Work, name: str) -> list[Listed]:
    return write_shelf(work.shelves, name, _background(work.background), work.folder)


def _each(jobs: Sequence["Future[list[T]]"], tell: Callable[[int], None]) -> Iterator[list[T]]:
    """Wait for all jobs, telling how many are done; return their results in the order of the jobs."""
    for done, job in enumerate(as_completed(jobs), 1):
        job.result()
        tell(done)
    return iter([job.result() for job in jobs])


__all__ = ["Summary", "Watcher", "publish"]

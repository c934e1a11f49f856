"""The flow of a release: snapshot -> parts (jobs.py) -> description -> manifest -> checksums; read this first.

All is written beside the folder's files and put under their names when it is whole, so that a release that fails
leaves the one before as it was.
"""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from kg.errors import ExportError
from kg.export.release.census import Census, take_census
from kg.export.release.changes import DESCRIPTION, Previous, read_previous, write_changes, write_ids
from kg.export.release.description import Written, measure, write_description
from kg.export.release.jobs import GROUPS, write_group
from kg.export.release.papers import CRATE, README, SUMS, write_crate, write_readme, write_sums
from kg.export.release.parts import CHANGES, FILES, IDS, File, Part, Plan
from kg.export.release.rdf import Source
from kg.export.release.snapshot import Snapshot
from kg.store.embedded import Store

Watcher = Callable[[str], None]  # is told what is being done, or is done

PROCESSES_FROM = 30_000_000  # bytes of N-Quads, 5 s of work: a process takes 2 s to load its libraries
_PAPERS = {
    DESCRIPTION: File(DESCRIPTION, "text/turtle", "", "This release in DCAT, VoID and PROV"),
    README: File(README, "text/markdown", "", "What a person needs to use the release"),
    CRATE: File(CRATE, "application/ld+json", "", "This release as an RO-Crate"),
}


def release(
    store: Store, folder: Path, plan: Plan, parts: Iterable[Part] = tuple(Part), watch: Watcher = lambda _: None
) -> tuple[Path, ...]:
    """Write a release of a store into a folder, which is made if need be; return the paths of its files.

    The same store and plan give the same bytes.  Raises ExportError if the folder cannot be written, if the store has
    blank nodes, or if the release before cannot be read.
    """
    previous = read_previous(plan.previous) if plan.previous else Previous("", {})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".release-", dir=folder) as name:
            fresh, scratch = Path(name) / "files", Path(name) / "scratch"
            fresh.mkdir()
            scratch.mkdir()
            names = _write(store, fresh, scratch, plan, tuple(parts), previous, watch)
            return tuple((fresh / name).replace(folder / name) for name in names)
    except BrokenProcessPool as error:
        raise ExportError("a process that helped to write was killed, for want of memory perhaps: try again") from error
    except OSError as error:
        raise ExportError(f"cannot write to {folder}: {error.strerror or error}; name another folder") from error


def _write(
    store: Store, fresh: Path, scratch: Path, plan: Plan, parts: Sequence[Part], previous: Previous, watch: Watcher
) -> list[str]:
    """Write all files into a fresh folder and return their names."""
    watch("reading the store")
    snapshot = Snapshot.of(store, scratch / "snapshot.nq")
    with _workers(snapshot) as workers:
        counted = workers.submit(take_census, snapshot)
        jobs = {}
        for number, group in enumerate(GROUPS):
            if wanted := tuple(part for part in group if part in parts):
                own = scratch / str(number)
                own.mkdir()
                jobs[workers.submit(write_group, wanted, Source(snapshot, plan.ontology, own), fresh, plan)] = wanted
        for job in as_completed(jobs):
            job.result()
            watch(f"{jobs[job][-1].value} is done")
        census = counted.result()
    write_ids(census.digests, fresh / IDS.name)
    write_changes(previous.digests, census.digests, store, fresh / CHANGES.name)
    files = [file for part in Part if part in parts for file in FILES[part]] + [IDS, CHANGES]
    data = [measure(file, fresh) for file in files]
    return _write_papers(fresh, plan, census, data, previous)


def _workers(snapshot: Snapshot) -> Executor:
    """Return what runs the jobs: processes where there is enough to do for two of them."""
    if snapshot.path.stat().st_size < PROCESSES_FROM:
        return ThreadPoolExecutor(max_workers=1)
    return ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn"))


def _write_papers(fresh: Path, plan: Plan, census: Census, data: list[Written], previous: Previous) -> list[str]:
    """Write description, README, manifest and checksums, each telling of those before it."""
    write_description(plan, census, data, previous.iri or None, fresh / DESCRIPTION)
    write_readme(plan, census, data, fresh / README)
    told = [*data, *(measure(_PAPERS[name], fresh) for name in (DESCRIPTION, README))]
    write_crate(plan, told, fresh / CRATE)
    told.append(measure(_PAPERS[CRATE], fresh))
    names = [written.file.name for written in told]
    write_sums(names, (written.sha256 for written in told), fresh / SUMS)
    return [*names, SUMS]

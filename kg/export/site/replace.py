"""Fresh files -> their places in the site's folder, and pages for what is there no more.

A page of the site before whose thing is gone stays as a page that says so, so that links to it do not break.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.export.site.claims import write_forward
from kg.export.site.layout import KINDS
from kg.export.site.plan import SitePlan

WITHDRAWN = "Withdrawn"
GONE = ".gone"  # beside a page: the web server answers 410
_WHY = "A release before this one had something under this name. It is there no more, and nothing took its place."


def put_in_place(fresh: Path, folder: Path, plan: SitePlan) -> int:
    """Move all files to their names, each at once; return how many pages of the site before are withdrawn."""
    gone = list(_gone(fresh, folder))
    for path in gone:
        _withdraw(fresh / path, plan)
    for path in sorted(fresh.iterdir()):
        target = folder / path.name
        if path.is_dir() and target.is_dir():
            for file in path.iterdir():
                file.replace(target / file.name)
        else:
            path.replace(target)
    for mark in [mark for kind in KINDS for mark in (folder / kind).glob(f"*{GONE}")]:
        if mark.with_suffix(".html").name not in {path.name for path in gone}:
            mark.unlink()  # what was gone is there again
    return len(gone)


def _gone(fresh: Path, folder: Path) -> Iterator[Path]:
    """Yield the pages of things that the site before had and this one has not."""
    for kind in KINDS:
        if (folder / kind).is_dir():
            new = {path.name for path in (fresh / kind).iterdir()}
            old = (path.name for path in (folder / kind).iterdir())
            yield from (Path(kind) / name for name in sorted(old) if name.endswith(".html") and name not in new)


def _withdraw(page: Path, plan: SitePlan) -> None:
    page.write_bytes(write_forward(WITHDRAWN, (), _WHY, plan))
    page.with_suffix(GONE).touch()
    for end in (".ttl", ".jsonld"):
        page.with_suffix(end).write_bytes(b"" if end == ".ttl" else b'{"@graph":[]}\n')

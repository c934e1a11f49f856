"""Paths that a user named -> the documents among them, in a fixed order."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError

SUFFIXES = frozenset({".txt", ".html", ".htm", ".xhtml"})


def documents(paths: Iterable[Path]) -> list[Path]:
    """List the documents that `paths` name, each file once, sorted.

    A file that is named is taken whatever its suffix; a folder gives its .txt, .html, .htm and .xhtml files, those of
    its sub-folders too, without hidden ones.  (Not .md: a corpus's README would become an article.)  Raises InputError
    for a path that does not exist and for a folder without documents.
    """
    found: dict[str, Path] = {}
    for path in sorted(set(paths)):
        for document in _under(path):
            found.setdefault(os.path.realpath(document), document)
    return sorted(found.values())


def _under(path: Path) -> list[Path]:
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.is_dir():
        return [path]
    found = list(_walk(path))
    if not found:
        raise InputError(f"{path}: no documents in this folder ({', '.join(sorted(SUFFIXES))} are read)")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the documents below a folder; links come last, so that a file's own path wins and loops end."""
    real, links = [folder], list[Path]()
    seen: set[str] = set()
    while real or links:
        current = real.pop() if real else links.pop()
        if (identity := os.path.realpath(current)) in seen:
            continue
        seen.add(identity)
        for entry in _entries(current):
            if entry.is_dir():
                (links if entry.is_symlink() else real).append(entry)
            elif entry.suffix.lower() in SUFFIXES and (entry.is_file() or entry.is_symlink()):
                yield entry  # a broken link too: reading it says so, and nothing is lost in silence


def _entries(folder: Path) -> list[Path]:
    """List a folder, plain files first, because the first path to a file is the one it keeps."""
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        raise InputError(f"{folder}: cannot be listed ({error.strerror})") from error
    return sorted(entries, key=lambda entry: (entry.is_symlink(), entry))

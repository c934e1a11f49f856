"""Paths and bytes in, `Article`s out: text, blocks and metadata.  Nothing here knows the language analysis or RDF."""

import re
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read.paths import documents
from kg.read.text import MAX_BYTES, MAX_PAGE_BYTES, check_size, read_text

__all__ = ["MAX_BYTES", "MAX_PAGE_BYTES", "documents", "read"]

_PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_PAGE_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,200}\?>\s{0,99})?<(?:!doctype\s{1,9}html|html)\b", re.IGNORECASE
)


def read(path: Path, *, document: str) -> Article:
    """Read one file as an article; `document` is the name that errors and the graph give it.

    A file that begins as a web page does is read as one, whatever its suffix.  All else is UTF-8 text.  Raises
    InputError for what cannot be read, UnsupportedLanguage for what is not English.
    """
    data = _load(path, document)
    if not data:
        raise InputError(f"{document}: is empty")
    is_page = path.suffix.lower() in _PAGE_SUFFIXES or _PAGE_START.match(data) is not None
    if not is_page:
        return read_text(data, document=document)
    from kg.read.html import read_page  # noqa: PLC0415  half a second of imports that plain text does not need

    return read_page(data, document=document)


def _load(path: Path, document: str) -> bytes:
    try:
        if not path.is_file():
            raise InputError(f"{document}: is not a file" if path.exists() else f"{document}: no such file")
        check_size(path.stat().st_size, MAX_PAGE_BYTES, document=document)
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{document}: cannot be read ({error.strerror})") from error

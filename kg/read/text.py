"""Bytes of a plain text -> Article, whose text is exactly the decoded file."""

import hashlib
from dataclasses import asdict

from kg.errors import InputError
from kg.model import Article
from kg.read.blocks import find_blocks
from kg.read.encoding import decode_text
from kg.read.language import check_language
from kg.read.metadata import find_metadata

MAX_BYTES = 5_000_000  # the longest of 2,700 articles has 34,000 characters; this much is a collection
MAX_PAGE_BYTES = 20_000_000  # pages carry their scripts and pictures within them


def read_text(data: bytes, *, document: str) -> Article:
    """Read a plain text.  Raises InputError, or UnsupportedLanguage if it is not English."""
    check_size(len(data), MAX_BYTES, document=document)
    text = decode_text(data, document=document)
    if not text.strip():
        raise InputError(f"{document}: is empty")
    check_language(text, document=document)
    blocks = find_blocks(text)
    sha256 = hashlib.sha256(data).hexdigest()
    return Article(document=document, sha256=sha256, text=text, blocks=blocks, **asdict(find_metadata(text, blocks)))


def check_size(size: int, limit: int, *, document: str) -> None:
    """Raise InputError for a file that is too large to be an article, with its size and the limit in megabytes."""
    if size > limit:
        raise InputError(
            f"{document}: has {size / 1e6:.1f} MB, the limit is {limit / 1e6:.0f} MB; split it into its articles"
        )

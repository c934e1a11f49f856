"""Bytes of a web page -> Article, whose text is the page's title and what trafilatura takes for its article."""

import hashlib
import logging
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]  # lxml has no type stubs of its own
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from trafilatura import bare_extraction, extract_metadata
from trafilatura.utils import load_html

from kg.errors import InputError
from kg.model import Article, Block, BlockKind
from kg.read.blocks import find_blocks
from kg.read.encoding import decode_page, without_forbidden
from kg.read.language import check_language
from kg.read.metadata import Metadata, authors_of, find_metadata
from kg.read.page_dates import stated_date
from kg.read.text import MAX_BYTES, MAX_PAGE_BYTES, check_size

MAX_ELEMENTS = 100_000  # far above any news page; a million took trafilatura a minute
# Captions are not the article's text; and what readers say below it is not the article's claim.
_PRUNED = [
    "//figure | //figcaption | //script | //style | //template | //noscript",
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' caption ') or contains(@class, 'wp-caption')]",
    "//*[contains(@class, 'image-caption') or contains(@class, 'photo-caption') or contains(@class, 'imageCaption')]",
]
# Its date is not used, so neither is the clock that would bound it.
_DATE_SETTINGS = {"extensive_search": False, "original_date": True, "max_date": "2200-01-01"}


def read_page(data: bytes, *, document: str) -> Article:
    """Read a web page.  Raises InputError where it holds no article, UnsupportedLanguage if that is not English."""
    check_size(len(data), MAX_PAGE_BYTES, document=document)
    page = decode_page(data, document=document)
    if not page.strip():
        raise InputError(f"{document}: is empty")
    tree = _parse(page, document)
    stated = _stated(tree)
    text = _with_headline(_article_text(tree, document), stated.headline)
    check_size(len(text), MAX_BYTES, document=document)
    check_language(text, document=document)
    blocks = _blocks(text, stated.headline)
    found = find_metadata(text, blocks)
    return Article(
        document=document,
        sha256=hashlib.sha256(data).hexdigest(),
        text=text,
        blocks=blocks,
        headline=stated.headline or found.headline,
        publisher=stated.publisher or found.publisher,
        authors=stated.authors or found.authors,
        published=stated.published or found.published,
        url=stated.url,
    )


def _parse(page: str, document: str) -> HtmlElement:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it warns of is raised here as InputError
    try:
        tree = load_html(without_forbidden(page))
    except (etree.LxmlError, ValueError, RecursionError, AssertionError) as error:
        raise InputError(f"{document}: cannot be parsed as HTML ({error})") from error
    if tree is None:
        raise InputError(f"{document}: holds no HTML; give plain text the suffix .txt")
    if (elements := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
        raise InputError(f"{document}: has {elements} HTML elements, the limit is {MAX_ELEMENTS}")
    return tree


def _article_text(tree: HtmlElement, document: str) -> str:
    try:
        found = bare_extraction(
            tree, favor_precision=True, include_comments=False, include_tables=False, prune_xpath=_PRUNED
        )
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise InputError(f"{document}: its article cannot be extracted ({error})") from error
    text = getattr(found, "text", None)
    if not text or not text.strip():
        raise InputError(f"{document}: no article found in this page")
    return str(text)


def _stated(tree: HtmlElement) -> Metadata:
    """Read what the page's own metadata state."""
    try:
        found = extract_metadata(tree, date_config=dict(_DATE_SETTINGS), extensive=False)
    except (etree.LxmlError, ValueError, RecursionError):
        return Metadata(published=stated_date(tree))
    site = _one_line(found.sitename)
    return Metadata(
        headline=_without_site(_one_line(found.title), site),
        publisher=site,
        authors=authors_of(filter(None, (found.author or "").split(";"))),
        published=stated_date(tree),
        url=_web_address(found.url),
    )


def _one_line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _without_site(title: str | None, site: str | None) -> str | None:
    """Cut " | The Daily" off a title."""
    if title and site:
        for mark in (" | ", " - ", " – ", " — ", " :: "):
            title = title.removesuffix(f"{mark}{site}")
    return title


def _web_address(url: str | None) -> str | None:
    """Keep a canonical address only if it is a plain http address."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    plain = url is not None and url.isprintable() and not any(character in ' "<>\\^`{|}' for character in url)
    return url if plain and parts.scheme in {"http", "https"} and parts.netloc else None


def _with_headline(text: str, headline: str | None) -> str:
    """Put the headline before the text unless it is its first line: trafilatura counts it as metadata."""
    first = " ".join(text.split("\n", 1)[0].split())
    return text if headline is None or first.casefold() == headline.casefold() else f"{headline}\n\n{text}"


def _blocks(text: str, headline: str | None) -> tuple[Block, ...]:
    """Find the blocks; what the page calls its title is the headline, whatever it looks like."""
    if headline is None:
        return find_blocks(text)
    end = len(text.split("\n", 1)[0].rstrip())
    rest = (Block(block.start + end, block.end + end, _below(block.kind)) for block in find_blocks(text[end:]))
    start = len(text) - len(text.lstrip())
    return (Block(start, end, BlockKind.HEADLINE), *rest)


def _below(kind: BlockKind) -> BlockKind:
    return BlockKind.BODY if kind in {BlockKind.HEADLINE, BlockKind.SUBHEAD} else kind

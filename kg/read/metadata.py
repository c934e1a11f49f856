"""Text and its blocks -> what the page says about the article.  What it does not say stays None."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Block, BlockKind
from kg.read import patterns
from kg.read.dates import DateLine, find_date, parse_date_line
from kg.read.lines import ends_sentence
from kg.read.places import dateline_agency

LONGEST_TITLE = 6  # words of an outlet's name
_CRAWLED = re.compile(r"date \d{4}-\d\d-\d\d\s+(.{2,120}?)\s+[-|–—]\s")
_NAMES = re.compile(r"\s+and\s+|\s*[,;&|/•·]\s*|\s+with\s+|\s+[–—-]\s+", re.IGNORECASE)
_PLACE = re.compile(r"\s+(?:in|for|at|of)\s", re.IGNORECASE)
_PARTICLES = frozenset({"de", "del", "da", "di", "la", "le", "al", "el", "bin", "ibn", "bint", "van", "der", "von"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article; None where the page does not say it."""

    headline: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None


def find_metadata(text: str, blocks: tuple[Block, ...]) -> Metadata:
    """Find headline, publisher, authors and time of publication in the blocks of a text."""
    return Metadata(
        headline=next((title_of(words) for words in _texts(text, blocks, BlockKind.HEADLINE)), None),
        publisher=_publisher(text, blocks),
        authors=authors_of(_texts(text, blocks, BlockKind.BYLINE)),
        published=_published(text, blocks),
    )


def title_of(words: str) -> str:
    """Write a headline on one line."""
    return " ".join(words.split())


def _texts(text: str, blocks: Iterable[Block], kind: BlockKind) -> list[str]:
    return [text[block.start : block.end] for block in blocks if block.kind is kind]


def _publisher(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Take the site's title from a crawler's line, else the agency from a wire's dateline."""
    datelines = _texts(text, blocks, BlockKind.DATELINE)
    for line in datelines:
        if (crawled := _CRAWLED.match(line)) and len(crawled[1].split()) <= LONGEST_TITLE:
            return crawled[1]
    return next((agency for line in datelines if (agency := dateline_agency(line))), None)


def _published(text: str, blocks: tuple[Block, ...]) -> str | None:
    """Choose among the dates above the body, or labelled as publication's: not an update's, and the one with a time."""
    dates = [line for line in _date_lines(text, blocks) if line.published]
    chosen = next((line for line in dates if line.label != "updated"), next(iter(dates), None))
    if chosen is None or chosen.published is None:
        return None
    same_day = [line.published for line in dates if line.published and line.published.startswith(chosen.published)]
    return max(same_day, key=len)


def _date_lines(text: str, blocks: tuple[Block, ...]) -> list[DateLine]:
    """Find the lines that may date the article; bare dates do not if they head the entries of a chronicle."""
    found: list[DateLine] = []
    body = _is_chronicle(text, blocks)
    for block in blocks:
        body = body or block.kind is BlockKind.BODY
        words = text[block.start : block.end]
        if block.kind is BlockKind.DATELINE and (line := parse_date_line(words)) and (line.label or not body):
            found.append(line)
        elif block.kind in (BlockKind.BYLINE, BlockKind.DATELINE) and not body:
            found.append(DateLine(find_date(words)))  # "By Jane Roe, May 3, 2021", "KABUL, May 3, 2021 —"
    return found


def _is_chronicle(text: str, blocks: tuple[Block, ...]) -> bool:
    """Tell whether bare dates stand inside the body with sentences under them."""
    first = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.BODY), len(blocks))
    for block, below in pairwise(blocks[first:]):
        if block.kind is BlockKind.DATELINE and below.kind is BlockKind.BODY:
            line = parse_date_line(text[block.start : block.end])
            if line and not line.label and ends_sentence(text[below.start : below.end]):
                return True
    return False


def authors_of(bylines: Iterable[str]) -> tuple[str, ...]:
    """Read the names in bylines, in order and each once: "By TZVI JOFFRE" -> "Tzvi Joffre"."""
    names = (name for line in bylines for part in _NAMES.split(_without_opening(line)) if (name := _name(part)))
    return tuple(dict.fromkeys(names))


def _without_opening(line: str) -> str:
    words = title_of(line)
    opening = next((opening for opening in patterns.BYLINE_OPENINGS if words.casefold().startswith(opening)), "")
    return words[len(opening) :]


def _name(part: str) -> str | None:
    """Read one name; agencies, offices, places and dates are none."""
    words = _PLACE.split(f"{part} ")[0].split()
    while words and _is_date_word(words[-1]):
        words.pop()
    if not 2 <= len(words) <= 5 or any(character.isdigit() for word in words for character in word):
        return None
    folded = [word.casefold().strip(".,") for word in words]
    if " ".join(folded) in patterns.AGENCIES or any(word in patterns.BYLINE_ROLES for word in folded):
        return None
    return " ".join(_title_cased(word) for word in words)


def _is_date_word(word: str) -> bool:
    bare = word.casefold().strip(".,:")
    known = patterns.MONTHS.keys() | patterns.WEEKDAYS | (patterns.DATE_FILLERS - _PARTICLES)
    return bare in known or bare[:1].isdigit()


def _title_cased(word: str) -> str:
    """Write a name in capitals as names are written; leave what has lower case already."""
    if not word.isupper() or len(word.rstrip(".")) == 1:
        return word
    if word.casefold() in _PARTICLES:
        return word.lower()
    return re.sub(r"^Mc([a-z])", lambda match: f"Mc{match[1].upper()}", word.title().replace("’S", "’s"))

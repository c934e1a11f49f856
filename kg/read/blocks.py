"""Text -> its blocks, in order and without overlap, each with what it is.

A line is first judged by its own words (kinds), then by where it stands: the first line that looks like one is the
headline, a sentence between it and the byline the subhead, a lone name at the end the author.  All else is body.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.model import CLAIM_BEARING, Block, BlockKind
from kg.read.kinds import LONGEST, is_link_section, is_person, kind_of
from kg.read.lines import Line, ends_sentence, split_paragraphs
from kg.read.patterns import AGENCIES, REPORTING_OPENINGS
from kg.read.places import dateline_end

LONGEST_HEADLINE = 180  # characters; the longest of 840 web articles has 141
LONGEST_SUBHEAD = 400
_ABBREVIATION = re.compile(r"\b[A-Z]\.[A-Z]\.$")
# A full word, a stop, and a capital; shorter words may be abbreviations (Gen., Gov., U.S.).
_SECOND_SENTENCE = re.compile(r"[^\W\d_]{4}[.?!][\"'”’)]{0,2}\s+[\"'“‘(]?[A-Z]")
_QUOTES = "\"'”’»)]"


def find_blocks(text: str) -> tuple[Block, ...]:
    """Divide a text into blocks and say what each is."""
    lines = split_paragraphs(text, lambda line: kind_of(line) is not None)
    if len(lines) == 1:  # a snippet: whatever it looks like, it is all there is
        return tuple(_split(text, lines[0], BlockKind.BODY))
    kinds = [kind_of(line.text) or BlockKind.BODY for line in lines]
    for place in (_place_links, _place_headline, _place_subhead, _place_authors):
        kinds = place(lines, kinds)
    return tuple(block for line, kind in zip(lines, kinds, strict=True) for block in _split(text, line, kind))


def _changed(kinds: Sequence[BlockKind], at: int, kind: BlockKind) -> list[BlockKind]:
    return [*kinds[:at], kind, *kinds[at + 1 :]]


def _first(kinds: Sequence[BlockKind], *wanted: BlockKind, start: int = 0) -> int | None:
    return next((i for i in range(start, len(kinds)) if kinds[i] in wanted), None)


def _place_links(lines: Sequence[Line], kinds: list[BlockKind]) -> list[BlockKind]:
    """Take what stands under "Related articles" for links, until a sentence comes."""
    placed, listing = list(kinds), False
    for i, line in enumerate(lines):
        if is_link_section(line.text):
            listing = True
        elif kinds[i] is BlockKind.BODY:
            listing = listing and len(line.text) <= LONGEST_HEADLINE and not ends_sentence(line.text)
            if listing:
                placed[i] = BlockKind.MENU
    return placed


def _place_headline(lines: Sequence[Line], kinds: list[BlockKind]) -> list[BlockKind]:
    """Make the first running text the headline if it looks like one and more text follows; its copies are menu."""
    first = _first(kinds, BlockKind.BODY)
    if first is None or not _is_headline(lines[first].text) or _first(kinds, BlockKind.BODY, start=first + 1) is None:
        return kinds
    placed = _changed(kinds, first, BlockKind.HEADLINE)
    copies = (i for i in range(first + 1, len(lines)) if lines[i].text.casefold() == lines[first].text.casefold())
    for copy in copies:
        placed[copy] = BlockKind.MENU
    return placed if BlockKind.BODY in placed else kinds


def _is_headline(text: str) -> bool:
    if len(text) > LONGEST_HEADLINE or " " not in text or text[-1] in ":;," or _SECOND_SENTENCE.search(text):
        return False
    return not text.rstrip(_QUOTES).endswith(".") or _ABBREVIATION.search(text) is not None or text.endswith("...")


def _place_subhead(lines: Sequence[Line], kinds: list[BlockKind]) -> list[BlockKind]:
    """Make a lone paragraph between headline and byline or date the subhead."""
    headline = _first(kinds, BlockKind.HEADLINE)
    if headline is None:
        return kinds
    running = [i for i in range(headline + 1, len(kinds)) if kinds[i] is BlockKind.BODY]
    mark = _first(kinds, BlockKind.BYLINE, BlockKind.DATELINE, start=headline + 1)
    if mark is None or len(running) < 2 or not running[0] < mark < running[1]:
        return kinds
    if len(lines[running[0]].text) > LONGEST_SUBHEAD or is_person(lines[running[0]].text):
        return kinds
    return _changed(kinds, running[0], BlockKind.SUBHEAD)


def _place_authors(lines: Sequence[Line], kinds: list[BlockKind]) -> list[BlockKind]:
    """Make a byline of a lone name at the end, and of a lone name or agency beside the date above the body."""
    body = [i for i in range(len(kinds)) if kinds[i] in CLAIM_BEARING]
    if len(body) < 2:
        return kinds
    placed, last = list(kinds), body[-1]
    if _stands_alone(lines, last) and is_person(lines[last].text) and not _in_capitals(lines):
        placed[last] = BlockKind.BYLINE
    date = _first(kinds, BlockKind.DATELINE, start=body[0] + 1)
    beside = {date - 1, date + 1} if date is not None and date <= body[0] + 4 else set()
    for i in beside & set(body[1:]):
        if is_person(lines[i].text) or lines[i].text.casefold() in AGENCIES:
            placed[i] = BlockKind.BYLINE
    return placed


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    return lines[at].gap or ends_sentence(lines[at - 1].text)


def _in_capitals(lines: Sequence[Line]) -> bool:
    """Tell a text without lower case, where a name cannot be told from a fragment."""
    return all(line.text.isupper() for line in lines[-3:])


def _split(text: str, line: Line, kind: BlockKind) -> list[Block]:
    """Cut the wire's place and date off a body paragraph's head, and who reported off its tail."""
    if kind is not BlockKind.BODY:
        return [Block(line.start, line.end, kind)]
    found: list[Block] = []
    if end := dateline_end(text[line.start : min(line.end, line.start + 160)]):
        found.append(_trimmed(text, line.start, line.start + end, BlockKind.DATELINE))
        line = replace(line, start=found[0].end)
    tail = _reporting_start(text, line)
    found.append(_trimmed(text, line.start, tail, kind))
    if tail < line.end:
        found.append(_trimmed(text, tail, line.end, BlockKind.CREDIT))
    return [block for block in found if block.start < block.end]


def _reporting_start(text: str, line: Line) -> int:
    """Find "(Reporting by …; editing by …)" at the end of a paragraph."""
    if text[line.end - 1] != ")":
        return line.end
    start = text.rfind("(", max(line.start, line.end - LONGEST), line.end)
    return start if start > 0 and text[start : line.end].casefold().startswith(REPORTING_OPENINGS) else line.end


def _trimmed(text: str, start: int, end: int, kind: BlockKind) -> Block:
    piece = text[start:end]
    return Block(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()), kind)

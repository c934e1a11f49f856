"""Text -> lines and paragraphs with their offsets.

Crawled pages have one paragraph a line; wires and mails break a paragraph's lines at a fixed width.  A paragraph is
never cut in either.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

# All that `str.splitlines` breaks at, save the control characters that no page means as a line's end.
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_MARKS = "\u200b\u200c\u200e\u200f\ufeff"  # invisible marks that crawlers leave at a line's ends
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[a-z]\.[a-z]|[a-z]|mrs?|ms|dr|gen|col|maj|capt|lt|sgt|gov|sen|rep|st|no|vs)\.$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}$")

# 1,300 wire texts of 1988-91 are 58 to 77 characters wide; crawled paragraphs run to several hundred.
WIDEST = 120
NARROWEST = 30
SLACK = 12  # characters by which a wrapped line may stay short of the width; such texts break words by hand
# Reached by all of 1,500 wire texts, in capitals or lower-cased, and by 1 of 1,620 other news texts, which is wrapped.
WRAPPED_SHARE = 0.7
RUNNING_SHARE = 0.5  # of unfinished lines; the next begins with a lower-case letter after three in four of them


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a paragraph without the white space around it; `gap` says that blank lines stand before it."""

    start: int
    end: int
    text: str
    gap: bool
    indent: int = 0


def split_lines(text: str) -> list[Line]:
    """Find the lines that are not blank."""
    found: list[Line] = []
    previous = 0
    for match in _LINE.finditer(text):
        start, end = _trim(text, match.start(), match.end())
        if start == end:
            continue
        gap = not found or len(_BREAK.findall(text, previous, match.start())) > 1
        found.append(Line(start, end, text[start:end], gap, start - match.start()))
        previous = end
    return found


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return start, end


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does, quotes and brackets after its stop allowed, abbreviations not."""
    return _SENTENCE_END.search(text[-5:]) is not None and _ABBREVIATION.search(text[-12:]) is None


def _begins_inside(text: str) -> bool:
    """Tell a line that begins in mid-sentence: with a lower-case letter, or a mark that opens no paragraph."""
    return text[0].islower() or text[0] in ",;)]"


def split_paragraphs(text: str, alone: Callable[[str], bool]) -> list[Line]:
    """Join the lines of one paragraph; `alone` tells which lines are no running text and stay by themselves."""
    lines = split_lines(text)
    cased = text.upper() != text != text.lower()
    if is_wrapped(lines):
        width = _width(lines)
        # Without case, a wrapped line's words tell too little ("ON 10 JANUARY" begins a sentence).
        groups = _groups(lines, partial(_joins_wrapped, width=width), alone if cased else lambda _: False)
    else:
        groups = _groups(lines, _joins_broken if cased else lambda _, __: False, alone)
    return [_join(text, group) for group in groups]


def is_wrapped(lines: list[Line]) -> bool:
    """Tell whether lines were broken at a width: where a sentence runs on, the next word had no room on its line."""
    width = _width(lines)
    # The first line may be short: collections cut the place and date off it.
    pairs = [(one, two) for one, two in pairwise(lines) if not two.gap and not ends_sentence(one.text)]
    pairs = pairs[1:] if len(pairs) > 1 and pairs[0][0] is lines[0] else pairs
    full = sum(_is_full(one, two, width) for one, two in pairs)
    return NARROWEST <= width <= WIDEST and bool(pairs) and full >= WRAPPED_SHARE * len(pairs) and _runs_on(pairs)


def _width(lines: list[Line]) -> int:
    """Measure the longest of the lines that have a neighbour, a few outliers left out."""
    lengths = sorted(max(len(one.text), len(two.text)) for one, two in pairwise(lines) if not two.gap)
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def _is_full(one: Line, two: Line, width: int) -> bool:
    return len(one.text) + 1 + len(two.text.split(maxsplit=1)[0]) > width - SLACK


def _runs_on(pairs: list[tuple[Line, Line]]) -> bool:
    """Tell running text from a list of titles of like length, where each line begins with a capital of its own."""
    capitals = sum(one.text.isupper() and two.text.isupper() for one, two in pairs)
    inside = sum(_begins_inside(two.text) for _, two in pairs)
    return capitals >= WRAPPED_SHARE * len(pairs) or inside >= RUNNING_SHARE * len(pairs)


def _joins_wrapped(one: Line, two: Line, width: int) -> bool:
    """Join all but a line that ends a sentence before its time, or before an indented one."""
    if two.gap:
        return False
    indented = two.indent >= 2 and one.indent < two.indent
    return not ends_sentence(one.text) or (_is_full(one, two, width) and not indented)


def _joins_broken(one: Line, two: Line) -> bool:
    """Join what a link or a stray tag broke: an unfinished line and one that begins in mid-sentence."""
    return not two.gap and not ends_sentence(one.text) and _begins_inside(two.text)


def _groups(
    lines: list[Line], joins: Callable[[Line, Line], bool], alone: Callable[[str], bool]
) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        by_itself = alone(line.text)
        # In mid-paragraph a line may look like a byline ("by Kataib Hezbollah"): only after a sentence's end is it one.
        starts = not group or not joins(group[-1], line) or (by_itself and ends_sentence(group[-1].text))
        if starts and group:
            yield group
            group = []
        if starts and by_itself:
            yield [line]
        else:
            group.append(line)
    if group:
        yield group


def _join(text: str, group: list[Line]) -> Line:
    start, end = group[0].start, group[-1].end
    words = group[0].text if len(group) == 1 else " ".join(text[start:end].split())
    return Line(start, end, words, group[0].gap, group[0].indent)

"""One line -> what it is by its own words, wherever it stands: a byline, date, caption, credit, tags, menu, or nothing.

Nothing (None) is the answer for every ordinary sentence: a body paragraph lost loses its claims.
"""

import re

from kg.model import BlockKind
from kg.read import patterns
from kg.read.dates import parse_date_line
from kg.read.lines import ends_sentence
from kg.read.places import is_dateline

LONGEST = 1000  # characters; what is longer is body
LONGEST_CALL = 220  # "Sign up for our newsletter and …"
LONGEST_BYLINE = 140
_WORDS = re.compile(r"[^\s,;:|•·/()\[\]&]+")
_EDGES = " .:!»>›…*-–—|•·"
_LAST_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,200})[)\]][.\s]{0,3}$")
_LETTER = re.compile(r"[^\W\d_]")


def kind_of(line: str) -> BlockKind | None:
    """Say what a line is by its own words, None for running text."""
    if len(line) > LONGEST:
        return BlockKind.DATELINE if parse_date_line(line) else None
    folded = line.casefold()
    tests = (
        (is_credit, BlockKind.CREDIT),
        (is_caption, BlockKind.CAPTION),
        (is_tags, BlockKind.TAGS),
        (is_date, BlockKind.DATELINE),
        (is_byline, BlockKind.BYLINE),
        (is_menu, BlockKind.MENU),
    )
    return next((kind for test, kind in tests if test(line, folded)), None)


def words_of(line: str) -> list[str]:
    """Split a line into words, without the punctuation between them."""
    return [word.strip(".\"'“”‘’") or word for word in _WORDS.findall(line)]


def is_names(line: str, connectors: frozenset[str]) -> bool:
    """Tell whether a line holds only capitalised words, numbers and connectors: names, and no sentence.

    In capitals a sentence looks the same, so more than eight such words are taken for one.
    """
    words = words_of(line)
    if line.isupper() and len(words) > 8:
        return False
    return bool(words) and all(_is_name_like(word) or word.casefold() in connectors for word in words)


def _is_name_like(word: str) -> bool:
    """Tell a capitalised word or a number; "al-Rubaye" has its capital after the article."""
    return not word[0].isalpha() or word[0].isupper() or word.rpartition("-")[2][:1].isupper()


def is_credit(line: str, folded: str) -> bool:
    """Tell a credit: who took the picture, who helped to report."""
    if any(phrase in folded for phrase in patterns.CONTRIBUTIONS):
        return len(line) <= 300
    names = is_names(line, patterns.CREDIT_CONNECTORS | patterns.CAPTION_CREDIT_WORDS)
    if folded.startswith(patterns.REPORTING_OPENINGS):
        return names or ";" in line
    bracketed = line[0] in "([" and _LAST_BRACKET.fullmatch(line) is not None
    return (names or bracketed) and folded.startswith(patterns.CREDIT_OPENINGS)


def is_caption(line: str, folded: str) -> bool:
    """Tell a picture's caption by how it opens or by the credit in brackets that closes it."""
    if len(line) > patterns.LONGEST_CAPTION:
        return False
    if folded.startswith(patterns.CAPTION_OPENINGS):
        return True
    bracket = _LAST_BRACKET.search(line[-210:])
    return bracket is not None and _is_picture_credit(bracket[1])


def _is_picture_credit(words: str) -> bool:
    """Tell "photo credit: Jane Doe/AFP" from "an image of the dead": the latter is more than names."""
    found = [word.casefold() for word in words_of(words)]
    opens = bool(found) and found[0] in patterns.CAPTION_CREDIT_WORDS - {"file"}  # not "(file no. 12)"
    named = is_names(words, patterns.CREDIT_CONNECTORS | patterns.CAPTION_CREDIT_WORDS)
    return opens or (named and not patterns.CAPTION_CREDIT_WORDS.isdisjoint(found))


def is_tags(line: str, folded: str) -> bool:
    """Tell a list of key words."""
    return folded.startswith(patterns.TAG_OPENINGS) and not ends_sentence(line)


def is_date(line: str, _folded: str) -> bool:
    """Tell a line that is nothing but a date, or a place and agency."""
    return parse_date_line(line) is not None or is_dateline(line)


def is_byline(line: str, folded: str) -> bool:
    """Tell "By Jane Doe and John Roe in Baghdad", with a date perhaps; not "By Tuesday the army had …"."""
    opening = next((opening for opening in patterns.BYLINE_OPENINGS if folded.startswith(opening)), None)
    if opening is None or len(line) > LONGEST_BYLINE or (ends_sentence(line) and not line.endswith("Jr.")):
        return False
    rest = line[len(opening) :]
    first = words_of(rest)[:1]
    if not first or first[0].casefold() in patterns.WEEKDAYS or first[0].casefold() in patterns.MONTHS:
        return False
    return is_names(rest, patterns.NAME_CONNECTORS | patterns.BYLINE_ROLES | patterns.DATE_FILLERS)


def is_menu(line: str, folded: str) -> bool:
    """Tell what calls on the reader or leads elsewhere."""
    if folded.strip(_EDGES) in patterns.MENU_PHRASES or not _LETTER.search(line):
        return True
    if len(line) > LONGEST_CALL:
        return False
    points = folded.startswith(patterns.LINK_OPENINGS) and not ends_sentence(line)
    return points or folded.startswith(patterns.CALL_OPENINGS) or is_navigation(line)


def is_navigation(line: str) -> bool:
    """Tell a bar of section names: no sentence, all capitalised, two fifths of it from the navigation words."""
    words = words_of(line)
    if ends_sentence(line) or not is_names(line, patterns.NAME_CONNECTORS):
        return False
    known = sum(word.casefold() in patterns.NAVIGATION for word in words)
    return known == len(words) or (known >= 2 and known >= 0.4 * len(words))


def is_link_section(line: str) -> bool:
    """Tell a heading under which other articles are listed."""
    return line.casefold().strip(_EDGES) in patterns.LINK_SECTIONS


def is_person(line: str) -> bool:
    """Tell a lone name: two to four capitalised words and nothing else ("Hai Lam", "Seth J. Frantzman")."""
    words = line.split()
    if not 2 <= len(words) <= 4 or len(line) > 60 or is_navigation(line):
        return False
    known = patterns.MONTHS.keys() | patterns.WEEKDAYS | patterns.AGENCIES | patterns.ENGLISH_WORDS
    small = patterns.NAME_CONNECTORS - {"and", "in", "for", "of", "the", "at", "with", "&"}
    return (
        words[0][0].isupper()
        and words[-1][0].isupper()
        and all(_is_name_word(word) or word in small for word in words)
        and not any(word.casefold() in known for word in words)
    )


def _is_name_word(word: str) -> bool:
    bare = word.replace("-", "").replace("'", "").replace("’", "")
    return word[0].isupper() and (bare.isalpha() or (len(word) == 2 and word[1] == "."))

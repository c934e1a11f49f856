"""The phrases of patterns.toml as constants: what pages say around articles, and languages' commonest words."""

import tomllib
from importlib.resources import files
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(files("kg.read").joinpath("patterns.toml").read_text(encoding="utf-8"))


def _month_numbers(dates: dict[str, Any]) -> dict[str, int]:
    numbers: dict[str, int] = {
        name: i for key in ("months", "short_months") for i, name in enumerate(dates[key], start=1)
    }
    return numbers | dict(dates["other_months"])


def _stop_words(lists: dict[str, list[str]], particles: list[str]) -> dict[str, frozenset[str]]:
    """Leave out of every other list what English texts have too, so that no word counts for both sides."""
    english = frozenset((*lists["English"], *particles))
    return {name.replace("_", " "): frozenset(words) - english for name, words in lists.items() if name != "English"}


MONTHS = _month_numbers(_DATA["dates"])
WEEKDAYS = frozenset(_DATA["dates"]["weekdays"])
DATE_FILLERS = frozenset(_DATA["dates"]["fillers"])
UPDATE_WORDS = frozenset(_DATA["dates"]["updates"])
PUBLICATION_WORDS = frozenset(_DATA["dates"]["publications"])

AGENCIES = frozenset(_DATA["agencies"]["names"])

BYLINE_OPENINGS = tuple(_DATA["bylines"]["openings"])
NAME_CONNECTORS = frozenset(_DATA["bylines"]["connectors"])
BYLINE_ROLES = frozenset(_DATA["bylines"]["roles"])

CREDIT_OPENINGS = tuple(_DATA["credits"]["openings"])
REPORTING_OPENINGS = tuple(_DATA["credits"]["reporting"])
CREDIT_CONNECTORS = NAME_CONNECTORS | frozenset(_DATA["credits"]["words"])
CONTRIBUTIONS = tuple(_DATA["credits"]["contributions"])

CAPTION_OPENINGS = tuple(_DATA["captions"]["openings"])
CAPTION_CREDIT_WORDS = frozenset(_DATA["captions"]["credit_words"])
LONGEST_CAPTION: int = _DATA["captions"]["longest"]

TAG_OPENINGS = tuple(_DATA["tags"]["openings"])
MENU_PHRASES = frozenset(_DATA["menu"]["phrases"])
CALL_OPENINGS = tuple(_DATA["menu"]["calls"])
LINK_OPENINGS = tuple(_DATA["menu"]["links"])
LINK_SECTIONS = frozenset(_DATA["menu"]["sections"])
NAVIGATION = frozenset(_DATA["menu"]["navigation"])

MAGIC = tuple((bytes.fromhex(prefix), meaning) for prefix, meaning in _DATA["magic"].items())

SCRIPTS: tuple[dict[str, Any], ...] = tuple(_DATA["scripts"])
ENGLISH_WORDS = frozenset(_DATA["stop_words"]["English"])
OTHER_WORDS = _stop_words(_DATA["stop_words"], _DATA["particles"]["words"])

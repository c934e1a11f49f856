"""Scraped strings -> RDF terms: the only constructor of IRIs from them, and the only one of literals."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from urllib.parse import SplitResult, quote, urlsplit

from pyoxigraph import Literal, NamedNode

from kg.errors import GraphError
from kg.graph.vocabulary import EDTF, XSD

_UNUSABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What no XML syntax of RDF or of query results can carry.
_UNCARRIABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_ESCAPED = r"%[0-9A-Fa-f]{2}"
_UNESCAPED_PERCENT = re.compile(rf"(?!{_ESCAPED})%")
_URL_SAFE = "/:@!$&'()*+,;=-._~%"
_MAX_URL = 2048  # what browsers and servers agree to carry

_form = partial(re.compile, flags=re.ASCII)  # \d is 0-9 alone
_DATE_TYPES = (
    (_form(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"), "dateTime"),
    (_form(r"\d{4}-\d\d-\d\d"), "date"),
    (_form(r"\d{4}-(?:0[1-9]|1[0-2])"), "gYearMonth"),
    (_form(r"\d{4}"), "gYear"),
    (_form(r"--\d\d-\d\d"), "gMonthDay"),
    (_form(r"--(?:0[1-9]|1[0-2])"), "gMonth"),
)
_MINUTES = _form(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)((?:Z|[+-]\d\d:\d\d)?)")
_INTERVAL = _form(r"[\d-]+/[\d-]+|[\d-]+/\.\.|\.\./[\d-]+|\d{4}-[2-4]\d")
_LEAP_YEAR = "2000"


def literal(text: str, language: str | None = None, *, exact: bool = False) -> Literal:
    """Make a literal in NFC, without control characters but tab and newline, and without lone surrogates.

    `exact` keeps a quotation as it stands, because offsets count its characters: neither normalised nor cleaned; it
    raises GraphError for characters that XML cannot carry.  A wrong language tag raises GraphError too.
    """
    if exact:
        if wrong := _UNCARRIABLE.search(text):
            raise GraphError(f"U+{ord(wrong[0]):04X} in the quote “{text[:40]!a}”: RDF cannot carry it")
    else:
        text = unicodedata.normalize("NFC", _cleaned(text))
    try:
        return Literal(text, language=language) if language else Literal(text)
    except ValueError as error:
        raise GraphError(f"“{language}” is no language tag (BCP 47): {error}") from error


def _cleaned(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNUSABLE.sub("", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def web_iri(url: str) -> NamedNode | None:
    """Make the IRI of a web address in ASCII; None if it is no valid http or https address, or holds a password."""
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            return None
        found = _ascii(parts)
        return NamedNode(found) if len(found) <= _MAX_URL and not re.search(r"\s", url.strip()) else None
    except ValueError:  # of the port, the brackets, the host's IDNA form, or the IRI
        return None


def _ascii(parts: SplitResult) -> str:
    host = str(parts.hostname)
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    if not re.fullmatch(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]", host):
        raise ValueError(host)
    path, query, fragment = (_escaped(part) for part in (parts.path, parts.query, parts.fragment))
    port = f":{parts.port}" if parts.port is not None else ""
    return f"{parts.scheme}://{host}{port}{path}{query and '?' + query}{fragment and '#' + fragment}"


def _escaped(part: str) -> str:
    return quote(_UNESCAPED_PERCENT.sub("%25", part), safe=_URL_SAFE + "?")


def whole(number: int) -> Literal:
    """Make an xsd:integer."""
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def decimal(number: float) -> Literal:
    """Make an xsd:decimal in canonical form (33.5, 33, never 33.50 or 3.3e1), as the stores keep it."""
    text = format(Decimal(repr(float(number))), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal("0" if text == "-0" else text, datatype=NamedNode(XSD + "decimal"))


def truth(value: bool) -> Literal:
    """Make an xsd:boolean."""
    return Literal("true" if value else "false", datatype=NamedNode(XSD + "boolean"))


def time_literal(value: str) -> Literal:
    """Make a literal of the most exact type that a time has: date, month, year, yearless, or an EDTF interval.

    Raises GraphError for what is none of these, or no day of the calendar.
    """
    value = _MINUTES.sub(r"\1:00\2", value) if _MINUTES.fullmatch(value) else value
    for pattern, name in _DATE_TYPES:
        if pattern.fullmatch(value):
            _check_calendar(value, name)
            return Literal(value, datatype=NamedNode(XSD + name))
    if _INTERVAL.fullmatch(value):
        return Literal(value, datatype=NamedNode(EDTF))
    raise GraphError(f"“{value}” is no date, month, year or interval")


def _check_calendar(value: str, name: str) -> None:
    try:
        if name == "dateTime":
            datetime.fromisoformat(value)
        elif name == "date":
            date.fromisoformat(value)
        elif name == "gMonthDay":
            date.fromisoformat(_LEAP_YEAR + value[1:])
    except ValueError as error:
        raise GraphError(f"“{value}” is no time of the calendar: {error}") from error

"""Bytes -> characters, or a clear word about why not."""

import codecs
import re

from kg.errors import InputError
from kg.read.patterns import MAGIC

MAX_CONTROL_SHARE = 0.01  # stray form feeds and escapes stay; more than this is no text
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,9})|([0-9]{1,9}))(?:;|\b)", re.IGNORECASE)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{1,40})""")
_HEAD = 4096  # browsers look for a charset in the first kilobyte; allow for long comments
# Python knows codecs that are no character sets (zip, rot13, idna); a page may name only these.
_CHARACTER_SETS = ("ascii", "utf", "iso", "cp", "koi8", "mac", "gb", "big5", "shift", "euc", "tis", "hz", "johab")


def refuse_binary(data: bytes, *, document: str) -> None:
    """Raise InputError for bytes that are no text, naming the format where its first bytes tell."""
    for prefix, meaning in MAGIC:
        if data.startswith(prefix):
            raise InputError(f"{document}: is not a text but {meaning}")
    if b"\0" in data:
        raise InputError(f"{document}: is a binary file, not a text (NUL at byte {data.index(0)})")


def decode_text(data: bytes, *, document: str) -> str:
    """Decode UTF-8; a byte order mark is not part of the text, newlines stay as they are.

    Raises InputError that says where the first wrong byte stands and how to convert the file.
    """
    refuse_binary(data, document=document)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(_wrong_byte(data, error, document)) from error
    _refuse_controls(text, document)
    return text


def decode_page(data: bytes, *, document: str) -> str:
    """Decode a web page: UTF-8 if it is valid, else the character set that the page declares.

    Raises InputError where neither fits.
    """
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        refuse_binary(data, document=document)
    try:
        text = data.decode("utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        text = _decode_declared(data, error, document)
    _refuse_controls(text, document)
    return text


def without_forbidden(page: str) -> str:
    """Drop the characters that XML forbids, written out or as references: one makes trafilatura give up the page."""
    return _FORBIDDEN.sub("", _REFERENCE.sub(_checked, page))


def _checked(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return "" if code > 0x10FFFF or _FORBIDDEN.match(chr(code)) else reference[0]


def _decode_declared(data: bytes, error: UnicodeDecodeError, document: str) -> str:
    declared = _CHARSET.search(data[:_HEAD])
    if declared is None:
        raise InputError(f"{_wrong_byte(data, error, document)}; the page declares no character set") from error
    name = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
        if not codec.startswith(_CHARACTER_SETS):
            raise LookupError(name)
        # As browsers do: what calls itself Latin-1 is Windows-1252.
        return data.decode("cp1252" if codec in {"iso8859-1", "ascii"} else codec)
    except (LookupError, UnicodeError) as wrong:
        reason = f"the page declares the character set {name!r}, but cannot be read as that"
        raise InputError(f"{document}: {reason}") from wrong


def _wrong_byte(data: bytes, error: UnicodeDecodeError, document: str) -> str:
    at = error.start
    line = data.count(b"\n", 0, at) + 1
    return (
        f"{document}: is not UTF-8: byte 0x{data[at]:02X} at offset {at} (line {line}); "
        "if it is Latin-1 or Windows-1252, convert it: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW"
    )


def _refuse_controls(text: str, document: str) -> None:
    if "\0" in text or len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise InputError(f"{document}: is a binary file, not a text (control characters)")

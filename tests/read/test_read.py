"""Bytes to articles: what is accepted unchanged, and what is refused with which words."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from kg.errors import InputError, UnsupportedLanguage
from kg.model import BlockKind
from kg.read import MAX_BYTES, MAX_PAGE_BYTES, read
from kg.read.text import read_text

SENTENCE = "Gunmen attacked the convoy of the army near the town and burned two trucks."


def _read(folder: Path, data: bytes, name: str = "a.txt") -> str:
    path = folder / name
    path.write_bytes(data)
    return read(path, document="folder/a.txt").text


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"{SENTENCE}\r\n\r\n{SENTENCE}\r\n",
        f"\n  {SENTENCE}\t\n\x0c{SENTENCE}\n\n",
        f"The café of José, “quoted” — عربي 🚚.\u2028{SENTENCE}",
    ],
)
def test_read_keeps_a_text_exactly_and_blocks_cover_its_words(text: str) -> None:
    data = text.encode()
    article = read_text(data, document="a.txt")
    assert article.text == text
    assert article.sha256 == hashlib.sha256(data).hexdigest()
    assert " ".join(article.text[b.start : b.end] for b in article.blocks).split() == text.split()


def test_read_leaves_the_byte_order_mark_out_of_the_text_but_not_of_the_hash() -> None:
    data = b"\xef\xbb\xbf" + SENTENCE.encode()
    article = read_text(data, document="a.txt")
    assert article.text == SENTENCE
    assert article.blocks[0].start == 0
    assert article.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"The army.\nIn caf\xe9s", r"not UTF-8: byte 0xE9 at offset 16 \(line 2\).*iconv -f WINDOWS-1252"),
        (SENTENCE.encode("utf-16"), "UTF-16 text.*iconv -f UTF-16"),
        (b"%PDF-1.7\n...", "a PDF.*pdftotext"),
        (b"PK\x03\x04rest", "DOCX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"text with \x00 in it", "binary file.*byte 10"),
        (b"\x01\x02\x03 text", "binary file"),
    ],
)
def test_read_refuses_what_is_no_text_in_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        _read(tmp_path, data)
    assert str(caught.value).startswith("folder/a.txt: ")
    assert "\n" not in str(caught.value)


def test_read_keeps_a_stray_control_character() -> None:
    text = f"{SENTENCE} {SENTENCE}\x1b\n{SENTENCE}"
    assert read_text(text.encode(), document="a.txt").text == text


@pytest.mark.parametrize(("name", "limit"), [("a.txt", MAX_BYTES), ("a.html", MAX_PAGE_BYTES)])
def test_read_refuses_large_files_with_size_and_limit(tmp_path: Path, name: str, limit: int) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(limit + 300_000)
    with pytest.raises(InputError, match=rf"has {limit / 1e6 + 0.3:.1f} MB, the limit is {limit // 10**6} MB"):
        read(path, document=name)


def test_read_refuses_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    for name, message in (("pipe.txt", "is not a file"), ("none.txt", "no such file"), ("", "is not a file")):
        with pytest.raises(InputError, match=message):
            read(tmp_path / name, document=name or "folder")


def test_read_takes_a_page_for_a_page_whatever_its_suffix(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html><html><body><h1>Trucks burn</h1><p>{SENTENCE}</p><p>{SENTENCE} They left.</p></body></html>"
    assert "<p>" not in _read(tmp_path, page.encode())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("هاجم مسلحون رتلا للجيش قرب بغداد وأحرقوا شاحنتين.", "Arabic"),
        ("افراد مسلح به یک کاروان در نزدیکی بغداد حمله کردند و پنج کامیون را آتش زدند.", "Persian"),
        ("Боевики напали на колонну армии и сожгли два грузовика.", "Russian"),
        ("Бойовики напали на колону армії і спалили її вантажівки.", "Ukrainian"),
        ("חמושים תקפו שיירה של הצבא ליד העיר.", "Hebrew"),
        ("武装分子袭击了军队的车队。", "Chinese"),
        ("Los hombres armados atacaron un convoy en el sur del país y quemaron los camiones.", "Spanish"),
        ("Des hommes armés ont attaqué un convoi dans le sud du pays et brûlé les camions.", "French"),
        (
            "Bewaffnete haben im Süden des Landes einen Konvoi der Armee angegriffen und die Lastwagen verbrannt.",
            "German",
        ),
        ("Silahlı kişiler bir konvoya saldırdı ve iki kamyon yandı, bu olay için bir örgüt açıklama yaptı.", "Turkish"),
    ],
)
def test_language_refuses_other_languages_by_name(text: str, language: str) -> None:
    for words in (text, text.upper()):
        with pytest.raises(UnsupportedLanguage, match=f"looks like {language}.*only English"):
            read_text(words.encode(), document="a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attack convoy",
        "Clashes in San Luis de la Reina, La Paz and Los Angeles del Sur",
        "Hezbollah: 2 killed",
        "Police in El Salvador held Juan de la Cruz and María del Carmen de los Santos near San José de la Montaña.",
        "The group (Arabic: كتائب حزب الله‎) claimed the attack, and its channel wrote «النصر قريب» after it.",
        "12 dead",
        "2020 07 12",
    ],
)
def test_language_lets_short_english_pass_in_any_case(text: str) -> None:
    for words in (text, text.upper(), text.lower()):
        assert read_text(words.encode(), document="a.txt").text == words


def test_language_refuses_a_long_text_in_a_language_without_a_list() -> None:
    with pytest.raises(UnsupportedLanguage, match="other than English"):
        read_text(("Ginkluoti vyrai užpuolė kariuomenės vilkstinę netoli miesto. " * 20).encode(), document="a.txt")


@pytest.mark.parametrize(
    "text",
    [
        f"{SENTENCE} " * 14_000,
        "the (" * 200_000,
        "the A. " * 150_000,
        "THE ARMY, " * 100_000,
        "the army of the " + " " * 1_000_000 + "x",
        "the army of the " + "." * 1_000_000,
        '"' * 1_000_000 + " the army of the town",
    ],
    ids=["sentences", "brackets", "initials", "capitals", "spaces", "stops", "quotes"],
)
def test_read_takes_a_megabyte_on_one_line_in_linear_time(text: str) -> None:
    start = time.perf_counter()
    article = read_text(text.encode(), document="a.txt")
    assert time.perf_counter() - start < 5  # about 0.1 s; back-tracking would take hours
    assert {block.kind for block in article.blocks} == {BlockKind.BODY}

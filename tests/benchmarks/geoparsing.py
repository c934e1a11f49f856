"""Place names against LGL's format: `python tests/benchmarks/geoparsing.py [FILE.xml[.xz] [OUTPUT.jsonl]]`.

What counts, and why:

- A gold toponym is every <toponym>, those without country or coordinates too, demonyms ("Turkish") included.  Where its
  offsets miss its phrase (TR-News counts some characters otherwise), the phrase nearest to them is meant.
- `recognition_f1`: a place name is found if its span is gold's exactly.
- `accuracy_161km`, `country`: of gold toponyms with coordinates (with a country), those that the product, told where
  the gold names stand, resolves to a place within 161 km (in that country).  A name left open is wrong.  A country or
  province has no point in the product: it is right if its GeoNames id, or for a country its code, is gold's.
- `end_to_end_161km`: the same where the product has to find the name itself; a gold name not found is wrong.
- `even_…` and `odd_…`: the halves by the article's position; weights were tuned on even ones only.

Without FILE: TR-News and LGL, one after the other; the last lines are LGL's.
"""

import json
import lzma
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from kg.model import Place
from kg.resolve.gazetteer import kilometres
from kg.resolve.geonames import load_table
from tests.benchmarks.common import EVAL, article, inputs, report, scores, tools

NEAR = 161.0  # kilometres: a hundred miles, the field's measure
ASTRAY = 200  # characters that TR-News's offsets may be off


@dataclass(frozen=True)
class Gold:
    """One toponym as annotated."""

    start: int
    end: int
    geonames: int | None
    country: str | None
    latitude: float | None
    longitude: float | None


def gold_of(node: ElementTree.Element, text: str, codes: dict[int, str]) -> Iterator[Gold]:
    """Read an article's toponyms."""
    for toponym in node.iter("toponym"):
        start = int(toponym.findtext("start") or 0)
        phrase = toponym.findtext("phrase") or ""
        tag = toponym.find("gaztag")
        country = tag.find("country") if tag is not None else None
        latitude, longitude = (tag.findtext(name) if tag is not None else None for name in ("lat", "lon"))
        start = _astray(text, start, phrase)
        yield Gold(
            start,
            start + len(phrase),
            _number(tag),
            codes.get(_number(country) or 0),
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
        )


def _astray(text: str, start: int, phrase: str) -> int:
    if text.startswith(phrase, start):
        return start
    near = [at for at in range(max(0, start - ASTRAY), start + ASTRAY) if text.startswith(phrase, at)]
    return min(near, key=lambda at: abs(at - start), default=start)


def _number(node: ElementTree.Element | None) -> int | None:
    value = node.get("geonameid") if node is not None else None
    return int(value) if value and value.isdigit() else None


def is_near(place: Place | None, gold: Gold) -> bool:
    """Whether a place is gold's: by distance, or where one has no point, by id or as the same country."""
    if place is None or not place.key:
        return False
    if place.geonames is not None and place.geonames == gold.geonames:
        return True
    there = Place("gold", "gold", latitude=gold.latitude, longitude=gold.longitude)
    distance = kilometres(place, there)
    return distance is not None and distance <= NEAR


def evaluate(path: Path, output: Path | None) -> dict[str, float]:
    """Read every article and count, for the whole file and for its halves."""
    data = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    codes = {row["geonameid"]: row["iso"] for row in load_table("countries").values()}
    counts: dict[str, list[int]] = {"": [0] * 9, "even_": [0] * 9, "odd_": [0] * 9}
    lines = []
    for ordinal, node in enumerate(ElementTree.fromstring(data).iter("article")):
        text = node.findtext("text") or ""
        found, numbers = judge(node, text, codes)
        for half in ("", "odd_" if ordinal % 2 else "even_"):
            counts[half] = [a + b for a, b in zip(counts[half], numbers, strict=True)]
        lines.append(json.dumps({"docid": node.get("docid"), "toponyms": found}, ensure_ascii=False))
    if output is not None:
        output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    halves = {f"{half}{name}": value for half in ("even_", "odd_") for name, value in figures(counts[half]).items()}
    return {**halves, **figures(counts[""])}


def judge(node: ElementTree.Element, text: str, codes: dict[int, str]) -> tuple[list[dict[str, Any]], list[int]]:
    """Count one article: names right, found, gold; places right, in all; countries right, in all; end to end right."""
    read = article(text, node.get("docid") or "")
    gold = list(gold_of(node, read.text, codes))
    found = {(t.start, t.end): place for t, place in tools().toponyms_of(read).items()}
    told = tools().toponyms_of(read, given=[(g.start, g.end) for g in gold])
    places = {(t.start, t.end): place for t, place in told.items()}
    located = [g for g in gold if g.latitude is not None]
    ruled = [g for g in gold if g.country]
    numbers = [
        sum((g.start, g.end) in found for g in gold),
        len(found),
        len(gold),
        sum(is_near(places.get((g.start, g.end)), g) for g in located),
        len(located),
        sum(getattr(places.get((g.start, g.end)), "country", None) == g.country for g in ruled),
        len(ruled),
        sum(is_near(found.get((g.start, g.end)), g) for g in located),
        sum(bool(place and place.key) for place in (places.get((g.start, g.end)) for g in located)),
    ]
    return [shown(read.text, span, place) for span, place in sorted(found.items())], numbers


def shown(text: str, span: tuple[int, int], place: Place | None) -> dict[str, Any]:
    """Make a prediction fit for a line of JSON."""
    known = {"geonames": place.geonames, "label": place.label, "reason": place.reason} if place else {}
    return {"start": span[0], "end": span[1], "text": text[slice(*span)], **known}


def figures(counts: list[int]) -> dict[str, float]:
    """Turn counts to shares."""
    right, found, gold, near, located, country, ruled, whole, resolved = counts
    precision, recall, f1 = scores(right, found, gold)
    return {
        "recognition_precision": precision,
        "recognition_recall": recall,
        "end_to_end_161km": whole / located if located else 0.0,
        "resolved": resolved / located if located else 0.0,
        "recognition_f1": f1,
        "accuracy_161km": near / located if located else 0.0,
        "country": country / ruled if ruled else 0.0,
    }


if __name__ == "__main__":
    folder = EVAL / "geoparsing"
    for default in [folder / "TR-News.xml.xz"] * (len(sys.argv) < 2) + [folder / "lgl.xml.xz"]:
        source, destination = inputs(default)
        print(source.name)
        report(**evaluate(source, destination))

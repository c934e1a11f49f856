"""Score attributions on PolNeAR: polnear.py DIR|ARCHIVE [OUTPUT.jsonl].

DIR holds `text/` and `attributions/` (brat standoff), or `dev/` with both, or several parts, of which `dev` is taken.
Of several annotators of a text the first by name counts.  Attributions without a source are left out.

source_f1, cue_f1   spans of predicted and gold attributions that overlap by a character or more, one to one
pair_f1             a predicted (source, content) whose source overlaps the source and whose content overlaps the
                    content of one gold attribution, one to one, in text order
"""

import json
import re
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.extract.attributions import attributions
from tests.benchmarks.common import EVAL, article, inputs, report, scores, tools

Spans = Sequence[tuple[int, int]]
Triple = Mapping[str, Spans]  # source, cue, content
ROLES = ("source", "cue", "content")


def gold_of(path: Path) -> list[Triple]:
    """The attributions of a brat file that name a source."""
    spans: dict[str, Spans] = {}
    found: list[Triple] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("T"):
            name, place, *_ = line.split("\t")
            spans[name] = [(int(a), int(b)) for a, b in re.findall(r"(\d+) (\d+)", place)]
    for line in lines:
        parts = line.split("\t")[-1].split()
        if line.startswith("E") and parts[0].startswith("Attribution:"):
            fillers = [part.split(":") for part in parts[1:]]
            triple = {
                role: [s for name, ref in fillers if name.rstrip("0123456789").lower() == role for s in spans[ref]]
                for role in ROLES
            }
            if all(triple.values()):
                found.append(triple)
    return found


def predicted_of(text: str, name: str) -> list[Triple]:
    """The attributions that the extractor's analysis finds."""
    try:
        own = article(text, name)
    except InputError:
        return []
    found: list[Triple] = []
    for paragraph in tools().paragraphs_of(own):
        for one in attributions(paragraph.doc, tools().lexicon):
            spans = ((role, getattr(one, role)) for role in ROLES)
            found.append({role: [(a + paragraph.offset, b + paragraph.offset)] for role, (a, b) in spans})
    return found


def overlap(one: Spans, other: Spans) -> bool:
    """Whether any two spans share a character."""
    return any(a < d and c < b for a, b in one for c, d in other)


def matched(gold: Sequence[Triple], found: Sequence[Triple], roles: Sequence[str]) -> int:
    """Predictions whose spans of all the roles overlap those of a gold attribution, one to one."""
    left, right = list(gold), 0
    for one in found:
        hit = next((g for g in left if all(overlap(one[role], g[role]) for role in roles)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def part_of(path: Path, folder: Path) -> Path:
    """The folder that holds `text` and `attributions`."""
    if path.suffix == ".xz":
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
        path = folder
    places = [path, path / "dev", *sorted(path.glob("*/dev")), *sorted(path.glob("*"))]
    return next((place for place in places if (place / "text").is_dir()), path)


def main() -> None:
    """Score every text, print the figures."""
    path, output = inputs(EVAL / "attribution" / "polnear_train_dev.tar.xz")
    counts = {name: [0, 0, 0] for name in ("source", "cue", "pair")}
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        part = part_of(path, Path(folder))
        for text in sorted((part / "text").glob("*.txt")):
            files = sorted((part / "attributions").glob(f"{text.stem}_*.ann"))
            if not files:
                continue
            gold, found = gold_of(files[0]), predicted_of(text.read_text(encoding="utf-8"), text.name)
            lines.append(json.dumps({"text": text.name, "attributions": found}))
            for name, roles in (("source", ["source"]), ("cue", ["cue"]), ("pair", ["source", "content"])):
                for i, number in enumerate((matched(gold, found, roles), len(found), len(gold))):
                    counts[name][i] += number
    if output is not None:
        output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    precision, recall, pair = scores(*counts["pair"])
    report(
        source_f1=scores(*counts["source"])[2],
        cue_f1=scores(*counts["cue"])[2],
        pair_precision=precision,
        pair_recall=recall,
        pair_f1=pair,
    )


if __name__ == "__main__":
    main()

"""Score the seeds' claims against their hand-made gold: seeds.py [GOLD_DIR [TEXT_DIR]].

GOLD_DIR holds the gold and its scorer, score_claims.py, by default beside the evaluation data.  The articles are built
into a store of their own, their claims written as `kg claims --format jsonl` does.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.config import Settings
from kg.export.tables import claim_rows
from kg.pipeline import build
from kg.store.embedded import Store
from tests.benchmarks.common import EVAL, ROOT, inputs, report


def main() -> None:
    """Build, write the claims, run the gold's own scorer."""
    gold, texts = inputs(EVAL.parent / "gold")
    texts = texts or ROOT / "seeds"
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(texts.parent):
        store, out = Path(folder) / "store", Path(folder) / "claims.jsonl"
        build([Path(texts.name)], Settings(store=store))
        with Store.open_read_only(store) as opened:
            out.write_text("".join(json.dumps(row) + "\n" for row in claim_rows(opened)), encoding="utf-8")
        command = [sys.executable, str(gold / "score_claims.py"), str(gold), str(texts), str(out), "--json"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    report(**{name: float(value) for name, value in json.loads(done.stdout).items() if isinstance(value, float | int)})


if __name__ == "__main__":
    main()

"""Load a store into real servers, killed midway and resumed: stores.py STORE [SERVER].

For Oxigraph, and for Virtuoso where it is installed: the first load is killed when it has written down a third of the
graphs, the second goes on; then every graph is read back and compared with the store, but for the forms in which
Virtuoso writes booleans and WKT (tests/store/servers.py).  Prints `name value` lines.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.export.load import load
from kg.export.record import Record
from kg.store.embedded import Store
from kg.store.remote import writable_server
from tests.store.servers import Running, differences, running


def measure(server: Running, store: Path) -> None:
    """Load, kill, load again, compare."""
    os.environ.update(server.environment)
    command = [sys.executable, "-m", "kg", "load", server.endpoint, "--store", str(store)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with Store.open_read_only(store) as opened:
        total = len(opened.graphs())
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and _recorded(store) < total / 3:
            time.sleep(0.05)
        process.kill()
    start = time.monotonic()
    with Store.open_read_only(store) as opened:
        done = load(opened, writable_server(server.endpoint), Record.of(store, server.endpoint))
        print(f"{server.name}_graphs_of_killed_load {done.unchanged}")
        print(f"{server.name}_graphs_resumed {done.loaded}")
        print(f"{server.name}_resumed_seconds {time.monotonic() - start:.1f}", flush=True)
        start = time.monotonic()
        print(f"{server.name}_triples_that_differ {len(differences(server, opened, opened.graphs()))}")
        print(f"{server.name}_triples {len(opened)}")
        print(f"{server.name}_comparison_seconds {time.monotonic() - start:.1f}", flush=True)


def _recorded(store: Path) -> int:
    return sum(path.read_text(encoding="utf-8").count("\n") for path in store.parent.glob("loaded/*.jsonl"))


def main() -> None:
    """Measure each server that is here."""
    if len(sys.argv) < 2:
        print("skipped: name a store of many articles, made by `kg build`")
        return
    for name in sys.argv[2:] or ("oxigraph", "virtuoso"):
        if name == "virtuoso" and not shutil.which("virtuoso-t"):
            print("virtuoso skipped: `make test-virtuoso` installs it")
            continue
        with tempfile.TemporaryDirectory() as folder, running(name, Path(folder) / "data") as server:
            store = Path(folder) / "store"
            shutil.copytree(sys.argv[1], store)
            measure(server, store)


if __name__ == "__main__":
    main()

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kg.errors import StoreLocked
from kg.store.embedded import Store
from tests.graph.makers import quads
from tests.store.processes import worker


def test_embedded_lets_one_process_write_and_others_read(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    code = """
        import sys
        from pathlib import Path
        from kg.store.embedded import Store
        from tests.graph.makers import quads
        from kg.graph.iris import graph_iri
        store = Store.open(Path(sys.argv[1]))
        store.replace_graph(graph_iri("seeds/a.txt"), quads())
        print("open", flush=True)
        sys.stdin.read()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), str(folder)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        with pytest.raises(StoreLocked) as caught:
            Store.open(folder)
        assert str(folder) in str(caught.value)
        assert "--store" in str(caught.value)
        with Store.open_read_only(folder) as reader:
            assert set(reader.quads()) == set(quads())
    Store.open(folder).close()


def test_embedded_replacement_is_whole_after_kill_9(tmp_path: Path) -> None:
    """Kill writers that replace one graph again and again: one version stands there, and none acknowledged is lost."""
    folder, size, seen = tmp_path / "store", 300, 0
    code = """
        import sys
        from pathlib import Path
        from tests.store.processes import GRAPH, numbered
        from kg.store.embedded import Store
        with Store.open(Path(sys.argv[1])) as store:
            for version in range(int(sys.argv[2]), 10**6):
                store.replace_graph(GRAPH, numbered(version * 100, version * 100 + 300))
                print(version, flush=True)
    """
    for round_number in range(4):
        with worker(code, str(folder), str(seen + 1)) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.05 + 0.03 * round_number)
            writer.kill()
            acknowledged = [int(line) for line in writer.stdout.read().splitlines() if line]
        seen = max(acknowledged, default=seen + 1)
        with Store.open(folder) as store:
            found = {int(str(quad.subject).strip("<>").rsplit("/s", 1)[1]) for quad in store.quads()}
        assert len(found) == size
        assert max(found) - min(found) == size - 1
        assert min(found) // 100 in (seen, seen + 1)
        seen = min(found) // 100


def test_embedded_readers_never_see_half_a_replacement(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    code = """
        import sys, time
        from pathlib import Path
        from tests.store.processes import GRAPH, numbered
        from kg.store.embedded import Store
        with Store.open(Path(sys.argv[1])) as store:
            for version in range(150):
                store.replace_graph(GRAPH, numbered(version * 100, version * 100 + 200))
                if not version: print("ready", flush=True)
                time.sleep(0.02)  # a reader replays the writer's log; let it stay short
    """
    with worker(code, str(folder)) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        sizes = set()
        deadline = time.monotonic() + 20
        while writer.poll() is None and time.monotonic() < deadline:
            with Store.open_read_only(folder) as reader:
                sizes.add(len(reader))
        writer.kill()
    assert sizes == {200}

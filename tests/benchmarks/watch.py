"""Seconds and memory of a command of ours and of all processes that it starts (Linux only)."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.common import ROOT

_BETWEEN = 0.5  # seconds from one look at the memory to the next


def watched(arguments: Sequence[str]) -> dict[str, float]:
    """Run `kg` with arguments; return its seconds, processor seconds, and most resident megabytes, of all and of one.

    What processes share is counted with each.  Raises CalledProcessError where the command fails.
    """
    command = [sys.executable, "-m", "kg", *arguments]
    began, before = time.perf_counter(), _processor_seconds()
    most = most_of_one = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        while True:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_BETWEEN)
                break
            used = _memory_of(process.pid)
            most, most_of_one = max(most, sum(used)), max(most_of_one, *used)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return {
        "seconds": time.perf_counter() - began,
        "processor_seconds": _processor_seconds() - before,
        "memory_mb": most,
        "memory_mb_of_one": most_of_one,
    }


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size_of(folder: Path) -> dict[str, float]:
    """Return how many files a folder holds, how many of them are pages, and their megabytes."""
    files = [Path(place) / name for place, _, names in os.walk(folder) for name in names]
    return {
        "files": len(files),
        "pages": sum(path.suffix == ".html" for path in files),
        "size_mb": sum(path.stat().st_size for path in files) / 1e6,
    }


def _memory_of(first: int) -> list[int]:
    """Return the resident megabytes of a process and of all below it."""
    parents, sizes = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):  # it has ended
            fields = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines() if ":" in line)
            number = int(status.parent.name)
            parents[number], sizes[number] = int(fields["PPid"]), int(fields.get("VmRSS", "0 kB").split()[0]) // 1024
    family = [first]
    for one in family:  # grows by the children of each
        family += [number for number, parent in parents.items() if parent == one]
    return [sizes.get(one, 0) for one in family]

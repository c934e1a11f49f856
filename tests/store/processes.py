"""Quads by number, and processes that write them."""

import os
import subprocess
import sys
import textwrap

from pyoxigraph import Literal, NamedNode, Quad

GRAPH = NamedNode("http://example.org/g")
OTHER = NamedNode("http://example.org/h")
P = NamedNode("http://example.org/p")


def numbered(start: int, end: int, graph: NamedNode = GRAPH) -> list[Quad]:
    return [Quad(NamedNode(f"http://example.org/s{n}"), P, Literal(f"value {n}"), graph) for n in range(start, end)]


def worker(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start Python with the checkout on its path."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        text=True,
    )

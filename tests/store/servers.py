"""Real SPARQL servers, started on loopback and stopped again."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from pyoxigraph import Literal, NamedNode, Triple

from kg.queries import run_remote
from kg.store.embedded import Store
from kg.store.remote import PASSWORD_VARIABLE, USER_VARIABLE

VIRTUOSO_VARIABLE = "KG_TEST_VIRTUOSO"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
_VIRTUOSO_WKT = "http://www.openlinksw.com/schemas/virtrdf#Geometry"
_STARTING = 60.0  # seconds; Oxigraph takes 0.1, Virtuoso 4
_INI = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 600
"""


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    name: str
    endpoint: str
    credentials: tuple[str, str] = ("", "")

    @property
    def environment(self) -> dict[str, str]:
        return {USER_VARIABLE: self.credentials[0], PASSWORD_VARIABLE: self.credentials[1]}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def names() -> list[str]:
    """The servers to test against; Virtuoso, which Debian installs, only where it is asked for."""
    return ["oxigraph", "virtuoso"] if os.environ.get(VIRTUOSO_VARIABLE) else ["oxigraph"]


@contextmanager
def running(name: str, folder: Path) -> Iterator[Running]:
    """Start a server whose data are in `folder`; stop it at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    if name == "oxigraph":
        program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        command = ["serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        server = Running(name, f"http://127.0.0.1:{port}/query")
    else:
        program = shutil.which("virtuoso-t")
        ini = folder / "v.ini"
        ini.write_text(_INI.format(folder=folder, port=port, sql_port=free_port()), encoding="utf-8")
        command = ["+configfile", str(ini), "+foreground"]
        server = Running(name, f"http://127.0.0.1:{port}/sparql", ("dba", "dba"))
    assert program, f"{name} is not installed"
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen([program, *command], cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            _wait(server, process)
            yield server
        finally:
            process.kill()


def _wait(server: Running, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _STARTING
    while time.monotonic() < end and process.poll() is None:
        try:
            urlopen(f"{server.endpoint}?query=ASK%7B%7D", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{server.name} did not start: status {process.poll()}")


def graph_at(server: Running, graph: NamedNode) -> set[Triple]:
    """Read a graph of a server, whatever its size."""
    answer = run_remote(server.endpoint, f"SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}", limit=None)
    return {comparable(Triple(*row)) for row in answer.rows}  # type: ignore[arg-type]  # what stands in a graph


def comparable(triple: Triple) -> Triple:
    """Write a literal's value in one way: Virtuoso has its own for booleans and WKT, and a datatype for the latter."""
    value = triple.object
    if not isinstance(value, Literal):
        return triple
    datatype = value.datatype.value
    if datatype == f"{_XSD}boolean":
        value = Literal({"0": "false", "1": "true"}.get(value.value, value.value), datatype=value.datatype)
    elif datatype in (_WKT, _VIRTUOSO_WKT):
        numbers = re.sub(r"-?\d+(?:\.\d+)?", lambda number: f"{float(number[0]):g}", value.value)
        value = Literal(re.sub(r"\s*([,()])\s*", r"\1", numbers), datatype=NamedNode(_WKT))
    return Triple(triple.subject, triple.predicate, value)


def differences(server: Running, store: Store, graphs: Sequence[NamedNode]) -> set[Triple]:
    """Return the triples that only one of server and store has, over some graphs."""
    return {t for g in graphs for t in graph_at(server, g) ^ {comparable(q.triple) for q in store.quads(g)}}

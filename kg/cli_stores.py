"""The commands that take out what a store holds: export, load, show; and the options that every command shares."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from kg import show
from kg.config import DEFAULT_STORE, STORE_VARIABLE
from kg.errors import StoreError
from kg.export.dumps import DumpFormat
from kg.export.dumps import export as write_dumps
from kg.export.load import load as load_graphs
from kg.export.record import Record
from kg.store.embedded import Store
from kg.store.remote import KINDS, writable_server

stores = typer.Typer()
talk = Console(stderr=True, highlight=False, soft_wrap=True)

StoreOption = Annotated[Path, typer.Option("--store", envvar=STORE_VARIABLE, help="Folder of the store.")]
ServerKind = StrEnum("ServerKind", {name.upper(): name for name in KINDS})  # type: ignore[misc]


@stores.command(epilog="Example: kg export out --format nq --format ttl")
def export(
    target: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder for the dumps; made if need be.", show_default=False)
    ],
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[
        list[DumpFormat] | None, typer.Option("--format", "-f", help="Only these; all by default.")
    ] = None,
) -> None:
    """Write the graph as N-Quads, TriG, Turtle, JSON-LD and N-Triples."""
    with Store.open_read_only(store) as opened:
        for path in write_dumps(opened, target, format or tuple(DumpFormat)):
            print(path)


@stores.command(epilog="Example: kg load http://localhost:7878/query")
def load(
    endpoint: Annotated[str, typer.Argument(help="The address that takes queries.", show_default=False)],
    store: StoreOption = DEFAULT_STORE,
    kind: Annotated[
        ServerKind | None, typer.Option(help="What the server is; it is asked by default.", show_default=False)
    ] = None,
    update: Annotated[
        str | None, typer.Option(help="Write by SPARQL Update to this address, whatever the server.")
    ] = None,
) -> None:
    """Put the store's graphs into a SPARQL server; run again, it goes on where it stopped.

    Each graph replaces the server's of that name; what the server has already is passed over; its other graphs are
    left alone.  KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD are used where the server asks for them.
    """
    with Store.open_read_only(store) as opened, Progress(console=talk, transient=True) as progress:
        server = writable_server(endpoint, kind.value if kind else None, update)
        record = Record.of(store, endpoint)
        task = progress.add_task("Loading", total=len(opened.graphs()))
        summary = load_graphs(opened, server, record, lambda done: progress.update(task, advance=done))
    show.loaded(summary, talk)
    if summary.refused:
        raise typer.Exit(1)


@stores.command("show", epilog="Example: kg show actor/kataib-hezbollah")
def show_one(
    iri: Annotated[str, typer.Argument(metavar="IRI", help="An IRI, whole or without its base.", show_default=False)],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Print one thing and all that is said of it."""
    with Store.open_read_only(store) as opened:
        if not show.thing(opened, iri, sys.stdout):
            raise StoreError(f"nothing in {store} is called {iri}: look for its IRI with `kg claims --format jsonl`")

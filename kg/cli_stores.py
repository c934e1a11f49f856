"""The commands that take out what a store holds (export, publish, load, show), and the options that all share."""

import os
import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from kg import __version__, show
from kg.config import DEFAULT_STORE, STORE_VARIABLE
from kg.errors import InputError, StoreError
from kg.export.load import load as load_graphs
from kg.export.record import Record
from kg.export.release import Part, Plan, release
from kg.export.release.parts import CC_BY
from kg.export.site import SitePlan
from kg.export.site import publish as publish_site
from kg.resources import folder
from kg.store.embedded import Store
from kg.store.remote import KINDS, writable_server

stores = typer.Typer()
talk = Console(stderr=True, highlight=False, soft_wrap=True)

StoreOption = Annotated[Path, typer.Option("--store", envvar=STORE_VARIABLE, help="Folder of the store.")]
ServerKind = StrEnum("ServerKind", {name.upper(): name for name in KINDS})  # type: ignore[misc]
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"  # of reproducible builds: the second that counts as now


@stores.command(epilog="Example: kg export releases/2026-12 --issued 2026-12-01 --previous releases/2026-11")
def export(
    target: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder for the release; made if need be.", show_default=False)
    ],
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[list[Part] | None, typer.Option("--format", "-f", help="Only these; all by default.")] = None,
    issued: Annotated[
        str | None, typer.Option(help="Day of the release, YYYY-MM-DD; today by default.", show_default=False)
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="Folder of the release before: changes are told against it.", show_default=False)
    ] = None,
    licence: Annotated[str, typer.Option(help="Licence of the data, as an IRI.")] = CC_BY,
) -> None:
    """Write a release that others can load, check and cite: the graph, tables, a map, a network, and what they are.

    The same store, day and earlier release give the same bytes.
    """
    if "://" not in licence:
        raise InputError(f"--licence {licence}: give the address of a licence")
    plan = Plan(_day(issued), __version__, folder("ontology"), folder("queries"), licence, previous)
    with Store.open_read_only(store) as opened, talk.status("Writing") as status:
        for path in release(opened, target, plan, format or tuple(Part), lambda name: status.update(f"{name} …")):
            print(path)


@stores.command(
    epilog="Example: kg publish site --base-title 'Convoy attacks in Iraq' && python -m http.server -d site"
)
def publish(
    target: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder for the site; made if need be.", show_default=False)
    ],
    store: StoreOption = DEFAULT_STORE,
    base_title: Annotated[str, typer.Option(help="Name of the site, at the head of every page.")] = "conflict-kg",
    issued: Annotated[
        str | None, typer.Option(help="Day that the site names, YYYY-MM-DD; today by default.", show_default=False)
    ] = None,
    licence: Annotated[str, typer.Option(help="Licence of the data, as an IRI.")] = CC_BY,
) -> None:
    """Write a site to read and link to: a page for each event, actor, place, article and claim, its data beside it.

    It works from any web server and from a file (open DIR/index.html), and fetches nothing.  Run again on the same
    folder, it replaces the pages; one that fails leaves those before.  Pages of things that are gone stay, and say so
    or lead on, so that links never break.  DIR/servers tells how to answer IRIs by content negotiation.
    """
    if "://" not in licence:
        raise InputError(f"--licence {licence}: give the address of a licence")
    plan = SitePlan(_day(issued), __version__, folder("ontology"), folder("queries"), base_title, licence, store)
    with Store.open_read_only(store) as opened, talk.status("Writing") as status:
        summary = publish_site(opened, target, plan, lambda step: status.update(f"{step} …"))
    show.published(summary, talk)
    print(target / "index.html")


def _day(given: str | None) -> str:
    """Return the day of a release; raise InputError for what is no day."""
    try:
        if given is not None:
            return date.fromisoformat(given).isoformat()
        seconds = os.environ.get(EPOCH_VARIABLE)
        now = datetime.fromtimestamp(int(seconds), UTC) if seconds else datetime.now(UTC)
        return now.date().isoformat()
    except ValueError as error:
        raise InputError(f"--issued {given or os.environ[EPOCH_VARIABLE]}: give a day as YYYY-MM-DD") from error


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

"""The commands that ask: query, queries."""

import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg import show
from kg.cli_stores import StoreOption, talk
from kg.config import DEFAULT_STORE
from kg.queries import (
    FORMATS,
    LIMIT_NAME,
    MAX_ROWS,
    bind,
    executables,
    left_out,
    load_queries,
    read_query,
    run_limited,
    run_remote,
    values_text,
    write_answer,
)
from kg.resources import folder
from kg.store.embedded import Store

questions = typer.Typer()
AnswerFormat = StrEnum("AnswerFormat", {name.upper(): name for name in FORMATS})  # type: ignore[misc]
DEFAULT_FORMAT = AnswerFormat("table")


@questions.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog='Example: kg query attacks-on-actor --actor "US military"    (kg queries lists names and parameters)',
)
def query(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A saved query, or a .rq file.", show_default=False)],
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[AnswerFormat, typer.Option("--format", "-f", help="How the answer is written.")] = DEFAULT_FORMAT,
    endpoint: Annotated[str | None, typer.Option(help="Ask this SPARQL server instead of the store.")] = None,
    seconds: Annotated[float, typer.Option(help="Stop a query after this time.")] = 60.0,
) -> None:
    """Run a saved query or a .rq file; further options are its parameters.

    At most 100,000 rows are given, or --limit of them where that is no parameter of the query.  What a limit leaves
    out is told.
    """
    saved = load_queries(folder("queries"))
    chosen = saved[name] if name in saved else read_query(Path(name))
    values = _values(context.args)
    rows = MAX_ROWS if any(known.name == LIMIT_NAME for known in chosen.parameters) else _rows(values)
    if endpoint:
        text = bind(chosen, values, None)
        ask = partial(run_remote, endpoint, seconds=seconds)
    else:
        with Store.open_read_only(store) as opened:
            text = bind(chosen, values, opened.rdf)
        ask = partial(run_limited, store, seconds=seconds)
    write_answer(ask(text, limit=rows), format.value, sys.stdout)
    if left := left_out(text, ask):
        talk.print(left)


def _rows(values: dict[str, str]) -> int:
    """Take the row limit out of what was typed; MAX_ROWS where there is none."""
    typed = values.pop(LIMIT_NAME, str(MAX_ROWS))
    if not typed.isdecimal() or not 0 < int(typed) <= MAX_ROWS:
        raise typer.BadParameter(f"--{LIMIT_NAME} {typed!r}: it is at least 1 and at most {MAX_ROWS:,}")
    return int(typed)


def _values(words: list[str]) -> dict[str, str]:
    """Read `--name value` and `--name=value` pairs."""
    values: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            raise typer.BadParameter(f"“{word}” is no option; a query's parameters are given as --name value")
        name, equals, value = word.removeprefix("--").partition("=")
        found = value if equals else next(rest, None)
        if found is None:
            raise typer.BadParameter(f"--{name} wants a value")
        values[name] = found
    return values


@questions.command(epilog="Example: kg queries          kg queries attacks-on-actor --values actor")
def queries(
    name: Annotated[str | None, typer.Argument(help="One saved query.", show_default=False)] = None,
    values: Annotated[
        str | None, typer.Option(help="List what this parameter of it can be.", show_default=False)
    ] = None,
    turtle: Annotated[bool, typer.Option("--turtle", help="Print the queries as SHACL executables.")] = False,
    store: StoreOption = DEFAULT_STORE,
    format: Annotated[AnswerFormat, typer.Option("--format", "-f", help="How values are written.")] = DEFAULT_FORMAT,
) -> None:
    """List the saved queries, what each answers, and its parameters; or the values of a parameter."""
    saved = load_queries(folder("queries"))
    if name is not None and name not in saved:
        raise typer.BadParameter(f"there is no saved query “{name}”: `kg queries` lists them")
    chosen = saved if name is None else {name: saved[name]}
    if values is not None:
        if name is None:
            raise typer.BadParameter("--values wants the name of a query too")
        write_answer(run_limited(store, values_text(saved[name], values)), format.value, sys.stdout)
    elif turtle:
        print(executables(chosen), end="")
    else:
        show.queries(chosen.values(), Console(highlight=False))

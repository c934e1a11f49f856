"""The command line: parse options, call, print — nothing else.

Data goes to stdout, talk and progress to stderr.  Exit status: 0 done; 1 done, but some input was refused or set
aside (or a check found something); 2 nothing could be done: a wrong option, path, store or query.
"""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from kg import __version__, pipeline, show
from kg.cli_queries import questions
from kg.cli_stores import StoreOption, stores, talk
from kg.config import DEFAULT_STORE, Settings
from kg.errors import Contradiction, InputError, KgError
from kg.export.tables import (
    CHANGE_COLUMNS,
    CLAIM_COLUMNS,
    EVENT_COLUMNS,
    Format,
    change_rows,
    claim_rows,
    event_rows,
    write_rows,
)
from kg.store.embedded import Store

app = typer.Typer(
    help="Turn news of armed conflict into a graph of who claims what.",
    epilog="Example: kg build seeds && kg query who-attacked-what",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
PROGRESS_FROM = 5  # articles; fewer are done before a bar is read

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are written.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"conflict-kg {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command(epilog="Example: kg build seeds more/article.html --store .kg/store")
def build(
    paths: Annotated[
        list[Path], typer.Argument(help="Articles (.txt, .html) and folders of them.", show_default=False)
    ],
    store: StoreOption = DEFAULT_STORE,
    nlp: Annotated[
        str | None,
        typer.Option(help="Another installed spaCy pipeline (Universal Dependencies, or spaCy's own English labels)."),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out claims that are right less often than this.")
    ] = 0.0,
    judgements: Annotated[
        Path | None,
        typer.Option(
            help="CSV of what names mean (name,actor,verdict,document); else judgements.csv beside the store.",
            show_default=False,
        ),
    ] = None,
    event_judgements: Annotated[
        Path | None,
        typer.Option(
            help="CSV of reports that are of one event, or not (document,words,other_document,other_words,verdict);"
            " else event-judgements.csv beside the store.",
            show_default=False,
        ),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Read articles again although they have not changed.")
    ] = False,
) -> None:
    """Read articles and build the graph: extract, resolve, validate, store, consolidate.

    An article that did not change is skipped; a changed one replaces its graph; one that cannot be used is set aside
    with its reason, the rest goes on, and the exit status is 1.
    """
    settings = Settings(
        store=store,
        nlp=nlp,
        min_confidence=min_confidence,
        judgements=judgements,
        event_judgements=event_judgements,
        rebuild=rebuild,
    )
    count = len(pipeline.find(paths))
    if not count:
        raise InputError(f"no .txt or .html file in {', '.join(map(str, paths))}")
    with Progress(console=talk, transient=True, disable=count < PROGRESS_FROM) as progress:
        task = progress.add_task("Reading", total=count)

        def watch(document: str) -> None:
            progress.update(task, advance=1, description=Path(document).name[:40])

        summary = pipeline.build(paths, settings, watch)
    show.summary(summary, talk)
    if summary.failed or summary.unused_judgements:
        raise typer.Exit(2 if summary.failed == count else 1)


@app.command(epilog="Example: kg claims --format jsonl > claims.jsonl")
def claims(
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out claims that are right less often than this.")
    ] = 0.0,
) -> None:
    """List every claim: what is said, who says so, how surely, and the quote."""
    with Store.open_read_only(store) as opened:
        rows = (row for row in claim_rows(opened) if float(str(row["confidence"])) >= min_confidence)
        write_rows(rows, format, sys.stdout, columns=CLAIM_COLUMNS)


@app.command(epilog="Example: kg events --format csv")
def events(
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
    explain: Annotated[
        str | None, typer.Option(help="Why the reports of this event (an IRI) are one: the weights of each pair.")
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="List what became of events: added, changed, merged, split, withdrawn.")
    ] = False,
    since: Annotated[int, typer.Option(min=0, help="With --changes: only those after this revision.")] = 0,
) -> None:
    """List the events that consolidation made of the reports, or what became of them."""
    with Store.open_read_only(store) as opened:
        if explain is not None:
            show.explanation(opened, explain, sys.stdout)
            return
        if changes:
            write_rows(change_rows(opened, since), format, sys.stdout, columns=CHANGE_COLUMNS)
            return
        write_rows(event_rows(opened), format, sys.stdout, columns=EVENT_COLUMNS)


@app.command(epilog="Example: kg validate          kg validate ontology/examples/S01-valid.ttl")
def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="RDF files; without any, the store.", show_default=False)
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Check files or the store against the SHACL shapes, the store also across articles; exit 1 if something is wrong.

    Every fault is told with what to do, the article and its words.
    """
    reports = pipeline.validate_files(files) if files else pipeline.validate_store(store)
    wrong = 0
    for name, text in reports:
        if text:
            wrong += 1
            print(f"{name}\n{text}\n")
    talk.print(f"{wrong} with violations" if wrong else "No violations.")
    if wrong:
        raise typer.Exit(1)


@app.command(epilog="Example: kg reason && kg query attacks-by-backed-groups --backer Iran")
def reason(store: StoreOption = DEFAULT_STORE) -> None:
    """Check ontology and register with a reasoner and store what follows from them; exit 1 if they contradict.

    What follows (parts of parts, who has whose backing, state-backed armed groups) replaces what followed before.
    """
    began = time.monotonic()
    try:
        with talk.status("Reasoning") as status:
            count = pipeline.reason(store, lambda step: status.update(f"{step} …"))
    except Contradiction as error:
        print(*error.triples, sep="\n")
        talk.print(f"kg: {error}: these statements cannot hold together; nothing was stored", markup=False)
        raise typer.Exit(1) from error
    talk.print(f"Consistent. {count:,} facts follow; {time.monotonic() - began:.0f} s.")


app.add_typer(questions)
app.add_typer(stores)


def main() -> None:
    """Run the command line; every known error is one line on stderr and exit status 2."""
    try:
        app(prog_name="kg")
    except KgError as error:
        talk.print(f"kg: {error}", style=None, markup=False)
        sys.exit(2)
    except KeyboardInterrupt:
        talk.print("kg: stopped; what was stored is whole, run it again to go on", markup=False)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()

"""The main flow; read this first.

paths -> read -> analyse -> extract -> resolve -> graph -> validate -> store -> consolidate.  Each article is stored
whole in one transaction or set aside whole with its reason, and the rest goes on.
"""

import gc
import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.config import Settings
from kg.consolidate import EventJudgement, Index, load_event_judgements, update
from kg.errors import InputError, KgError
from kg.graph.checks import fault_text, faults, load_checks
from kg.graph.iris import BASE, GRAPH_EVENTS, GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_REGISTER, graph_iri
from kg.graph.reasoning import infer, load_axioms
from kg.graph.register import register_quads, rows_for
from kg.graph.validation import report_text, validate
from kg.keys import key_of
from kg.model import Article, Reading
from kg.read import documents, read
from kg.store.embedded import Fingerprint, Store
from kg.tools import Tools

_HAS_REPORT = NamedNode(f"{BASE}ontology#hasReport")
ONTOLOGY_FILES = ("conflict.ttl", "alignments.ttl", "crosswalk.ttl", "codebooks.ttl")

Watcher = Callable[[str], None]  # is called with each document's name, or step of reasoning, before it is taken


@dataclass
class Summary:
    """What a build did, by document."""

    built: dict[str, Reading] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    repeated: dict[str, str] = field(default_factory=dict)  # document -> the one that holds the same bytes
    refused: dict[str, str] = field(default_factory=dict)  # document -> why it could not be read
    quarantined: dict[str, Path] = field(default_factory=dict)  # document -> the report of what is wrong
    unused_judgements: tuple[str, ...] = ()
    events: int = 0
    quads: int = 0

    @property
    def failed(self) -> int:
        """How many documents gave nothing."""
        return len(self.refused) + len(self.quarantined)


@dataclass(frozen=True, slots=True)
class Books:
    """The store, and what consolidation keeps beside it."""

    store: Store
    index: Index


def find(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """Return (path, document name) of every input; a document is named by its path as seen from here."""
    here = Path.cwd()
    found = {}
    for path in documents(paths):
        whole = path.absolute()
        name = whole.relative_to(here) if whole.is_relative_to(here) else whole
        found[name.as_posix()] = path
    return [(found[name], name) for name in sorted(found)]


def build(paths: Iterable[Path], settings: Settings, watch: Watcher = lambda _: None) -> Summary:
    """Build the graph of all articles under the paths; raise InputError for a bad path, StoreError for a bad store."""
    inputs = find(paths)
    tools = Tools(settings.nlp, settings.extractor, settings.min_confidence, settings.judgements_file)
    _ = tools.judgements  # what cannot be used is told before anything is read
    judged = load_event_judgements(settings.event_judgements_file) if settings.event_judgements_file else ()
    summary = Summary()
    with Store.open(settings.store) as store, Index.open(settings.store) as index:
        books = Books(store, index)
        load_background(store, tools)
        held = _held(store, inputs)
        for number, (path, document) in enumerate(inputs):
            if number == 1:
                gc.freeze()  # what the first article loaded stays: looking through it again costs a tenth of the time
            watch(document)
            _take(path, document, books, tools, settings, summary, held)
        finish(books, tools, summary, judged)
    return summary


def _take(
    path: Path, document: str, books: Books, tools: Tools, settings: Settings, summary: Summary, held: dict[str, str]
) -> None:
    """Read one document and store its graph; whatever goes wrong with it stays with it."""
    try:
        article = read(path, document=document)
    except InputError as error:
        summary.refused[document] = str(error)
        return
    if held.get(article.sha256, document) != document:
        summary.repeated[document] = held[article.sha256]
        return
    wanted = Fingerprint(article.sha256, tools.extractor_name, tools.pipeline)
    if books.store.fingerprint_of(document) == wanted and not settings.rebuild:
        summary.unchanged.append(document)
        return
    held[article.sha256] = document
    _store_article(article, books, tools, settings, summary)


def _store_article(article: Article, books: Books, tools: Tools, settings: Settings, summary: Summary) -> None:
    note = settings.store.parent / "quarantine" / f"{key_of('article', article.document)}.txt"
    try:
        reading = tools.reading_of(article)
        quads, violations = tools.graph_of(reading)
        problem = report_text(violations) if violations else None
    except KgError as error:
        problem = str(error)
    except Exception:  # noqa: BLE001  the one boundary that sets an article aside, with its traceback
        problem = traceback.format_exc()
    if problem is not None:
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(f"{article.document}\n\n{problem}\n", encoding="utf-8")
        summary.quarantined[article.document] = note
        return
    graph = graph_iri(article.document)
    books.index.touch(graph.value)
    books.store.replace_graph(graph, quads)
    note.unlink(missing_ok=True)
    summary.built[article.document] = reading


def load_background(store: Store, tools: Tools) -> None:
    """Put ontology and register into graphs of their own; what followed from others that stood there goes."""
    background = {
        GRAPH_ONTOLOGY: set(_ontology_quads(tools.ontology)),
        GRAPH_REGISTER: set(register_quads(tools.ontology / "register")),
    }
    if any(set(store.quads(graph)) != quads for graph, quads in background.items()):
        store.remove_graph(GRAPH_INFERRED)
    for graph, quads in background.items():
        store.replace_graph(graph, quads)


def reason(folder: Path, watch: Watcher = lambda _: None) -> int:
    """Put all that follows from ontology and register into the store, in place of what followed before; count it.

    Raises Contradiction, and leaves the store as it was, if the two clash; ReasonerError without Java.
    """
    tools = Tools(None, "")
    inferred = infer(load_axioms(tools.ontology), register_quads(tools.ontology / "register"), watch)
    with Store.open(folder) as store:
        load_background(store, tools)
        store.replace_graph(GRAPH_INFERRED, inferred)
        store.flush()
    return len(inferred)


def finish(books: Books, tools: Tools, summary: Summary, judged: Iterable[EventJudgement] = ()) -> None:
    """Consolidate what changed in the store and make it ready to be queried."""
    store = books.store
    found = update(store.rdf, books.index, tools.lexicon.parents, judged)
    store.change(found.removed, found.added)
    books.index.commit()
    summary.unused_judgements = found.unused_judgements
    summary.events = len({quad.subject for quad in store.quads(GRAPH_EVENTS) if quad.predicate == _HAS_REPORT})
    summary.quads = len(store)
    if summary.built:
        store.optimize()
    store.flush()


def _ontology_quads(ontology: Path) -> Iterator[Quad]:
    for name in ONTOLOGY_FILES:
        path = ontology / name
        if path.exists():
            for quad in parse(path=str(path), format=RdfFormat.TURTLE):
                yield Quad(quad.subject, quad.predicate, quad.object, GRAPH_ONTOLOGY)


def _held(store: Store, inputs: Iterable[tuple[Path, str]]) -> dict[str, str]:
    """Map the hashes of stored bytes to their documents, but for a document whose file now holds other bytes."""
    files = {document: path for path, document in inputs}
    return {sha: name for sha, name in _shas(store) if name not in files or _sha_of(files[name]) in {sha, None}}


def _sha_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:  # reading it will say why
        return None


def _shas(store: Store) -> Iterator[tuple[str, str]]:
    sha256, document = (NamedNode(f"{BASE}ontology#{name}") for name in ("sha256", "document"))
    for quad in store.rdf.quads_for_pattern(None, sha256, None, None):
        for name in store.rdf.quads_for_pattern(quad.subject, document, None, quad.graph_name):
            if isinstance(quad.object, Literal) and isinstance(name.object, Literal):
                yield quad.object.value, name.object.value


def validate_store(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (graph or check, report text) for a store's articles, its register and the checks across all graphs.

    The text is empty where nothing is wrong.
    """
    tools = Tools(None, "")
    with Store.open_read_only(folder) as store:
        for graph in store.graphs():
            quads = tuple(store.quads(graph))
            if graph == GRAPH_REGISTER:
                yield graph.value, report_text(validate(quads, (), tools.shapes))
            elif graph.value.startswith(f"{BASE}graph/article/"):
                named = {t.value.rsplit("/", 1)[-1] for q in quads for t in (q.object,) if isinstance(t, NamedNode)}
                context = rows_for(sorted(named & tools.register_rows.keys()), tools.register_rows)
                yield graph.value, report_text(validate(quads, context, tools.shapes))
        for check in load_checks(tools.ontology / "checks", "store"):
            found = [fault_text(check, fault) for fault in faults(store.rdf, check)]
            yield check.name, "\n".join(found)


def validate_files(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield (file, report text) for RDF files; raise InputError for one that cannot be parsed."""
    tools = Tools(None, "")
    for path in paths:
        try:
            quads = tuple(
                parse(path=str(path), format=RdfFormat.from_extension(path.suffix.lstrip(".")) or RdfFormat.TURTLE)
            )
        except (OSError, SyntaxError, ValueError) as error:
            raise InputError(f"{path}: {error}") from error
        yield str(path), report_text(validate(quads, (), tools.shapes))

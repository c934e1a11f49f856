"""ontology/register/*.ttl -> RegisterEntry values for linking, and quads of graph/register."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.errors import OntologyError
from kg.graph.iris import BASE, GRAPH_REGISTER
from kg.graph.vocabulary import KG, RDF, SKOS
from kg.knowledge import RegisterEntry

_ACTOR = BASE + "actor/"

_Row = dict[str, list[NamedNode | Literal]]


def load_register(folder: Path) -> tuple[RegisterEntry, ...]:
    """Load the actors of a register folder, by slug; raise OntologyError naming the file and the entry at fault."""
    found: dict[str, tuple[RegisterEntry, Path]] = {}
    for path in _files(folder, "actors-*.ttl"):
        for slug, row in _rows(path).items():
            if slug in found:
                raise OntologyError(f"{path}: actor/{slug} stands in {found[slug][1].name} too: merge the two")
            found[slug] = (_entry(slug, row, path), path)
    for entry, path in found.values():
        for other in (*filter(None, [entry.country]), *entry.part_of, *entry.backed_by):
            if other not in found:
                raise OntologyError(f"{path}: actor/{entry.slug} names actor/{other}, which no file describes")
    return tuple(found[slug][0] for slug in sorted(found))


def register_quads(folder: Path) -> tuple[Quad, ...]:
    """Return all that the register folder says of actors and places, as quads of graph/register, sorted."""
    quads = {
        Quad(triple.subject, triple.predicate, triple.object, GRAPH_REGISTER)
        for path in _files(folder, "*.ttl")
        for triple in _triples(path)
    }
    return tuple(sorted(quads, key=str))


def rows_by_slug(quads: Iterable[Quad]) -> Mapping[str, tuple[Quad, ...]]:
    """Group the register's quads by the slug of the actor that they describe."""
    rows: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_ACTOR):
            rows[quad.subject.value.removeprefix(_ACTOR)].append(quad)
    return {slug: tuple(found) for slug, found in rows.items()}


def rows_for(slugs: Collection[str], rows: Mapping[str, tuple[Quad, ...]]) -> tuple[Quad, ...]:
    """Return what the register says of these actors and of those that they are part of, backed by or belong to.

    An article is validated beside these rows alone: beside the whole register it would take twenty times as long.
    """
    wanted, waiting = set[str](), sorted(set(slugs))
    while waiting:
        slug = waiting.pop()
        if slug not in wanted and slug in rows:
            wanted.add(slug)
            waiting += [other for quad in rows[slug] if (other := _slug(quad.object))]
    return tuple(quad for slug in sorted(wanted) for quad in rows[slug])


def _files(folder: Path, pattern: str) -> list[Path]:
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise OntologyError(f"{folder}: no {pattern} here: reinstall conflict-kg, or name the register's folder")
    return paths


def _triples(path: Path) -> Iterator[Triple]:
    try:
        yield from (quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        raise OntologyError(f"{path}: {error}") from error


def _rows(path: Path) -> dict[str, _Row]:
    rows: dict[str, _Row] = defaultdict(lambda: defaultdict(list))
    for triple in _triples(path):
        slug = _slug(triple.subject)
        if not slug or not isinstance(triple.object, NamedNode | Literal):
            raise OntologyError(f"{path}: {triple}: describe actors only, as {_ACTOR}…, without blank nodes")
        rows[slug][triple.predicate.value].append(triple.object)
    return rows


def _slug(term: object) -> str:
    value = term.value if isinstance(term, NamedNode) else ""
    return value.removeprefix(_ACTOR) if value.startswith(_ACTOR) else ""


def _entry(slug: str, row: _Row, path: Path) -> RegisterEntry:
    def words(predicate: str) -> tuple[str, ...]:
        return tuple(sorted(term.value for term in row[predicate]))

    def slugs(name: str) -> tuple[str, ...]:
        return tuple(sorted(filter(None, map(_slug, row[KG + name]))))

    labels = [term.value for term in row[SKOS + "prefLabel"] if isinstance(term, Literal) and term.language == "en"]
    types = [value for value in words(RDF + "type") if value.startswith(KG)]
    if len(labels) != 1 or len(types) != 1:
        raise OntologyError(f"{path}: actor/{slug}: needs exactly one kg: class and one English skos:prefLabel")
    aliases = {*words(SKOS + "prefLabel"), *words(SKOS + "altLabel"), *words(SKOS + "hiddenLabel")}
    return RegisterEntry(
        slug=slug,
        label=labels[0],
        type=types[0].removeprefix(KG),
        aliases=tuple(sorted(aliases - set(labels))),
        demonyms=words(KG + "demonym"),
        country=next(iter(slugs("country")), None),
        part_of=slugs("partOf"),
        backed_by=slugs("backedBy"),
        heads=words(KG + "headNoun"),
        capital=next(iter(words(KG + "capital")), None),
        short_names=words(KG + "shortName"),
        positions=words(KG + "holdsPosition"),
    )

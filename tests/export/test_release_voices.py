"""No statement about a group or person leaves without its speaker and certainty: a walk through every file."""

import csv
import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pyarrow.parquet as pq
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.export.release import Plan, release
from kg.export.release.columns import SOURCED
from kg.export.release.nanopub import NP
from kg.export.release.rdf import REIFIES, claim_predicates
from kg.export.release.rows import OWN_VOICE
from kg.export.tables import FORMULA
from kg.graph import vocabulary as v
from kg.graph.iris import BASE, GRAPH_EVENTS, GRAPH_INFERRED, GRAPH_JUDGEMENTS, GRAPH_REGISTER
from kg.store.embedded import Store
from tests.conftest import ROOT
from tests.export import readers
from tests.export.readers import Statement
from tests.export.stores import small_store

PLAN = Plan("2026-11-21", "0.2.0", ROOT / "ontology", ROOT / "queries")
VOICED = claim_predicates(ROOT / "ontology")
SOURCE = v.DCTERMS + "source"
MILITIAS, IRAN = NamedNode(f"{BASE}actor/iraqi-militias"), NamedNode(f"{BASE}actor/iran")
NAMES = ("Iraqi militias", "Iran", "militias", "Al-Araby", "Three trucks")  # who or what the small store speaks of
OF_CONSOLIDATION = tuple(f"{BASE}{kind}/" for kind in ("event", "verdict", "position", "origin", "change", "judgement"))
OF_A_CLAIM = tuple(v.KG + name for name in ("certainty", "polarity", "tense", "evidence", "inArticle"))


def _store_with_register() -> Store:
    """The small store, whose register and reasoner say something of a group, too."""
    store = small_store()
    backed = NamedNode(v.KG + "backedBy")
    store.rdf.extend(
        [
            Quad(MILITIAS, backed, IRAN, GRAPH_REGISTER),
            Quad(MILITIAS, v.TYPE, NamedNode(v.KG + "ArmedGroup"), GRAPH_REGISTER),
            Quad(IRAN, v.TYPE, NamedNode(v.KG + "State"), GRAPH_REGISTER),
            Quad(IRAN, NamedNode(SOURCE), Literal("general knowledge, unverified"), GRAPH_REGISTER),
            Quad(MILITIAS, NamedNode(SOURCE), Literal("general knowledge, unverified"), GRAPH_REGISTER),
            Quad(MILITIAS, NamedNode(v.KG + "hasBackingOf"), IRAN, GRAPH_INFERRED),
            *_contested(),
            Quad(NamedNode(f"{BASE}event/00000000000000ee"), v.LABEL, Literal("Attack on Iran"), GRAPH_EVENTS),
        ]
    )
    return store


def _contested() -> list[Quad]:
    """A verdict whose reason names a group, and a person's note that does."""
    verdict, judgement = NamedNode(f"{BASE}verdict/00000000000000ef"), NamedNode(f"{BASE}judgement/00000000000000ab")
    return [
        Quad(NamedNode(f"{BASE}event/00000000000000ee"), NamedNode(v.KG + "hasVerdict"), verdict, GRAPH_EVENTS),
        Quad(verdict, NamedNode(v.KG + "why"), Literal("'Iran' against 'Iraqi militias'"), GRAPH_EVENTS),
        Quad(judgement, NamedNode(v.RDFS + "comment"), Literal("Iran did it"), GRAPH_JUDGEMENTS),
    ]


@pytest.fixture(scope="module", params=["made", "seeds"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("release")
    if request.param == "made":
        release(_store_with_register(), place, PLAN)
    else:
        with Store.open_read_only(request.getfixturevalue("built")) as store:
            release(store, place, PLAN)
    yield place


def _about(statements: set[Statement]) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = {}
    for statement in statements:
        subject, predicate, value = (term[1] for term in statement[:3])
        found.setdefault(subject, {}).setdefault(predicate, set()).add(value)
    return found


def check_claims(statements: set[Statement]) -> int:
    """Check that each claim tells how surely, in which words, and of each of its speakers who it is; count them."""
    things = _about(statements)
    claims = [iri for iri, about in things.items() if v.KG + "Claim" in about.get(v.TYPE.value, ())]
    for iri in claims:
        assert all(len(things[iri].get(name, ())) == 1 for name in OF_A_CLAIM), iri
        here = things[iri].get(v.KG + "attribution", set())
        while here:
            (link,) = here
            assert len(things[link][v.KG + "source"]) == 1
            here = things[link].get(v.KG + "via", set())
    return len(claims)


def check_bare(statements: set[Statement]) -> None:
    """Check that each role or relation that stands bare has its voice in the same graph."""
    graphs: dict[str, set[Statement]] = {}
    for statement in statements:
        graphs.setdefault(statement[3][1], set()).add(statement)
    for graph, held in graphs.items():
        things = _about(held)
        bare = [(s[1], p[1], o[1]) for s, p, o, _ in held if p[1] in VOICED]
        if graph == GRAPH_REGISTER.value:
            assert all(things[subject].get(SOURCE) for subject, _, _ in bare)
            continue
        said = {
            tuple(min(about[part.value]) for part in (v.SUBJECT, v.PREDICATE, v.OBJECT))
            for about in things.values()
            if v.KG + "Claim" in about.get(v.TYPE.value, ())
            and about[v.KG + "certainty"] == {v.KG + "certain"}
            and about[v.KG + "polarity"] == {v.KG + "positive"}
        }
        assert set(bare) <= said, graph


def with_graphs(folder: Path, name: str) -> int:
    if name == readers.TURTLE:
        statements = readers.turtle_by_rdflib(folder)
    else:
        statements = readers.by_oxigraph(folder, name.split(".")[1])
    check_bare(statements)
    check_positions(statements)
    return check_claims({statement[:3] for statement in statements})


def without_graphs(folder: Path, name: str) -> int:
    statements = readers.by_oxigraph(folder, name.split(".")[1])
    predicates = {predicate[1] for _, predicate, _ in statements}
    assert not predicates & (VOICED | {v.KG + "hasBackingOf", v.KG + "bodyOf"})
    words = {s[1] for s, p, _ in statements if p[1] in (v.LABEL.value, v.RDFS + "comment", v.KG + "why")}
    assert not [iri for iri in words if iri.startswith(OF_CONSOLIDATION)]
    check_positions(statements)
    return check_claims(statements)


def check_positions(statements: set[Statement]) -> None:
    """Check that each position that accounts take on a role names its claims, which are there."""
    things = _about({statement[:3] for statement in statements})
    for about in things.values():
        if v.KG + "Position" in about.get(v.TYPE.value, ()):
            assert about[v.KG + "hasClaim"] <= things.keys()


def _quads(folder: Path, name: str) -> list[Quad]:
    return list(parse(gzip.decompress((folder / name).read_bytes()), RdfFormat.TRIG))


def nanopublications(folder: Path, name: str) -> int:
    graphs: dict[str, list[Quad]] = {}
    for quad in _quads(folder, name):
        graphs.setdefault(getattr(quad.graph_name, "value", ""), []).append(quad)
    heads = [graph for graph in graphs if graph.endswith("#head")]
    assert len(graphs) == 4 * len(heads)
    claims = 0
    for head in heads:
        parts = {quad.predicate.value: getattr(quad.object, "value", "") for quad in graphs[head]}
        assertion = graphs[parts[NP + "hasAssertion"]]
        assert not {quad.predicate.value for quad in assertion} & VOICED
        claims += check_claims(readers.of_oxigraph(quad.triple for quad in assertion))
        told = {quad.predicate.value for quad in graphs[parts[NP + "hasProvenance"]]}
        assert {v.PROV + "wasDerivedFrom", v.PROV + "wasQuotedFrom", v.EXACT.value, v.KG + "document"} <= told
        speakers = [quad for quad in assertion if quad.predicate.value == v.KG + "source"]
        assert (v.PROV + "wasAttributedTo" in told) == bool(speakers)
        assert len(graphs[parts[NP + "hasPublicationInfo"]]) == 4
    assert claims == len(heads)
    return claims


def triple_terms(folder: Path, name: str) -> int:
    quads = _quads(folder, name)
    assert not {quad.predicate.value for quad in quads} & (VOICED | {v.SUBJECT.value})
    claims = {quad.subject for quad in quads if quad.predicate == REIFIES}
    assert all(isinstance(quad.object, Triple) for quad in quads if quad.predicate == REIFIES)
    assert claims == {quad.subject for quad in quads if quad.object == NamedNode(v.KG + "Claim")}
    return check_claims(readers.of_oxigraph(quad.triple for quad in quads if quad.predicate != REIFIES))


Rows = list[dict[str, Any]]


def rows(folder: Path, table: str, suffix: str = ".csv.gz") -> Rows:
    if suffix == ".parquet":
        return list(pq.read_table(folder / f"{table}.parquet").to_pylist())
    with gzip.open(folder / f"{table}.csv.gz", "rt", encoding="utf-8", newline="") as text:
        found: Rows = list(csv.DictReader(text))
    return [{key: _cell(cell) for key, cell in row.items()} for row in found]


def _cell(text: str) -> Any:
    return json.loads(text) if text.startswith("[") else text.removeprefix("'") if text[1:2] in FORMULA else text


def claims_table(folder: Path, name: str) -> int:
    found = rows(folder, "claims", name.removeprefix("claims"))
    for row in found:
        assert all(row["said_by"])
        assert len(row["said_by"]) == len(row["said_by_id"])
        assert all(row[cell] for cell in ("claim", "certainty", "polarity", "tense", "article", "quote"))
        assert (row["said_by_id"] == [row["article"]]) == row["said_by"][0].endswith(f"({OWN_VOICE})")
    return len(found)


def events_table(folder: Path, name: str) -> int:
    """Check that each value of an event can be traced to a claim of the same words, speakers and certainty."""
    suffix = name.removeprefix("events")
    claims = {row["claim"]: row for row in rows(folder, "claims", suffix)}
    traced = set()
    for row in rows(folder, "events", suffix):
        for column, roles in SOURCED.items():
            cells = (row[column], row[f"{column}_said_by"], row[f"{column}_certainty"], row[f"{column}_claim"])
            for value, said_by, certainty, iri in zip(*cells, strict=True):
                claim = claims[iri]
                assert claim["predicate"] in roles
                assert (claim["event"], claim["value_label"] or claim["value_text"]) == (row["event"], value)
                assert (" → ".join(claim["said_by"]), claim["certainty"]) == (said_by, certainty)
                traced.add(iri)
        traced |= {*row["other_claims"], *row["type_claims"]}
    assert traced == {iri for iri, row in claims.items() if row["event"]}
    return len(claims)


def on_the_map(folder: Path, name: str) -> int:
    claims = {row["claim"]: row for row in rows(folder, "claims")}
    for feature in json.loads(gzip.decompress((folder / name).read_bytes()))["features"]:
        for said in feature["properties"].pop("statements"):
            claim = claims[said["claim"]]
            assert (said["role"], said["value"]) == (claim["predicate"], claim["value_label"] or claim["value_text"])
            assert (said["certainty"], said["said_by"]) == (claim["certainty"], " → ".join(claim["said_by"]))
        assert feature["properties"].keys() <= NAMELESS
    return len(claims)


# Of these, none holds who did or suffered something.
NAMELESS = {
    *("event", "type", "date_earliest", "date_latest", "date_precision", "place_id", "place_label", "place_precision"),
    *("independent_sources", "contested", "articles", "other_claims"),
}


def in_the_network(folder: Path, name: str) -> int:
    claims = {row["claim"]: row for row in rows(folder, "claims")}
    graph = networkx.parse_graphml(gzip.decompress((folder / name).read_bytes()).decode())
    edges = list(graph.edges(data=True))
    assert edges
    for source, target, data in edges:
        held = [claims[iri] for iri in data["claims"].split()]
        for claim in held:
            assert f"{claim['predicate']}: {claim['certainty']}" in data["certainty"]
            assert f"{claim['predicate']}: {' → '.join(claim['said_by'])}" in data["said_by"]
            assert (claim["polarity"], claim["tense"]) == ("positive", "past")
        assert {source, target} <= {claim[end] for claim in held for end in ("subject_id", "value_id")}
    assert all(data["label"] for _, data in graph.nodes(data=True))
    return len(claims)


def nameless(folder: Path, name: str) -> int:
    """Check that a file names nobody: IRIs, numbers and words about the release alone."""
    data = (folder / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode()
    assert not [found for found in NAMES if f'"{found}' in text or f",{found}" in text or f"| {found}" in text]
    return -1


CHECKS: dict[str, Callable[[Path, str], int]] = {
    **dict.fromkeys((*readers.GRAPHS.values(), readers.TURTLE), with_graphs),
    **dict.fromkeys(readers.PLAIN.values(), without_graphs),
    "conflict-kg-nanopub.trig.gz": nanopublications,
    "conflict-kg-rdf12.trig.gz": triple_terms,
    **dict.fromkeys(("claims.csv.gz", "claims.parquet"), claims_table),
    **dict.fromkeys(("events.csv.gz", "events.parquet"), events_table),
    "events.geojson.gz": on_the_map,
    "actors.graphml.gz": in_the_network,
    **dict.fromkeys(("ids.csv.gz", "changes.csv.gz", "dataset.ttl", "README.md"), nameless),
    **dict.fromkeys(("ro-crate-metadata.json", "SHA256SUMS"), nameless),
}


def test_voices_every_file_is_walked(folder: Path) -> None:
    assert CHECKS.keys() == {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("name", CHECKS)
def test_voices_are_with_their_statements(folder: Path, name: str) -> None:
    claims = CHECKS[name](folder, name)
    assert claims in {len(rows(folder, "claims")), -1}


def test_voices_are_missed_where_they_are_taken_away(tmp_path: Path) -> None:
    """The walk itself: a bare role that no claim states, and a claim without certainty, are found."""
    store = _store_with_register()
    report = next(quad for quad in store.quads() if quad.object == NamedNode(v.KG + "Report"))
    store.rdf.add(Quad(report.subject, NamedNode(v.KG + "perpetrator"), IRAN, report.graph_name))
    release(store, tmp_path, PLAN)
    with pytest.raises(AssertionError):
        with_graphs(tmp_path, readers.GRAPHS["trig"])
    without_graphs(tmp_path, readers.PLAIN["nt"])  # there it is left out
    certainty = next(store.rdf.quads_for_pattern(None, NamedNode(v.KG + "certainty"), None, None))
    store.change([certainty], [])
    release(store, tmp_path, PLAN)
    for name in (readers.PLAIN["nt"], "conflict-kg-nanopub.trig.gz", "conflict-kg-rdf12.trig.gz", "claims.csv.gz"):
        with pytest.raises(AssertionError):
            CHECKS[name](tmp_path, name)

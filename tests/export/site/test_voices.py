"""No page or file of a site says of a group or person what nobody is named for: a walk through all of them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.export.claims import claim_rows
from kg.export.graphs import labels
from kg.export.release.rdf import claim_predicates
from kg.export.release.snapshot import Snapshot
from kg.export.site import SitePlan
from kg.export.site.background import gather
from kg.export.site.data import CONTEXT
from kg.graph import vocabulary as v
from kg.graph.iris import BASE
from kg.store.embedded import Store
from tests.conftest import ROOT
from tests.export import readers
from tests.export.readers import Statement
from tests.export.site.voices import Facts, facts_of, faults_of
from tests.export.test_release_voices import check_claims

VOICED = claim_predicates(ROOT / "ontology")
SOURCE = v.DCTERMS + "source"
OWN = ("ontology", "servers")  # what is in our own words, whatever the store holds
PLAN = SitePlan("2026-11-21", "test", ROOT / "ontology", ROOT / "queries")


@pytest.fixture(scope="session")
def facts(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    with Store.open_read_only(built) as store:
        known = gather(Snapshot.of(store, tmp_path_factory.mktemp("facts") / "all.nq"), PLAN).background
        rows = list(claim_rows(store))
        titles = store.rdf.quads_for_pattern(None, v.TITLE, None, None)
        headlines = {q.object.value: q.subject.value for q in titles if isinstance(q.object, Literal)}  # type: ignore[union-attr]
        media = {row["article"]: str(row["publisher"] or str(row["document"]).rsplit("/", 1)[-1]) for row in rows}
        return facts_of(
            rows, known, labels(store), {title: media[iri] for title, iri in headlines.items() if iri in media}
        )


def pages(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*.html")):
        if path.relative_to(site).parts[0] not in OWN:
            yield path


def test_voices_of_every_page(seed_site: Path, facts: Facts) -> None:
    walked = list(pages(seed_site))
    assert [fault for path in walked for fault in faults_of(path, facts)] == []
    assert len(walked) > len(facts.claims)


def test_voices_every_claim_is_said_on_its_page_its_article_and_its_event(seed_site: Path, facts: Facts) -> None:
    for claim, row in facts.claims.items():
        places = [row["claim"], row["article"], row["event"]]
        for place in filter(None, places):
            page = (seed_site / f"{str(place).removeprefix(BASE)}.html").read_text("utf-8")
            assert f'data-claim="{claim}"' in page, f"{place} does not tell {claim}"


def test_voices_accusations_stand_apart_from_what_is_reported(seed_site: Path, facts: Facts) -> None:
    page = (seed_site / "actor" / "kataib-hezbollah.html").read_text("utf-8")
    start = page.index('id="accusations"')
    section = page[start : page.index("</section>", start)]
    accused = [
        claim
        for claim, row in facts.claims.items()
        if row["value_id"] == f"{BASE}actor/kataib-hezbollah" and row["predicate"] == "perpetrator"
    ]
    assert accused
    assert all(claim in section for claim in accused)
    assert 'id="reported"' not in page


PLANTED = {
    "a sentence without a speaker": "<p>Kataib Hezbollah fired the rockets</p>",
    "a link that accuses": '<p><a href="x.html">Rockets by Kataib Hezbollah</a></p>',
    "a label that accuses": '<p aria-label="Kataib Hezbollah did it">x</p>',
    "a bare name in a cell": "<table><tr><th>Perpetrator</th><td>Kataib Hezbollah</td></tr></table>",
    "a quote that nobody said": "<blockquote><p>It was Kataib Hezbollah, all say</p></blockquote>",
    "a statement of an unknown claim": '<p data-claim="none">Kataib Hezbollah</p>',
    "a headline without its paper": "<p>“Gunmen target US military equipment in Iraq - report”</p>",
    "a description that accuses": '<meta name="description" content="Kataib Hezbollah fired rockets">',
}


@pytest.mark.parametrize("words", PLANTED.values(), ids=PLANTED)
def test_voices_walk_finds_what_is_planted(words: str, facts: Facts, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><main><h1>Rocket attack</h1>{words}</main></body></html>", "utf-8")
    assert list(faults_of(page, facts))


@pytest.mark.parametrize("lost", ["said_by", "certainty"])
def test_voices_walk_finds_a_statement_that_lost_its_voice(
    lost: str, seed_site: Path, facts: Facts, tmp_path: Path
) -> None:
    told = [(key, row["said_by"]) for key, row in facts.claims.items() if row["value_text"] == "Kataib Hezbollah group"]
    claim, voice = next((key, said[0]) for key, said in told if isinstance(said, list) and said)
    assert isinstance(voice, dict)
    word = voice["label"] if lost == "said_by" else facts.words[str(facts.claims[claim]["certainty"])]
    page = tmp_path / "page.html"
    page.write_text((seed_site / "claim" / f"{claim}.html").read_text("utf-8").replace(str(word), ""), "utf-8")
    assert any(str(word) in fault for fault in faults_of(page, facts))


def turtle(path: Path) -> set[Statement]:
    return readers.of_oxigraph(parse(path.read_bytes(), format=RdfFormat.TURTLE))


def test_voices_of_the_data_beside_every_page(seed_site: Path) -> None:
    told = 0
    for path in sorted(seed_site.glob("*/*.ttl")):
        if path.parent.name in OWN:
            continue
        statements = turtle(path)
        told += check_claims(statements)
        curated = {s[1] for s, p, _ in statements if p[1] == SOURCE}
        bare = [s for s, p, _ in statements if p[1] in VOICED and s[1] not in curated]
        assert not bare, f"{path.name} says what nobody is named for: {bare}"
        assert not any(p[1] == v.KG + "why" for _, p, _ in statements), path.name
    assert told > 0


def test_voices_of_events_have_no_words_of_ours(seed_site: Path) -> None:
    for path in sorted((seed_site / "event").glob("*.ttl")):
        labelled = [s[1] for s, p, _ in turtle(path) if p[1] == v.LABEL.value]
        assert not [iri for iri in labelled if "/event/" in iri or "/position/" in iri], path.name


def test_voices_jsonld_says_what_turtle_says(seed_site: Path) -> None:
    context = json.dumps(json.loads((ROOT / "ontology" / CONTEXT).read_text("utf-8"))["@context"])
    compared = 0
    for path in sorted(seed_site.glob("*/*.jsonld")):
        if path.parent.name in OWN:
            continue
        text = path.read_text("utf-8").replace(f'"../ontology/{CONTEXT}"', context)
        here = readers.of_oxigraph(quad.triple for quad in parse(text, format=RdfFormat.JSON_LD))
        assert here == turtle(path.with_suffix(".ttl")), path.name
        compared += 1
    assert compared > 400


def test_voices_search_names_no_deeds(seed_site: Path, facts: Facts) -> None:
    for path in sorted((seed_site / "assets").glob("search-index*.js")):
        text = path.read_text("utf-8")
        entries = json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")
        for kind, label, _, *others in entries:
            if kind == "article":
                assert (
                    any(medium in label for headline, medium in facts.headlines.items() if headline in label)
                    or "“" not in label
                )
            elif kind == "event":
                assert not facts.names.search(facts.harmless.sub("", label)), label
            else:
                assert others or label


def test_voices_of_nodes_are_known() -> None:
    """The walk looks for names that the store has; without any it would find nothing."""
    assert NamedNode(v.KG + "perpetrator").value in VOICED

"""What the pages of each kind hold."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from kg.export.claims import Row
from kg.export.site import SitePlan, publish
from kg.export.site.articles import _overlapping, _pieces, _Span
from kg.export.site.event_nodes import envelope
from kg.export.site.gathered import pager
from kg.export.site.layout import link_to, thing_of, web_address
from kg.export.site.query_pages import is_voiced
from kg.export.site.words import day_words, sentence
from kg.graph.iris import BASE
from kg.queries import load_queries
from kg.store.embedded import Store
from tests.conftest import ROOT
from tests.export.stores import small_store

ROLES_CONTESTED = ["Event type", "Perpetrator", "Target"]


def page_at(site: Path, iri: object) -> HtmlElement:
    return html.fromstring((site / f"{str(iri).removeprefix(BASE)}.html").read_text("utf-8"))


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="session")
def convoy(seed_site: Path, events: Sequence[Row]) -> HtmlElement:
    """The page of the event that both seeds tell of."""
    (event,) = [row["event"] for row in events if row["type"] == "Arson" and len(row["reports"]) == 2]  # type: ignore[arg-type]
    return page_at(seed_site, event)


def test_pages_event_heading_names_kind_place_and_day(convoy: HtmlElement) -> None:
    assert text_of(convoy.xpath("//h1")[0]) == "Arson, between Al Diwaniyah and As Samawah, 11 July 2020"


def test_pages_event_shows_its_accounts_side_by_side(convoy: HtmlElement) -> None:
    (table,) = convoy.xpath("//table[contains(@class, 'accounts')]")
    accounts = [text_of(cell) for cell in table.xpath("./thead//th")]
    assert [name.startswith(start) for name, start in zip(accounts[1:], ("The Jerusalem Post", "004_"), strict=True)]
    perpetrators = {text_of(row[0]): row for row in table.xpath("./tbody/tr")}["Perpetrator contested"]
    first, second = (text_of(cell) for cell in perpetrators.xpath("./td"))
    assert "one of the militias" in first
    assert "probable Sources in the Iraqi Interior Ministry told → Al-Araby Al-Jadeed → The Jerusalem Post" in first
    assert "unidentified militants" in second


def test_pages_event_says_what_is_contested_and_by_whom(convoy: HtmlElement) -> None:
    contradictory = [
        text_of(heading).removesuffix(": contradictory")
        for heading in convoy.xpath("//section[@class='verdict']/h3")
        if text_of(heading).endswith("contradictory")
    ]
    assert contradictory == ROLES_CONTESTED
    for position in convoy.xpath("//ol[@class='positions']/li"):
        assert position.xpath(".//*[@data-claim]")
        assert "independent origin" in text_of(position)


def test_pages_event_quotes_stand_in_their_article(convoy: HtmlElement, seed_site: Path) -> None:
    quotes = convoy.xpath("//figure[@class='evidence']")
    assert len(quotes) > 5
    for quote in quotes:
        (href,) = quote.xpath("./figcaption/a[1]/@href")
        path, _, anchor = href.partition("#")
        article = html.fromstring((seed_site / "event" / path).resolve().read_text("utf-8"))
        (place,) = article.xpath(f"//*[@id='{anchor}']")
        passage = next(one for one in place.iterancestors() if one.get("class") == "passage")
        assert text_of(quote.xpath("./blockquote")[0]) in text_of(passage.xpath("./blockquote")[0])


def test_pages_article_has_every_claim_once_in_order(seed_site: Path, claims: Sequence[Row]) -> None:
    for article in {row["article"] for row in claims}:
        page = page_at(seed_site, article)
        anchors = [found for found in page.xpath("//@id") if found.startswith("claim-")]
        wanted = [f"claim-{str(row['claim']).rsplit('/', 1)[-1]}" for row in claims if row["article"] == article]
        assert sorted(anchors) == sorted(wanted)
        passages = [text_of(quote) for quote in page.xpath("//blockquote")]
        assert len(passages) == len(set(passages))
        assert all(quote.startswith("…") and quote.endswith("…") for quote in passages)


def test_pages_claim_shows_the_chain_outward(seed_site: Path, claims: Sequence[Row]) -> None:
    for row in claims:
        page = page_at(seed_site, row["claim"])
        chain = [text_of(link) for link in page.xpath("//ol[@class='chain']/li")]
        voices = [voice for voice in row["said_by"] if isinstance(voice, dict)]  # type: ignore[union-attr]
        assert len(chain) == len(voices) + 1
        for shown, voice in zip(chain, voices, strict=False):
            assert shown.startswith(str(voice["label"]))
            assert str(voice["cue"] or "") in shown
        assert "the article itself" in chain[-1]
        assert f"characters {row['start']} to {row['end']}" in text_of(page)
        assert text_of(page.xpath("//blockquote")[0]) == " ".join(str(row["quote"]).split())


def test_pages_claim_shows_what_contradicts_it(seed_site: Path, claims: Sequence[Row]) -> None:
    (claim,) = [
        row["claim"] for row in claims if row["value_label"] == "TerroristAttack" and row["polarity"] == "negative"
    ]
    page = page_at(seed_site, claim)
    rivals = page.xpath("//section[@aria-labelledby='rivals']//*[@data-claim]")
    assert rivals
    assert f"{claim}".rsplit("/", 1)[-1] not in [rival.get("data-claim") for rival in rivals]


def test_pages_lists_are_cut_into_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.site.lists.ROWS", 1)
    plan = SitePlan("2026-11-21", "test", ROOT / "ontology", ROOT / "queries")
    publish(small_store(), tmp_path, plan)
    names = sorted(path.name for path in (tmp_path / "articles").iterdir())
    assert names == ["index.html", "page-2.html"]
    first, second = (html.fromstring((tmp_path / "articles" / name).read_text("utf-8")) for name in names)
    assert first.xpath("//nav[@class='pager']//a/@href") == ["page-2.html", "page-2.html"]
    assert first.xpath("//tbody//a/@href") != second.xpath("//tbody//a/@href")


def test_pages_long_things_are_cut_into_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.site.gathered.ROWS", 1)
    plan = SitePlan("2026-11-21", "test", ROOT / "ontology", ROOT / "queries")
    publish(small_store(), tmp_path, plan)
    pages = sorted((tmp_path / "actor").glob("iraqi-militias*.html"))
    assert len(pages) > 1
    told = [
        one for page in pages for one in html.fromstring(page.read_text("utf-8")).xpath("//*[@data-claim]/@data-claim")
    ]
    assert len(told) == len(set(told)) == len(pages)


def test_pages_hold_nothing_that_the_policy_forbids(seed_site: Path) -> None:
    for path in seed_site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert text.startswith('<!doctype html>\n<html lang="en">')
        assert text.count("<h1") == 1, path
        assert "default-src &#39;none&#39;" in text
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=\"assets/)", text), path


def test_pages_of_queries_show_only_answers_with_a_voice(seed_site: Path) -> None:
    for name, query in load_queries(ROOT / "queries").items():
        page = html.fromstring((seed_site / "queries" / f"{name}.html").read_text("utf-8"))
        columns = [column.replace("_", " ") for column, _ in query.columns]
        shown = [text_of(cell) for cell in page.xpath("//table[@class='answer']/thead//th")]
        assert set(shown) <= set(columns)
        if "label" in columns:
            assert "label" not in shown
        if not is_voiced([column for column, _ in query.columns]) and shown:
            assert name in ("deaths-by-month", "articles-by-publisher", "anonymous-sources", "events-for-map")
    assert "name no speaker" in (seed_site / "queries" / "who-contradicts-whom.html").read_text("utf-8")


def test_pages_search_index_leads_to_pages(seed_site: Path) -> None:
    (index,) = (seed_site / "assets").glob("search-index*.js")
    text = index.read_text("utf-8")
    entries = json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")
    assert {entry[0] for entry in entries} == {"event", "actor", "place", "article"}
    assert all((seed_site / f"{entry[2]}.html").exists() for entry in entries)
    assert f"assets/{index.name}" in (seed_site / "search.html").read_text("utf-8")


def test_pages_ontology_has_a_place_for_every_term(seed_site: Path) -> None:
    page = html.fromstring((seed_site / "ontology" / "index.html").read_text("utf-8"))
    assert {"Arson", "perpetrator", "probable"} <= set(page.xpath("//@id"))
    assert (seed_site / "ontology" / "ontology.ttl").read_bytes() == (ROOT / "ontology" / "conflict.ttl").read_bytes()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2020-07-11", "11 July 2020"),
        ("2020-07-12T05:09:00", "12 July 2020"),
        ("--07-11", "11 July (no year stated)"),
        ("--01", "January (no year stated)"),
        ("2020-06", "June 2020"),
        ("2020", "2020"),
        ("2020-22", "summer 2020"),
        ("2020-06-12/2020-07-12", "12 June 2020 to 12 July 2020"),
        ("../2020-03-31", "until 31 March 2020"),
        ("2020-06-12/..", "12 June 2020 to .."),
        ("Saturday", "Saturday"),
        (None, ""),
    ],
)
def test_pages_days_in_words(text: str | None, words: str) -> None:
    assert day_words(text) == words


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((3, 3), "3"),
        ((3, 8), "3 to 8"),
        ((6, ""), "at least 6"),
        ((None, 4), "at most 4"),
        ((0, 3), "0 to 3"),
        ((None, None), ""),
    ],
)
def test_pages_counts_are_envelopes(bounds: tuple[object, object], words: str) -> None:
    assert envelope(*bounds) == words


def test_pages_sentences_of_every_predicate_say_the_opposite_when_denied(claims: Sequence[Row]) -> None:
    names = {"event": "arson", "value": "V", "subject": "S"}
    for predicate in {str(row["predicate"]) for row in claims} | {"unheardOf"}:
        said, denied = (sentence(predicate, "label", names, denied=no) for no in (False, True))
        assert "V" in said
        assert "V" in denied
        assert " not " in f" {denied}"
        assert " not " not in f" {said}"


def test_pages_sentences_do_not_fill_in_what_a_value_writes() -> None:
    assert sentence("target", "target", {"event": "{value}", "value": "{subject}", "subject": "x"}, denied=False) == (
        "the {value} was directed at {subject}"
    )


TEXT = "Police said that gunmen burned three trucks near the town on Friday."


def span(words: str, value: str) -> _Span:
    start = TEXT.index(words)
    row = {"quote": words, "value_text": value, "claim": f"{BASE}claim/{value}"}
    return _Span(start, start + len(words), row)


def test_pages_overlapping_quotes_become_one_text_with_their_marks() -> None:
    spans = [
        span("Police said that gunmen burned three trucks", "gunmen"),
        span("gunmen burned three trucks near the town", "three trucks"),
        span("three trucks", "trucks"),
        span("on Friday", "Friday"),
    ]
    first, second = _overlapping(spans)
    pieces = list(_pieces(first))
    assert "".join(piece.text for piece in pieces) == "Police said that gunmen burned three trucks near the town"
    assert [(piece.text, piece.href) for piece in pieces if piece.href] == [
        ("gunmen", "#claim-gunmen"),
        ("three trucks", "#claim-three trucks"),
    ]
    assert "".join(piece.text for piece in _pieces(second)) == "on Friday"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("//example.org", False),
        (" https://example.org", False),
        ("https://example.org/\njavascript:x", False),
        ("", False),
        (None, False),
    ],
)
def test_pages_lead_out_to_the_web_alone(address: str | None, kept: bool) -> None:
    assert bool(web_address(address)) is kept


@pytest.mark.parametrize("iri", [f"{BASE}span/a", f"{BASE}event/a/b", f"{BASE}event/", f"{BASE}event/../x", "x", None])
def test_pages_of_other_iris_are_none(iri: str | None) -> None:
    assert thing_of(iri) == link_to(iri) == ""


def test_pages_pager_names_first_last_and_near() -> None:
    links = pager("event/a", 10, 20)
    assert [link.text for link in links] == ["1", "7", "8", "9", "10", "11", "12", "13", "20"]
    assert [link.href for link in links if link.text in ("1", "10")] == ["event/a.html", ""]


def test_pages_of_the_small_store_read_right_to_left_names(tmp_path: Path) -> None:
    with Store.in_memory() as store:
        store.rdf.bulk_extend(small_store().rdf)
        publish(store, tmp_path, SitePlan("2026-11-21", "test", ROOT / "ontology", ROOT / "queries"))
    page = (tmp_path / "actor" / "iraqi-militias.html").read_text("utf-8")
    assert "<h1><bdi>Iraqi militias</bdi></h1>" in page

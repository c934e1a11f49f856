"""A large store for benchmarks: made-up pages are built by the pipeline, and their graphs copied under new IRIs.

In: a number of articles.  Out: a folder with a store of as many.  Pages are made from a seeded choice of towns,
groups, weapons, counts, outlets and sources, some of them telling the same event; a copy of all of them, with the
events that consolidation made of them, has IRIs and days of its own, so that no event grows with the number of copies.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.config import Settings
from kg.keys import BASE
from kg.pipeline import build, reason
from kg.store.embedded import Store

SEED = 20_260_102
PAGES = 250  # built by the pipeline; the rest are copies of these
TOWNS = ("Mosul", "Kirkuk", "Basra", "Tikrit", "Samarra", "Fallujah", "Aleppo", "Idlib", "Raqqa", "Homs", "Kabul")
MORE = ("Kandahar", "Herat", "Sanaa", "Aden", "Hodeidah", "Tripoli", "Benghazi", "Misrata", "Mogadishu", "Karbala")
GROUPS = ("Kataib Hezbollah", "Hezbollah", "The Taliban", "Islamic State", "Gunmen", "Unidentified militants", "Rebels")
TARGETS = ("a police checkpoint", "a convoy of US troops", "the Iraqi army", "a market", "an army base", "three trucks")
WEAPONS = ("rockets", "mortar shells", "rifles", "a car bomb", "drones")
SOURCES = ("the Pentagon said", "Al-Sumaria reported", "security sources told Reuters", "the Interior Ministry said")
OUTLETS = ("Reuters", "The Jerusalem Post", "Al-Monitor", "BBC")
SENTENCES = (
    "{group} attacked {target} in {town} on {day} with {weapon}, {source}.",
    "{killed} people were killed and {injured} were wounded in the attack, officials said.",
    "It seems to have been one of the militias, sources in the Interior Ministry told Al-Araby.",
    "No group has claimed responsibility for the attack.",
    "Kataib Hezbollah threatened to attack US forces near {town}.",
    "The government condemned the attack and accused Iran of backing the group.",
    "Police arrested {detained} suspects in {town}.",
    "The United States said that Kataib Hezbollah was behind the attack.",
    "Hezbollah denied that it had carried out the attack.",
    "Iran backs Hezbollah, the Pentagon said.",
)
FIRST = date(2019, 1, 7)
STEP = timedelta(days=9)  # between the days of one copy and those of the next
_KEPT = tuple(f"{BASE}{part}" for part in ("ontology", "graph/ontology", "graph/register", "graph/inferred"))
_XSD = "http://www.w3.org/2001/XMLSchema#"


def pages(number: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Yield names and texts of made-up pages; one in three tells the event of the page before it."""
    choice = random.Random(seed)
    event: dict[str, object] = {}
    for at in range(number):
        if at % 3 != 1:
            event = _event(choice)
        told = choice.sample(SENTENCES[1:], k=3)
        facts = {**event, "source": choice.choice(SOURCES), "killed": choice.randint(2, 9)}
        body = "".join(f"<p>{sentence.format(**facts)}</p>\n" for sentence in (SENTENCES[0], *told))
        title = f"{event['group']} attack {event['target']} in {event['town']}"
        published = f"{event['at']}T18:00:00"
        head = (
            f'<title>{title}</title><meta property="article:published_time" content="{published}">'
            f'<meta property="og:site_name" content="{choice.choice(OUTLETS)}">'
        )
        page = f'<html lang="en"><head>{head}</head><body><article><h1>{title}</h1>\n{body}</article></body></html>'
        yield f"page-{at:04}.html", page


def _event(choice: random.Random) -> dict[str, object]:
    day = FIRST + timedelta(choice.randrange(7))
    return {
        "group": choice.choice(GROUPS),
        "target": choice.choice(TARGETS),
        "town": choice.choice(TOWNS + MORE),
        "weapon": choice.choice(WEAPONS),
        "day": f"{day:%A}",
        "at": (day + timedelta(1)).isoformat(),
        "injured": choice.randint(2, 30),
        "detained": choice.randint(2, 20),
    }


def make(folder: Path, articles: int) -> int:
    """Fill `folder` with a store of so many articles, `base` beside it with the built ones; return its quads."""
    base = folder.parent / "base"
    written = folder.parent / "pages"
    written.mkdir(parents=True)
    for name, page in pages(min(PAGES, articles)):
        (written / name).write_text(page, encoding="utf-8")
    build([written], Settings(store=base))
    reason(base)
    with Store.open_read_only(base) as built, Store.open(folder) as store:
        quads = list(built.rdf)
        for number in range(-(-articles // PAGES)):
            store.rdf.bulk_extend(copied(quads, number))
        store.optimize()
        return len(store.rdf)


def copied(quads: list[Quad], number: int) -> Iterator[Quad]:
    """Yield copy `number` of the articles and events of a store; with number 0 also what articles share, as it is."""
    shared = {quad.subject for quad in quads if _graph(quad) in _KEPT}
    terms: dict[object, object] = {}

    def term(old: object) -> object:
        if old not in terms:
            terms[old] = _term(old, number, old in shared)
        return terms[old]

    for quad in quads:
        if _graph(quad) in _KEPT:
            if not number:
                yield quad
            continue
        graph = term(quad.graph_name) if "/article/" in _graph(quad) else quad.graph_name
        yield Quad(term(quad.subject), quad.predicate, term(quad.object), graph)  # type: ignore[arg-type]  # as before


def _graph(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _term(old: object, number: int, shared: bool) -> object:
    if not number or shared:
        return old
    if isinstance(old, NamedNode):
        kept = not old.value.startswith(BASE) or old.value.startswith(_KEPT) or _is_shared_place(old.value)
        return old if kept else NamedNode(f"{old.value}x{number}")
    if isinstance(old, Literal) and old.datatype.value in {f"{_XSD}date", f"{_XSD}dateTime"}:
        day = date.fromisoformat(old.value[:10]) + STEP * number
        return Literal(day.isoformat() + old.value[10:], datatype=old.datatype)
    if isinstance(old, Literal) and old.value.endswith(".html") and " " not in old.value:
        return Literal(f"{number}/{old.value}")
    return old


def _is_shared_place(iri: str) -> bool:
    """Places have the same IRI in every article; actors only those of the register, which are shared already."""
    return iri.startswith(f"{BASE}place/")

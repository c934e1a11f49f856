"""Walk a page: each mention of an actor stands beside whoever speaks of it and how surely, or tells nothing of it.

A mention is a text, an attribute or a title that holds the name of an actor of the store.  What it may be:
  - a part of a statement: an element that carries data-claim, with the words of that claim's speakers and certainty;
  - a quote, in the exact words of the store;
  - a headline, with who published it;
  - a row of a query's answer, with its speaker and its certainty;
  - what the register holds, in the section that says so and names its source;
  - a name alone, where names are listed: of the actor whose page it is, of a speaker, of an origin, in a list;
  - the title of an event (its kind, place and day), or the name of a place.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import html  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from kg.export.claims import Row
from kg.export.site.background import Background
from kg.export.site.layout import key

SHORTEST = 4  # letters of a name that is looked for
# Where a name may stand alone: it is listed there, not said of anything.
LISTED = (
    *(".//main/header/h1", ".//*[@class='names']", ".//ul[@class='origins']", ".//ol[@class='chain']"),
    *(".//table[contains(@class, 'list')]", ".//table[contains(@class, 'accounts')]/thead", ".//td/@data-account"),
    *(".//section[@class='words']/h3", ".//*[contains(@class, 'fig-network')]", ".//dl[@class='facts']"),
    *(".//body[.//h1[.='A report']]", ".//section[@class='data']"),
)
# What the makers of the site say: how a name was found, where a country lies, what a query is for.
OURS = (
    *(".//dt[.='Who the subject is' or .='What the value is']/../dd", ".//*[contains(@class, 'fig-map')]"),
    *(".//p[@class='names']", ".//dl[@class='queries']"),
    *(".//dt[.='reason']/../dd", ".//main[.//p[starts-with(., 'Saved query')]]/header"),
    ".//main[.//p[starts-with(., 'Saved query')]]//dl",
)
_TIE = re.compile(r"— \w+(?:, [\w ]+)?, says \S|— curated, says .?the register")
_AROUND = re.compile(r"\d+ names around .+, joined by \d+ statements, each with who says it\.")
_TIES = re.compile(r"^Ties of ")
_DAY = re.compile(r", (?:\d+ )?(?:[A-Z][a-z]+ )?\d{4}$")
_ATTRIBUTES = ("title", "aria-label", "alt", "content")


@dataclass(frozen=True)
class Facts:
    """What a store holds, as far as pages are checked against it."""

    claims: Mapping[str, Row]  # by key
    names: re.Pattern[str]  # of actors
    whole: frozenset[str]  # the same, each alone
    harmless: re.Pattern[str]  # titles of events, names of places
    quotes: str
    headlines: Mapping[str, str]  # with the publisher or the document
    words: Mapping[str, str]


def facts_of(rows: list[Row], known: Background, labels: Mapping[str, str], headlines: Mapping[str, str]) -> Facts:
    """Take what pages are checked against from a store's claims; `labels` are the names of all things."""
    actors = {name for iri, name in labels.items() if "/actor/" in iri and _is_name(name)}
    things = {facts.title for facts in known.events.values()} | {place.label for place in known.places.values()}
    return Facts(
        claims={key(str(row["claim"])): row for row in rows},
        names=_any(actors),
        whole=frozenset(actors),
        harmless=_any(things),
        quotes="\n".join(str(row["quote"]) for row in rows),
        headlines=headlines,
        words=known.words,
    )


def _is_name(text: str) -> bool:
    """Tell whether a label names or describes somebody, and is no common word of our own pages ("report", "those")."""
    return len(text) >= SHORTEST and (text[:1].isupper() or " " in text)


def _any(names: set[str]) -> re.Pattern[str]:
    choices = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    return re.compile(rf"(?<!\w)(?:{choices})(?!\w)")


def faults_of(path: Path, facts: Facts) -> Iterator[str]:
    """Yield what is wrong with a page, with the words that are at fault."""
    page = html.fromstring(path.read_text("utf-8"))
    for element in page.xpath("//*[@data-claim]"):
        yield from (f"{path.name}: {fault}" for fault in _faults_of_statement(element, facts))
    for element, text in _texts(page):
        bare = facts.harmless.sub("", text)
        if facts.names.search(bare) and not _is_allowed(element, text, facts, page):
            yield f"{path.name}: nobody says: {' '.join(text.split())[:160]}"


def _texts(page: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for element in page.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "code"):
            if element.text and element.text.strip():
                yield element, element.text
            for child in element:
                if child.tail and child.tail.strip():
                    yield element, child.tail
            for name in _ATTRIBUTES:
                if element.get(name):
                    yield element, element.get(name)


def _faults_of_statement(element: HtmlElement, facts: Facts) -> Iterator[str]:
    claim = element.get("data-claim")
    row = facts.claims.get(claim)
    if row is None:
        yield f"no claim is called {claim}"
        return
    text = _text(element)
    certainty = facts.words[str(row["certainty"])]
    said = [voice["label"] or voice["text"] for voice in row["said_by"]]  # type: ignore[index, union-attr]
    wanted = [*said, row["publisher"] or key(str(row["document"])), certainty]
    if row["polarity"] == "negative":
        wanted += ["denied", "not"]
    if not said:
        wanted.append("in its own voice")
    yield from (f"the statement {claim} does not say “{word}”" for word in wanted if str(word) not in text)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_allowed(element: HtmlElement, text: str, facts: Facts, page: HtmlElement) -> bool:
    line = [element, *element.iterancestors()]
    if any(one.get("data-claim") for one in line):
        return True
    if any(one.tag == "blockquote" for one in line):
        return text.strip(" …\n") in facts.quotes
    if any("fig-network" in one.get("class", "") for one in line):
        cut = text.endswith("…") and any(name.startswith(_alone(text)[:-1].strip()) for name in facts.whole)
        return cut or _alone(text) in facts.whole or bool(_TIE.search(text)) or bool(_AROUND.fullmatch(text))
    if any(one.tag == "section" and "register" in one.get("class", "") for one in line):
        return any("Curated" in _text(one) and "Source:" in _text(one) for one in line if one.tag == "section")
    if any(one.tag == "tr" and _is_voiced_row(one) for one in line):
        return True
    if element.tag in ("title", "meta"):
        return _is_safe_title(text, facts, page)
    if _are_media(text, facts) and any("note" in one.get("class", "") or one.tag == "td" for one in line):
        return True
    if _is_headline(line, text, facts) or any(one in line for path in OURS for one in page.xpath(path)):
        return True
    return _alone(text) in facts.whole and any(one in line for path in LISTED for one in page.xpath(path))


def _are_media(text: str, facts: Facts) -> bool:
    """Tell whether a text lists articles, by publisher and day."""
    parts = text.strip(" ·\n").removeprefix("told by ").split("; ")
    return all(_alone(part.partition(" and ")[0]) in facts.headlines.values() for part in parts)


def _alone(text: str) -> str:
    """Return a name without the marks that keep its direction apart, and without a day after it."""
    return _DAY.sub("", _TIES.sub("", text).strip(" \u2068\u2069\n"))


def _is_voiced_row(row: HtmlElement) -> bool:
    """Tell whether a row of an answer has a speaker and a certainty."""
    table = next(row.iterancestors("table"))
    if "answer" not in table.get("class", ""):
        return False
    name = table.xpath("string(//p[@class='kind']/code)")
    if name in ("anonymous-sources", "articles-by-publisher"):  # rows that tell nothing of anybody
        return True
    columns = [_text(cell) for cell in table.xpath("./thead//th")]
    cells = dict(zip(columns, (_text(cell) for cell in row), strict=True))
    return bool(cells.get("certainty") and (cells.get("said by") or cells.get("accuser")))


def _is_headline(line: list[HtmlElement], text: str, facts: Facts) -> bool:
    """Tell whether a text is a headline whose line names the publisher."""
    found = [
        medium for headline, medium in facts.headlines.items() if " ".join(headline.split()) in " ".join(text.split())
    ]
    near = " ".join(_text(one) for one in line[:4])
    return any(medium in near for medium in found)


def _is_safe_title(text: str, facts: Facts, page: HtmlElement) -> bool:
    """Tell whether a page's title or description names the actor whose page it is, or says who says it."""
    (heading,) = page.xpath("//h1")
    if page.xpath("string(//*[@class='kind'])").startswith("Saved query"):
        return True
    if page.xpath("string(//*[@class='kind'])") == "Claim":
        row = facts.claims[page.xpath("//@data-claim")[0]]
        return facts.words[str(row["certainty"])] in text and ", says " in text
    if any(" ".join(headline.split())[:60] in text and medium in text for headline, medium in facts.headlines.items()):
        return True
    rest = re.sub(r"^What .+ reports:", "", text.replace(_text(heading), "", 1))
    return not facts.names.search(facts.harmless.sub("", rest))

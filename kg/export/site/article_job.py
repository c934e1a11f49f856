"""A batch of articles -> their pages, those of their claims and reports, the data beside them, and records for others.

The pages of events, actors and places are gathered from the records; a claim that others contradict waits for its
event's page, where these are known.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.export.claims import Row, article_rows
from kg.export.graphs import Described, StoredArticle, best_label, describe, local_name
from kg.export.site.articles import article_page, headline
from kg.export.site.background import Background
from kg.export.site.claims import claim_page_of, quote_href, write_claim, write_forward
from kg.export.site.data import data_of, jsonld_of, short_names, turtle_of, without_bare_roles
from kg.export.site.files import write_file
from kg.export.site.layout import JSONLD, TURTLE, key, page_of, thing_of
from kg.export.site.render import Written, write_statement
from kg.export.site.shelf import Shelves
from kg.export.site.statements import dated, quote, statement
from kg.export.site.values import Account, Datum, Statement, Told
from kg.graph import vocabulary as v

_REPORT = "An article’s account of one event has its place there."
_DOCUMENT, _VIA, _SOURCE = v.KG + "document", v.KG + "via", v.KG + "source"
_LINKED = tuple(v.KG + name for name in ("attribution", "evidence"))
_NAMED = (v.SUBJECT.value, v.OBJECT.value)
_TIED = tuple(v.KG + name for name in ("within", "ofActor", "anchor"))


class Entry(NamedTuple):
    """What one article says of an actor or a place itself: its names, its class, and what it belongs to."""

    label: str
    type: str
    tied: tuple[tuple[str, str], ...]  # how, and the IRI to which
    facts: tuple[tuple[str, str], ...]
    datum: Datum


class Headline(NamedTuple):
    """An article for the list of articles."""

    title: str
    medium: str
    published: str
    claims: int


class ListedArticle(NamedTuple):
    """A page for lists and the search."""

    thing: str
    headline: Headline


class _One:
    """One article that is being written."""

    def __init__(self, quads: Sequence[Quad], article: StoredArticle, known: Background, folder: Path) -> None:
        self._known, self._folder, self.article = known, folder, article
        self.things: Described = describe(quads)
        kept = without_bare_roles(quads, known.voiced)
        self._data = data_of(kept, short_names(known.plan.ontology))
        self.told: list[tuple[Row, Statement, Written]] = []
        for row in article_rows(self.things, article, known.names, known.event_of):
            if thing_of(str(row["claim"])):
                said = statement(row, known)
                self.told.append((row, said, write_statement(said)))

    def write(self, shelves: Shelves) -> ListedArticle:
        """Write all pages, and leave the records."""
        page = article_page(self.article, self.things, [(row, html.whole) for row, _, html in self.told], self._known)
        self._write(thing_of(self.article.iri), page, self._data.values())
        for row, said, html in self.told:
            self._claim(row, said, html, shelves)
        self._reports(shelves)
        for iri in self.things:
            thing = thing_of(iri)
            if thing.startswith(("actor/", "place/")) and iri in self._data:
                shelves.put(thing, self._entry(iri))
        return self._listed()

    def _write(self, thing: str, page: bytes, data: Iterable[Datum]) -> None:
        data = list(data)
        if page:
            write_file(self._folder, page_of(thing), page)
        write_file(self._folder, f"{thing}{TURTLE}", turtle_of(data))
        write_file(self._folder, f"{thing}{JSONLD}", jsonld_of(data))

    def _claim(self, row: Row, said: Statement, html: Written, shelves: Shelves) -> None:
        claim, data = str(row["claim"]), tuple(self._data_of_claim(str(row["claim"])))
        page = claim_page_of(row, said, html, self._known)
        if claim in self._known.rivals and row["event"]:
            shelves.put(thing_of(str(row["event"])), page)
            html_page = b""
        else:
            html_page = write_claim(page, (), self._known)
        self._write(thing_of(claim), html_page, data)
        record = self._record(row, said, html.whole, data)
        lean = record._replace(data=())
        if thing := thing_of(record.event):
            shelves.put(thing, record)
        about = (record.value, record.subject, *record.speakers)
        for thing in dict.fromkeys(filter(None, map(thing_of, about))):
            if thing.startswith(("actor/", "place/")):
                shelves.put(thing, lean)

    def _record(self, row: Row, said: Statement, html: str, data: tuple[Datum, ...]) -> Told:
        start, end = (at if isinstance(at, int) else -1 for at in (row["start"], row["end"]))
        order = (str(row["published"] or "~"), str(row["document"]), start, end, str(row["predicate"]), said.claim)
        plain = (row["polarity"], row["certainty"], row["tense"]) == ("positive", "certain", "past")
        return Told(
            order=order,
            claim=said.claim,
            report=str(row["report"] or ""),
            event=str(row["event"] or ""),
            kind=self._known.word(str(row["event_type"] or "")),
            predicate=str(row["predicate"]),
            subject=str(row["subject_id"] or ""),
            value=str(row["value_id"] or ""),
            speakers=tuple(voice["id"] or "" for voice in row["said_by"] if isinstance(voice, dict)),  # type: ignore[union-attr]
            is_plain=plain,
            is_denied=row["polarity"] == "negative",
            statement=said,
            html=html,
            quote=quote(row, quote_href(row)),
            data=data,
        )

    def _data_of_claim(self, claim: str) -> Iterator[Datum]:
        """Yield what is said of a claim, its speakers, its words, and the things that it names."""
        row = self.things[claim]
        iris = [claim, *(node.value for name in _LINKED for node in row.get(name, ()))]
        for iri in iris:  # grows by the links of the chain
            iris += [n.value for n in self.things.get(iri, {}).get(_VIA, ()) if n.value not in iris]
        named = [n.value for name in _NAMED for n in row.get(name, ()) if isinstance(n, NamedNode)]
        named += [n.value for iri in iris for n in self.things.get(iri, {}).get(_SOURCE, ())]
        for iri in dict.fromkeys((*iris, *named)):
            if iri in self._data:
                yield self._data[iri]

    def _reports(self, shelves: Shelves) -> None:
        """Write pages that lead from reports to their events, and leave how each event is told here."""
        rows = {str(row["report"]): row for row, _, _ in self.told if row["report"]}
        about = self.things.get(self.article.iri, {})
        for iri, row in sorted(rows.items()):
            event = self._known.event_link(str(row["event"] or ""))
            place = dated(dict(row))
            target = event._replace(href=f"{event.href}#report-{key(iri)}") if event.href else place
            page = write_forward("A report", (target,), _REPORT, self._known.plan)
            if not (thing := thing_of(iri)):
                continue
            data = [self._data[iri]] if iri in self._data else []
            self._write(thing, page, data)
            if found := thing_of(str(row["event"] or "")):
                label = self.things[iri].get(v.LABEL.value)
                words = best_label(label) if label else ""
                account = Account(key(iri), place, str(row["published"] or ""), headline(about), words)
                shelves.put(found, account)
                shelves.put(found, Loose(tuple(data)))

    def _entry(self, iri: str) -> Entry:
        about = self.things[iri]
        labels = about.get(v.LABEL.value)
        tied = tuple((local_name(how), node.value) for how in _TIED for node in about.get(how, ()))
        facts = tuple(
            (local_name(name), node.value)
            for name in sorted(about)
            for node in about[name]
            if not isinstance(node, NamedNode) and name.startswith(v.KG)
        )
        kinds = sorted(local_name(node.value) for node in about.get(v.TYPE.value, ()))
        return Entry(best_label(labels) if labels else "", kinds[0] if kinds else "", tied, facts, self._data[iri])

    def _listed(self) -> ListedArticle:
        about = self.things.get(self.article.iri, {})
        place = dated(dict(self.told[0][0])).text if self.told else self.article.document
        published = min((node.value for node in about.get(v.ISSUED.value, ())), default="")
        return ListedArticle(thing_of(self.article.iri), Headline(headline(about), place, published, len(self.told)))


class Loose(NamedTuple):
    """Data of a report, for the file of its event."""

    data: tuple[Datum, ...]


def write_articles(
    snapshot: Path, slices: Sequence[tuple[int, int]], batch: str, known: Background, folder: Path, shelves: Shelves
) -> list[ListedArticle]:
    """Write the articles whose quads stand in these slices of the snapshot's file."""
    listed = []
    with snapshot.open("rb") as file:
        for start, end in slices:
            file.seek(start)
            quads = list(parse(file.read(end - start), format=RdfFormat.N_QUADS))
            for article in _articles(quads):
                listed.append(_One(quads, article, known, folder).write(shelves))
    shelves.close(batch)
    return listed


def _articles(quads: Iterable[Quad]) -> Iterator[StoredArticle]:
    """Yield the article of a graph, if it has a page."""
    for quad in quads:
        if quad.predicate.value == _DOCUMENT and isinstance(quad.subject, NamedNode) and thing_of(quad.subject.value):
            assert isinstance(quad.graph_name, NamedNode)  # noqa: S101  the slices are those of articles' graphs
            yield StoredArticle(quad.object.value, quad.subject.value, quad.graph_name)  # type: ignore[union-attr]
            return

"""The records of an actor -> its pages: what the register holds, what is said of it and by whom, and what it says.

What somebody accuses an actor of stands apart from what articles report in their own voice, plainly.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.export.site.article_job import Entry
from kg.export.site.articles import data_links
from kg.export.site.background import Background
from kg.export.site.data import jsonld_of, turtle_of
from kg.export.site.figures import Tie, network_of
from kg.export.site.gathered import Heap, page_name, pager, spread
from kg.export.site.layout import UP, key
from kg.export.site.register import Curated, Fact
from kg.export.site.render import Head, render
from kg.export.site.values import Link, Told
from kg.export.site.words import first_upper
from kg.graph.iris import BASE

_DOERS = ("perpetrator", "agent")
_VIOLENT = ("perpetrator", "accuses")
_CLAIMED = "responsibilityClaim"
_RELATIONS = frozenset({"backedBy", "partOf", "memberOf", "leads", "alliedWith", "alignedWith", "opposes"})
_CURATED = "curated"  # how surely the register says it


def actor_pages(
    iri: str, entry: Curated | None, entries: Sequence[Entry], told: Sequence[Told], known: Background
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of each page of an actor, and of the data beside the first."""
    thing = iri.removeprefix(BASE)
    label = name_of(iri, entries, known)
    kind = first_upper(known.word(entry.type if entry else (entries[0].type if entries else "")))
    told = sorted(set(told), key=lambda one: one.order)
    pages = spread(tuple(_heaps(iri, told)), known)
    facts = entry.facts if entry else ()
    for number, sections in enumerate(pages, 1):
        head = Head(
            title=label if number == 1 else f"{label}, page {number}",
            description=f"{label}: {len(told)} statements, each with its speaker, certainty and words.",
            up=UP,
            section="actors",
            iri=iri,
            data=data_links(iri),
        )
        values = {
            "label": label,
            "kind": kind,
            "count": len(told),
            "names": _other_names(entry, label),
            "facts": tuple(_grouped(facts)) if number == 1 else (),
            "source": entry.source if entry else "",
            "elsewhere": entry.elsewhere if entry else (),
            "tied": tuple(_tied(entries, known)) if number == 1 else (),
            "gathered_sections": sections,
            "pages": pager(key(iri), number, len(pages)),
            "network": network_of(label, list(_ties(label, told, entry)), f"Ties of {label}") if number == 1 else None,
        }
        yield page_name(thing, number), render("actor.html", known.plan, head, values)
    data = [entry.datum] if entry else []
    data += [one.datum for one in entries if not entry][:1]
    yield f"{thing}.ttl", turtle_of(data)
    yield f"{thing}.jsonld", jsonld_of(data)


def name_of(iri: str, entries: Sequence[Entry], known: Background) -> str:
    """Return what an actor is called: by the register, else by the first article, else by its key."""
    return known.names.get(iri) or next((entry.label for entry in entries if entry.label), key(iri))


def _grouped(facts: Sequence[Fact]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield facts by what they say; "backed by it" where the actor is the other end."""
    for (label, is_of), same in groupby(facts, key=lambda fact: (fact.label, fact.is_of)):
        yield label if is_of else f"{label} it", tuple(fact.other for fact in same)


def _other_names(entry: Curated | None, label: str) -> tuple[tuple[str, str], ...]:
    return tuple((language, name) for language, name in entry.names if name != label) if entry else ()


def _tied(entries: Sequence[Entry], known: Background) -> Iterator[tuple[str, Link]]:
    """Yield what an actor of one article belongs to, as its words say."""
    seen = dict.fromkeys(tie for entry in entries for tie in entry.tied)
    for how, iri in seen:
        yield known.word(how), Link(known.names.get(iri) or key(iri), known.link(iri))


def _heaps(iri: str, told: Sequence[Told]) -> Iterator[Heap]:
    about = [one for one in told if iri in (one.value, one.subject)]
    kinds = {
        "relations": ("Relationships", "What is said of how it stands to others."),
        "accusations": ("Accusations", "What somebody says that it did, or what is not plainly stated."),
        "reported": ("Reported", "What articles state in their own voice, plainly and as certain."),
        "denied": ("Denied", "What somebody says that it did not do."),
        "claimed": ("Responsibility claimed", "What it is said to have claimed."),
        "roles": (
            "In other roles",
            "Events that it was the target of, a speaker or addressee in, or took another part in.",
        ),
    }
    for name, (heading, note) in kinds.items():
        yield Heap(name, heading, note, tuple(one for one in about if _kind(one) == name))
    said = tuple(one for one in told if iri in one.speakers)
    yield Heap("said", "What it says", "Statements that it is a speaker of, innermost or on the way.", said)


def _kind(one: Told) -> str:
    """Say under which heading a statement about an actor stands."""
    if one.is_denied and one.predicate in (*_DOERS, _CLAIMED):
        return "denied"
    if one.predicate == _CLAIMED:
        return "claimed"
    if one.predicate in (*_DOERS, "accuses"):
        return "reported" if one.is_plain and not one.speakers and one.predicate in _DOERS else "accusations"
    return "relations" if one.subject else "roles"


def _ties(label: str, told: Sequence[Told], entry: Curated | None) -> Iterator[Tie]:
    """Yield what joins an actor to others: by the register, and by what is claimed and not denied."""
    for fact in entry.facts if entry else ():
        if fact.relation in _RELATIONS and fact.other.href:
            yield _curated_tie(label, fact, entry.source if entry else "")
    for one in told:
        if one.subject and not one.is_denied and one.value and one.subject:
            parts = {part.css: part for part in one.statement.parts}
            subject, value = parts["subject"], parts["value"]
            if subject.href and value.href:
                yield Tie(
                    subject.text,
                    subject.href,
                    value.text,
                    value.href,
                    one.statement.role.text,
                    one.statement.says,
                    one.statement.surely,
                )


def _curated_tie(label: str, fact: Fact, source: str) -> Tie:
    ends = ((label, ""), (fact.other.text, fact.other.href))
    (subject, subject_href), (value, value_href) = ends if fact.is_of else ends[::-1]
    return Tie(subject, subject_href, value, value_href, fact.label, f"the register ({source})", _CURATED)

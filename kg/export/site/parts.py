"""Parts of articles and events, which have IRIs but no pages -> lists that say what each is part of.

A site of 10,000 articles has 150,000 such parts: words, origins, verdicts, positions.  They stand in 256 lists by how
their ids begin, each with its data beside it; the rules for web servers (servers/) lead a part's IRI to its line.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.export.site.background import Background
from kg.export.site.layout import JSONLD, TURTLE, UP, link_to
from kg.export.site.render import Head, render
from kg.export.site.values import Link
from kg.graph.iris import BASE
from kg.graph.vocabulary import DCTERMS

FOLDER = "part"
_BEGINNING = 2  # hex digits of an id that name its list: 256 of them
_PART_OF = f"{DCTERMS}isPartOf"
_BASE = re.escape(BASE).encode()
# A line of the snapshot in which a report or claim names its words, or an event what consolidation made of it.
_OWNS = re.compile(
    rb"<%s((?:event|verdict)/[^>]+|(?:report|claim)/[^>]+)> <[^>]+> "
    rb"<%s((?:span|origin|verdict|position|snapshot|count)/([0-9a-f]{16}))> <%sgraph/([^>]+)>" % (_BASE, _BASE, _BASE)
)
_CHANGED = re.compile(rb"<%s(change/([0-9a-f]{16}))> <%sontology#event> <%s(event/[^>]+)>" % (_BASE, _BASE, _BASE))


def part_files(snapshot: Path, known: Background) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of each list, as a page, Turtle and JSON-LD."""
    owners = _owners(snapshot)
    lists: dict[str, dict[str, str]] = {}
    for part in sorted(owners):
        beginning = part.partition("/")[2][:_BEGINNING]
        lists.setdefault(beginning, {})[part] = _whole(part, owners)
    for beginning, parts in sorted(lists.items()):
        stem = f"{FOLDER}/{beginning}"
        yield f"{stem}.html", _page(beginning, parts, known)
        lines = (f"<{BASE}{part}> <{_PART_OF}> <{BASE}{whole}> .\n" for part, whole in parts.items())
        yield f"{stem}{TURTLE}", "".join(lines).encode()
        nodes = [{"@id": BASE + part, _PART_OF: {"@id": BASE + whole}} for part, whole in parts.items()]
        yield f"{stem}{JSONLD}", json.dumps(nodes, separators=(",", ":")).encode() + b"\n"


def _owners(snapshot: Path) -> dict[str, str]:
    """Return what each part is part of: words of their article, all else of an event or of a part of one."""
    owners: dict[str, str] = {}
    with snapshot.open("rb") as lines:
        for line in lines:
            if found := _OWNS.match(line):
                owner, part, _, graph = (group.decode() for group in found.groups())
                owners[part] = graph if part.startswith("span/") else owner
            elif found := _CHANGED.match(line):
                owners[found[1].decode()] = found[3].decode()
    return {part: owner for part, owner in owners.items() if owner.startswith(("article/", "event/", "verdict/"))}


def _whole(part: str, owners: Mapping[str, str]) -> str:
    """Return the article or event that a part belongs to; a position's verdict is part of one itself."""
    owner = owners[part]
    return owners.get(owner, owner)


def _page(beginning: str, parts: Mapping[str, str], known: Background) -> bytes:
    head = Head(
        title=f"Parts whose ids begin with {beginning}",
        description="What words, origins, verdicts and other parts of articles and events are part of.",
        up=UP,
        data=(Link("Turtle", f"{beginning}{TURTLE}"), Link("JSON-LD", f"{beginning}{JSONLD}")),
    )
    lines = [(part, part.partition("/")[2], Link(whole, _href(whole, known))) for part, whole in parts.items()]
    return render("parts.html", known.plan, head, {"lines": lines})


def _href(whole: str, known: Background) -> str:
    """Return a link to an article or event; one that is no more may have no page."""
    is_there = whole.startswith("article/") or BASE + whole in known.events
    return link_to(BASE + whole) if is_there else ""

"""Score mentions and relations on re3d: re3d.py INPUT.jsonl [OUTPUT.jsonl].

entity_f1           spans of people, organisations, nationalities, places, weapons and vehicles that are the same to
                    the character, a leading article aside, and of the same group (actor, place, thing)
entity_overlap_f1   spans that share a character, of the same group, one to one, longest overlap first
relation_f1         FightingAgainst, AlliesOf, BelongsTo, InChargeOf between two actors (both ends annotated as person,
                    organisation or nationality): the type right and both ends overlapping, one to one; the first
                    two hold either way round

From claims to relations: a perpetrator's attack on a target or victim, a clash of two parties and `opposes` are
FightingAgainst; `alliedWith` and `backedBy` AlliesOf; `partOf` and `memberOf` BelongsTo; `leads` InChargeOf.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from kg.extract import extract
from kg.extract.extractor import scenes
from kg.extract.mentions import classes
from kg.extract.tree import is_noun
from kg.model import EventMention, Mention, Polarity, RelationMention
from tests.benchmarks.common import EVAL, article, inputs, report, scores, tools

GROUPS = {
    "Person": "actor",
    "Organisation": "actor",
    "Nationality": "actor",
    "Location": "place",
    "Weapon": "thing",
    "Vehicle": "thing",
    "MilitaryPlatform": "thing",
}
ACTORS = frozenset({"Person", "Organisation", "Nationality"})
TYPES = {
    "opposes": "FightingAgainst",
    "alliedWith": "AlliesOf",
    "backedBy": "AlliesOf",
    "partOf": "BelongsTo",
    "memberOf": "BelongsTo",
    "leads": "InChargeOf",
}
PERSONAL = frozenset("i we he she they us him them who".split())
SYMMETRIC = frozenset({"FightingAgainst", "AlliesOf"})


class Entity(NamedTuple):
    """A mention."""

    start: int
    end: int
    group: str


class Relation(NamedTuple):
    """A relation between two spans."""

    type: str
    source: tuple[int, int]
    target: tuple[int, int]


def gold_entities(row: Mapping[str, Any]) -> list[Entity]:
    """The annotated mentions of the scored types, without their article."""
    spans = {(_bare(row["text"], a, b), GROUPS[kind]) for a, b, kind, *_ in row["entities"] if kind in GROUPS}
    return sorted(Entity(a, b, group) for (a, b), group in spans)


def gold_relations(row: Mapping[str, Any]) -> list[Relation]:
    """The annotated relations between actors."""
    actors = {(a, b) for a, b, kind, *_ in row["entities"] if kind in ACTORS}
    found = set()
    for one in row["relations"]:
        ends = ((one["sourceBegin"], one["sourceEnd"]), (one["targetBegin"], one["targetEnd"]))
        known = all(any(_overlap(end, actor) for actor in actors) for end in ends)
        if one["type"] in set(TYPES.values()) and known and ends[0] != ends[1]:
            found.add(Relation(one["type"], *ends))
    return sorted(found)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end].split(maxsplit=1)
    if len(words) == 2 and words[0].casefold() in ("the", "a", "an"):
        start = end - len(text[start:end].lstrip()[len(words[0]) :].lstrip())
    return start, start + len(text[start:end].rstrip())


def predictions(text: str, name: str) -> tuple[list[Entity], list[Relation]]:
    """The mentions and relations that the extractor finds."""
    own = article(text, name)
    paragraphs = tools().paragraphs_of(own)
    lexicon = tools().lexicon
    entities: set[Entity] = set()
    for scene in scenes(own, paragraphs, lexicon):
        for token in scene.sentence:
            group = "actor" if token.lower_ in PERSONAL else _group(classes(token, lexicon)) if is_noun(token) else ""
            if group:
                mention = scene.mention(token)
                entities.add(Entity(mention.start, mention.end, group))
        for _, _, place in scene.places:
            entities.add(Entity(place.start, place.end, "place"))
    found = extract(own, paragraphs, lexicon)
    relations = {r for one in found.relations for r in _relation(one)} | {r for e in found.events for r in _fights(e)}
    return sorted(entities), sorted(relations)


def _group(found: frozenset[str]) -> str:
    if found & {"person", "group", "organisation", "media"}:
        return "actor"
    if "state" in found:
        return "place"  # re3d takes the names of states for places
    if found & {"weapon", "vehicle"}:
        return "thing"
    return "place" if found & {"place", "facility"} else ""


def _relation(one: RelationMention) -> Iterator[Relation]:
    if one.predicate in TYPES and isinstance(one.value, Mention) and one.polarity is Polarity.POSITIVE:
        yield Relation(TYPES[one.predicate], (one.subject.start, one.subject.end), (one.value.start, one.value.end))


def _fights(event: EventMention) -> Iterator[Relation]:
    def spans(*roles: str) -> list[tuple[int, int]]:
        return [
            (a.filler.start, a.filler.end) for a in event.arguments if a.role in roles and isinstance(a.filler, Mention)
        ]

    line = set(tools().lexicon.line(event.event_type))
    if "ArmedClash" in line:
        yield from (Relation("FightingAgainst", *pair) for pair in combinations(spans("perpetrator"), 2))
    elif line & {"Attack", "SecurityOperation"}:
        doers, done_to = spans("perpetrator", "agent"), spans("target", "victim")
        yield from (Relation("FightingAgainst", doer, other) for doer in doers for other in done_to)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def matched_entities(gold: Sequence[Entity], found: Sequence[Entity]) -> int:
    """One-to-one matches of overlapping mentions of a group, longest overlap first."""
    pairs = sorted(
        (max(g.start, f.start) - min(g.end, f.end), g, f)
        for g in gold
        for f in found
        if g.group == f.group and g.start < f.end and f.start < g.end
    )
    used: set[tuple[str, Entity]] = set()
    for _, g, f in pairs:
        if ("gold", g) not in used and ("found", f) not in used:
            used |= {("gold", g), ("found", f)}
    return len(used) // 2


def matched_relations(gold: Sequence[Relation], found: Iterable[Relation]) -> int:
    """One-to-one matches of relations."""
    left, right = list(gold), 0
    for one in found:
        hit = next((g for g in left if g.type == one.type and _same_ends(g, one)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right


def _same_ends(gold: Relation, one: Relation) -> bool:
    straight = _overlap(gold.source, one.source) and _overlap(gold.target, one.target)
    crossed = _overlap(gold.source, one.target) and _overlap(gold.target, one.source)
    return straight or (crossed and gold.type in SYMMETRIC)


def main() -> None:
    """Score every document, print the figures."""
    path, output = inputs(EVAL / "re3d" / "dev.jsonl")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    exact, overlapping, related = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    lines = []
    for row in rows:
        entities, relations = predictions(row["text"], row["id"])
        gold, ties = gold_entities(row), gold_relations(row)
        pairs = (
            (exact, len(set(gold) & set(entities)), entities, gold),
            (overlapping, matched_entities(gold, entities), entities, gold),
            (related, matched_relations(ties, relations), relations, ties),
        )
        for counts, right, predicted, wanted in pairs:
            for i, number in enumerate((right, len(predicted), len(wanted))):
                counts[i] += number
        lines.append(json.dumps({"id": row["id"], "entities": entities, "relations": relations}))
    if output is not None:
        output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    precision, recall, overlap_f1 = scores(*overlapping)
    relation_precision, relation_recall, relation_f1 = scores(*related)
    report(
        entity_f1=scores(*exact)[2],
        entity_overlap_precision=precision,
        entity_overlap_recall=recall,
        entity_overlap_f1=overlap_f1,
        relation_precision=relation_precision,
        relation_recall=relation_recall,
        relation_f1=relation_f1,
    )


if __name__ == "__main__":
    main()

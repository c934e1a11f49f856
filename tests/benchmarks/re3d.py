"""Mentions and relations against re3d (Dstl): `python tests/benchmarks/re3d.py [INPUT.jsonl [OUTPUT.jsonl]]`.

What counts, and why:

- Gold is what re3d's crowd accepted: entities and relations with a confidence of at least 0.5 (its lists keep what
  the crowd rejected, with 0: "the camp" of "the campaign").
- Entities are those of seven types in three coarse groups: *actor* (Organisation, Person, Nationality), *place*
  (Location), *thing* (Weapon, Vehicle, MilitaryPlatform).  A mention of a state is both actor and place, as the
  product does not choose between a country and its government: re3d has "France" as either.
- re3d marks most names with and without their article; an article makes no difference here.  Gold spans of one group
  that end at the same character ("the Swedish citizen Mohamed Moumou", "Mohamed Moumou") are one mention with several
  right extents; other nested spans are mentions of their own.
- re3d takes an air strike for a weapon ("strikes destroyed two buildings"): the noun that evokes an attack of the
  product's is a thing.  Its pronouns are people or groups: the product's speaker pronouns are actors.
- Relations are those between actors: both ends annotated as Organisation, Person or Nationality.  FightingAgainst comes
  from `opposes`, from the parties of a clash and from reports of attacks and security operations (perpetrator or agent
  → target or victim): the product stores no hostility for an attack, but a query over reports gives it.  AlliesOf
  comes from `alliedWith`, `alignedWith` and `backedBy`; BelongsTo from `partOf` and `memberOf`; InChargeOf from
  `leads`.  FightingAgainst and AlliesOf hold in either order.
- re3d relates no words to the phrase whose modifiers they are ("ISIL-held building", "US-led coalition"), so such
  claims are not put forward; "members of the tribe" it does relate to "the tribe".
- A relation is right if its type is and if each of its two spans overlaps the gold's, one predicted for one gold.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any, TypeVar

from kg.extract import extract
from kg.extract.extractor import scenes
from kg.extract.phrases import phrases
from kg.model import EventMention, Extraction, Mention, Polarity, RelationMention
from tests.benchmarks.common import EVAL, article, inputs, report, scores, tools

GROUPS = {
    "Organisation": "actor",
    "Person": "actor",
    "Nationality": "actor",
    "Location": "place",
    "Weapon": "thing",
    "Vehicle": "thing",
    "MilitaryPlatform": "thing",
}
KINDS = {
    "state": ("actor", "place"),
    "weapon": ("thing",),
    "vehicle": ("thing",),
    "facility": ("place",),
    "place": ("place",),
}
RELATIONS = ("FightingAgainst", "AlliesOf", "BelongsTo", "InChargeOf")
SYMMETRIC = frozenset({"FightingAgainst", "AlliesOf"})
MAPPING = {
    "opposes": "FightingAgainst",
    "alliedWith": "AlliesOf",
    "alignedWith": "AlliesOf",
    "backedBy": "AlliesOf",
    "partOf": "BelongsTo",
    "memberOf": "BelongsTo",
    "leads": "InChargeOf",
}
THINGS = frozenset({"vehicle", "facility", "weapon", "equipment", "place", "document"})  # no actors
ACCEPTED = 0.5
Extent = tuple[int, int]
T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Entity:
    """A mention: where it stands, in each right extent, and its coarse groups."""

    extents: frozenset[Extent]
    groups: frozenset[str]


@dataclass(frozen=True)
class Relation:
    """A relation between the words at two places."""

    type: str
    source: Extent
    target: Extent


@dataclass(frozen=True)
class Answers:
    """Entities and relations of a document."""

    entities: Sequence[Entity]
    relations: Sequence[Relation]


def bare(text: str, start: int, end: int) -> Extent:
    """Leave the article out of a span, and the space around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    first = text[start:end].split(" ", maxsplit=1)[0]
    return (
        (start + len(first) + 1, end)
        if first.lower() in ("the", "a", "an") and " " in text[start:end]
        else (start, end)
    )


def gold(row: dict[str, Any]) -> Answers:
    """What re3d's annotators accepted."""
    text: str = row["text"]
    accepted = [
        (bare(text, b, e), GROUPS[kind])
        for b, e, kind, _, sure in row["entities"]
        if kind in GROUPS and sure >= ACCEPTED
    ]
    whole: dict[tuple[int, str], set[Extent]] = {}
    for extent, group in accepted:
        whole.setdefault((extent[1], group), set()).add(extent)
    spans = {bare(text, b, e) for b, e, kind, _, _ in row["entities"] if GROUPS.get(kind) == "actor"}
    relations = {}
    for r in row["relations"]:
        source = bare(text, r["sourceBegin"], r["sourceEnd"])
        target = bare(text, r["targetBegin"], r["targetEnd"])
        if r["type"] in RELATIONS and r["confidence"] >= ACCEPTED and {source, target} <= spans:
            found = _ordered(Relation(r["type"], source, target))
            relations[found.type, found.source[1], found.target[1]] = found
    entities = [Entity(frozenset(extents), frozenset({group})) for (_, group), extents in whole.items()]
    return Answers(entities, list(relations.values()))


def _ordered(relation: Relation) -> Relation:
    swap = relation.type in SYMMETRIC and relation.target < relation.source
    return Relation(relation.type, relation.target, relation.source) if swap else relation


def predicted(extraction: Extraction, mentions: Iterable[Mention]) -> Answers:
    """What the product says, in re3d's terms."""
    text = extraction.article.text
    found: dict[Extent, frozenset[str]] = {}
    for mention in mentions:
        found.setdefault(_extent(text, mention), frozenset(KINDS.get(mention.kind, ("actor",))))
    for event in extraction.events:
        if _is_strike(event):
            found.setdefault(bare(text, event.trigger.start, event.trigger.end), frozenset({"thing"}))
    entities = [Entity(frozenset({extent}), groups) for extent, groups in found.items()]
    relations = {_ordered(r) for r in _relations(extraction, text) if r.source != r.target}
    return Answers(entities, sorted(relations, key=lambda r: (r.source, r.target, r.type)))


def _extent(text: str, mention: Mention) -> Extent:
    return bare(text, mention.start, mention.end)


def _is_strike(event: EventMention) -> bool:
    return event.nominal and event.event_type in ("AirStrike", "DroneStrike", "MissileStrike", "Shelling")


def _relations(extraction: Extraction, text: str) -> Iterator[Relation]:
    for relation in extraction.relations:
        yield from _of_relation(relation, text)
    for event in extraction.events:
        if event.polarity is Polarity.POSITIVE:
            yield from _of_event(event, text)


def _of_relation(relation: RelationMention, text: str) -> Iterator[Relation]:
    kind = MAPPING.get(relation.predicate)
    if kind is None or isinstance(relation.value, str) or relation.polarity is Polarity.NEGATIVE:
        return
    ends = _extent(text, relation.subject), _extent(text, relation.value)
    if not _modifies(*ends) and not _modifies(*reversed(ends)):
        yield Relation(kind, *ends)


def _modifies(one: Extent, other: Extent) -> bool:
    """Whether the first stands inside the second, before its head."""
    return other[0] <= one[0] and one[1] < other[1]


def _of_event(event: EventMention, text: str) -> Iterator[Relation]:
    def fillers(*roles: str) -> list[Extent]:
        held = [a.filler for a in event.arguments if a.role in roles and a.polarity is Polarity.POSITIVE]
        return [_extent(text, f) for f in held if isinstance(f, Mention) and f.kind not in THINGS]

    line = set(tools().lexicon.line(event.event_type))
    doers, targets = fillers("perpetrator", "agent"), fillers("target", "victim")
    if "ArmedClash" in line:
        yield from (Relation("FightingAgainst", *pair) for pair in combinations(doers, 2))
    elif line & {"Attack", "SecurityOperation"}:
        yield from (Relation("FightingAgainst", *pair) for pair in product(doers, targets))


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def same_span(one: Entity, other: Entity) -> bool:
    """Whether the span is a right one and the group fits."""
    return bool(one.groups & other.groups and one.extents & other.extents)


def near_span(one: Entity, other: Entity) -> bool:
    """Whether the spans overlap and the group fits."""
    return bool(one.groups & other.groups) and any(overlap(a, b) for a, b in product(one.extents, other.extents))


def same_relation(one: Relation, other: Relation) -> bool:
    """Whether type and both ends agree."""
    if one.type != other.type:
        return False
    straight = overlap(one.source, other.source) and overlap(one.target, other.target)
    turned = overlap(one.source, other.target) and overlap(one.target, other.source)
    return straight or (one.type in SYMMETRIC and turned)


def matched(ours: Sequence[T], theirs: Sequence[U], fits: Callable[[T, U], bool]) -> dict[int, int]:
    """Pair as many as can be paired one to one: index of theirs → index of ours."""
    edges = [[j for j, their in enumerate(theirs) if fits(our, their)] for our in ours]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in edges[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    for i in range(len(ours)):
        place(i, set())
    return taken


def analyse(text: str, document: str) -> tuple[Extraction, list[Mention]]:
    """Run the product's own stages up to the extraction, and mark every mention as a reader would."""
    read = article(text, document)
    paragraphs = tools().paragraphs_of(read)
    marked: list[Mention] = []
    for scene in scenes(read, paragraphs, tools().lexicon):
        timed = {i for time in scene.times for i in range(time.start_token, time.end_token)}
        marked += phrases(scene.sentence, scene.lexicon, offset=scene.offset, ordinal=scene.ordinal, skip=timed)
    return extract(read, paragraphs, tools().lexicon, tools().context), marked


def shown(answers: Answers, text: str) -> dict[str, Any]:
    """Make predictions fit for a line of JSON."""
    return {
        "entities": [
            {"begin": b, "end": e, "groups": sorted(entity.groups), "text": text[b:e]}
            for entity in answers.entities
            for b, e in entity.extents
        ],
        "relations": [
            {
                "type": r.type,
                "source": [*r.source, text[slice(*r.source)]],
                "target": [*r.target, text[slice(*r.target)]],
            }
            for r in answers.relations
        ],
    }


def evaluate(path: Path, output: Path | None) -> dict[str, float]:
    """Analyse every document and count what is right."""
    totals: dict[str, list[int]] = {"exact": [0, 0, 0], "near": [0, 0, 0], "relation": [0, 0, 0]}
    lines = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        ours, theirs = predicted(*analyse(row["text"], row["id"])), gold(row)
        right = (
            len(matched(ours.entities, theirs.entities, same_span)),
            len(matched(ours.entities, theirs.entities, near_span)),
            len(matched(ours.relations, theirs.relations, same_relation)),
        )
        sizes = [(len(ours.entities), len(theirs.entities))] * 2 + [(len(ours.relations), len(theirs.relations))]
        for total, hits, (mine, wanted) in zip(totals.values(), right, sizes, strict=True):
            total[0], total[1], total[2] = total[0] + hits, total[1] + mine, total[2] + wanted
        lines.append(json.dumps({"id": row["id"], **shown(ours, row["text"])}, ensure_ascii=False))
    if output is not None:
        output.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    exact, near, relation = (scores(right, mine, wanted) for right, mine, wanted in totals.values())
    return {
        "entity_precision": exact[0],
        "entity_recall": exact[1],
        "entity_f1": exact[2],
        "entity_overlap_f1": near[2],
        "relation_precision": relation[0],
        "relation_recall": relation[1],
        "relation_f1": relation[2],
    }


if __name__ == "__main__":
    source, destination = inputs(EVAL / "re3d" / "dev.jsonl")
    report(**evaluate(source, destination))

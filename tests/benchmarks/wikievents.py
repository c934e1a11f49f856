"""Score attack arguments on WikiEvents: wikievents.py INPUT.jsonl [OUTPUT.jsonl].

Gold: the arguments of Conflict.Attack.*, Life.Die.* and Life.Injure.* events, as (sentence, role, head word), by the
table ROLES.  A predicted argument of an attack is right if a gold argument of that role in that sentence has its head
word inside the predicted phrase as the phrase's own head (for places: anywhere inside); people who are hit are
victims in our model, so a predicted victim may also match a gold Target.  Who is counted as killed or injured is a
victim; a facility in which a bomb goes off is our target, and so a target may match a gold Place; a pronoun stands for
itself.  One to one; documents added up.

own_f1           the extractor finds its own triggers
gold_trigger_f1  the extractor is given the words that trigger the gold events, and their kind (attack or killing),
                 and finds arguments for them; the type's own lexicon entry is used where the word has one
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.extract.events import read_scene
from kg.extract.extractor import scenes, see
from kg.extract.identification import identifications
from kg.extract.mentions import core, titled_name
from kg.extract.triggers import TriggerIndex, best_trigger
from kg.knowledge import Trigger
from kg.language import Paragraph
from kg.model import EventMention, Mention, PlaceMention
from tests.benchmarks.common import EVAL, article, inputs, report, scores, tools

ROLES = {
    "Attacker": "attacker",
    "Killer": "attacker",
    "Injurer": "attacker",
    "Target": "target",
    "Victim": "victim",
    "Instrument": "instrument",
    "ExplosiveDevice": "instrument",
    "Place": "place",
}
OURS = {
    "perpetrator": ("attacker",),
    "target": ("target", "victim", "place"),
    "victim": ("victim", "target"),
    "instrument": ("instrument",),
    "location": ("place",),
}
COUNTS = frozenset({"killed", "injured"})
ATTACKS = ("Conflict.Attack", "Life.Die", "Life.Injure")
Span = tuple[int, int]


@dataclass(frozen=True)
class Document:
    """A document as we build it: sentences joined by blanks, gold spans moved along."""

    name: str
    text: str
    sentences: Sequence[Span]
    tokens: Sequence[Span]
    events: Sequence[Mapping[str, Any]]
    entities: Mapping[str, Mapping[str, Any]]

    def sentence_of(self, at: int) -> int:
        """Ordinal of the sentence that holds a character."""
        return next((i for i, (start, end) in enumerate(self.sentences) if start <= at < end), -1)

    def gold(self) -> set[tuple[int, str, Span]]:
        """(sentence, role, head span) of every argument of an attack."""
        found = set()
        for event in self.events:
            for argument in event["arguments"]:
                entity = self.entities[argument["entity_id"]]
                span = self.tokens[entity["start"]][0], self.tokens[entity["end"] - 1][1]
                if argument["role"] in ROLES:
                    found.add((self.sentence_of(span[0]), ROLES[argument["role"]], span))
        return found


def document_of(row: Mapping[str, Any]) -> Document:
    """Join the sentences, the first as a headline, and keep where each token went."""
    text = ""
    sentences: list[Span] = []
    tokens: list[Span] = []
    for words, quote in row["sentences"]:
        start = len(text)
        text += quote + ("\n\n" if not sentences else " ")
        sentences.append((start, len(text)))
        tokens += [(start + a - words[0][1], start + b - words[0][1]) for _, a, b in words]
    events = [event for event in row["event_mentions"] if event["event_type"].startswith(ATTACKS)]
    return Document(row["doc_id"], text, sentences, tokens, events, {e["id"]: e for e in row["entity_mentions"]})


def predictions(document: Document, *, given: bool) -> set[tuple[int, str, Span, bool]]:
    """(sentence, role of ours, phrase, whether any word inside counts) of each argument that we find."""
    own = article(document.text, document.name)
    paragraphs = tools().paragraphs_of(own)
    found: set[tuple[int, str, Span, bool]] = set()
    told = list(scenes(own, paragraphs, tools().lexicon))
    for scene in told if given else ():
        others = {i: held for i, held in scene.triggers.items() if not _is_attack(held[1].event_type)}
        scene.triggers = others | _gold_triggers(document, scene.sentence, scene.offset, scene.index)
    see(told, tools().context)
    for scene in told:
        events = read_scene(scene)
        for event in (*events, *identifications(scene, events)):
            if _is_attack(event.event_type):
                found |= set(_arguments(document, event, paragraphs))
    return found


def _gold_triggers(
    document: Document, sentence: Any, offset: int, index: TriggerIndex
) -> dict[int, tuple[Any, Trigger]]:
    entries = {entry.name: entry for entry in index.lexicon.triggers}
    found = {}
    for event in document.events:
        start, end = document.tokens[event["trigger"]["start"]][0], document.tokens[event["trigger"]["end"] - 1][1]
        inside = [t for t in sentence if start <= t.idx + offset < end]
        if inside:
            token = next((t for t in inside if t.head not in inside or t.head == t), inside[0])
            general = entries["attack" if event["event_type"].startswith("Conflict") else "kill"]
            entry = best_trigger(token, index)
            known = entry is not None and _is_attack(entry.event_type)
            found[token.i] = (token, replace(entry, dependent=False) if entry is not None and known else general)
    return found


def _is_attack(name: str) -> bool:
    return {"Attack", "Explosion", "ArmedClash"} & set(tools().lexicon.line(name)) != set()


def _arguments(
    document: Document, event: EventMention, paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[int, str, Span, bool]]:
    at = document.sentence_of(event.trigger.start)
    for argument in event.arguments:
        filler = argument.filler
        role = "victim" if argument.role in COUNTS else argument.role
        if role not in OURS:
            continue
        if isinstance(filler, PlaceMention):
            yield at, role, (filler.start, filler.end), True
        elif argument.at is not None:
            yield at, role, _head(argument.at.start, argument.at.end, paragraphs), False
        elif isinstance(filler, Mention):
            yield at, role, _head(filler.start, filler.end, paragraphs), False


def _head(start: int, end: int, paragraphs: Sequence[Paragraph]) -> Span:
    """The head word of a phrase, or all of a name."""
    for paragraph in paragraphs:
        a, b = start - paragraph.offset, end - paragraph.offset
        span = paragraph.doc.char_span(a, b) if a >= 0 and b <= len(paragraph.doc.text) else None
        if span is not None:
            head = core(span.root)
            name = titled_name(head)
            if name is None and head.ent_type_:
                return start, end
            last = head if name is None else name[-1]
            return paragraph.offset + last.idx, paragraph.offset + last.idx + len(last)
    return start, end


def matches(gold: set[tuple[int, str, Span]], found: set[tuple[int, str, Span, bool]]) -> int:
    """How many predictions are right, each gold argument used once."""
    left, right = set(gold), 0
    for sentence, role, (start, end), _ in sorted(found):
        for wanted in OURS[role]:
            hit = next(
                (g for g in sorted(left) if g[:2] == (sentence, wanted) and start <= g[2][0] and g[2][1] <= end), None
            )
            if hit is not None:
                left.remove(hit)
                right += 1
                break
    return right


def main() -> None:
    """Score every document twice, print the figures."""
    path, output = inputs(EVAL / "wikievents" / "dev.jsonl")
    documents = [
        document_of(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    lines: list[str] = []
    figures: dict[str, float] = {}
    for name, given in (("own", False), ("gold_trigger", True)):
        counts = [0, 0, 0]
        for document in documents:
            gold, found = document.gold(), predictions(document, given=given)
            for i, number in enumerate((matches(gold, found), len(found), len(gold))):
                counts[i] += number
            row = {"doc_id": document.name, "triggers": name, "arguments": sorted(found)}
            lines.append(json.dumps(row))
        precision, recall, f1 = scores(counts[0], counts[1], counts[2])
        figures |= {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}
    if output is not None:
        output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report(**figures)


if __name__ == "__main__":
    main()

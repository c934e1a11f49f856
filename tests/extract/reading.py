"""Helpers: one sentence or a few through the real pipeline, reduced to what a test compares."""

from functools import cache

from kg.model import Article, Block, BlockKind, Claim, Reading
from kg.tools import Tools


@cache
def tools() -> Tools:
    """The loaded pipeline, once for all tests."""
    return Tools(None, "test")


def read(text: str, published: str | None = "2020-07-12") -> Reading:
    """Read paragraphs separated by newlines."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), BlockKind.BODY))
        at += len(line) + 1
    return tools().reading_of(Article("a.txt", "0" * 64, text, tuple(blocks), published=published))


def shown(claim: Claim) -> tuple[str, str, str, str, str]:
    """(predicate, words, certainty, polarity, voices from the innermost out)."""
    voices = " → ".join(source.actor.label for source in claim.said_by)
    return claim.predicate, claim.text, claim.certainty.value, claim.polarity.value, voices


def claims(text: str, *predicates: str) -> list[tuple[str, str, str, str, str]]:
    """Claims of a text about some roles, in order."""
    return [shown(claim) for claim in read(text).claims if claim.predicate in predicates]


def types(text: str) -> list[str]:
    """Main types of the reports of a text."""
    return [report.event_type for report in read(text).reports]

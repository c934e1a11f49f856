"""A mention's words -> determiner, words, and where its head stands: what the linking rules ask of a phrase."""

import re
from dataclasses import dataclass, replace

from kg.model import Mention
from kg.resolve.link_words import STOPS
from kg.resolve.names import Token, find_tokens

_BREAK = re.compile(r"[,;:()\[\]\n]|\s[-‐‑–—]\s|—")
_HYPHENS = "-‐‑–/"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention split in words; positions count in `all_tokens`, ends are exclusive."""

    mention: Mention
    text: str
    all_tokens: tuple[Token, ...]
    first: int  # first word after the determiner
    last: int  # end of the words that count; a bracketed acronym at the end is left out
    segment_end: int  # end of the words before the first preposition, comma or clause
    head: int
    definite: bool
    indefinite: bool

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words without their determiner."""
        return self.all_tokens[self.first : self.last]

    @property
    def final(self) -> Token:
        """The last word before any preposition or clause."""
        return self.all_tokens[self.segment_end - 1]

    def key_at(self, position: int) -> str:
        """Return the key of the word at a position, "" beyond the end."""
        return self.all_tokens[position].key if position < self.last else ""

    def wordings(self) -> tuple[tuple[Token, ...], ...]:
        """Return the whole phrase, then its words before any preposition or clause, if that is another wording.

        The shorter one counts only where a comma or clause, not a preposition, cut it: "the army of Islam" is no army.
        """
        segment = self.all_tokens[self.first : self.segment_end]
        cut_by_of = self.key_at(self.segment_end) == "of"
        return (self.tokens,) if cut_by_of or segment == self.tokens or not segment else (self.tokens, segment)

    def after_one_of(self) -> "Phrase | None":
        """Return the rest of "one of the …", read as a definite phrase; None for any other phrase."""
        keys = [token.key for token in self.all_tokens[self.first : self.first + 3]]
        if keys != ["one", "of", "the"]:
            return None
        return replace(self, first=self.first + 3, segment_end=self.last, head=self.last - 1, definite=True)


def read_phrase(mention: Mention) -> Phrase:
    """Split a mention into its words; one that lost its "the" to `mention.definite` gets it back."""
    text = mention.text
    if mention.definite and not text[:4].casefold().startswith("the "):
        text = "the " + text
    tokens = find_tokens(text)
    keys = [token.key for token in tokens]
    bracket = text.find(" (")
    last = sum(token.start < bracket for token in tokens) if bracket > 0 else len(tokens)
    first = 1 if keys[:1] == ["the"] and last > 1 else 0
    end = _segment_end(text, tokens, first, last)
    return Phrase(
        mention=mention,
        text=text,
        all_tokens=tokens,
        first=first,
        last=last,
        segment_end=end,
        head=_head(mention.head, tokens, first, end),
        definite=first == 1,
        indefinite=keys[:1] in (["a"], ["an"]),
    )


def glued(phrase: Phrase, start: int, end: int) -> bool:
    """Whether a hyphen joins the words `start` to `end` to another word: "pro-Iranian", "Iran-backed"."""
    before, after = phrase.all_tokens[start].start, phrase.all_tokens[end - 1].end
    beside = (phrase.text[max(0, before - 1) : before], phrase.text[after : after + 1])
    return any(char and char in _HYPHENS for char in beside)


def _segment_end(text: str, tokens: tuple[Token, ...], first: int, last: int) -> int:
    for position in range(first + 1, last):
        gap = text[tokens[position - 1].end : tokens[position].start]
        if tokens[position].key in STOPS or _BREAK.search(gap):
            return position
    return last


def _head(lemma: str, tokens: tuple[Token, ...], first: int, end: int) -> int:
    forms = {lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies"}
    hits = [n for n, token in enumerate(tokens) if n >= first and {token.key, token.surface.casefold()} & forms]
    inside = [n for n in hits if n < end]
    if inside:
        return inside[-1]
    return hits[0] if hits else end - 1

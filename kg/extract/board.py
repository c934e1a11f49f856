"""The arguments of a sentence's triggers while they are being filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.extract.scene import Scene, with_stance
from kg.extract.stance import Stance
from kg.model import Argument, Filler


@dataclass
class Board:
    """The arguments and stances of a sentence's triggers, by position."""

    scene: Scene
    arguments: dict[int, list[Argument]]
    stances: Mapping[int, Stance]
    absorbed: Mapping[int, int]

    @property
    def heads(self) -> dict[int, Token]:
        """The triggers' tokens."""
        return {i: token for i, (token, _) in self.scene.triggers.items()}

    def of(self, trigger: Token) -> list[Argument]:
        """The arguments of a trigger, or of the one that absorbed it."""
        return self.arguments[self.absorbed.get(trigger.i, trigger.i)]

    def is_statement(self, trigger: Token) -> bool:
        """Whether the trigger tells of an act of speech."""
        return "Statement" in self.scene.lexicon.line(self.scene.triggers[trigger.i][1].event_type)

    def add(self, trigger: Token, role: str, value: Filler, text: str, words: Span | None = None) -> None:
        """Give a trigger an argument with its own stance."""
        home = self.absorbed.get(trigger.i, trigger.i)
        made = with_stance(self.scene, role, value, text, self.stances[home], signs=("circumstance",))
        self.arguments[home].append(replace(made, at=self.scene.words(words)))

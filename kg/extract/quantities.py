"""Numbers of things in text: how many of a noun, and who was killed, wounded, detained, and how many.

The public face of counted_nouns.py and casualties.py, which hold the reading and its conventions.
"""

from spacy.tokens import Token

from kg.extract.casualties import CasualtyExpression, casualties_in
from kg.extract.counted_nouns import counted
from kg.extract.numerals import number_value
from kg.model import Quantity

__all__ = ["CasualtyExpression", "casualties_in", "number_value", "quantity_of"]


def quantity_of(noun: Token) -> Quantity | None:
    """Read how many of the noun there are: "at least three men" is (3, None), "no men" (0, 0), "men" None."""
    found = counted(noun)
    return found[0] if found else None

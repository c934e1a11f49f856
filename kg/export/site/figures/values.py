"""What figures are drawn from: small frozen values that the pages fill in."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, order=True, slots=True)
class Point:
    """Something at a place: degrees north and east, and how precisely that is known (a value of kg:placePrecision)."""

    latitude: float
    longitude: float
    label: str
    href: str
    precision: str
    kind: str
    when: str = ""
    count: int = 1  # how many things the link leads to


class Moment(NamedTuple):
    """Something that happened between two days, each ISO 8601 or empty where that end is not known."""

    first: str
    last: str
    label: str
    href: str
    kind: str


class Tie(NamedTuple):
    """A statement that joins two actors, with who says it and how surely, in words; a link may be empty."""

    subject: str
    subject_href: str
    object: str
    object_href: str
    relation: str
    said_by: str
    certainty: str

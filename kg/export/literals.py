"""Literals checked before they are sent: a server may keep an ill-typed one as another value without a word.

Virtuoso 7.2.5 keeps "abc"^^xsd:integer as 0.  rdflib knows the forms of the numbers, dates and booleans; the forms of
the rest that articles use are here.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import rdflib
from pyoxigraph import Literal, Quad

_XSD = "http://www.w3.org/2001/XMLSchema#"
_ZONE = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
# What rdflib keeps as text, or reads more freely than XML Schema writes it.
_FORMS = {
    f"{_XSD}gMonthDay": re.compile(rf"--(?!02-3|(?:0[469]|11)-31){_MONTH}-{_DAY}{_ZONE}", re.ASCII),
    f"{_XSD}gMonth": re.compile(rf"--{_MONTH}{_ZONE}", re.ASCII),
    f"{_XSD}gDay": re.compile(rf"---{_DAY}{_ZONE}", re.ASCII),
    f"{_XSD}gYear": re.compile(rf"-?\d{{4,}}{_ZONE}", re.ASCII),
    f"{_XSD}gYearMonth": re.compile(rf"-?\d{{4,}}-{_MONTH}{_ZONE}", re.ASCII),
    f"{_XSD}integer": re.compile(r"[+-]?\d+", re.ASCII),
    f"{_XSD}decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII),
    f"{_XSD}boolean": re.compile(r"true|false|0|1"),
    f"{_XSD}date": re.compile(rf"-?\d{{4,}}-{_MONTH}-{_DAY}{_ZONE}", re.ASCII),
}


def wrong_literals(quads: Iterable[Quad]) -> list[str]:
    """Return the statements whose object is not written as its datatype demands, as N-Triples, in order."""
    wrong = (str(quad.triple) for quad in quads if isinstance(quad.object, Literal) and _is_wrong(quad.object))
    return sorted(wrong)


def _is_wrong(literal: Literal) -> bool:
    datatype = literal.datatype.value
    return datatype.startswith(_XSD) and datatype != f"{_XSD}string" and _is_ill_typed(literal.value, datatype)


@lru_cache(maxsize=100_000)
def _is_ill_typed(text: str, datatype: str) -> bool:
    form = _FORMS.get(datatype)
    if form is not None and not form.fullmatch(text):
        return True
    return bool(rdflib.Literal(text, datatype=rdflib.URIRef(datatype)).ill_typed)

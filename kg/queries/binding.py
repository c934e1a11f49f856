"""Values put in a query's place as terms.

In: a saved query and what the user typed.  Out: SPARQL text in which each given parameter's VALUES clause holds the
one term that the typed text denotes.  A term's text is written by pyoxigraph's own serialiser, so it cannot be more
than one term, whatever was typed.
"""

from collections.abc import Mapping
from datetime import date
from unicodedata import category, normalize

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import QueryError
from kg.queries.names import find_iri
from kg.queries.saved import PLACE, Parameter, SavedQuery

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KG = "https://w3id.org/conflict-kg/ontology#"
_CURIE = "kg:"


def bind(query: SavedQuery, values: Mapping[str, str], store: Store | None) -> str:
    """Return the query's text with `values` (by parameter name) bound; names are looked up in `store`.

    Without a store (a remote endpoint) only IRIs are taken where an IRI is wanted.  Raises QueryError for an unknown
    or missing parameter and for a value that is not of the parameter's type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values.keys() - known.keys():
        listed = ", ".join(f"--{parameter}" for parameter in known) or "none"
        raise QueryError(f"{query.name} has no parameter --{name}: it takes {listed}")
    missing = [f"--{name}" for name, parameter in known.items() if parameter.required and name not in values]
    if missing:
        raise QueryError(f"{query.name} wants {', '.join(missing)}")
    terms = {known[name].variable: _term(known[name], value, store) for name, value in values.items()}
    return PLACE.sub(lambda place: _filled(place[0], f"_{place['name']}_{place['type']}", terms), query.text)


def _filled(clause: str, variable: str, terms: Mapping[str, NamedNode | Literal]) -> str:
    return f"VALUES (?{variable}) {{ ({terms[variable]}) }}" if variable in terms else clause


def _term(parameter: Parameter, typed: str, store: Store | None) -> NamedNode | Literal:
    text = normalize("NFC", typed.strip())
    if not text or any(category(character) in {"Cc", "Cs"} for character in text):
        raise QueryError(f"--{parameter.name} {typed!r} is empty or holds control characters")
    try:
        if parameter.type == "iri":
            return _iri(parameter, text, store)
        if parameter.type == "date":
            return Literal(date.fromisoformat(text).isoformat(), datatype=NamedNode(f"{_XSD}date"))
        if parameter.type == "integer":
            return Literal(str(int(text)), datatype=NamedNode(f"{_XSD}integer"))
    except ValueError as error:
        wanted = {"iri": "an IRI", "date": "a date such as 2020-07-11", "integer": "a whole number"}[parameter.type]
        raise QueryError(f"--{parameter.name} wants {wanted}, not {typed!r} ({error})") from error
    return Literal(text)


def _iri(parameter: Parameter, text: str, store: Store | None) -> NamedNode:
    """Read an IRI, a `kg:` name or, given a store, a label; an IRI that the store never mentions is an error."""
    if text.startswith(_CURIE):
        text = _KG + text.removeprefix(_CURIE)
    if "://" not in text:
        if store is None:
            raise QueryError(f"--{parameter.name} {text!r}: a remote endpoint wants an IRI, not a name")
        return find_iri(store, text, parameter.name)
    iri = NamedNode(text)
    if store is not None and not _mentioned(store, iri):
        raise QueryError(f"--{parameter.name} {text}: the store says nothing of it; give a name to look it up")
    return iri


def _mentioned(store: Store, iri: NamedNode) -> bool:
    patterns = (store.quads_for_pattern(iri, None, None, None), store.quads_for_pattern(None, None, iri, None))
    return any(next(iter(quads), None) is not None for quads in patterns)

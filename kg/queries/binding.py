"""Values put in a query's place as terms.

In: a saved query and what the user typed.  Out: SPARQL text in which each given parameter's variable is the one term
that the typed text denotes.  A term's text is written by pyoxigraph's own serialiser, so it cannot be more than one
term, whatever was typed.
"""

from collections.abc import Mapping
from datetime import date
from unicodedata import category, normalize

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import QueryError
from kg.queries.names import find_iri
from kg.queries.parameters import Parameter, slots
from kg.queries.saved import SavedQuery

_XSD = "http://www.w3.org/2001/XMLSchema#"
_KG = "https://w3id.org/conflict-kg/ontology#"
_CURIE = "kg:"
_MOST_ROWS = 100_000  # what a limit may ask for
_WANTED = {
    "iri": "an IRI",
    "date": "a date such as 2020-07-11",
    "integer": "a whole number",
    "number": "a number such as 33.3",
}


def bind(query: SavedQuery, values: Mapping[str, str], store: Store | None) -> str:
    """Return the query's text with `values` (by parameter name) bound; names are looked up in `store`.

    Without a store (a remote endpoint) only IRIs are taken where an IRI is wanted.  Raises QueryError for an unknown
    or missing parameter and for a value that is not of the parameter's type.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values.keys() - known.keys():
        listed = ", ".join(f"--{parameter}" for parameter in known) or "none"
        raise QueryError(f"{query.name} has no parameter --{name}: it takes {listed}")
    missing = [parameter for name, parameter in known.items() if parameter.required and name not in values]
    if missing:
        raise QueryError(f"{query.name} wants {', '.join(f'--{parameter.name}' for parameter in missing)}")
    terms = {known[name].variable: _text(known[name], value, store) for name, value in values.items()}
    return _filled(query.text, terms)


def _filled(text: str, terms: Mapping[str, str]) -> str:
    parts, at = [], 0
    for slot in slots(text):
        if slot.variable in terms:
            parts += [text[at : slot.start], slot.before, terms[slot.variable], slot.after]
            at = slot.end
    return "".join([*parts, text[at:]])


def _text(parameter: Parameter, typed: str, store: Store | None) -> str:
    """Return what stands in the query for a typed value: a term, or the bare number of a limit."""
    term = _term(parameter, typed, store)
    if parameter.choices and term.value not in parameter.choices:
        short = ", ".join(choice.replace(_KG, _CURIE) for choice in parameter.choices)
        raise QueryError(f"--{parameter.name} {typed!r}: it is one of {short}")
    if parameter.variable:
        return str(term)
    if not 0 < int(term.value) <= _MOST_ROWS:
        raise QueryError(f"--{parameter.name} {typed!r}: it is at least 1 and at most {_MOST_ROWS:,}")
    return term.value


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
        if parameter.type == "number":
            return Literal(f"{float(text):f}", datatype=NamedNode(f"{_XSD}decimal"))
    except ValueError as error:
        raise QueryError(f"--{parameter.name} wants {_WANTED[parameter.type]}, not {typed!r} ({error})") from error
    return Literal(text)


def _iri(parameter: Parameter, text: str, store: Store | None) -> NamedNode:
    """Read an IRI, a `kg:` name or, given a store, a label; an IRI that the store never mentions is an error."""
    if text.startswith(_CURIE):
        text = _KG + text.removeprefix(_CURIE)
    if "://" not in text:
        if store is None:
            raise QueryError(f"--{parameter.name} {text!r}: a remote endpoint wants an IRI, not a name")
        return find_iri(store, text, parameter.name, parameter.kind)
    iri = NamedNode(text)
    if store is not None and not _mentioned(store, iri):
        raise QueryError(f"--{parameter.name} {text}: the store says nothing of it; give a name to look it up")
    return iri


def _mentioned(store: Store, iri: NamedNode) -> bool:
    patterns = (store.quads_for_pattern(iri, None, None, None), store.quads_for_pattern(None, None, iri, None))
    return any(next(iter(quads), None) is not None for quads in patterns)

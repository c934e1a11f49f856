"""Store -> what other event data sets call a class of event, from the crosswalk in graph/ontology."""

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import NamedNode

from kg.export.graphs import Described, described, local_name
from kg.graph import vocabulary as v
from kg.graph.iris import BASE, GRAPH_ONTOLOGY
from kg.store.embedded import Store

_SCHEME = f"{BASE}scheme/"
_CLOSE, _BROADER, _NOTATION, _IN = (v.SKOS + name for name in ("closeMatch", "broader", "notation", "inScheme"))


def crosswalk(store: Store) -> dict[str, dict[str, str]]:
    """Map each event class's local name to its columns of events.CROSSWALK_COLUMNS; what has no match has none."""
    things = described(store, GRAPH_ONTOLOGY)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, row in things.items():
        for concept in sorted(row.get(_CLOSE, ()), key=str):
            if iri.startswith(v.KG) and isinstance(concept, NamedNode) and concept.value.startswith(_SCHEME):
                found[local_name(iri)] |= _columns(concept.value, things)
    return dict(found)


def _columns(concept: str, things: Described) -> Mapping[str, str]:
    notation = _one(things, concept, _NOTATION)
    match local_name(_one(things, concept, _IN)):
        case "acled":
            broader = _one(things, concept, _BROADER)
            return {"acled_sub_event_type": notation, "acled_event_type": _one(things, broader, _NOTATION)}
        case "plover":
            event_type, _, mode = notation.partition("/")
            return {"plover_event_type": event_type} | ({"plover_mode": mode} if mode else {})
        case "gtd":
            return {"gtd_attack_type": notation}
    return {}


def _one(things: Described, subject: str, predicate: str) -> str:
    return min((value.value for value in things.get(subject, {}).get(predicate, ())), default="")

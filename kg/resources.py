"""Where the ontology and query folders are: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

from kg.errors import OntologyError

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `ontology` or `queries`; raise OntologyError if the installation lacks it."""
    for place in (_PACKAGE / "data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise OntologyError(f"{name}/ is missing beside or inside {_PACKAGE}: reinstall conflict-kg")

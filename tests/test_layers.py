"""The floors of the house: which module may import which."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
RECIPE = PACKAGE / "language" / "recipe"  # kept as it was run
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if RECIPE not in path.parents)

MAX_LINES = 300
SIBLINGS = frozenset({"read", "language", "extract", "resolve", "graph", "store", "consolidate"})
GROUND = frozenset({"model", "knowledge", "errors", "keys", "in_context"})
RDF = frozenset({"pyoxigraph", "rdflib"})
KNOW_RDF = frozenset({"graph", "store", "consolidate", "queries", "export", "pipeline", "tools", "show"})
KNOW_SPACY = frozenset({"language", "extract", "in_context"})
KNOW_CONFIG = frozenset({"cli", "cli_queries", "cli_stores", "pipeline", "config"})
TOP = frozenset({"cli", "cli_queries", "cli_stores", "pipeline", "tools", "show", "__main__"})


def part_of(path: Path) -> str:
    """Name the folder or top module of kg that the file is, or is in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Yield the full names that a module imports, also within functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path: Path) -> set[str]:
    """Return the parts of kg that a module imports."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("kg.")}


def foreign(path: Path) -> set[str]:
    """Return the libraries that a module imports."""
    return {name.split(".")[0] for name in imported(path)} - {"kg"}


def allowed(part: str) -> frozenset[str]:
    """Return the parts of kg that a part may import, itself included."""
    if part in GROUND:
        return GROUND
    if part in SIBLINGS:
        return GROUND | {part}
    if part == "queries":
        return GROUND | SIBLINGS | {part}
    if part == "export":  # a site shows what the saved queries answer
        return GROUND | SIBLINGS | {"queries", part}
    if part in {"config", "resources", "__init__"}:
        return frozenset({"errors", "__version__"})
    rest = GROUND | SIBLINGS | TOP | {"queries", "export", "resources", "__version__"}
    return rest | {"config"} if part in KNOW_CONFIG else rest


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_layers_import_only_lower_floors(path: Path) -> None:
    part = part_of(path)
    assert own(path) <= allowed(part), f"kg.{part} may not import {sorted(own(path) - allowed(part))}"


def test_layers_nothing_imports_the_command_line() -> None:
    assert {part_of(path) for path in MODULES if "cli" in own(path)} <= {"__main__"}
    assert {part_of(path) for path in MODULES if "cli_queries" in own(path)} <= {"cli"}
    assert {part_of(path) for path in MODULES if "cli_stores" in own(path)} <= {"cli", "cli_queries"}


# in_context carries spaCy's and numpy's types from language to extract
@pytest.mark.parametrize("name", sorted((GROUND - {"in_context"}) | {"resources", "config"}))
def test_layers_ground_needs_only_the_standard_library(name: str) -> None:
    assert foreign(PACKAGE / f"{name}.py") <= sys.stdlib_module_names


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_layers_only_the_graph_side_knows_rdf(path: Path) -> None:
    assert part_of(path) in KNOW_RDF or not foreign(path) & RDF


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_layers_only_language_and_extract_know_spacy(path: Path) -> None:
    assert part_of(path) in KNOW_SPACY or "spacy" not in foreign(path)


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_layers_files_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, f"kg/{named(path)} has {lines} lines: split it"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_layers_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

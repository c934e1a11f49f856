"""The shapes: each refuses exactly its invalid example, and the valid one passes all."""

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.errors import OntologyError
from kg.graph.validation import Violation, load_shapes, report_text, validate
from kg.resources import folder

ONTOLOGY = folder("ontology")
SHAPES = load_shapes(ONTOLOGY / "shapes.ttl")
INVALID = sorted((ONTOLOGY / "examples").glob("S*-invalid-*.ttl"))
NUMBERS = sorted(set(re.findall(r"shape:(S\d\d) ", (ONTOLOGY / "shapes.ttl").read_text(encoding="utf-8"))))


def violations(path: Path) -> tuple[Violation, ...]:
    return validate(tuple(parse(path=str(path), format=RdfFormat.TURTLE)), (), SHAPES)


def test_validation_passes_the_valid_example() -> None:
    assert violations(ONTOLOGY / "examples" / "valid.ttl") == ()


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_validation_names_the_shape_that_failed(path: Path) -> None:
    assert {violation.shape for violation in violations(path)} == {path.name[:3]}


def test_validation_has_an_invalid_example_of_each_shape() -> None:
    assert [path.name[:3] for path in INVALID] == NUMBERS
    assert len(NUMBERS) >= 25


def test_validation_tries_each_shape_on_the_valid_example() -> None:
    quads = list(parse(path=str(ONTOLOGY / "examples" / "valid.ttl"), format=RdfFormat.TURTLE))
    held = {"class": {getattr(quad.object, "value", "") for quad in quads}}
    held |= {kind: {quad.predicate.value for quad in quads} for kind in ("subjects", "objects")}
    tried = {
        number for (kind, name), shapes in SHAPES.gate.shapes.items() if name in held[kind] for number, _ in shapes
    }
    assert sorted(tried) == NUMBERS


def test_report_says_what_is_wrong_at_which_words_and_what_to_do() -> None:
    found = violations(ONTOLOGY / "examples" / "S11-invalid-no-polarity.ttl")
    text = report_text(found)
    assert "S11: A claim is positive or negative. Give kg:polarity." in text
    assert "“Police say”" in text


def test_load_shapes_names_a_broken_file(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl"):
        load_shapes(path)

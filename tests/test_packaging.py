"""The wheel holds all that the program reads."""

import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT

NEEDED = ("kg", "ontology", "queries", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA")
LEFT_OUT = shutil.ignore_patterns("__pycache__")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names of the files in a wheel built from a copy of the checkout, without the network."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed, and a build that fetches it needs the network")
    place = tmp_path_factory.mktemp("wheel")
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, place)
    words = ["wheel", ".", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", "dist"]
    subprocess.run([sys.executable, "-m", "pip", *words], cwd=place, check=True)
    (built,) = (place / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return frozenset(archive.namelist())


def below(folder: Path, prefix: str) -> set[str]:
    """Return the wheel's names of a folder's files."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"{prefix}/{path.relative_to(folder).as_posix()}" for path in files}


@pytest.mark.parametrize("name", ["ontology", "queries"])
def test_packaging_wheel_holds_the_folder(wheel: frozenset[str], name: str) -> None:
    assert below(ROOT / name, f"kg/data/{name}") <= wheel


def test_packaging_wheel_holds_the_code_and_the_model(wheel: frozenset[str]) -> None:
    assert below(ROOT / "kg", "kg") <= wheel
    assert any(name.startswith("kg/language/en_ud_sm/parser/") for name in wheel)


def test_packaging_wheel_holds_the_command_and_the_licences(wheel: frozenset[str]) -> None:
    ends = {name.split(".dist-info/", 1)[1] for name in wheel if ".dist-info/" in name}
    assert {"entry_points.txt", "licenses/LICENSE", "licenses/LICENSE-DATA"} <= ends


def test_packaging_wheel_holds_nothing_else(wheel: frozenset[str]) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel} == {"kg", "conflict_kg"}

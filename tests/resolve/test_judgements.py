"""A person's judgements: they override the rules, in one document or in all, and survive rebuilds."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.resolve.judgements import load_judgements
from tests.conftest import Run

ACTORS = {"hezbollah", "kataib-hezbollah", "al-shabaab"}
HEADER = "name,actor,verdict,document,note\n"


def written(folder: Path, rows: str, header: str = HEADER) -> Path:
    path = folder / "judgements.csv"
    path.write_text(header + rows, encoding="utf-8")
    return path


def test_judgements_compare_names_by_key_and_document(tmp_path: Path) -> None:
    rows = "the Party,hezbollah,same,\nthe Party,kataib-hezbollah,Same,a.txt\nHizbullah,hezbollah,not same,a.txt,why\n"
    loaded = load_judgements(written(tmp_path, rows), ACTORS)
    here, there = loaded.within("a.txt"), loaded.within("b.txt")
    assert (here.same_as("Party"), there.same_as("the Party")) == ("kataib-hezbollah", "hezbollah")
    assert here.parts("Hezbollah", "hezbollah")
    assert not there.parts("Hezbollah", "hezbollah")
    assert not here.parts("Hezbollah", "kataib-hezbollah")
    assert here.same_as("the other party") is None


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("X,hezbollah,same,\nY,hizb,same,\n", ":3: no actor “hizb”"),
        ("X,hezbollah,perhaps,\n", ":2: “perhaps” is no verdict"),
        (",hezbollah,same,\n", ":2: the name is empty"),
        ("X,hezbollah,same,\nthe X,al-shabaab,same,\n", ":3: “the X” is already the same as hezbollah"),
    ],
)
def test_judgements_that_cannot_be_used_name_file_and_line(tmp_path: Path, rows: str, said: str) -> None:
    path = written(tmp_path, rows)
    with pytest.raises(InputError) as caught:
        load_judgements(path, ACTORS)
    assert f"{path}{said}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_judgements_need_their_columns_and_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column “verdict”"):
        load_judgements(written(tmp_path, "", "name,actor\n"), ACTORS)
    with pytest.raises(InputError, match="name a CSV file"):
        load_judgements(tmp_path / "none.csv", ACTORS)


def test_build_keeps_to_judgements_beside_the_store(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(
        "Attack in the north\n\nThe Falcons attacked a convoy near Mosul on Monday. Two soldiers were killed.\n",
        encoding="utf-8",
    )

    def perpetrators() -> str:
        assert not kg("build", "a.txt", "--store", "store").status
        rows = kg("claims", "--store", "store", "--format", "jsonl").out.splitlines()
        return " ".join(row for row in rows if '"perpetrator"' in row)

    named = "actor/kurdistan-freedom-falcons"
    assert named not in perpetrators()
    written(tmp_path, "Falcons,kurdistan-freedom-falcons,same,a.txt\n")
    assert named in perpetrators()
    written(tmp_path, "Falcons,kurdistan-freedom-falcons,not same,\n")
    assert named not in perpetrators()
    written(tmp_path, "Falcons,falcons,same,\n")
    ran = kg("build", "a.txt", "--store", "store")
    assert ran.status
    assert "judgements.csv:2: no actor “falcons”" in ran.err.replace("\n", " ")

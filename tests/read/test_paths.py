"""Which documents a command line's paths name."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read import documents


def _write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Gunmen attacked a convoy.", encoding="utf-8")
    return path


def test_paths_lists_folders_recursively_sorted_and_by_suffix(tmp_path: Path) -> None:
    wanted = [_write(tmp_path / name) for name in ("a.txt", "b/c.HTML", "b/d.htm", "e.xhtml")]
    for other in ("README.md", "b/data.json", ".hidden.txt", ".git/x.txt"):
        _write(tmp_path / other)
    assert documents([tmp_path]) == sorted(wanted)


def test_paths_takes_a_named_file_whatever_its_suffix_and_each_file_once(tmp_path: Path) -> None:
    note, text = _write(tmp_path / "note.md"), _write(tmp_path / "a.txt")
    assert documents([note, text, tmp_path, text]) == [text, note]
    assert documents([tmp_path, note, text]) == [text, note]


def test_paths_survives_link_loops_and_prefers_a_files_own_path(tmp_path: Path) -> None:
    own = _write(tmp_path / "z" / "own.txt")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert documents([tmp_path]) == [tmp_path / "a" / "link.txt", own]


def test_paths_follows_a_link_to_a_folder_outside(tmp_path: Path) -> None:
    _write(tmp_path / "outside" / "a.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert documents([tmp_path / "in"]) == [tmp_path / "in" / "link" / "a.txt"]


@pytest.mark.parametrize(("name", "message"), [("missing", "no such file or folder"), ("empty", "no documents")])
def test_paths_refuses_what_gives_no_document(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=rf"{name}.*{message}"):
        documents([tmp_path / name])

import subprocess
import sys
from pathlib import Path

import pytest

from kg import publish
from kg.manifest import MARK
from kg.publish import replace_folder
from ontology.errors import AmoError


def write_build(folder: Path, text: str) -> None:
    with replace_folder(folder) as new:
        (new / MARK).write_text(text, encoding="utf-8")
        (new / "graph.nq").write_text(text, encoding="utf-8")


def read_build(folder: Path) -> tuple[str, str]:
    return (folder / MARK).read_text("utf-8"), (folder / "graph.nq").read_text("utf-8")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(params=["exchange", "two renames"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to replace a folder, whatever this system can do."""
    if request.param == "two renames":
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)


@pytest.mark.usefixtures("either_way")
def test_replace_folder_leaves_only_the_new_build(tmp_path: Path) -> None:
    write_build(tmp_path / "deep" / "build", "one")
    write_build(tmp_path / "deep" / "build", "two")
    assert read_build(tmp_path / "deep" / "build") == ("two", "two")
    assert names(tmp_path / "deep") == {"build"}


@pytest.mark.usefixtures("either_way")
def test_replace_folder_keeps_the_old_build_when_the_new_fails(tmp_path: Path) -> None:
    write_build(tmp_path / "build", "one")
    with pytest.raises(FileNotFoundError), replace_folder(tmp_path / "build") as new:
        (new / "missing" / "graph.nq").touch()
    assert read_build(tmp_path / "build") == ("one", "one")
    assert names(tmp_path) == {"build"}


def test_replace_folder_follows_a_link(tmp_path: Path) -> None:
    write_build(tmp_path / "real", "one")
    (tmp_path / "build").symlink_to("real")
    write_build(tmp_path / "build", "two")
    assert (tmp_path / "build").is_symlink()
    assert read_build(tmp_path / "real") == ("two", "two")


def test_replace_folder_takes_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    write_build(tmp_path / "build", "one")
    assert read_build(tmp_path / "build") == ("one", "one")


def test_replace_folder_refuses_what_no_build_wrote(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.docx").write_bytes(b"years of work")
    with pytest.raises(AmoError, match="not empty and no earlier build"):
        write_build(tmp_path / "thesis", "one")
    assert names(tmp_path / "thesis") == {"chapter.docx"}
    with pytest.raises(AmoError, match="is a file"):
        write_build(tmp_path / "thesis" / "chapter.docx", "one")
    with pytest.raises(AmoError, match="cannot be written"):
        write_build(tmp_path / "thesis" / "chapter.docx" / "build", "one")


def test_killed_build_is_cleared_by_the_next(tmp_path: Path) -> None:
    write_build(tmp_path / "build", "one")
    script = f"""
import os
from pathlib import Path
from kg.publish import replace_folder
with replace_folder(Path({str(tmp_path / "build")!r})) as new:
    (new / "graph.nq").write_text("half")
    os._exit(9)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == 9
    assert len(names(tmp_path)) == 3
    assert read_build(tmp_path / "build") == ("one", "one")
    write_build(tmp_path / "build", "two")
    assert names(tmp_path) == {"build"}


def test_build_under_way_is_not_cleared_by_another(tmp_path: Path) -> None:
    with replace_folder(tmp_path / "build") as slow:
        (slow / MARK).write_text("slow", encoding="utf-8")
        (slow / "graph.nq").write_text("slow", encoding="utf-8")
        write_build(tmp_path / "build", "quick")
        assert read_build(tmp_path / "build") == ("quick", "quick")
        assert slow.is_dir()
    assert read_build(tmp_path / "build") == ("slow", "slow")
    assert names(tmp_path) == {"build"}


def test_build_killed_between_two_renames_is_put_back(tmp_path: Path) -> None:
    write_build(tmp_path / "build", "one")
    (tmp_path / "build").rename(tmp_path / "build.old")
    with pytest.raises(FileNotFoundError), replace_folder(tmp_path / "build") as new:
        (new / "missing" / "graph.nq").touch()
    assert read_build(tmp_path / "build") == ("one", "one")
    assert names(tmp_path) == {"build"}


def test_old_build_is_cleared_where_the_new_one_stands(tmp_path: Path) -> None:
    write_build(tmp_path / "build", "one")
    (tmp_path / "build.old").mkdir()
    write_build(tmp_path / "build", "two")
    assert names(tmp_path) == {"build"}


def test_folder_with_odd_letters_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "out [a-z]? 二.new-xx.lock").touch()
    write_build(tmp_path / "out [a-z]? 二", "one")
    assert names(tmp_path) == {"out [a-z]? 二"}


def test_swap_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(AmoError, match="cannot be replaced: Permission denied"):
        write_build(tmp_path / "build", "one")
    assert names(tmp_path) == set()

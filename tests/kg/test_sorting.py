from pathlib import Path

import pytest

from kg.sorting import SortedLines

LINES = ["乙", "甲", "b", "a", "𠮷", "ab", "乙", "é", ""]


@pytest.mark.parametrize("most", [1, 2, 3, 100])
def test_write_sorts_by_code_point_and_drops_repeats(tmp_path: Path, most: int) -> None:
    lines = SortedLines(tmp_path, most)
    for line in LINES:
        lines.add([line.encode()])
    target = tmp_path / "out"
    assert lines.write(target) == 8
    assert target.read_text(encoding="utf-8").split("\n")[:-1] == sorted(set(LINES))


def test_chunks_are_sorted_files_of_all_lines(tmp_path: Path) -> None:
    lines = SortedLines(tmp_path, 2)
    lines.add([b"b", b"a"])
    lines.add([b"c"])
    assert [path.read_bytes() for path in lines.chunks()] == [b"a\nb\n", b"c\n"]
    lines.add([b"d"])
    assert lines.chunks()[2].read_bytes() == b"d\n"


def test_write_of_nothing_is_an_empty_file(tmp_path: Path) -> None:
    assert SortedLines(tmp_path).write(tmp_path / "out") == 0
    assert (tmp_path / "out").read_bytes() == b""

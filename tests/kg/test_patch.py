"""A sorted file with lines taken away and put in is the sorted file of what is left."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.patch import patch_lines
from ontology.errors import InvalidGraph

LINES = st.sets(st.text("ab <>", min_size=1, max_size=5).map(str.encode), max_size=30)


@given(LINES, LINES, LINES)
def test_patch_lines_takes_away_and_puts_in(
    tmp_path_factory: pytest.TempPathFactory, lines: set[bytes], gone: set[bytes], come: set[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("patch")
    gone &= lines
    wanted = sorted((lines - gone) | come)
    (folder / "old").write_bytes(b"".join(line + b"\n" for line in sorted(lines)))
    added = patch_lines(folder / "old", folder / "new", gone, come)
    assert (folder / "new").read_bytes() == b"".join(line + b"\n" for line in wanted)
    assert added == len(wanted) - len(lines)


def test_patch_lines_refuses_to_take_away_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"a\nc\n")
    with pytest.raises(InvalidGraph, match="--clean"):
        patch_lines(tmp_path / "old", tmp_path / "new", {b"b"}, ())

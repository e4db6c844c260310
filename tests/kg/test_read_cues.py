"""The data files of reading: sorted, unique, of known kinds."""

import csv
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest

import kg.read.cues
from kg.read.cues import words
from kg.read.view import make_view

FOLDER = Path(kg.read.cues.__file__).parent
KINDS = {"base", "closing", "derived", "letterhead", "serial", "title"}


def rows(name: str) -> list[tuple[str, ...]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


@pytest.mark.parametrize("name", ["cues.csv", "radicals.csv"])
def test_data_file_is_sorted_and_unique(name: str) -> None:
    found = rows(name)
    assert len(found) > 20
    assert all(a < b for a, b in pairwise(found))
    assert {len(row) for row in found} == {2}


def test_cues_have_known_kinds() -> None:
    assert {kind for kind, _ in rows("cues.csv")} == KINDS
    assert all(words(kind) for kind in KINDS)
    assert words("no such kind") == ()


def test_radicals_stand_for_ideographs() -> None:
    for radical, character in rows("radicals.csv"):
        assert unicodedata.name(radical).startswith("CJK RADICAL")
        assert unicodedata.name(character).startswith("CJK UNIFIED IDEOGRAPH")
        assert make_view(radical)[0] == character

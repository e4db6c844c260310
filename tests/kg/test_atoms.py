"""Titles, quotations and remarks are taken whole."""

import pytest

from kg.mention.atoms import Atoms, find_atoms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《关于“一号工程”的意见》", [("title", "《关于“一号工程”的意见》")]),
        ("“剑网”“秋风”行动", [("quote", "“剑网”"), ("quote", "“秋风”")]),
        ("办法（试行（修订））施行", [("remark", "（试行（修订））")]),
        ("未合上的《标题", []),
        ("“" + "长" * 130 + "”“短”", [("quote", "“短”")]),
        ("”》）反了", []),
    ],
)
def test_find_atoms_gives_the_outermost(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(atom.kind, text[atom.begin : atom.end]) for atom in find_atoms(text)] == expected


def test_atoms_around_and_within() -> None:
    atoms = Atoms("开展“剑网”行动")
    quote = atoms.all[0]
    assert quote.inner == (3, 5)
    assert [atoms.around(place) for place in range(8)] == [
        None, None, quote, quote, quote, quote, None, None,
    ]  # fmt: skip
    assert atoms.within(0, 8) == (quote,)
    assert atoms.within(3, 8) == ()


def test_find_atoms_is_linear_in_nested_brackets() -> None:
    assert find_atoms("（" * 200_000) == ()

import pytest
from msgspec.structs import replace

from queries.pages import DescriptionRow, EvidenceRow, KindRow, ObservationRow, PageRows
from queries.pages import RecognitionRow as Honour
from visualize.catalogue import Catalogue, compile_catalogue
from visualize.marking import find_marks, open_text

STORED = "2024年，市场监管\n\n局联合市公安局、公安局\n开展检查，立案 12\n件，获评优秀。"
ROW = EvidenceRow("evidence/d/0-99", "document/d", 0, len(STORED), "", "")
FIGURE = ObservationRow(
    f"observation/d/{STORED.index('12')}-ab", ROW.evidence, "立案", "12", "12", "unit/jian",
    "exact", "flow", "2024", "", "", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    named = {
        "agency/1/a": ("agency", "市场监管局"),
        "agency/1/b": ("agency", "市公安局"),
        "campaign/1/c": ("campaign", "检查"),
    }
    return compile_catalogue(
        PageRows(
            kinds=tuple(KindRow(id_, kind) for id_, (kind, _) in named.items()),
            descriptions=(
                *(DescriptionRow(id_, "name", name) for id_, (_, name) in named.items()),
                DescriptionRow("agency/1/b", "form", "公安局"),
                DescriptionRow("unit/jian", "name", "件"),
            ),
        )
    )


def marked(
    catalogue: Catalogue, entities: list[str], *outcomes: ObservationRow | Honour
) -> list[tuple[str, str, str]]:
    marks = find_marks(open_text(STORED), ROW, entities, outcomes, catalogue)
    return [(STORED[each.start : each.end], each.sort, each.id) for each in marks]


def test_find_marks_across_line_breaks_and_longest_first(catalogue: Catalogue) -> None:
    assert marked(catalogue, ["agency/1/b", "agency/1/a", "campaign/1/c", "region/1"]) == [
        ("市场监管\n\n局", "actor", "agency/1/a"),
        ("市公安局", "actor", "agency/1/b"),
        ("公安局", "actor", "agency/1/b"),
        ("检查", "initiative", "campaign/1/c"),
    ]


@pytest.mark.parametrize(
    ("figure", "found"),
    [
        (FIGURE, "12\n件"),
        (replace(FIGURE, unit=""), "12"),
        (replace(FIGURE, value_text="十二"), "12"),
        (replace(FIGURE, value_text="", unit=""), "12"),
    ],
)
def test_find_marks_takes_figures_with_their_unit(
    figure: ObservationRow, found: str, catalogue: Catalogue
) -> None:
    assert marked(catalogue, [], figure) == [(found, "figure", figure.observation)]


@pytest.mark.parametrize("tail", ["x-ab", "999-ab", f"{STORED.index('获评')}-ab"])
def test_find_marks_passes_over_figures_that_are_not_there(tail: str, catalogue: Catalogue) -> None:
    figure = replace(FIGURE, observation=f"observation/d/{tail}", value_text="", unit="")
    assert marked(catalogue, [], figure) == []


def test_find_marks_takes_recognitions_by_name(catalogue: Catalogue) -> None:
    honour = Honour("recognition/d/5-ab", ROW.evidence, "优秀", "", "", "")
    assert marked(catalogue, [], honour) == [("优秀", "recognition", honour.recognition)]


def test_open_text_finds_paragraphs() -> None:
    stored = "一、总体情况\n\n全市共有商标 5 件。\n全市共有专利 6 件。\n"
    text = open_text(stored)
    assert [stored[begin] for begin in text.breaks] == ["一", "全", "全"]

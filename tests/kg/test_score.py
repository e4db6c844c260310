"""The expected counts come from an independent implementation of the same matching rules."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.score import is_same_period, likeness, pair_up, score_graph
from kg.stated import strip_text
from kg.tally import Count, write_score
from ontology.errors import InvalidGraph, InvalidSource

SAMPLE = Path(__file__).parent / "score"
GOLD = SAMPLE / "made-up.json"
KINDS = {
    "agencies": Count(5, 5, 4),
    "initiatives": Count(3, 3, 2),
    "participations": Count(4, 3, 2),
    "observations": Count(6, 7, 5),
    "observations, every detail": Count(6, 7, 2),
    "recognitions": Count(2, 2, 1),
}
DETAILS = {
    "agency kind": (3, 4),
    "initiative type": (1, 2),
    "role": (1, 2),
    "observation metric": (5, 5),
    "observation bound": (4, 5),
    "observation statistic": (4, 5),
    "observation period": (4, 5),
    "observation region": (4, 5),
    "observation agency": (2, 4),
    "observation initiative": (1, 2),
}
DIFFERENCES = [
    "extra agency: 多余协会",
    "extra initiative: event 毫不相干的会议",
    "extra observation: 企业 100.0 家次",
    "extra observation: 批准逮捕 19.5 %",
    "extra recognition: 入选",
    "missing agency: 甲市市场监督管理局",
    "missing initiative: mechanism 协作机制",
    "missing observation: 批准逮捕 19.4 % in 同比增长19.4%",
    "missing participation: 丙公司 participant “蓝天”专项行动",
    "missing participation: 甲市市场监督管理局 lead 关于建立协作机制的意见",
    "missing recognition: 示范城市",
]


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    quads = ox.parse(path=SAMPLE / "made-up.trig", format=ox.RdfFormat.TRIG)
    ox.serialize(quads, tmp_path / "graph.nq", ox.RdfFormat.N_QUADS)
    return tmp_path / "graph.nq"


def test_score_graph_counts_as_the_given_scorer(graph: Path) -> None:
    score = score_graph(graph, [GOLD], SAMPLE)
    assert score.kinds == KINDS
    assert score.details == DETAILS
    assert sorted(score.differences) == [f"made-up {each}" for each in DIFFERENCES]


def test_score_graph_adds_up_over_gold_files(graph: Path) -> None:
    score = score_graph(graph, [GOLD, GOLD], SAMPLE)
    assert score.kinds["observations"] == Count(12, 14, 10)
    assert score.details["role"] == (2, 4)


def test_score_graph_without_scope_takes_the_whole_document(graph: Path, tmp_path: Path) -> None:
    gold = json.loads(GOLD.read_text("utf-8"))
    del gold["scope"]
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    score = score_graph(graph, [tmp_path / "gold.json"], SAMPLE)
    assert score.kinds["agencies"] == Count(5, 6, 4)
    assert score.kinds["participations"] == Count(4, 4, 2)
    assert score.kinds["recognitions"] == Count(2, 3, 2)


def test_write_score_as_table_and_json(graph: Path) -> None:
    score = score_graph(graph, [GOLD], SAMPLE)
    table = write_score(score).splitlines()
    assert table[1] == "agencies                         5      5      4   0.800   0.800   0.800"
    assert table[-1] == "  observation initiative         1 of 2        0.500"
    assert len(table) == 1 + len(KINDS) + len(DETAILS)
    verbose = write_score(score, verbose=True).splitlines()
    assert verbose[: len(DIFFERENCES)] == [f"made-up {each}" for each in DIFFERENCES]
    assert verbose[len(DIFFERENCES) :] == table
    figures = json.loads(write_score(score, as_json=True))
    assert figures["kinds"]["participations"] == {
        "gold": 4,
        "built": 3,
        "matched": 2,
        "precision": 0.6667,
        "recall": 0.5,
        "f1": 0.5714,
    }
    assert figures["details"]["observation agency"] == {"right": 2, "of": 4, "share": 0.5}


def test_score_refuses_what_it_cannot_read(graph: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match=r"made-up\.txt: cannot be read .* --sources"):
        score_graph(graph, [GOLD], tmp_path)
    with pytest.raises(InvalidGraph, match="cannot be read as N-Quads"):
        score_graph(GOLD, [GOLD], SAMPLE)
    with pytest.raises(InvalidSource, match=r"graph\.nq: is no gold file"):
        score_graph(graph, [graph], SAMPLE)
    (tmp_path / "made-up.txt").write_text("另一篇", encoding="utf-8")
    with pytest.raises(InvalidSource, match=r"made-up: the scope .* is not in the source text"):
        score_graph(graph, [GOLD], tmp_path)


def test_count_of_nothing_is_zero() -> None:
    assert (Count().precision, Count().recall, Count().f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("“昆仑2024”专项行动", "昆仑2024专项行动", 1.0),
        ("关于建立协作机制的意见", "协作机制", 8 / 15),
        ("专利侵权", "商标", 0.0),
        ("《》", "《》", 0.0),
    ],
)
def test_likeness_is_f1_of_shared_characters(one: str, other: str, expected: float) -> None:
    assert likeness(one, other) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2024", "2024-01-01/2024-12-31", True),
        ("2024", "2024-12-31", True),
        ("2024-12-31", "2024", True),
        ("2024-06", "2024-06-30", True),
        ("2023-02", "2023-02-01/2023-02-28", True),
        ("2024-08", "2024-08-01/2024-08-31", True),
        ("2021-01-01/..", "2021-01-01/..", True),
        ("2024", "2023", False),
        ("2024", "2024-07-01/2024-12-31", False),
        ("2024-01-01", "2024", False),
    ],
)
def test_is_same_period_takes_a_closing_day(one: str, other: str, same: bool) -> None:
    assert is_same_period(one, other) is same


def test_pair_up_takes_the_best_first() -> None:
    scores = [(0.7, "a", "x"), (0.9, "b", "x"), (0.8, "a", "y"), (0.8, "c", "y"), (0.1, "c", "z")]
    assert pair_up(scores) == {"b": "x", "a": "y", "c": "z"}


def test_strip_text_leaves_out_white_space_and_page_numbers() -> None:
    assert strip_text("2024 年\n— 16 —\n，４.7万") == "2024年,4.7万"

"""The vocabulary of metrics that reports share, `vocabulary/metrics.ttl`.

有效发明专利拥有量, 发明专利拥有量 and 发明专利有效量 are one measure: figures under any of these
names can be compared across cities. A metric that is not listed is a concept of its own. A concept
is what is measured; whether a figure is its level, its growth or its target says the statistic.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ontology.concepts import Concept, index_names, read_concepts

PATH: Final = Path(__file__).parent / "vocabulary" / "metrics.ttl"

_WIDE_BRACKETS = str.maketrans("()", "（）")
_PLACES = re.compile(r"^(?:全市|全省|全区|全县|全州|全国|我市|我省|我区|我县)(?=.{3})")
_BLANK = re.compile(r"\s+")
_VAGUE = re.compile("各类|各种|涉(?=知识产权)")
_OF_UNIT = re.compile("（[^）]+）$")
_SAYS = {
    "target": re.compile(
        "(?:年度?|全年)?(?:指导|预期|工作)?(?:目标|任务|计划)(?:值|数|任务|目标)?$"
    ),
    "growth": re.compile("(?:同比|环比|比上年|较上年)?(?:增长|变化|增减|增幅|增速|涨幅|增长率)$"),
    "change": re.compile(
        "(?:同比|环比|[比较](?:去年|上年)(?:同期|年?底)?)?(?:净增长|净增|增长|变化|增减)$"
    ),
}
"""What the name of a column says of a figure's statistic, not of what is measured."""


@cache
def load_metrics() -> tuple[Concept, ...]:
    """All listed metrics by IRI. Raises InvalidVocabulary."""
    return read_concepts(PATH)


def metric_concept(label: str, unit: str = "", statistic: str = "") -> tuple[str, str]:
    """The IRI and the name of the metric that a label names for a figure in `unit`.

    The IRI is "" for a metric that is not listed: it is a concept of its own, its name the label in
    its normal form (no blanks, one width, no 全市 before it). For a target, a growth or a change
    the label may say so (发明专利授权量年指导目标): the concept is what is aimed at.
    """
    normal = _PLACES.sub("", normal_label(label))
    for form in _forms(normal, statistic):
        found = _names().get(f"{form}（{unit}）") or _names().get(form)
        if found:
            return found.iri, found.name
    return "", normal


def describe_metric(name: str) -> Concept | None:
    """The listed metric of this name; None for one that is a concept of its own."""
    found = _names().get(name)
    return found if found and found.name == name else None


def plain_labels(concept: Concept) -> tuple[str, ...]:
    """The other names of a concept that name it in any unit."""
    return tuple(label for label in concept.others if not _OF_UNIT.search(label))


def normal_label(label: str) -> str:
    """The label without blanks, letters and digits of one width, brackets wide."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", label)).translate(_WIDE_BRACKETS)


def _forms(normal: str, statistic: str) -> Iterator[str]:
    yield normal
    yield _VAGUE.sub("", normal)
    if says := _SAYS.get(statistic):
        yield says.sub("", normal)


@cache
def _names() -> Mapping[str, Concept]:
    return index_names(PATH, load_metrics())

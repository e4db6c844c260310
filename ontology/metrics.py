"""The vocabulary of metrics that reports share, `vocabulary/metrics.ttl`.

有效发明专利拥有量, 发明专利拥有量 and 发明专利有效量 are one measure: figures under any of these
names can be compared across cities. A metric that is not listed is a concept of its own.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ontology.concepts import Concept, index_names, read_concepts

PATH: Final = Path(__file__).parent / "vocabulary" / "metrics.ttl"

_WIDE_BRACKETS = str.maketrans("()", "（）")
_PLACES = re.compile(r"^(?:全市|全省|全区|全县|全国|我市|我省)(?=.{3})")
_BLANK = re.compile(r"\s+")


@cache
def load_metrics() -> tuple[Concept, ...]:
    """All listed metrics by IRI. Raises InvalidVocabulary."""
    return read_concepts(PATH)


def metric_concept(label: str) -> tuple[str, str]:
    """The IRI and the name of the metric that a label names.

    The IRI is "" for a metric that is not listed: it is a concept of its own, its name the label in
    its normal form (no blanks, one width, no 全市 before it).
    """
    normal = _PLACES.sub("", normal_label(label))
    found = _names().get(normal)
    return (found.iri, found.name) if found else ("", normal)


def normal_label(label: str) -> str:
    """The label without blanks, letters and digits of one width, brackets wide."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", label)).translate(_WIDE_BRACKETS)


@cache
def _names() -> Mapping[str, Concept]:
    return index_names(PATH, load_metrics())

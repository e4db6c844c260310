"""The words that tell what a figure measures: `kg/lexicon/figures_metrics.yml`, checked."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from ontology.errors import InvalidRule

LEXICON = Path(__file__).parents[1] / "lexicon" / "figures_metrics.yml"


class MetricLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written; what each key means stands there."""

    verbs: tuple[str, ...]
    strong_verbs: tuple[str, ...]
    prepositions: tuple[str, ...]
    openers: tuple[str, ...]
    adverbs: tuple[str, ...]
    copulas: tuple[str, ...]
    copula_endings: dict[str, str]
    levels: tuple[str, ...]
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    percent_units: tuple[str, ...]
    points: str
    ratio_heads: tuple[str, ...]
    ratio_marks: tuple[str, ...]
    shares: tuple[str, ...]
    stock_marks: tuple[str, ...]
    stock_counts: tuple[str, ...]
    stock_levels: tuple[str, ...]
    standing_units: tuple[str, ...]
    stock_done: tuple[str, ...]
    standing_states: tuple[str, ...]
    effective_verbs: tuple[str, ...]
    flow_heads: tuple[str, ...]
    target_marks: tuple[str, ...]
    handling: tuple[str, ...]
    dependents: tuple[str, ...]
    relative_rates: tuple[str, ...]
    reaching: tuple[str, ...]
    attending: tuple[str, ...]
    hosted: tuple[str, ...]
    sharers: tuple[str, ...]
    anchors: tuple[str, ...]
    anchor_verbs: tuple[str, ...]
    totals: tuple[str, ...]
    quantity_heads: tuple[str, ...]
    quantity_ends: tuple[str, ...]
    branches: tuple[str, ...]
    generic: tuple[str, ...]
    topical: tuple[str, ...]
    predicates: tuple[str, ...]
    paper_verbs: tuple[str, ...]
    paper_nouns: tuple[str, ...]
    wide: dict[str, Literal["national", "provincial"]]
    place_nouns: tuple[str, ...]


@cache
def load_metric_lexicon(path: Path = LEXICON) -> MetricLexicon:
    """The checked words. Raises InvalidRule naming the file, the entry and the cause."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=MetricLexicon)
    except (OSError, msgspec.MsgspecError) as error:
        raise InvalidRule(f"{path}: {error}") from error

"""The words that tell figures from other numbers: `kg/lexicon/figures.yml`, checked on loading."""

from functools import cache
from pathlib import Path

import msgspec

from kg.facts import Bound
from ontology.errors import InvalidRule

LEXICON = Path(__file__).parents[1] / "lexicon" / "figures.yml"


class FigureLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written; what each key means stands there."""

    hedges_before: dict[Bound, list[str]]
    hedge_endings: dict[str, str]
    hedges_after: dict[Bound, list[str]]
    not_after: str
    not_before: dict[str, list[str]]
    yet_before: dict[str, list[str]]
    label_counters: list[str]
    idioms: list[str]
    durations: list[str]
    duration_measures: list[str]
    own_items: list[str]
    listed_things: list[str]
    summed_up: list[str]
    ages: list[str]
    implied_units: dict[str, str]


@cache
def load_figure_lexicon(path: Path = LEXICON) -> FigureLexicon:
    """The checked words. Raises InvalidRule naming the file, the entry and the cause."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=FigureLexicon)
    except (OSError, msgspec.MsgspecError) as error:
        raise InvalidRule(f"{path}: {error}") from error

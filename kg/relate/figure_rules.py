"""The rules that name figures, as data: `kg/lexicon/figures_rules.yml`, checked on loading."""

from functools import cache
from pathlib import Path

import msgspec

from ontology.errors import InvalidRule

RULES = Path(__file__).parents[1] / "lexicon" / "figures_rules.yml"


class FigureRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule; its id is what `Observation.rule` carries."""

    id: str
    says: str
    example: str
    """A sentence whose last figure the rule names; "" for what no sentence shows."""
    metric: str
    """The name that it gets."""
    counterexample: str
    """A sentence without any figure that the rule names."""


class _Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: tuple[FigureRule, ...]


@cache
def load_figure_rules(path: Path = RULES) -> tuple[FigureRule, ...]:
    """The rules in the order of the file. Raises InvalidRule naming the file and the cause."""
    try:
        rules = msgspec.yaml.decode(path.read_bytes(), type=_Rules).rules
    except (OSError, msgspec.MsgspecError) as error:
        raise InvalidRule(f"{path}: {error}; mend the entry") from error
    ids = [rule.id for rule in rules]
    twice = sorted({id_ for id_ in ids if ids.count(id_) > 1})
    if twice:
        raise InvalidRule(f"{path}: rule {twice[0]} stands twice; drop one")
    return rules

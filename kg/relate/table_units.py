"""What the headings and cells of tables tell of units, and of the sense in which they count."""

import re
from typing import Final

from kg.facts import Statistic
from kg.mention.numerals import STEPS, multiply
from kg.relate.metric_patterns import RATIO_HEAD, RATIO_MARK, STOCK_MARK
from ontology.units import unit_names

PERCENT: Final = frozenset({"%", "‰"})
RANK: Final = re.compile("排名|位次|名次")


def read_unit(form: str) -> tuple[str, int]:
    """A unit and what its figures are multiplied by (万元 → 元, 10000); ("", 1) if it is none."""
    form = form.strip()
    plain = form if form in unit_names() else form.lstrip("".join(STEPS))
    if plain not in unit_names():
        return "", 1
    return unit_names()[plain], multiply(form.removesuffix(plain))


def statistic_of(measure: str, metric: str, unit: str) -> Statistic:
    """A ratio by its unit or by `measure`, its last words; else a stock or flow by its metric."""
    if unit in PERCENT or RATIO_HEAD.search(measure) or RATIO_MARK.search(measure):
        return "ratio"
    return "stock" if STOCK_MARK.search(metric) else "flow"

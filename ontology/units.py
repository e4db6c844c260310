"""The vocabulary of units and counters, `vocabulary/units.ttl`.

A unit is known by its name (件, 元, %), the word that a fact carries; a text may write it otherwise
(kg for 千克, ug/m3 for 微克/立方米).
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ontology.concepts import Concept, index_names, read_concepts

PATH: Final = Path(__file__).parent / "vocabulary" / "units.ttl"


@cache
def load_units() -> tuple[Concept, ...]:
    """All units by IRI; `match` is the unit in QUDT. Raises InvalidVocabulary."""
    return read_concepts(PATH)


@cache
def unit_names() -> Mapping[str, str]:
    """Every way to write a unit → its name. Raises InvalidVocabulary when two units share one."""
    names = index_names(PATH, load_units())
    return MappingProxyType({form: unit.name for form, unit in names.items()})

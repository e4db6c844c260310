"""The recognition rules, kg/rules/recognitions.yml, compiled."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from kg.lexicon.load import load_lexicon
from kg.relate.encode import compile_rule
from kg.relate.honour_lexicon import fill
from kg.relate.triggers import Triggers

RULES = Path(__file__).parents[1] / "rules" / "recognitions.yml"
Trust = Literal["any", "level", "head"]
"""Which names count: all but those that never do, such as begin, or only such as end like one."""


class RecognitionEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of kg/rules/recognitions.yml."""

    id: str
    zh: str
    en: str
    pattern: str
    example: str
    counterexample: str
    trust: Trust = "head"
    giver: bool = False
    definite: bool = False
    carries: bool = False


@dataclass(frozen=True, slots=True)
class RecognitionRule:
    """A compiled recognition rule."""

    id: str
    pattern: re.Pattern[str]
    trust: Trust
    giver: bool
    """The subject of the clause is who confers the honour."""
    definite: bool
    """A crowd that is only counted gets nothing."""
    carries: bool
    """It goes on with those whom the sentence has honoured last."""
    example: str
    counterexample: str


@cache
def load_recognition_rules() -> tuple[RecognitionRule, ...]:
    """The rules in their order; raises InvalidRule when the file or a pattern is broken."""
    return tuple(
        RecognitionRule(
            entry.id,
            compile_rule(fill(entry.pattern), f"{RULES.name}: {entry.id}"),
            entry.trust,
            entry.giver,
            entry.definite,
            entry.carries,
            entry.example,
            entry.counterexample,
        )
        for entry in load_lexicon(RULES, list[RecognitionEntry])
    )


@cache
def recognition_triggers() -> Triggers:
    """Which of the rules a sentence can match."""
    return Triggers([rule.pattern for rule in load_recognition_rules()])

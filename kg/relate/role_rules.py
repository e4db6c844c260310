"""The role rules, read from kg/rules/roles.yml and compiled."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from kg.facts import ActorKind, Initiative, InitiativeType, Role
from kg.lexicon.load import load_lexicon
from kg.relate.encode import compile_rule
from ontology.errors import InvalidRule

RULES = Path(__file__).parents[1] / "rules" / "roles.yml"
ROLES: tuple[Role, ...] = ("lead", "partner", "supervisor", "participant")


class RoleEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One entry of kg/rules/roles.yml."""

    id: str
    zh: str
    en: str
    pattern: str
    example: str
    counterexample: str
    subject: Literal["lead", "partner", "supervisor", "participant", "none"] | None = None
    reach: Literal["sentence", "item"] = "sentence"
    of: list[InitiativeType] = []
    carries: list[InitiativeType] | None = None
    clauses: int | None = None
    kinds: list[ActorKind] = []
    lasting: bool = False
    ends_at_subject: bool = False
    back: bool = False
    passing: bool = False
    yields: bool = False


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A compiled role rule."""

    id: str
    pattern: re.Pattern[str]
    subject: Role | Literal["none"] | None
    """The part of the clause's own subject in `object`; None leaves it as it is."""
    reach: Literal["sentence", "item"]
    """How far off the undertaking may be named that a match without an object is about."""
    of: frozenset[InitiativeType]
    """The types of undertaking that it speaks of; empty for all."""
    carries: frozenset[InitiativeType] | None
    """The types of undertaking that a partner joins in the clauses after; None for all."""
    clauses: int | None
    """How many clauses may lie between two undertakings that a partner joins; None for any."""
    kinds: frozenset[ActorKind]
    """The kinds of actors that it speaks of; empty for all."""
    lasting: bool
    """Of the item it speaks only of what lasts: of no event that an earlier sentence names."""
    ends_at_subject: bool
    """A partner joins nothing behind a clause that another body begins."""
    back: bool
    """It speaks of what the same part of the sentence has named before it, and of nothing else."""
    passing: bool
    """Its undertaking is only cited, or only says when or where: nobody takes part in it here."""
    yields: bool
    """What it says of a body holds only where nothing else is said of it, not even as a subject."""
    example: str
    counterexample: str

    def carries_to(self, initiative: Initiative) -> bool:
        """Whether a partner joins an undertaking of this type in the clauses after, too."""
        return self.carries is None or initiative.type in self.carries

    def speaks_of(self, initiative: Initiative) -> bool:
        """Whether the rule may be about an undertaking of this type."""
        return not self.of or initiative.type in self.of


@cache
def load_role_rules() -> tuple[RoleRule, ...]:
    """The rules in their order; raises InvalidRule when the file or a pattern is broken."""
    return tuple(_compile(entry) for entry in load_lexicon(RULES, list[RoleEntry]))


def _compile(entry: RoleEntry) -> RoleRule:
    where = f"{RULES.name}: {entry.id}"
    pattern = compile_rule(entry.pattern, where)
    unknown = set(pattern.groupindex) - {*ROLES, "object"}
    if unknown:
        raise InvalidRule(f"{where}: unknown group {', '.join(sorted(unknown))}")
    return RoleRule(
        entry.id,
        pattern,
        entry.subject,
        entry.reach,
        frozenset(entry.of),
        None if entry.carries is None else frozenset(entry.carries),
        entry.clauses,
        frozenset(entry.kinds),
        entry.lasting,
        entry.ends_at_subject,
        entry.back,
        entry.passing,
        entry.yields,
        entry.example,
        entry.counterexample,
    )

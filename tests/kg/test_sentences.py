"""Sentences of other places and fields, read whole, against what a careful reader finds."""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from kg.facts import Facts

FOLDER = Path(__file__).parent / "sentences"


class Undertaking(TypedDict):
    name: str
    type: str
    roles: dict[str, str]


class Case(TypedDict, total=False):
    home: str
    text: str
    agencies: list[str]
    initiatives: list[Undertaking]


def load(name: str) -> list[Case]:
    cases: list[Case] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return cases


@pytest.mark.parametrize(
    "case",
    [*load("roles.yml"), *load("parts.yml"), *load("pointers.yml")],
    ids=lambda case: case["text"][:24],
)
def test_sentence_gives_its_facts(case: Case, read_report: Callable[[str, str], Facts]) -> None:
    facts = read_report(case["text"], case["home"])
    assert sorted({actor.name for m in facts.actors for actor in m.actors}) == sorted(
        case["agencies"]
    )
    found = {m.initiative.name: m.initiative.type for m in facts.initiatives}
    assert found == {expected["name"]: expected["type"] for expected in case["initiatives"]}
    parts = {(part.initiative.name, part.actor.name, part.role) for part in facts.participations}
    assert parts == {
        (expected["name"], name, role)
        for expected in case["initiatives"]
        for name, role in expected["roles"].items()
    }


class Honours(TypedDict):
    home: str
    text: str
    honours: list[list[str]]


HONOURS: list[Honours] = yaml.safe_load((FOLDER / "honours.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", HONOURS, ids=lambda case: case["text"][:24])
def test_sentence_gives_its_honours(
    case: Honours, read_report: Callable[[str, str], Facts]
) -> None:
    found = read_report(case["text"], case["home"]).recognitions
    told = [[fact.name, fact.recipient, fact.conferred_by, fact.date] for fact in found]
    assert sorted(told) == sorted(case["honours"])

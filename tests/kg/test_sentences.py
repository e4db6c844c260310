"""Sentences of other places and fields, read whole, against the facts that a careful reader finds."""

from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from kg.facts import Facts
from kg.read import read_document
from kg.relate.reading import read_facts

FOLDER = Path(__file__).parent / "sentences"
ROLES = ("lead", "partner", "supervisor", "participant")


class Undertaking(TypedDict):
    name: str
    type: str
    roles: dict[str, str]


class Case(TypedDict, total=False):
    home: str
    text: str
    agencies: list[str]
    accept: dict[str, str]
    initiatives: list[Undertaking]


def load(name: str) -> list[Case]:
    cases: list[Case] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return cases


def read(case: Case, folder: Path) -> Facts:
    source = folder / "report.txt"
    source.write_text(case["text"], encoding="utf-8")
    sidecar = f"region: {case['home']}\nperiod: '2023'\nissued: '2024-03-01'\n"
    source.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
    return read_facts(read_document(source))


def full_name(case: Case, name: str) -> str:
    return case.get("accept", {}).get(name, name)


@pytest.mark.parametrize("case", load("roles.yml"), ids=lambda case: case["text"][:24])
def test_roles_are_read(case: Case, tmp_path: Path) -> None:
    facts = read(case, tmp_path)
    found = sorted({full_name(case, actor.name) for m in facts.actors for actor in m.actors})
    assert found == sorted(case["agencies"])
    assert [(m.initiative.name, m.initiative.type) for m in facts.initiatives] == [
        (initiative["name"], initiative["type"]) for initiative in case["initiatives"]
    ]
    parts = {
        (part.initiative.name, full_name(case, part.actor.name), part.role)
        for part in facts.participations
    }
    assert parts == {
        (initiative["name"], name, role)
        for initiative in case["initiatives"]
        for name, role in initiative["roles"].items()
    }

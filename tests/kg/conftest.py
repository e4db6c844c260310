"""Reading sentences of a made-up report, from a file as a user has it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.facts import Facts
from kg.read import read_document
from kg.relate.reading import read_facts

Reader = Callable[[str, str], Facts]


@pytest.fixture
def read_report(tmp_path: Path) -> Reader:
    """`read_report(text, home)`: the facts of a text that stands in a report of a region."""

    def read(text: str, home: str) -> Facts:
        source = tmp_path / "report.txt"
        source.write_text(f"工作报告\n\n{text}\n", encoding="utf-8")
        sidecar = f"title: 工作报告\nregion: {home}\nperiod: '2023'\nissued: '2024-03-01'\n"
        source.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
        return read_facts(read_document(source))

    return read

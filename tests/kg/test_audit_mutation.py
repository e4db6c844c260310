"""One figure of a consistent report is changed: does the audit see it?

Which figures are tied, and how, stands in `tests/audited/constraints.yml`. Whether a change can be
seen by arithmetic is decided here, from the printed digits alone, without the code of the audit.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice, pairwise
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.audit.find import audit_sheet
from kg.audit.read import read_sheets
from kg.build import Built, build_document
from kg.store import load_view

TESTS = Path(__file__).parents[1]
FOLDERS = (TESTS / "audited", TESTS / "made", TESTS.parent / "corpus")
CONSTRAINTS = yaml.safe_load((TESTS / "audited" / "constraints.yml").read_text(encoding="utf-8"))
MEASURED = re.compile(r"[元%分吨倍]|百分点|微克")
WANTED = Fraction(95, 100)
SAMPLED = 3
"""Each how many changes one is tried: all of them take minutes."""
Range = tuple[Fraction, Fraction]
Tie = dict[str, Any]
"""An entry of constraints.yml."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of a report: where its digits stand, and what they are."""

    begin: int
    end: int
    digits: str
    unit: str

    @property
    def allows(self) -> Range:
        """All values that round to the digits; a count in full is exact."""
        number, steps = re.fullmatch(r"([\d.,-]+)([万亿]?)", self.digits).groups()  # type: ignore[union-attr]
        factor = {"": 1, "万": 10**4, "亿": 10**8}[steps]
        value = Fraction(Decimal(number)) * factor
        decimals = len(number.partition(".")[2])
        is_count = not steps and not decimals and not MEASURED.match(self.unit)
        half = Fraction(0) if is_count else Fraction(factor, 2 * 10**decimals)
        return value - half, value + half


def read_text(document: str) -> tuple[Path, str]:
    path = next(f / f"{document}.txt" for f in FOLDERS if (f / f"{document}.txt").is_file())
    return path, path.read_text(encoding="utf-8")


def find(text: str, quote: str) -> Printed:
    """The marked figure of a quote; white space does not count."""
    places = [n for n, letter in enumerate(text) if not letter.isspace()]
    squeezed = "".join(text[n] for n in places)
    before, digits, after = re.fullmatch(r"(.*)«(.+)»(.*)", "".join(quote.split())).groups()  # type: ignore[union-attr]
    whole = before + digits + after
    assert squeezed.count(whole) == 1, f"{quote} stands {squeezed.count(whole)} times"
    begin = squeezed.index(whole) + len(before)
    end = begin + len(digits)
    return Printed(places[begin], places[end - 1] + 1, digits, after or "?")


def find_cell(text: str, row: str, column: int, tie: Tie) -> Printed:
    """A cell of a table whose rows are lines; its first column is 0."""
    line = next(re.compile(rf"^{row}\t.*$", re.M).finditer(text, text.find(tie.get("after", ""))))
    cells = line[0].split("\t")
    begin = line.start() + sum(len(each) + 1 for each in cells[:column])
    return Printed(begin, begin + len(cells[column]), cells[column], tie.get("unit", "?"))


def figures_of(text: str, tie: Tie) -> list[Printed]:
    if tie["is"] not in {"column", "perhead"}:
        return [find(text, quote) for quote in tie["of"]]
    columns = [tie["column"], *([tie["by"]] if "by" in tie else [])]
    rows = (tie["total"], *tie["rows"])
    return [find_cell(text, row, n, tie) for n in columns for row in rows]


def add(ranges: list[Range]) -> Range:
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)  # type: ignore[return-value]


def over(one: Range, other: Range) -> Range:
    low = max(other[0], Fraction(1, 10**9))
    return one[0] / max(other[1], low), one[1] / low


def holds(tie: Tie, figures: list[Printed]) -> bool:
    """Whether the printed digits allow the equation of a tie."""
    ranges = [each.allows for each in figures]
    kind = tie["is"]
    if kind in {"sum", "column"}:
        return meet(ranges[0], add(ranges[1:]))
    if kind == "within":
        return add(ranges[1:])[0] <= ranges[0][1]
    if kind == "order":
        return ranges[0][0] <= ranges[1][1]
    if kind == "equal":
        return meet(*ranges)
    if kind == "average":
        return meet(over(ranges[0], ranges[1]), ranges[2])
    if kind == "points":
        now, before, change_ = ranges
        return meet((now[0] - before[1], now[1] - before[0]), change_)
    return {"perhead": heads_hold, "days": days_hold, "daily": days_hold, "base": base_holds}.get(
        kind, percent_holds
    )(tie, ranges)


def heads_hold(_: Tie, ranges: list[Range]) -> bool:
    half = len(ranges) // 2
    implied = [over(v, r) for v, r in zip(ranges[:half], ranges[half:], strict=True)]
    return meet(implied[0], add(implied[1:]))


def days_hold(tie: Tie, ranges: list[Range]) -> bool:
    days = Fraction(tie["days"])
    low, high = over(ranges[0], (days, days))
    if tie["is"] == "days":
        return meet((low * 100, high * 100), ranges[1])
    room = Fraction(1, 2)  # an average that is printed whole is rounded
    return meet((low, high), (ranges[1][0] - room, ranges[1][1] + room))


def base_holds(_: Tie, ranges: list[Range]) -> bool:
    low, high = over(ranges[0], (1 + ranges[1][0] / 100, 1 + ranges[1][1] / 100))
    return floor(high) >= ceil(low)


def percent_holds(tie: Tie, ranges: list[Range]) -> bool:
    """rate, rest, growth, changed."""
    first, second, percent = ranges
    falls, kind = bool(tie.get("falls")), tie["is"]
    if kind == "changed":
        sign = 1 if falls else -1
        ends = [first[n] + sign * second[m] for n in (0, 1) for m in (0, 1)]
        second = (min(ends), max(ends))
    if second[1] <= 0:
        return False
    low, high = (end * 100 for end in over(first, second))
    if kind == "rest":
        low, high = 100 - high, 100 - low
    if kind in {"growth", "changed"}:
        low, high = (100 - high, 100 - low) if falls else (low - 100, high - 100)
    return meet((low, high), percent)


def meet(one: Range, other: Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def change(digits: str) -> Iterator[str]:
    """Slips of the pen: the first digit, the last digit, two digits exchanged, one left out."""
    places = [n for n, letter in enumerate(digits) if letter.isdigit()]
    first, last = places[0], places[-1]
    yield digits[:first] + str(int(digits[first]) % 9 + 1) + digits[first + 1 :]
    yield digits[:last] + str((int(digits[last]) + 3) % 10) + digits[last + 1 :]
    for one, two in pairwise(places):
        if two == one + 1 and digits[one] != digits[two] and digits[two] != "0":
            yield digits[:one] + digits[two] + digits[one] + digits[two + 1 :]
            break
    if len(places) > 2 and digits[places[1]] != "0":
        yield digits[:first] + digits[places[1] :] if places[1] == first + 1 else digits


Found = frozenset[tuple[str, frozenset[tuple[str, str, str]]]]
"""Kind and figures, without their numbers."""


def audit(path: Path, text: str, folder: Path) -> Found:
    """What the audit finds in a report with this text, from its file to the graph and back."""
    source = folder / path.name
    source.write_text(text, encoding="utf-8")
    if (sidecar := path.with_suffix(".yml")).is_file():
        source.with_suffix(".yml").write_bytes(sidecar.read_bytes())
    built = build_document(source)
    assert isinstance(built, Built), built
    graph = folder / "graph.nq"
    graph.write_bytes(zlib.decompress(built.lines))
    return frozenset(
        (each.kind, frozenset((f.label, f.statistic, f.region) for f in each.figures))
        for sheet in read_sheets(load_view(graph))
        for each in audit_sheet(sheet)
    )


@pytest.mark.parametrize("tie", CONSTRAINTS, ids=lambda t: f"{t['in']}-{t['is']}")
def test_audit_ties_hold_as_printed(tie: Tie) -> None:
    _, text = read_text(tie["in"])
    assert holds(tie, figures_of(text, tie))


def mutations() -> Iterator[tuple[str, Tie, Printed, str]]:
    """Report, tie, figure and what is printed instead, of changes that arithmetic can reveal."""
    for tie in CONSTRAINTS:
        _, text = read_text(tie["in"])
        figures = figures_of(text, tie)
        for figure in figures:
            for digits in change(figure.digits):
                other = Printed(figure.begin, figure.end, digits, figure.unit)
                changed = [other if each == figure else each for each in figures]
                if digits != figure.digits and not holds(tie, changed):
                    yield tie["in"], tie, figure, digits


def test_audit_finds_changed_figures(tmp_path: Path) -> None:
    silent: dict[str, Found] = {}
    missed, count = [], 0
    for document, tie, figure, digits in islice(mutations(), 0, None, SAMPLED):
        path, text = read_text(document)
        if document not in silent:
            silent[document] = audit(path, text, tmp_path)
        changed = text[: figure.begin] + digits + text[figure.end :]
        count += 1
        if not audit(path, changed, tmp_path) - silent[document]:
            missed.append(
                f"{document} {tie['is']} {figure.digits} → {digits} of {tie.get('of', '')}"
            )
    assert count > 500
    assert 1 - Fraction(len(missed), count) >= WANTED, "\n".join(missed)

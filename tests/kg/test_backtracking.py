"""No pattern backtracks without end: on its own characters repeated each one stops soon."""

import importlib
import pkgutil
import random
import re
import signal
from collections.abc import Iterator
from functools import cache
from itertools import chain
from types import ModuleType

import pytest

import kg.mention
import kg.read
import kg.relate
from kg.relate.encode import ACTOR, INITIATIVE
from kg.relate.recognition_rules import load_recognition_rules
from kg.relate.role_rules import load_role_rules

LENGTH = 60
LONGEST = 0.5
"""Seconds for one search in 60 to 120 characters; those that backtrack without end take years."""
_WORD = re.compile("[\u4e00-\u9fff]{2,6}")


def patterns_of(package: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that the modules of a package hold, with their names."""
    for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{found.name}.{name}", value


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Those of the modules and of the rules."""
    found = dict(chain.from_iterable(map(patterns_of, (kg.mention, kg.relate, kg.read))))
    found |= {rule.id: rule.pattern for rule in load_role_rules()}
    return found | {rule.id: rule.pattern for rule in load_recognition_rules()}


def texts(pattern: str, drawn: random.Random) -> Iterator[str]:
    """The characters of a pattern, each repeated, also behind a body; and its words in turn."""
    signs = [
        sign for sign in dict.fromkeys(pattern) if "\u4e00" <= sign <= "\u9fff" or sign in "、“"
    ]
    for sign in signs[:150]:
        yield from (before + sign * LENGTH for before in ("", ACTOR, INITIATIVE))
    words = [*_WORD.findall(pattern), *signs]
    for _ in range(20 if words else 0):
        yield ("".join(drawn.choices(words, k=3)) * LENGTH)[: 2 * LENGTH]


def give_up(*_: object) -> None:
    pytest.fail(f"more than {LONGEST} s")


def search(pattern: re.Pattern[str]) -> None:
    """Search all its texts; fails where one takes too long."""
    before = signal.signal(signal.SIGALRM, give_up)
    try:
        for text in texts(pattern.pattern, random.Random(1)):
            signal.setitimer(signal.ITIMER_REAL, LONGEST)
            pattern.search(text)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", list(patterns()))
def test_pattern_stops_on_what_it_looks_for_repeated(name: str) -> None:
    search(patterns()[name])


def test_pattern_that_backtracks_without_end_is_found() -> None:
    with pytest.raises(pytest.fail.Exception, match="more than"):
        search(re.compile("(?:对[^，]{1,8})*丙"))

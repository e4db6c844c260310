"""Which rules are tried on a sentence: all that can match it."""

import re
from pathlib import Path

import pytest

from kg.read import find_sources, read_document
from kg.relate.reading import read_closely
from kg.relate.recognition_rules import load_recognition_rules
from kg.relate.role_rules import load_role_rules
from kg.relate.triggers import Triggers, needed_words

ROOT = Path(__file__).parents[2]
PATTERNS = [rule.pattern for rule in load_role_rules()]
PATTERNS += [rule.pattern for rule in load_recognition_rules()]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("(?:联合|会同)(?P<partner>A)", ("联合", "会同")),
        ("(?P<lead>A)(?:共同|联合)?(?:主办|牵头)(?=[，、])", ("主办", "牵头")),
        ("(?:与|和)(?P<partner>A)(?:签订|签署)", ("签订", "签署")),
        ("在(?P<supervisor>A)(?:指导|领导){0,2}", ()),
        ("(?P<x>(?:联合|会同)A)", ()),
        ("A(?=(?:联合|会同))", ()),
        ("(?:联合|会同)A|(?:被|由)A", ()),
        (r"[(|](?:联合|会同)\(A", ("联合", "会同")),
        ("(?:联合.|会同)A", ()),
    ],
)
def test_needed_words_are_those_that_every_match_goes_through(
    source: str, words: tuple[str, ...]
) -> None:
    assert needed_words(source) == words


@pytest.mark.parametrize("folder", ["corpus", "tests/made"])
def test_may_match_leaves_out_no_rule_that_matches(folder: str) -> None:
    triggers, tried, matched = Triggers(PATTERNS), 0, 0
    for source in find_sources(ROOT / folder):
        for code in read_closely(read_document(source)).codes:
            numbers = triggers.may_match(code.text)
            found = {n for n, pattern in enumerate(PATTERNS) if pattern.search(code.text)}
            assert numbers == sorted(numbers)
            assert found <= set(numbers)
            tried, matched = tried + len(numbers), matched + len(found)
    assert 0 < matched < tried


def test_may_match_tries_a_pattern_without_needed_words_always() -> None:
    triggers = Triggers([re.compile("联.A"), re.compile("(?:会同|联合)A")])
    assert triggers.may_match("会议") == [0]
    assert triggers.may_match("联合A") == [0, 1]

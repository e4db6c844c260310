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
        ("(?:联合|会同)(?P<partner>A)", ["会同 联合", "A"]),
        ("(?P<lead>A)(?:共同|联合)?(?:主办|牵头)(?=[，、])", ["主办 牵头", "A"]),
        ("(?:与|和)(?P<partner>A)(?:签订|签署)的", ["签署 签订", "的", "A", "与 和"]),
        ("在(?P<supervisor>A)(?:指导|领导){0,2}", ["在", "A"]),
        ("(?P<x>(?:联合|会同)A)", ["会同 联合", "A"]),
        ("A(?=(?:联合|会同))(?<!局)", ["A"]),
        ("(?:联合|会同)A|(?:被|由)责令B", ["会同 联合 责令B"]),
        ("联合|[一-九]是", ["是 联合"]),
        ("联合|[一-九]", []),
        ("(?:联合|)A", ["A"]),
        (r"[(|](?:联合|会同)\(A", ["会同 联合", "A"]),
        ("(?:联.合|会同)A", ["A", "会同 合"]),
        (r"甲\ue003?乙\x41?\d丙", ["甲", "乙", "丙"]),
        ("甲乙?丙丁*戊{0,3}己", ["甲", "己", "丙"]),
        ("甲乙+丙", ["甲乙", "丙"]),
        ("(?:甲|乙)*丙(?:丁|戊)++", ["丙", "丁 戊"]),
        ("^(?:甲(?:乙|丙)丁)$", ["甲", "丁", "丙 乙"]),
    ],
)
def test_needed_words_are_those_that_every_match_goes_through(
    source: str, words: list[str]
) -> None:
    assert sorted(" ".join(sorted(each)) for each in needed_words(source)) == sorted(words)


def test_needed_words_begin_with_those_that_tell_most() -> None:
    needed = needed_words("A(?:由|被)(?:主办|牵头|组织)")
    assert [sorted(words) for words in needed] == [["主办", "牵头", "组织"], ["A"], ["由", "被"]]


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
    triggers = Triggers([re.compile("[联会]."), re.compile("(?:会同|联合)A")])
    assert triggers.may_match("会议") == [0]
    assert triggers.may_match("联合A") == [0, 1]


def test_may_match_asks_for_a_word_of_every_set() -> None:
    triggers = Triggers([re.compile("由A(?:会同|联合)")])
    assert triggers.may_match("由A联合") == [0]
    assert triggers.may_match("A联合") == []
    assert triggers.may_match("由A") == []

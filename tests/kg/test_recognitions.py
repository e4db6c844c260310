"""Honours: who is given what by whom, in sentences of many places."""

from collections.abc import Callable

import pytest

from kg.facts import Facts
from kg.relate.recognition_rules import RecognitionRule, load_recognition_rules

Reader = Callable[[str, str], Facts]


@pytest.mark.parametrize("rule", load_recognition_rules(), ids=lambda rule: rule.id)
def test_example_is_read_by_its_rule(rule: RecognitionRule, read_report: Reader) -> None:
    found = read_report(rule.example, "宁波市").recognitions
    assert rule.id in {fact.rule for fact in found}


@pytest.mark.parametrize("rule", load_recognition_rules(), ids=lambda rule: rule.id)
def test_counterexample_gives_no_honour(rule: RecognitionRule, read_report: Reader) -> None:
    assert read_report(rule.counterexample, "宁波市").recognitions == ()


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        (
            "郑州市",
            "郑州市金水区成功入选首批国家知识产权保护示范区建设名单。",
            [("首批国家知识产权保护示范区建设", "金水区", "")],
        ),
        (
            "苏州市",
            "张家港市市场监管局查办的“4·18”销售假冒注册商标案被国家知识产权局评为年度典型案例。",
            [("年度典型案例", "“4·18”销售假冒注册商标案", "国家知识产权局")],
        ),
        (
            "福建省",
            "宁德时代新能源科技股份有限公司荣获第二十四届中国专利金奖。",
            [("第二十四届中国专利金奖", "宁德时代新能源科技股份有限公司", "")],
        ),
        ("福建省", "企业获得专利授权35件，获得质押贷款2000万元。", []),
        ("福建省", "该案被省公安厅列为督办案件。", []),
    ],
)
def test_honour_names_recipient_and_conferrer(
    home: str, text: str, expected: list[tuple[str, str, str]], read_report: Reader
) -> None:
    found = read_report(text, home).recognitions
    assert [(fact.name, fact.recipient, fact.conferred_by) for fact in found] == expected

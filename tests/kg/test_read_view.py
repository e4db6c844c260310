"""The view: what goes, what stays, what is exchanged, and where everything came from."""

import string
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.read.view import is_chinese, make_view

EXCHANGED = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
QUOTES = {'"': "“”", "'": "‘’"}
CHINESE = st.text(
    "的一是在工作，。；：（）“”《》、0123 ４％%.,()\n\t\r\f\u3000\u200b\u00ad—-⼯業abA\"'〔〕"
)


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("知\n\n识产权", "知识产权"),
        ("2024 年 1月，检查 72 个", "2024年1月，检查72个"),
        ("比 2023年增长 7.89%。", "比2023年增长7.89%。"),
        ("办公软件金山\n\nWPS，对", "办公软件金山WPS，对"),
        ("World  Bank\nGroup 报告", "World Bank Group报告"),
        ("电话12345\n2.市委宣传部", "电话12345 2.市委宣传部"),
        ("监督管理\n\n\n\n— 16 —\n\n局、周村区法院", "监督管理局、周村区法院"),
        ("监督管理\n- 3 -\n局", "监督管理局"),
        ("监督管理\n第3页 共9页\n局", "监督管理局"),
        ("监督管理\n第 3 页\n局", "监督管理局"),
        ("监督\n\f12\n管理", "监督管理"),
        ("监督\n12\n\f管理", "监督管理"),
        ("监督\n12\n管理", "监督12管理"),
        ("附件\n\t3\n\t5\n", "附件3 5"),
        ("— 1 —\n标题\n— 2 —\n- 3 -\n正文", "标题正文"),
        ("infor\u00ad\nmation", "information"),
        ("专\u200b利\ufeff权\x07", "专利权"),
        ("２０２４年ＰＣＴ申请１２．５％", "2024年PCT申请12.5%"),
        ("⼯业⽣产⻓期\uf92c", "工业生产长期郎"),
        ("区(市)及(WPS)软件", "区（市）及（WPS）软件"),
        ("f(x) = (1)", "f(x)=(1)"),
        ("扎实推进“商标助农”,实施", "扎实推进“商标助农”，实施"),
        ("共1,234件,同比", "共1,234件，同比"),
        ("分工如下:1.市局;2.县局", "分工如下：1.市局；2.县局"),
        ("比例为3:1", "比例为3:1"),
        ('开展"铁拳"行动和"A1"行动', "开展“铁拳”行动和“A1”行动"),
        ("称'铁拳'行动", "称‘铁拳’行动"),
        ("it's the 'state' of \"art\"", "it's the'state'of\"art\""),
        ("(未闭合的括号", "（未闭合的括号"),
        ("受理案件14 236件，审结12\u2009958件", "受理案件14236件，审结12958件"),
        ("滕州市 115 326", "滕州市115 326"),
        ("其中2024 100件", "其中2024 100件"),
        ("已闭合)的", "已闭合）的"),
        ("((双重))括号", "（（双重））括号"),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_view_of_text(text: str, view: str) -> None:
    assert make_view(text)[0] == view


def normal(character: str) -> set[str]:
    """What a character of the text may be in the view."""
    own = make_view("中" + character + "中")[0][1:-1] or character
    return {own, character, EXCHANGED.get(character, own), *QUOTES.get(character, own)}


@given(st.one_of(st.text(), CHINESE))
@example("A\n1 2")
@example('"中"')
def test_view_and_origin_agree(text: str) -> None:
    view, origin = make_view(text)
    assert len(view) == len(origin)
    assert list(origin) == sorted(set(origin))
    for character, place in zip(view, origin, strict=True):
        if character == " ":
            assert text[place].isspace()
        else:
            assert character in normal(text[place]) | normal(make_view(text[place])[0] or "中")


@given(CHINESE)
def test_view_of_a_view_drops_nothing_more(text: str) -> None:
    view, _ = make_view(text)
    again, _ = make_view(view)
    assert len(again.replace(" ", "")) == len(view.replace(" ", ""))


@given(st.text(string.ascii_letters + string.digits + " "))
def test_blanks_stay_between_words_and_between_numbers_only(text: str) -> None:
    view, _ = make_view(text)
    for place, character in enumerate(view):
        if character == " ":
            around = view[place - 1] + view[place + 1]
            assert around.isalpha() or around.isdecimal()


@pytest.mark.parametrize(
    ("text", "view"),
    [
        (
            "全市各级行政执法机关全年共立案查处侵权假冒案件8\n92件，",
            "全市各级行政执法机关全年共立案查处侵权假冒案件892件，",
        ),
        (
            "全市各级行政执法机关全年共受理举报，热线是12345\n2.市委办公室",
            "全市各级行政执法机关全年共受理举报，热线是12345 2.市委办公室",
        ),
        ("案件45\n92件", "案件45 92件"),
        (
            "全市各级行政执法机关全年共立案查处案件8\n\n92件",
            "全市各级行政执法机关全年共立案查处案件8 92件",
        ),
    ],
)
def test_a_number_wrapped_at_the_end_of_a_full_line_is_one_number(text: str, view: str) -> None:
    assert make_view(text)[0] == view


@pytest.mark.parametrize(
    "unit", ["知识产权保护，", "2024 年，检查 72 个\n\n", "(", '"中', "\n- 1 -\n"]
)
def test_view_takes_linear_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        make_view(text)
        return time.process_time() - start

    short = min(seconds(50_000) for _ in range(3))
    assert seconds(250_000) < 4 * 5 * short + 0.5


@pytest.mark.parametrize(
    ("character", "answer"), [("中", True), ("（", True), ("“", True), ("a", False), ("(", False)]
)
def test_is_chinese(character: str, answer: bool) -> None:
    assert is_chinese(character) is answer

"""What the audit finds in reports, and what it leaves alone."""

import re
import zlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from kg.audit.across import find_across
from kg.audit.describe import audit_rule, find_audit
from kg.audit.discrepancy import Discrepancy
from kg.audit.figure import Figure
from kg.audit.find import audit_sheet
from kg.audit.interval import Interval, point, show
from kg.audit.read import read_sheets
from kg.audit.rules import load_rules, read_file
from kg.build import Built, build_document
from kg.statement import Quad
from kg.store import OxigraphView, create_store, load_view
from ontology import terms as t

ROOT = Path(__file__).parents[2]
Audit = Callable[..., list[Discrepancy]]


def build_view(sources: list[Path], folder: Path) -> OxigraphView:
    """The graph of some reports, as a build has it before anything is derived."""
    lines = []
    for source in sources:
        built = build_document(source)
        assert isinstance(built, Built), built
        lines.append(zlib.decompress(built.lines))
    graph = folder / "graph.nq"
    graph.write_bytes(b"\n".join(lines))
    return load_view(graph)


@pytest.fixture
def audit(tmp_path: Path) -> Audit:
    """`audit(text)`: what is found in a text of a report of 泰州市 for 2023."""

    def find(text: str, period: str = "2023") -> list[Discrepancy]:
        source = tmp_path / "report.txt"
        source.write_text(f"泰州市工作报告\n\n一、情况\n{text}\n", encoding="utf-8")
        sidecar = f"title: 工作报告\nregion: 泰州市\nperiod: '{period}'\nissued: '2024-03-01'\n"
        source.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
        view = build_view([source], tmp_path)
        return [each for sheet in read_sheets(view) for each in audit_sheet(sheet)]

    return find


def told(found: Discrepancy) -> tuple[str, str, str]:
    return found.kind, found.severity, "|".join(str(figure) for figure in found.figures)


# --- The digits -------------------------------------------------------------------------------


def figure(printed: str, value: str, unit: str = "件", **more: str) -> Figure:
    return Figure(
        node="o",
        document="d",
        evidence="e",
        place=0,
        label="立案",
        metric="m",
        value=Fraction(value),
        printed=printed,
        unit=unit,
        region="r",
        period="2023",
        qualifies="",
        agency="",
        initiative="",
        rule="lead",
        statistic=more.get("statistic", "flow"),
        bound=more.get("bound", "exact"),
    )


@pytest.mark.parametrize(
    ("printed", "value", "unit", "more", "interval"),
    [
        ("737", "737", "件", {}, "737"),
        ("1,127", "1127", "件", {}, "1127"),
        ("九", "9", "家", {}, "9"),
        ("4.26万", "42600", "件", {}, "[42550, 42650]"),
        ("12万", "120000", "户", {}, "[115000, 125000]"),
        ("1000万", "10000000", "元", {}, "[9995000, 10005000]"),
        ("8300", "83000000", "元", {}, "[82995000, 83005000]"),
        ("65", "65", "%", {"statistic": "ratio"}, "[64.5, 65.5]"),
        ("44.20", "44.2", "%", {"statistic": "ratio"}, "[44.195, 44.205]"),
        ("9.10", "9.1", "件", {"statistic": "ratio"}, "[9.095, 9.105]"),
        ("91.36", "-91.36", "%", {"statistic": "growth"}, "[-91.365, -91.355]"),
        ("4.7万余", "47000", "件", {"bound": "at_least"}, "≥ 47000"),
        ("不足6", "6", "%", {"bound": "at_most"}, "≤ 6"),
        ("近950万", "9500000", "元", {"bound": "about"}, "[8550000, 10450000]"),
    ],
)
def test_figure_allows_what_rounds_to_its_digits(
    printed: str, value: str, unit: str, more: dict[str, str], interval: str
) -> None:
    assert str(figure(printed, value, unit, **more).interval) == interval


def test_figure_shows_the_multiplier_of_its_column() -> None:
    assert str(figure("8300", "83000000", "元")) == "8300万元"
    assert str(figure("4.7万余", "47000")) == "4.7万余件"


def test_interval_arithmetic_keeps_all_that_is_possible() -> None:
    one, other = Interval(Fraction(1), Fraction(2)), Interval(Fraction(4), Fraction(5))
    assert str(one + other) == "[5, 7]"
    assert str(other - one) == "[2, 4]"
    assert str(one / other) == "[0.2, 0.5]"
    assert str(other.scale(2).shift(1)) == "[9, 11]"
    assert str(one.mirror()) == "[-2, -1]"
    assert str(one.scale_by(other)) == "[4, 10]"
    assert not one.meets(other)
    assert one.meets(Interval(Fraction(2), None))
    assert Interval(None, Fraction(1)) + one == Interval(None, Fraction(3))
    assert (other / Interval(Fraction(0), Fraction(1))).high is None
    assert str(other / point(0)) == "?"
    assert Interval(Fraction(5, 4), Fraction(9, 4)).has_integer
    assert not Interval(Fraction(5, 4), Fraction(7, 4)).has_integer
    assert Interval(None, point(1).high).has_integer
    assert [show(Fraction(1, 3)), show(Fraction(10**7, 3)), show(None)] == [
        "0.33333",
        "3333333.3333",
        "∞",
    ]


# --- What is found ----------------------------------------------------------------------------

TABLE = """附件：2023年专利情况
县（市、区）\t有效发明专利\t\t专利授权（件）
\t拥有量（件）\t同比增长（%）\t
海陵区\t1203\t9.4\t{one}
靖江市\t321\t7.0\t60
泰兴市\t514\t7.1\t70
全市\t{total}\t{growth}\t230"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # rates
        (
            "全市法院受理知识产权民事案件287件，审结271件，结案率95.4%。",
            [("rate", "contradiction", "95.4%|271件|287件")],
        ),
        (
            "全市法院受理知识产权民事案件287件，审结271件，结案率94.5%。",
            [("rate", "rounding", "94.5%|271件|287件")],
        ),
        (
            "完成食品抽检1350批次，检出不合格24批次，合格率99.22%。",
            [("rate", "contradiction", "99.22%|24批次|1350批次")],
        ),
        (
            "全市专利授权6842件，其中发明专利授权3015件，占比41.4%。",
            [("rate", "contradiction", "41.4%|3015件|6842件")],
        ),
        (
            "优良天数318天，优良天数比例89.6%。",
            [("rate", "contradiction", "89.6%|318天")],
        ),
        (
            "完成改造4.2万户，为年度任务12万户的53%。",
            [("rate", "contradiction", "53%|4.2万户|12万户")],
        ),
        # averages
        (
            "为15家企业挽回损失450万元，户均40万元。",
            [("average", "contradiction", "40万元|450万元|15家")],
        ),
        (
            "全年新设经营主体5.96万户，日均新设613户。",
            [("average", "contradiction", "613户|5.96万户")],
        ),
        # growth
        (
            "知识产权质押融资金额由上年的24.6亿元增加到31.2亿元，增长28.6%。",
            [("growth", "contradiction", "28.6%|31.2亿元|24.6亿元")],
        ),
        (
            "全市查办案件2160件，比上年减少120件，下降3.5%。",
            [("growth", "contradiction", "3.5%|2160件|120件")],
        ),
        (
            "群众满意度由上年的91.2%提高到93.5%，提高3.2个百分点。",
            [("growth", "contradiction", "3.2个百分点|93.5%|91.2%")],
        ),
        (
            "全年达成转让许可143件，增幅82.01%。",
            [("whole", "suspicious", "82.01%|143件")],
        ),
        # orders
        (
            "市公安局抓获犯罪嫌疑人187人，移诉197人。",
            [("order", "suspicious", "197人|187人")],
        ),
        (
            "查处侵权盗版案件15起，其中网络案件19起。",
            [("order", "contradiction", "19起|15起")],
        ),
        (
            "全市专利授权量842件，发明专利授权量917件。",
            [("order", "contradiction", "917件|842件")],
        ),
        # sums
        (
            "督办任务30项已完成26项，其余5项按时序推进。",
            [("total", "contradiction", "30项|26项|5项")],
        ),
        (
            "全年共受理知识产权案件1860件，其中旧存120件、新收1470件。",
            [("total", "contradiction", "1860件|120件|1470件")],
        ),
        (
            "全市共有5个玉米品种（特殊用途品种2个，适宜密植品种4个）通过审定。",
            [("total", "contradiction", "5个|2个|4个")],
        ),
        (
            "检查药品零售企业4320家次、医疗机构2220家次，合计6450家次。",
            [("total", "contradiction", "6450家次|4320家次|2220家次")],
        ),
        # tables
        (
            TABLE.format(one=100, total=2038, growth=8.4),
            [],
        ),
        (
            TABLE.format(one=110, total=2038, growth=8.4),
            [("total", "contradiction", "230件|110件|60件|70件")],
        ),
        (
            TABLE.format(one=100, total=2038, growth=9.9),
            [("implied", "contradiction", "9.9%|2038件|1203件|9.4%|321件|7.0%|514件|7.1%")],
        ),
        (
            "截至2023年底，全市有效发明专利拥有量2038件。\n"
            + TABLE.format(one=100, total=2308, growth=8.4),
            [
                ("total", "contradiction", "2308件|1203件|321件|514件"),
                ("repeated", "contradiction", "2038件|2308件"),
            ],
        ),
        # implied
        (
            "售后服务2915件，占33.73%；质量问题2204件，占25.50%；合同问题1512件，占11.50%。",
            [("implied", "contradiction", "11.50%|1512件|33.73%|2915件")],
        ),
    ],
)
def test_audit_finds(audit: Audit, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [told(each) for each in audit(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        # rates of something else than what stands beside them
        "立案查处案件206件，结案180件，罚没款36万元，投诉按时办结率99.4%。",
        "抽检药品85批次、化妆品20批次、医疗器械12批次，合格率分别为98.8%、100%、91.7%。",
        "监督抽查4860批次，不合格312批次，不合格发现率6.4%，其中化肥、电动自行车不合格发现率分别为9.8%、13.5%。",
        "审结案件中，判决结案538件、调解结案412件、撤诉结案842件，调撤率70.0%。",
        "网络购物投诉2.35万件，占投诉总量的55.4%。全市接收投诉举报4.92万件。",
        "有效发明专利3926件，占全省的28.4%，其中高价值发明专利1874件。",
        # opened bounds
        "清退多收价款3470余万元，惠及用户26.4万户，户均131元。",
        "全年完成培训近1000人，其中女性1005人。",
        # a list that need not be whole
        "查处违法案件206件，其中商标案件171件、专利案件20件。",
        "受理投诉8642件。分地区看，海陵区、靖江市受理投诉较多，分别为3120件和1745件。",
        # what is closed may have come in before
        "全年受理案件1860件，其中旧存120件、新收1740件，审结1792件，结案率96.3%。",
        # growth in times, growth of a change, growth of what is measured
        "作品登记962件，约为上年的1.8倍。",
        "发明专利授权700件。发明专利授权比上年增加56件，增长8.7%。",
        "粮食总产量62.4亿斤，增长1.8%。",
        # two campaigns of one year
        "“铁拳”行动中立案14起。“蓝盾”行动中立案20起。",
        # counts of the same unit that are no parts
        "拥有驰名商标17件（其中行政认定13件），地理标志商标29件。",
        "对217家境内企业开展检查，对36家境外企业开展检查，并对其中9家境外企业采取措施。",
    ],
)
def test_audit_is_silent(audit: Audit, text: str) -> None:
    assert [told(each) for each in audit(text)] == []


def test_nothing_stands_before_a_figure_of_another_sentence(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    text = "泰州市2023年工作报告\n\n立案12件，结案10件。\n\n抽检35批次。\n"
    source.write_text(text, encoding="utf-8")
    (sheet,) = read_sheets(build_view([source], tmp_path))
    filed, checked = (line.figures for line in sheet.lines)
    assert sheet.lines[0].before(filed[1]) == filed[:1]
    assert sheet.lines[0].before(checked[0]) == ()


def test_audit_takes_decimals_of_a_column_for_what_they_are(audit: Audit) -> None:
    rows = "海陵区\t104\t196\t53.10\n靖江市\t41\t75\t54.70\n泰兴市\t68\t183\t{}"
    heads = (
        "附件：专利\n县（市、区）\t发明专利授权量\t\t\n"
        "\t件数（件）\t年指导目标（件）\t目标完成情况（%）\n"
    )
    assert audit(heads + rows.format("37.20")) == []
    found = audit(heads + rows.format("37.16"))  # now two decimals count, in each row
    assert [each.severity for each in found] == ["contradiction", "contradiction"]


def test_audit_explains_a_figure_that_was_mixed_up(audit: Audit) -> None:
    rows = "\n".join(
        f"{name}\t{n}\t{m}" for name, n, m in (("海陵区", 200, 400), ("靖江市", 126, 337))
    )
    text = (
        "上半年，全市发明专利授权量737件，完成任务目标44.2%。\n附件：专利\n县（市、区）\t发明专利授权量（件）\t"
        f"发明专利授权量年指导目标（件）\n{rows}\n全市\t326\t737"
    )
    found = audit(text, "2023-01-01/2023-06-30")
    notes = {each.kind: each.chinese_note for each in found}
    assert notes == {
        "rate": "若分子为另一处的326件，则相符：326 ÷ 737 = 44.2334 %",
        "repeated": "737件是另一处该指标的目标，可能误用",
    }


# --- The reports of the project ---------------------------------------------------------------


def audit_folder(folder: Path, tmp_path: Path) -> list[tuple[str, str, str, str]]:
    view = build_view(sorted(folder.glob("*.txt")), tmp_path)
    found = [each for sheet in read_sheets(view) for each in audit_sheet(sheet)]
    found += find_across(view)
    return [(each.subject.document.rpartition("/")[2], *told(each)) for each in found]


def test_audit_finds_what_is_wrong_in_the_two_reports_and_nothing_else(tmp_path: Path) -> None:
    counts, rates = (828, 628, 572, 185, 353, 367, 574), "5.26 12.93 9.04 4.55 9.74 12.03 53.20"
    rows = "|".join(f"{n}件|{r}件" for n, r in zip(counts, rates.split(), strict=True))
    assert audit_folder(ROOT / "corpus", tmp_path) == [
        # 326 of 737 are 44.2 %; the text has the target in the place of what was granted
        ("zaozhuang-2023h1", "rate", "contradiction", "44.20%|737件|737件"),
        # 65.6 %, cut off
        ("zaozhuang-2023h1", "rate", "rounding", "65%|21家|32家"),
        # in one district
        ("zaozhuang-2023h1", "order", "suspicious", "19件|16件"),
        ("zaozhuang-2023h1", "repeated", "contradiction", "737件|326件"),
        # 3.872 to 3.877 million people in the districts, 3.852 to 3.856 million in the city
        ("zaozhuang-2023h1", "implied", "contradiction", f"9.10件|3507件|{rows}"),
        ("zibo-2024", "order", "suspicious", "197人|187人"),
    ]


def test_audit_finds_in_made_up_reports_only_what_is_wrong(tmp_path: Path) -> None:
    """Each was verified by hand: see the notes."""
    found = [each[:3] for each in audit_folder(ROOT / "tests" / "made", tmp_path)]
    assert found == [
        # 143: from 128 it is 11.7 %, from 129 10.9 %, never 11.2 %
        ("b02", "whole", "suspicious"),
        # what grew by so much in the rows was 1034 or 1035 before, in the whole 1026 or 1027
        ("b02", "implied", "contradiction"),
        # 189: from 165 it is 14.5 %, from 166 13.9 %, never 14.2 %
        ("b04", "whole", "suspicious"),
        # the targets of the rows are 325 together, the whole's is 322
        ("c03", "implied", "contradiction"),
        # 64: from 47 it is 36.2 %, from 48 33.3 %, never 35.2 %
        ("d01", "whole", "suspicious"),
        # 138: from 122 it is 13.1 %, from 123 12.2 %, never 12.4 %
        ("e01", "whole", "suspicious"),
    ]


def test_audit_is_silent_on_consistent_reports(tmp_path: Path) -> None:
    assert audit_folder(ROOT / "tests" / "audited", tmp_path) == []


# --- Between documents ------------------------------------------------------------------------


def write_pair(folder: Path, one: str, other: str, year: str = "2024") -> list[Path]:
    sources = []
    for name, text, period in (("a", one, "2024"), ("b", other, year)):
        source = folder / f"{name}.txt"
        source.write_text(f"泰州市工作报告\n\n一、情况\n{text}\n", encoding="utf-8")
        sidecar = (
            f"title: 工作报告{name}\nregion: 泰州市\nperiod: '{period}'\nissued: '2025-03-01'\n"
        )
        source.with_suffix(".yml").write_text(sidecar, encoding="utf-8")
        sources.append(source)
    return sources


GROWN = "截至2024年底，全市有效发明专利拥有量{}件，同比增长{}%。"


@pytest.mark.parametrize(
    ("one", "other", "year", "expected"),
    [
        (GROWN.format(2678, 8.9), "全市有效发明专利拥有量2678件。", "2024", []),
        (GROWN.format(2678, 8.9), "全市有效发明专利拥有量0.27万件。", "2024", []),
        (
            GROWN.format(2678, 8.9),
            "截至2024年底，全市有效发明专利拥有量2768件。",
            "2024",
            [("elsewhere", "contradiction", "2768件|2678件")],
        ),
        (GROWN.format(2678, 8.9), "截至2023年底，全市有效发明专利拥有量2460件。", "2023", []),
        (
            GROWN.format(2678, 9.8),
            "截至2023年底，全市有效发明专利拥有量2460件。",
            "2023",
            [("elsewhere", "suspicious", "9.8%|2678件|2460件")],
        ),
        # what depends on the work that is reported
        ("全市立案14起。", "全市立案20起。", "2024", []),
    ],
)
def test_audit_compares_documents(
    one: str, other: str, year: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    view = build_view(write_pair(tmp_path, one, other, year), tmp_path)
    assert [told(each) for each in find_across(view)] == expected


# --- The graph --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> list[Quad]:
    folder = tmp_path_factory.mktemp("audit")
    return find_audit(build_view(sorted((ROOT / "corpus").glob("*.txt")), folder))


def test_findings_are_sorted_quads_of_the_derived_graph(quads: list[Quad]) -> None:
    assert quads == sorted(set(quads))
    assert {quad.graph for quad in quads} == {f"{t.ID}graph/derived/audit"}
    assert sum(quad.object == f"<{t.Finding}>" for quad in quads) == 6


def test_finding_tells_figures_arithmetic_and_sentences(quads: list[Quad]) -> None:
    node = next(q.subject for q in quads if q.object.startswith('"21 ÷ 32'))
    said: dict[str, list[str]] = {}
    for quad in quads:
        if quad.subject == node:
            said.setdefault(quad.predicate.rpartition("#")[2], []).append(quad.object)
    assert re.fullmatch(rf"{t.ID}finding/zaozhuang-2023h1/\d+-[0-9a-f]{{8}}", node)
    assert said["arithmetic"] == ['"21 ÷ 32 = 65.625 %; 65% → [64.5, 65.5]"']
    assert said["severity"] == [f"<{t.ROUNDING_DIFFERENCE}>"]
    assert said["findingKind"] == [f"<{t.RATE_MISMATCH}>"]
    assert len(said["concerns"]) == 3
    assert set(said["questions"]) < set(said["concerns"])
    assert said["printedFrom"] == [f'"64.5"^^<{t.DECIMAL}>']
    assert said["computedTo"] == [f'"65.625"^^<{t.DECIMAL}>']
    assert [each[-3:] for each in sorted(said["label"])] == ["@en", "@zh"]
    assert len(said["wasDerivedFrom"]) == 1


def test_audit_of_an_empty_graph_only_describes_itself() -> None:
    quads = find_audit(create_store().view())
    assert {quad.subject.removeprefix(t.ID) for quad in quads} == {
        "graph/derived/audit",
        "graph/evidence",
        "graph/reference",
        "derivation/audit",
        "rule/derive/audit",
    }
    assert f'"{audit_rule().sha256}"' in {quad.object for quad in quads}


# --- The rules --------------------------------------------------------------------------------


def examples() -> Iterator[tuple[str, str, str]]:
    """Rule, pattern and an example of each pattern."""
    file = read_file()
    for rate in file.rates:
        patterns = (rate.rate, rate.part, rate.whole)
        for pattern, example in zip(patterns, rate.example.split("|"), strict=True):
            yield rate.id, pattern, example
    for order in file.orders:
        for pattern, example in zip(
            (order.lesser, order.greater), order.example.split("|"), strict=True
        ):
            yield order.id, pattern, example
    for average in file.averages:
        yield average.id, average.pattern, average.example


@pytest.mark.parametrize(("rule", "pattern", "example"), list(examples()))
def test_rule_fits_its_example(rule: str, pattern: str, example: str) -> None:
    assert re.search(pattern, example), rule


def test_rate_is_read_by_the_rule_whose_example_it_is() -> None:
    for rate, rule in zip(read_file().rates, load_rules().rates, strict=True):
        name = rate.example.partition("|")[0]
        assert next(r for r in load_rules().rates if r.name.search(name)) == rule


@pytest.mark.parametrize("name", ["按时办结率", "满意度", "发明专利拥有量", "增长率"])
def test_no_rate_rule_fits(name: str) -> None:
    assert not [rule for rule in load_rules().rates if rule.name.search(name)]

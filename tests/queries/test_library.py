import time
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, URIRef
from rdflib.plugins.sparql.processor import SPARQLResult
from rdflib.term import Identifier, Literal

from kg.store import OxigraphView, Rows, Value, to_python
from ontology.errors import InvalidQuery
from ontology.terms import PREFIXES
from queries.formats import fold_labels, format_csv
from queries.library import Answer, describe, list_questions, run
from queries.question import Question

ANSWERS = Path(__file__).with_name("answers")
GRAPH = Path(__file__).with_name("library.trig")
QUESTIONS = list_questions()

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: str(each.name))


class RdflibView:
    """The same graph in another SPARQL store."""

    def __init__(self) -> None:
        self.dataset = Dataset(default_union=True)
        self.dataset.parse(GRAPH, format="trig")

    def select(self, query: str, /) -> Rows:
        found = self.dataset.query(query)
        assert isinstance(found, SPARQLResult)
        columns = tuple(str(variable) for variable in found.vars or ())
        rows = (
            tuple(_read(solution.get(v)) for v in found.vars or ()) for solution in found.bindings
        )
        return Rows(columns, tuple(rows))


def _read(term: Identifier | None) -> Value:
    if term is None:
        return None
    if isinstance(term, URIRef):
        return to_python(ox.NamedNode(term))
    assert isinstance(term, Literal)
    datatype = ox.NamedNode(term.datatype) if term.datatype else None
    return to_python(ox.Literal(str(term), datatype=datatype))


@pytest.fixture(scope="module")
def other_store() -> RdflibView:
    return RdflibView()


def examples(question: Question) -> dict[str, str | int]:
    return {p.name: p.example for p in question.parameters if p.is_required and p.example}


def shown(answer: Answer, *columns: str) -> list[tuple[str, ...]]:
    """The named columns, as a table shows them."""
    names, rows = fold_labels(answer)
    places = [names.index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in rows]


def test_library_has_the_questions_that_people_ask() -> None:
    assert [question.name for question in QUESTIONS] == [
        "agencies-in-region",
        "audit",
        "bridge-agencies",
        "collaboration-outcomes",
        "collaborations",
        "documents",
        "fact-sentences",
        "figures-of-agency",
        "initiative-figures",
        "initiatives-of-agency",
        "mechanism-steps",
        "metric-across-regions",
        "metric-kinds",
        "node-sentences",
        "organ-types-across-regions",
        "participants",
        "parts-of-bodies",
        "policies",
        "posts",
        "recognitions",
        "review",
        "rough-figures",
        "rules",
        "sentence-statements",
        "shared-sentences",
        "supervision",
        "support",
        "targets",
        "timeline",
    ]


@every_question
def test_question_answers_with_exactly_these_rows(question: Question, view: OxigraphView) -> None:
    expected = (ANSWERS / f"{question.name}.csv").read_bytes().decode()
    assert format_csv(run(question.name, examples(question), view)) == expected


@every_question
def test_question_has_the_same_answer_in_another_store(
    question: Question, view: OxigraphView, other_store: RdflibView
) -> None:
    here = run(question.name, examples(question), view)
    assert run(question.name, examples(question), other_store) == here
    assert len(here.rows) > 0


@every_question
def test_question_answers_in_fifty_milliseconds(question: Question, view: OxigraphView) -> None:
    times = []
    for _ in range(3):
        begun = time.process_time()
        run(question.name, examples(question), view)
        times.append(time.process_time() - begun)
    assert min(times) < 0.05


@every_question
def test_question_declares_the_prefixes_that_it_uses(question: Question) -> None:
    lines = question.query.splitlines()
    declared = {line.split()[1].rstrip(":") for line in lines if line.startswith("PREFIX")}
    body = "\n".join(line for line in lines if not line.startswith("PREFIX"))
    used = {prefix for prefix in PREFIXES if f" {prefix}:" in body or f"|{prefix}:" in body}
    assert declared == used | {p for p in declared if f"({p}:" in body}


@every_question
def test_question_has_no_parameter_that_the_command_takes(question: Question) -> None:
    names = {parameter.name for parameter in question.parameters}
    assert not names & {"format", "endpoint", "build", "help", "param"}


@every_question
def test_question_finds_nothing_for_an_unknown_name(question: Question, view: OxigraphView) -> None:
    texts: Mapping[str, str | int] = {
        p.name: "没有这个名称" for p in question.parameters if p.type == "text"
    }
    if texts:
        assert run(question.name, texts, view).rows == ()


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "expected"),
    [
        (
            "collaborations",
            {"agency": "淄博市文化和旅游局", "partner": "法院"},
            ("agency", "partner", "strength", "initiative"),
            [
                (
                    "淄博市文化和旅游局",
                    "淄博市中级人民法院",
                    "2",
                    "知识产权侵权关联事案复合处理机制",
                ),
                (
                    "淄博市文化和旅游局",
                    "淄博市中级人民法院",
                    "2",
                    "关于建立知识产权侵权关联事案复合处理机制的意见",
                ),
            ],
        ),
        (
            "collaborations",
            {"agency": "海关"},
            ("agency", "partner", "strength", "initiative"),
            [
                ("枣庄海关", "枣庄市公安局", "1", "信息共享机制"),
                ("枣庄海关", "枣庄市市场监督管理局", "1", "信息共享机制"),
            ],
        ),
        (
            "participants",
            {"initiative": "信息共享"},
            ("role", "agency"),
            [("牵头", "枣庄市市场监督管理局"), ("合作", "枣庄市公安局"), ("合作", "枣庄海关")],
        ),
        (
            "initiatives-of-agency",
            {"agency": "市文旅局", "type": "机制"},
            ("agency", "role", "type", "initiative"),
            [("淄博市文化和旅游局", "合作", "机制", "知识产权侵权关联事案复合处理机制")],
        ),
        (
            "initiatives-of-agency",
            {"agency": "国家知识产权局", "type": "programme"},
            ("role", "type", "initiative", "date"),
            [("指导", "项目", "国家知识产权强市建设示范城市", "2024-01")],
        ),
        (
            "metric-across-regions",
            {"metric": "发明专利拥有量", "statistic": "Stock"},
            ("region", "period", "valueText", "unit", "value"),
            [
                ("淄博市", "2024-12-31", "13821", "件", "13821"),
                ("枣庄市", "2023-06-30", "3507", "件", "3507"),
            ],
        ),
        (
            "fact-sentences",
            {"one": "检查农村集市", "other": "专项整治行动"},
            ("subject", "predicate", "object", "evidence"),
            [
                (
                    "检查农村集市",
                    "amo:outcomeOf",
                    "2024年春节前后淄博市农村消费市场知识产权保护专项整治行动",
                    "id:evidence/zibo-2024/1863-1919",
                )
            ],
        ),
        (
            "node-sentences",
            {"node": "https://w3id.org/amo/id/observation/zibo-2024/11308-dddddddd"},
            ("evidence",),
            [("id:evidence/zibo-2024/11263-11390",)],
        ),
        ("node-sentences", {"node": "id:agency/370300/none"}, ("evidence",), []),
        (
            "agencies-in-region",
            {"region": "枣庄"},
            ("agency", "organ", "sentences"),
            [
                ("枣庄海关", "海关", "1"),
                ("枣庄市市场监督管理局", "市场监督管理", "1"),
                ("枣庄市公安局", "公安", "1"),
            ],
        ),
        (
            "agencies-in-region",
            {"region": "全国"},
            ("region", "agency"),
            [
                ("全国", "国家知识产权局"),
                ("山东省", "山东省市场监督管理局"),
                ("淄博市", "淄博市市场监管综合执法支队"),
                ("淄博市", "淄博市中级人民法院"),
                ("淄博市", "淄博市文化和旅游局"),
                ("淄博市", "淄博市市场监督管理局"),
                ("淄博市", "淄博市人民检察院"),
                ("淄博市", "淄博市公安局"),
                ("枣庄市", "枣庄海关"),
                ("枣庄市", "枣庄市市场监督管理局"),
                ("枣庄市", "枣庄市公安局"),
            ],
        ),
        (
            "collaboration-outcomes",
            {"agency": "执法支队"},
            ("agency", "partner", "observation", "valueText", "unit"),
            [
                ("淄博市市场监管综合执法支队", "淄博市市场监督管理局", "检查农村集市", "72", "个"),
                (
                    "淄博市市场监管综合执法支队",
                    "淄博市市场监督管理局",
                    "立案查处侵权案件",
                    "6",
                    "件",
                ),
            ],
        ),
        (
            "recognitions",
            {"recipient": "地瓜枣"},
            ("recognition", "recipient", "conferrer", "date"),
            [("省级地理标志产品保护示范区", "山亭地瓜枣", "", "")],
        ),
        (
            "bridge-agencies",
            {"types": 3},
            ("agency", "organTypes", "partners"),
            [
                ("淄博市市场监督管理局", "4", "5"),
                ("淄博市公安局", "4", "4"),
                ("淄博市人民检察院", "4", "4"),
                ("淄博市文化和旅游局", "4", "4"),
                ("淄博市中级人民法院", "4", "4"),
            ],
        ),
        ("bridge-agencies", {"types": "5"}, ("agency",), []),
        (
            "rules",
            {"rule": "o"},
            ("rule", "precision", "measuredOn", "facts"),
            [("growth", "0.8507", "67", "1"), ("role.with", "", "0", "1")],
        ),
        (
            "organ-types-across-regions",
            {"organ": "海关"},
            ("organ", "partnerOrgan", "region", "initiatives", "pairs"),
            [
                ("海关", "市场监督管理", "枣庄市", "1", "1"),
                ("海关", "公安", "枣庄市", "1", "1"),
            ],
        ),
        (
            "timeline",
            {"from": "2024-01", "until": "2024-12-31"},
            ("date", "type", "initiative"),
            [("2024-01", "项目", "国家知识产权强市建设示范城市")],
        ),
        (
            "supervision",
            {"agency": "省市场监管局"},
            ("supervisor", "agency", "role"),
            [
                ("山东省市场监督管理局", "淄博市市场监督管理局", "牵头"),
                ("山东省市场监督管理局", "淄博市市场监管综合执法支队", "参加"),
            ],
        ),
    ],
)
def test_run_answers_for_these_parameters(
    name: str,
    parameters: dict[str, str | int],
    columns: tuple[str, ...],
    expected: list[tuple[str, ...]],
    view: OxigraphView,
) -> None:
    assert shown(run(name, parameters, view), *columns) == expected


def test_run_counts_a_thing_once_that_several_documents_describe(view: OxigraphView) -> None:
    answer = run("agencies-in-region", {"region": "山东省"}, view)
    assert [row[4:] for row in answer.rows if row[5] == "山东省市场监督管理局"] == [
        (
            "https://w3id.org/amo/id/agency/370000/shi-chang-jian-du-guan-li-ju",
            "山东省市场监督管理局",
            "https://w3id.org/amo/ontology#provincial",
            2,
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        '" } } DROP ALL #',
        "'''\\\"",
        "\\",
        'a" . ?s ?p ?o . FILTER("a" = "a',
        'VALUES ?_partner { "" }',
        "\x00\n\r\t",
        "${agency} %s {0}",
    ],
)
def test_run_takes_any_text_as_text(text: str, view: OxigraphView) -> None:
    assert run("collaborations", {"agency": text}, view).rows == ()
    query = describe("collaborations").bind({"agency": text})
    assert query.count(str(ox.Literal(text))) == 2


def test_answer_records_name_the_values(view: OxigraphView) -> None:
    records = run("bridge-agencies", {}, view).records()
    assert records[0] == {
        "agency": "https://w3id.org/amo/id/agency/370300/shi-chang-jian-du-guan-li-ju",
        "agencyLabel": "淄博市市场监督管理局",
        "organTypes": 4,
        "partners": 5,
    }


def test_run_puts_the_columns_of_a_source_in_order() -> None:
    class Shuffled:
        def select(self, query: str, /) -> Rows:
            return Rows(("partners", "extra", "agency"), ((5, "?", "x"),))

    answer = run("bridge-agencies", {}, Shuffled())
    assert answer.columns == ("agency", "agencyLabel", "organTypes", "partners")
    assert answer.rows == (("x", None, None, 5),)


def test_describe_refuses_an_unknown_name() -> None:
    with pytest.raises(
        InvalidQuery, match=r"^no question .colaborations.; there are: agencies-in-"
    ):
        describe("colaborations")

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.errors import InvalidQuery
from queries.question import Question, expand_iri, read_question, write_term

FILE = """\
# title: {zh: 名称, en: Names}
# question: {zh: 有哪些名称？, en: Which names are there?}
# parameters:
#   - {name: name, type: text, default: "", zh: 名称中的文字, en: part of the name}
#   - {name: least, type: integer, default: 1, zh: 最小值, en: least value}
#   - {name: node, type: iri, example: id:region/370300, zh: 节点, en: node}
# columns:
#   - {name: node, zh: 节点, en: node}
#   - {name: label, zh: 名称, en: name}

SELECT ?node ?label
WHERE {
  VALUES ?_name { "" }
  VALUES ?_least { 1 }
  VALUES ?_node { <https://w3id.org/amo/id/region/370300> }
  ?node ?property ?label .
  FILTER(?node = ?_node && CONTAINS(?label, ?_name) && STRLEN(?label) >= ?_least)
}
ORDER BY ?node ?label
"""


@pytest.fixture
def question() -> Question:
    return read_question("names", FILE)


def test_read_question_gives_header_and_body(question: Question) -> None:
    assert (question.name, question.title.zh, question.title.en) == ("names", "名称", "Names")
    assert [(p.name, p.type, p.is_required) for p in question.parameters] == [
        ("name", "text", False),
        ("least", "integer", False),
        ("node", "iri", True),
    ]
    assert [column.name for column in question.columns] == ["node", "label"]
    assert question.query == FILE.partition("\n\n")[2]


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("# title:", "# titel:", "the header is broken: Object contains unknown field `titel`"),
        ("zh: 名称, en: Names}", "zh: 名称}", "missing required field `en`"),
        ("type: iri", "type: url", "Invalid enum value 'url'"),
        ("# columns:", "# - columns:", "the header is broken"),
        ("# title: {zh: 名称, en: Names}", "title", "the header is broken"),
        (", example: id:region/370300", "", "parameter node has neither a default nor an example"),
        (
            "VALUES ?_least { 1 }",
            "VALUES ?_least { 2 }",
            r"the body must say VALUES \?_least { 1 } for its parameter least",
        ),
        ("default: 1,", "default: one,", "'one' is no whole number"),
        (
            "FILTER(",
            "FILTER(?_other = 1 && ",
            r"the body uses parameters \['least', 'name', 'node'",
        ),
        ("#   - {name: label, zh: 名称, en: name}", "#", "the body selects"),
        ("SELECT ?node ?label", "SELECT ?label ?node", r"selects \['label', 'node'\], the header"),
        ("SELECT ?node ?label", "SELECT ?node ?label ?", "not SPARQL: error at 2:4"),
        ("SELECT ?node ?label", "CONSTRUCT { ?node a ?label }", "a question must be a SELECT"),
        ("ORDER BY ?node ?label\n", "", "the answer is not ordered: end with ORDER BY"),
    ],
)
def test_read_question_refuses_a_broken_file(old: str, new: str, cause: str) -> None:
    assert old in FILE
    with pytest.raises(InvalidQuery, match=f"^queries/names.rq: .*{cause}") as caught:
        read_question("names", FILE.replace(old, new))
    assert "\n" not in str(caught.value)


def test_bind_puts_values_in_their_places(question: Question) -> None:
    bound = question.bind({"name": 'a"b', "least": "3", "node": "id:agency/370300/gong-an-ju"})
    assert '  VALUES ?_name { "a\\"b" }\n  VALUES ?_least { 3 }\n' in bound
    assert "VALUES ?_node { <https://w3id.org/amo/id/agency/370300/gong-an-ju> }" in bound


def test_bind_keeps_defaults(question: Question) -> None:
    assert question.bind({"node": "id:region/370300"}) == question.query


def test_bind_never_fills_a_place_inside_a_value(question: Question) -> None:
    bound = question.bind({"name": "VALUES ?_least { 1 }", "least": 7, "node": "id:region/1"})
    assert 'VALUES ?_name { "VALUES ?_least { 1 }" }' in bound


def test_bind_without_parameters_is_the_query(question: Question) -> None:
    assert replace(question, parameters=()).bind({}) == question.query


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, r"names: needs --node \(节点; node\), such as id:region/370300"),
        ({"node": "id:x", "nmae": "x"}, "names: no parameter nmae; it has least, name, node"),
        ({"node": "id:x", "least": "三个"}, "names: --least: '三个' is no whole number"),
        ({"node": "id:x", "least": "1.5"}, "names: --least: '1.5' is no whole number"),
        ({"node": "gong an"}, r"names: --node: 'gong an' is no IRI \(https://… or id:agency/…\)"),
        ({"node": "https://x.org/> } #"}, "names: --node: 'https://x.org/> } #' is no IRI"),
        ({"node": "id:x", "name": "\ud800"}, "names: --name: the text has a lone surrogate"),
    ],
)
def test_bind_refuses_values(
    values: dict[str, str | int], message: str, question: Question
) -> None:
    with pytest.raises(InvalidQuery, match=f"^{message}"):
        question.bind(values)


def test_bind_refuses_any_value_where_there_is_no_parameter(question: Question) -> None:
    with pytest.raises(InvalidQuery, match=r"^names: no parameter x; it has none$"):
        replace(question, parameters=()).bind({"x": "y"})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_write_term_keeps_every_text(text: str) -> None:
    query = f"SELECT ?text WHERE {{ VALUES ?text {{ {write_term('text', text)} }} }} ORDER BY ?text"
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    assert [solution["text"].value for solution in found] == [text]


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("id:agency/370300/gong-an-ju", "https://w3id.org/amo/id/agency/370300/gong-an-ju"),
        ("amo:leads", "https://w3id.org/amo/ontology#leads"),
        (" <https://example.org/a> ", "https://example.org/a"),
        ("https://example.org/id:x", "https://example.org/id:x"),
        ("urn:x", "urn:x"),
        ("plain", "plain"),
    ],
)
def test_expand_iri_reads_shortened_iris(text: str, iri: str) -> None:
    assert expand_iri(text) == iri

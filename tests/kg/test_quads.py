"""Facts made by hand on a real text, read from a file, and the quads that they must become."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg import iris
from kg.evidence import quote
from kg.facts import (
    Actor,
    ActorMention,
    Dating,
    Facts,
    Initiative,
    InitiativeMention,
    Measure,
    Observation,
    Participation,
    Post,
    Recognition,
    Relation,
)
from kg.mention.context import Context
from kg.precision import load_precision
from kg.quads import parent_of, to_quads
from kg.read import read_document
from kg.read.document import Document
from kg.statement import Quad, iri, literal, number, words
from kg.structure import check_quads
from ontology import terms as t
from ontology.regions import load_regions

TEXT = """2024年淄博市知识产权保护发展状况

一、协同保护

2024年8月20日，市公安局与市市场监管局联合印  发《建立复合处理机制的意见》，建立复合处理机制。
市公安局周村分局破获案件58起，同比增长 19.40%。
全市形势良好。
淄博市获批国家知识产权强市建设示范城市，副市长宋某出席会议。
"""
POLICE = Actor("agency", "淄博市公安局", "370300", "public-security", "municipal")
MARKET = Actor("agency", "淄博市市场监督管理局", "370300", "market-regulation", "municipal")
BRANCH = Actor("agency", "淄博市公安局周村分局", "370306", "", "county", "淄博市公安局")
NATION = Actor("agency", "国家知识产权局", "100000", "intellectual-property", "national")
PERSON = Actor("person", "宋某", "370300")
POLICY = Initiative("policy", "建立复合处理机制的意见", "370300")
MECHANISM = Initiative("mechanism", "复合处理机制", "370300")


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "zibo-2024.txt"
    path.write_text(TEXT, encoding="utf-8")
    return read_document(path)


@pytest.fixture
def facts(document: Document) -> Facts:
    view = document.view

    def place(form: str, more: int = 0) -> tuple[int, int, int]:
        """Where a form stands first, the last `more` characters being context."""
        begin = view.index(form)
        sentence = next(s for s in document.sentences if s.begin <= begin < s.end)
        return sentence.number, begin, begin + len(form) - more

    joint, *_ = place("2024年8月20日")
    figure = Observation(
        *place("58起"), "破获案件", Decimal(58), "58", "起", "exact", "flow", "2024", "370306",
        BRANCH, MECHANISM, "figure/verb",
    )  # fmt: skip
    growth = replace(
        figure, begin=place("19.40%")[1], end=place("19.40%")[2], value=Decimal("19.40"),
        digits="19.40", unit="%", statistic="growth", initiative=None, qualifies=0, doubt="远",
    )  # fmt: skip
    return Facts(
        document=document,
        context=Context(
            "zibo-2024", "2024年淄博市知识产权保护发展状况", MARKET.name,
            load_regions().get("370300"), "2024", "2025-04-25", None,
        ),
        actors=(
            ActorMention(*place("市公安局"), (POLICE,), "organ"),
            ActorMention(*place("市市场监管局"), (MARKET,), "organ"),
            ActorMention(*place("市公安局周村分局"), (BRANCH,), "organ"),
        ),
        initiatives=(
            InitiativeMention(*place("《建立复合处理机制的意见》"), POLICY, "title"),
            InitiativeMention(*place("复合处理机制。", 1), MECHANISM, "noun", "边界"),
        ),
        participations=(
            Participation(joint, POLICE, "lead", POLICY, "with"),
            Participation(joint, MARKET, "partner", POLICY, "with"),
        ),
        relations=(Relation(joint, POLICY, "establishes", MECHANISM, "set-up"),),
        measures=(Measure(joint, MECHANISM, "案件移送", "step"),),
        datings=(Dating(joint, POLICY, "2024-08-20", "day"),),
        posts=(Post(place("宋某")[0], PERSON, "副市长", None, "post"),),
        observations=(figure, growth),
        recognitions=(
            Recognition(
                *place("国家知识产权强市建设示范城市"), "国家知识产权强市建设示范城市", "淄博市",
                None, "370300", "国家知识产权局", NATION, "2024-01", "honour",
            ),
        ),
    )  # fmt: skip


def about(quads: list[Quad], subject: str) -> dict[str, set[str]]:
    """Predicate → objects of a subject."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.subject == subject:
            found.setdefault(quad.predicate, set()).add(quad.object)
    return found


def evidence_of(facts: Facts, form: str) -> str:
    begin = facts.document.view.index(form)
    sentence = next(s for s in facts.document.sentences if s.begin <= begin < s.end)
    span = facts.document.span(sentence.begin, sentence.end)
    return iris.evidence("zibo-2024", *span)


def test_to_quads_is_sorted_and_breaks_no_rule_of_structure(facts: Facts) -> None:
    quads = to_quads(facts)
    assert quads == sorted(set(quads))
    assert check_quads(quads, {"zibo-2024": facts.document.text}) == ()


def test_to_quads_does_not_depend_on_the_order_of_mentions(facts: Facts) -> None:
    turned = replace(
        facts,
        actors=facts.actors[::-1],
        initiatives=facts.initiatives[::-1],
        participations=facts.participations[::-1],
    )
    assert to_quads(turned) == to_quads(facts)


def test_evidence_describes_its_sentence(facts: Facts) -> None:
    quads = to_quads(facts)
    graph = evidence_of(facts, "2024年8月20日")
    start, end = (int(part) for part in graph.rpartition("/")[2].split("-"))
    assert TEXT[start:end].startswith("2024年8月20日")
    found = about(quads, graph)
    assert found[t.TEXT] == {
        literal(
            "2024年8月20日，市公安局与市市场监管局联合印发《建立复合处理机制的意见》，"
            "建立复合处理机制。"
        )
    }
    assert found[t.SECTION] == {literal("一、协同保护")}
    assert found[t.MENTIONS] == {
        iri(iris.actor(POLICE)),
        iri(iris.actor(MARKET)),
        iri(iris.initiative(POLICY)),
        iri(iris.initiative(MECHANISM)),
    }


def test_sentence_that_states_nothing_has_no_graph(facts: Facts) -> None:
    graphs = {quad.graph for quad in to_quads(facts)}
    assert graphs == {
        evidence_of(facts, "2024年8月20日"),
        evidence_of(facts, "58起"),
        evidence_of(facts, "副市长"),
        t.REFERENCE_GRAPH,
    }


def test_actor_is_described_where_it_is_named_first(facts: Facts) -> None:
    quads = to_quads(facts)
    node = f"{t.ID}agency/370300/gong-an-ju"
    assert about(quads, node) == {
        t.RDF_TYPE: {iri(t.Agency)},
        t.PREF_LABEL: {words("淄博市公安局")},
        t.ALT_LABEL: {words("市公安局")},
        t.REGION: {iri(f"{t.ID}region/370300")},
        t.ORGAN_TYPE: {iri(f"{t.ID}organ/public-security")},
        t.LEVEL: {iri(t.MUNICIPAL)},
        t.LEADS: {iri(iris.initiative(POLICY))},
    }
    own = {quad.graph for quad in quads if quad.subject == node}
    assert own == {evidence_of(facts, "2024年8月20日")}


def test_parent_that_is_not_named_is_described_with_its_part(facts: Facts) -> None:
    alone = replace(
        facts, actors=facts.actors[2:], participations=(), relations=(), measures=(), datings=()
    )
    quads = to_quads(alone)
    parent = iris.actor(parent_of(BRANCH))
    assert parent == iris.actor(POLICE)
    assert about(quads, iris.actor(BRANCH))[t.SUBORDINATE_TO] == {iri(parent)}
    assert about(quads, parent)[t.PREF_LABEL] == {words("淄博市公安局")}
    assert check_quads(quads, {"zibo-2024": facts.document.text}) == ()


@pytest.mark.parametrize(
    ("actor", "region"),
    [
        (BRANCH, "370300"),
        (Actor("agency", "山东省公安厅某总队", "370000", parent="山东省公安厅"), "370000"),
        (Actor("agency", "某研究中心", "370300", parent="某总局"), "370300"),
    ],
)
def test_parent_of_lies_in_the_region_of_its_name(actor: Actor, region: str) -> None:
    assert parent_of(actor).region == region


def test_initiative_has_type_roles_relations_and_rule(facts: Facts) -> None:
    quads = to_quads(facts)
    policy, mechanism = iris.initiative(POLICY), iris.initiative(MECHANISM)
    assert about(quads, policy) == {
        t.RDF_TYPE: {iri(t.Policy)},
        t.PREF_LABEL: {words(POLICY.name)},
        t.ALT_LABEL: {words(f"《{POLICY.name}》")},
        t.REGION: {iri(f"{t.ID}region/370300")},
        t.DATE: {literal("2024-08-20")},
        t.ESTABLISHES: {iri(mechanism)},
        t.RULE: {iri(f"{t.ID}rule/title")},
    }
    assert about(quads, mechanism)[t.MEASURE] == {words("案件移送")}
    assert about(quads, mechanism)[t.DOUBT] == {literal("边界")}
    assert about(quads, iris.actor(MARKET))[t.PARTNERS_IN] == {iri(policy)}


def test_observation_has_every_term_of_the_model(facts: Facts) -> None:
    quads = to_quads(facts)
    flow, growth = sorted(
        (quad.subject for quad in quads if quad.object == iri(t.Observation)), key=len
    )
    flow, growth = sorted((flow, growth), key=lambda node: t.QUALIFIES in about(quads, node))
    assert about(quads, flow) == {
        t.RDF_TYPE: {iri(t.Observation)},
        t.LABEL: {words("破获案件")},
        t.METRIC: {iri(iris.metric("破获案件"))},
        t.VALUE: {'"58"^^<http://www.w3.org/2001/XMLSchema#decimal>'},
        t.VALUE_TEXT: {literal("58")},
        t.UNIT: {iri(iris.unit("起"))},
        t.BOUND: {iri(t.EXACT)},
        t.STATISTIC: {iri(t.FLOW)},
        t.PERIOD: {literal("2024")},
        t.REGION: {iri(f"{t.ID}region/370306")},
        t.REPORTED_BY: {iri(iris.actor(BRANCH))},
        t.OUTCOME_OF: {iri(iris.initiative(MECHANISM))},
        t.RULE: {iri(f"{t.ID}rule/figure/verb")},
    }
    assert about(quads, growth)[t.QUALIFIES] == {iri(flow)}
    assert about(quads, growth)[t.DOUBT] == {literal("远")}
    assert about(quads, growth)[t.VALUE_TEXT] == {literal("19.40")}
    start = int(flow.rpartition("/")[2].partition("-")[0])
    assert TEXT[start : start + 3] == "58起"


def test_observation_of_a_magnitude_has_no_value(facts: Facts) -> None:
    vague = replace(facts.observations[0], value=None, bound="magnitude")
    quads = to_quads(replace(facts, observations=(vague,)))
    assert t.VALUE not in {quad.predicate for quad in quads}
    assert check_quads(quads, {"zibo-2024": facts.document.text}) == ()


def test_figure_that_was_read_twice_is_stated_once(facts: Facts) -> None:
    figure = facts.observations[0]
    again = replace(figure, value=Decimal(59))
    assert to_quads(replace(facts, observations=(figure, again))) == to_quads(
        replace(facts, observations=(figure,))
    )


def test_recognition_has_recipient_and_conferrer(facts: Facts) -> None:
    quads = to_quads(facts)
    (node,) = (quad.subject for quad in quads if quad.object == iri(t.Recognition))
    assert about(quads, node) == {
        t.RDF_TYPE: {iri(t.Recognition)},
        t.PREF_LABEL: {words("国家知识产权强市建设示范城市")},
        t.RECIPIENT: {iri(f"{t.ID}region/370300")},
        t.RECIPIENT_TEXT: {words("淄博市")},
        t.CONFERRED_BY: {iri(iris.actor(NATION))},
        t.CONFERRED_BY_TEXT: {words("国家知识产权局")},
        t.DATE: {literal("2024-01")},
        t.RULE: {iri(f"{t.ID}rule/honour")},
    }


def test_recognition_says_no_more_than_is_known(facts: Facts) -> None:
    bare = replace(
        facts.recognitions[0],
        recipient="",
        recipient_region="",
        recipient_actor=POLICE,
        conferred_by="",
        conferrer=None,
        date="",
    )
    quads = to_quads(replace(facts, recognitions=(bare,)))
    (node,) = (quad.subject for quad in quads if quad.object == iri(t.Recognition))
    assert set(about(quads, node)) == {t.RDF_TYPE, t.PREF_LABEL, t.RECIPIENT, t.RULE}
    assert about(quads, node)[t.RECIPIENT] == {iri(iris.actor(POLICE))}


def test_post_belongs_to_the_agency_or_to_the_region(facts: Facts) -> None:
    held = facts.posts[0]
    quads = to_quads(replace(facts, posts=(held, replace(held, post="局长", agency=POLICE))))
    posts = about(quads, iris.actor(PERSON))[t.HOLDS_POST]
    assert posts == {
        iri(iris.post("370300", "", "副市长")),
        iri(iris.post("370300", "淄博市公安局", "局长")),
    }
    head = about(quads, iris.post("370300", "淄博市公安局", "局长"))
    assert head[t.POST_IN] == {iri(iris.actor(POLICE))}
    assert head[t.PREF_LABEL] == {words("局长")}


def test_reference_graph_holds_only_what_is_used(facts: Facts) -> None:
    kinds = Counter(
        quad.object
        for quad in to_quads(facts)
        if quad.graph == t.REFERENCE_GRAPH and quad.predicate == t.RDF_TYPE
    )
    assert kinds == {
        iri(t.Document): 1,
        iri(f"{t.PROV}Collection"): 1,
        iri(t.Region): 4,
        iri(t.OrganType): 3,
        iri(t.Unit): 3,
        iri(t.Metric): 1,
        iri(t.Rule): 5,
        iri(t.ConceptScheme): 4,
    }


def test_rule_says_how_often_it_is_right_or_that_nobody_measured(facts: Facts) -> None:
    part = replace(facts.participations[0], rule="role.with")
    quads = to_quads(replace(facts, participations=(part,)))
    measured = load_precision()["role.with"]
    assert about(quads, iris.rule("role.with")) == {
        t.RDF_TYPE: {iri(t.Rule)},
        t.LABEL: {literal("role.with")},
        t.MEASURED_ON: {number(measured.built)},
        t.PRECISION: {number(measured.precision)},
    }
    assert about(quads, iris.rule("honour")) == {
        t.RDF_TYPE: {iri(t.Rule)},
        t.LABEL: {literal("honour")},
        t.MEASURED_ON: {number(0)},
    }
    assert about(quads, evidence_of(facts, "2024年8月20日"))[t.RULE] == {
        iri(iris.rule("role.with"))
    }


def test_document_that_names_nothing_is_its_metadata(facts: Facts) -> None:
    quads = to_quads(Facts(facts.document, facts.context))
    assert {quad.graph for quad in quads} == {t.REFERENCE_GRAPH}
    assert about(quads, f"{t.ID}document/zibo-2024") == {
        t.RDF_TYPE: {iri(t.Document)},
        t.SHA256: {literal(facts.document.sha256)},
        t.REGION: {iri(f"{t.ID}region/370300")},
        t.TITLE: {words("2024年淄博市知识产权保护发展状况")},
        t.PUBLISHER: {words("淄博市市场监督管理局")},
        t.ISSUED: {literal("2025-04-25")},
        t.PERIOD: {literal("2024")},
    }


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("联合印\n\n发意见", "联合印发意见"),
        ("2024 年 8 月", "2024年8月"),
        ("3 249 件", "3 249件"),
        ("World  \n Trade", "World Trade"),
        ("“昆仑” 2024", "“昆仑”2024"),
    ],
)
def test_quote_drops_white_space_beside_chinese(tmp_path: Path, text: str, quoted: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    document = read_document(path)
    assert quote(document, 0, len(document.text)) == quoted

"""Which agencies a group's name entails, and which it does not: the rule `membership`."""

import pytest

from kg import iris
from kg.derive import load_rules
from kg.facts import Actor, ActorKind
from kg.reference import describe_organs, describe_regions
from kg.statement import Quad, iri, words
from kg.store import create_store
from ontology import terms as t

SENTENCE = f"{t.EVIDENCE_BASE}a/0-9"


def actor(kind: ActorKind, name: str, region: str, organ: str = "") -> Actor:
    return Actor(kind, name, region, organ)


def members(group: Actor, *agencies: Actor) -> set[str]:
    """The names of the agencies that the rule puts into the group."""
    store = create_store()
    quads = [*describe_regions(each.region for each in (group, *agencies))]
    quads += describe_organs({each.organ for each in agencies} - {""})
    for each in (group, *agencies):
        node = iris.actor(each)
        stated = [
            (t.RDF_TYPE, iri(t.ACTOR_KINDS[each.kind])),
            (t.PREF_LABEL, words(each.name)),
            (t.REGION, iri(iris.region(each.region))),
        ]
        stated += [(t.ORGAN_TYPE, iri(iris.organ(each.organ)))] if each.organ else []
        quads += (Quad(node, predicate, value, SENTENCE) for predicate, value in stated)
    store.writer().add(quads)
    (rule,) = (each for each in load_rules() if each.name == "membership")
    names = {iri(iris.actor(each)): each.name for each in (group, *agencies)}
    found = set(store.view().construct(rule.query))
    into = {(iri(s), o) for s, p, o in found if p == t.MEMBER_OF}
    assert {(iri(s), o) for s, p, o in found if p == t.HAS_MEMBER} == {(o, s) for s, o in into}
    assert {names[whole] for _, whole in into} <= {group.name}
    return {names[part] for part, _ in into}


COURTS = (
    actor("agency", "山东省高级人民法院", "370000", "court"),
    actor("agency", "济南市中级人民法院", "370100", "court"),
    actor("agency", "济南铁路运输法院", "370100", "court"),
    actor("agency", "历下区人民法院", "370102", "court"),
    actor("agency", "历下区人民法院知识产权庭", "370102", "court"),
    actor("agency", "青岛市中级人民法院", "370200", "court"),
    actor("agency", "济南市人民检察院", "370100", "procuratorate"),
)
BUREAUS = (
    actor("agency", "山东省市场监督管理局", "370000", "market-regulation"),
    actor("agency", "枣庄市市场监督管理局", "370400", "market-regulation"),
    actor("agency", "枣庄市市场监督管理局执法稽查局", "370400", "market-regulation"),
    actor("agency", "滕州市市场监督管理局", "370481", "market-regulation"),
    actor("agency", "薛城区市场监督管理局", "370403", "market-regulation"),
    actor("agency", "枣庄高新技术产业开发区市场监督管理局", "370400-gx", "market-regulation"),
    actor("agency", "周村区市场监督管理局", "370306", "market-regulation"),
    actor("agency", "薛城区公安局", "370403", "public-security"),
    actor("organisation", "薛城区市场监督管理局", "370403", "market-regulation"),
)
POLICE = (
    actor("agency", "济南市公安局", "370100", "public-security"),
    actor("agency", "济南市公安局历下区分局", "370102", "public-security"),
    actor("agency", "平阴县公安局", "370124", "public-security"),
    actor("agency", "中共济南市委政法委员会", "370100", "politics-and-law"),
    actor("agency", "济南市委政法委员会", "370100", "politics-and-law"),
)


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        ("济南市两级法院", "370100", {"济南市中级人民法院", "历下区人民法院"}),
        ("济南市法院系统", "370100", {"济南市中级人民法院", "历下区人民法院"}),
        ("济南市审判机关", "370100", {"济南市中级人民法院", "历下区人民法院"}),
        ("济南市检察机关", "370100", {"济南市人民检察院"}),
        ("历下区法院", "370102", {"历下区人民法院"}),
        (
            "山东省各级人民法院",
            "370000",
            {"山东省高级人民法院", "济南市中级人民法院", "青岛市中级人民法院", "历下区人民法院"},
        ),
        (
            "全国法院",
            "100000",
            {"山东省高级人民法院", "济南市中级人民法院", "青岛市中级人民法院", "历下区人民法院"},
        ),
        ("山东省各市中级人民法院", "370000", {"济南市中级人民法院", "青岛市中级人民法院"}),
        ("济南市各区县人民法院", "370100", {"历下区人民法院"}),
        ("济南市各县人民法院", "370100", set()),
        ("山东省两级法院", "370000", set()),
        ("济南市基层法院", "370100", set()),
        ("济南市部分检察机关", "370100", set()),
        ("济南市铁路检察机关", "370100", set()),
        ("青岛市两级法院", "370200", {"青岛市中级人民法院"}),
    ],
)
def test_membership_of_courts(name: str, region: str, expected: set[str]) -> None:
    assert members(actor("group", name, region), *COURTS) == expected


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        (
            "枣庄市各区（市）市场监督管理局",
            "370400",
            {"滕州市市场监督管理局", "薛城区市场监督管理局"},
        ),
        (
            "枣庄市市场监管系统",
            "370400",
            {
                "枣庄市市场监督管理局",
                "滕州市市场监督管理局",
                "薛城区市场监督管理局",
                "枣庄高新技术产业开发区市场监督管理局",
            },
        ),
        ("枣庄市各区市场监督管理局", "370400", {"薛城区市场监督管理局"}),
        ("山东省各市市场监督管理局", "370000", {"枣庄市市场监督管理局"}),
        ("全国各省（区、市）市场监督管理局", "100000", {"山东省市场监督管理局"}),
        ("枣庄市有关区（市）市场监督管理局", "370400", set()),
        ("枣庄市市场监管部门", "370400", set()),
        ("十六部门", "370400", set()),
        ("枣庄市知识产权管理部门", "370400", set()),
    ],
)
def test_membership_of_bureaus(name: str, region: str, expected: set[str]) -> None:
    assert members(actor("group", name, region), *BUREAUS) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("济南市公安机关", {"济南市公安局", "平阴县公安局"}),
        ("济南市政法机关", set()),
        ("济南市侦查机关", set()),
        ("济南市各区县公安局", {"平阴县公安局"}),
    ],
)
def test_membership_of_police(name: str, expected: set[str]) -> None:
    assert members(actor("group", name, "370100"), *POLICE) == expected

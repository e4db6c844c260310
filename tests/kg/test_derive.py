import pytest

from kg.derive import derive, describe_rule, load_rules, read_rule
from kg.statement import Quad, iri, number
from kg.store import OxigraphView, create_store
from ontology import terms as t
from ontology.errors import InvalidRule

SENTENCE, OTHER = f"{t.EVIDENCE_BASE}a/0-9", f"{t.EVIDENCE_BASE}b/5-20"
A, B, C = (f"{t.ID}agency/370300/{name}" for name in ("fa-yuan", "gong-an-ju", "jian-cha-yuan"))
X, Y, Z = (f"{t.ID}campaign/370300/{name}" for name in ("x", "y", "z"))
FIGURE = f"{t.ID}observation/a/5-00000000"
HEADER = "# title:\n#   zh: 甲\n#   en: A\n# comment:\n#   zh: 乙\n#   en: B\n"


def view_of(*triples: tuple[str, str, str]) -> OxigraphView:
    """The triples, each stated in two sentences."""
    store = create_store()
    store.writer().add(
        Quad(s, p, iri(o), graph) for s, p, o in triples for graph in (SENTENCE, OTHER)
    )
    return store.view()


def derived(name: str, *triples: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    """What a rule concludes, its account of itself apart."""
    for rule, quads in zip(load_rules(), derive(view_of(*triples)), strict=True):
        if rule.name == name:
            about = set(describe_rule(rule))
            assert about <= set(quads)
            assert {quad.graph for quad in quads} == {f"{t.DERIVED_BASE}{name}"}
            assert quads == sorted(quads)
            return {quad[:3] for quad in quads if quad not in about}
    raise AssertionError(name)


@pytest.mark.parametrize("role", [t.LEADS, t.PARTNERS_IN, t.TAKES_PART_IN])
def test_collaboration_joins_whoever_leads_partners_or_takes_part(role: str) -> None:
    found = derived("collaboration", (A, t.LEADS, X), (B, role, X), (A, role, Y), (B, role, Y))
    (pair,) = {subject for subject, predicate, _ in found if predicate == t.STRENGTH}
    assert pair.startswith(f"{t.ID}collaboration/")
    assert found == {
        (A, t.COLLABORATES_WITH, iri(B)),
        (B, t.COLLABORATES_WITH, iri(A)),
        (pair, t.RDF_TYPE, iri(t.Collaboration)),
        (pair, t.BETWEEN, iri(A)),
        (pair, t.BETWEEN, iri(B)),
        (pair, t.THROUGH, iri(X)),
        (pair, t.THROUGH, iri(Y)),
        (pair, t.STRENGTH, number(2)),
    }


def test_collaboration_counts_an_initiative_once_whatever_the_roles() -> None:
    found = derived("collaboration", (A, t.LEADS, X), (A, t.TAKES_PART_IN, X), (B, t.LEADS, X))
    strengths = [value for _, predicate, value in found if predicate == t.STRENGTH]
    assert strengths == [number(1)]


def test_collaboration_leaves_out_who_only_supervises() -> None:
    assert derived("collaboration", (A, t.LEADS, X), (C, t.SUPERVISES, X)) == set()


def test_collaboration_has_the_same_iri_whoever_else_takes_part() -> None:
    two = derived("collaboration", (A, t.LEADS, X), (B, t.PARTNERS_IN, X))
    three = derived(
        "collaboration", (A, t.LEADS, X), (B, t.PARTNERS_IN, X), (C, t.TAKES_PART_IN, X)
    )
    assert two < three
    assert sum(predicate == t.STRENGTH for _, predicate, _ in three) == 3


@pytest.mark.parametrize("role", [t.LEADS, t.PARTNERS_IN, t.SUPERVISES, t.TAKES_PART_IN])
def test_participation_holds_for_every_role(role: str) -> None:
    assert derived("participation", (A, role, X)) == {(A, t.PARTICIPATES_IN, iri(X))}


def test_participation_in_a_part_is_one_in_the_whole() -> None:
    found = derived(
        "participation", (A, t.SUPERVISES, X), (X, t.PART_OF, Y), (Y, t.PART_OF, Z), (B, t.LEADS, Y)
    )
    wholes = {(A, X), (A, Y), (A, Z), (B, Y), (B, Z)}
    assert found == {(actor, t.PARTICIPATES_IN, iri(whole)) for actor, whole in wholes}


def test_participation_in_what_a_policy_establishes_is_that_of_its_issuers() -> None:
    found = derived(
        "participation",
        (A, t.LEADS, X),
        (B, t.PARTNERS_IN, X),
        (C, t.SUPERVISES, X),
        (X, t.ESTABLISHES, Y),
        (Y, t.PART_OF, Z),
    )
    wholes = {(A, X), (B, X), (C, X), (A, Y), (B, Y), (A, Z), (B, Z)}
    assert found == {(actor, t.PARTICIPATES_IN, iri(whole)) for actor, whole in wholes}


def test_outcomes_of_a_part_are_those_of_the_whole() -> None:
    assert derived("outcomes", (FIGURE, t.OUTCOME_OF, X)) == set()
    found = derived("outcomes", (FIGURE, t.OUTCOME_OF, X), (X, t.PART_OF, Y), (Y, t.PART_OF, Z))
    assert found == {(FIGURE, t.OUTCOME_OF, iri(Y)), (FIGURE, t.OUTCOME_OF, iri(Z))}


@pytest.mark.parametrize(
    ("term", "inverse"),
    [
        (t.LEADS, t.LED_BY),
        (t.PARTNERS_IN, t.PARTNERED_BY),
        (t.SUPERVISES, t.SUPERVISED_BY),
        (t.TAKES_PART_IN, t.ATTENDED_BY),
    ],
)
def test_inverses_of_roles(term: str, inverse: str) -> None:
    assert derived("inverses", (A, term, X)) == {(X, inverse, iri(A)), (X, t.INVOLVES, iri(A))}


def test_inverses_hold_what_follows_too() -> None:
    found = derived(
        "inverses",
        (A, t.LEADS, X),
        (X, t.ESTABLISHES, Y),
        (Y, t.PART_OF, Z),
        (FIGURE, t.OUTCOME_OF, Y),
    )
    assert found == {
        (X, t.LED_BY, iri(A)),
        *((each, t.INVOLVES, iri(A)) for each in (X, Y, Z)),
        (Y, t.ESTABLISHED_BY, iri(X)),
        (Z, t.HAS_PART, iri(Y)),
        (Y, t.HAS_OUTCOME, iri(FIGURE)),
        (Z, t.HAS_OUTCOME, iri(FIGURE)),
    }


def test_inverses_of_regions_are_transitive() -> None:
    county, city, province = (f"{t.ID}region/{code}" for code in ("370306", "370300", "370000"))
    found = derived("inverses", (county, t.WITHIN, city), (city, t.WITHIN, province))
    pairs = {(city, county), (province, city), (province, county)}
    assert found == {(around, t.CONTAINS, iri(inner)) for around, inner in pairs}


def test_parts_are_transitive_and_not_repeated() -> None:
    found = derived("parts", (X, t.PART_OF, Y), (Y, t.PART_OF, Z))
    assert found == {(X, t.PART_OF, iri(Z))}


def test_regions_are_transitive_and_not_repeated() -> None:
    county, city, province = (f"{t.ID}region/{code}" for code in ("370306", "370300", "370000"))
    found = derived("regions", (county, t.WITHIN, city), (city, t.WITHIN, province))
    assert found == {(county, t.WITHIN, iri(province))}


def test_derived_graph_says_how_it_came_to_be() -> None:
    (rule,) = (each for each in load_rules() if each.name == "membership")
    about = {quad[:3] for quad in describe_rule(rule)}
    activity, plan = f"{t.ID}derivation/membership", f"{t.ID}rule/derive/membership"
    assert (rule.graph, t.WAS_GENERATED_BY, iri(activity)) in about
    assert (plan, t.LABEL, '"哪些机构属于机构群体"@zh') in about
    assert (plan, t.SHA256, f'"{rule.sha256}"') in about
    used = {
        value for subject, predicate, value in about if (subject, predicate) == (activity, t.USED)
    }
    assert used == {iri(plan), iri(t.EVIDENCE_GRAPHS), iri(t.REFERENCE_GRAPH)}
    derived_from = {value for _, predicate, value in about if predicate == t.WAS_DERIVED_FROM}
    assert derived_from == {iri(t.EVIDENCE_GRAPHS), iri(t.REFERENCE_GRAPH)}


@pytest.mark.parametrize(
    ("name", "sources"),
    [("regions", {t.REFERENCE_GRAPH}), ("collaboration", {t.EVIDENCE_GRAPHS})],
)
def test_derived_graph_says_which_graphs_it_is_from(name: str, sources: set[str]) -> None:
    (rule,) = (each for each in load_rules() if each.name == name)
    found = {quad.object for quad in describe_rule(rule) if quad.predicate == t.WAS_DERIVED_FROM}
    assert found == {iri(source) for source in sources}


def test_rules_are_sorted_and_only_construct() -> None:
    names = [rule.name for rule in load_rules()]
    assert names == sorted(names)
    assert set(names) >= {
        *("collaboration", "inverses", "membership", "outcomes", "parts", "participation"),
        "regions",
    }
    assert [rule.name for rule in load_rules() if "\nCONSTRUCT {" not in rule.query] == []


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT {} WHERE {}",
        HEADER.replace("# comment", "# remark"),
        HEADER + "#   fr: C\n",
        HEADER + "# reads: [elsewhere]\n",
        "# [",
    ],
)
def test_read_rule_refuses_a_broken_header(text: str) -> None:
    with pytest.raises(InvalidRule, match=r"ontology/derive/a\.rq: the header is broken"):
        read_rule("a", text)


def test_derive_names_the_rule_that_is_no_construct(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = read_rule("a", HEADER + "SELECT * { ?s ?p ?o }")
    monkeypatch.setattr("kg.derive.load_rules", lambda: (broken,))
    with pytest.raises(InvalidRule, match=r"a\.rq: the query is no CONSTRUCT"):
        list(derive(view_of()))

import pytest

from queries.pages import CollaborationRow, ParticipationRow
from visualize.graph import connect_collaborations, connect_participations, most_connected
from visualize.measures import EXACT_BETWEENNESS, measure

ROWS = [
    CollaborationRow("c", "a", "two"),
    CollaborationRow("a", "c", "one"),
    CollaborationRow("a", "c", "one"),
    CollaborationRow("a", "b", "one"),
    CollaborationRow("d", "c", "one"),
]


def test_connect_collaborations_counts_shared_initiatives() -> None:
    graph = connect_collaborations(ROWS)
    assert list(graph) == ["a", "b", "c", "d"]
    assert [(a, b, e["strength"], e["through"]) for a, b, e in graph.edges(data=True)] == [
        ("a", "b", 1, ("one",)),
        ("a", "c", 2, ("one", "two")),
        ("c", "d", 1, ("one",)),
    ]
    assert graph.edges["a", "c"]["distance"] == 0.5


def test_connect_collaborations_does_not_depend_on_the_order_of_rows() -> None:
    there, back = connect_collaborations(ROWS), connect_collaborations(ROWS[::-1])
    assert list(there.edges(data=True)) == list(back.edges(data=True))


def test_connect_participations_joins_roles_closest_first() -> None:
    rows = [
        ParticipationRow("z", "participant", "m", "e1"),
        ParticipationRow("z", "lead", "m", "e2"),
        ParticipationRow("b", "partner", "m", "e1"),
    ]
    graph = connect_participations(rows)
    assert list(graph) == ["b", "z", "m"]
    assert [(a, i, e["roles"]) for a, i, e in graph.edges(data=True)] == [
        ("b", "m", ("partner",)),
        ("z", "m", ("lead", "participant")),
    ]


def test_most_connected_keeps_the_strongest_and_drops_who_is_left_alone() -> None:
    graph = connect_collaborations(ROWS)
    assert most_connected(graph, 4) is graph
    assert list(most_connected(graph, 3)) == ["a", "b", "c"]
    assert list(most_connected(graph, 3).edges()) == [("a", "b"), ("a", "c")]
    assert list(most_connected(graph, 1)) == []


def test_measure_of_a_path() -> None:
    measures = measure(connect_collaborations(ROWS))
    assert measures.degree == {"a": 2, "b": 1, "c": 2, "d": 1}
    assert measures.strength == {"a": 3, "b": 1, "c": 3, "d": 1}
    assert measures.betweenness == pytest.approx({"a": 2 / 3, "b": 0, "c": 2 / 3, "d": 0})
    assert measures.exact


def test_measure_prefers_strong_links_as_short_ones() -> None:
    rows = [CollaborationRow("a", "c", "one")]
    for initiative in ("one", "two", "three"):
        rows += [CollaborationRow("a", "b", initiative), CollaborationRow("b", "c", initiative)]
    assert measure(connect_collaborations(rows)).betweenness == {"a": 0, "b": 1, "c": 0}


def test_measure_numbers_communities_by_size() -> None:
    groups = {"x": "abcd", "y": "mnp"}
    rows = [
        CollaborationRow(a, b, initiative)
        for initiative, members in groups.items()
        for a in members
        for b in members
        if a < b
    ]
    community = measure(connect_collaborations(rows)).community
    assert community == {**dict.fromkeys("abcd", 0), **dict.fromkeys("mnp", 1)}


def test_measure_of_many_nodes_is_an_estimate_that_repeats() -> None:
    rows = [CollaborationRow("hub", f"n{i:04}", f"i{i}") for i in range(EXACT_BETWEENNESS + 1)]
    first, second = (measure(connect_collaborations(rows)) for _ in range(2))
    assert not first.exact
    assert first == second
    assert max(first.betweenness, key=lambda node: first.betweenness[node]) == "hub"


def test_measure_of_nothing() -> None:
    measures = measure(connect_collaborations([]))
    assert (measures.degree, measures.betweenness, measures.community) == ({}, {}, {})

"""Extraction against the annotated reports: no score may fall below what was reached.

The floors lie a little below what was measured last: raise them when extraction gets better. The
gold files annotate the reports of the corpus, the made-up ones are told of in tests/made/README.md.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.gold import load_gold
from kg.precision import FILE, Precision, load_precision, write_precision, write_table
from kg.read import read_document
from kg.relate.role_rules import load_role_rules
from kg.stated import strip_text
from kg.tally import Score
from kg.trial import try_rules
from ontology.errors import InvalidRule, InvalidSource

TESTS = Path(__file__).parents[1]
CORPUS = TESTS.parent / "corpus"
GOLD = sorted((TESTS / "gold").glob("*.json"))
MADE = sorted((TESTS / "made").glob("*.json"))
FLOORS: Mapping[str, Mapping[str, float]] = {
    "gold": {
        "agencies": 0.99,
        "initiatives": 0.95,
        "participations": 0.87,
        "observations": 0.99,
        "observations, every detail": 0.97,
        "recognitions": 0.90,
        "role": 0.95,
        "agency kind": 0.99,
        "initiative type": 0.98,
        "observation agency": 0.94,
        "observation initiative": 0.84,
    },
    "made": {
        "agencies": 0.96,
        "initiatives": 0.90,
        "participations": 0.86,
        "observations": 0.97,
        "observations, every detail": 0.78,
        "recognitions": 0.83,
        "role": 0.95,
        "agency kind": 0.96,
        "initiative type": 0.95,
        "observation metric": 0.89,
        "observation bound": 0.99,
        "observation statistic": 0.95,
        "observation period": 0.93,
        "observation region": 0.95,
        "observation agency": 0.88,
        "observation initiative": 0.86,
    },
}
"""Least F1 of each kind of fact, least share of each detail."""


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {"gold": try_rules(GOLD, CORPUS)[0], "made": try_rules(MADE, CORPUS)[0]}


@pytest.fixture(scope="module")
def measured() -> Precision:
    return try_rules([*GOLD, *MADE], CORPUS)[1]


@pytest.mark.parametrize(("group", "what"), [(g, each) for g in FLOORS for each in FLOORS[g]])
def test_extraction_is_no_worse_than_it_was(
    group: str, what: str, scores: dict[str, Score]
) -> None:
    score = scores[group]
    if what in score.kinds:
        reached = score.kinds[what].f1
    else:
        right, all_ = score.details[what]
        reached = right / all_
    assert reached >= FLOORS[group][what]


def test_made_up_reports_state_their_facts_in_many_sentences_of_many_places() -> None:
    golds = [load_gold(path) for path in MADE]
    sentences, places = 0, set()
    for gold in golds:
        document = read_document(TESTS / "made" / f"{gold.document}.txt")
        quotes = {strip_text(each.quote) for each in gold.observations}
        texts = [strip_text(document.form(each)) for each in document.sentences]
        sentences += sum(any(quote in text for quote in quotes) for text in texts)
        places |= {each.region for each in gold.observations}
    assert len(golds) >= 24
    assert sentences >= 150
    assert len(places) >= 24


def test_precision_file_is_up_to_date(measured: Precision) -> None:
    """If not: amo score --rules --write."""
    assert FILE.read_text("utf-8") == write_precision(measured)


def test_precision_counts_what_each_rule_read(measured: Precision) -> None:
    rules = {rule.id: rule for rule in measured.rules}
    assert len(rules) == len(measured.rules)
    assert all(0 <= rule.matched <= rule.built > 0 for rule in measured.rules)
    assert {rule.reads for rule in measured.rules} == {
        "agencies",
        "initiatives",
        "observations",
        "participations",
        "recognitions",
    }
    read_by_rules = {id_ for id_ in rules if rules[id_].reads == "participations"}
    beside = {"role.subject", "role.within-name"}
    assert read_by_rules - beside <= {rule.id for rule in load_role_rules()}
    assert measured.measured_on.gold == ("zaozhuang", "zibo-1", "zibo-3")
    assert measured.measured_on.made_up == len(MADE)


def test_precision_table_ranks_rules_within_their_kind(measured: Precision) -> None:
    lines = write_table(measured).splitlines()
    rows = [line.split() for line in lines[1:-1]]
    assert len(rows) == len(measured.rules)
    ranks = [(row[1], -float(row[4])) for row in rows]
    assert ranks == sorted(ranks)
    assert lines[-1].startswith("measured on 3 gold files (zaozhuang, zibo-1, zibo-3), ")


def test_load_precision_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidRule, match=r"precision\.yml"):
        load_precision(tmp_path / "precision.yml")


def test_try_rules_refuses_a_gold_file_without_its_report(tmp_path: Path) -> None:
    path = tmp_path / "a01.json"
    path.write_bytes((TESTS / "made" / "a01.json").read_bytes())
    with pytest.raises(InvalidSource, match=r"no report a01\.txt beside it"):
        try_rules([path], tmp_path)

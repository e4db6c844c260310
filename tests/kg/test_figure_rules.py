"""Every rule's example is named by it, its counterexample is not; the file refuses what is odd."""

from array import array
from pathlib import Path

import pytest

from kg.facts import Actor, Initiative, Observation
from kg.mention.context import Context
from kg.mention.quantities import find_quantities
from kg.read.document import Document, Metadata, Sentence
from kg.relate.figure_rules import FigureRule, load_figure_rules
from kg.relate.observations import observe
from kg.relate.sentence_dates import SentenceDates
from ontology.errors import InvalidRule
from ontology.regions import load_regions

SHOWN = [rule for rule in load_figure_rules() if rule.example]


class Nobody:
    """A text where nobody acts."""

    def at(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        return ()

    def initiative_at(self, sentence: int, offset: int) -> Initiative | None:
        return None


def observe_sentence(text: str) -> tuple[Observation, ...]:
    sentence = Sentence(0, "sentence", 0, len(text), 0)
    origin = array("l", range(len(text)))
    document = Document("x", "txt", "", Metadata(), text, text, origin, (sentence,), ())
    home = load_regions().named("青岛市")[0]
    context = Context("x", "", "", home, "2024", "2025-01-20", None)
    return observe(
        document, context, (), (), find_quantities(document), Nobody(), SentenceDates(document)
    )


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_figure_rule_names_the_last_figure_of_its_example(rule: FigureRule) -> None:
    last = observe_sentence(rule.example)[-1]
    assert (last.rule, last.metric) == (rule.id, rule.metric)


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_figure_rule_leaves_its_counterexample_alone(rule: FigureRule) -> None:
    observed = observe_sentence(rule.counterexample)
    assert observed
    assert rule.id not in {observation.rule for observation in observed}


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("rules: [{id: a}]", "missing required field"),
        ("rules: []\nmore: 1", "unknown field"),
        ("rules: [", "expected"),
    ],
)
def test_figure_rules_refuse_a_broken_file(tmp_path: Path, text: str, cause: str) -> None:
    path = tmp_path / "rules.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidRule, match=cause):
        load_figure_rules(path)


def test_figure_rules_refuse_an_id_that_stands_twice(tmp_path: Path) -> None:
    entry = "{id: a, says: b, example: c, metric: d, counterexample: e}"
    path = tmp_path / "rules.yml"
    path.write_text(f"rules: [{entry}, {entry}]", encoding="utf-8")
    with pytest.raises(InvalidRule, match="a stands twice"):
        load_figure_rules(path)

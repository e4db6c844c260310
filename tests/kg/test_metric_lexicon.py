"""The words of figures: each list has every word once, and an unknown key is refused."""

from pathlib import Path

import msgspec
import pytest

from kg.mention.figure_lexicon import load_figure_lexicon
from kg.relate.metric_lexicon import load_metric_lexicon
from ontology.errors import InvalidRule
from ontology.units import unit_names

METRICS = msgspec.to_builtins(load_metric_lexicon())
LISTS = {
    key: words for key, words in METRICS.items() if isinstance(words, list | tuple) and len(words)
}


@pytest.mark.parametrize("key", sorted(LISTS))
def test_metric_lexicon_list_has_each_word_once(key: str) -> None:
    words = list(LISTS[key])
    assert sorted(words) == sorted(set(words))


def test_metric_lexicon_strong_verbs_and_handling_are_verbs_of_their_own() -> None:
    lexicon = load_metric_lexicon()
    assert set(lexicon.strong_verbs) <= set(lexicon.verbs)
    assert set(lexicon.copula_endings) <= set(lexicon.copulas)


def test_metric_lexicon_units_are_of_the_vocabulary() -> None:
    lexicon = load_metric_lexicon()
    named = {*lexicon.percent_units, lexicon.points, *lexicon.standing_units}
    assert named <= set(unit_names().values())


def test_figure_lexicon_units_are_of_the_vocabulary() -> None:
    lexicon = load_figure_lexicon()
    known = set(unit_names())
    assert set(lexicon.not_before) <= known
    assert set(lexicon.label_counters) <= known
    assert {*lexicon.durations, *lexicon.implied_units.values()} <= set(unit_names().values())


def test_metric_lexicon_refuses_an_unknown_key(tmp_path: Path) -> None:
    path = tmp_path / "metrics.yml"
    path.write_text("verb: []", encoding="utf-8")
    with pytest.raises(InvalidRule, match=r"metrics\.yml"):
        load_metric_lexicon(path)

"""The lexicon of bodies is whole, and broken files are refused."""

from pathlib import Path

import pytest
import yaml

from kg.mention.actor_lexicon import PATH, load_lexicon, load_patterns, read_lexicon
from ontology.errors import InvalidRule


def test_load_lexicon_lists_no_word_twice() -> None:
    lexicon = load_lexicon()
    lists = (lexicon.stops, lexicon.inside, lexicon.verbs, lexicon.category_words, lexicon.founding)
    words = [word for each in (*lists, *(head.words for head in lexicon.heads)) for word in each]
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_load_patterns_have_a_word_each() -> None:
    patterns = load_patterns()
    text = "市市场监管局与公安局"
    hits = patterns.automaton.find_matches_as_indexes(text)
    assert [patterns.words[index].form for index, _, _ in hits] == ["市场监管局", "与", "公安局"]


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("foo", [], "unknown field"),
        ("stops", 1, "Expected `array`"),
        ("bare_stems", {"公安": "polize"}, "no organ type is called 'polize'"),
    ],
)
def test_read_lexicon_refuses(tmp_path: Path, key: str, value: object, message: str) -> None:
    entries = yaml.safe_load(PATH.read_text("utf-8"))
    entries[key] = value
    path = tmp_path / "actors.yml"
    path.write_text(yaml.safe_dump(entries, allow_unicode=True), "utf-8")
    with pytest.raises(InvalidRule, match=message):
        read_lexicon(path)


def test_read_lexicon_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidRule, match="mend the entry"):
        read_lexicon(tmp_path / "none.yml")

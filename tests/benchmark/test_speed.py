"""How fast documents are read, on one core: the whole extraction beside `jieba.cut` of the text.

Both run over the same text in turn, in one process; `jieba` has loaded its dictionary before. They
take turns at every report, until each has read a million characters, so that what else runs on the
machine falls on both; the ratio is that of their whole processor times. `-s` prints it.
"""

import cProfile
import logging
import pstats
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jieba
import pytest

from kg.mention.actors import find_actors
from kg.mention.context import read_context
from kg.mention.initiatives import find_initiatives
from kg.read import read_document
from kg.read.document import Document
from kg.relate.reading import encode_sentences, read_facts
from kg.relate.recognition_rules import load_recognition_rules
from kg.relate.role_rules import load_role_rules

CORPUS = Path(__file__).parents[2] / "corpus"
MILLION = 1_000_000
LEAST = 0.5
"""Of the speed of `jieba.cut`; the goal beyond is 1."""
QUARTER = 0.25


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    """The reports of the corpus."""
    return tuple(read_document(path) for path in sorted(CORPUS.glob("*.txt")))


@pytest.fixture(scope="module")
def segment() -> Callable[[str], object]:
    """`jieba.cut`, its dictionary loaded."""
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    return lambda text: deque(jieba.cut(text), maxlen=0)


def seconds(run: Callable[[], object]) -> float:
    """Processor time of a run."""
    begun = time.process_time()
    run()
    return time.process_time() - begun


def extract(documents: tuple[Document, ...], times: int) -> None:
    for document in documents * times:
        read_facts(document)


def report(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def test_extraction_is_at_least_half_as_fast_as_jieba(
    documents: tuple[Document, ...], segment: Callable[[str], object]
) -> None:
    extract(documents, 1)
    ours = theirs = 0.0
    characters = 0
    while characters < MILLION:
        for document in documents:
            ours += seconds(partial(read_facts, document))
            theirs += seconds(partial(segment, document.text))
            characters += len(document.text)
    ratio = theirs / ours
    report(f"\n{'':12}{'characters':>12}{'a second':>12}{'ratio':>8}")
    report(f"{'jieba.cut':12}{characters:12,}{characters / theirs:12,.0f}{1:8.2f}")
    report(f"{'extraction':12}{characters:12,}{characters / ours:12,.0f}{ratio:8.2f}")
    assert ratio >= LEAST


def test_no_function_takes_more_than_a_quarter(documents: tuple[Document, ...]) -> None:
    extract(documents, 1)
    profile = cProfile.Profile()
    profile.runcall(extract, documents, 5)
    stats = pstats.Stats(profile).get_stats_profile()
    own = Counter({f"{each.file_name}:{name}": each.tottime for name, each in profiled(stats)})
    for name, spent in own.most_common(12):
        report(f"{spent / stats.total_tt:8.1%}  {name}")
    assert max(own.values()) / stats.total_tt <= QUARTER


def profiled(stats: pstats.StatsProfile) -> list[tuple[str, pstats.FunctionProfile]]:
    return list(stats.func_profiles.items())


def test_no_rule_takes_more_than_a_quarter(documents: tuple[Document, ...]) -> None:
    whole = min(seconds(lambda: extract(documents, 1)) for _ in range(3))
    texts = [text for document in documents for text in encoded(document)]
    patterns = {rule.id: rule.pattern for rule in load_role_rules()}
    patterns |= {rule.id: rule.pattern for rule in load_recognition_rules()}
    spent = Counter({id_: time_of(pattern, texts) for id_, pattern in patterns.items()})
    for id_, each in spent.most_common(8):
        report(f"{each / whole:8.1%}  {id_}")
    assert max(spent.values()) / whole <= QUARTER


def encoded(document: Document) -> list[str]:
    """The sentences of a document as the rules read them."""
    actors = find_actors(document, read_context(document))
    initiatives = find_initiatives(document, read_context(document), actors)
    return [code.text for code in encode_sentences(document, actors, initiatives)]


def time_of(pattern: re.Pattern[str], texts: list[str]) -> float:
    """Least processor time to find all matches, of three."""

    def search() -> None:
        for text in texts:
            deque(pattern.finditer(text), maxlen=0)

    return min(seconds(search) for _ in range(3))

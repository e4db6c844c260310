"""Extraction tried on annotated reports: the score of the whole, and of each rule apart."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg import iris
from kg.evidence import evidence_node
from kg.facts import Facts
from kg.gold import Gold, load_gold
from kg.precision import MeasuredOn, Precision, RulePrecision
from kg.quads import observation_node, recognition_node, to_quads
from kg.read import read_document
from kg.relate.reading import read_facts
from kg.score import add_document
from kg.store import View, create_store
from kg.tally import Matched, Score
from ontology.errors import InvalidSource

Reading = tuple[str, str, str | tuple[str, str], str]
"""Sentence, kind of fact, what `Matched` knows it by, rule."""


def try_rules(gold_files: Iterable[Path], corpus: Path) -> tuple[Score, Precision]:
    """Read the reports that have gold files, and compare what was read with them.

    The report of a gold file lies beside it when it was made up for it, else in the corpus. Raises
    InvalidSource when a gold file or its report cannot be read.
    """
    golds = {path: load_gold(path) for path in sorted(gold_files)}
    sources = {gold.document: _find_source(path, gold, corpus) for path, gold in golds.items()}
    read = {id_: read_facts(read_document(path)) for id_, path in sources.items()}
    view = _view_of(read.values())
    score, built, right = Score(), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for gold in golds.values():
        facts = read[gold.document]
        matched = add_document(score, view, gold, facts.document.text)
        for kind, key, rule in sorted(_in_scope(facts, matched), key=str):
            built[rule, kind] += 1
            right[rule, kind] += key in matched.right[kind]
    rules = (RulePrecision(*each, right[each], count) for each, count in sorted(built.items()))
    real = [path.stem for path, gold in golds.items() if sources[gold.document].parent == corpus]
    return score, Precision(MeasuredOn(tuple(real), len(golds) - len(real)), tuple(rules))


def _find_source(path: Path, gold: Gold, corpus: Path) -> Path:
    for folder in (path.parent, corpus):
        source = folder / f"{gold.document}.txt"
        if source.is_file():
            return source
    raise InvalidSource(f"{path}: no report {gold.document}.txt beside it or in {corpus}")


def _view_of(read: Iterable[Facts]) -> View:
    store = create_store()
    for facts in read:
        store.writer().add(to_quads(facts))
    return store.view()


def _in_scope(facts: Facts, matched: Matched) -> set[tuple[str, str | tuple[str, str], str]]:
    """What each rule read of what the gold file covers: kind, key and rule, each once."""
    return {
        (kind, key, rule)
        for evidence, kind, key, rule in _readings(facts)
        if evidence in matched.evidence and key in matched.stated[kind]
    }


def _readings(facts: Facts) -> Iterator[Reading]:
    document = facts.document
    places = [evidence_node(document, each.number) for each in document.sentences]
    for named in facts.actors:
        for actor in named.actors:
            yield places[named.sentence], "agencies", iris.actor(actor), named.rule
    for each in facts.initiatives:
        yield places[each.sentence], "initiatives", iris.initiative(each.initiative), each.rule
    for part in facts.participations:
        key = iris.actor(part.actor), iris.initiative(part.initiative)
        yield places[part.sentence], "participations", key, part.rule
    figures = {observation_node(document, each): each for each in reversed(facts.observations)}
    for node, figure in figures.items():  # of two readings of one figure the first stands
        yield places[figure.sentence], "observations", node, figure.rule
    for honour in facts.recognitions:
        node = recognition_node(document, honour)
        yield places[honour.sentence], "recognitions", node, honour.rule

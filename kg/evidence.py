"""A sentence as evidence: the graph that holds what it states, and how that graph quotes it."""

import re
from collections.abc import Iterator

from kg import iris
from kg.read.document import Document, Sentence
from kg.statement import Quad, iri, literal, number
from ontology import terms as t

_GAP = re.compile(r"\s+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\uffef\U00020000-\U0003ffff]")
_PUNCTUATION = "“”‘’—…·"


def quote(document: Document, start: int, end: int) -> str:
    """The stored text from start to end on one line.

    Runs of white space are dropped beside a Chinese character or mark and are one space elsewhere.
    """
    text = document.text

    def close(match: re.Match[str]) -> str:
        before, after = text[start + match.start() - 1], text[start + match.end()]
        return "" if _is_wide(before) or _is_wide(after) else " "

    return _GAP.sub(close, text[start:end])


def _is_wide(letter: str) -> bool:
    return letter in _PUNCTUATION or _WIDE.match(letter) is not None


def evidence_node(document: Document, sentence: int) -> str:
    """The IRI of a sentence, by its number."""
    begin, end = document.sentences[sentence].begin, document.sentences[sentence].end
    return iris.evidence(document.id, *document.span(begin, end))


def describe_evidence(document: Document, sentence: Sentence, graph: str) -> Iterator[Quad]:
    """What the graph of a sentence says of the sentence itself."""
    start, end = document.span(sentence.begin, sentence.end)
    yield Quad(graph, t.RDF_TYPE, iri(t.Evidence), graph)
    yield Quad(graph, t.IN_DOCUMENT, iri(iris.document(document.id)), graph)
    yield Quad(graph, t.TEXT, literal(quote(document, start, end)), graph)
    yield Quad(graph, t.START, number(start), graph)
    yield Quad(graph, t.END, number(end), graph)
    if sentence.section:
        yield Quad(graph, t.SECTION, literal(" > ".join(sentence.section)), graph)

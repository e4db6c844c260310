"""The rules that are quick to check: graphs, evidence, IRIs, terms. Milliseconds for a document.

`check_quads` takes the quads of one document or of a whole graph, so that a build can refuse what
is broken before it is published. What classes and values a node has is left to the shapes.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final
from urllib.parse import unquote

from kg.agreement import check_agreement
from kg.finding import Finding
from kg.quotation import is_said, is_same
from kg.statement import Quad, iri, read_literal
from ontology import terms as t

_EVIDENCE = re.compile(re.escape(t.EVIDENCE_BASE) + r"([^/]+)/(\d+)-(\d+)")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

_DESCRIBING: Final = (t.RDF_TYPE, t.IN_DOCUMENT, t.TEXT, t.START, t.END)
"""What every piece of evidence says of itself."""
_REFERENCE_KINDS: Final = frozenset(
    ("document", "region", "organ", "unit", "metric", "rule", "correction", "graph")
)
"""What the reference graph speaks of: id:KIND/…"""
_DERIVED_TERMS: Final = frozenset(
    {
        *(t.PARTICIPATES_IN, t.COLLABORATES_WITH, t.BETWEEN, t.THROUGH, t.STRENGTH),
        *(t.INVOLVES, t.LED_BY, t.PARTNERED_BY, t.SUPERVISED_BY, t.ATTENDED_BY),
        *(t.ESTABLISHED_BY, t.HAS_PART, t.PART_OF, t.HAS_MEMBER, t.MEMBER_OF),
        *(t.CONTAINS, t.WITHIN, t.OUTCOME_OF, t.HAS_OUTCOME, t.SHA256, t.REPEATS),
        *(t.FINDING_KIND, t.SEVERITY, t.CONCERNS, t.QUESTIONS, t.ARITHMETIC, t.EXPLANATION),
        *(t.COMPUTED_FROM, t.COMPUTED_TO, t.PRINTED_FROM, t.PRINTED_TO),
    }
)
"""The terms of the ontology that a derived graph may use; all others need a sentence."""
_MESSAGES: Final = {
    "blank-node": ("不得有空白节点", "A blank node"),
    "circle": ("循环的从属关系", "Part of itself, through others"),
    "collaborates-with-itself": ("主体与自身协作", "Collaborates with itself"),
    "evidence-misplaced": ("出处的IRI与位置不符", "Evidence IRI and place differ"),
    "evidence-undescribed": ("出处缺少说明", "Evidence is not described"),
    "iri-not-ascii": ("IRI须为ASCII", "An IRI is not ASCII"),
    "no-sentence": ("陈述没有出处", "A statement about a document outside an evidence graph"),
    "not-said": ("句中没有这些文字", "The sentence has no such words"),
    "period": ("不存在的日期或时期", "No such date or period"),
    "strength": ("强度不等于共同举措数", "Strength is not the number shared"),
    "text-differs": ("原文与存档文本不一致", "Not the words of the stored text"),
    "text-missing": ("没有存档文本", "No stored text for the document"),
    "triple-term": ("不得有三元组项", "A triple term"),
    "undescribed": ("所指的事物没有说明", "Points to something that the graph does not describe"),
    "unknown-graph": ("不明的命名图", "No such graph in the model"),
    "unknown-term": ("本体中没有的术语", "The ontology has no such term"),
}
"""What each rule says when it is broken, in Chinese and English."""


def check_quads(
    quads: Iterable[Quad],
    texts: Mapping[str, str] | None = None,
    described: Collection[str] = (),
) -> tuple[Finding, ...]:
    """Every breach of the structural rules, sorted; none in a sound graph.

    `texts` gives the stored text of each document by its id; without it quotes are not compared.
    `described` are IRIs of what other quads describe.
    """
    stated = list(quads)
    graphs: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in stated:
        graphs[quad.graph].append(quad)
    evidence = {name for name in graphs if name.startswith(t.EVIDENCE_BASE)}
    found = [
        *_check_nodes(stated),
        *_check_terms(stated),
        *_check_described(stated, described),
        *_check_collaborations(stated),
        *check_agreement(stated),
    ]
    for name, members in graphs.items():
        if name in evidence:
            found += _check_evidence(name, members, texts)
        elif name == t.REFERENCE_GRAPH:
            found += _check_reference(members)
        elif name.startswith(t.DERIVED_BASE):
            found += _check_derived(members)
        else:
            found.append(_fault("unknown-graph", name))
    return tuple(sorted(set(found)))


def check_facts(quads: Iterable[Quad]) -> tuple[Finding, ...]:
    """What no world can be like, sorted: circles of parts, dates that no calendar has.

    Apart from `check_quads`, because a document may say so, and is no reason to refuse it.
    """
    stated = list(quads)
    return tuple(sorted({*_check_circles(stated), *_check_periods(stated)}))


def _fault(rule: str, subject: str, value: str = "", graph: str = "") -> Finding:
    evidence = graph if graph.startswith(t.EVIDENCE_BASE) else ""
    return Finding("structure", rule, subject, value, *_MESSAGES[rule], evidence)


def _check_nodes(quads: list[Quad]) -> Iterator[Finding]:
    """No blank nodes, no triple terms, IRIs in ASCII."""
    nodes = {node for s, p, _, g in quads for node in (s, p, g)}
    nodes.update(quad.object for quad in quads if quad.object[0] != '"')
    odd = {node: rule for node in nodes if (rule := _find_oddity(node))}
    for quad in quads if odd else ():
        for rule in {odd[node] for node in quad if node in odd}:
            yield _fault(rule, quad.subject, quad.object, quad.graph)


def _find_oddity(node: str) -> str:
    """The rule that a node breaks, or ""."""
    if node[:2] == "_:":
        return "blank-node"
    if node[:2] == "<<":
        return "triple-term"
    return "" if node.isascii() else "iri-not-ascii"


@cache
def _known_terms() -> frozenset[str]:
    return frozenset(value for value in vars(t).values() if isinstance(value, str))


def _check_terms(quads: list[Quad]) -> Iterator[Finding]:
    """Nothing is said in terms that the ontology does not have."""
    used = {q.object[1:-1] if q.predicate == t.RDF_TYPE else q.predicate for q in quads}
    unknown = {term for term in used - _known_terms() if term.startswith(t.AMO)}
    for subject, predicate, value, graph in quads if unknown else ():
        term = value[1:-1] if predicate == t.RDF_TYPE else predicate
        if term in unknown:
            yield _fault("unknown-term", subject, term, graph)


def _check_described(quads: list[Quad], elsewhere: Collection[str]) -> Iterator[Finding]:
    """Whatever is spoken of is described somewhere."""
    described = {iri(quad.subject) for quad in quads if quad.predicate == t.RDF_TYPE}
    start = f"<{t.ID}"
    missing = {q.object for q in quads if q.object.startswith(start)} - described
    missing = {value for value in missing if value[1:-1] not in elsewhere}
    for subject, predicate, value, graph in quads if missing else ():
        if value in missing:
            yield _fault("undescribed", subject, f"{predicate} {value}", graph)


def _check_evidence(
    name: str, members: list[Quad], texts: Mapping[str, str] | None
) -> Iterator[Finding]:
    """The graph of a sentence describes it, and quotes it as the document has it."""
    own: dict[str, str] = {q.predicate: q.object for q in members if q.subject == name}
    missing = [each for each in _DESCRIBING if each not in own]
    if missing or own[t.RDF_TYPE] != iri(t.Evidence):
        value = " ".join(missing) or own[t.RDF_TYPE]
        yield _fault("evidence-undescribed", name, value)
        return
    match = _EVIDENCE.fullmatch(name)
    document = own[t.IN_DOCUMENT][1:-1].removeprefix(f"{t.ID}document/")
    place = (document, read_literal(own[t.START]), read_literal(own[t.END]))
    if match is None or match.groups() != place:
        yield _fault("evidence-misplaced", name, " ".join(place))
    else:
        yield from _check_words(members, read_literal(own[t.TEXT]))
        if texts is not None:
            yield from _check_quote(name, read_literal(own[t.TEXT]), match, texts)


def _check_words(members: list[Quad], said: str) -> Iterator[Finding]:
    """Figures as printed, and forms of names, are words of the sentence, if nobody mended them."""
    mended = {quad.subject for quad in members if quad.predicate == t.CORRECTED_BY}
    for subject, predicate, value, graph in members:
        is_quoted = predicate in (t.VALUE_TEXT, t.ALT_LABEL) and subject not in mended
        if is_quoted and not is_said(read_literal(value), said):
            yield _fault("not-said", subject, value, graph)


def _check_quote(
    name: str, quoted: str, place: re.Match[str], texts: Mapping[str, str]
) -> Iterator[Finding]:
    text = texts.get(unquote(place[1]))
    if text is None:
        yield _fault("text-missing", name)
    elif not is_same(text[int(place[2]) : int(place[3])], quoted):
        yield _fault("text-differs", name, quoted, name)


def _check_reference(members: list[Quad]) -> Iterator[Finding]:
    """What a sentence must state does not stand in the reference graph."""
    for subject, predicate, value, graph in members:
        kind = subject.removeprefix(t.ID).partition("/")[0]
        if subject.startswith(t.ID) and kind not in _REFERENCE_KINDS:
            yield _no_sentence(subject, predicate, value, graph)


def _check_derived(members: list[Quad]) -> Iterator[Finding]:
    """A derived graph holds conclusions and its provenance, no facts of its own."""
    for subject, predicate, value, graph in members:
        term = value[1:-1] if predicate == t.RDF_TYPE else predicate
        is_derived = term in _DERIVED_TERMS or term in {t.Collaboration, t.Finding}
        if term.startswith(t.AMO) and not is_derived:
            yield _no_sentence(subject, predicate, value, graph)


def _no_sentence(subject: str, predicate: str, value: str, graph: str) -> Finding:
    return _fault("no-sentence", subject, f"{predicate} {value} {graph}")


def _check_collaborations(quads: list[Quad]) -> Iterator[Finding]:
    """Two different actors; a strength that is the number of the initiatives."""
    shared: defaultdict[str, set[str]] = defaultdict(set)
    strength = {}
    for subject, predicate, value, graph in quads:
        if predicate == t.COLLABORATES_WITH and value[1:-1] == subject:
            yield _fault("collaborates-with-itself", subject, value, graph)
        elif predicate == t.THROUGH:
            shared[subject].add(value)
        elif predicate == t.STRENGTH:
            strength[subject] = read_literal(value)
    for pair, number in strength.items():
        if number != str(len(shared[pair])):
            value = f"{number} ≠ {len(shared[pair])}"
            yield _fault("strength", pair, value)


def _check_circles(quads: list[Quad]) -> Iterator[Finding]:
    """Nothing is part of itself or within itself, directly or through others."""
    for term in (t.PART_OF, t.WITHIN, t.SUBORDINATE_TO):
        above: defaultdict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if quad.predicate == term:
                above[quad.subject].add(quad.object[1:-1])
        for node in above:
            if node in _reach(node, above):
                yield _fault("circle", node, term)


def _reach(node: str, above: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    front = [node]
    while front:
        new = above.get(front.pop(), set()) - reached
        reached |= new
        front += new
    return reached


def _check_periods(quads: list[Quad]) -> Iterator[Finding]:
    """Dates exist in the calendar, and no period ends before it begins."""
    for subject, predicate, value, graph in quads:
        if predicate in (t.PERIOD, t.DATE, t.ISSUED) and not is_period(read_literal(value)):
            yield _fault("period", subject, value, graph)


def is_period(text: str) -> bool:
    """Whether the text is an ISO 8601 year, month, day or interval of them (the end may be ..)."""
    first, slash, last = text.partition("/")
    begin = _first_day(first)
    if begin is None:
        return False
    if not slash or last == "..":
        return True
    end = _first_day(last)
    return end is not None and (begin <= end or last.startswith(first))


def _first_day(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return None

"""Validation: ontology, vocabularies, structure and shapes of a built graph, and the reasoner.

What is quick enough runs in every build (`kg.build`, `kg.soundness`); `check` runs everything, the
shapes with another engine, and is for `amo check`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

import pyoxigraph as ox

from kg.finding import Finding, Part
from kg.statement import Quad, read_literal
from kg.structure import check_facts, check_quads
from kg.vocabularies import check_ontology, check_vocabularies
from ontology import terms as t
from ontology.errors import InvalidGraph

__all__ = ["Finding", "Report", "check", "check_quads"]

_PARTS: dict[Part, str] = {
    "ontology": "本体 ontology",
    "vocabulary": "词表 vocabulary",
    "structure": "结构 structure",
    "shapes": "形状 shapes",
    "reasoner": "推理 reasoner",
}


_SHOWN = 20
"""Findings of one rule that are shown."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found, and how long each part took."""

    quads: int
    findings: tuple[Finding, ...]
    seconds: Mapping[Part, float]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def lines(self) -> Iterator[str]:
        """The report to read: one line a part, then the findings: what, where, which sentence."""
        for part, took in self.seconds.items():
            count = sum(finding.part == part for finding in self.findings)
            verdict = f"{count} 处问题 faults" if count else "通过 passed"
            yield f"{_PARTS[part]}: {verdict} ({took:.1f} s)"
        met: Counter[tuple[Part, str]] = Counter()
        for finding in self.findings:
            kind = finding.part, finding.rule
            met[kind] += 1
            if met[kind] <= _SHOWN:
                yield f"\n[{finding.part} {finding.rule}] {finding.describe()}"
        for (part, rule), count in met.items():
            if count > _SHOWN:
                yield f"\n[{part} {rule}] 另有 {count - _SHOWN} 处 more of the same"


def check(path: Path) -> Report:
    """All checks of a build folder, or of a file of N-Quads.

    Quotes are compared where the stored texts lie in `documents/` beside the graph.
    Raises InvalidGraph when there is no graph or it is no N-Quads, InvalidVocabulary when a file of
    the ontology or of the shapes is broken.
    """
    graph = path / "graph.nq" if path.is_dir() else path
    quads = read_quads(graph)
    texts = _read_texts(graph.parent / "documents")
    whole = [quad for quad in quads if _has_plain_nodes(quad)]
    parts: dict[Part, Callable[[], tuple[Finding, ...]]] = {
        "ontology": check_ontology,
        "vocabulary": lambda: check_vocabularies(quads),
        "structure": lambda: (*check_quads(quads, texts), *check_facts(quads)),
        "shapes": lambda: _check_shapes(whole),
        "reasoner": lambda: check_reasoning(whole),
    }
    found: list[Finding] = []
    seconds: dict[Part, float] = {}
    for part, run in parts.items():
        start = perf_counter()
        found += run()
        seconds[part] = perf_counter() - start
    return Report(len(quads), tuple(_add_sentences(found, quads)), seconds)


def read_quads(path: Path) -> list[Quad]:
    """The quads of a file of N-Quads, in its order. Blank nodes are written _:name, no graph is "".

    Raises InvalidGraph when the file cannot be read.
    """
    try:
        parsed = list(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
    except FileNotFoundError as error:
        raise InvalidGraph(f"{path}: no such graph: run `amo build` first") from error
    except (OSError, SyntaxError) as error:
        raise InvalidGraph(f"{path}: cannot be read as N-Quads: {error}") from error
    return [
        Quad(_name(each.subject), each.predicate.value, str(each.object), _name(each.graph_name))
        for each in parsed
    ]


def _name(node: object) -> str:
    if isinstance(node, ox.NamedNode):
        return node.value
    return "" if isinstance(node, ox.DefaultGraph) else str(node)


def _has_plain_nodes(quad: Quad) -> bool:
    """Whether subject and object are what shapes and reasoner take: no blank node, no triple."""
    return not quad.subject.startswith(_ODD) and not quad.object.startswith(_ODD)


_ODD = ("_:", "<<")


def _read_texts(folder: Path) -> dict[str, str] | None:
    """The stored texts by document id, or None when there are none beside the graph."""
    if not folder.is_dir():
        return None
    return {path.stem: path.read_bytes().decode() for path in sorted(folder.glob("*.txt"))}


def _check_shapes(quads: Iterable[Quad]) -> tuple[Finding, ...]:
    from kg.shapes import check_shapes  # noqa: PLC0415 - loads rdflib and pyshacl

    return check_shapes(quads)


def check_reasoning(quads: Iterable[Quad]) -> tuple[Finding, ...]:
    """What HermiT finds wrong: classes that can have no members, statements that contradict."""
    from ontology.reason import reason  # noqa: PLC0415 - loads owlready2

    try:
        verdict = reason(quads)
    except InvalidGraph as error:
        return (_reasoned("unreadable", "", "", "推理机无法读取该图", str(error)),)
    if verdict.consistent:
        message = "该类不可能有成员", "The class can have no members"
        return tuple(_reasoned("unsatisfiable", iri, "", *message) for iri in verdict.unsatisfiable)
    axioms = "; ".join(verdict.axioms)
    chinese, english = f"相互矛盾的陈述（{axioms}）", f"Statements that contradict, by: {axioms}"
    return tuple(
        replace(
            _reasoned("contradiction", each.subject, "", chinese, english),
            value=f"{each.predicate} {each.object}",
            evidence=next((g for g in each.graphs if g.startswith(t.EVIDENCE_BASE)), ""),
        )
        for each in verdict.culprits
    ) or (_reasoned("contradiction", "", "", chinese, english),)


def _reasoned(rule: str, subject: str, value: str, chinese: str, english: str) -> Finding:
    return Finding("reasoner", rule, subject, value, chinese, english)


def _add_sentences(found: Iterable[Finding], quads: Iterable[Quad]) -> Iterator[Finding]:
    """The findings, each with the name of its subject, the evidence of it, and its words."""
    words = {quad.subject: read_literal(quad.object) for quad in quads if quad.predicate == t.TEXT}
    homes: dict[str, str] = {}
    names: dict[str, str] = {}
    for quad in quads:
        if quad.predicate in (t.PREF_LABEL, t.LABEL) and not quad.object.endswith("@en"):
            names.setdefault(quad.subject, read_literal(quad.object))
        if quad.graph in words:
            homes[quad.subject] = min(quad.graph, homes.get(quad.subject, quad.graph))
    for finding in found:
        evidence = finding.evidence or homes.get(finding.subject, "")
        name = names.get(finding.subject, "")
        yield replace(finding, evidence=evidence, sentence=words.get(evidence, ""), name=name)

"""What follows from the facts: each rule of `ontology/derive/` fills a graph of its own.

A rule is one CONSTRUCT query; its header gives title and comment in Chinese and English. The graph
`id:graph/derived/NAME` says of itself, in PROV terms, which rule made it and from which graphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import takewhile
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from kg.statement import Quad, iri, literal, words
from kg.store import Triple, View
from ontology import terms as t
from ontology.errors import InvalidQuery, InvalidRule


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same in Chinese and English."""

    zh: str
    en: str


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `#` lines that open a rule, YAML behind the marks."""

    title: Words
    comment: Words
    reads: tuple[Literal["evidence", "reference"], ...] = ("evidence", "reference")
    """The graphs that it draws on; none else change what it concludes."""


SOURCES: Final = MappingProxyType(
    {
        "evidence": (
            t.EVIDENCE_GRAPHS,
            f"{t.PROV}Collection",
            Words("各文献的出处图", "The evidence graphs of the documents"),
        ),
        "reference": (
            t.REFERENCE_GRAPH,
            f"{t.PROV}Entity",
            Words("参照图", "The reference graph"),
        ),
    }
)
"""What a rule can read: IRI, class and label. Which documents the evidence graphs stand in, the
reference graph says once, so that provenance does not grow with the number of rules."""


@dataclass(frozen=True, slots=True)
class DerivationRule:
    """A CONSTRUCT query with its header."""

    name: str
    """Of the file and of the graph: collaboration."""
    header: Header
    query: str

    @property
    def graph(self) -> str:
        """The IRI of the graph that it fills."""
        return f"{t.DERIVED_BASE}{self.name}"

    @property
    def sha256(self) -> str:
        """Of the rule's text, with line feeds as line ends."""
        return sha256(self.query.encode()).hexdigest()


@cache
def load_rules() -> tuple[DerivationRule, ...]:
    """The rules, sorted by name. Raises InvalidRule when a header is broken."""
    folder = files("ontology") / "derive"
    found = [each for each in folder.iterdir() if each.name.endswith(".rq")]
    return tuple(
        read_rule(each.name.removesuffix(".rq"), each.read_text(encoding="utf-8"))
        for each in sorted(found, key=lambda each: each.name)
    )


def read_rule(name: str, text: str) -> DerivationRule:
    """A rule from the text of its file. Raises InvalidRule when its header is broken."""
    lines = takewhile(lambda line: line.startswith("#"), text.splitlines())
    yaml = "\n".join(line.removeprefix("#").removeprefix(" ") for line in lines)
    try:
        return DerivationRule(name, msgspec.yaml.decode(yaml, type=Header), text)
    except msgspec.MsgspecError as error:
        cause = " ".join(str(error).split())
        raise InvalidRule(f"ontology/derive/{name}.rq: the header is broken: {cause}") from error


def derive(view: View) -> Iterator[list[Quad]]:
    """For each rule the sorted quads of its graph, from what the view holds when it is asked.

    Rules do not build on one another: a rule sees the facts and the reference graph, and the
    graphs derived before it only if the caller adds them to the store meanwhile, which changes
    nothing. Raises InvalidRule when a rule is no valid CONSTRUCT.
    """
    for rule in load_rules():
        try:
            triples = {Quad(*triple, rule.graph) for triple in view.construct(rule.query)}
        except InvalidQuery as error:
            raise InvalidRule(f"ontology/derive/{rule.name}.rq: {error}") from error
        yield sorted(triples | set(describe_rule(rule)))


def describe_rule(rule: DerivationRule) -> Iterator[Quad]:
    """How the derived graph came to be: the activity, the rule it followed, the graphs it used."""
    activity, plan = f"{t.ID}derivation/{rule.name}", f"{t.ID}rule/derive/{rule.name}"
    stated = [
        (rule.graph, t.RDF_TYPE, iri(f"{t.PROV}Entity")),
        (rule.graph, t.WAS_GENERATED_BY, iri(activity)),
        (activity, t.RDF_TYPE, iri(f"{t.PROV}Activity")),
        (activity, t.USED, iri(plan)),
        (plan, t.RDF_TYPE, iri(f"{t.PROV}Plan")),
        *_label(plan, rule.header.title),
        (plan, t.SHA256, literal(rule.sha256)),
    ]
    for source, kind, label in (SOURCES[each] for each in rule.header.reads):
        stated += [
            (activity, t.USED, iri(source)),
            (rule.graph, t.WAS_DERIVED_FROM, iri(source)),
            (source, t.RDF_TYPE, iri(kind)),
            *_label(source, label),
        ]
    for subject, predicate, value in stated:
        yield Quad(subject, predicate, value, rule.graph)


def _label(node: str, label: Words) -> tuple[Triple, Triple]:
    return (node, t.LABEL, f"{literal(label.en)}@en"), (node, t.LABEL, words(label.zh))

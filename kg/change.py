"""What the documents say otherwise than in the last build: quads, and what is news of them.

A quad that came is news only where no other document says the same already, one that is gone only
where none still does. What follows from the facts is derived anew around the news.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import iris
from kg.kept import LastBuild, read_lines, unpack_lines
from kg.manifest import Source
from kg.memory import read_memory
from kg.statement import Quad
from kg.store import Triple, View
from ontology import terms as t

SHARE: Final = 0.25
"""Of the documents that may have changed before all is loaded anew."""
_REFERENCE: Final = f" <{t.REFERENCE_GRAPH}> .".encode()
ROLES: Final = (t.LEADS, t.PARTNERS_IN, t.SUPERVISES, t.TAKES_PART_IN)
_SHOWN: Final = frozenset({t.RDF_TYPE, t.PREF_LABEL, t.ALT_LABEL})
"""What the page of a document shows of what it names, whoever says it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What the documents say otherwise than in the last build."""

    documents: frozenset[str]
    """Ids of those that came, went or changed."""
    now: frozenset[str]
    """Those of them that are still there."""
    gone: set[bytes]
    come: set[bytes]
    said: dict[str, int]
    """How many documents now state what several may."""
    judged: dict[str, bool]
    """What sentences came to in the last build."""


def find_change(new: Path, sources: dict[str, Source], last: LastBuild) -> Change | None:
    """The lines that are gone and those that came; None where that is much, or cannot be told.

    The seal of the last build must have been seen to be whole.
    """
    before = last.manifest.documents
    changed = {id_ for id_ in {*before, *sources} if before.get(id_) != sources.get(id_)}
    changed |= {id_ for id_, source in sources.items() if not source.kept}
    if len(changed) > SHARE * len(sources):
        return None
    kept = [last.read(id_) for id_ in changed & before.keys()]
    if None in kept:
        return None
    old = [unpack_lines(raw) for raw in kept if raw]
    new_lines = [read_lines(new, id_) for id_ in changed & sources.keys()]
    said, says = ({line for lines in each for line in lines} for each in (old, new_lines))
    gone, come = said - says, says - said
    memory = read_memory(last.folder)
    tally = Counter(memory.said)
    tally.subtract(count_shared(old))
    tally.update(count_shared(new_lines))
    gone -= {line for line in gone if tally[line.decode()]}
    come -= {line for line in come if line.decode() in memory.said}
    counts = {line: count for line, count in tally.items() if count}
    now = frozenset(changed & sources.keys())
    return Change(frozenset(changed), now, gone, come, counts, memory.judged)


def count_shared(documents: Iterable[Iterable[bytes]]) -> Counter[str]:
    """Of each quad of the reference graph, how many of the documents state it."""
    return Counter(
        line.decode() for lines in documents for line in lines if line.endswith(_REFERENCE)
    )


def read_quads(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Lines of N-Quads as quads."""
    for each in ox.parse(b"\n".join(lines), format=ox.RdfFormat.N_QUADS):
        if isinstance(each, ox.Quad) and isinstance(each.subject, ox.NamedNode):
            home = each.graph_name.value if isinstance(each.graph_name, ox.NamedNode) else ""
            yield Quad(each.subject.value, each.predicate.value, str(each.object), home)


def find_news(change: Change, before: View, after: View) -> frozenset[Triple]:
    """The statements that no document made before, or that none makes any more."""
    return frozenset({*_find_unsaid(change.come, before), *_find_unsaid(change.gone, after)})


def _find_unsaid(lines: Iterable[bytes], view: View) -> Iterator[Triple]:
    """The statements that the documents of a view do not make; all of those for reference."""
    stated: dict[Triple, bool] = {}
    for subject, term, value, graph in read_quads(lines):
        triple = subject, term, value
        stated[triple] = stated.get(triple, False) or graph == t.REFERENCE_GRAPH
    for triple, is_reference in stated.items():
        if is_reference or not _is_said(triple, view):
            yield triple


def _is_said(triple: Triple, view: View) -> bool:
    subject, term, value = triple
    to = value[1:-1] if value.startswith("<") else ""
    found = view.quads(None, subject, term=term, to=to)
    return any(quad.object == value and is_fact(quad) for quad in found)


def is_fact(quad: Quad) -> bool:
    """Whether a document says so, or the reference graph."""
    return not quad.graph.startswith(t.DERIVED_BASE)


def find_shown(change: Change, news: Iterable[Triple], before: View, after: View) -> frozenset[str]:
    """Ids of the documents whose pages may be others: changed, or naming what is said otherwise."""
    said = {subject for subject, term, _ in news if term in _SHOWN}
    ends = {end for s, term, o in news if term in ROLES for end in (s, o[1:-1])}
    said |= {end for end in ends if _is_linked(end, before) != _is_linked(end, after)}
    found = set(change.documents)
    for node in said:
        for quad in (*after.quads(None, node), *after.quads(to=node)):
            if quad.graph.startswith(t.EVIDENCE_BASE):
                found.add(iris.document_of(quad.graph))
    return frozenset(found)


def _is_linked(node: str, view: View) -> bool:
    """Whether something has a part in it, or it in something."""
    return any(
        True
        for term in ROLES
        for found in (view.quads(term=term, to=node), view.quads(None, node, term=term))
        for _ in found
    )

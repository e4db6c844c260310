"""What follows from the facts, derived anew where documents changed, and only there.

A rule sees the part of the graph that the news can reach (`kg.around`), the audit the documents
that changed with those that give a figure of the same metric and place. Each runs on that part as
the documents were and as they are: what came of the one and not of the other is gone or has come.
What else it concludes there, complete or not, is the same both times. Sentences are compared with
those that changed, and the verdicts on all others are kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import iris
from kg.around import take_parts
from kg.audit.describe import audit_rule, find_audit
from kg.change import Change
from kg.derive import derive
from kg.kept import LastBuild, read_lines, unpack_lines
from kg.repeats import find_repeats, repeats_rule
from kg.statement import Quad
from kg.store import Triple, View, create_store
from ontology import terms as t

_THINGS: Final = f"SELECT DISTINCT ?m ?r {{ ?figure <{t.METRIC}> ?m ; <{t.REGION}> ?r }}"
_SHARING: Final = f"""SELECT DISTINCT ?document {{
  VALUES (?metric ?region) {{ %s }}
  GRAPH ?evidence {{
    ?figure <{t.METRIC}> ?metric ; <{t.REGION}> ?region .
    ?evidence <{t.IN_DOCUMENT}> ?document
  }}
}}"""


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows otherwise than in the last build."""

    gone: set[bytes]
    come: set[bytes]
    quads: list[Quad]
    """All that was derived anew, the same as before or not."""
    judged: dict[str, bool]
    """As in `kg.repeats.Repeats`."""


def rederive(
    new: Path, last: LastBuild, change: Change, news: Iterable[Triple], views: tuple[View, View]
) -> Derived:
    """What follows from the facts of the second view and not from those of the first."""
    old, now = ({q for qs in derive(part.view()) for q in qs} for part in take_parts(news, views))
    audited = sorted(iris.document(id_) for id_ in change.documents)
    for found, part in zip((old, now), _take_documents(new, last, change, views), strict=True):
        found |= set(find_audit(part, audited))
    changed = now ^ old
    subjects = {quad.subject for quad in changed if quad.graph == audit_rule().graph}
    anew = [q for q in now if q.graph != audit_rule().graph or q.subject in subjects]
    repeats = find_repeats(views[1], change.judged, change.documents)
    old |= {each for each in views[0].quads(repeats_rule().graph) if each.predicate == t.REPEATS}
    now |= {each for each in repeats.quads if each.predicate == t.REPEATS}
    anew += [quad for quad in repeats.quads if quad not in old]
    gone, come = ({quad.line().encode() for quad in each} for each in (old - now, now - old))
    return Derived(gone, come, anew, repeats.judged)


def _take_documents(
    new: Path, last: LastBuild, change: Change, views: tuple[View, View]
) -> tuple[View, View]:
    """Before and now, the documents that changed and those with figures of the same things."""
    before, after = create_store(), create_store()
    for id_ in change.documents:
        if raw := last.read(id_) if id_ in last.manifest.documents else None:
            before.writer().add_lines(unpack_lines(raw))
        if id_ in change.now:
            after.writer().add_lines(read_lines(new, id_))
    things = {
        tuple(map(str, row)) for part in (before, after) for row in part.view().select(_THINGS).rows
    }
    query = _SHARING % " ".join(f"(<{metric}> <{region}>)" for metric, region in sorted(things))
    found = {iris.document_of(str(row[0])) for view in views for row in view.select(query).rows}
    for id_ in sorted(found - change.documents):
        lines = read_lines(new, id_)
        before.writer().add_lines(lines)
        after.writer().add_lines(lines)
    return before.view(), after.view()

"""The ontology and the vocabularies as files, and their concepts as the graph has them.

What is found here is no fault of a document: `value` names the file.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.finding import Finding
from kg.reference import describe_regions
from kg.statement import Quad
from ontology import terms as t
from ontology.glossary import find_unexplained, load_glossary
from ontology.load import FOLDER, ONTOLOGY_FILES, read_declared, read_ontology, read_turtle
from ontology.profile import find_breaches
from ontology.regions import load_regions
from ontology.skos import Breach, Statement, check_integrity, check_schemes


def check_ontology() -> tuple[Finding, ...]:
    """What is wrong with the ontology: words or terms that it lacks, breaches of OWL 2 DL.

    Raises InvalidVocabulary when a file cannot be read.
    """
    where = ONTOLOGY_FILES[0].name
    missing = [
        Finding(
            "ontology",
            f"no-{what}",
            iri,
            where,
            f"术语缺少中文或英文的 {what}",
            f"The term lacks its {what} in Chinese or English",
        )
        for iri, what in find_unexplained()
    ]
    triples = read_ontology()
    declared = read_declared(triples)
    known = declared.classes | declared.object_properties | declared.data_properties
    known |= declared.annotation_properties | declared.individuals | {*load_glossary().terms}
    used = {value for value in vars(t).values() if isinstance(value, str)}
    missing += [
        Finding("ontology", "undeclared", iri, where, "本体未声明该术语", "Not declared there")
        for iri in sorted(used - known - {t.AMO})
        if iri.startswith(t.AMO)
    ]
    outside = [
        Finding(
            "ontology",
            f"profile-{breach.rule}",
            breach.term,
            where,
            "本体超出 OWL 2 DL 的范围",
            "The ontology leaves OWL 2 DL",
        )
        for breach in find_breaches(triples)
    ]
    return (*missing, *outside)


def check_vocabularies(
    quads: Iterable[Quad], folder: Path = FOLDER / "vocabulary"
) -> tuple[Finding, ...]:
    """What breaks the conditions of SKOS: in a file, in the regions, in the graph.

    Raises InvalidVocabulary when a file cannot be read.
    """
    return tuple(dict.fromkeys((*_check_files(folder), *_check_regions(), *_check_graph(quads))))


def _check_files(folder: Path) -> Iterator[Finding]:
    for path in sorted(folder.glob("*.ttl")):
        statements = [
            (str(triple.subject)[1:-1], triple.predicate.value, str(triple.object))
            for triple in read_turtle(path)
        ]
        yield from (_report(each, path.name) for each in _check(statements))


def _check_regions() -> Iterator[Finding]:
    """The concepts that regions.csv becomes."""
    statements = [quad[:3] for quad in describe_regions(region.code for region in load_regions())]
    yield from (_report(each, "regions.csv") for each in _check(statements))


def _check_graph(quads: Iterable[Quad]) -> Iterator[Finding]:
    """All that has labels or stands in a scheme; actors and initiatives have no scheme."""
    stated = list(quads)
    concepts = [quad[:3] for quad in stated if quad.graph == t.REFERENCE_GRAPH]
    labels = [quad[:3] for quad in stated if quad.predicate.startswith(t.SKOS)]
    found = {*check_schemes(concepts), *check_integrity({*concepts, *labels})}
    yield from (_report(each, "") for each in sorted(found))


def _check(statements: list[Statement]) -> tuple[Breach, ...]:
    return (*check_integrity(statements), *check_schemes(statements))


def _report(breach: Breach, where: str) -> Finding:
    return Finding(
        "vocabulary",
        breach.condition,
        breach.subject,
        " ".join(filter(None, (breach.value, where))),
        breach.chinese,
        breach.english,
    )

"""Which statements contradict each other: a smallest set of them, with the axioms they break.

HermiT says only that a graph is inconsistent. Pellet, which comes with owlready2, can say why; it
is asked in a process of its own, over short names that lead back to the statements.
"""

import re
import subprocess
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from ontology.load import JAVA, JAVA_OPTIONS, ONTOLOGY_FILES, read_ontology
from ontology.terms import ID

Triple = tuple[str, str, str]
"""Subject and predicate as IRIs, the object as N-Triples writes it."""

SECONDS = 120
"""After which the search for an explanation is given up."""

_BASE = "urn:amo#n"
_IRI = re.compile(rf"<({re.escape(ID)}[^>]*)>")
_LINE = re.compile(r"n(\d+) (\S+) (.+)")
_NUMBER = re.compile(r"n(\d+)")
_LISTED = re.compile(r"(DisjointClasses|DifferentIndividuals)\((.*)\)")
_KEY = re.compile(r"Rule\((\w+)\(\?x\), .* -> sameAs\(\?x, \?y\)\)")
_OF_KEY = re.compile(r"(\w+)\(\?x, \?z\d+\)")


def explain(
    triples: Sequence[Triple], ontology: tuple[Path, ...] = ONTOLOGY_FILES
) -> tuple[tuple[Triple, ...], tuple[str, ...]]:
    """The triples of one contradiction, and the axioms of the ontology that forbid it.

    Both are empty when the explainer finds nothing in time.
    """
    numbers: dict[str, int] = {}

    def short(match: re.Match[str]) -> str:
        return f"<{_BASE}{numbers.setdefault(match[1], len(numbers))}>"

    lines = [_IRI.sub(short, f"<{s}> <{p}> {o} .\n") for s, p, o in triples]
    names = list(numbers)
    return _sort_out(_ask_pellet(lines, ontology), triples, names)


def _ask_pellet(lines: Iterable[str], paths: tuple[Path, ...]) -> list[str]:
    """The lines of Pellet's first explanation, joined where it breaks them."""
    ontology = ox.serialize(read_ontology(paths), format=ox.RdfFormat.N_TRIPLES) or b""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        path.write_bytes(ontology + "".join(lines).encode())
        command = [str(JAVA), *JAVA_OPTIONS, "-cp", _classpath(), "pellet.Pellet"]
        command += ["explain", "--ignore-imports", str(path)]
        try:
            run = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return []
    _, _, found = run.stdout.decode("utf-8", "replace").partition("1)")
    return [line.strip() for line in re.sub(r"\n {10,}", " ", found).splitlines() if line.strip()]


def _classpath() -> str:
    spec = find_spec("owlready2")
    folders = spec.submodule_search_locations if spec else None
    folder = Path(next(iter(folders or ()))) / "pellet"
    return ":".join([str(folder), *map(str, sorted(folder.glob("*.jar")))])


def _sort_out(
    lines: list[str], triples: Sequence[Triple], names: list[str]
) -> tuple[tuple[Triple, ...], tuple[str, ...]]:
    """Tell the statements among an explanation's lines from the axioms."""
    culprits: dict[Triple, None] = {}
    axioms = []
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            axioms.append(_NUMBER.sub(lambda number: names[int(number[1])], line))
            continue
        subject, target = names[int(match[1])], _NUMBER.fullmatch(match[3])
        value = f"<{names[int(target[1])]}>" if target else ""
        for triple in triples:
            if triple[0] == subject and _local(triple[1]) == match[2]:
                exact = triple[2] == value if value else _says(triple[2], match[3])
                if exact:
                    culprits[triple] = None
    words = set(re.findall(r"\w+", " ".join(each for each in lines if not _LISTED.match(each))))
    return tuple(culprits), tuple(sorted(_tell(axiom, words) for axiom in axioms))


def _tell(axiom: str, words: set[str]) -> str:
    """An axiom as a reader knows it: a key as such, of a long list only what the rest speaks of."""
    if listed := _LISTED.fullmatch(axiom):
        named = [each for each in listed[2].split() if each in words]
        return f"{listed[1]}({' '.join(named)})" if len(named) > 1 else axiom
    if key := _KEY.fullmatch(axiom):
        return f"{key[1]} hasKey {' '.join(sorted(_OF_KEY.findall(axiom)))}"
    return axiom


def _says(written: str, shown: str) -> bool:
    """Whether an object, a class or a literal, is what the explainer shows as `shown`."""
    if written.startswith("<"):
        return _local(written[1:-1]) == shown
    return written.partition('"')[2].rpartition('"')[0] in shown


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]

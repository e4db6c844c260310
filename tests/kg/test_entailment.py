"""The derived graphs against the reasoner: what rules and HermiT can both say is the same.

HermiT prints the statements of a property without those of its sub-properties, and owlready2 takes
them over as they are printed; so its output is read here, with the hierarchy that it prints too.
"""

import re
import subprocess
import zlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from owlready2.reasoning import _HERMIT_CLASSPATH

from kg.build import Built, build_documents
from kg.derive import DerivationRule, derive, load_rules
from kg.read import find_sources
from kg.reference import describe_regions
from kg.statement import Quad, iri
from kg.store import OxigraphView, create_store
from ontology import terms as t
from ontology.load import JAVA, JAVA_OPTIONS, read_declared, read_ontology
from ontology.reason import Verdict, reason

CORPUS = Path(__file__).parents[2] / "corpus"
PAIRS = (
    (t.LEADS, t.LED_BY),
    (t.PARTNERS_IN, t.PARTNERED_BY),
    (t.SUPERVISES, t.SUPERVISED_BY),
    (t.TAKES_PART_IN, t.ATTENDED_BY),
    (t.PARTICIPATES_IN, t.INVOLVES),
    (t.ESTABLISHES, t.ESTABLISHED_BY),
    (t.PART_OF, t.HAS_PART),
    (t.WITHIN, t.CONTAINS),
    (t.OUTCOME_OF, t.HAS_OUTCOME),
    (t.MEMBER_OF, t.HAS_MEMBER),
)
TERMS = frozenset(term for pair in PAIRS for term in pair) | {t.COLLABORATES_WITH}
"""The properties of which rules conclude something that OWL can express."""
Triples = frozenset[tuple[str, str, str]]
_INSTANCES = re.compile(
    r"^<([^>]+)> \(known instances: *(.*?) *\| possible instances: *(.*?) *\) *$", re.M
)
_PAIR = re.compile(r"\(<([^>]+)>, <([^>]+)>\)")
_BELOW = re.compile(r"^SubObjectPropertyOf\( (.+) (\S+|ObjectInverseOf\( \S+ \)) \)$", re.M)
_SAME = re.compile(r"^EquivalentObjectProperties\( (.+) \)$", re.M)
_NAME = re.compile(r"(ObjectInverseOf\( )?<([^>]+)>")


def ask_hermit(stated: Triples, folder: Path) -> Triples:
    """Every statement of TERMS that follows from the ontology and a graph."""
    path = folder / "graph.nt"
    lines = "".join(f"<{s}> <{p}> {o} .\n" for s, p, o in stated).encode()
    path.write_bytes((ox.serialize(read_ontology(), format=ox.RdfFormat.N_TRIPLES) or b"") + lines)
    command = [str(JAVA), *JAVA_OPTIONS, "-cp", _HERMIT_CLASSPATH]
    command += ["org.semanticweb.HermiT.cli.CommandLine", "-O", "-D", "-I", "-Y", f"file://{path}"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return read_hermit(run.stdout)


def read_hermit(output: str) -> Triples:
    """The statements that HermiT prints, and those of the properties above."""
    above: defaultdict[tuple[str, bool], set[tuple[str, bool]]] = defaultdict(set)
    chains = [(m[1], m[2]) for m in _BELOW.finditer(output)]
    for match in _SAME.finditer(output):
        names = [f"{inverse}<{name}>" for inverse, name in _NAME.findall(match[1])]
        chains += [(one, other) for one in names for other in names if one != other]
    for lower, upper in chains:
        one, other = _NAME.search(lower), _NAME.search(upper)
        if one and other:
            for flip in (False, True):
                lower_end = (one[2], bool(one[1]) is not flip)
                above[lower_end].add((other[2], bool(other[1]) is not flip))
    found = set()
    for term, known, possible in _INSTANCES.findall(output):
        assert not possible, f"HermiT has not decided {term}"
        ends = climb((term, False), above)
        for subject, target in _PAIR.findall(known):
            for name, is_inverse in ends:
                one, other = (target, subject) if is_inverse else (subject, target)
                found.add((one, name, iri(other)))
    return frozenset(each for each in found if each[1] in TERMS)


def climb(
    start: tuple[str, bool], above: dict[tuple[str, bool], set[tuple[str, bool]]]
) -> set[tuple[str, bool]]:
    reached: set[tuple[str, bool]] = set()
    front = [start]
    while front:
        each = front.pop()
        if each not in reached:
            reached.add(each)
            front += above.get(each, ())
    return reached


def conclude(view: OxigraphView) -> Triples:
    """What all rules say in TERMS."""
    triples = {quad[:3] for quads in derive(view) for quad in quads}
    return frozenset(each for each in triples if each[1] in TERMS)


def state(quads: Iterable[Quad]) -> Triples:
    """What says something to a reasoner."""
    declared = read_declared(read_ontology())
    known = declared.object_properties | declared.data_properties | {t.RDF_TYPE}
    return frozenset(quad[:3] for quad in quads if quad.predicate in known)


def count(triples: Triples) -> dict[str, int]:
    found = dict.fromkeys(sorted(TERMS), 0)
    for _, term, _ in triples:
        found[term] += 1
    return found


@pytest.fixture(scope="module")
def reports() -> OxigraphView:
    """What the two reports state, and nothing derived."""
    store = create_store()
    for built in build_documents(find_sources(CORPUS)):
        assert isinstance(built, Built)
        store.store.bulk_load(zlib.decompress(built.lines), ox.RdfFormat.N_QUADS)
    return store.view()


@pytest.fixture(scope="module")
def made_up() -> OxigraphView:
    """A graph in which every rule has something to conclude, through every path."""
    one, two, three = (f"{t.ID}agency/370300/{name}" for name in ("a", "b", "c"))
    policy, plan, drive, week = (f"{t.ID}event/370300/{name}" for name in ("p", "q", "r", "s"))
    stated = [
        (one, t.LEADS, policy),
        (two, t.PARTNERS_IN, policy),
        (three, t.SUPERVISES, policy),
        (three, t.TAKES_PART_IN, drive),
        (policy, t.ESTABLISHES, plan),
        (plan, t.PART_OF, drive),
        (drive, t.PART_OF, week),
        (f"{t.ID}observation/a/1", t.OUTCOME_OF, plan),
        (f"{t.ID}observation/a/2", t.OUTCOME_OF, week),
    ]
    store = create_store()
    sentence = f"{t.EVIDENCE_BASE}a/0-9"
    store.writer().add(Quad(s, p, iri(o), sentence) for s, p, o in stated)
    store.writer().add(describe_regions(["370306"]))  # without codes HermiT thinks them one
    return store.view()


def test_rules_conclude_what_hermit_does_on_the_two_reports(
    reports: OxigraphView, tmp_path: Path
) -> None:
    concluded = conclude(reports)
    given = state(reports.quads())
    halves = {
        each for each in concluded if each[1] == t.COLLABORATES_WITH and iri(each[0]) < each[2]
    }
    halves |= {each for each in concluded if each[1] == t.MEMBER_OF}
    entailed = ask_hermit(given | halves, tmp_path)
    spoken = {each for each in given if each[1] in TERMS}
    assert concluded | spoken == entailed
    missing = {term for term, number in count(concluded).items() if not number}
    assert missing == {
        *(t.LEADS, t.PARTNERS_IN, t.SUPERVISES, t.TAKES_PART_IN, t.ESTABLISHES, t.PART_OF),
    }
    assert len(concluded) > len(spoken) > 200


def test_rules_conclude_what_hermit_does_through_every_path(
    made_up: OxigraphView, tmp_path: Path
) -> None:
    concluded = conclude(made_up)
    given = state(made_up.quads())
    halves = {
        each for each in concluded if each[1] == t.COLLABORATES_WITH and iri(each[0]) < each[2]
    }
    entailed = ask_hermit(given | halves, tmp_path)
    spoken = {each for each in given if each[1] in TERMS}
    assert concluded | spoken == entailed
    new = {term: number for term, number in count(concluded - given).items() if number}
    assert new == {
        t.PARTICIPATES_IN: 11,
        t.INVOLVES: 11,
        t.LED_BY: 1,
        t.PARTNERED_BY: 1,
        t.SUPERVISED_BY: 1,
        t.ATTENDED_BY: 1,
        t.ESTABLISHED_BY: 1,
        t.PART_OF: 1,
        t.HAS_PART: 3,
        t.WITHIN: 3,
        t.CONTAINS: 6,
        t.OUTCOME_OF: 2,
        t.HAS_OUTCOME: 4,
        t.COLLABORATES_WITH: 2,
    }


def test_reports_with_all_that_follows_keep_to_the_ontology(reports: OxigraphView) -> None:
    derived = [quad for quads in derive(reports) for quad in quads]
    assert len(derived) > 1000
    assert reason([*reports.quads(), *derived]) == Verdict(consistent=True)


def test_read_hermit_climbs_to_inverses_and_properties_above() -> None:
    one, other = f"{t.ID}a", f"{t.ID}b"
    output = (
        f"SubObjectPropertyOf( ObjectInverseOf( <{t.LED_BY}> ) <{t.PARTICIPATES_IN}> )\n"
        f"EquivalentObjectProperties( <{t.LEADS}> ObjectInverseOf( <{t.LED_BY}> ) )\n"
        f"<{t.LEADS}> (known instances: (<{one}>, <{other}>) | possible instances: )\n"
        f"<{t.PART_OF}> (known instances:  | possible instances: )\n"
    )
    assert read_hermit(output) == {
        (one, t.LEADS, iri(other)),
        (other, t.LED_BY, iri(one)),
        (one, t.PARTICIPATES_IN, iri(other)),
    }


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_rule_reads_the_graphs_that_it_says(
    rule: DerivationRule, reports: OxigraphView, made_up: OxigraphView
) -> None:
    """Without the other graphs it concludes the same; without one that it reads, something else."""
    view = reports if any(reports.construct(rule.query)) else made_up
    whole = set(view.construct(rule.query))
    quads = list(view.quads())
    assert whole
    for source in ("evidence", "reference"):
        store = create_store()
        store.writer().add(
            q for q in quads if (q.graph == t.REFERENCE_GRAPH) is not (source == "reference")
        )
        rest = set(store.view().construct(rule.query))
        assert (rest == whole) is (source not in rule.header.reads)

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.build import Failed, Summary
from kg.graph import Standing
from kg.pipeline import build
from kg.quads import to_quads
from kg.soundness import check_derived, check_shared, find_shared, refuse_unsound
from kg.statement import Quad
from kg.store import OxigraphView, View, create_store
from ontology import terms as t
from ontology.errors import InvalidGraph

SOUND = Path(__file__).parent / "sound.trig"
LEAD = f"{t.ID}agency/100000/guo-jia-ban-quan-ju"
PARTNER = f"{t.ID}agency/100000/gong-an-bu"
PLAN = f"{t.ID}campaign/100000/jian-wang"
CITY = f"{t.ID}region/110000"
DERIVED = f"{t.DERIVED_BASE}collaboration"
ELSEWHERE = f"{t.EVIDENCE_BASE}other-2024/0-9"
CORPUS = Path(__file__).parents[2] / "corpus"


def read_sound() -> list[Quad]:
    return [
        Quad(str(q.subject)[1:-1], q.predicate.value, str(q.object), str(q.graph_name)[1:-1])
        for q in ox.parse(path=str(SOUND), format=ox.RdfFormat.TRIG)
    ]


def store(*quads: Quad) -> OxigraphView:
    kept = create_store()
    kept.writer().add([*read_sound(), *quads])
    return kept.view()


def derived(*quads: Quad) -> list[Quad]:
    return [*(quad for quad in read_sound() if quad.graph == DERIVED), *quads]


def test_sound_graph_passes() -> None:
    assert check_derived(store(), derived()) == ()
    assert check_shared(store(), find_shared(store())) == ()
    refuse_unsound(store(), derived())


@pytest.mark.parametrize(
    ("quad", "rule"),
    [
        (Quad(PARTNER, t.COLLABORATES_WITH, f"<{CITY}>", DERIVED), "Collaborating"),
        (Quad(CITY, t.PARTICIPATES_IN, f"<{PLAN}>", DERIVED), "Participant"),
        (Quad(PLAN, t.LED_BY, f"<{CITY}>", DERIVED), "Participant"),
        (Quad(PLAN, t.HAS_OUTCOME, f"<{LEAD}>", DERIVED), "Outcome"),
        (Quad(CITY, t.WITHIN, f"<{PLAN}>", DERIVED), "Place"),
        (Quad(PLAN, t.PART_OF, f"<{CITY}>", DERIVED), "PartTaken"),
        (Quad(LEAD, t.COLLABORATES_WITH, f"<{LEAD}>", DERIVED), "collaborates-with-itself"),
        (Quad(LEAD, t.COLLABORATES_WITH, f"<{t.ID}agency/100000/x>", DERIVED), "undescribed"),
        (Quad(LEAD, t.LEADS, f"<{PLAN}>", DERIVED), "no-sentence"),
    ],
)
def test_derived_statement_that_breaks_the_model_is_refused(quad: Quad, rule: str) -> None:
    view = store(quad)
    found = check_derived(view, derived(quad))
    assert rule in {each.rule for each in found}
    with pytest.raises(InvalidGraph, match=r"^未发布 nothing was published: \d+ statements would"):
        refuse_unsound(view, derived(quad))


@pytest.mark.parametrize(
    ("term", "value", "rule"),
    [
        (t.PREF_LABEL, '"国家新闻出版署"@zh', "Actor prefLabel"),
        (t.REGION, f"<{CITY}>", "Actor region"),
        (t.LEVEL, f"<{t.COUNTY}>", "Actor level"),
    ],
)
def test_documents_that_disagree_on_an_entity_are_refused(term: str, value: str, rule: str) -> None:
    kind = Quad(LEAD, t.RDF_TYPE, f"<{t.Agency}>", ELSEWHERE)
    assert check_shared(store(kind), find_shared(store(kind))) == ()
    view = store(kind, Quad(LEAD, term, value, ELSEWHERE))
    assert [each.rule for each in check_shared(view, find_shared(view))] == [rule]
    with pytest.raises(InvalidGraph, match="1 statements would break the model"):
        refuse_unsound(view, derived())


def draw(folder: Path, view: View, standing: Standing | None) -> tuple[Path, ...]:
    return ()


def tell(done: Summary | Failed, total: int) -> None:
    return


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("soundness") / "corpus"
    folder.mkdir()
    text = "2024年，淄博市公安局联合淄博市市场监督管理局开展“剑网”行动，查处案件12件。\n"
    (folder / "a.txt").write_text(f"淄博市知识产权工作情况\n{text}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (t.UNIT, ""),
        (t.METRIC, ""),
        (t.VALUE_TEXT, '"13"'),
        (t.STATISTIC, f"<{t.EXACT}>"),
        (t.PERIOD, '"今年"'),
        (t.START, '"0"'),
        (t.REGION, ""),
    ],
)
def test_build_with_a_broken_extractor_keeps_the_last_good_graph(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, term: str, value: str
) -> None:
    out = tmp_path / "out"
    build(corpus, out, 1, draw, tell)
    before = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    monkeypatch.setattr(
        "kg.build.to_quads",
        lambda facts: [
            Quad(q.subject, q.predicate, value, q.graph) if q.predicate == term else q
            for q in to_quads(facts)
            if value or q.predicate != term
        ],
    )
    with pytest.raises(InvalidGraph, match=r"(?s)^未发布 nothing was published, 1 份 .*a\.txt: "):
        build(corpus, out, 1, draw, tell, clean=True)
    after = {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert after == before


def test_build_with_a_broken_rule_of_derivation_keeps_the_last_good_graph(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(corpus, out, 1, draw, tell)
    before = (out / "graph.nq").read_bytes()
    strength = Quad(f"{t.ID}collaboration/1", t.STRENGTH, '"7"', DERIVED)
    monkeypatch.setattr("kg.graph.derive", lambda view: iter([[strength]]))
    with pytest.raises(InvalidGraph, match="nothing was published"):
        build(corpus, out, 1, draw, tell, clean=True)
    assert (out / "graph.nq").read_bytes() == before

"""Sentences that repeat others are no independent support."""

import pytest

from kg.derive import derive
from kg.quads import to_quads
from kg.read import read_document
from kg.relate.reading import read_facts
from kg.repeats import find_repeats
from kg.store import OxigraphView, create_store
from queries.library import run

FIRST = "2023年8月，市公安局联合市市场监管局开展“护蓝”专项行动，立案41起。"
QUOTED = "据通报，2023年8月，市公安局联合市市场监管局开展“护蓝”专项行动，立案41起。"
OTHER = "市公安局在“护蓝”专项行动中出动警力320人次。"


@pytest.fixture(scope="module")
def quoting(tmp_path_factory: pytest.TempPathFactory) -> OxigraphView:
    folder = tmp_path_factory.mktemp("corpus")
    store = create_store()
    for name, issued, text in (("a", "2024-01-05", FIRST), ("b", "2024-03-01", QUOTED + OTHER)):
        (folder / f"{name}.txt").write_text(f"工作报告\n\n{text}\n", encoding="utf-8")
        sidecar = f"title: 工作报告\nregion: 淄博市\nperiod: '2023'\nissued: '{issued}'\n"
        (folder / f"{name}.yml").write_text(sidecar, encoding="utf-8")
        store.writer().add(to_quads(read_facts(read_document(folder / f"{name}.txt"))))
    for quads in (*derive(store.view()), find_repeats(store.view()).quads):
        store.writer().add(quads)
    return store.view()


def test_support_does_not_count_a_quotation_again(quoting: OxigraphView) -> None:
    answer = run("support", {"agency": "公安局"}, quoting)
    (row,) = answer.records()
    assert (row["agencyLabel"], row["initiativeLabel"]) == ("淄博市公安局", "“护蓝”专项行动")
    assert (row["sentences"], row["independent"], row["documents"]) == (3, 2, 2)

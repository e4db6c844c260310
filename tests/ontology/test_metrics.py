"""Metrics: one concept for the names of one measure."""

import pytest

from kg import iris
from ontology.metrics import load_metrics, metric_concept


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("发明专利拥有量", "发明专利拥有量"),
        ("有效发明专利拥有量", "发明专利拥有量"),
        ("发明专利有效量", "发明专利拥有量"),
        ("全市发明专利拥有量", "发明专利拥有量"),
        ("PCT申请量", "PCT国际专利申请量"),
        ("ＰＣＴ国际专利 申请", "PCT国际专利申请量"),
        ("细颗粒物(PM2.5)平均浓度", "PM2.5平均浓度"),
    ],
)
def test_metric_concept_of_a_listed_label(label: str, name: str) -> None:
    assert metric_concept(label) == (iris.metric(name), name)


def test_metric_concept_of_another_label_is_its_own() -> None:
    assert metric_concept("全市检查 农村集市(个)") == ("", "检查农村集市（个）")


def test_metrics_are_known_by_the_iri_of_their_name() -> None:
    metrics = load_metrics()
    assert len(metrics) >= 80
    assert {metric.iri for metric in metrics} == {iris.metric(metric.name) for metric in metrics}

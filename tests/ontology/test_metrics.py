"""Metrics: one concept for the names of one measure."""

import pytest

from kg import iris
from ontology.metrics import describe_metric, load_metrics, metric_concept, plain_labels


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


@pytest.mark.parametrize(
    ("label", "unit", "statistic", "name"),
    [
        ("知识产权质押融资", "元", "flow", "知识产权质押融资金额"),
        ("知识产权质押融资", "笔", "flow", "知识产权质押融资笔数"),
        ("知识产权质押融资", "家", "flow", "知识产权质押融资"),
        ("扣留侵权嫌疑货物", "批次", "flow", "扣留侵权货物批次"),
        ("扣留侵权嫌疑货物", "件", "flow", "扣留侵权货物"),
        ("发明专利授权量年指导目标", "件", "target", "发明专利授权量"),
        ("发明专利授权量目标完成情况", "%", "ratio", "发明专利授权量目标完成情况"),
        ("有效发明专利拥有量比去年年底净增长", "件", "change", "发明专利拥有量"),
        ("有效发明专利拥有量万人比", "件", "ratio", "每万人口发明专利拥有量"),
        ("发明专利授权量", "件", "flow", "发明专利授权量"),
        ("专利质押融资金额", "元", "flow", "专利质押融资金额"),
        ("查处各类食品违法案件", "件", "flow", "食品违法案件"),
        ("受理消费者投诉", "件", "flow", "受理消费者投诉"),
        ("受理投诉举报", "件", "flow", "受理投诉举报"),
    ],
)
def test_metric_concept_is_what_the_figure_measures(
    label: str, unit: str, statistic: str, name: str
) -> None:
    assert metric_concept(label, unit, statistic)[1] == name


def test_metric_concepts_are_kinds_of_listed_ones() -> None:
    known = {metric.iri: metric.broader for metric in load_metrics()}
    broader = {iri: above for iri, above in known.items() if above}
    assert len(broader) >= 40
    assert set(broader.values()) <= set(known)
    for iri in broader:
        seen = [iri]
        while above := known[seen[-1]]:
            assert above not in seen
            seen.append(above)


def test_describe_metric_knows_the_listed_by_their_name_only() -> None:
    amount = describe_metric("知识产权质押融资金额")
    assert amount is not None
    assert "知识产权质押融资（元）" in amount.others
    assert "知识产权质押融资（元）" not in plain_labels(amount)
    assert describe_metric("知识产权质押融资额") is None


def test_metric_concept_of_another_label_is_its_own() -> None:
    assert metric_concept("全市检查 农村集市(个)") == ("", "检查农村集市（个）")


def test_metrics_are_known_by_the_iri_of_their_name() -> None:
    metrics = load_metrics()
    assert len(metrics) >= 120
    assert {metric.iri for metric in metrics} == {iris.metric(metric.name) for metric in metrics}

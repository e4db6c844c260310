import pytest

from kg.quotation import is_said, is_same


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("市公安局", "市公 安\n局开展检查"),
        ("1200余", "查处案件１２００余件"),
        ("⼯作站", "设立工作站3个"),
        ("人民法院", "人⺠法院审结"),
        ("周村区市场监管局", "周村区市场监管—16—局主办"),
        ("市场监管局", "市场监管第3页 共20页局主办"),
        ("“剑网”行动", '开展"剑网"行动'),
        ("10.5", "同比增长10.5%"),
        ("", "任何"),
    ],
)
def test_is_said(form: str, sentence: str) -> None:
    assert is_said(form, sentence)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ("国安部", "国家版权局会同公安部"),
        ("1300余", "查处案件1200余件"),
        ("市监局", "市场监管局"),
        ("公安局", "安局公"),
    ],
)
def test_is_not_said(form: str, sentence: str) -> None:
    assert not is_said(form, sentence)


def test_is_same_leaves_white_space_aside() -> None:
    assert is_same("市公 安局\n", "市公安局")
    assert not is_same("市公安局", "市公安")

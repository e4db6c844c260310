"""What stands beside a bare 市, 省 or 县 and makes another word of it, and beside short names."""

from typing import Final

BROTHERS: Final = {
    # Characters that make another word with the one behind them: 城市, 全省, 社区.
    "市": frozenset(
        "某城超上都门股一集夜入全各本我地菜闹街早黑灯外多两三四五六七八九十该设兄诸内后跨"
    ),
    "省": frozenset("某全各我本外邻多两三四五六七八九十该节兄内跨"),
    "区": frozenset(
        "某全各我本两三四五六七八九该地社小园景辖山城县街新特市片校厂战疫灾牧林农矿库港郊老商院湾域发业游护验范易税开保"
    ),
    "县": frozenset("某全各我本郊外市区邻两三四五六七八九十该"),
    "州": frozenset("某全各我本神欧亚非美"),
    "旗": frozenset("全各我本国红党"),
    "盟": frozenset("全各我本联同加结"),
}
FOLLOWERS: Final = {
    "市": "场民区域级直容值面盈长",
    "省": "级直份长",
    "区": "域县间划块分长",
    "县": "域级长区",
    "州": "长",
    "旗": "长",
}
NO_FOLLOWERS: Final = (
    "民政",
    "民族",
    "民宗",
    "民营",
    "民防",
    "民间",
    "直机关",
    "直属机关",
    "长江",
    "长白山",
)
"""Words of organs that begin with one of those: 市民政局, 市直属机关工委."""
SOME: Final = ("少数", "多数", "部分", "个别", "有的", "有些", "一些", "不少", "许多", "同级")
"""Before a sign that means no place: 少数市局."""
BEFORE: Final = frozenset("与和及同向由在对合经被从赴到省市州区县盟请知导达给为等于自")
"""Characters with which what stands before a place ends."""

"""The place in front of a body's name: 淄博市, 山东省淄博市, 枣庄高新区, a bare 市 or 省.

A bare 市 is the report's own city; a bare 区 or 县, in a report of a city, is the county that was
named last.
"""

import re
from dataclasses import replace
from functools import cache
from typing import Final, Literal

from kg.frozen import value
from kg.mention.actor_lexicon import load_lexicon
from kg.mention.place_words import BEFORE, BROTHERS, FOLLOWERS, NO_FOLLOWERS, SOME
from ontology.gazetteer import Level
from ontology.regions import NATIONAL, Region, load_regions

PlaceKind = Literal["full", "short", "bare", "nation", "nickname"]

BARE: Final = frozenset("省市区县州旗盟")
_STRONG: Final = re.compile("(?<![加增做补])强\\Z")
"""知识产权强市, 强县; but 加强市…."""
_NATION: Final = ("中国", "国家", "中华", "中华人民共和国")
_CORPS: Final = re.compile(
    "(?P<corps>(?:(?:新疆)?生产建设)?兵团)?(?:(?P<th>第)?(?P<division>[一二三四五六七八九十]{1,2})师)?\\Z"
)
"""The production and construction corps of Xinjiang, whose divisions have bodies like cities."""
_CORPS_HOME: Final = "650000"
_LONGEST: Final = 16
_OWN_HEADS: Final = ("大学", "学院", "银行", "日报社", "海关", "市", "县", "区", "中院", "法院")
"""Heads behind which even an ordinary word is the name of home: 大同大学."""


@value
class Place:
    """A place that opens a name."""

    begin: int
    end: int
    region: Region
    kind: PlaceKind


@cache
def _form_lengths() -> dict[str, tuple[int, ...]]:
    """How long the forms with these last two characters are, longest first."""
    lengths: dict[str, set[int]] = {}
    for form in load_regions().forms():
        lengths.setdefault(form[-2:], set()).add(len(form))
    return {ends: tuple(sorted(found, reverse=True)) for ends, found in lengths.items()}


@cache
def _form_begins() -> frozenset[str]:
    """The first two characters of all forms."""
    return frozenset(form[:2] for form in load_regions().forms())


@cache
def _last_characters() -> frozenset[str]:
    forms = {*load_regions().forms(), *load_lexicon().nicknames, *_NATION}
    return frozenset(form[-1] for form in forms) | BARE | {"团", "师"}


@cache
def _split_forms() -> frozenset[str]:
    """Names of regions that also read as a word and a bare sign: 会同县, 和县."""
    lexicon = load_lexicon()
    words = (*lexicon.stops, *lexicon.verbs)
    forms = load_regions().forms()
    return frozenset(form for word in words for sign in BARE if (form := word + sign) in forms)


class Places:
    """Finds the place that ends at an offset, for a report of `home`."""

    __slots__ = (
        "_begins",
        "_forms",
        "_known",
        "_last",
        "_lengths",
        "_nicknames",
        "_regions",
        "_split",
        "home",
        "nearby",
    )

    def __init__(self, home: Region) -> None:
        self.home = home
        self.nearby: Region | None = None
        """The region of a named body that was met last, for a bare 区 or 县."""
        self._regions = load_regions()
        self._forms = self._regions.forms()
        self._begins = _form_begins()
        self._lengths = _form_lengths()
        self._last = _last_characters()
        self._nicknames = load_lexicon().nicknames
        self._split = _split_forms()
        self._known: dict[str, Region | None] = {}

    def ending_at(self, view: str, low: int, end: int) -> Place | None:
        """The place that ends at `end` and begins at `low` or later; None if there is none."""
        if end <= low or view[end - 1] not in self._last:
            return None
        return self.named(view, low, end) or self.bare(view, low, end)

    def named(self, view: str, low: int, end: int, depth: int = 0) -> Place | None:
        """The place that is written out (淄博市, 淄博, 高新区) and ends at `end`."""
        if end <= low or view[end - 1] not in self._last:
            return None
        forms = self._forms
        for length in self._lengths.get(view[end - 2 : end], ()):
            begin = end - length
            if begin >= low and (form := view[begin:end]) in forms:
                if form in self._split and not self._is_around(form):
                    return self.bare(view, end - 1, end)
                return self._place(view, low, begin, end, depth)
        sign = view[end - 1]
        if sign == "区" and (zone := self._zone(view, low, end)):
            outer = self.named(view, low, zone.begin, depth + 1) if depth < 3 else None
            within = outer and self._regions.is_within(zone.region.parent, outer.region.code)
            return replace(zone, begin=outer.begin) if outer and within else zone
        if sign in "团师" and (corps := self._corps(view, low, end)):
            return corps
        if view.endswith(_NATION, low, end):
            form = next(form for form in _NATION if view.endswith(form, low, end))
            return Place(end - len(form), end, self._regions.get(NATIONAL), "nation")
        for length in (2, 3):
            nickname = view[max(low, end - length) : end]
            if nickname in self._nicknames:
                return self._nicknamed(end - length, end, nickname)
        return None

    def bare(self, view: str, low: int, end: int) -> Place | None:
        """The place that a bare 市, 省, 区 or 县 ending at `end` means."""
        sign = view[end - 1]
        if sign not in BARE or end - 1 < low:
            return None
        if view.endswith("地区", low, end):
            return self._prefecture(view, low, end)
        begin = end - 1
        before = view[begin - 1] if begin > low else ""
        if view.endswith("自治", low, begin):
            region = self._autonomous(sign)
            return Place(begin - 2, end, region, "bare") if region else None
        if before in {"我", "本"} and sign in "省市区县":
            begin = end - 2
        elif before == "该" and sign in "市区县旗":
            region = self._that(sign)
            return Place(begin - 1, end, region, "bare") if region else None
        elif before in BROTHERS[sign] or (before == "强" and _STRONG.search(view, low, begin)):
            return None
        if view.endswith(SOME, low, begin):
            return None
        if view[end : end + 1] in FOLLOWERS.get(sign, "") and not (
            view.startswith(NO_FOLLOWERS, end) or view[end : end + 2] in self._forms
        ):
            return None
        region = self.own(sign)
        return Place(begin, end, region, "bare") if region else None

    def _prefecture(self, view: str, low: int, end: int) -> Place | None:
        """地区 alone, in one of the few prefectures that are called so."""
        begin = end - 2
        chain = (self.home, *self._regions.ancestors(self.home.code))
        region = next((each for each in chain if each.name.endswith("地区")), None)
        if view[begin - 1 : begin] in {"本", "我"} and begin > low:
            begin -= 1
        elif begin > low and view[begin - 1].isalpha():
            return None
        return Place(begin, end, region, "bare") if region else None

    def own(self, sign: str) -> Region | None:
        """The report's own 市, 省, 区 … : home, what it lies in, or the place named last."""
        chain = (self.home, *self._regions.ancestors(self.home.code))
        for region in chain:
            if _is_called(region, sign):
                return region
        near = self.nearby
        if near is not None:
            for region in (near, *self._regions.ancestors(near.code)):
                if region.level != "national" and _is_called(region, sign):
                    return region
        return None

    def _that(self, sign: str) -> Region | None:
        """The region that 该区 points to: that of the body named last, else home."""
        chain = (*((self.nearby,) if self.nearby else ()), self.home)
        return next((region for region in chain if _is_called(region, sign)), None)

    def _autonomous(self, sign: str) -> Region | None:
        for region in (self.home, *self._regions.ancestors(self.home.code)):
            if region.name.endswith("自治" + sign):
                return region
        return None

    def resolve(self, form: str) -> Region | None:
        """The region that a form means at home."""
        if form not in self._known:
            self._known[form] = self._regions.resolve(form, self.home)
        return self._known[form]

    def _place(self, view: str, low: int, begin: int, end: int, depth: int) -> Place | None:
        form = view[begin:end]
        # Three levels stand above a county at most: 中华人民共和国山东省淄博市张店区.
        outer = self.named(view, low, begin, depth + 1) if low < begin and depth < 3 else None
        if outer is not None and outer.kind in {"full", "short"}:
            region = self._regions.resolve(form, outer.region)
            inside = region and self._regions.is_within(region.code, outer.region.code)
            if region and inside and region != outer.region:
                kind: PlaceKind = "full" if region.name == form else "short"
                return Place(outer.begin, end, region, kind)
        region = self.resolve(form)
        if region is None:
            return None
        if region.name != form and self._is_inner(view, low, begin, region):
            return None
        if region.name != form and not self._is_near(region):
            if form in self._nicknames:
                return self._nicknamed(begin, end, form)
            if self._regions.is_ambiguous(form) and not (
                region == self.home and view.startswith(_OWN_HEADS, end)
            ):
                return None
        return Place(begin, end, region, "full" if region.name == form else "short")

    def _is_inner(self, view: str, low: int, begin: int, region: Region) -> bool:
        """Whether a far county's short name is but the end of a word: the 三江 of 建三江."""
        if region.level != "county" or self.home.level == "national":
            return False
        far = region.code[:2] != self.home.code[:2]
        before = view[begin - 1 : begin] if begin > low else ""
        return far and before.isalpha() and before not in BEFORE

    def _nicknamed(self, begin: int, end: int, form: str) -> Place | None:
        region = self.resolve(self._nicknames[form])
        return Place(begin, end, region, "nickname") if region else None

    def _own_zone(self, form: str) -> Region | None:
        """The zone of that form; far from home the short name of its owner proves nothing."""
        zone = self._regions.zone(form, self.home)
        near = zone and self.home.level != "national" and zone.code[:2] == self.home.code[:2]
        return zone if near or self.home.level == "national" else None

    def opens(self, view: str, begin: int) -> bool:
        """Whether a region begins here with what else would be a word of its own: 和平区."""
        if view[begin : begin + 2] not in self._begins:
            return False
        for length in (3, 4, 2):
            form = view[begin : begin + length]
            if form in self._forms:
                return form not in self._split or self._is_around(form)
        return False

    def _is_around(self, form: str) -> bool:
        """Whether a region of that name (和县) lies in the city or province of the report."""
        depth = 2 if self.home.level == "provincial" else 4
        regions = self._regions.named(form)
        return any(each.code[:depth] == self.home.code[:depth] for each in regions)

    def _is_near(self, region: Region) -> bool:
        inside = self._regions.is_within(region.code, self.home.code)
        return inside and region != self.home and self.home.level != "national"

    def _corps(self, view: str, low: int, end: int) -> Place | None:
        """兵团, 新疆生产建设兵团第八师; a bare 八师 only in a report of Xinjiang."""
        match = _CORPS.search(view, max(low, end - _LONGEST), end)
        if match is None or not match.group():
            return None
        if not match["corps"] and not self._regions.is_within(self.home.code, _CORPS_HOME):
            return None
        name = "新疆生产建设兵团" + (f"第{match['division']}师" if match["division"] else "")
        level: Level = "municipal" if match["division"] else "provincial"
        region = Region(_CORPS_HOME, name, name, level, NATIONAL, None, None)
        return Place(match.start(), end, region, "full" if match.group() == name else "short")

    def _zone(self, view: str, low: int, end: int) -> Place | None:
        for length in range(min(_LONGEST, end - low), 2, -1):
            form = view[end - length : end]
            if form not in self._known:
                self._known[form] = self._own_zone(form)
            if region := self._known[form]:
                return Place(end - length, end, region, "short")
        return None


def _is_called(region: Region, sign: str) -> bool:
    """Whether people of the region call it by the sign: the 市 of a city, the 省 of a province."""
    if region.level == "zone":
        return sign == "区"
    if region.level == "national":
        return False
    if sign == "区":
        return region.name.endswith("区")
    return region.name.endswith(sign)

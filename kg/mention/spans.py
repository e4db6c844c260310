"""Where bodies are named: one pass over the view, each name with its exact bounds.

The automaton yields the words of `actor_lexicon` from left to right. Words that bound names move the
limits to the left of which no name can begin; every other word is read as the end of a name.
"""

import re
from collections.abc import Callable
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import ActorLexicon, Head, Word, load_lexicon, load_patterns
from kg.mention.places import Place, Places
from kg.read.document import Sentence
from ontology.organs import Organ, load_organs
from ontology.regions import NATIONAL, Region, load_regions

_REACH: Final = 24
"""Characters between the place and the head of a name."""
_PART_REACH: Final = 14
_COUNTED: Final = re.compile(r"[0-9]+(?!\d)(?:余|多)?[个家所名]|[个家]市级|级")
_NUMBER: Final = re.compile(r"(?<![一二三四五六七八九十百\d])([二三四五六七八九十]{1,3}|[1-9]\d?)[个家]?\Z")
_JOINTS: Final = "、和与及"


@dataclass(slots=True)
class Found:
    """A name as it was found; later words may still extend it."""

    begin: int
    end: int
    actors: tuple[Actor, ...]
    rule: str
    sentence: int
    founded: bool = False
    """The sentence only founds it."""
    doubt: str = ""


def scan_text(text: str, home: Region) -> list[Found]:
    """All names in a text of one sentence: a title, the name of a publisher."""
    return Scanner(text, (Sentence(0, "sentence", 0, len(text), 0),), home).scan()


@cache
def _types() -> dict[str, Organ]:
    return {organ.id: organ for organ in load_organs()}


@cache
def _scope_pattern() -> re.Pattern[str]:
    lexicon = load_lexicon()
    areas, scopes = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (lexicon.areas, lexicon.scopes)
    )
    return re.compile(rf"(?P<area>{areas})?(?P<scope>{scopes}|(?<=等)(?:省市|[省市区县]))?\Z")


@cache
def _scope_ends() -> frozenset[str]:
    lexicon = load_lexicon()
    return frozenset(word[-1] for word in (*lexicon.areas, *lexicon.scopes))


@cache
def _stem_list_pattern() -> re.Pattern[str]:
    stems = "|".join(sorted(load_lexicon().bare_stems, key=len, reverse=True))
    return re.compile(rf"(?:{stems})(?:[、和](?:{stems}))+等?(?:多个|相关|有关|职能|执法)?(?:部门|单位)")


@cache
def _predicate_pattern() -> re.Pattern[str]:
    lexicon = load_lexicon()
    return re.compile("|".join(map(re.escape, (*lexicon.verbs, *lexicon.founding))))


class Scanner:
    """Reads one text; call `scan` once."""

    def __init__(
        self, view: str, sentences: tuple[Sentence, ...], home: Region, voice: Actor | None = None
    ) -> None:
        self.view = view
        self.sentences = sentences
        self.home = home
        self.voice = voice
        self.places = Places(home)
        self.lexicon: ActorLexicon = load_lexicon()
        self.found: list[Found] = []
        self.aliases: dict[Actor, Actor] = {}
        self._organs: Counter[str] = Counter()
        self._sentence: Sentence = sentences[0] if sentences else _NOWHERE
        self._hard = 0
        """End of the last word that no name runs over."""
        self._verb = 0
        self._soft = 0
        """End of the last word that no name without a place runs over."""

    def scan(self) -> list[Found]:
        """All names, left to right, not overlapping."""
        patterns = load_patterns()
        words = patterns.words
        titled = -1
        ends = [sentence.end for sentence in self.sentences]
        for index, begin, end in patterns.automaton.find_matches_as_indexes(self.view):
            word = words[index]
            role = word.role
            if role == "stop":
                if end - begin > 1 or not self._opens_region(begin):
                    self._hard = self._soft = end
                continue
            if role == "verb":
                self._verb = self._soft = end
                continue
            if role == "open":
                titled = self._hard = end
                continue
            if role == "close":
                titled, self._hard = -1, end
                continue
            if begin >= self._sentence.end:
                place = min(bisect_right(ends, begin), len(ends) - 1)
                self._sentence = self.sentences[place]
                if titled >= 0 and titled <= self._sentence.begin:
                    titled = -1
            if titled < 0:
                self._read(word, begin, end)
            if role == "break":
                self._soft = end
        return self.found

    # --- one word ------------------------------------------------------------------------------

    def _read(self, word: Word, begin: int, end: int) -> None:
        if word.known and self._read_known(word, begin, end):
            return
        if word.organs and self._read_organ(word, begin, end):
            return
        if word.counted:
            self._read_counted(word, begin, end)
            return
        if word.collective and self._read_collective(word, begin, end):
            return
        if word.head and self._read_head(word, word.head, begin, end):
            return
        if word.body and self._read_body(word, begin, end):
            return
        if word.stem or word.organs or word.collective:
            self._read_bare(word, begin, end)

    def _read_known(self, word: Word, begin: int, end: int) -> bool:
        assert word.known is not None
        if len(word.form) == 2 and begin not in (self._soft, self._hard, self._low()):
            return False
        return self._add(begin, end, (names.name_known(*word.known),), "actor.known")

    def _read_organ(self, word: Word, begin: int, end: int) -> bool:
        if self._is_medium(end):
            return True
        low = self._low()
        if self._read_scope(word, low, begin, end):
            return True
        if names.is_national(word):
            actor = names.name_national(word)
            return actor is not None and self._add(begin, end, (actor,), "actor.organ.national")
        place = self.places.ending_at(self.view, low, begin)
        if place is not None and place.kind not in {"nation", "nickname"}:
            return self._read_local(word, place, end)
        return self._read_modified(word, begin, end) or self._read_adjacent(word, begin, end)

    def _read_local(self, word: Word, place: Place, end: int) -> bool:
        """The organ of a place, or of several: 市公安局, 广州市、深圳市市场监督管理局."""
        last = self._last()
        title = word.organs[0]
        if last and last.end == place.begin and last.actors[0].organ == title.organ.id:
            if last.actors[0].level == names.NATION:
                return self._read_office(last, word, place, end)
        if title.organ.id in self.lexicon.local and place.kind == "short":
            head = Head(title.organ.kind, title.organ.id, "brand", ())
            name = self.view[place.begin : place.end] + title.title.name
            actor = names.name_free("", name, head, place.region)
            return self._add(place.begin, end, (actor,), _rule(head))
        if title.organ.id == "party-committee" and self.view[place.begin - 1 :][:1] == "团":
            return self._read_league(place, end)
        if title.title.name.endswith("分局") and self._read_branch_of(title.organ, place, end):
            return True
        actors = self._name_shared(place, word)
        return actors is not None and self._add(actors[0], end, actors[1], "actor.organ")

    def _read_office(self, last: Found, word: Word, place: Place, end: int) -> bool:
        """A national body and its local one in one name: 国家金融监督管理总局大连监管局."""
        local = names.name_organ(place.region, word, full=place.kind == "full")
        if local is None:
            return False
        if word.organs[0].organ.label[:2] not in local.name:
            whole = last.actors[0]
            name = whole.name + self.view[place.begin : end]
            local = Actor(local.kind, name, local.region, local.organ, local.level, whole.name)
        return self._extend(last, end, local, "actor.organ")

    def _read_league(self, place: Place, end: int) -> bool:
        """团市委 is the committee of the youth league."""
        begin = place.begin - 1
        if self.view.endswith("共青团", self._low(), place.begin):
            begin = place.begin - 3
        region = place.region
        name = f"共青团{region.name}委员会"
        league = Actor("agency", name, region.code, "youth-league", names.level_of(region))
        return self._add(begin, end, (league,), "actor.organ")

    def _read_modified(self, word: Word, begin: int, end: int) -> bool:
        """An organ with words between the place and its official name: 周村区丝绸路街道办事处."""
        form = word.organs[0]
        organ, title = form.organ, form.title
        if organ.id in self.lexicon.modified:
            start: Literal["place", "brand"] = "brand" if organ.id in self.lexicon.local else "place"
            head = Head(organ.kind, organ.id, start, (), facility=self._founds(organ.id))
            return self._read_head(word, head, begin, end, title.name)
        low = max(self._low(), self._hard)
        tract = self.view.endswith(self.lexicon.tracts, low, begin)
        if not tract and word.form != title.name:
            return False
        head = Head(organ.kind, organ.id, "brand", ())
        place = self._nearest_place(head, low, begin)
        if place and place.end < begin and (tract or begin - place.end <= 4):
            return self._add_free(place, head, begin, end, title.name)
        start_at = max(low, self._soft)
        if tract and 4 <= begin - start_at <= 12:
            actor = names.name_free("", self.view[start_at:begin] + title.name, head, self.home)
            return self._add(start_at, end, (actor,), "actor.organ.tract", doubt="unknown place")
        return False

    def _read_adjacent(self, word: Word, begin: int, end: int) -> bool:
        """An organ that follows its superior at once: 市公安局交警支队."""
        last = self._last()
        if last is None or last.end != begin or not word.organs:
            return False
        whole = last.actors[0]
        form = word.organs[0]
        name = whole.name + form.title.name
        part = Actor(whole.kind, name, whole.region, form.organ.id, whole.level, whole.name)
        return self._extend(last, end, part, "actor.part")

    def _read_collective(self, word: Word, begin: int, end: int) -> bool:
        if self._read_scope(word, self._low(), begin, end):
            return True
        last = self._last()
        if last and last.end == begin and word.form in self.lexicon.member_units:
            whole = last.actors[0]
            group = names.name_group(whole.name, "", word.form, self._region(whole.region))
            return self._extend(last, end, group, "actor.group.members")
        place = self.places.named(self.view, self._low(), begin)
        if place is None or place.kind == "nickname":
            return False
        group = names.name_group(_spell(place.region), "", word.form, place.region)
        return self._add(place.begin, end, (group,), "actor.group")

    def _read_body(self, word: Word, begin: int, end: int) -> bool:
        """局 or 厅 alone, under the body that the passage speaks of: 市局, 省厅, 沂源县局."""
        low = self._low()
        if self._is_medium(end) or self._read_scope(word, low, begin, end):
            return True
        if self.view[begin - 1 : begin] == "总" and begin > low:
            actor = self._national_body("总局")
            return actor is not None and self._add(begin - 1, end, (actor,), "actor.rank")
        place = self.places.ending_at(self.view, low, begin)
        if place is None or place.kind == "nickname":
            return False
        if place.kind == "nation":
            actor = self._national_body(word.form)
        elif place.kind == "short" and place.region.level != "county":
            return False
        else:
            actor = self._body_of(place.region, word.form)
        return actor is not None and self._add(place.begin, end, (actor,), "actor.rank")

    def _read_counted(self, word: Word, begin: int, end: int) -> None:
        """A number of bodies that acts, with none of them named: 联合十六部门."""
        view = self.view
        match = _NUMBER.search(view, max(self._low(), begin - 5), begin)
        if match is None:
            return
        start = match.start()
        acts = view.startswith(self.lexicon.joint_adverbs, end)
        if start == self._low() > self._sentence.begin or view[start - 1 : start] == "等":
            return
        if not acts and not self._is_partner(start):
            return
        group = names.name_group("", "", view[start:end], self.home)
        self._add(start, end, (group,), "actor.group.counted")

    # --- collectives and shared heads -------------------------------------------------------------

    def _read_scope(self, word: Word, low: int, begin: int, end: int) -> bool:
        """各区县市场监管局, 全市检察机关, 两级法院; 临淄、桓台等区县局 names each member."""
        view = self.view
        if begin == low or view[begin - 1] not in _scope_ends():
            return False
        match = _scope_pattern().search(view, max(low, begin - 14), begin)
        if match is None or match.start() == begin:
            return False
        area, scope = match["area"] or "", match["scope"] or ""
        start = match.start()
        if not scope and (area[0] in "我本") and not word.collective:
            return False
        if scope and not area:
            members = self._listed_regions(low, start, _level_of_scope(scope))
            if members and (view[start - 1] == "等" or len(members) > 1):
                actors = tuple(filter(None, (self._name_in(each.region, word) for each in members)))
                return bool(actors) and self._add(members[0].begin, end, actors, "actor.list")
        if view[start - 1 : start] == "等":
            return False
        place = None if area else self.places.named(view, low, start)
        if not area and place is None and scope in {"基层", "辖区", "属地", "三级"}:
            return False
        region = place.region if place else self._area_region(area)
        if region is None:
            return False
        tail = self._collective_tail(word, scope, region)
        if tail is None:
            return False
        if scope and not scope.startswith(("各", "两", "三", "有关", "相关", "基层", "辖", "属", "市", "省")):
            scope = "各" + scope
        group = names.name_group(_spell(region), scope, tail, region, self._organ_of(word))
        return self._add(place.begin if place else start, end, (group,), "actor.group")

    def _area_region(self, area: str) -> Region | None:
        if not area:
            return self.home
        if area == "全国":
            return self._region(NATIONAL)
        return self.places.own(area[-1])

    def _collective_tail(self, word: Word, scope: str, region: Region) -> str | None:
        """How the members are called: as in the text, short forms of local organs written out."""
        if word.collective or scope.startswith(("两级", "三级", "市", "省")) or not scope:
            return word.form if word.collective or word.organs else None
        county = next(iter(load_regions().children(region.code)), region)
        if word.body:
            organ = self._sector(word.form, "county")
            named = names.name_at(county, organ, word.form) if organ else None
        else:
            named = names.name_organ(county, word)
        return named.name.removeprefix(county.name).removeprefix(county.short) if named else None

    def _listed_regions(self, low: int, end: int, level: str = "county") -> list[Place]:
        """The regions of a level that are listed before `end` (临淄、桓台等), in order."""
        listed: list[Place] = []
        if end > low and self.view[end - 1] == "等":
            end -= 1
        while end > low:
            place = self.places.named(self.view, low, end)
            if place is None or place.region.level not in {level, "zone"}:
                break
            listed.insert(0, place)
            if place.begin <= low or self.view[place.begin - 1] not in _JOINTS:
                break
            end = place.begin - 1
        return listed

    def _name_shared(self, place: Place, word: Word) -> tuple[int, tuple[Actor, ...]] | None:
        """The organ of the place, and those of places listed before it without a head of their own."""
        actor = self._name_in(place.region, word, full=place.kind == "full")
        if actor is None:
            return None
        if place.kind == "bare":
            twin = self._own_before(place)
            first = self._name_in(twin.region, word) if twin else None
            if twin and first:
                return twin.begin, (first, actor)
        if place.kind == "bare":
            return place.begin, (actor,)
        listed = self._listed_regions(self._low(), place.end, place.region.level)
        others = tuple(
            filter(None, (self._name_in(each.region, word) for each in listed if each != place))
        )
        return (listed[0].begin if others else place.begin), (*others, actor)

    def _own_before(self, place: Place) -> Place | None:
        """The 省 of 省市中心 and 省、市市场监管局."""
        end = place.begin
        if end > self._low() and self.view[end - 1] == "、":
            end -= 1
        if end > self._low() and self.view[end - 1] == "省" and self.view[place.end - 1] == "市":
            return self.places.bare(self.view, self._low(), end)
        return None

    def _name_in(self, region: Region, word: Word, *, full: bool = False) -> Actor | None:
        if word.body:
            return self._body_of(region, word.form)
        return names.name_organ(region, word, full=full)

    # --- free names -------------------------------------------------------------------------------

    def _read_head(self, word: Word, head: Head, begin: int, end: int, tail: str = "") -> bool:
        tail = tail or word.form
        low = max(self._low(), self._hard)
        last = self._last()
        if last and last.end == begin and head.organ == "company":
            if last.actors[0].kind == "enterprise":
                whole = replace(last.actors[0], name=last.actors[0].name + tail)
                return self._extend(last, end, whole, "actor.company")
        if head.part and self._read_part(word, head, begin, end):
            return True
        place = self._nearest_place(head, low, begin)
        if place is not None and place.end == begin and place.kind in {"bare", "short"}:
            if self._read_short(word, head, place, end):
                return True
            if word.form == "中心":
                return False
        if place is not None:
            return self._add_free(place, head, begin, end, tail)
        if self._read_again(word, begin, end):
            return True
        if head.start == "brand":
            start = max(low, self._soft)
            if self._is_brand(start, begin, head):
                name = self.view[start:begin] + tail
                region = self.places.nearby if head.organ == "subdistrict" else None
                actor = names.name_free("", name, head, region or self.home)
                return self._add(start, end, (actor,), _rule(head))
        return False

    def _is_brand(self, start: int, begin: int, head: Head) -> bool:
        """Whether the words before a head name one body: no number, no 某, nothing vague."""
        brand = self.view[start:begin]
        longest = 6 if head.organ in self.lexicon.local else _REACH
        if not 2 <= len(brand) <= longest or not (brand[0].isalpha() or brand[0] == "（"):
            return False
        if self.view[start - 1 : start] == "某" or brand[0] in "个家名多各":
            return False
        return brand not in self.lexicon.vague and not brand.startswith(self.lexicon.vague)

    def _nearest_place(self, head: Head, low: int, begin: int) -> Place | None:
        """The place nearest to the head behind which the name may begin."""
        view = self.view
        end = begin
        while end > max(low, begin - _REACH):
            if view[end - 1] == "）":
                end = self._before_frame(low, end)
                if end < 0:
                    return None
                continue
            place = self.places.ending_at(view, low, end)
            place = place and self._widen_nation(place, low)
            if place and self._opens_name(place, head, begin):
                return place
            end -= 1
        return None

    def _before_frame(self, low: int, end: int) -> int:
        """Where （山东） begins, ready for what stands before it; -1 if it frames no place."""
        start = self.view.rfind("（", low, end)
        framed = self.view[start + 1 : end - 1]
        return start if start > low and self.places.resolve(framed) else -1

    def _opens_name(self, place: Place, head: Head, begin: int) -> bool:
        gap = self.view[place.end : begin]
        if place.kind == "bare" and head.start == "brand":
            return False
        if place.kind == "short" and place.region.level == "county" and not self._is_home(place):
            return False
        if _predicate_pattern().match(gap) or _COUNTED.search(gap):
            return False
        if place.kind == "full" and place.region.code == NATIONAL and head.organ != "association":
            return False
        return bool(gap) or place.kind != "nation" or place.region.code != NATIONAL

    def _is_home(self, place: Place) -> bool:
        return load_regions().is_within(place.region.code, self.home.code)

    def _widen_nation(self, place: Place, low: int) -> Place:
        """山东国家…中心 is the national body for Shandong."""
        if place.kind != "nation" or self.view[place.begin : place.end] != "国家":
            return place
        outer = self.places.named(self.view, low, place.begin)
        if outer is None or outer.kind not in {"short", "full"}:
            return place
        return Place(outer.begin, place.end, outer.region, "nation")

    def _add_free(self, place: Place, head: Head, begin: int, end: int, tail: str) -> bool:
        view = self.view
        gap = view[place.end : begin]
        region = place.region
        prefix = view[place.begin : place.end]
        if place.kind == "bare" or (place.kind == "short" and region.level == "zone"):
            prefix = _spell(region)
        elif place.kind == "nation":
            if prefix.endswith("国家") and prefix != "国家":
                prefix = f"中国（{region.short}）"
            elif gap.startswith("（"):
                region = self.places.resolve(gap[1 : gap.find("）")]) or region
        if head.parent:
            return self._add_office(place, head, begin, end)
        if head.organ == "chamber" and (start := self._host(place)) < place.begin:
            actor = names.name_free("", view[start:begin] + tail, head, self.home)
            return self._add(start, end, (actor,), _rule(head))
        start = place.begin
        if head.kind == "enterprise":
            start -= self._corporate_prefix(start)
            prefix = view[start : place.begin] + prefix
        actor = names.name_free(prefix, gap + tail, head, region)
        return self._add(start, end, (actor,), _rule(head), head=head)

    def _corporate_prefix(self, end: int) -> int:
        """Length of the name of a group before the place: 国网江苏省电力有限公司."""
        for prefix in self.lexicon.corporate_prefixes:
            if self.view.endswith(prefix, self._low(), end):
                return len(prefix)
        return 0

    def _host(self, place: Place) -> int:
        """Where a chamber of people from elsewhere begins: 温州市山东商会."""
        start = max(self._low(), self._hard, self._soft)
        return start if place.kind != "bare" and place.begin - start <= 10 else place.begin

    def _add_office(self, place: Place, head: Head, begin: int, end: int) -> bool:
        """A regional office of a national body, under its official name: 国家局济南代办处."""
        last = self._last()
        start = last.begin if last and last.end == place.begin else place.begin
        name = f"{head.parent}{self.view[place.begin : end]}"
        code = place.region.code
        office = Actor(head.kind, name, code, head.organ, names.level_of(place.region), head.parent)
        if last and last.end == place.begin:
            return self._extend(last, end, office, "actor.part")
        return self._add(start, end, (office,), "actor.part")

    def _read_part(self, word: Word, head: Head, begin: int, end: int) -> bool:
        """A part of the body named just before: 省市场监管局执法稽查局, …局商标业务枣庄受理窗口."""
        last = self._last()
        if last is None or len(last.actors) != 1 or begin - last.end > _PART_REACH:
            return False
        if self._hard > last.end and not self._is_its(last.end, begin):
            return False
        if last.actors[0].kind == "group":
            return False
        gap = self.view[max(last.end, self._hard) : begin]
        if "（" in gap or "）" in gap or _COUNTED.search(gap) or self._tells(gap, head):
            return False
        whole = last.actors[0]
        region, level = whole.region, whole.level
        for stop in range(begin, last.end, -1):
            place = self.places.ending_at(self.view, last.end, stop)
            if place is None:
                continue
            if place.kind == "bare" or (place.kind == "full" and head.facility):
                return bool(head.parent) and self._add_office(place, head, begin, end)
            if place.kind in {"short", "full"}:
                region, level = place.region.code, names.level_of(place.region)
                if head.parent:
                    return self._add_office(place, head, begin, end)
                break
        part = names.name_part(whole, gap + word.form, head, region, level)
        if self._hard > last.end:
            return self._add(self._hard, end, (part,), "actor.part.its", head=head)
        return self._extend(last, end, part, "actor.part", head)

    def _tells(self, gap: str, head: Head) -> bool:
        """Whether the words between a body and a head are a predicate.

        Names of committees and leading groups have verbs inside (战略实施工作领导小组), never in front.
        """
        if head.organ in {"committee", "leading-group"}:
            return bool(_predicate_pattern().match(gap))
        return bool(_predicate_pattern().search(gap))

    def _is_its(self, end: int, begin: int) -> bool:
        """及其 and no other stop between a body and its part: 市律师协会及其…专业委员会."""
        return self.view.startswith(("及其", "和其", "与其"), end) and self._hard == end + 2 < begin

    def _read_short(self, word: Word, head: Head, place: Place, end: int) -> bool:
        """省中心, 市协会, 周村分局, 济南代办处: a body under its place and head alone."""
        if word.form == "分局":
            return self._read_branch(place, end)
        if head.parent:
            return False
        actor = self._met(lambda each: each.region == place.region.code, word.form)
        first = self._own_before(place)
        if first:
            other = self._met(lambda each: each.region == first.region.code, word.form)
            pair = _pair(first.region, other, place.region, actor)
            return bool(pair) and self._add(first.begin, end, pair, "actor.short")
        if head.facility and self._read_network(word, head, place, end):
            return True
        return actor is not None and self._add(place.begin, end, (actor,), "actor.short")

    def _read_network(self, word: Word, head: Head, place: Place, end: int) -> bool:
        """A branch that has its network before the place: 知识产权远程教育淄博分站."""
        start = max(self._low(), self._hard, self._soft)
        if place.kind == "bare" or not 2 <= place.begin - start <= _PART_REACH:
            return False
        form = self.view[start:end]
        actor = self._met(lambda each: each.region == place.region.code, form)
        if actor is None:
            actor = names.name_free("", form, head, place.region)
        return self._add(start, end, (actor,), "actor.network", head=head)

    def _read_branch(self, place: Place, end: int) -> bool:
        """周村分局 in a passage about a city's bureau: 淄博市公安局周村分局."""
        organ = self._sector("局", "municipal")
        return organ is not None and self._read_branch_of(organ, place, end)

    def _read_branch_of(self, organ: Organ, place: Place, end: int) -> bool:
        above = load_regions().ancestors(place.region.code)
        if not above or place.kind == "bare" or place.region.level not in {"county", "zone"}:
            return False
        whole = names.name_at(above[0], organ, "局")
        if whole is None:
            return False
        short = place.region.short if place.region.level == "county" else self._form(place)
        name = f"{whole.name}{short}分局"
        level = names.level_of(place.region)
        part = Actor("agency", name, place.region.code, organ.id, level, whole.name)
        return self._add(place.begin, end, (part,), "actor.branch")

    def _read_again(self, word: Word, begin: int, end: int) -> bool:
        """A name that was met before, cut to its end: 商标受理窗口, 工作站."""
        start = max(self._low(), self._hard, self._soft)
        if begin - start > 8:
            return False
        gap = self.view[start:begin]
        if not gap and start not in (self._sentence.begin, self._verb):
            if self.view[start - 1] not in "，。；、：与和向由以":
                return False
        section = self._sentence.section
        for earlier in reversed(self.found):
            if not gap and self.sentences[earlier.sentence].section[:1] != section[:1]:
                break
            for actor in earlier.actors:
                if actor.name.endswith(word.form) and _is_within(gap, actor.name):
                    return self._add(start, end, (actor,), "actor.again")
        return False

    def _met(self, fits: Callable[[Actor], bool], tail: str) -> Actor | None:
        for earlier in reversed(self.found):
            for actor in earlier.actors:
                if actor.name.endswith(tail) and fits(actor):
                    return actor
        return None

    # --- bodies named by rank or stem alone ------------------------------------------------------

    def _body_of(self, region: Region, tail: str) -> Actor | None:
        organ = self._sector(tail, "county" if region.level == "zone" else region.level)
        if organ is None:
            return None
        return names.name_at(region, organ, tail) or names.name_at(region, organ)

    def _national_body(self, tail: str) -> Actor | None:
        met = self._met(lambda each: each.level == names.NATION, tail)
        if met is not None and not met.parent:
            return met
        organ = self._sector(tail, names.NATION)
        return names.name_at(self._region(NATIONAL), organ, tail) if organ else None

    def _sector(self, tail: str, level: str) -> Organ | None:
        """The organ type that the passage is about and that has a body of that tail and level."""
        types = _types()

        def fits(organ: str) -> bool:
            return organ in types and any(
                level in title.levels and title.name.endswith(tail) for title in types[organ].titles
            )

        if self.voice is not None and fits(self.voice.organ):
            return types[self.voice.organ]
        here = self._sentence
        same_section: str = ""
        for earlier in reversed(self.found):
            sentence = self.sentences[earlier.sentence]
            if sentence.section != here.section:
                break
            organ = earlier.actors[0].organ
            if earlier.actors[0].level != names.NATION and fits(organ):
                if sentence.paragraph != here.paragraph and same_section:
                    break
                same_section = organ
        if same_section:
            return types[same_section]
        common = [organ for organ, _ in self._organs.most_common() if fits(organ)]
        return types[common[0]] if common else None

    def _read_bare(self, word: Word, begin: int, end: int) -> None:
        """An organ without a place, as a partner at home: 与海关、公安等部门, 通过法院."""
        if self._read_ellipsis(word, begin, end):
            return
        listed = word.stem is not None and self._opens_list(begin)
        if not listed and not (self._is_partner(begin) and self._ends_phrase(end)):
            return
        if word.collective:
            if self.view.endswith(self.lexicon.joint_cues, self._sentence.begin, begin):
                group = names.name_group(_spell(self.home), "", word.form, self.home)
                self._add(begin, end, (group,), "actor.group.bare")
            return
        if self.home.level == "national":
            return
        organ = word.stem or word.organs[0].organ
        if organ.id == "customs" and self.home.level != "municipal":
            return
        if word.organs:
            actor = names.name_organ(self.home, word)
        else:
            actor = names.name_at(self.home, organ)
        if actor is not None:
            self._add(begin, end, (actor,), "actor.bare")

    def _read_ellipsis(self, word: Word, begin: int, end: int) -> bool:
        """An organ that shares the place of the one before it: 县公安局、农业农村局等单位."""
        last = self._last()
        if last is None or last.end + 1 != begin or self.view[last.end] not in _JOINTS:
            return False
        before = last.actors[-1]
        if not word.organs or last.rule not in {"actor.organ", "actor.ellipsis"}:
            return False
        if before.kind != "agency" or not before.level or not self._ends_phrase(end):
            return False
        actor = names.name_organ(self._region(before.region), word)
        return actor is not None and self._add(begin, end, (actor,), "actor.ellipsis")

    def _opens_list(self, begin: int) -> bool:
        """Whether a clause opens with a list of bare stems here: 公安、海关等部门联合执法."""
        at_start = begin == self._sentence.begin or self.view[begin - 1] in "，；："
        return at_start and _stem_list_pattern().match(self.view, begin) is not None

    def _is_partner(self, begin: int) -> bool:
        view = self.view
        last = self._last()
        if last and last.end + 1 == begin and view[last.end] in _JOINTS:
            return last.rule in {"actor.bare", "actor.group.bare"}
        before = view[max(self._sentence.begin, begin - 2) : begin]
        return before.endswith(self.lexicon.partner_cues)

    def _ends_phrase(self, end: int) -> bool:
        return end >= self._sentence.end or self.view.startswith(self.lexicon.phrase_ends, end)

    # --- adding -----------------------------------------------------------------------------------

    def _add(
        self,
        begin: int,
        end: int,
        actors: tuple[Actor, ...],
        rule: str,
        *,
        head: Head | None = None,
        doubt: str = "",
    ) -> bool:
        if self.found and begin < self.found[-1].end:
            return False
        last = self._last()
        if last and self._is_second_name(last, begin, end, actors):
            self.aliases[actors[0]] = last.actors[0]
            last.end = end + 1
            return True
        founded = self._is_founded(begin, end, head, actors)
        self.found.append(Found(begin, end, actors, rule, self._sentence.number, founded, doubt))
        self._note(actors[-1])
        return True

    def _extend(
        self, last: Found, end: int, actor: Actor, rule: str, head: Head | None = None
    ) -> bool:
        last.end, last.actors, last.rule = end, (actor,), rule
        last.founded = self._is_founded(last.begin, end, head, last.actors)
        self._note(actor)
        return True

    def _note(self, actor: Actor) -> None:
        if actor.kind == "agency" and actor.organ:
            self._organs[actor.organ] += 1
        if actor.level == "county":
            self.places.nearby = self._region(actor.region)

    def _is_second_name(
        self, last: Found, begin: int, end: int, actors: tuple[Actor, ...]
    ) -> bool:
        """A（B）: two names of one body."""
        view = self.view
        return (
            last.end + 1 == begin
            and view[last.end] in "（("
            and view[end : end + 1] in {"）", ")"}
            and len(actors) == 1
            and actors[0].kind == last.actors[0].kind == "agency"
            and actors[0].region == last.actors[0].region
        )

    def _is_founded(
        self, begin: int, end: int, head: Head | None, actors: tuple[Actor, ...]
    ) -> bool:
        if not (head and head.facility) and not self._founds(actors[0].organ):
            return False
        before = self.view[max(self._sentence.begin, begin - 4) : begin].rstrip("了起")
        return before.endswith(self.lexicon.founding) or self.view.startswith(
            self.lexicon.founded, end
        )

    def _founds(self, organ: str) -> bool:
        return organ in self.lexicon.facilities

    # --- small questions --------------------------------------------------------------------------

    def _last(self) -> Found | None:
        """The name before this word, if it is in the same sentence."""
        if self.found and self.found[-1].begin >= self._sentence.begin:
            return self.found[-1]
        return None

    def _low(self) -> int:
        last = self._last()
        return last.end if last else self._sentence.begin

    def _form(self, place: Place) -> str:
        return self.view[place.begin : place.end]

    def _opens_region(self, begin: int) -> bool:
        view = self.view
        if view[begin] in "，。；：！？、“”《》（）,;:!?\"'‘’—…·•":
            return False
        forms = load_regions().forms()
        return any(view[begin : begin + length] in forms for length in (3, 4, 2))

    def _is_medium(self, end: int) -> bool:
        return self.view.startswith(self.lexicon.media, end)

    def _region(self, code: str) -> Region:
        return load_regions().get(code)

    def _organ_of(self, word: Word) -> str:
        return word.organs[0].organ.id if word.organs else ""


def _pair(
    upper: Region, above: Actor | None, lower: Region, below: Actor | None
) -> tuple[Actor, ...]:
    """Both bodies of 省市中心; the one that was not named yet is called as the other is."""
    if above is None and below is None:
        return ()
    if above is None and below is not None:
        above = _twin(below, lower, upper)
    elif below is None and above is not None:
        below = _twin(above, upper, lower)
    return tuple(filter(None, (above, below)))


def _twin(actor: Actor, own: Region, other: Region) -> Actor | None:
    if not actor.name.startswith(own.name):
        return None
    name = other.name + actor.name.removeprefix(own.name)
    return Actor(actor.kind, name, other.code, actor.organ, names.level_of(other))


def _level_of_scope(scope: str) -> str:
    """The level of the members that a scope speaks of: 省市 provinces, 市 cities, else counties."""
    if "省" in scope:
        return "provincial"
    return "municipal" if scope.strip("各设级以上地") == "市" else "county"


def _spell(region: Region) -> str:
    return "全国" if region.code == NATIONAL else region.name


def _rule(head: Head) -> str:
    return f"actor.{head.organ or 'free'}"


def _is_within(part: str, name: str) -> bool:
    """Whether the characters of `part` stand in the name in this order."""
    rest = iter(name)
    return all(character in rest for character in part)


_NOWHERE: Final = Sentence(0, "sentence", 0, 0, 0)

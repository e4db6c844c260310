"""The figure lexicon in the forms that look-up needs: hedges, units, and what is no figure."""

import re
from collections.abc import Iterable, Set
from functools import cache

from kg.facts import Bound, Quantity
from kg.mention.figure_lexicon import FigureLexicon, load_figure_lexicon
from kg.mention.numerals import DIGITS
from ontology.regions import load_regions
from ontology.units import unit_names

_BARE = re.compile("[百千万亿]+")
_LISTED = re.compile(r"[，、；,;。)）]")
_OTHER_UNIT = re.compile(r"（(.{1,3})）")
_CLAUSE_MARKS = re.compile("[，；。：]")
CJK_DIGITS = frozenset("零〇一二两三四五六七八九十百千万亿")


@cache
def load_figure_words() -> "FigureWords":
    """The words, compiled. Raises InvalidRule or InvalidVocabulary if a file is broken."""
    return FigureWords(load_figure_lexicon())


class FigureWords:
    """Answers what the words around a number make of it. Places are view offsets."""

    __slots__ = (
        "_after",
        "_ages",
        "_before",
        "_blocked",
        "_durations",
        "_implied",
        "_labels",
        "_lexicon",
        "_listed",
        "_measures",
        "_names",
        "_own",
        "_summed",
        "_unit_lengths",
        "_units",
    )

    def __init__(self, lexicon: FigureLexicon) -> None:
        self._lexicon = lexicon
        self._units = unit_names()
        self._unit_lengths = _lengths_by_first(self._units)
        self._before = _grouped(_by_length(lexicon.hedges_before), -1)
        """Hedges by their last character, longest first."""
        self._after = _grouped(_by_length(lexicon.hedges_after), 0)
        self._blocked = {unit: tuple(words) for unit, words in lexicon.not_before.items()}
        self._durations = frozenset(lexicon.durations)
        self._labels = frozenset(lexicon.label_counters)
        self._measures = re.compile("|".join(map(re.escape, lexicon.duration_measures)))
        self._implied = _by_length_of(lexicon.implied_units)
        self._own = tuple(lexicon.own_items)
        self._listed = tuple(lexicon.listed_things)
        self._summed = tuple(lexicon.summed_up)
        self._ages = tuple(lexicon.ages)
        self._names = _by_first((*lexicon.idioms, *_places_with_numbers()))

    def is_name(self, view: str, first: int, start: int) -> bool:
        """The number is an ordinal, part of a rate or a set phrase."""
        if start > first and view[start - 1] in self._lexicon.not_after:
            return True
        return view.startswith(self._names.get(view[start], ()), start)

    def hedge_before(
        self, view: str, first: int, start: int, match: re.Match[str]
    ) -> tuple[int, Bound | None]:
        """Where the figure begins, with its hedge, and what the hedge says of it."""
        if start <= first:
            return start, None
        for word, bound in self._before.get(view[start - 1], ()):
            if not view.startswith(word, start - len(word)) or start - len(word) < first:
                continue
            if word == "上" and not _BARE.match(match["number"]):
                continue
            earlier = view[start - len(word) - 1] if start - len(word) > first else ""
            if earlier and earlier in self._lexicon.hedge_endings.get(word[-1], ""):
                continue
            return start - len(word), bound
        return start, None

    def hedge_after(self, view: str, at: int, end: int, bound: Bound | None) -> tuple[int, Bound]:
        """Where the figure ends, with a hedge behind its unit, and its bound."""
        for word, after in self._after.get(view[at : at + 1], ()):
            if view.startswith(word, at) and at + len(word) <= end:
                return at + len(word), after
        return at, bound or "exact"

    def unit_at(
        self,
        view: str,
        match: re.Match[str],
        first: int,
        begin: int,
        end: int,
        units: Set[str],
    ) -> tuple[str, int] | None:
        """The unit behind the number and where it ends; None for no unit, dates and durations.

        `units` are those of the figures before it in its sentence.
        """
        at = match.end()
        for length in self._unit_lengths.get(view[at : at + 1], ()):
            name = self._units.get(view[at : at + length])
            if name is None or at + length > end:
                continue
            stop = at + length
            if other := _OTHER_UNIT.match(view, stop, end):
                stop = other.end() if other[1] in self._units else stop
            if self._is_blocked(view, view[at : at + length], stop):
                return None
            if name in self._durations and not (
                name in units or self._is_measured_time(view, first, begin, match)
            ):
                return None
            return name, stop
        if match["steps"] and match["number"][0].isdigit():
            lead = view[max(first, begin - 12) : begin].rstrip("达到为超约近共有")
            for word, name in self._implied:
                if lead.endswith(word):
                    return name, at
        return None

    def _is_blocked(self, view: str, unit: str, stop: int) -> bool:
        """What follows makes the unit the beginning of another word: 16支付."""
        blocked = self._blocked.get(unit, ())
        if not blocked or not view.startswith(blocked, stop):
            return False
        return not view.startswith(tuple(self._lexicon.yet_before.get(unit, ())), stop)

    def _is_measured_time(self, view: str, first: int, begin: int, match: re.Match[str]) -> bool:
        clause = _CLAUSE_MARKS.split(view[max(first, begin - 24) : begin])[-1]
        return match["number"][0].isdigit() and bool(self._measures.search(clause))

    def is_label(
        self,
        view: str,
        match: re.Match[str],
        unit: tuple[str, int],
        before: Quantity | None,
        end: int,
        begin: int,
    ) -> bool:
        """The number is no count: 一家人, 二类疫苗, 11个部分, 百家, 9点30分, 几件事."""
        number = match["number"]
        if view.startswith(self._own, unit[1]) or _ARTICLES.search(view, begin - 4, unit[1]):
            return True
        listed = view.startswith("等", begin - 1) and view.startswith(self._listed, unit[1])
        members = unit[0] in ("个", "家") and view.startswith(_MEMBERS, unit[1])
        if listed or members:
            return True
        if unit[0] == "岁" and view.startswith(self._ages, unit[1]):
            return True
        if number[0].isdigit():
            return unit[0] == "分" and view[begin - 1 : begin] in {"点", "时"}
        plain = not (match["odd"] or match["odds"] or match["steps"])
        if plain and number == "几":
            return True
        if plain and _BARE.fullmatch(number):
            return begin == match.start()
        if plain and number == "二":
            return True
        if plain and len(number) == 1 and _sums_up(view, begin, number, unit, self._summed):
            return True
        if plain and number == "一":
            return not _is_listed_one(view, match, unit, before, end)
        return plain and len(number) == 1 and view[match.end()] in self._labels


def _sums_up(
    view: str, begin: int, number: str, unit: tuple[str, int], nouns: tuple[str, ...]
) -> bool:
    """It only sums up: 三个领域; or it counts the list before it: 邮递、货运两个渠道."""
    if unit[0] not in _SUMMING:
        return False
    if view.startswith(nouns, unit[1]):
        return True
    if _HEADS_LIST.match(view, unit[1]) or _OF_KIND.match(view, unit[1]):
        return True
    listed = _LIST_BEFORE.search(view, max(0, begin - 40), begin)
    return listed is not None and len(_LIST_SIGNS.findall(listed[0])) == DIGITS.get(number, 10) - 1


_SUMMING = frozenset({"个", "项", "类", "种", "家", "条", "张", "场"})
_MEMBERS = "成员单位"
"""Counted, they only label a group: 分解到23个成员单位."""
_ARTICLES = re.compile(r"\d章\d+条\Z")
"""What a law is made up of: 共8章62条."""
_HEADS_LIST = re.compile("[^，。；：]{1,10}：(?:一是|1[.、]|（一）|①|第一，)")
"""Behind a number that sums up the list that it opens: 抓了三项重点工作：一是…."""
_OF_KIND = re.compile(r"[^，。；：、\d]{2,8}?案件?\d")
"""Behind a number that is part of a name of what is counted: 四个配套办法案件418件."""
_LIST_SIGNS = re.compile("[、和与及]|”(?=“)")
_LIST_BEFORE = re.compile(
    r"(?:[^，。；：、和与及]{2,12}[、和与及])+[^，。；：、和与及]{2,12}$|(?:“[^”]{1,12}”){2,}$"
)


def _is_listed_one(
    view: str, match: re.Match[str], unit: tuple[str, int], before: Quantity | None, end: int
) -> bool:
    """一 counts behind a count of the same unit: 三家分支机构，一家办事机构."""
    if before is None or before.unit != unit[0] or before.digits[0] not in CJK_DIGITS:
        return False
    between = view[before.end : match.start()]
    return len(between) <= 20 and len(_LISTED.findall(between)) == 1


def _by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words by their first character."""
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[0]] = (*found.get(word[0], ()), word)
    return found


def _lengths_by_first(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long words with that first character are, longest first."""
    groups = _by_first(words).items()
    return {first: tuple(sorted({*map(len, group)}, reverse=True)) for first, group in groups}


def _grouped(
    hedges: Iterable[tuple[str, Bound]], place: int
) -> dict[str, tuple[tuple[str, Bound], ...]]:
    """The hedges by the character that they have at the place, in their order."""
    found: dict[str, tuple[tuple[str, Bound], ...]] = {}
    for hedge in hedges:
        found[hedge[0][place]] = (*found.get(hedge[0][place], ()), hedge)
    return found


def _by_length(words: dict[Bound, list[str]]) -> tuple[tuple[str, Bound], ...]:
    pairs = [(word, bound) for bound, all_ in words.items() for word in all_]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _by_length_of(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _places_with_numbers() -> tuple[str, ...]:
    """Names of places that begin with a number: 九江, 三门峡, 七台河, 五家渠."""
    forms = load_regions().forms()
    return tuple(sorted(form for form in forms if form[0] in CJK_DIGITS and len(form) > 2))

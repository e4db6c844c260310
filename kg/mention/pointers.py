"""Words that point to bodies without naming them: 该局, 该分中心, 两高."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import NUMBERS, Word, load_patterns
from kg.mention.partners import ends_phrase
from kg.mention.spans import MEMORY, Found, Reading

_NEAR: Final = 2
"""Paragraphs back that 该 may point."""
_JOINED: Final = re.compile("(?:会同|联合|协同|携手|配合|协助|[与同和])[^，。；：]*\\Z")
"""Behind what a body is named that joins in; a clause long."""
_CLAUSE: Final = 60
_NO_POINTER: Final = re.compile("[第等一二三四五六七八九十百“\\d]\\Z")
"""Before a number of bodies that were not named before: 第三方, 十六部门, “三方会商”."""
_DISPUTING: Final = re.compile("(?:促成|促使|引导|组织|动员|劝导|说服|帮助|使得?|让|为|给)\\Z")
_SETTLES: Final = re.compile("[^，。；]{0,12}?(?:和解|调解|赔偿|谅解|争议|当事)")
"""双方 before and behind these are the parties of a case."""
_JOINT: Final = re.compile("[、和与及同]|以及|，?(?:并|还|又)?(?:联合|会同|协同|携手|联手)")
"""Between bodies that do a thing together."""
_TOLD_APART: Final = 3
"""From so many on their number tells bodies apart that were named farther back."""
_ACTED_ON: Final = re.compile("[被由经获向给对]\\Z")
"""Before a body that only does something to the one that is spoken of: 被省高院评为…，该院."""
_OFFICES: Final = ("部门", "单位", "机关")
_GO_ON: Final = (
    *("在", "据此", "据以", "还", "就", "于", "轮流", "合力", "一道", "携手", "抽调"),
    *("议定", "商定", "一并", "并就", "随即", "举行", "举办", "召开"),
)
"""How they go on to act."""
_LISTS: Final = 4
"""Lists of bodies that 三部门 may mean."""


def read_that(reading: Reading, word: Word, begin: int, end: int) -> None:
    """该局: the body met last whose name ends so, if it is near.

    One that only joins in what another does (会同某市公安局) stands back behind the other.
    """
    view = reading.view
    if view[end : end + 1] in reading.lexicon.that_words.get(word.that, ()):
        return
    if _names_other(reading, word.that, begin):
        return
    near = list(islice(_candidates(reading, word.that), _LISTS))
    acting = (each for each in near if not _ACTED_ON.search(view, 0, each[0].begin))
    chosen = next(acting, near[0] if near else None)
    if chosen and _joins(reading, chosen[0]):
        leads = (each for each in _candidates(reading, word.that) if not _joins(reading, each[0]))
        paragraph = reading.sentences[chosen[0].sentence].paragraph
        lead = next(leads, None)
        if lead and reading.sentences[lead[0].sentence].paragraph == paragraph:
            chosen = lead
    if chosen:
        reading.add(begin, end, (chosen[1],), "actor.that")


def _names_other(reading: Reading, tail: str, begin: int) -> bool:
    """Whether the sentence names something that ends so and is no body: 成立仲裁院，该院…."""
    view, low = reading.view, max(reading.sentence.begin, begin - _CLAUSE)
    at = view.rfind(tail + "，", low, begin)
    met = reading.last()
    return at >= 0 and view[at - 1].isalpha() and (met is None or met.end < at)


def read_own(reading: Reading, tail: str, begin: int, end: int) -> None:
    """我厅: who speaks here, the voice of the report, who publishes it, or the one met last."""
    speakers = (reading.speaker, reading.voice, reading.publisher)
    own = next((each for each in speakers if each and _ends(each, tail)), None)
    if own is None and reading.voice is None:
        near = _candidates(reading, tail)
        own = next((actor for found, actor in near if not _joins(reading, found)), None)
    own = own or reading.voice
    if own is not None:
        reading.add(begin, end, (own,), "actor.voice")


def _candidates(reading: Reading, tail: str) -> Iterator[tuple[Found, Actor]]:
    """The bodies near by whose names end so, latest first, with the places that name them."""
    here = reading.sentence.paragraph
    for earlier in islice(reversed(reading.found), MEMORY):
        if here - reading.sentences[earlier.sentence].paragraph > _NEAR:
            return
        for actor in reversed(earlier.actors):
            if actor.kind != "group" and _ends(actor, tail):
                yield earlier, actor


def _joins(reading: Reading, found: Found) -> bool:
    """Whether a body is named as one that joins in: behind 会同, 联合, 与, or in a list of such."""
    begin = reading.sentences[found.sentence].begin
    return _JOINED.search(reading.view, max(begin, found.begin - _CLAUSE), found.begin) is not None


def _ends(actor: Actor, tail: str) -> bool:
    """Whether the name ends so; with 院 a court or procuratorate is meant, or an institute."""
    if tail == "中心" and actor.name.endswith("分中心"):
        return False
    if tail == "专委会":
        return actor.name.endswith("专业委员会")
    if len(tail) > 1:
        return actor.name.endswith(tail)
    whole = {"委": "委员会", "行": "银行", "校": "学校", "办": "办公室"}.get(tail, tail)
    return actor.name.endswith((tail, whole, "大学") if tail == "校" else (tail, whole))


def read_those(reading: Reading, word: Word, begin: int, end: int) -> bool:
    """三部门, 双方, 上述单位: the bodies that were just named together, if they are so many."""
    view = reading.view
    size = 2 + max(0, NUMBERS.find(view[begin]) - 2) if view[begin] in NUMBERS else 0
    if _NO_POINTER.search(view, max(reading.sentence.begin, begin - 3), begin):
        return False
    if begin == reading.low() > reading.sentence.begin:
        return False
    if not (ends_phrase(reading, end) or view.startswith(_GO_ON, end)):
        return False
    if word.form.endswith("方") and (
        _DISPUTING.search(view, reading.sentence.begin, begin) or _SETTLES.match(view, end)
    ):
        return False
    far = size >= _TOLD_APART and word.form.endswith(_OFFICES)
    for met in islice(_lists(reading, far=far), MEMORY if far else _LISTS):
        if len(met) == size or (not size and len(met) > 1):
            return reading.add(begin, end, met, "actor.those")
    return False


def read_counted_like(reading: Reading, organ: str, count: int, begin: int, end: int) -> bool:
    """四市市场监管局: as many bodies of that organ as were just named together.

    With no organ (五市局), bodies of any one. 上述 belongs to the mention.
    """
    if reading.view.endswith(reading.lexicon.those_openers, reading.sentence.begin, begin):
        begin -= len("上述")
    for met in islice(_lists(reading, far=False), _LISTS):
        kinds = {each.organ for each in met}
        if len(met) == count and len(kinds) == 1 and (not organ or organ in kinds):
            return reading.add(begin, end, met, "actor.those")
    return False


def _lists(reading: Reading, *, far: bool) -> Iterator[tuple[Actor, ...]]:
    """The bodies named together in this sentence and the one before, or farther back, latest first.

    Each list of a sentence first, then all that the sentence names.
    """
    here = reading.sentence
    recent: dict[int, list[Found]] = {}
    for found in islice(reversed(reading.found), MEMORY):
        near = here.paragraph - reading.sentences[found.sentence].paragraph <= 1
        if not far and not (near and here.number - found.sentence <= 1):
            break
        recent.setdefault(found.sentence, []).insert(0, found)
    for named in recent.values():
        lists: list[list[Found]] = []
        for found in named:
            begin = lists[-1][-1].end if lists else -1
            if lists and _JOINT.fullmatch(reading.view, begin, found.begin):
                lists[-1].append(found)
            else:
                lists.append([found])
        whole = [named] if len(lists) > 1 else []
        those = [[found] for found in reversed(named) if found.rule == "actor.those"]
        for each in (*reversed(lists), *whole, *those):
            yield tuple(dict.fromkeys(actor for found in each for actor in found.actors))


def read_pair(reading: Reading, word: Word, begin: int, end: int) -> None:
    """两高: several national bodies at once."""
    view = reading.view
    if view.startswith(reading.lexicon.pair_things, end) or not reading.starts(begin):
        return
    if not (ends_phrase(reading, end) or view[end : end + 1] in "一”"):
        return
    actors = tuple(filter(None, map(_national, word.pair)))
    reading.add(begin, end, actors, "actor.pair")


@cache
def _national(name: str) -> Actor | None:
    word = next((each for each in load_patterns().words if each.form == name), None)
    return names.name_national(word) if word else None

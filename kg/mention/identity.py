"""Which mentions name the same undertaking, and what its full name is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.facts import Initiative, InitiativeMention, InitiativeType
from kg.frozen import value
from kg.mention.context import Context
from kg.mention.initiative_words import load_words
from kg.read.document import Document
from ontology.regions import load_regions

SHORTEST_SHARED = 6
"""Characters that two names of a document must share at their end to be one undertaking."""
_SHORTEST_WHOLE = 5
"""Characters of a shared end where it says by itself what it is: 软件正版化."""
MEMORY = 64
"""How many names of the same end a name is compared with: time stays linear."""
_HEADED = 8
"""Characters of a sentence that only names an undertaking, beside the name: 四是开展…."""
_MARKS = re.compile(r"[\s“”‘’《》（）()、，,·•—\-]")
_QUOTED = re.compile("“([^”]+)”")
_PLACE = re.compile("(?:在|我|全|本)?(?:市|省|县|区|国)(?=.{4})|全(?:市|省|县|区)")
_ACTION = re.compile("(?:专项)?(?:行动|活动)$")
_STATUS = re.compile("(?<=试点)(?:地区|城市|单位|园区|企业)$")
"""What is given the status: 全国商业秘密保护创新试点(地区)."""
_ALIAS = re.compile(
    "[”》]?(?:活动|工作)?（(?:以下|下)?(?:统|简)?称(?:为|[:：])?(?P<alias>[^（）]{2,24})）"
)
_WHOLE = re.compile("[“《]([^“”《》]+)[”》]")
_GRADE = re.compile(
    "中央|国家级|省级|市级|县级|区级|第[一二三四五六七八九十]+[轮批届期次]|[一二三四]季度|[上下]半年"
)
_YEAR = re.compile(r"^\d{4}(?:年度?)?")


@value
class Candidate:
    """A place where an undertaking is named, before equal ones are made one."""

    sentence: int
    begin: int
    end: int
    type: InitiativeType
    name: str
    rule: str


def identify(
    candidates: Sequence[Candidate], document: Document, context: Context
) -> tuple[InitiativeMention, ...]:
    """The candidates as mentions in order of place; equal ones name one undertaking.

    Its name is the one met most often, of these the first.
    """
    ordered = sorted(candidates, key=lambda c: (c.begin, -c.end))
    groups: list[list[Candidate]] = []
    known: dict[str, int] = {}
    alike: dict[str, list[str]] = {}
    of: list[int] = []
    short: dict[int, str] = {}
    for candidate in ordered:
        key = _key(candidate.name)
        group = known.get(key)
        if group is None:
            others = alike.setdefault(key[-_SHORTEST_WHOLE:], [])
            named = {each: known[each] for each in others}
            if candidate.type == "event":
                group = _headed(key, candidate, named, groups, document)
            else:
                given = document.view.startswith("为", candidate.begin - 1)  # 被确定为…项目
                group = _longer(key, candidate, named, groups, apart=given)
            others[:] = [*others[1 - MEMORY :], key]
        if group is None:
            group = len(groups)
            groups.append([])
        known.setdefault(key, group)
        groups[group].append(candidate)
        of.append(group)
        if alias := _alias_of(candidate, document.view):
            short.setdefault(group, alias)
            known.setdefault(_key(alias), group)
    initiatives = [
        _initiative(group, document, context, short.get(number, ""))
        for number, group in enumerate(groups)
    ]
    return tuple(
        InitiativeMention(c.sentence, c.begin, c.end, initiatives[group], c.rule)
        for c, group in zip(ordered, of, strict=True)
    )


def _alias_of(candidate: Candidate, view: str) -> str:
    """The short form that the text gives behind a name, or "": （以下称“两打”专项行动）.

    Marks around all of it are dropped.
    """
    match = _ALIAS.match(view, candidate.end)
    if match is None:
        return ""
    whole = _WHOLE.fullmatch(match["alias"])
    return whole[1] if whole else match["alias"]


def _initiative(
    group: Sequence[Candidate], document: Document, context: Context, alias: str
) -> Initiative:
    """The undertaking that a group of mentions names.

    A short form with a name of its own (“两打”专项行动) is its name, any other (《决定》) is not.
    """
    called: Sequence[Candidate] = group
    if alias:
        short = _key(alias)
        called = [candidate for candidate in group if _key(candidate.name) != short] or group
    named = group[0]
    if len(group) > 1:
        counts = Counter(candidate.name for candidate in called)
        name = max(counts, key=lambda each: counts[each])
        named = next(candidate for candidate in group if candidate.name == name)
    name = named.name
    if "“" in alias and len(alias) < len(name):
        named = replace(named, name=alias)
    scope = "" if _is_distinct(named) else document.id
    return Initiative(group[0].type, named.name, _region(named.name, context), scope)


def _key(name: str) -> str:
    """A name without the marks and the place word that writers add freely."""
    bare = _MARKS.sub("", name)
    if place := _PLACE.match(bare):
        bare = bare[place.end() :]
    bare = _STATUS.sub("", bare.replace("建设", ""))
    return _ACTION.sub("" if "“" in name else "行动", bare)


def _longer(
    key: str,
    candidate: Candidate,
    known: dict[str, int],
    groups: Sequence[Sequence[Candidate]],
    *,
    apart: bool,
) -> int | None:
    """The known undertaking of the same type whose name ends like this one, either way round.

    `known` holds the names that share their last characters with this one; `apart` says that it is
    a status which something else that its sentence names is given.
    """
    if candidate.type in ("policy", "case"):
        return None
    for other, group in known.items():
        latest = groups[group][-1]
        if latest.type != candidate.type or _differ(latest.name, candidate.name):
            continue
        short, long = sorted((key, other), key=len)
        tells = len(short) >= SHORTEST_SHARED or short in load_words().whole
        if tells and long.endswith(short):
            return group
        near = candidate.type == "mechanism" or latest.sentence == candidate.sentence
        near = near and not apart and not (_placed(latest.name) and _placed(candidate.name))
        if near and _shared_end(key, other) >= SHORTEST_SHARED:
            return group
    return None


def _headed(
    key: str,
    candidate: Candidate,
    known: dict[str, int],
    groups: Sequence[Sequence[Candidate]],
    document: Document,
) -> int | None:
    """The event that the sentence before only names, where this one is called the same but shorter.

    四是开展产业链知识产权法律知识讲座。5月17日，在某局开展了产业链法律知识讲座.
    """
    for other, group in known.items():
        latest = groups[group][-1]
        if latest.type != "event" or latest.sentence != candidate.sentence - 1:
            continue
        head = document.form(document.sentences[latest.sentence])
        rest = iter(other)
        if len(head) <= len(latest.name) + _HEADED and all(letter in rest for letter in key):
            return group
    return None


def _differ(a: str, b: str) -> bool:
    """They bear different names in quotation marks, different grades or numbers, or another year.

    A year tells where `b`, the later one, has one that `a` lacks.
    """
    if set(_GRADE.findall(a)) != set(_GRADE.findall(b)) and _GRADE.search(a) and _GRADE.search(b):
        return True
    quoted, other = set(_QUOTED.findall(a)), set(_QUOTED.findall(b))
    dated, year = _YEAR.match(a), _YEAR.match(b)
    if year and (dated is None or dated.group()[:4] != year.group()[:4]):
        return True
    return bool(quoted and other and not quoted & other)


def _placed(name: str) -> bool:
    """It begins with the full name of a region: those of two names are two things."""
    return load_regions().opening(name) is not None


def _shared_end(a: str, b: str) -> int:
    count = 0
    while count < min(len(a), len(b)) and a[-1 - count] == b[-1 - count]:
        count += 1
    return count


def _is_distinct(candidate: Candidate) -> bool:
    """The name alone says which undertaking it is, in every document of the same region."""
    if candidate.type in ("policy", "case") or "“" in candidate.name:
        return True
    if candidate.type == "event":
        return re.search(r"\d{4}|第[一二三四五六七八九十\d]+届", candidate.name) is not None
    return len(candidate.name) >= 8


def _region(name: str, context: Context) -> str:
    """The region in front of the name, else that of the document."""
    regions = load_regions()
    if name.startswith(("全国", "国家", "中国", "中华人民共和国")):
        return "100000"
    if name.startswith(("全省", "省")):
        for region in (context.home, *regions.ancestors(context.home.code)):
            if region.level == "provincial":
                return region.code
    opening = regions.opening(name)
    return opening.code if opening else context.home.code

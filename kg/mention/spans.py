"""The state of one pass over a text, in which the names of bodies are found from left to right.

Words that bound names move the limits to the left of which no name can begin; every other word of
the lexicon is read as the end of a name by the modules beside this one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from kg.facts import Actor
from kg.mention.actor_lexicon import ActorLexicon, Head, load_lexicon
from kg.mention.places import Place, Places
from kg.read.document import Sentence
from ontology.regions import Region, load_regions

LONGEST: Final = 48
"""Characters of a name that may still go on with a part."""
MEMORY: Final = 64
"""How many names or bodies a short form may look back on: time stays linear."""
PART_REACH: Final = 14
"""Characters between a body and the head of its part."""
COUNTED: Final = re.compile(r"\d(?:余|多)?[个家所名]|级")
"""Counts and grades: 47个地市级保护中心 is no name."""
JOINTS: Final = "、和与及"
_LISTED: Final = re.compile(r"、[^，。；（）]{2,20}局）")
"""The rest of （市新闻出版局、市版权局）."""
_GRANTED: Final = "获批"
_PARTNER: Final = ("与", "同", "联合")
"""Before a body that founds something else with another: 与某仲裁委员会挂牌成立某中心."""
_SISTERS: Final = re.compile("(?:(?<=[立建])|(?<=建设|增设|新设|开设))[^，。；：]{2,12}、\\Z")
"""What is founded with a body: 设立某生态城、某港分中心."""
_CALLED: Final = re.compile("（(?:以下|下)(?:统)?简?称[:：]?[“‘]?")
"""Between a name and the short one that is given for it."""
_SERVED: Final = re.compile(
    "，(?:为|已|累计|全年|上半年|半年|年内|当年|共|先后)[^。；]{0,24}?"
    "(?:办理|受理|接待|调解|处理|解答|化解|审结|处置|接收)[^，。；]{0,8}\\d"
)
"""Behind what is founded: what it did since."""
_OPENS: Final = 16
"""Characters of a clause that only says that something opens: 揭牌成立并投入运行."""
_SPEAKS: Final = re.compile("[^，。；：]{2,24}：")
"""A line that names who speaks: 省公安厅：, 记者：."""
_WIDE = frozenset({"national", "provincial"})
"""Levels of reports in which a bare 市 is that of the body before."""
_NOWHERE: Final = Sentence(0, "sentence", 0, 0, 0)


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


class Reading:
    """What is known when a word is read: names so far, and the limits of the next one."""

    __slots__ = (
        "_memory",
        "aliases",
        "firm",
        "found",
        "hard",
        "home",
        "lexicon",
        "organs",
        "places",
        "publisher",
        "sentence",
        "sentences",
        "soft",
        "speaker",
        "verb",
        "view",
        "voice",
    )

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
        """Second names, given as A（B）, with the body that they stand for."""
        self.speaker: Actor | None = None
        self.publisher: Actor | None = None
        """Whose words are told, in the record of a press conference."""
        self.organs: Counter[str] = Counter()
        self._memory: dict[str, dict[Actor, Sentence]] = {}
        """The bodies met, by the last two characters of their names, latest last."""
        self.sentence: Sentence = sentences[0] if sentences else _NOWHERE
        self.hard = 0
        """End of the last word that no name runs over."""
        self.firm = 0
        """End of the last stop that no name has inside: 和 and 建设 may stand in one."""
        self.verb = 0
        self.soft = 0
        """End of the last word that no name without a place runs over."""

    def enter(self, sentence: Sentence, home: Region) -> None:
        """Read on in a sentence, as in a report of `home`: that of its section.

        The city named last is that of a bare 市 to the end of its paragraph only.
        """
        near = self.places.nearby
        if near and near.level == "municipal" and sentence.paragraph != self.sentence.paragraph:
            self.places.nearby = None
        for passed in self.sentences[self.sentence.number : sentence.number]:
            if not self.view.endswith("：", passed.begin, passed.end):
                continue
            if _SPEAKS.fullmatch(self.view, passed.begin, passed.end):
                named = self.found[-1] if self.found else None
                told = named and (named.begin, named.end + 1) == (passed.begin, passed.end)
                self.speaker = named.actors[0] if named and told else None
        self.sentence = sentence
        if home is not self.home:
            self.home, self.places = home, Places(home)

    def add(
        self,
        begin: int,
        end: int,
        actors: tuple[Actor, ...],
        rule: str,
        *,
        head: Head | None = None,
        doubt: str = "",
    ) -> bool:
        """Add a name; False if it overlaps the one before.

        What a quotation holds whole is an honour or a title that only sounds like a body.
        """
        if self.found and begin < self.found[-1].end:
            return False
        quoted = self.view[begin - 1 : begin] == "“" and self.view[end : end + 1] == "”"
        if quoted and rule == "actor.free" and actors[0].kind == "agency":
            return True
        last = self.last()
        if last and self._is_second_name(last, begin, end, actors):
            self.aliases[actors[0]] = last.actors[0]
            last.end = end + (self.view[end] == "）")
            return True
        if last and len(actors) == len(last.actors) == 1 and actors != last.actors:
            called = _CALLED.fullmatch(self.view, last.end, begin)
            if called and actors[0].kind == last.actors[0].kind:
                self.aliases[actors[0]] = last.actors[0]
        founded = self._is_founded(begin, end, head, actors)
        self.found.append(Found(begin, end, actors, rule, self.sentence.number, founded, doubt))
        for actor in actors:
            self._note(actor)
        return True

    def extend(
        self, last: Found, end: int, actor: Actor, rule: str, head: Head | None = None
    ) -> bool:
        """Let the last name reach to `end` and mean its part; always True."""
        last.end, last.actors, last.rule = end, (actor,), rule
        last.founded = self._is_founded(last.begin, end, head, last.actors)
        self._note(actor)
        return True

    def last(self) -> Found | None:
        """The name before this word, if it is in the same sentence."""
        if self.found and self.found[-1].begin >= self.sentence.begin:
            return self.found[-1]
        return None

    def low(self) -> int:
        """Where the next name may begin: behind the last one, inside the sentence."""
        found, begin = self.found, self.sentence.begin
        return found[-1].end if found and found[-1].begin >= begin else begin

    def met(self, fits: Callable[[Actor], bool], tail: str) -> Actor | None:
        """The body met last whose name ends so and that fits."""
        return next((actor for actor, _ in self.recall(tail) if fits(actor)), None)

    def recall(self, tail: str) -> Iterator[tuple[Actor, Sentence]]:
        """The bodies met whose names end so, latest first, with the sentence of each."""
        met = self._memory.get(tail[-2:], {})
        for actor in islice(reversed(met), MEMORY):
            if actor.name.endswith(tail):
                yield actor, met[actor]

    def is_medium(self, end: int) -> bool:
        """Whether what the body runs is meant, and not the body: 最高人民法院调解平台."""
        return self.view.startswith(self.lexicon.media, end)

    def opens_region(self, begin: int) -> bool:
        """Whether a region begins at a one-character stop: 和平区."""
        return self.places.opens(self.view, begin)

    def form(self, place: Place) -> str:
        """The place as the text has it."""
        return self.view[place.begin : place.end]

    def starts(self, begin: int) -> bool:
        """Whether a name may begin here for certain: behind a boundary or what is no character."""
        bounds = (self.soft, self.hard, self.low())
        return begin in bounds or not self.view[begin - 1 : begin].isalpha()

    def founds(self, organ: str) -> bool:
        """Whether a sentence may only found a body of that type."""
        return organ in self.lexicon.facilities

    def _note(self, actor: Actor) -> None:
        if actor.kind == "agency" and actor.organ:
            self.organs[actor.organ] += 1
        met = self._memory.setdefault(actor.name[-2:], {})
        met.pop(actor, None)
        met[actor] = self.sentence
        if actor.level == "county" or (actor.level == "municipal" and self.home.level in _WIDE):
            self.places.nearby = load_regions().get(actor.region)

    def _is_second_name(self, last: Found, begin: int, end: int, actors: tuple[Actor, ...]) -> bool:
        """A（B）, A（B、C）: names of one body."""
        view = self.view
        return (
            last.end + 1 == begin
            and (view[last.end] == "（" or (view[last.end] == "、" and _is_framed(view, last)))
            and (view[end : end + 1] == "）" or _LISTED.match(view, end) is not None)
            and len(actors) == 1
            and actors[0].kind == last.actors[0].kind == "agency"
            and actors[0].region == last.actors[0].region
        )

    def _is_net(self, begin: int) -> bool:
        """Whether a network is founded whose name goes on before this place."""
        low = max(self.sentence.begin, begin - 24)
        return _net_pattern().search(self.view, low, begin) is not None

    def _is_founded(
        self, begin: int, end: int, head: Head | None, actors: tuple[Actor, ...]
    ) -> bool:
        if actors[0].name.endswith("中心") and self.view[begin - 1 : begin] == "在":
            return self.view.startswith(self.lexicon.founding, end)
        if not (head and head.facility) and not self.founds(actors[0].organ):
            return False
        before = self.view[max(self.sentence.begin, begin - 24) : begin]
        before = _SISTERS.sub("", before).rstrip("了起")
        if before.endswith(self.lexicon.founding) or self._is_net(begin):
            return _SERVED.match(self.view, end, self.sentence.end) is None
        founded = founded_pattern().match(self.view, end, self.sentence.end)
        joined = founded and before.endswith(_PARTNER)
        if founded is None or (joined and not ends_clause(self.view, founded)):
            return False
        comma = self.view.find("，", end, min(end + _OPENS, self.sentence.end))
        if comma >= 0 and _SERVED.match(self.view, comma, self.sentence.end):
            return False
        if founded[0] in _TRANSITIVE:
            return ends_clause(self.view, founded) or bool(_GOES_ON.match(self.view, founded.end()))
        return founded[0] != _GRANTED or ends_clause(self.view, founded)


_TRANSITIVE: Final = frozenset({"成立", "设立", "建成", "开通", "启用", "组建", "创建"})
"""Verbs that found what stands before them, or behind: 某仲裁委员会成立仲裁院."""
_GOES_ON: Final = re.compile(
    "[后于在并运投使以暨至和与仪揭挂]|[一二三四五六七八九十两]+[年个周]|\\d"
)


def ends_clause(view: str, found: re.Match[str]) -> bool:
    """Whether nothing follows in the clause: 某中心获批，, but not 某中心获批试点单位."""
    return not view[found.end() : found.end() + 1].isalpha()


def _is_framed(view: str, last: Found) -> bool:
    """Whether the name ends inside brackets of its own: A（B."""
    return view.rfind("（", last.begin, last.end) > view.rfind("）", last.begin, last.end)


@cache
def _net_pattern() -> re.Pattern[str]:
    """Matches 共建海外知识产权纠纷应对指导, before the place of what is founded."""
    lexicon = load_lexicon()
    founding, nominal = ("|".join(map(re.escape, w)) for w in (lexicon.founding, lexicon.nominal))
    return re.compile(rf"(?:{founding})[\u4e00-\u9fff]{{2,16}}(?:{nominal})\Z")


@cache
def founded_pattern() -> re.Pattern[str]:
    """Matches a verb behind what is founded."""
    return re.compile("|".join(map(re.escape, load_lexicon().founded)))


@cache
def predicate_pattern() -> re.Pattern[str]:
    """Matches a word with which a predicate begins."""
    lexicon = load_lexicon()
    return re.compile("|".join(map(re.escape, (*lexicon.verbs, *lexicon.founding))))


def rule_of(head: Head) -> str:
    """The id of the rule that reads names of this head."""
    return {"enterprise": "actor.company", "organisation": "actor.organisation"}.get(
        head.kind, "actor.free"
    )

"""The words beside the verb of an honour, and the cases that were told of before it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.facts import Initiative
from kg.frozen import value
from kg.read.document import Sentence
from kg.relate.encode import ACTOR, INITIATIVE, Code, Symbol
from kg.relate.honour_lexicon import pattern_of

_KEPT: Final = 12
"""Cases that 上述…案 can reach back to."""
REACH: Final = 300
"""Characters that are looked back over, so that the time grows with the length of a line only."""
_ADVERBS: Final = 48
"""Characters before a verb among which its adverbs are looked for."""
_BEFORE: Final = re.compile("^在[^，。；]{1,60}?(?:中|上|里|期间)(?!心|级|学|海|央|国)")
_BEHIND: Final = re.compile("在[^，。；在]{1,60}(?:中|上|里)$")
_LEAD: Final = re.compile(f"^(?:{ACTOR}|[我全本](?:省|市|县|区|州|旗|局|院))")
_OCCASION: Final = f"(?P<occasion>[^，。；：在]{{0,50}}?(?:⟨occasions⟩|{INITIATIVE}))"
_IN: Final = f"在{_OCCASION}(?:总决赛|决赛|活动|工作|评比|通报|结果|的){{0,2}}(?:中|里|上)"
_DIRECT: Final = (
    f"^(?:(?!全)(?:⟨openers⟩|{ACTOR}|[我本](?:省|市|县|区|州|旗|局|院)|在|的))*"
    "(?P<occasion>[^，。；：]{3,50}?⟨occasions⟩)(?:结果|等次|等级|成绩|中)*$"
)
_CASE: Final = re.compile("(?:该|此|本|上述)?案(?:件|例)?")
_CROWD: Final = re.compile(
    r"(?<![等第\d])(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?(?:家|个|件|户|批|项|名|种)"
)
_GENERIC: Final = re.compile(
    "(?:一批|多家|部分|各|辖区|相关|有关|重点|涉案|全市|全省|全县|全区|指导|推动|帮助|引导|支持|组织|等)*"
    "(?:企业|单位|商户|个人|经营者|机构|产品|品种|项目|地区|地方|市场主体)"
)


@value
class Clause:
    """The words of a code in which one that is honoured is looked for."""

    code: Code
    view: str
    begin: int
    end: int

    @property
    def words(self) -> str:
        """The words as the code has them."""
        return self.code.text[self.begin : self.end]

    @property
    def symbols(self) -> list[Symbol]:
        """The symbols among the words, in order."""
        return self.code.between(self.begin, self.end)

    def written(self, begin: int, end: int) -> str:
        """The words of the text between two places of the code."""
        if begin >= end:
            return ""
        first, last = self.range(begin, end)
        return self.view[first:last]

    def range(self, begin: int, end: int) -> tuple[int, int]:
        """The view offsets of two places of the code."""
        last = self.code.symbols.get(end - 1)
        return self.code.offsets[begin], last.end if last else self.code.offsets[end - 1] + 1

    def trimmed(self) -> "Clause":
        """Without what stands around whoever is honoured: 其中、再次、连续3年、在…考核中."""
        return self._without_adverbs()._without_setting()._without_adverbs()._without_opener()

    def occasion(self) -> tuple[int, int] | None:
        """Where the assessment or contest is named that the words are about, in the code."""
        named = [*pattern_of(_IN).finditer(self.code.text, self._low, self.end)]
        if named:
            return named[-1].span("occasion")
        shorter = self._without_adverbs()
        direct = pattern_of(_DIRECT).search(shorter.words)
        if direct is None:
            return None
        return shorter.begin + direct.start("occasion"), shorter.begin + direct.end("occasion")

    @property
    def _low(self) -> int:
        return max(0, self.end - REACH)

    def is_case(self) -> bool:
        """Whether the words only point to a case: 该案."""
        return _CASE.fullmatch(self.trimmed().words) is not None

    def is_crowd(self) -> bool:
        """Whether the words name only a crowd: 300家企业."""
        words = self.trimmed().words
        return _CROWD.search(words) is not None or _GENERIC.fullmatch(words) is not None

    def _without_adverbs(self) -> "Clause":
        low = max(self.begin, self.end - _ADVERBS)
        match = pattern_of("⟨adverbs⟩(?:⟨adverbs⟩)*$").search(self.code.text, low, self.end)
        return replace(self, end=match.start()) if match else self

    def _without_setting(self) -> "Clause":
        words = self.words
        if before := _BEFORE.match(words):
            return replace(self, begin=self.begin + before.end())._without_setting()
        if behind := _BEHIND.search(words):
            return replace(self, end=self.begin + behind.start())
        if pattern_of(_DIRECT).search(words):
            lead = _LEAD.match(words)
            return replace(self, end=self.begin + (lead.end() if lead else 0))
        return self

    def _without_opener(self) -> "Clause":
        match = pattern_of("^(?:⟨openers⟩|，)+").match(self.words)
        return replace(self, begin=self.begin + match.end()) if match else self


@value
class Told:
    """The cases that a section, and the paragraph of a sentence, told of so far."""

    section: tuple[str, ...] = ()
    paragraph: int = -1
    cases: tuple[Initiative, ...] = ()
    own: int = 0
    """How many of the last cases stand in the paragraph itself."""

    def at(self, sentence: Sentence) -> "Told":
        """The same for a sentence that follows."""
        if sentence.section == self.section and sentence.paragraph == self.paragraph:
            return self
        cases = self.cases if sentence.section == self.section else ()
        own = self.own if sentence.paragraph == self.paragraph else 0
        return Told(sentence.section, sentence.paragraph, cases, min(own, len(cases)))

    def after(self, code: Code, begin: int, end: int) -> "Told":
        """With the cases that a sentence names between two places of its code."""
        new = tuple(_cases(code, begin, end))
        if not new:
            return self
        cases = (*self.cases, *new)[-_KEPT:]
        return replace(self, cases=cases, own=min(self.own + len(new), _KEPT))

    @property
    def case(self) -> Initiative | None:
        """The case that the paragraph told of last."""
        return self.cases[-1] if self.own else None


def _cases(code: Code, begin: int, end: int) -> Iterator[Initiative]:
    for symbol in code.between(begin, end):
        yield from (each for each in symbol.initiatives if each.type == "case")

"""What the role and recognition rules made of a sentence, and which were set off for nothing."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from kg.corrections.words import gloss
from kg.explain.reasons import doubt_in_chinese
from kg.explain.triggers import trigger_words
from kg.explain.written import write_range
from kg.read.document import Sentence
from kg.relate.encode import Code
from kg.relate.participations import Said, say
from kg.relate.reading import Reading
from kg.relate.recognition_rules import load_recognition_rules
from kg.relate.role_rules import ROLES, load_role_rules

_MANY = 3
"""Rules that may share a word before it tells of none."""


def tell_roles(reading: Reading, sentence: Sentence) -> Iterator[str]:
    """The rules that matched with their groups, those that did not, then all that is concluded."""
    code = reading.codes[sentence.number]
    if sentence.kind in ("title", "row"):
        yield "标题与表格行不读角色 no parts are read in titles and table rows"
        return
    for rule in load_role_rules():
        matches = list(rule.pattern.finditer(code.text))
        for match in matches:
            groups = [
                f"{role}={write_range(code, *match.span(role))}"
                for role in (*ROLES, "object")
                if match.groupdict().get(role)
            ]
            if rule.subject is not None:
                groups.append(f"subject={rule.subject}")
            told = write_range(code, *match.span())
            yield f"{rule.id} 匹配 matches “{told}”: {', '.join(groups)}"
        if not matches and (words := _words_met(rule.pattern.pattern, code)):
            yield f"{rule.id} 未匹配 does not match, though “{'”“'.join(words)}” occurs"
    for said in say(sentence, code, reading.subjects):
        yield _tell_said(said)


def _words_met(pattern: str, code: Code) -> list[str]:
    """The telling words of a rule that stand in a sentence, where it names anything."""
    if not code.symbols:
        return []
    telling = trigger_words(pattern) - _common_words()
    return sorted(word for word in telling if word in code.text)


@cache
def _common_words() -> frozenset[str]:
    """The words of so many rules that they tell nothing of any: 联合, 开展."""
    words = (trigger_words(rule.pattern.pattern) for rule in load_role_rules())
    counts = Counter(word for each in words for word in each)
    return frozenset(word for word, count in counts.items() if count > _MANY)


def _tell_said(said: Said) -> str:
    actors = "、".join(actor.name for actor in said.actors)
    initiatives = "、".join(each.name for each in said.initiatives)
    doubt = f"  存疑 doubt: {doubt_in_chinese(said.doubt)} {said.doubt}" if said.doubt else ""
    about = initiatives or "无所指举措 no undertaking that it could be about"
    return f"⇒ {actors} —{gloss('role', said.role)}→ {about}  [{said.rule}]{doubt}"


def tell_honours(reading: Reading, sentence: Sentence) -> Iterator[str]:
    """The recognition rules that matched, and whether an honour came of it."""
    code = reading.codes[sentence.number]
    honours = [each for each in reading.facts.recognitions if each.sentence == sentence.number]
    for rule in load_recognition_rules():
        for match in rule.pattern.finditer(code.text):
            begin, end = code.offsets[match.start()], code.offsets[match.end() - 1] + 1
            made = [h for h in honours if h.rule == rule.id and begin <= h.begin < end]
            told = write_range(code, *match.span())
            result = "、".join(f"{each.recipient} 获 {each.name}" for each in made)
            yield f"{rule.id} 匹配 matches “{told}” → {result or '不是荣誉 no honour'}"

"""What is unsure of figures and honours: seen once they are read, beside whom clauses are about.

Doubts of parts are marked where the rules of parts are applied (`kg.relate.participations`), those
of names where names are read (`kg.mention`). The reasons are the closed list of
`kg/rules/reasons.yml`.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.facts import ActorMention, Observation, Recognition
from kg.mention.context import Context
from kg.read.document import Document, Sentence
from kg.relate.subjects import Subjects

_RESPECTIVELY = re.compile("(?P<list>[^，。；：分]{2,60})(?:，[^，。；：分]{0,8})?分别")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|-)")
_JOINTS = re.compile("[、和与及]|以及")
_BETWEEN = re.compile("[、，和与及]|以及")


def doubt_figures(
    document: Document,
    context: Context,
    figures: Sequence[Observation],
    subjects: Subjects,
) -> tuple[Observation, ...]:
    """The same figures in the same order, each with the first doubt that holds."""
    unequal = _find_unequal_lists(document, figures)
    is_dated = bool(document.metadata.period or _YEAR.search(document.view))
    marked = []
    for figure in figures:
        doubt = figure.doubt
        if figure.agency is not None:
            doubt = doubt or subjects.doubt(figure.sentence, figure.begin)
        if figure.begin in unequal:
            doubt = doubt or "respective lists of unequal length"
        if not is_dated and figure.period.startswith(context.issued[:4] or "-"):
            doubt = doubt or "period taken from the date of issue"
        marked.append(figure if doubt == figure.doubt else replace(figure, doubt=doubt))
    return tuple(marked)


def _find_unequal_lists(document: Document, figures: Sequence[Observation]) -> set[int]:
    """Where figures begin that 分别 shares out to another number of things than there are."""
    by_sentence: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for figure in figures:
        by_sentence[figure.sentence][figure.begin] = figure.end
    found: set[int] = set()
    for number, places in by_sentence.items():
        sentence = document.sentences[number]
        if document.view.find("分别", sentence.begin, sentence.end) < 0:
            continue
        for match in _RESPECTIVELY.finditer(document.view, sentence.begin, sentence.end):
            things = len(_JOINTS.findall(match["list"])) + 1
            listed = _list_behind(document.view, sentence, match.end(), sorted(places.items()))
            if 1 < things != len(listed) > 1:
                found.update(listed)
    return found


def _list_behind(
    view: str, sentence: Sentence, place: int, figures: list[tuple[int, int]]
) -> list[int]:
    """Where the figures begin that stand behind a place in one list: 5%、8%和3个百分点."""
    behind = [span for span in figures if place <= span[0] < sentence.end]
    listed = behind[:1]
    for before, span in pairwise(behind):
        if not _BETWEEN.fullmatch(view, before[1], span[0]):
            break
        listed.append(span)
    return [begin for begin, _ in listed]


def doubt_honours(
    document: Document,
    context: Context,
    honours: Sequence[Recognition],
    actors: Sequence[ActorMention],
    subjects: Subjects,
) -> tuple[Recognition, ...]:
    """The same honours in the same order; in doubt where no words of the sentence say whose."""
    named = {(mention.sentence, actor) for mention in actors for actor in mention.actors}
    marked = []
    for honour in honours:
        doubt = honour.doubt
        recipient = honour.recipient_actor
        if recipient is not None and (honour.sentence, recipient) not in named:
            doubt = doubt or subjects.doubt(honour.sentence, honour.begin)
        if honour.recipient_region == context.home.code and not _names_home(
            document.form(document.sentences[honour.sentence]), context
        ):
            doubt = doubt or "recipient not named"
        marked.append(honour if doubt == honour.doubt else replace(honour, doubt=doubt))
    return tuple(marked)


def _names_home(sentence: str, context: Context) -> bool:
    home = context.home
    names = (home.name, home.short, *(sign + home.name[-1] for sign in "我全本"), "辖区", "园区")
    return any(name in sentence for name in names)

"""Where a figure stands in its sentence: the words before it and behind it that may be its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.facts import Quantity
from kg.read.document import Sentence
from kg.relate.metric_patterns import LEVELS_ONLY, PREDICATE, PREPOSITION_END, STRONG_VERB

REACH = 80
"""Signs before and behind a figure that are looked at: keeps the work linear."""
_MARKS = re.compile(r"[“《][^”》。]{0,60}[”》]|[，；。：！？（）,;:!?()]")
_OPEN, _CLOSE = "（(", "）)"
_AND_BEFORE = re.compile(r"^(?:、|以及|和|及|与|或|并)")
_AND_AFTER = re.compile(r"(?:、|以及|和|及|与|或|的)$")


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure and its surroundings in the view."""

    quantity: Quantity
    lead: str
    """From the beginning of its clause, or the figure before it, to the figure."""
    tail: str
    """Behind the figure, to the end of its clause or the next figure."""
    group: int
    """Number of its part of the sentence, as ； divides it."""
    depth: int
    """How many brackets are open around it."""
    paired: bool = False
    """It follows the figure before it directly: 5件9人."""
    listed: bool = False
    """It stands in one clause with the figure before it."""
    closed: bool = False
    """Nothing but ， separates it from the figure before it."""

    @property
    def lead_begin(self) -> int:
        """View offset of the first sign of the lead."""
        return self.quantity.begin - len(self.lead)


@dataclass(frozen=True, slots=True)
class _Clause:
    begin: int
    end: int
    group: int
    depth: int
    opened: bool
    """A bracket opens it."""


def find_settings(
    view: str, sentence: Sentence, quantities: Sequence[Quantity]
) -> tuple[Setting, ...]:
    """The surroundings of the sentence's figures, in their order.

    The first of two figures that a rise joins (从5家增加到20家) is left out: it is of another time.
    """
    clauses = _clauses(view, sentence)
    settings: list[Setting] = []
    place, last = 0, -1
    for quantity in quantities:
        while place + 1 < len(clauses) and clauses[place + 1].begin <= quantity.begin:
            place += 1
        clause = clauses[place]
        begin = _begin_of_clause(view, clauses, place, quantity)
        stop = clause.end
        tail = view[quantity.end : min(stop, quantity.end + REACH)]
        before = settings[-1] if settings and place == last else None
        if before is None:
            lead = view[max(begin, quantity.begin - REACH) : quantity.begin]
            closed = bool(settings) and settings[-1].quantity.end + 1 == quantity.begin
            setting = Setting(quantity, lead, tail, clause.group, clause.depth, closed=closed)
        else:
            setting = _join(view, settings, before, quantity, tail)
        settings.append(setting)
        last = place
    return tuple(settings)


def _join(
    view: str, settings: list[Setting], before: Setting, quantity: Quantity, tail: str
) -> Setting:
    """The second of two figures of one clause; the text between is shared out."""
    between = view[before.quantity.end : quantity.begin]
    if len(between) > 2 * REACH:
        between = between[-REACH:]
    group, depth = before.group, before.depth
    if not between:
        settings[-1] = replace(before, tail="")
        return Setting(quantity, "", tail, group, depth, paired=True, listed=True)
    if LEVELS_ONLY.fullmatch(between) and before.lead.endswith(("从", "由")):
        settings.pop()
        return Setting(quantity, before.lead[:-1] + between, tail, group, depth, listed=True)
    if opener := _AND_BEFORE.match(between):
        settings[-1] = replace(before, tail="")
        lead = between[opener.end() :]
        return Setting(quantity, lead, tail, group, depth, listed=True)
    if closer := _AND_AFTER.search(between):
        settings[-1] = replace(before, tail=between[: closer.start()])
        return Setting(quantity, "", tail, group, depth, listed=True)
    if before.lead and not PREPOSITION_END.search(before.lead):
        settings[-1] = replace(before, tail="")
        return Setting(quantity, between, tail, group, depth, listed=True)
    verb = STRONG_VERB.search(between, 1) or PREDICATE.search(between, 1)
    cut = verb.start() if verb else 0
    settings[-1] = replace(before, tail=between[:cut] if verb else between)
    return Setting(quantity, between[cut:] if verb else "", tail, group, depth, listed=True)


def _begin_of_clause(
    view: str, clauses: Sequence[_Clause], place: int, quantity: Quantity
) -> int:
    """Where the clause begins; a clause goes on behind a bracket that closed: 案件（不含烟草）58起."""
    clause = clauses[place]
    begin = clause.begin
    while (
        place >= 2
        and begin > 0
        and view[begin - 1] in _CLOSE
        and clauses[place - 1].opened
        and quantity.begin - clauses[place - 2].begin <= REACH
        and not _holds_number(view, clauses[place - 1])
    ):
        place -= 2
        begin = clauses[place].begin
    return begin


def _holds_number(view: str, clause: _Clause) -> bool:
    return any(sign.isdigit() for sign in view[clause.begin : clause.end])


def _clauses(view: str, sentence: Sentence) -> list[_Clause]:
    clauses: list[_Clause] = []
    begin = sentence.begin + len(sentence.marker)
    group = depth = 0
    opened = False
    for match in _MARKS.finditer(view, begin, sentence.end):
        mark = match.group()
        if len(mark) > 1:
            continue
        clauses.append(_Clause(begin, match.start(), group, depth, opened))
        begin, opened = match.end(), mark in _OPEN
        depth = depth + 1 if opened else max(0, depth - 1) if mark in _CLOSE else depth
        group += mark in "；;" and not depth
    clauses.append(_Clause(begin, sentence.end, group, depth, opened))
    return clauses

"""Every figure of a document as an observation: what it measures, in which sense, when, whose."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby, product
from typing import Protocol

from kg.facts import (
    QUALIFYING,
    Actor,
    ActorMention,
    Initiative,
    InitiativeMention,
    Observation,
    Quantity,
)
from kg.mention.context import Context
from kg.mention.section_places import section_place
from kg.read.document import Document, Sentence
from kg.relate.figure_bodies import goes_on_with_list, respective_bodies
from kg.relate.figure_periods import Frame, read_period, telling_dates
from kg.relate.figure_regions import acting_place, opening_place, own_region, read_region
from kg.relate.figure_repeats import told_below
from kg.relate.figure_settings import Setting, find_settings
from kg.relate.figure_statistics import Carried, read_statistic, sums_up
from kg.relate.figure_times import Times, opening_span
from kg.relate.metric_leads import Lead, Surface, ends_of, read_lead
from kg.relate.metric_memory import Known, Memory, Name
from kg.relate.metric_names import Namer
from kg.relate.metric_patterns import (
    ATTENDED,
    DONE,
    DONE_AT_START,
    GENERIC,
    HOSTED,
    PAPER_NOUN,
    PAPER_VERB_AT_END,
    TOPICAL,
)
from kg.relate.sentence_dates import SentenceDates
from kg.relate.table_figures import observe_tables
from ontology.regions import Region, load_regions


class SubjectReader(Protocol):
    """Who and what a clause is about; see kg.relate.subjects."""

    def at(self, sentence: int, offset: int) -> tuple[Actor, ...]:
        """The actors that the clause at this view offset is about."""

    def initiative_at(self, sentence: int, offset: int) -> Initiative | None:
        """The initiative whose outcome a figure there is."""


def observe(
    document: Document,
    context: Context,
    actors: Sequence[ActorMention],
    initiatives: Sequence[InitiativeMention],
    quantities: Sequence[Quantity],
    subjects: SubjectReader,
    dates: SentenceDates,
) -> tuple[Observation, ...]:
    """All observations of the document, in the order of the text, those of its tables last."""
    context = replace(context, period=opening_span(document, context) or context.period)
    figures = {
        number: tuple(group)
        for number, group in groupby(quantities, key=lambda quantity: quantity.sentence)
    }
    own = own_region(context, load_regions())
    times = Times(document, context)
    observer = _Observer(document, context, subjects, times, dates, figures, own)
    by_sentence: dict[int, list[ActorMention]] = {}
    for mention in actors:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    named: dict[int, list[tuple[int, int]]] = {}
    for each in initiatives:
        named.setdefault(each.sentence, []).append((each.begin, each.end))
    for number, group in figures.items():
        sentence = document.sentences[number]
        spans = sorted(named.get(number, ()))
        observer.observe(sentence, group, by_sentence.get(number, ()), spans)
    return (*observer.found, *observe_tables(document, context, by_sentence, len(observer.found)))


@dataclass(slots=True)
class _Observer:
    """Reads the sentences one after the other; keeps what carries over."""

    document: Document
    context: Context
    subjects: SubjectReader
    times: Times
    dates: SentenceDates
    by_sentence: Mapping[int, tuple[Quantity, ...]]
    own: Region
    """The region that the report is of."""
    found: list[Observation] = field(default_factory=list)
    earlier: tuple[Known, ...] = ()
    paragraph: int = -1
    respective: Mapping[int, Actor] = field(default_factory=dict)
    """Of the sentence: whose each figure is where 分别 says so, by its place."""

    def observe(
        self,
        sentence: Sentence,
        quantities: tuple[Quantity, ...],
        actors: Sequence[ActorMention],
        named: Sequence[tuple[int, int]],
    ) -> None:
        """Add the observations of one sentence."""
        view, context = self.document.view, self.context
        pointers = {each.begin for each in actors if each.rule == "actor.those"}
        if pointers:
            quantities = tuple(each for each in quantities if each.begin not in pointers)
        if sentence.paragraph != self.paragraph:
            self.earlier, self.paragraph = (), sentence.paragraph
        year = self.times.enter(sentence)
        dates = self.dates.of(sentence, year) if year else ()
        figures = {quantity.begin for quantity in quantities}
        settings = find_settings(view, sentence, quantities)
        prior = [setting.when for setting in settings if setting.prior and setting.when]
        telling = telling_dates(view, sentence.begin, dates, figures, sorted([*named, *prior]))
        surface = Surface(ends_of(dates), actors, ends_of(actors), load_regions(), context.home)
        repeated = told_below(view, sentence, quantities, self.by_sentence)
        memory = Memory(self.earlier)
        namer = Namer(memory)
        carried: tuple[int, Region | None] = (-1, None)
        before = Carried(None, "")
        shared: list[Region] = []
        self.respective = respective_bodies(view, settings, actors)
        for setting in settings:
            lead = read_lead(setting, surface)
            if _is_of_paper(setting, lead) or (repeated and setting.quantity in repeated):
                continue
            place = lead.region or (
                carried[1]
                if carried[0] == setting.group
                else acting_place(view, sentence, setting, context.home, load_regions())
            )
            frame = self.times.frame(setting, sentence, dates, telling, named)
            goes_on = goes_on_with_list(setting)
            shared = list(lead.places) or (shared if goes_on else [])
            place = shared.pop(0) if shared and not lead.each else place
            names = [name for name in namer.name(setting, lead) if _WORD.search(name.metric)]
            places = shared if lead.each else [place]
            for name, place in product(names, places):
                observation = self._one(sentence, setting, lead, name, frame, before, place)
                last = memory.known[-1] if memory.known else None
                if last and last.name.rule == "growth-own" and name.rule == "carried-name":
                    self._link(last.place)
                memory.keep(len(self.found), name, setting)
                self.found.append(observation)
                if not name.growth and name.base is None:
                    before = Carried(
                        observation.statistic, name.verb, setting.group, sums_up(setting)
                    )
            carried = (setting.group, place)
        if memory.known:
            self.earlier = tuple(memory.known)

    def _link(self, index: int) -> None:
        """X增长5%，达7件: the growth qualifies the figure that follows it."""
        self.found[index] = replace(self.found[index], qualifies=len(self.found))

    def _one(
        self,
        sentence: Sentence,
        setting: Setting,
        lead: Lead,
        name: Name,
        frame: Frame,
        before: Carried,
        place: Region | None,
    ) -> Observation:
        context, quantity = self.context, setting.quantity
        actors = self.subjects.at(sentence.number, quantity.begin)
        if quantity.begin in self.respective:
            actors = (self.respective[quantity.begin],)
        agency = next(iter(actors), None)
        initiative = self.subjects.initiative_at(sentence.number, quantity.begin)
        if (
            initiative is None
            and lead.part
            and self.found
            and self.found[-1].sentence == sentence.number
        ):
            initiative = self.found[-1].initiative
        dated = bool(frame.iso) and not frame.closing
        statistic = read_statistic(setting, name, closing=frame.closing, dated=dated, before=before)
        follows = (
            before.statistic == "target" and setting.adjacent and not DONE.search(setting.lead)
        )
        planned = self.times.section.aimed and not DONE.search(setting.lead)
        if (frame.aimed or follows) and statistic in {"flow", "stock", "ratio"}:
            statistic = "target"
        if planned and statistic in {"flow", "ratio"}:
            statistic = "target"
        if initiative and initiative.type == "case" and place is None:
            said = self.document.view[sentence.begin : quantity.begin]
            if initiative.name in said:
                place = opening_place(initiative.name, context.home, load_regions())
        own = section_place(sentence.section, self.own)
        region = read_region(setting, lead, actors, place, own, load_regions())
        if name.base is not None and lead.region is None and not setting.lead.startswith("合计"):
            region = self.found[name.base].region
        return Observation(
            sentence.number,
            quantity.begin,
            quantity.end,
            _with_initiative(name.metric.strip(), initiative, setting),
            _signed(quantity.value, name.growth),
            quantity.digits,
            quantity.unit,
            quantity.bound,
            statistic,
            read_period(frame, statistic, self.times.span(statistic), context.issued),
            region,
            agency,
            initiative,
            name.rule,
            name.base if statistic in QUALIFYING else None,
        )


def _signed(value: Decimal | None, growth: int) -> Decimal | None:
    return -value if value is not None and growth < 0 and value > 0 else value


def _with_initiative(metric: str, initiative: Initiative | None, setting: Setting) -> str:
    """A name too wide to say what was counted is completed by the undertaking that it is part of.

    完成改造4.2万户 of 清洁取暖改造工程 → 清洁取暖改造; 参训关员86人 of a course → those of it.
    """
    if initiative is None or initiative.name in setting.lead:
        return metric
    if _BUILT.fullmatch(metric) and initiative.type in _HOSTS:
        return metric + initiative.name
    if TOPICAL.match(metric) and initiative.type != "case":
        return initiative.name + metric
    hosted = initiative.type in _HOSTS and initiative.name not in metric
    if hosted and HOSTED.match(metric):
        return initiative.name + metric
    if GENERIC.match(metric) or (initiative.type in _GATHERINGS and ATTENDED.match(metric)):
        return initiative.name + metric
    deed = DONE_AT_START.sub("", metric)
    at = initiative.name.find(deed) if 1 < len(deed) <= _SHORT else -1
    return initiative.name[: at + len(deed)] if at > 1 else metric


_WORD = re.compile("[^\\W\\d_]")
_BUILT = re.compile("(?:累计)?(?:新建|新增|新设|建成|设立|布设|打造|新建成|新增设)")
"""How many facilities there are more, said without naming them again."""
_SHORT = 4
_HOSTS = frozenset({"facility", "mechanism", "programme"})
_GATHERINGS = frozenset({"event", "agreement", "policy"})


_SHARED_OUT = re.compile(
    "(?:细化|明确|分解|落实|确定|部署|提出)(?:重点|年度|具体|工作|各项)*(?:任务|举措|措施)$"
)
_SHARED_OUT_BEHIND = re.compile("(?:重点|年度|具体|工作)*(?:任务|举措|措施)(?:分解|细化|落实|逐项)")
_SETS = re.compile("(?:明确|部署|细化|分解|提出|列出|确定)了?$")
_TASKS = re.compile("[^，。；]{0,6}?(?:任务|举措|措施)(?=[，。；]|$)")
"""How many tasks a paper sets: 细化任务32项, 将32项任务分解到…."""


def _is_of_paper(setting: Setting, lead: Lead) -> bool:
    """The steps of a paper (出台20条措施) and conditions (1亿元以上的企业) are no figures."""
    quantity = setting.quantity
    if _SHARED_OUT.search(setting.lead) or _SHARED_OUT_BEHIND.match(setting.tail):
        return True
    if _SETS.search(setting.lead) and _TASKS.match(setting.tail):
        return True
    if quantity.unit in {"条", "项", "个"} and PAPER_NOUN.match(setting.tail):
        return bool(PAPER_VERB_AT_END.search(setting.lead))
    return setting.tail.startswith("的") and quantity.bound != "exact" and not lead.core

"""Names that lack something said before: the noun, the case, the thing that a rate is of.

Each way to complete such a name is tried in turn; the first that finds what it needs names the
figure. `None` says that the clause names its figure itself.
"""

import re
from dataclasses import dataclass

from kg.relate.figure_settings import Setting
from kg.relate.metric_leads import Lead
from kg.relate.metric_memory import Known, Memory, Name, merge_names
from kg.relate.metric_patterns import (
    AVERAGE,
    DEPENDENT,
    GRADE,
    GRADE_AT_START,
    HANDLING_AT_END,
    PROSECUTED,
    QUANTITY_HEAD,
    QUANTITY_HEAD_AT_END,
    RATIO_HEAD,
    REACHED_AT_START,
    RELATIVE_RATE,
    SHARE,
    SHARED,
    STATE_AT_START,
    TOTAL,
    VERBS,
    WORKED_ON,
    is_bare_verb,
)
from kg.relate.metric_phrases import share

_Found = tuple[Name, ...] | None
_TITLE = re.compile("《[^》]+》")
_MADE = re.compile(
    "(?:已经?|累计|共|新)*(?:建成|完成|创建|打造|培育|认定|评定|改造|布设|开通|建立)$"
)
"""What is done to an undertaking rather than to a thing: 已建成321家."""
_FILED = re.compile("(?:立案|结案)$")
_CASE = re.compile("案|纠纷|罪|诉|举报|线索|违法|行为|申请|请求|事项|问题|争议")
"""What may be filed as a case; files and samples counted alike may not."""
_RECEIVED = ("受理", "提前介入", "审查", "提请")
_PASSING = re.compile("(?:合格|通过|达标)率$")
_FAULTY = re.compile("^(?:不合格|不达标|问题|违法|违规)")
"""What a rate of passing is not of."""
_LONGEST_HANDLING = 12
_GRADED = re.compile("(?P<stem>.{2,}?)(?:国家|[省市县区州]|自治区)级(?P<head>.{2,6})")
"""A noun of a level within a name: 核桃等树种省级抽检."""
_OTHER_GRADE = re.compile("(?:国家|[省市县区州]|自治区)级.{2,6}")
_SUCCESS = "成功"


@dataclass(slots=True)
class Carrier:
    """Completes the names of the figures of one sentence."""

    memory: Memory

    def complete(self, setting: Setting, lead: Lead) -> _Found:
        """The names of a figure whose clause does not say enough; None if it does."""
        ways = (
            self._dependent,
            self._rate,
            self._average,
            self._reached,
            self._shared,
            self._share,
            self._total,
            self._grade,
            self._handled,
            self._quantity,
            self._sibling,
        )
        for way in ways:
            if (found := way(setting, lead)) is not None:
                return found
        return None

    def _dependent(self, setting: Setting, lead: Lead) -> _Found:
        """罚没款16.67万元 → 商业秘密案件罚没款; 合格率均100% → one of each."""
        core = lead.core
        if not DEPENDENT.match(core):
            return None
        each = setting.lead.endswith(("均", "均为", "均达", "均达到"))
        plain = self.memory.plain(setting.group)
        anchored = self.memory.anchored(setting.group)
        told = [known for known in plain if known.name.rule != "dependent"]
        if not anchored and (not told or core.endswith("价值")):
            anchored = self.memory.anchored(None)[:1]
        rate = bool(RATIO_HEAD.search(core))
        if not anchored and plain:
            head = QUANTITY_HEAD_AT_END.search(plain[-1].name.metric)
            if head is None:
                return None
            metric = merge_names(plain[-1].name.metric[: head.start()], core)
            return (Name(metric, "dependent", plain[-1].place if rate else None),)
        return (
            tuple(
                Name(merge_names(known.name.head, core), "dependent", known.place if rate else None)
                for known in (anchored if each else anchored[-1:])
            )
            or None
        )

    def _rate(self, setting: Setting, lead: Lead) -> _Found:
        """经营主体3126户，持证率98.7% → 经营主体持证率."""
        relative = RELATIVE_RATE.match(lead.core)
        if relative is None or not (relative["free"] or not self.memory.anchored(setting.group)):
            return None
        counted = [known for known in self.memory.plain() if known.unit != "%"]
        passing = _PASSING.search(lead.core)
        sound = [each for each in counted if not (passing and _FAULTY.match(each.name.head))]
        if sound := sound or counted:
            metric = merge_names(sound[-1].name.head, lead.core)
            return (Name(metric, "dependent", sound[-1].place),)
        topic = WORKED_ON.search(setting.above) if relative["free"] else None
        return (Name(topic["noun"] + lead.core, "dependent"),) if topic else None

    def _average(self, setting: Setting, lead: Lead) -> _Found:
        """户均2.1万元 → 户均发放贷款."""
        known = self.memory.alike(setting.quantity.unit) if AVERAGE.match(lead.core) else []
        if not known:
            return None
        metric = lead.core + known[-1].name.metric
        return (Name(metric, "share", known[-1].place, 0, "", lead.core),)

    def _reached(self, setting: Setting, lead: Lead) -> _Found:
        """退还多收价款3470万元，惠及用户26.4万户 → 退还多收价款惠及用户."""
        core = lead.core
        reached = REACHED_AT_START.match(core) and not DEPENDENT.match(core)
        known = self.memory.plain(setting.group) if reached and setting.adjacent else []
        if not known:
            return None
        head, verb = known[-1].name.head, core[:2]
        noun = head if verb == "涉及" else core[2:]
        return (Name(merge_names(head, core), "dependent", None, 0, verb, noun),)

    def _shared(self, setting: Setting, lead: Lead) -> _Found:
        """编印《手册》，发放5000册 → 发放《手册》."""
        titles = _TITLE.findall(setting.above) if SHARED.match(lead.core) else []
        if not titles:
            return None
        return (Name(lead.core + titles[-1], "lead", None, 0, lead.core, titles[-1]),)

    def _share(self, setting: Setting, lead: Lead) -> _Found:
        """占比65%: the share that the figure before is."""
        if not SHARE.match(lead.core):
            return None
        each = "分别" if setting.lead.startswith("分别") else None
        bases = self.memory.bases(setting, each)
        return (share(bases[-1], lead.core),) if bases else None

    def _total(self, _: Setting, lead: Lead) -> _Found:
        """高新技术企业1205家，总数达8300家 → 高新技术企业总数."""
        plain = self.memory.plain() if TOTAL.match(lead.core) else []
        if not plain:
            return None
        metric = merge_names(plain[-1].name.head, lead.core)
        return (Name(metric, "dependent", None, 0, "", metric),)

    def _grade(self, setting: Setting, lead: Lead) -> _Found:
        """国家级示范企业3家、省级12家 → 省级示范企业."""
        known = self.memory.plain(setting.group) if GRADE.fullmatch(lead.core) else []
        if not known:
            return None
        name = known[-1].name
        noun = lead.core + GRADE_AT_START.sub("", name.noun)
        return (Name(name.verb + noun, "carried-noun", None, 0, name.verb, noun),)

    def succeed(self, setting: Setting) -> _Found:
        """调解纠纷19件，成功14件 → 调解纠纷成功."""
        last = self.memory.last
        if setting.lead != _SUCCESS or last is None or last.unit != setting.quantity.unit:
            return None
        metric = last.name.metric + _SUCCESS
        return (Name(metric, "carried-noun", None, 0, "", last.name.noun),)

    def _handled(self, setting: Setting, lead: Lead) -> _Found:
        """受理案件1127件，审结1097件; 推行“阳光工厂”建设，已建成321家."""
        core = lead.core
        bare = setting.quantity.unit != "元" and is_bare_verb(core)
        if not bare and not (HANDLING_AT_END.search(core) and len(core) <= _LONGEST_HANDLING):
            return None
        noun = self.memory.antecedent(setting.quantity.unit, setting.depth)
        topic = WORKED_ON.search(setting.above) if bare and _MADE.match(core) else None
        if noun and PROSECUTED.match(core) and self._is_received(noun):
            return None
        if _FILED.search(core) and not _CASE.search(noun):
            noun = ""
        if topic and not self.memory.known:
            noun = topic["noun"]
        noun = noun or lead.above
        if not noun:
            return None
        noun = STATE_AT_START.sub("", noun) if core.startswith("新") else noun
        metric = noun + core if core.startswith("以") else core + noun
        return (Name(metric, "carried-noun", None, 0, core, noun),)

    def _quantity(self, _: Setting, lead: Lead) -> _Found:
        """商标申请量…，注册量… → 商标注册量."""
        stem = self.memory.stem() if QUANTITY_HEAD.match(lead.core) else ""
        return (
            (Name(stem + lead.core, "carried-noun", None, 0, "", stem + lead.core),)
            if stem
            else None
        )

    def _sibling(self, setting: Setting, lead: Lead) -> _Found:
        """省级绿色工厂45家、绿色园区6家 → 省级绿色园区."""
        last = self.memory.plain(setting.group)[-1:]
        graded = _GRADED.fullmatch(last[0].name.metric) if last else None
        goes_on = setting.listed or (
            setting.adjacent and last and last[0].unit == setting.quantity.unit
        )
        if graded and goes_on and _OTHER_GRADE.fullmatch(lead.core.removeprefix("完成")):
            core = lead.core.removeprefix("完成")
            if core.endswith(graded["head"]):
                metric = graded["stem"] + core
                return (Name(metric, "carried-noun", None, 0, last[0].name.verb, metric),)
        if not last or not setting.listed or lead.modifies or last[0].unit != setting.quantity.unit:
            return None
        name, core = last[0].name, lead.core
        grade = GRADE_AT_START.match(name.noun)
        if grade is None or GRADE_AT_START.match(core) or VERBS.match(core):
            return None
        noun = grade[0] + core
        return (Name(name.verb + noun, "carried-noun", None, 0, name.verb, noun),)

    def _is_received(self, noun: str) -> bool:
        """受理审查逮捕…案件138件，批准逮捕91件: what came in is not what was decided upon."""
        known: list[Known] = [each for each in self.memory.plain() if each.name.noun == noun]
        return bool(known) and known[-1].name.verb.startswith(_RECEIVED)

"""Facts and their changes in words, Chinese with the English terms."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from kg.corrections.words import gloss
from kg.diff.dump import Dump
from kg.diff.facts import ACTOR, INITIATIVE, ROLE, Fact
from kg.statement import read_literal
from ontology import terms as t

KIND_NAMES: Final = MappingProxyType(
    {
        "actor": "主体 actor",
        "initiative": "事项 initiative",
        "participation": "参与 participation",
        "observation": "数据 observation",
        "recognition": "荣誉 recognition",
        "collaboration": "协作 collaboration",
    }
)
_DETAILS: Final = MappingProxyType(
    {
        t.RDF_TYPE: "类别 kind",
        t.PREF_LABEL: "名称 name",
        t.ALT_LABEL: "别称 forms",
        t.REGION: "地区 region",
        t.ORGAN_TYPE: "职能 organ type",
        t.LEVEL: "层级 level",
        t.SUBORDINATE_TO: "隶属 subordinate to",
        t.MEMBER_OF: "成员于 member of",
        t.HOLDS_POST: "职务 post",
        t.DATE: "日期 date",
        t.MEASURE: "措施 measure",
        t.ESTABLISHES: "建立 establishes",
        t.PART_OF: "属于 part of",
        t.LABEL: "指标用语 words",
        t.METRIC: "指标 metric",
        t.VALUE: "数值 value",
        t.VALUE_TEXT: "数字 figure",
        t.UNIT: "单位 unit",
        t.BOUND: "界限 bound",
        t.STATISTIC: "统计性质 statistic",
        t.PERIOD: "时期 period",
        t.REPORTED_BY: "机构 agency",
        t.OUTCOME_OF: "事项 initiative",
        t.RECIPIENT: "获得者 recipient",
        t.RECIPIENT_TEXT: "获得者 recipient",
        t.CONFERRED_BY: "授予者 conferred by",
        t.CONFERRED_BY_TEXT: "授予者 conferred by",
        t.BETWEEN: "双方 between",
        t.THROUGH: "共同事项 through",
        t.STRENGTH: "强度 strength",
        ROLE: "角色 role",
        ACTOR: "主体 actor",
        INITIATIVE: "事项 initiative",
    }
)
_WORDS: Final = MappingProxyType(
    {
        **{term: ("actor-kind", kind) for kind, term in t.ACTOR_KINDS.items()},
        **{term: ("initiative-type", type_) for type_, term in t.INITIATIVE_TYPES.items()},
        **{term: ("statistic", word) for word, term in t.STATISTICS.items()},
        **{term: ("bound", word) for word, term in t.BOUNDS.items()},
        **{term: ("level", word) for word, term in t.LEVELS.items()},
    }
)


def tell_fact(fact: Fact, dump: Dump) -> str:
    """What a fact says, in one line."""
    match fact.kind:
        case "participation":
            role = gloss("role", fact.get(ROLE))
            return f"{_tell(fact, ACTOR, dump)} —{role}→ {_tell(fact, INITIATIVE, dump)}"
        case "observation":
            figure = f"{_tell(fact, t.VALUE_TEXT, dump)}{_tell(fact, t.UNIT, dump)}"
            about = (_tell(fact, term, dump) for term in (t.REGION, t.STATISTIC, t.PERIOD))
            return f"{_tell(fact, t.LABEL, dump)} = {figure}（{'，'.join(about)}）"
        case "recognition":
            honoured = _tell(fact, t.RECIPIENT_TEXT, dump) or _tell(fact, t.RECIPIENT, dump)
            return f"{honoured or '？'} 获 {_tell(fact, t.PREF_LABEL, dump)}"
        case "collaboration":
            return " ↔ ".join(_tell_all(fact, t.BETWEEN, dump))
    return f"{_tell(fact, t.PREF_LABEL, dump)}（{_tell(fact, t.RDF_TYPE, dump)}）"


def tell_details(fact: Fact, dump: Dump) -> str:
    """What else there is to say of a fact that appeared or vanished."""
    wanted = {
        "actor": (t.REGION, t.LEVEL),
        "initiative": (t.REGION, t.DATE),
        "observation": (t.REPORTED_BY, t.OUTCOME_OF),
        "recognition": (t.CONFERRED_BY_TEXT, t.DATE),
        "collaboration": (t.THROUGH, t.STRENGTH),
    }.get(fact.kind, ())
    told = ((_DETAILS[term], _tell(fact, term, dump)) for term in wanted)
    return "；".join(f"{name}: {value}" for name, value in told if value)


def tell_changes(old: Fact, new: Fact, before: Dump, after: Dump) -> Iterator[tuple[str, str, str]]:
    """The details that differ: name of the detail, what it was, what it is."""
    for term in _DETAILS:
        was, is_ = old.details.get(term, frozenset()), new.details.get(term, frozenset())
        if was == is_ or (term == t.VALUE and old.get(t.VALUE_TEXT) != new.get(t.VALUE_TEXT)):
            continue  # the figure as it is printed says it
        told = _tell(old, term, before, was - is_), _tell(new, term, after, is_ - was)
        if told[0] == told[1]:
            told = "、".join(sorted(was - is_)), "、".join(sorted(is_ - was))
        yield _DETAILS[term], *told


def _tell(fact: Fact, term: str, dump: Dump, values: frozenset[str] | None = None) -> str:
    return "、".join(_tell_all(fact, term, dump, values))


def _tell_all(fact: Fact, term: str, dump: Dump, values: frozenset[str] | None = None) -> list[str]:
    found = fact.details.get(term, frozenset()) if values is None else values
    return sorted(_tell_value(term, value, dump) for value in found)


def _tell_value(term: str, value: str, dump: Dump) -> str:
    if term == ROLE:
        return gloss("role", value)
    if not value.startswith("<"):
        return read_literal(value)
    node = value[1:-1]
    return gloss(*_WORDS[node]) if node in _WORDS else dump.name(node)

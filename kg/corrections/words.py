"""Facts in words, Chinese with the English terms: for people who look for what to correct."""

from functools import cache
from pathlib import Path

import ontology
from kg import iris
from kg.corrections.ids import Fact
from kg.facts import (
    Actor,
    Dating,
    Initiative,
    Measure,
    Numbering,
    Observation,
    Participation,
    Post,
    Recognition,
    Relation,
)
from ontology.concepts import read_concepts
from ontology.regions import load_regions
from ontology.terms import AMO, ID

_VOCABULARIES = ("roles", "statistics", "bounds", "levels", "actor-kinds", "initiative-types")
_KINDS = {
    Participation: "参与 participation",
    Relation: "关系 relation",
    Measure: "措施 measure",
    Dating: "日期 dating",
    Numbering: "文号 number",
    Post: "职务 post",
    Observation: "数据 observation",
    Recognition: "荣誉 recognition",
}
_RELATIONS = {"establishes": "建立 establishes", "part_of": "属于 part_of"}


def name_kind(fact: Fact) -> str:
    """Its kind: 参与 participation."""
    return _KINDS.get(type(fact), type(fact).__name__.lower())


def tell_fact(fact: Fact) -> str:
    """What it says, in one line."""
    match fact:
        case Participation():
            return f"{fact.actor.name} —{gloss('role', fact.role)}→ {fact.initiative.name}"
        case Relation():
            relation = _RELATIONS[fact.relation]
            return f"{fact.subject.name} —{relation}→ {fact.object.name}"
        case Measure():
            return f"{fact.initiative.name}：{fact.text}"
        case Dating():
            return f"{fact.initiative.name}：{fact.date}"
        case Numbering():
            return f"{fact.initiative.name}：{fact.number}"
        case Post():
            where = fact.agency.name if fact.agency else ""
            return f"{fact.person.name}：{where}{fact.post}"
        case Observation():
            return _tell_observation(fact)
        case Recognition():
            return _tell_recognition(fact)


def _tell_observation(fact: Observation) -> str:
    value = "" if fact.value is None else f" value={fact.value:f}"
    parts = [
        f"{load_regions().get(fact.region).name} {fact.metric} = {fact.digits}{fact.unit}"
        f" ({gloss('statistic', fact.statistic)}, {fact.period},"
        f" {gloss('bound', fact.bound)}{value})"
    ]
    if fact.agency:
        parts.append(f"机构 agency={fact.agency.name}")
    if fact.initiative:
        parts.append(f"举措 initiative={fact.initiative.name}")
    return "  ".join(parts)


def _tell_recognition(fact: Recognition) -> str:
    parts = [f"{fact.recipient or '？'} 获 {fact.name}"]
    if fact.conferred_by:
        parts.append(f"授予 conferred_by={fact.conferred_by}")
    if fact.date:
        parts.append(f"日期 date={fact.date}")
    return "  ".join(parts)


def tell_entity(entity: Actor | Initiative) -> str:
    """Its name, kind and IRI: 淄博市公安局 (机构 agency, id:agency/370300/gong-an-ju)."""
    if isinstance(entity, Actor):
        kind = gloss("actor-kind", entity.kind)
    else:
        kind = gloss("initiative-type", entity.type)
    return f"{entity.name} ({kind}, {entity_id(entity)})"


def entity_iri(entity: Actor | Initiative) -> str:
    """The IRI of an actor or initiative."""
    return iris.actor(entity) if isinstance(entity, Actor) else iris.initiative(entity)


def entity_id(entity: Actor | Initiative) -> str:
    """Its IRI, shortened: id:agency/370300/gong-an-ju."""
    return entity_iri(entity).replace(ID, "id:")


def gloss(vocabulary: str, word: str) -> str:
    """A word of the model with its Chinese label: 牵头 lead."""
    labels = _labels()
    label = labels.get(f"{ID}{vocabulary}/{word}") or labels.get(f"{AMO}{word}")
    return f"{label} {word}" if label else word


@cache
def _labels() -> dict[str, str]:
    folder = Path(ontology.__file__).parent / "vocabulary"
    concepts = (each for name in _VOCABULARIES for each in read_concepts(folder / f"{name}.ttl"))
    return {each.iri: each.name for each in concepts}

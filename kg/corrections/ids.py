"""Ids of facts to write in `corrections.yml`: a pure function of the fact and of its sentence.

Neither a rule, a doubt, a place in the document nor a count goes into an id, so that it outlives
changes elsewhere in the document and in the rules. The same sentence that says the same, there or
in another document, gives the same id: what is wrong once is wrong each time.
"""

from hashlib import sha1

from kg.facts import (
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
from kg.read.document import Document

Fact = Participation | Relation | Measure | Dating | Numbering | Post | Observation | Recognition
"""What can be dropped or set by its id."""


def fact_id(document: Document, fact: Fact) -> str:
    """Eight hexadecimal digits."""
    sentence = document.sentences[fact.sentence]
    key = (type(fact).__name__, document.form(sentence), *_content(fact, sentence.begin))
    text = "\n".join(key).encode("utf-8", "replace")
    return sha1(text, usedforsecurity=False).hexdigest()[:8]


def _content(fact: Fact, begin: int) -> tuple[str, ...]:
    """What tells a fact from the others of its kind in its sentence."""
    match fact:
        case Participation():
            return (fact.actor.kind, fact.actor.name, fact.role, *_initiative(fact.initiative))
        case Relation():
            return (*_initiative(fact.subject), fact.relation, *_initiative(fact.object))
        case Measure():
            return (*_initiative(fact.initiative), fact.text)
        case Dating():
            return (*_initiative(fact.initiative), fact.date)
        case Numbering():
            return (*_initiative(fact.initiative), fact.number)
        case Post():
            return (fact.person.name, fact.post, fact.agency.name if fact.agency else "")
        case Observation():
            own = (fact.metric, fact.digits, fact.unit, fact.statistic, fact.region)
            return (str(fact.begin - begin), *own)
        case Recognition():
            return (str(fact.begin - begin), fact.name, fact.recipient)


def _initiative(value: Initiative) -> tuple[str, str]:
    return value.type, value.name

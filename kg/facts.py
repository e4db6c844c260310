"""The frozen values that flow through the build: who and what is named, and what is said of them.

Every place is a half-open range of code points in `Document.view`; every fact carries the number of
the sentence that states it and the id of the rule that read it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from kg.frozen import value

if TYPE_CHECKING:
    from kg.mention.context import Context
    from kg.read.document import Document

ActorKind = Literal["agency", "group", "organisation", "enterprise", "person"]
InitiativeType = Literal[
    "mechanism", "campaign", "programme", "policy", "agreement", "event", "facility", "case"
]
Role = Literal["lead", "partner", "supervisor", "participant"]
Bound = Literal["exact", "at_least", "at_most", "about", "magnitude"]
Statistic = Literal["flow", "stock", "ratio", "growth", "change", "rank", "target"]
QUALIFYING: Final = frozenset({"ratio", "growth", "change", "rank", "target"})
"""What a figure must be to say something of another one."""


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """A body, group or person under its full official name."""

    kind: ActorKind
    name: str
    """Region first: 淄博市市场监督管理局."""
    region: str
    """Code of the region it serves: 370300; 100000 is the whole country."""
    organ: str = ""
    """Id of its organ type in the vocabulary (market-regulation), or ""."""
    level: str = ""
    """national, provincial, municipal, county, or ""."""
    parent: str = ""
    """Full name of the body it is part of (淄博市公安局 for 淄博市公安局周村分局), or ""."""

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True, slots=True, order=True)
class Initiative:
    """A named or definite undertaking."""

    type: InitiativeType
    name: str
    """The shortest noun phrase that identifies it, as the view has it, 《》 dropped."""
    region: str
    """Code of the region of the document or of the region in its name."""
    scope: str = ""
    """Id of the document when the name alone does not identify it (新闻发布会), else ""."""

    def __hash__(self) -> int:
        return hash(self.name)


@value
class ActorMention:
    """A place where actors are named. One form may name several (省市中心, 临淄、桓台等区县局)."""

    sentence: int
    begin: int
    end: int
    actors: tuple[Actor, ...]
    rule: str
    doubt: str = ""


@value
class InitiativeMention:
    """A place where an initiative is named."""

    sentence: int
    begin: int
    end: int
    initiative: Initiative
    rule: str
    doubt: str = ""


@value
class Quantity:
    """A number with its unit, as it is printed."""

    sentence: int
    begin: int
    end: int
    value: Decimal | None
    """In base units; None where only a magnitude is given (数亿元)."""
    unit: str
    """The counter or unit without its multiplier: 件, 元, %, 位."""
    bound: Bound
    digits: str
    """The figure as printed, hedge and multiplier included, unit not: 4.7万余, 97.3."""


@value
class Participation:
    """An actor takes part in an initiative."""

    sentence: int
    actor: Actor
    role: Role
    initiative: Initiative
    rule: str
    doubt: str = ""


@value
class Relation:
    """One initiative sets up another, or belongs to a larger one."""

    sentence: int
    subject: Initiative
    relation: Literal["establishes", "part_of"]
    object: Initiative
    rule: str


@value
class Measure:
    """A step of a mechanism, in the words of the text."""

    sentence: int
    initiative: Initiative
    text: str
    rule: str


@value
class Dating:
    """The date of an initiative."""

    sentence: int
    initiative: Initiative
    date: str
    """ISO 8601: 2024, 2024-01, 2024-08-20."""
    rule: str


@value
class Numbering:
    """The number of a paper."""

    sentence: int
    initiative: Initiative
    number: str
    """枣知战办〔2023〕06号."""
    rule: str


@value
class Post:
    """An official and the post that the sentence gives him."""

    sentence: int
    person: Actor
    post: str
    """副市长."""
    agency: Actor | None
    rule: str


@value
class Observation:
    """A figure that counts or measures something in the reported world."""

    sentence: int
    begin: int
    end: int
    """Place of the figure with its unit in the view."""
    metric: str
    """What is measured, complete without its context: 专利侵权纠纷立案."""
    value: Decimal | None
    digits: str
    """The figure as printed."""
    unit: str
    bound: Bound
    statistic: Statistic
    period: str
    """ISO 8601."""
    region: str
    """Code of the region whose figure it is."""
    agency: Actor | None
    initiative: Initiative | None
    rule: str
    qualifies: int | None = None
    """Index, in the document's list of observations, of the one that this growth, rank, ratio or
    target qualifies."""
    doubt: str = ""


@value
class Recognition:
    """An honour, approval or status that somebody is given."""

    sentence: int
    begin: int
    end: int
    name: str
    recipient: str
    """As written out: 淄博市, 10家“专精特新”企业."""
    recipient_actor: Actor | None
    recipient_region: str
    """Code of the region when a place is honoured, else ""."""
    conferred_by: str
    """As written out, or ""."""
    conferrer: Actor | None
    date: str
    rule: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one document names and says: what the build makes its quads of."""

    document: "Document"
    context: "Context"
    actors: tuple[ActorMention, ...] = ()
    initiatives: tuple[InitiativeMention, ...] = ()
    participations: tuple[Participation, ...] = ()
    relations: tuple[Relation, ...] = ()
    measures: tuple[Measure, ...] = ()
    datings: tuple[Dating, ...] = ()
    posts: tuple[Post, ...] = ()
    observations: tuple[Observation, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    numbers: tuple[Numbering, ...] = ()
    identifier: str = ""
    """The number of the document itself, or ""."""

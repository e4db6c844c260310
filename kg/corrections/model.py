"""What an entry of `corrections.yml` may say; a key that is not known is an error."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec

from kg.facts import ActorKind, Bound, InitiativeType, Role, Statistic
from ontology.errors import AmoError

ALL = "all"
"""The document of an entry that concerns every document."""
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"
Text = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Maybe = Annotated[str, msgspec.Meta(max_length=500)]
"""A text that may be empty: nothing."""
Period = Annotated[str, msgspec.Meta(pattern=f"^{_DAY}(/({_DAY}|\\.\\.))?$")]
Date = Annotated[str, msgspec.Meta(pattern=f"^{_DAY}$")]
MaybeDate = Annotated[str, msgspec.Meta(pattern=f"^({_DAY})?$")]
FactId = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{8}$")]


class InvalidCorrection(AmoError):  # noqa: N818 - the name of a state, as users read it
    """`corrections.yml` is broken, contradicts itself or matches nothing any more."""


class Entry(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="what"
):
    """What every correction says."""

    document: Text
    """Id of the document, or "all"."""
    why: Text
    """The reason."""
    by: Text
    """Who corrects."""
    on: date


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the things that a name is split into."""

    name: Text
    quotes: tuple[Text, ...] = ()
    """Words of the sentences in which it is meant; none: it is meant elsewhere too."""
    kind: ActorKind | None = None
    type: InitiativeType | None = None
    region: Text | None = None


class Merge(Entry, frozen=True, kw_only=True, tag="merge"):
    """Two names are one actor or initiative: the second."""

    name: Text
    into: Text
    kind: ActorKind | None = None
    type: InitiativeType | None = None
    region: Text | None = None


class Split(Entry, frozen=True, kw_only=True, tag="split"):
    """One name is several actors or initiatives: all of them everywhere, or each in its places."""

    name: Text
    into: Annotated[tuple[Part, ...], msgspec.Meta(min_length=2)]


class Rename(Entry, frozen=True, kw_only=True, tag="rename"):
    """The name of an actor or initiative is another."""

    name: Text
    to: Text
    region: Text | None = None


class Change(Entry, frozen=True, kw_only=True, tag="change"):
    """An actor is of another kind, an initiative of another type, either of another region."""

    name: Text
    kind: ActorKind | None = None
    type: InitiativeType | None = None
    region: Text | None = None


class Drop(Entry, frozen=True, kw_only=True, tag="drop"):
    """A fact is none; or what a name was taken for is none, and all that is said of it."""

    fact: FactId | None = None
    name: Text | None = None


class Set(Entry, frozen=True, kw_only=True, tag="set"):
    """A detail of a fact is another; an empty text takes it away."""

    fact: FactId
    role: Role | None = None
    metric: Text | None = None
    value: Decimal | None = None
    bound: Bound | None = None
    unit: Maybe | None = None
    statistic: Statistic | None = None
    period: Period | None = None
    region: Text | None = None
    agency: Maybe | None = None
    initiative: Maybe | None = None
    name: Text | None = None
    recipient: Text | None = None
    conferred_by: Maybe | None = None
    date: MaybeDate | None = None


class AddActor(Entry, frozen=True, kw_only=True, tag="add-actor"):
    """An actor is named here."""

    quote: Text
    name: Text
    form: Text | None = None
    """The words of the quote that name it; where it is not told, the name itself."""
    kind: ActorKind | None = None
    region: Text | None = None


class AddInitiative(Entry, frozen=True, kw_only=True, tag="add-initiative"):
    """An initiative is named here."""

    quote: Text
    name: Text
    type: InitiativeType
    form: Text | None = None
    region: Text | None = None
    date: Date | None = None


class AddParticipation(Entry, frozen=True, kw_only=True, tag="add-participation"):
    """An actor takes part in an initiative; both are named in the document or added to it."""

    quote: Text
    actor: Text
    role: Role
    initiative: Text


class AddObservation(Entry, frozen=True, kw_only=True, tag="add-observation"):
    """A figure; what is not told of value, unit and bound is read from it."""

    quote: Text
    figure: Text
    """As it is printed, with its unit: 4.7万余件."""
    metric: Text
    statistic: Statistic
    value: Decimal | None = None
    unit: Maybe | None = None
    bound: Bound | None = None
    period: Period | None = None
    """Where it is not told, that of the document."""
    region: Text | None = None
    """Where it is not told, that of the document."""
    agency: Text | None = None
    initiative: Text | None = None


class AddRecognition(Entry, frozen=True, kw_only=True, tag="add-recognition"):
    """An honour, approval or status."""

    quote: Text
    name: Text
    recipient: Text
    conferred_by: Maybe = ""
    date: MaybeDate = ""


Addition = AddActor | AddInitiative | AddParticipation | AddObservation | AddRecognition
Correction = (
    Merge
    | Split
    | Rename
    | Change
    | Drop
    | Set
    | AddActor
    | AddInitiative
    | AddParticipation
    | AddObservation
    | AddRecognition
)

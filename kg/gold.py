"""Gold files: the facts that a careful reader finds in a report, one JSON object a file."""

from pathlib import Path

import msgspec

from ontology.errors import InvalidSource


class Participant(msgspec.Struct, frozen=True):
    """A part that an agency takes in an initiative."""

    agency: str
    role: str


class Agency(msgspec.Struct, frozen=True):
    """An actor under its full name."""

    name: str
    kind: str
    accept: tuple[str, ...] = ()
    """Other full names that are right too."""


class Initiative(msgspec.Struct, frozen=True):
    """A named undertaking."""

    name: str
    type: str
    participants: tuple[Participant, ...] = ()


class Observation(msgspec.Struct, frozen=True):
    """A figure."""

    metric: str
    value: int | float | None
    unit: str
    bound: str
    statistic: str
    period: str
    region: str
    quote: str
    agency: str | None = None
    initiative: str | None = None


class Recognition(msgspec.Struct, frozen=True):
    """An honour."""

    name: str


class Gold(msgspec.Struct, frozen=True):
    """What one document, or the part of it in the scope, should yield."""

    document: str
    agencies: tuple[Agency, ...]
    initiatives: tuple[Initiative, ...]
    observations: tuple[Observation, ...]
    recognitions: tuple[Recognition, ...]
    scope: tuple[str, str] | None = None
    """First and last run of the source text of the part that was annotated."""


def load_gold(path: Path) -> Gold:
    """The gold file. Raises InvalidSource when it is unreadable or lacks a key."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Gold)
    except (OSError, msgspec.MsgspecError) as error:
        raise InvalidSource(f"{path}: is no gold file: {error}") from error

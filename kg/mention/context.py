"""What holds for a whole document: whose report it is, of what time and place."""

from dataclasses import dataclass

from kg.facts import Actor
from ontology.regions import Region


@dataclass(frozen=True, slots=True)
class Context:
    """The frame in which a report's names and figures are read."""

    document_id: str
    title: str
    publisher: str
    """Full official name, or "" when neither the sidecar nor the text tells."""
    home: Region
    """The region that it speaks of."""
    period: str
    """Its own period, ISO 8601: 2024, 2023-01-01/2023-06-30."""
    issued: str
    """ISO 8601 date, or ""."""
    voice: Actor | None
    """The bureau that a bulletin speaks as, else None."""

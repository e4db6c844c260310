"""What a check found: where the graph breaks the model, and the sentence that it comes from."""

from dataclasses import dataclass
from typing import Literal

from ontology.terms import AMO, ID

Part = Literal["ontology", "vocabulary", "structure", "shapes", "reasoner"]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault of a graph."""

    part: Part
    rule: str
    """What is broken: "text-differs", "Observation metric"."""
    subject: str
    """IRI of the node or graph at fault, or ""."""
    value: str
    """The value at fault, or ""."""
    chinese: str
    english: str
    evidence: str = ""
    """IRI of the evidence graph that states it, or ""."""
    sentence: str = ""
    """The words of that evidence, or ""."""
    name: str = ""
    """What the subject is called, or ""."""

    def describe(self) -> str:
        """The finding in a few lines of Chinese and English."""
        where = " ".join(filter(None, (self.name, shorten(self.subject))))
        lines = [f"{self.chinese} / {self.english}", f"  何处 where: {where}"]
        if self.value:
            lines.append(f"  值 value: {shorten(self.value)}")
        if self.evidence:
            lines.append(f"  出处 evidence: {shorten(self.evidence)}")
        if self.sentence:
            lines.append(f"  原文 sentence: {self.sentence}")
        return "\n".join(lines)


def shorten(iri: str) -> str:
    """The text with the project's namespaces as prefixes: amo:Observation, id:region/370000."""
    return iri.replace(AMO, "amo:").replace(ID, "id:")

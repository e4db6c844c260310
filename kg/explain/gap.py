"""What coverage counts: things that could have given a fact, and those that gave none."""

from dataclasses import dataclass

from kg.explain.reasons import Kind, Reason, find_reason


@dataclass(frozen=True, slots=True)
class Gap:
    """A place of a document that gave no fact, in view offsets."""

    kind: Kind
    sentence: int
    begin: int
    end: int
    form: str
    """The number or name as it is printed; of a sentence the bodies that it names."""
    reason: str
    """Id in the closed list of its kind."""

    @property
    def because(self) -> Reason:
        """The reason with its words."""
        return find_reason(self.kind, self.reason)


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one kind was covered."""

    covered: int
    gaps: tuple[Gap, ...]

    @property
    def excluded(self) -> int:
        """How many are no facts by definition."""
        return sum(gap.because.excluded for gap in self.gaps)

    @property
    def open(self) -> int:
        """How many may be missed facts."""
        return len(self.gaps) - self.excluded

    @property
    def share(self) -> float | None:
        """Covered of those that are not excluded, from 0 to 1; None where there are none."""
        countable = self.covered + self.open
        return self.covered / countable if countable else None

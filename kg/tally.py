"""The result of a comparison with gold files: counts, precision, recall, F1, as text too."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are in the gold files, in the graph, and in both."""

    gold: int = 0
    built: int = 0
    matched: int = 0

    @property
    def precision(self) -> float:
        """Share of the built that is in gold."""
        return self.matched / self.built if self.built else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was built."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """The comparison, over all gold files together."""

    kinds: dict[str, Count] = field(default_factory=dict)
    details: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Detail → how many of the matched are right, of how many."""
    differences: list[str] = field(default_factory=list)
    """What is missing or extra, a line each."""

    def count(self, kind: str, gold: int, built: int, matched: int) -> None:
        """Add to the counts of a kind of fact."""
        old = self.kinds.get(kind, Count())
        self.kinds[kind] = Count(old.gold + gold, old.built + built, old.matched + matched)

    def judge(self, detail: str, right: bool) -> None:
        """Add a detail of a matched fact."""
        hits, all_ = self.details.get(detail, (0, 0))
        self.details[detail] = hits + right, all_ + 1


@dataclass(frozen=True, slots=True)
class Matched:
    """What a graph states of a document inside the scope of its gold file, and what of it is right.

    By kind of fact, as `Score.kinds` has them; a participation is (actor, initiative), all else
    an IRI.
    """

    evidence: frozenset[str]
    """The sentences of the scope."""
    stated: Mapping[str, frozenset[Hashable]]
    right: Mapping[str, frozenset[Hashable]]


def write_score(score: Score, *, verbose: bool = False, as_json: bool = False) -> str:
    """The comparison as a table, as one JSON object, or with all differences before it."""
    if as_json:
        return json.dumps(_to_json(score), ensure_ascii=False) + "\n"
    lines = sorted(score.differences) if verbose else []
    lines.append(f"{'':28}{'gold':>6}{'built':>7}{'match':>7}{'prec':>8}{'recall':>8}{'F1':>8}")
    for kind, n in score.kinds.items():
        shares = f"{n.precision:8.3f}{n.recall:8.3f}{n.f1:8.3f}"
        lines.append(f"{kind:28}{n.gold:6}{n.built:7}{n.matched:7}{shares}")
    for detail, (right, all_) in score.details.items():
        lines.append(f"  {detail:26}{right:6} of {all_:<6}{right / all_:8.3f}")
    return "\n".join(lines) + "\n"


def _to_json(score: Score) -> Mapping[str, object]:
    kinds = {
        kind: {
            "gold": n.gold,
            "built": n.built,
            "matched": n.matched,
            "precision": round(n.precision, 4),
            "recall": round(n.recall, 4),
            "f1": round(n.f1, 4),
        }
        for kind, n in score.kinds.items()
    }
    details = {
        detail: {"right": right, "of": all_, "share": round(right / all_, 4)}
        for detail, (right, all_) in score.details.items()
    }
    return {"kinds": kinds, "details": details}

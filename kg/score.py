"""How a built graph compares with gold files: precision, recall and F1 of each kind of fact.

What gold and graph say is paired one to one, best first: actors by name, initiatives, figures and
honours by the likeness of their names; then each detail of a pair is right or wrong.
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import TypeVar

from kg import gold as g
from kg.stated import Figure, Stated, read_stated, strip_text
from kg.store import View, load_view
from kg.tally import Matched, Score
from ontology.errors import InvalidSource

SAME_INITIATIVE = 0.7
SAME_METRIC = 0.6
SAME_HONOUR = 0.6
"""Least likeness of two names."""

_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」（）()【】、，,.·•—\-]")
_SHORT_MONTHS = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}
Key = TypeVar("Key", bound=Hashable)


def score_graph(graph: Path, gold_files: Iterable[Path], sources: Path) -> Score:
    """Compare a graph in N-Quads with gold files; `sources` holds each document as DOCUMENT.txt.

    Raises InvalidSource for an unreadable gold file or source text, InvalidGraph for a graph.
    """
    view, score = load_view(graph), Score()
    for path in gold_files:
        gold = g.load_gold(path)
        add_document(score, view, gold, _read_source(sources / f"{gold.document}.txt"))
    return score


def add_document(score: Score, view: View, gold: g.Gold, source: str) -> Matched:
    """Compare what a view states of one document, whose text is `source`, with its gold file."""
    stated = read_stated(view, gold.document, source, gold.scope)
    who = _match_actors(score, gold, stated)
    what = _match_initiatives(score, gold, stated)
    parts = _match_participations(score, gold, stated, who, what)
    figures = _match_observations(score, gold, stated, who, what)
    honours = _match_recognitions(score, gold, stated)
    return Matched(
        frozenset(stated.places),
        {
            "agencies": frozenset(stated.actors),
            "initiatives": frozenset(stated.initiatives),
            "participations": frozenset(stated.roles),
            "observations": frozenset(stated.figures),
            "recognitions": frozenset(stated.honours),
        },
        {
            "agencies": frozenset(who.values()),
            "initiatives": frozenset(what.values()),
            "participations": frozenset((who[name], what[index]) for name, index in parts),
            "observations": frozenset(figures.values()),
            "recognitions": frozenset(honours.values()),
        },
    )


def likeness(one: str, other: str) -> float:
    """F1 of the characters that two names share, counted with repeats; marks do not count."""
    a, b = Counter(_squash(one)), Counter(_squash(other))
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else 0.0


def is_same_period(one: str, other: str) -> bool:
    """Equal as days, or one is the closing day of the other: a stock at the end of its period."""
    (first, last), (begin, end) = _interval(one), _interval(other)
    return (first, last) == (begin, end) or (last == end and (first == last or begin == end))


def pair_up(scores: Iterable[tuple[float, Key, str]]) -> dict[Key, str]:
    """One-to-one pairs of (likeness, gold, IRI), best first, ties by the spelling of both."""
    taken: set[str] = set()
    pairs: dict[Key, str] = {}
    for _, gold, iri in sorted(scores, key=lambda s: (-s[0], str(s[1]), f"<{s[2]}>")):
        if gold not in pairs and iri not in taken:
            taken.add(iri)
            pairs[gold] = iri
    return pairs


def _match_actors(score: Score, gold: g.Gold, stated: Stated) -> dict[str, str]:
    """Gold name → IRI."""
    built = {iri: {_squash(name) for name in e.names} for iri, e in stated.actors.items()}
    wanted = {each.name: each for each in gold.agencies}
    scores = []
    for name, agency in wanted.items():
        right = {_squash(name)} | {_squash(other) for other in agency.accept}
        scores += [
            (1.0 + (_squash(name) in names), name, iri)
            for iri, names in built.items()
            if right & names
        ]
    who = pair_up(scores)
    score.count("agencies", len(wanted), len(built), len(who))
    for name, iri in who.items():
        score.judge("agency kind", wanted[name].kind in stated.actors[iri].kinds)
    say = _differences(score, gold.document)
    say("missing agency:", (name for name in wanted if name not in who))
    extra = (e for iri, e in stated.actors.items() if iri not in who.values())
    say("extra agency:", (" ".join(sorted(e.names)[:3]) for e in extra))
    return who


def _match_initiatives(score: Score, gold: g.Gold, stated: Stated) -> dict[int, str]:
    """Index in the gold file → IRI."""
    what = pair_up(
        (best, index, iri)
        for index, wanted in enumerate(gold.initiatives)
        for iri, entity in stated.initiatives.items()
        if (best := _best_likeness(wanted.name, entity.names)) >= SAME_INITIATIVE
    )
    score.count("initiatives", len(gold.initiatives), len(stated.initiatives), len(what))
    for index, iri in what.items():
        kinds = stated.initiatives[iri].kinds
        score.judge("initiative type", gold.initiatives[index].type in kinds)
    say = _differences(score, gold.document)
    missing = (each for index, each in enumerate(gold.initiatives) if index not in what)
    say("missing initiative:", (f"{each.type} {each.name}" for each in missing))
    extra = (e for iri, e in stated.initiatives.items() if iri not in what.values())
    say("extra initiative:", (" ".join(sorted(e.kinds) + sorted(e.names)[:2]) for e in extra))
    return what


def _match_participations(
    score: Score, gold: g.Gold, stated: Stated, who: dict[str, str], what: dict[int, str]
) -> list[tuple[str, int]]:
    """(name, index in the gold file) of the participations that the graph states too."""
    wanted = {
        (part.agency, index): part.role
        for index, initiative in enumerate(gold.initiatives)
        for part in initiative.participants
    }
    hits = {
        (name, index): stated.roles[who[name], what[index]]
        for name, index in wanted
        if name in who and index in what and (who[name], what[index]) in stated.roles
    }
    score.count("participations", len(wanted), len(stated.roles), len(hits))
    for key, roles in hits.items():
        score.judge("role", wanted[key] in roles)
    _differences(score, gold.document)(
        "missing participation:",
        (
            f"{name} {role} {gold.initiatives[index].name}"
            for (name, index), role in wanted.items()
            if (name, index) not in hits
        ),
    )
    return list(hits)


def _match_observations(
    score: Score, gold: g.Gold, stated: Stated, who: dict[str, str], what: dict[int, str]
) -> dict[int, str]:
    """Index in the gold file → IRI."""
    wanted = gold.observations
    pairs = pair_up(
        (_agreement(wanted[index], stated.figures[iri]), index, iri)
        for index in range(len(wanted))
        for iri in _candidates(wanted[index], stated)
    )
    score.count("observations", len(wanted), len(stated.figures), len(pairs))
    whole = 0
    for index, iri in pairs.items():
        figure, built = wanted[index], stated.figures[iri]
        right = _judge_figure(figure, built)
        for detail, is_right in right.items():
            score.judge(f"observation {detail}", is_right)
        whole += all(right.values())
        if figure.agency in who:
            score.judge("observation agency", who[figure.agency] in built.agencies)
        initiative = _index_of(gold, figure.initiative)
        if initiative in what:
            score.judge("observation initiative", what[initiative] in built.initiatives)
    score.count("observations, every detail", len(wanted), len(stated.figures), whole)
    say = _differences(score, gold.document)
    missing = (each for index, each in enumerate(wanted) if index not in pairs)
    say("missing observation:", (f"{m.metric} {m.value} {m.unit} in {m.quote}" for m in missing))
    extra = (each for iri, each in stated.figures.items() if iri not in pairs.values())
    say("extra observation:", map(_write_figure, extra))
    return pairs


def _match_recognitions(score: Score, gold: g.Gold, stated: Stated) -> dict[int, str]:
    """Index in the gold file → IRI."""
    pairs = pair_up(
        (best, index, iri)
        for index, wanted in enumerate(gold.recognitions)
        for iri, names in stated.honours.items()
        if (best := _best_likeness(wanted.name, names)) >= SAME_HONOUR
    )
    score.count("recognitions", len(gold.recognitions), len(stated.honours), len(pairs))
    say = _differences(score, gold.document)
    missing = (each for index, each in enumerate(gold.recognitions) if index not in pairs)
    say("missing recognition:", (each.name for each in missing))
    extra = (names for iri, names in stated.honours.items() if iri not in pairs.values())
    say("extra recognition:", (" ".join(sorted(names)) for names in extra))
    return pairs


def _candidates(figure: g.Observation, stated: Stated) -> list[str]:
    """The built figures of the same value and unit in a sentence that the quote touches."""
    quote = strip_text(figure.quote)
    places = [found.start() for found in re.finditer(f"(?={re.escape(quote)})", stated.text)]
    return [
        iri
        for iri, built in stated.figures.items()
        if figure.unit in built.units
        and _is_same_value(figure.value, built.values)
        and any(
            at < end and at + len(quote) > begin
            for at in places
            for begin, end in (stated.places[each] for each in built.evidence & set(stated.places))
        )
    ]


def _is_same_value(wanted: float | None, built: set[float]) -> bool:
    if wanted is None and not built:
        return True
    return any(abs(value - (wanted or 0)) <= 1e-6 * max(1, abs(value)) for value in built)


def _agreement(figure: g.Observation, built: Figure) -> float:
    return (
        _best_likeness(figure.metric, built.metrics)
        + (figure.statistic in built.statistics)
        + (figure.region in built.regions)
    )


def _judge_figure(figure: g.Observation, built: Figure) -> dict[str, bool]:
    return {
        "metric": _best_likeness(figure.metric, built.metrics) >= SAME_METRIC,
        "bound": figure.bound in built.bounds,
        "statistic": figure.statistic in built.statistics,
        "period": any(is_same_period(figure.period, period) for period in built.periods),
        "region": figure.region in built.regions,
    }


def _index_of(gold: g.Gold, name: str | None) -> int | None:
    return next((i for i, each in enumerate(gold.initiatives) if each.name == name), None)


def _squash(name: str) -> str:
    """A name without the marks that writers use freely."""
    return _MARKS.sub("", name)


def _best_likeness(name: str, others: Iterable[str]) -> float:
    return max((likeness(name, other) for other in others), default=0.0)


def _interval(period: str) -> tuple[str, str]:
    """First and last day of 2024, 2024-08, 2024-08-20 or START/END; an open end is written `..`."""
    first, _, last = period.partition("/")
    last = last or first
    last = "9999" if last == ".." else last
    begin = first + {4: "-01-01", 7: "-01"}.get(len(first), "")
    if len(last) == 4:
        return begin, f"{last}-12-31"
    return begin, f"{last}-{_SHORT_MONTHS.get(last[5:7], '31')}" if len(last) == 7 else last


def _write_figure(figure: Figure) -> str:
    parts = [*sorted(figure.metrics)[:1], *map(str, sorted(figure.values)), *sorted(figure.units)]
    return " ".join(parts)


def _differences(score: Score, document: str) -> Callable[[str, Iterable[str]], None]:
    def say(what: str, names: Iterable[str]) -> None:
        score.differences.extend(f"{document} {what} {name}" for name in names)

    return say


def _read_source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSource(f"{path}: cannot be read ({error}); see --sources") from error

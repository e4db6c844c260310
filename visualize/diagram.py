"""The ontology as drawings: a box for a class, a line for its relations to other classes.

A box names the class, its subclasses, and what relates it to its own kind. Lines of the same two
boxes are one, with all that it stands for written on it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import hypot
from pathlib import Path

import msgspec

from ontology.errors import InvalidVocabulary
from ontology.glossary import Glossary, Term
from ontology.terms import AMO
from visualize.html import Child, Html, join, tag

FILE = Path(__file__).with_name("diagram.yml")
_WIDTH, _LINE, _MARGIN = 178, 21, 16


class Drawing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands where in a drawing."""

    zh: str
    en: str
    boxes: dict[str, tuple[int, int]]
    bends: dict[str, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A class that is drawn."""

    term: Term
    x: float
    y: float
    below: tuple[Term, ...]
    """Its subclasses."""
    own: tuple[Term, ...]
    """Relations to its own kind."""

    @property
    def height(self) -> float:
        """Pixels from top to bottom."""
        return _LINE * (2 + len(self.below) + len(self.own)) + 16

    def edge(self, x: float, y: float) -> tuple[float, float]:
        """Where the line from the middle towards a point leaves the box."""
        across, down = x - self.x, y - self.y
        scale = min(
            _WIDTH / 2 / abs(across) if across else 9e9,
            self.height / 2 / abs(down) if down else 9e9,
        )
        return self.x + across * scale, self.y + down * scale


@cache
def load_drawings(path: Path = FILE) -> tuple[Drawing, ...]:
    """The drawings of `diagram.yml`. Raises InvalidVocabulary when the file is broken."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=tuple[Drawing, ...])
    except msgspec.MsgspecError as error:
        raise InvalidVocabulary(f"{path}: {error}") from error


def draw_ontology(glossary: Glossary) -> Iterator[tuple[Drawing, Html]]:
    """Each drawing with its picture. Raises InvalidVocabulary when one names an unknown class."""
    drawings = load_drawings()
    tops = [term for term in glossary.of("class") if not term.parents]
    placed = {name for drawing in drawings for name in drawing.boxes}
    if unknown := sorted(placed - {term.name for term in tops}):
        raise InvalidVocabulary(f"{FILE}: {unknown[0]} is no class without a wider one")
    rest = [term for term in tops if term.name not in placed]
    drawn: set[str] = set()
    for number, drawing in enumerate(drawings):
        places = dict(drawing.boxes)
        if number == len(drawings) - 1:
            lowest = max(y for _, y in places.values()) + 150
            places.update(
                (term.name, (110 + 220 * column, lowest)) for column, term in enumerate(rest)
            )
        arrow = f"arrow-{number + 1}"
        yield drawing, _draw(drawing, places, glossary, frozenset(drawn), arrow)
        drawn |= places.keys()


def _draw(
    drawing: Drawing,
    places: Mapping[str, tuple[int, int]],
    glossary: Glossary,
    before: frozenset[str],
    arrow: str,
) -> Html:
    """A drawing; of classes that stand in one `before` it has the name, and no lines between."""
    home = {term.iri: _top(term, glossary) for term in glossary.of("class")}
    lines: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in glossary.of("relation"):
        if term.is_inverse:
            continue
        for start, end in _ends(term, glossary):
            pair = home[start].removeprefix(AMO), home[end].removeprefix(AMO)
            is_here = {*pair} <= places.keys() and not {*pair} <= before
            if is_here and term not in lines[pair]:
                lines[pair].append(term)
    boxes = {
        name: Box(
            glossary.terms[AMO + name],
            x,
            y,
            ()
            if name in before
            else tuple(t for t in glossary.of("class") if t.parents and home[t.iri] == AMO + name),
            tuple(lines.get((name, name), ())),
        )
        for name, (x, y) in places.items()
    }
    width = max(box.x for box in boxes.values()) + _WIDTH / 2 + _MARGIN
    height = max(box.y + box.height / 2 for box in boxes.values()) + _MARGIN
    drawn = [
        _draw_line(boxes[start], boxes[end], terms, drawing.bends.get(f"{start} {end}", 0), arrow)
        for (start, end), terms in sorted(lines.items())
        if start != end and terms
    ]
    return tag(
        "svg",
        _arrow(arrow),
        [line for line, _ in drawn],
        [_draw_box(box) for box in boxes.values()],
        [words for _, words in drawn],
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=f"{width:.0f}",
        class_="diagram",
        role="img",
        aria_label=f"{drawing.zh} {drawing.en}",
    )


def _top(term: Term, glossary: Glossary) -> str:
    while term.parents:
        term = glossary.terms[term.parents[0]]
    return term.iri


def _ends(term: Term, glossary: Glossary) -> Iterator[tuple[str, str]]:
    """The classes that a relation leads from and to; a narrower one has those of the wider."""
    stated = term
    while not (stated.domain or stated.range) and stated.parents:
        stated = glossary.terms[stated.parents[0]]
    own = glossary.terms
    for start in stated.domain:
        yield from ((start, end) for end in stated.range if {start, end} <= own.keys())


def _arrow(id_: str) -> Html:
    shape = tag("path", d="M0,0 L9,4 L0,8 z")
    marker = tag(
        "marker",
        shape,
        id=id_,
        markerWidth=9,
        markerHeight=8,
        refX=9,
        refY=4,
        orient="auto",
        markerUnits="userSpaceOnUse",
    )
    return tag("defs", marker)


def _draw_line(
    start: Box, end: Box, terms: list[Term], bend: float, arrow: str
) -> tuple[Html, Html]:
    """A line with an arrow, and the words on it."""
    length = hypot(end.x - start.x, end.y - start.y)
    across, down = (start.y - end.y) / length, (end.x - start.x) / length
    x, y = (start.x + end.x) / 2 + across * bend, (start.y + end.y) / 2 + down * bend
    (x1, y1), (x2, y2) = start.edge(x, y), end.edge(x, y)
    path = f"M{x1:.1f},{y1:.1f} Q{x:.1f},{y:.1f} {x2:.1f},{y2:.1f}"
    middle_x, middle_y = (x1 + 2 * x + x2) / 4, (y1 + 2 * y + y2) / 4
    top = middle_y - _LINE * (len(terms) - 1) / 2
    words = [_word(term, middle_x, top + _LINE * n, "middle") for n, term in enumerate(terms)]
    return tag("path", d=path, marker_end=f"url(#{arrow})", class_="line"), join(*words)


def _draw_box(box: Box) -> Html:
    left, top = box.x - _WIDTH / 2, box.y - box.height / 2
    parts: list[Child] = [
        tag(
            "rect",
            x=f"{left:.1f}",
            y=f"{top:.1f}",
            width=_WIDTH,
            height=f"{box.height:.1f}",
            rx=6,
        ),
        _text(box.term.label.zh, box.x, top + _LINE, "name", box.term),
        _text(box.term.name, box.x, top + 2 * _LINE - 3, "code", box.term),
    ]
    y = top + 2 * _LINE + 7
    if box.below or box.own:
        parts.append(
            tag("path", d=f"M{left:.1f},{y:.1f} h{_WIDTH}", class_="rule"),
        )
    for term in box.below:
        y += _LINE
        parts.append(_word(term, left + 12, y - 4, "start"))
    for term in box.own:
        y += _LINE
        parts.append(_word(term, left + 12, y - 4, "start", "↻ "))
    return join(*parts)


def _text(words: str, x: float, y: float, kind: str, term: Term) -> Html:
    written = tag("text", words, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor="middle", class_=kind)
    return tag("a", written, href=f"#{term.name}")


def _word(term: Term, x: float, y: float, anchor: str, mark: str = "") -> Html:
    """A term in Chinese with its name, leading to what the page says of it."""
    shown = (mark, term.label.zh, " ", tag("tspan", term.name, class_="code"))
    written = tag(
        "text", shown, x=f"{x:.1f}", y=f"{y + 5:.1f}", text_anchor=anchor, class_=f"word {anchor}"
    )
    return tag("a", written, href=f"#{term.name}")

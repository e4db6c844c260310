"""An encoded sentence as it can be read: ⟨A1⟩联合⟨A2⟩制定⟨I1⟩, and what each sign stands for."""

from collections import Counter
from collections.abc import Iterator

from kg.read.document import Document
from kg.relate.encode import SYMBOLS, Code

_LETTERS = {symbol: sign.strip("⟨⟩") for sign, symbol in SYMBOLS.items()}


def name_symbols(code: Code) -> dict[int, str]:
    """For the place of each symbol its sign with its number: ⟨A1⟩."""
    counts: Counter[str] = Counter()
    names = {}
    for place in sorted(code.symbols):
        letter = _LETTERS[code.text[place]]
        counts[letter] += 1
        names[place] = f"⟨{letter}{counts[letter]}⟩"
    return names


def write_range(code: Code, begin: int, end: int) -> str:
    """A part of a code with its symbols as signs."""
    names = name_symbols(code)
    return "".join(names.get(place, code.text[place]) for place in range(begin, end))


def write_code(document: Document, code: Code) -> Iterator[str]:
    """The whole code, then for each sign the words that it stands for and the full names."""
    yield write_range(code, 0, len(code.text))
    for place, name in name_symbols(code).items():
        symbol = code.symbols[place]
        full = [actor.name for actor in symbol.actors] + [i.name for i in symbol.initiatives]
        yield f"{name} {document.view[symbol.begin : symbol.end]} = {'、'.join(full)}"

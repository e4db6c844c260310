"""Which fact of the old build is which of the new one.

Facts are paired by ever looser keys, each in the order of the text; what no key pairs has vanished
or appeared. Where a sentence only stands at another place now, its facts are equal and not told.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from kg.diff.facts import ACTOR, INITIATIVE, Fact, place_of
from ontology import terms as t

Key = Callable[[Fact], Hashable]
Pair = tuple[Fact | None, Fact | None]
"""The old fact and the new one; None where there is none."""


def _key(*terms: str) -> Key:
    """A key of documents and some details."""
    return lambda fact: (fact.documents, *(fact.details.get(term) for term in terms))


def _same(fact: Fact) -> Hashable:
    return fact.documents, frozenset(fact.details.items())


def _named(fact: Fact) -> Hashable:
    return fact.details.get(t.PREF_LABEL)


_KEYS: Final[Mapping[str, tuple[Key, ...]]] = MappingProxyType(
    {
        "actor": (_named,),
        "initiative": (_named,),
        "participation": (_same, _key(ACTOR, INITIATIVE)),
        "observation": (
            _same,
            lambda fact: fact.node,
            _key(t.LABEL, t.STATISTIC, t.UNIT, t.REGION, t.PERIOD),
            _key(t.LABEL, t.VALUE_TEXT, t.UNIT),
        ),
        "recognition": (_same, lambda fact: fact.node, _key(t.PREF_LABEL, t.RECIPIENT_TEXT)),
        "collaboration": (lambda fact: fact.details.get(t.BETWEEN),),
    }
)


def match_facts(kind: str, old: Iterable[Fact], new: Iterable[Fact]) -> Iterator[Pair]:
    """The facts of one kind in pairs; equal ones too."""
    left, right = sorted(old, key=place_of), sorted(new, key=place_of)
    for key in _KEYS[kind]:
        pairs, left, right = _pair(left, right, key)
        yield from pairs
    yield from ((fact, None) for fact in left)
    yield from ((None, fact) for fact in right)


def match_sentences(
    unpaired: Iterable[Pair], old_text: Callable[[str], str], new_text: Callable[[str], str]
) -> Iterator[Pair]:
    """What is left, paired where a figure is printed alike in the same sentence."""
    rest = list(unpaired)
    texts = {id(old): old_text(old.evidence) for old, _ in rest if old}
    texts |= {id(new): new_text(new.evidence) for _, new in rest if new}

    def key(fact: Fact) -> Hashable:
        return fact.documents, texts[id(fact)], fact.details.get(t.VALUE_TEXT)

    pairs, left, right = _pair([o for o, _ in rest if o], [n for _, n in rest if n], key)
    yield from pairs
    yield from ((fact, None) for fact in left)
    yield from ((None, fact) for fact in right)


def _pair(
    old: list[Fact], new: list[Fact], key: Key
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Facts of equal keys in pairs, in order; those that are left on either side."""
    waiting: defaultdict[Hashable, list[Fact]] = defaultdict(list)
    for fact in reversed(new):
        waiting[key(fact)].append(fact)
    pairs, left = [], []
    for fact in old:
        twins = waiting.get(key(fact))
        if twins:
            pairs.append((fact, twins.pop()))
        else:
            left.append(fact)
    taken = {id(fact) for _, fact in pairs}
    return pairs, left, [fact for fact in new if id(fact) not in taken]

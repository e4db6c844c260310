"""Sentences that say again what another sentence says: forwarded, quoted or printed twice.

A derived graph: `amo:repeats` leads from a sentence to the first one with the same words, so that
what several reports copy from one another counts as one support. Candidates are found by hashing:
equal texts by one hash, others by the hashes of every eighth run of eight characters, as chosen by
the hash itself (sampling “0 mod p”, Schleimer, Wilkerson and Aiken, “Winnowing”, SIGMOD 2003), so
that time and memory grow with the text only. A pair is a repetition when four fifths of the shorter
sentence stand in the other, with all of its numbers, and both speak of the same bodies.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import combinations, islice
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg import iris
from kg.derive import DerivationRule, Header, Words, describe_rule
from kg.statement import Quad, iri
from kg.store import View
from ontology import terms as t
from ontology.regions import load_regions

SHORTEST: Final = 12
"""Letters below which a sentence is too short to tell who copied: 三、工作成效."""
SHORTEST_NEAR: Final = 20
SHARE: Final = 0.8
"""Part of the shorter sentence's runs of four characters that stand in the other."""
_RUN, _GRAM = 8, 4
_SAMPLED: Final = 8
_MOST: Final = 16
"""Sentences that may share a run before it tells nothing: a stock phrase."""
_BATCH: Final = 20_000
_NOT_LETTERS = re.compile(r"[^0-9A-Za-z㐀-鿿]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_PLACE = 12
Numbers = NDArray[np.uint64]


@cache
def repeats_rule() -> DerivationRule:
    """What the derived graph says that it was made by; its text is that of this module."""
    header = Header(
        Words("重复的句子", "Sentences that repeat others"),
        Words(
            "与更早的句子文字相同或相近、数字和主体一致的句子，不是独立的依据。",
            "A sentence with the words, numbers and bodies of an earlier one is no support of"
            " its own.",
        ),
    )
    return DerivationRule(
        "repeats", header, (files("kg") / "repeats.py").read_text(encoding="utf-8")
    )


@dataclass(frozen=True, slots=True)
class Repeats:
    """What repeats what, and what was compared to know it."""

    quads: list[Quad]
    """Of the derived graph, sorted; only its own description where nothing repeats."""
    judged: dict[str, bool]
    """Of two sentences, their IRIs with a space between, whether one repeats the other."""


def find_repeats(
    view: View, known: Mapping[str, bool] = MappingProxyType({}), changed: Collection[str] = ()
) -> Repeats:
    """The derived graph.

    `known` is what sentences came to before, which counts but for those of documents that changed,
    given by their ids.
    """
    rule = repeats_rule()
    nodes, exact, pairs = _find_candidates(view)
    anew = {node for node in nodes if iris.document_of(node) in changed} if changed else ()
    reader = _Reader(view, _read_documents(view), known, anew)
    first: dict[str, str] = {}
    for group in exact:
        originals: list[str] = []
        for node in sorted((nodes[each] for each in group), key=reader.place):
            original = next((o for o in originals if reader.judge(_speak_of_same, o, node)), None)
            if original is not None:
                first[node] = original
            elif len(originals) < _MOST:
                originals.append(node)
    for one, other in pairs:
        earlier, later = sorted((nodes[one], nodes[other]), key=reader.place)
        if later not in first and reader.judge(_is_near, earlier, later):
            first[later] = earlier
    quads = {Quad(node, t.REPEATS, iri(_follow(first, node)), rule.graph) for node in first}
    return Repeats(sorted(quads | set(describe_rule(rule))), reader.judged)


def _follow(first: dict[str, str], node: str) -> str:
    """The sentence at the end of the chain; each step leads to an earlier one."""
    while node in first:
        node = first[node]
    return node


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with what it takes to compare it."""

    letters: str
    setting: tuple[str, str]
    """Region and period of its document."""
    mentions: frozenset[str]


def _find_candidates(
    view: View,
) -> tuple[list[str], list[tuple[int, ...]], list[tuple[int, int]]]:
    """All sentences that are long enough; those of equal text; pairs that share a run."""
    nodes: list[str] = []
    wholes: list[int] = []
    runs: list[Numbers] = []
    owners: list[NDArray[np.uint32]] = []
    stated = view.construct(f"CONSTRUCT {{ ?e <{t.TEXT}> ?x }} WHERE {{ ?e <{t.TEXT}> ?x }}")
    triples = ((node, _letters(text)) for node, _, text in stated)
    long = (each for each in triples if len(each[1]) >= SHORTEST)
    while batch := list(islice(long, _BATCH)):
        hashes, places = _sample([letters for _, letters in batch])
        runs.append(hashes)
        owners.append(places + np.uint32(len(nodes)))
        nodes += [node for node, _ in batch]
        wholes += [_hash(letters) for _, letters in batch]
    if not nodes:
        return [], [], []
    exact = [group for group in _groups(np.array(wholes, np.uint64)) if len(group) > 1]
    copies = {each for group in exact for each in sorted(group, key=nodes.__getitem__)[1:]}
    return nodes, exact, _pair(np.concatenate(runs), np.concatenate(owners), copies)


def _letters(text: str) -> str:
    """The characters and digits of a text; a literal as N-Quads writes it will do."""
    return _NOT_LETTERS.sub("", text)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def _sample(texts: Sequence[str]) -> tuple[Numbers, NDArray[np.uint32]]:
    """The hashes of the sampled runs of texts, and the index of the text of each."""
    whole = "".join(texts)
    codes = np.frombuffer(whole.encode("utf-32-le"), np.dtype("<u4")).astype(np.uint64)
    lengths = np.array([len(text) for text in texts])
    owner = np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)
    count = len(codes) - _RUN + 1
    hashes = np.zeros(count, np.uint64)
    for place in range(_RUN):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[place : place + count]
    hashes ^= hashes >> np.uint64(29)
    hashes *= np.uint64(0xBF58476D1CE4E5B9)
    inside = owner[:count] == owner[_RUN - 1 :]
    chosen = inside & ((hashes >> np.uint64(40)) % np.uint64(_SAMPLED) == 0)
    return hashes[chosen], owner[:count][chosen]


def _groups(keys: Numbers) -> Iterator[tuple[int, ...]]:
    """The indices of equal keys."""
    order = np.argsort(keys, kind="stable")
    borders = np.flatnonzero(np.diff(keys[order])) + 1
    begins = np.concatenate(([0], borders))
    ends = np.concatenate((borders, [len(keys)]))
    for group in np.flatnonzero(ends - begins > 1):
        yield tuple(int(each) for each in order[begins[group] : ends[group]])


def _pair(runs: Numbers, owners: NDArray[np.uint32], left_out: set[int]) -> list[tuple[int, int]]:
    """The pairs of sentences that share a run which is no stock phrase, sorted."""
    pairs: set[tuple[int, int]] = set()
    for group in _groups(runs):
        members = sorted({int(owners[each]) for each in group} - left_out)
        if len(members) <= _MOST:
            pairs.update(combinations(members, 2))
    return sorted(pairs)


def _read_documents(view: View) -> dict[str, tuple[str, str, str]]:
    """For each document when it was issued, its region and its period; "" where unknown."""
    found = view.select(
        f"SELECT ?d ?issued ?region ?period WHERE {{ ?d a <{t.Document}> OPTIONAL {{ ?d"
        f" <{t.ISSUED}> ?issued }} OPTIONAL {{ ?d <{t.REGION}> ?region }} OPTIONAL {{ ?d"
        f" <{t.PERIOD}> ?period }} }}"
    )
    rows = ([str(value or "") for value in row] for row in found.rows)
    return {document: (issued, region, period) for document, issued, region, period in rows}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Compares sentences of the graph, each read when it is needed."""

    view: View
    documents: dict[str, tuple[str, str, str]]
    known: Mapping[str, bool]
    anew: Collection[str]
    """The sentences that nothing is known of."""
    judged: dict[str, bool] = field(default_factory=dict)
    texts: dict[str, _Said] = field(default_factory=dict)

    def place(self, node: str) -> tuple[str, str, int, str]:
        """What sentences are ordered by: the time of the document, then the place in it."""
        document, _, where = node.removeprefix(t.EVIDENCE_BASE).partition("/")
        document = f"{t.ID}document/{document}"
        issued, _, period = self.documents.get(document, ("", "", ""))
        when = issued or period.rpartition("/")[2] or "9999"
        return when, document, int(where.partition("-")[0]), node

    def judge(self, rule: Callable[[_Said, _Said], bool], earlier: str, later: str) -> bool:
        """Whether a rule holds between two sentences, as far as it is not known already."""
        pair = f"{earlier} {later}"
        verdict = self.known.get(pair)
        if verdict is None or earlier in self.anew or later in self.anew:
            verdict = rule(self._read(earlier), self._read(later))
        self.judged[pair] = verdict
        return verdict

    def _read(self, node: str) -> _Said:
        if node not in self.texts:
            if len(self.texts) >= _BATCH:
                self.texts.clear()
            stated = list(self.view.quads(node, node))
            text = next(q.object for q in stated if q.predicate == t.TEXT)
            document = next(q.object[1:-1] for q in stated if q.predicate == t.IN_DOCUMENT)
            _, region, period = self.documents.get(document, ("", "", ""))
            mentions = frozenset(q.object for q in stated if q.predicate == t.MENTIONS)
            self.texts[node] = _Said(_letters(text), (region, period), mentions)
        return self.texts[node]


def _speak_of_same(one: _Said, other: _Said) -> bool:
    """Whether one names no body or undertaking that the other does not; else the setting counts."""
    if not one.mentions or not other.mentions:
        return one.mentions == other.mentions and one.setting == other.setting
    return one.mentions <= other.mentions or other.mentions <= one.mentions


def _is_near(one: _Said, other: _Said) -> bool:
    """Whether the shorter sentence stands in the other, its numbers and bodies with it."""
    short, long = sorted((one.letters, other.letters), key=len)
    if len(short) < SHORTEST_NEAR or not _speak_of_same(one, other):
        return False
    if not set(_NUMBER.findall(short)) <= set(_NUMBER.findall(long)):
        return False
    grams, around = _grams(short), _grams(long)
    if len(grams & around) < SHARE * len(grams):
        return False
    own, added = _own_places(short, around), _own_places(long, grams)
    covered = sorted(set(range(len(long))) - set(added))
    inserted = [place for place in added if covered[0] < place < covered[-1]]
    return not any(_tells_apart(short, place) for place in own) and not any(
        _tells_apart(long, place) for place in inserted
    )


def _own_places(letters: str, around: set[str]) -> list[int]:
    """The places of a sentence that no run shared with another one covers."""
    own = [True] * len(letters)
    for place in range(len(letters) - _GRAM + 1):
        if letters[place : place + _GRAM] in around:
            own[place : place + _GRAM] = [False] * _GRAM
    return [place for place, is_own in enumerate(own) if is_own]


def _tells_apart(words: str, place: int) -> bool:
    """Whether the letter at a place makes another fact: a denial, or a part of a place's name."""
    if words[place] in "不未无非":
        return True
    forms = load_regions().forms()
    return any(
        words[begin : begin + length] in forms
        for length in range(2, _LONGEST_PLACE + 1)
        for begin in range(max(0, place - length + 1), place + 1)
        if begin + length <= len(words)
    )


def _grams(letters: str) -> set[str]:
    return {letters[place : place + _GRAM] for place in range(len(letters) - _GRAM + 1)}

"""Identity: the IRI of everything the graph speaks of.

Each function is pure: the same kind, region code and name give the same IRI in every document,
process and build, so that documents need no look-up to agree. IRIs are ASCII: kind, region code,
the pinyin of the name. Pinyin is lossy (件 and 间 are both jian), so a short hash of the full key
follows, except where the name is that of a kind of organ behind the name of its region: the
vocabulary of organ types has no two names that are spelt alike, and a test holds it to that.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha1
from urllib.parse import quote, unquote

from kg.facts import Actor, Initiative
from ontology.organs import load_organs
from ontology.regions import NATIONAL, load_regions
from ontology.terms import ID

READABLE = 80
"""Letters of pinyin that an IRI shows."""

_HAN = re.compile("[〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_TONE = re.compile("[\u0300-\u036f]")
_NOT_ASCII = re.compile("[^0-9a-z]+")
_LONGEST_PHRASE = 10


@lru_cache(maxsize=1 << 16)
def spell(name: str) -> str:
    """The name in pinyin without tones, syllables, words and figures joined by hyphens; ü is v.

    The longest phrase of the dictionary that stands at a place decides how its characters are read.
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    parts: list[str] = []
    at = 0
    for run in _HAN.finditer(plain):
        parts += (plain[at : run.start()], *_read_aloud(run[0]))
        at = run.end()
    parts.append(plain[at:])
    toneless = unicodedata.normalize("NFD", "-".join(parts)).replace("u\u0308", "v")
    return _NOT_ASCII.sub("-", _TONE.sub("", toneless)).strip("-")


def document(id_: str) -> str:
    """The IRI of a document; what is not plain in its id is percent-encoded."""
    return f"{ID}document/{quote(id_, safe='')}"


def evidence(document_id: str, start: int, end: int) -> str:
    """The IRI of a sentence, and of the graph of what it states: offsets of the stored text."""
    return f"{ID}evidence/{quote(document_id, safe='')}/{start}-{end}"


def document_of(node: str) -> str:
    """The id of a document, from its IRI or from that of one of its sentences."""
    return unquote(node.removeprefix(ID).split("/")[1])


def observation(document_id: str, start: int, *key: str) -> str:
    """The IRI of the figure at an offset of the stored text; the key tells apart its readings."""
    return f"{ID}observation/{quote(document_id, safe='')}/{start}-{_digest(*key)}"


def recognition(document_id: str, start: int, *key: str) -> str:
    """The IRI of the honour that is stated at an offset of the stored text."""
    return f"{ID}recognition/{quote(document_id, safe='')}/{start}-{_digest(*key)}"


def actor(value: Actor) -> str:
    """The IRI of an actor, by its kind, region and name."""
    if value.kind == "agency":
        return agency(value.region, value.name)
    return f"{ID}{value.kind}/{value.region}/{_slug(value.kind, value.region, value.name)}"


@lru_cache(maxsize=1 << 16)
def agency(region_code: str, name: str) -> str:
    """id:agency/370300/shi-chang-jian-du-guan-li-ju for 淄博市市场监督管理局.

    The name of its own region is cut from the front of the name.
    """
    place = "" if region_code == NATIONAL else load_regions().get(region_code).name
    organ = name.removeprefix(place)
    official = organ in _organ_names() and (bool(place) is (organ != name))
    spelt = spell(organ) if official else _slug("agency", region_code, name, shown=organ)
    return f"{ID}agency/{region_code}/{spelt}"


@lru_cache(maxsize=1 << 16)
def initiative(value: Initiative) -> str:
    """The IRI of an initiative, by its type, region, name and, where it has one, document."""
    key = (value.type, value.region, value.name, value.scope)
    return f"{ID}{value.type}/{value.region}/{_slug(*key, shown=value.name)}"


def region(code: str) -> str:
    """The IRI of a region, by its GB/T 2260 code or the code of a development zone."""
    return f"{ID}region/{code}"


def organ(organ_id: str) -> str:
    """The IRI of an organ type, by its id in the vocabulary."""
    return f"{ID}organ/{organ_id}"


def unit(name: str) -> str:
    """The IRI of a unit: percent for %, else by its name."""
    return f"{ID}unit/{_UNIT_CODES.get(name) or _slug('unit', name)}"


def metric(name: str) -> str:
    """The IRI of a metric concept, by its name."""
    return f"{ID}metric/{_slug('metric', name)}"


def rule(id_: str) -> str:
    """The IRI of an extraction rule, by its id."""
    return f"{ID}rule/{quote(id_, safe='/')}"


def doubt(document_id: str, start: int, *key: str) -> str:
    """The IRI of a doubt about what the sentence at an offset of the stored text states."""
    return f"{ID}doubt/{quote(document_id, safe='')}/{start}-{_digest(*key)}"


def post(region_code: str, agency_name: str, name: str) -> str:
    """The IRI of a post in an agency, or in a region where no agency is named."""
    return f"{ID}post/{region_code}/{_slug('post', region_code, agency_name, name)}"


_UNIT_CODES = {"%": "percent", "‰": "per-mille", "℃": "degree-celsius", "": "none"}


def _slug(*key: str, shown: str | None = None) -> str:
    """Pinyin cut to a readable length, and a hash of the whole key."""
    letters = spell((key[-1] if shown is None else shown)[:READABLE])
    if len(letters) > READABLE:
        letters = letters[: READABLE + 1].rpartition("-")[0] or letters[:READABLE]
    return "-".join(filter(None, (letters, _digest(*key))))


def _digest(*key: str) -> str:
    return sha1("\n".join(key).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8]


def _read_aloud(text: str) -> Iterator[str]:
    """The syllables of a run of Chinese characters; one that has none is written by its code."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415 - large

    at = 0
    while at < len(text):
        for length in range(min(_LONGEST_PHRASE, len(text) - at), 1, -1):
            phrase = PHRASES_DICT.get(text[at : at + length])
            if phrase:
                yield from (readings[0] for readings in phrase)
                at += length
                break
        else:
            letter = ord(text[at])
            yield PINYIN_DICT.get(letter, f"u{letter:x}").partition(",")[0]
            at += 1


@cache
def _organ_names() -> frozenset[str]:
    return frozenset(name for each in load_organs() for name in each.names)

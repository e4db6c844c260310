"""What holds for a whole document: whose report it is, of what time and place.

    document → read_context → Context

What the sidecar says counts; the rest is read from the title, the signature and the text.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import dropwhile, takewhile
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.facts import Actor
from kg.mention.dates import dates_in
from kg.mention.names import customs_region
from kg.mention.scan import scan_text
from kg.mention.signatures import below_title, byline_of, month_of, signature_of
from kg.mention.spans import Found
from kg.read.document import Document, Sentence
from ontology.errors import InvalidSource
from ontology.regions import NATIONAL, Region, load_regions

_BULLETIN: Final = re.compile(
    "通报|简报|快报|工作总结|年度总结|工作报告|工作汇报|述职|工作要情|工作情况|综述|工作年报"
)
_WHITE_PAPER: Final = re.compile("白皮书|状况|年度报告|年报")
"""What a court or procuratorate publishes on its own work."""
_JUDICIAL: Final = frozenset({"court", "procuratorate"})
_COLLECTED: Final = frozenset(
    {"government", "government-office", "party-committee", "party-office"}
)
"""Organs whose reports are put together from the work of many bodies."""
_COORDINATES: Final = re.compile("(?:领导小组|联席会议|专项小组|指挥部)(?:办公室)?$")
"""Offices that put together what their members did."""
_PRESS: Final = re.compile("新闻办|融媒体|日报社|宣传部$")
"""Bodies that publish what others did."""
_COPYRIGHT: Final = "版权"
"""What the publicity departments have administered themselves since 2018."""
_DEPARTMENT: Final = re.compile("[司处科股]$")
"""Departments that speak as their bureau."""
_GREETING: Final = 12
"""Sentences in which a speaker is introduced."""
_SPEAKS_FOR: Final = re.compile(
    "(?:我|下面|现在|现|首先)[^。；]{0,10}?代表(?P<body>[^，。；向就对]{2,24})(?:，)?(?:向|就|对|为)"
)
_SEAL: Final = "代章"
_YEAR: Final = re.compile(r"((?:19|20)\d\d)年")
_LONGEST_ZONE: Final = 12


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
    """Its own period, ISO 8601: 2024, 2023-01-01/2023-06-30; "" when no year is named."""
    issued: str
    """ISO 8601 date, or ""."""
    voice: Actor | None
    """The bureau that a bulletin speaks as, else None."""


def read_context(document: Document) -> Context:
    """The context of a document. Raises InvalidSource when its sidecar names an unknown region."""
    known = document.metadata
    title = known.title or _title_of(document)
    signature, issued = signature_of(document)
    home = _home_of(document, title, signature)
    below = below_title(document)
    signature = signature or byline_of(below, home)
    issued = issued or month_of(below)
    publisher = _publisher_of(title, known.publisher or signature, home)
    return Context(
        document_id=document.id,
        title=title,
        publisher=known.publisher or (publisher.name if publisher else ""),
        home=home,
        period=known.period or _period_of(document, title, known.issued or issued),
        issued=known.issued or issued,
        voice=_spoken_for(document, home) or _voice_of(title, publisher, signature, home),
    )


def _title_of(document: Document) -> str:
    """The first title with the lines it goes on in, else the first sentence."""
    sentences = document.sentences
    titles = dropwhile(lambda each: each.kind != "title", sentences)
    lines = list(takewhile(lambda each: each.kind == "title", titles)) or sentences[:1]
    return "".join(map(document.form, lines))


def _home_of(document: Document, title: str, signature: str) -> Region:
    known = document.metadata
    regions = load_regions()
    country = regions.get(NATIONAL)
    if known.region:
        named = (
            regions.resolve(known.region, country)
            or regions.zone(known.region, country)
            or _place_in(known.region)
        )
        if named is None:
            raise InvalidSource(
                f"{document.id}: its sidecar names the region {known.region!r}, which is not in "
                "GB/T 2260; write its full official name with that of its city (济南市市中区)"
            )
        return named
    for text in (title, known.publisher or "", signature):
        if text and (place := _place_in(text)):
            return place
    subject = _subject_of(title, country)
    if subject is not None and subject.actors[0].level == country.level:
        return country
    return _commonest_region(document.view) or country


@cache
def _region_finder() -> tuple[AhoCorasick, tuple[str, ...]]:
    """Finds all forms of regions that are no ordinary words."""
    regions = load_regions()
    forms = tuple(form for form in regions.forms() if not regions.is_ambiguous(form))
    return AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest), forms


def _place_in(text: str) -> Region | None:
    """The region that a title or a name opens with or names first, the narrowest of a chain."""
    finder, forms = _region_finder()
    regions = load_regions()
    country = regions.get(NATIONAL)
    place: Region | None = None
    reached = -1
    for index, begin, end in finder.find_matches_as_indexes(text):
        if place is not None and begin != reached:
            break
        inner = regions.resolve(forms[index], place or country)
        if inner is None or (place and not regions.is_within(inner.code, place.code)):
            if place is not None:
                break
            continue
        place, reached = inner, end
    if place is not None and text.startswith("海关", reached):
        place = customs_region(place.short) or place
    if place is not None and (zone := _zone_at(text, reached, place)):
        return zone
    if place is None and ("全国" in text or "中国" in text or text.startswith("国家")):
        return country
    return place


def _zone_at(text: str, begin: int, owner: Region) -> Region | None:
    """The development zone whose name goes on behind its owner: 合肥高新区."""
    regions = load_regions()
    for length in range(_LONGEST_ZONE, 2, -1):
        tail = text[begin : begin + length]
        if (
            tail.endswith("区")
            and (zone := regions.zone(tail, owner))
            and zone.parent == owner.code
        ):
            return zone
    return None


def _commonest_region(view: str) -> Region | None:
    """The region that the text names most often, by its full or short name.

    A text on many places, of which most lie outside it, is of the narrowest region around it that
    holds half of what is named.
    """
    finder, forms = _region_finder()
    regions = load_regions()
    country = regions.get(NATIONAL)
    counts: Counter[Region] = Counter()
    for index, _, _ in finder.find_matches_as_indexes(view):
        if (region := regions.resolve(forms[index], country)) and region != country:
            counts[region] += 1
    if not counts:
        return None
    commonest = min(counts, key=lambda each: (-counts[each], each.code))
    outer = tuple(regions.ancestors(commonest.code))
    told = {each: number for each, number in counts.items() if each not in outer}
    return next(
        around
        for around in (commonest, *outer)
        if 2 * sum(n for each, n in told.items() if regions.is_within(each.code, around.code))
        >= sum(told.values())
    )


def _publisher_of(title: str, signature: str, home: Region) -> Actor | None:
    """The body that signs, else the one that the title begins with."""
    signed = scan_text(signature, home) if signature else []
    if signed:
        return signed[0].actors[0]
    subject = _subject_of(title, home)
    return subject.actors[0] if subject else None


def _subject_of(title: str, home: Region) -> Found | None:
    """The body at the head of a title (淄博市中级人民法院2024年工作报告), behind a year at most."""
    named = scan_text(title, home)
    if not named or named[0].actors[0].kind == "group":
        return None
    return (
        named[0]
        if re.fullmatch(r"(?:\d{4}年度?)?(?:上半年|下半年)?", title[: named[0].begin])
        else None
    )


def _voice_of(title: str, publisher: Actor | None, signature: str, home: Region) -> Actor | None:
    """The bureau whose own work the report tells, if it is one bureau's.

    An office without a seal of its own speaks as the bureau that seals for it (代章).
    """
    subject = _subject_of(title, home)
    judicial = publisher is not None and publisher.organ in _JUDICIAL
    own = judicial and _WHITE_PAPER.search(title) is not None
    if not (own or _BULLETIN.search(title)) and subject is None:
        return None
    voice = publisher
    signed = [found.actors[0] for found in scan_text(signature, home)]
    if voice is not None and _is_collected(voice):
        voice = next((body for body in signed if not _is_collected(body)), voice)
    for found in scan_text(signature, home):
        if signature.startswith(_SEAL, found.end):
            voice = found.actors[0]
    if voice is not None and voice.parent and _DEPARTMENT.search(voice.name):
        voice = next((found.actors[0] for found in scan_text(voice.parent, home)), voice)
    if voice is None or _is_collected(voice):
        return None
    return None if _PRESS.search(voice.name) and _COPYRIGHT not in title else voice


def _spoken_for(document: Document, home: Region) -> Actor | None:
    """The bureau that a speaker says at the start to speak for: 下面，我代表市生态环境局通报."""
    for sentence in document.sentences[:_GREETING]:
        match = _SPEAKS_FOR.search(document.view, sentence.begin, sentence.end)
        if match and (named := scan_text(match["body"], home)):
            body = named[0].actors[0]
            return None if _is_collected(body) or body.kind == "group" else body
    return None


def _is_collected(voice: Actor) -> bool:
    return voice.organ in _COLLECTED or _COORDINATES.search(voice.name) is not None


def _period_of(document: Document, title: str, issued: str) -> str:
    """The span or year that the title names, else the year that the text names most often."""
    year = _YEAR.search(title)
    if year:
        line = Sentence(0, "title", 0, len(title), 0)
        spans = [each.iso for each in dates_in(title, line, int(year[1])) if each.iso]
        return spans[0] if spans else year[1]
    years = Counter(match[1] for match in _YEAR.finditer(document.view))
    if years:
        return min(years, key=lambda each: (-years[each], each))
    return issued[:4]

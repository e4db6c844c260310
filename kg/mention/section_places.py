"""Sections on one place in a report on several: 一、湖北宜昌：人防技防两手抓."""

import re
from functools import lru_cache

from kg.mention.places import Places
from ontology.regions import Region, load_regions

_HEADING = re.compile(
    r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）]?[、.．]?\s*)?(?P<place>[一-鿿]{2,14}?)(?:[：:]|$)"
)
_ENDS = ("省", "市", "县", "区", "州", "旗", "盟")


@lru_cache(maxsize=1024)
def section_place(section: tuple[str, ...], home: Region) -> Region:
    """The place that the nearest heading is on, before a colon or as a whole; home where none is.

    A short form of a county says so within `home` only, and a heading that is nothing but a place
    needs its full form.
    """
    for heading in reversed(section):
        match = _HEADING.match(heading)
        if match and (match.end() > match.end("place") or match["place"].endswith(_ENDS)):
            found = _resolve(match["place"], home)
            if found is not None:
                return home if load_regions().is_within(home.code, found.code) else found
    return home


def _resolve(form: str, home: Region) -> Region | None:
    place = Places(home).named(form, 0, len(form))
    if place is None or place.begin:
        return None
    found = place.region
    near = form.endswith(_ENDS) or load_regions().is_within(found.code, home.code)
    return found if found.level != "county" or near or found.short != form else None

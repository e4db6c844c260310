"""What a rank means where it is named: 市局, 省厅, 周村分局.

The voice of the report decides, else the body that the passage speaks of.
"""

from dataclasses import replace
from functools import cache
from itertools import islice

from kg.facts import Actor
from kg.mention import names
from kg.mention.actor_lexicon import load_lexicon
from kg.mention.lists import listed_regions
from kg.mention.places import Place
from kg.mention.spans import MEMORY, Found, Reading
from ontology.organs import Organ, load_organs
from ontology.regions import NATIONAL, Region, load_regions


def body_of(reading: Reading, region: Region, tail: str) -> Actor | None:
    """市局, 沂源县局: the body of the region in the passage's sector, or None."""
    organ = sector(reading, tail, "county" if region.level == "zone" else region.level)
    if organ is None:
        return None
    if region.level in {"municipal", "county"}:
        organ = _types().get(load_lexicon().merged_below.get(organ.id, ""), organ)
    return names.name_at(region, organ, tail) or names.name_at(region, organ)


def national_body(reading: Reading, tail: str) -> Actor | None:
    """国家局, 总局: the national body met last, else that of the passage's sector, or None."""
    met = reading.met(lambda each: each.level == names.NATION, tail)
    if met is not None and not met.parent:
        return met
    organ = sector(reading, tail, names.NATION)
    return names.name_at(load_regions().get(NATIONAL), organ, tail) if organ else None


def sector(reading: Reading, tail: str, level: str) -> Organ | None:
    """The organ type that the passage is about and that has a body of that tail and level."""
    types = _types()

    def fits(organ: str) -> bool:
        return organ in types and any(
            level in title.levels and title.name.endswith(tail) for title in types[organ].titles
        )

    if reading.voice is not None and fits(reading.voice.organ):
        return types[reading.voice.organ]
    here = reading.sentence
    same_section: str = ""
    for earlier in islice(reversed(reading.found), MEMORY):
        sentence = reading.sentences[earlier.sentence]
        if sentence.section != here.section:
            break
        organ = earlier.actors[0].organ or group_sector(earlier.actors[0])
        if earlier.actors[0].level != names.NATION and fits(organ):
            if sentence.paragraph != here.paragraph and same_section:
                break
            same_section = organ
    if same_section:
        return types[same_section]
    common = [organ for organ, _ in reading.organs.most_common() if fits(organ)]
    return types[common[0]] if common else None


def read_branch(reading: Reading, place: Place, end: int) -> bool:
    """周村分局 in a passage about a city's bureau: 淄博市公安局周村分局."""
    organ = sector(reading, "局", "municipal")
    last = _subject(reading) or reading.last()
    if last and last.actors[0].level == "municipal" and last.actors[0].name.endswith("局"):
        organ = _types().get(last.actors[0].organ, organ)
    return organ is not None and read_branch_of(reading, organ, place, end)


def _subject(reading: Reading) -> Found | None:
    """The body that the sentence begins with, where it has named several."""
    here = [each for each in reading.found[-MEMORY:] if each.sentence == reading.sentence.number]
    first = here[0] if len(here) > 1 else None
    if first is None or first.actors[0].level != "municipal":
        return None
    return first if first.actors[0].name.endswith("局") else None


def read_branch_of(reading: Reading, organ: Organ, place: Place, end: int) -> bool:
    """Add the branch of a bureau in a county (淄博市公安局周村分局); False if there is none."""
    county = place.region.level == "county" and place.kind != "full"
    short = place.region.short if county else place.region.name
    if place.region.level == "zone":
        short = zone_of_branch(place.region)
    part = branch_of(organ, place.region, short)
    if part is None or place.kind == "bare":
        return False
    listed = listed_regions(reading, reading.low(), place.end, place.region.level)
    others = tuple(
        replace(part, name=f"{part.parent}{each.region.short}分局", region=each.region.code)
        for each in listed
        if each != place and each.region.level == "county"
    )
    begin = listed[0].begin if others else place.begin
    return reading.add(begin, end, (*others, part), "actor.branch")


def zone_of_branch(zone: Region) -> str:
    """A zone as its branches are called after it: without the city, 高新技术产业开发区."""
    above = load_regions().ancestors(zone.code)
    city = above[0] if above else zone
    rest = zone.name.removeprefix(city.name).removeprefix(city.short)
    return rest if len(rest) > len("新区") else zone.name


def branch_of(organ: Organ, region: Region, short: str) -> Actor | None:
    """The branch of the city's bureau in a county or zone: 淄博市公安局周村分局."""
    above = load_regions().ancestors(region.code)
    if not above or region.level not in {"county", "zone"}:
        return None
    whole = names.name_at(above[0], organ, "局")
    if whole is None:
        return None
    level, name = names.level_of(region), f"{whole.name}{short}分局"
    return Actor("agency", name, region.code, organ.id, level, whole.name)


def member_of(region: Region, form: str) -> Actor | None:
    """The body that the one department of a county is: 某县宣传部门."""
    if region.level != "county" or not form.endswith("部门"):
        return None
    stem = form.removesuffix("部门")
    organ = _types().get(_stems().get(stem) or load_lexicon().sector_organs.get(stem, ""))
    return names.name_at(region, organ) if organ else None


def group_sector(group: Actor) -> str:
    """The organ type of a collective: public-security for 全市公安机关; "" if it tells none."""
    if group.kind != "group":
        return ""
    return next((_stems()[stem] for stem in _stems() if group.name[:-2].endswith(stem)), "")


@cache
def _stems() -> dict[str, str]:
    return {stem: organ.id for organ in load_organs() for stem in organ.stems}


@cache
def _types() -> dict[str, Organ]:
    return {organ.id: organ for organ in load_organs()}

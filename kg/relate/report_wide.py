"""What holds for all figures of a report: the undertaking in its title, the system it tells of."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from kg.facts import Actor, Initiative, InitiativeMention
from kg.read.document import Document
from kg.relate.encode import Code

_ALL_OF: Final = {"court": ("法院", "审判机关"), "procuratorate": ("检察机关", "检察院")}
"""Organs that tell of the work of all their kind in the region, and how the names of all end."""
_TITLES: Final = 4
"""Sentences in which the lines of a title may stand."""
_RUN: Final = ("campaign", "programme")


def undertaking_of_title(
    document: Document, named: Mapping[int, Sequence[InitiativeMention]]
) -> Initiative | None:
    """The undertaking that the title names: 关于2024年食品安全监督抽检情况的通报; None if none.

    `named` are the undertakings by sentence; one in quotation marks may be named in the text only.
    """
    for mention in named.get(0, ()):
        if mention.initiative.type in _RUN:
            return mention.initiative
    titles = [each for each in document.sentences[:_TITLES] if each.kind == "title"]
    title = "".join(map(document.form, titles))
    told = (each.initiative for found in named.values() for each in found)
    quoted = (each for each in told if each.type in _RUN and "“" in each.name)
    return next((each for each in quoted if each.name in title), None)


def all_of_kind(codes: Sequence[Code], voice: Actor | None) -> tuple[Actor, ...]:
    """All courts or procuratorates of the region, as one group, where one of them is the voice.

    The group that the report names most often; () where there is none.
    """
    if voice is None or voice.organ not in _ALL_OF:
        return ()
    symbols = (symbol for code in codes for symbol in code.symbols.values())
    named = Counter(actor for symbol in symbols for actor in symbol.actors)
    groups = [
        each
        for each in named
        if each.kind == "group"
        and each.region == voice.region
        and each.name.endswith(_ALL_OF[voice.organ])
    ]
    return tuple(sorted(groups, key=lambda each: -named[each])[:1])

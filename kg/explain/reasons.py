"""The closed lists of reasons, `kg/rules/reasons.yml`: why no fact, and why a fact is in doubt."""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from kg.lexicon.load import load_lexicon

PATH = Path(__file__).parents[1] / "rules" / "reasons.yml"
Kind = Literal["links", "figures", "names"]


class Reason(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Why something gave no fact."""

    id: str
    zh: str
    en: str
    excluded: bool
    """It is no fact by definition; otherwise it may be a miss."""


class DoubtReason(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Why a rule is unsure; the English words are what facts and the graph carry."""

    en: str
    zh: str


class Reasons(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The file as it is written."""

    links: tuple[Reason, ...]
    figures: tuple[Reason, ...]
    names: tuple[Reason, ...]
    doubts: tuple[DoubtReason, ...]


@cache
def load_reasons() -> Reasons:
    """The lists. Raises InvalidRule when the file is broken."""
    return load_lexicon(PATH, Reasons)


@cache
def find_reason(kind: Kind, id_: str) -> Reason:
    """The reason of that id; KeyError for one that the list lacks."""
    reasons: tuple[Reason, ...] = getattr(load_reasons(), kind)
    return {reason.id: reason for reason in reasons}[id_]


@cache
def doubt_in_chinese(doubt: str) -> str:
    """The Chinese words of a doubt; the doubt itself where the list lacks it."""
    return {each.en: each.zh for each in load_reasons().doubts}.get(doubt, doubt)

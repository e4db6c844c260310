"""Facts → Corrected: the corrections of one document, applied in an order that is always the same.

Facts that are dropped go first, then names are corrected, what is added is put in, and details are
set last; the order of the entries in the file does not matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import product
from typing import cast

from kg.corrections.additions import add_entities, add_facts
from kg.corrections.details import set_details
from kg.corrections.entities import EntityCorrections, Found
from kg.corrections.file import Numbered
from kg.corrections.ids import Fact, fact_id
from kg.corrections.items import Change, Item, Mark
from kg.corrections.model import Drop, Set
from kg.corrections.names import Entity, Names
from kg.corrections.quotes import Quotes
from kg.corrections.words import entity_iri, tell_entity
from kg.facts import (
    Actor,
    ActorMention,
    Facts,
    Initiative,
    Observation,
    Post,
    Recognition,
    Relation,
)

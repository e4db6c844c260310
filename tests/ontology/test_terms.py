import subprocess
import sys
from collections.abc import Mapping
from typing import get_args

import pytest

from kg import facts
from ontology import terms
from ontology.load import read_declared, read_ontology

OWN = {
    name: value
    for name, value in vars(terms).items()
    if isinstance(value, str) and value.startswith(terms.AMO) and value != terms.AMO
}


def test_terms_are_those_of_the_ontology() -> None:
    declared = read_declared(read_ontology())
    kinds = (declared.classes, declared.object_properties, declared.data_properties)
    found = frozenset().union(*kinds, declared.annotation_properties, declared.individuals)
    assert set(OWN.values()) == {iri for iri in found if iri.startswith(terms.AMO)}


def test_terms_have_one_name_each() -> None:
    assert len(OWN) == len(set(OWN.values()))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (terms.ACTOR_KINDS, facts.ActorKind),
        (terms.INITIATIVE_TYPES, facts.InitiativeType),
        (terms.ROLES, facts.Role),
        (terms.BOUNDS, facts.Bound),
        (terms.STATISTICS, facts.Statistic),
    ],
)
def test_terms_cover_the_words_of_facts(words: Mapping[str, str], kind: object) -> None:
    assert tuple(words) == get_args(kind)


def test_terms_import_nothing_heavy() -> None:
    code = "import sys, ontology.terms; print(*sorted(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"rdflib", "pyoxigraph", "owlready2", "typing", "re", "dataclasses"}
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not heavy & (set(run.stdout.split()) - set(bare.stdout.split()))

from pathlib import Path

import pytest

from ontology import terms as t
from ontology.errors import InvalidGraph, InvalidVocabulary
from ontology.load import (
    ONTOLOGY_FILES,
    load_ontology,
    read_declared,
    read_ontology,
    read_turtle,
)

ONTOLOGY = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://example.org/> a owl:Ontology ; owl:imports <https://example.org/elsewhere> .
ex:Bureau a owl:Class .
ex:leads a owl:ObjectProperty .
ex:code a owl:DatatypeProperty .
ex:note a owl:AnnotationProperty .
ex:ministry a owl:NamedIndividual , ex:Bureau .
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "small.ttl"
    path.write_text(ONTOLOGY, encoding="utf-8")
    return path


def test_load_ontology_holds_every_term() -> None:
    assert load_ontology().declared() == read_declared(read_ontology())


def test_load_ontology_reads_each_kind_of_term(written: Path) -> None:
    declared = load_ontology((written,)).declared()
    assert declared.classes == {"https://example.org/Bureau"}
    assert declared.object_properties == {"https://example.org/leads"}
    assert declared.data_properties == {"https://example.org/code"}
    assert declared.annotation_properties == {"https://example.org/note"}
    assert declared.individuals == {"https://example.org/ministry"}


def test_load_ontology_keeps_worlds_apart(written: Path) -> None:
    first = load_ontology((written,))
    assert load_ontology().declared().classes.isdisjoint(first.declared().classes)


def test_load_ontology_takes_a_graph_beside_it(written: Path) -> None:
    line = b"<https://example.org/a> <https://example.org/leads> <https://example.org/b> .\n"
    world = load_ontology((written,), line)
    bare = load_ontology((written,))
    assert len(world.quadstore.graph) == len(bare.quadstore.graph) + 1


def test_load_ontology_refuses_a_value_that_is_not_of_its_datatype() -> None:
    line = f'<{t.ID}x> <{t.VALUE}> "许多"^^<{t.DECIMAL}> .\n'
    with pytest.raises(InvalidGraph, match="not of its datatype"):
        load_ontology(graph=line.encode())


def test_load_ontology_notices_terms_that_do_not_arrive(tmp_path: Path) -> None:
    """owlready2 keeps a class that is also an individual as a class only."""
    path = tmp_path / "punned.ttl"
    path.write_text(ONTOLOGY + "ex:Bureau a owl:NamedIndividual .", encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=r"individuals .*https://example.org/Bureau"):
        load_ontology((path,))


def test_read_turtle_leaves_out_imports(written: Path) -> None:
    assert len(read_turtle(written)) == 7
    assert "imports" not in str(read_ontology(ONTOLOGY_FILES))


@pytest.mark.parametrize("content", ["ex:Bureau a owl:Class .", "<a> <b> ", None])
def test_read_turtle_names_the_broken_file(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "broken.ttl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=r"broken\.ttl: cannot be read as Turtle: "):
        read_turtle(path)

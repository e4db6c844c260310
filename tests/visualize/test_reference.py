"""The page of the ontology: every term explained, every class and relation drawn, no dead link."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from ontology.errors import InvalidVocabulary
from ontology.glossary import Term, Words, find_unexplained, load_glossary
from ontology.schemes import load_schemes
from ontology.terms import AMO, ID
from visualize.diagram import draw_ontology, load_drawings
from visualize.reference import write_reference

GLOSSARY = load_glossary()
EXPLAINED = [term for term in GLOSSARY.terms.values() if term.kind != "individual"]


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    return html.document_fromstring(write_reference(alone=True))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


def test_glossary_has_every_kind_of_term() -> None:
    assert len(EXPLAINED) > 90
    kinds = {"class", "relation", "value", "annotation", "individual"}
    assert {term.kind for term in GLOSSARY.terms.values()} == kinds
    assert list(find_unexplained()) == []
    assert GLOSSARY.title.is_whole
    assert not Words("协作", "").is_whole


def test_glossary_tells_what_the_ontology_says() -> None:
    terms = GLOSSARY.terms
    leads, part = terms[f"{AMO}leads"], terms[f"{AMO}partOf"]
    assert (leads.parents, leads.inverse) == ((f"{AMO}participatesIn",), f"{AMO}ledBy")
    assert terms[f"{AMO}ledBy"].inverse == leads.iri
    assert "Transitive" in part.traits
    assert set(terms[f"{AMO}conferredBy"].range) == {f"{AMO}Actor", f"{AMO}Region"}
    assert (
        "http://www.w3.org/2000/01/rdf-schema#subClassOf",
        "http://www.w3.org/ns/org#FormalOrganization",
    ) in terms[f"{AMO}Agency"].alignments


@pytest.mark.parametrize("term", EXPLAINED, ids=lambda term: str(term.name))
def test_page_explains_the_term_in_both_languages(page: html.HtmlElement, term: Term) -> None:
    shown = text_of(page.get_element_by_id(term.name))
    for words in (term.label, term.comment, term.example):
        assert " ".join(words.zh.split()) in shown
        assert " ".join(words.en.split()) in shown


def test_page_has_no_dead_link_and_names_no_other_page(page: html.HtmlElement) -> None:
    ids = {str(each.get("id")) for each in page.iter() if each.get("id")}
    links = {str(each.get("href")) for each in page.iter("a")}
    inner = {link[1:] for link in links if link.startswith("#")}
    assert len(inner) > 90
    assert inner <= ids
    assert {link for link in links if not link.startswith("#")} == {GLOSSARY.licence}


def test_page_of_a_build_links_the_other_pages() -> None:
    links = [each.get("href") for each in html.document_fromstring(write_reference()).iter("a")]
    assert {"index.html", "collaboration.html", "initiatives.html", "ontology.html"} <= set(links)


def test_page_repeats() -> None:
    assert write_reference() == write_reference()


def test_page_lists_all_concepts(page: html.HtmlElement) -> None:
    rows = sum(len(list(body.iter("tr"))) for body in page.iter("tbody"))
    schemes = load_schemes()
    assert rows == sum(len(scheme.members) for scheme in schemes) > 1000
    assert {scheme.iri.removeprefix(ID) for scheme in schemes} == {
        *("actor-kind", "bound", "initiative-type", "level", "metric", "organ", "region", "role"),
        *("statistic", "unit"),
    }
    metrics = next(each for each in schemes if each.iri == f"{ID}metric")
    depths = {member.label.zh: member.depth for member in metrics.members}
    assert (depths["有效专利拥有量"], depths["高价值发明专利拥有量"]) == (0, 2)


def drawn() -> list[html.HtmlElement]:
    return [html.fragment_fromstring(picture) for _, picture in draw_ontology(GLOSSARY)]


def test_drawings_have_every_class() -> None:
    links = {str(a.get("href"))[1:] for picture in drawn() for a in picture.iter("a")}
    assert {term.name for term in GLOSSARY.of("class")} <= links


def test_drawings_have_every_relation_of_two_classes() -> None:
    links = {str(a.get("href"))[1:] for picture in drawn() for a in picture.iter("a")}
    both_ends = {
        term.name
        for term in GLOSSARY.of("relation")
        if term.domain and term.range and not term.is_inverse
    }
    assert len(both_ends) > 25
    assert {each for each in both_ends if each != "level"} <= links
    assert {"leads", "partnersIn", "supervises", "takesPartIn"} <= links
    assert "ledBy" not in links


def test_drawing_adds_what_is_placed_nowhere() -> None:
    extra = GLOSSARY.terms[f"{AMO}Rule"]
    terms = {**GLOSSARY.terms, f"{AMO}New": replace(extra, iri=f"{AMO}New")}
    glossary = replace(GLOSSARY, terms=terms)
    *_, (_, picture) = draw_ontology(glossary)
    assert "#New" in [a.get("href") for a in html.fragment_fromstring(picture).iter("a")]


def test_drawing_names_an_unknown_class() -> None:
    terms = {iri: term for iri, term in GLOSSARY.terms.items() if iri != f"{AMO}Post"}
    glossary = replace(GLOSSARY, terms=terms)
    with pytest.raises(InvalidVocabulary, match=r"diagram\.yml: Post is no class"):
        list(draw_ontology(glossary))


@pytest.mark.parametrize(
    "text", ["- zh: 图", "- [", "- {zh: 图, en: d, boxes: {}, bends: {}, x: 1}"]
)
def test_load_drawings_refuses_a_broken_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "diagram.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=r"diagram\.yml: "):
        load_drawings(path)

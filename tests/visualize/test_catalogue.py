import pytest

from queries.pages import DescriptionRow, DocumentRow, KindRow, PageRows
from visualize.catalogue import Entity, compile_catalogue, document_id, page_name


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("document/zibo-2024", "zibo-2024.html"),
        ("document/a_1", "a_1.html"),
        ("document/Zibo-2024", "zibo-2024-"),
        ("document/..", "document-"),
        ("document/%3Cb%3E%2F", "3cb-3e-2f-"),
        ("document/x.pdf", "x-pdf-"),
        ("document/" + "a" * 200, "a" * 40 + "-"),
    ],
)
def test_page_name_is_plain_on_every_system(document: str, name: str) -> None:
    made = page_name(document)
    assert made.startswith(name)
    assert made.isascii()
    assert made == made.lower()
    assert len(made) < 90


def test_page_name_tells_documents_apart_that_differ_in_case_or_signs() -> None:
    ids = ["document/a", "document/A", "document/a.", "document/a%20", "document/a-"]
    assert len({page_name(each) for each in ids}) == len(ids)


def test_document_id_is_the_name_of_the_file() -> None:
    assert document_id("document/%3Cb%3E%20%E7%9F%A5") == "<b> 知"


@pytest.mark.parametrize(
    ("id_", "initials"),
    [
        ("agency/370300/shi-chang-jian-du-guan-li-ju", "scjdglj"),
        ("campaign/370300/kun-lun-2024-zhuan-xiang-xing-dong-9f0ab12c", "kl2zxxd"),
        ("case/370300/0123abcd", ""),
    ],
)
def test_initials_come_from_the_pinyin_of_the_iri(id_: str, initials: str) -> None:
    assert Entity(id_, "", "agency", ()).initials == initials


def test_compile_catalogue_takes_the_first_of_several() -> None:
    rows = PageRows(
        documents=(DocumentRow("document/d", "", "", "", "", ""),),
        kinds=(KindRow("x", "agency"), KindRow("x", "group"), KindRow("m", "mechanism")),
        descriptions=(
            DescriptionRow("x", "name", "甲"),
            DescriptionRow("x", "form", "甲"),
            DescriptionRow("x", "form", "甲局"),
            DescriptionRow("x", "region", "region/370300"),
            DescriptionRow("x", "region", "region/370400"),
            DescriptionRow("x", "parent", "m"),
            DescriptionRow("region/370300", "name", "淄博市"),
            DescriptionRow("m", "date", "2023"),
            DescriptionRow("m", "date", "2024"),
        ),
    )
    catalogue = compile_catalogue(rows)
    entity = catalogue.entities["x"]
    assert (entity.sort, entity.name, entity.forms) == ("agency", "甲", ("甲局",))
    assert (entity.region, entity.region_name) == ("370300", "淄博市、region/370400")
    assert entity.parent == "m"
    assert (catalogue.entities["m"].name, catalogue.entities["m"].date) == ("m", "2023、2024")
    assert catalogue.initiatives == {"m"}
    assert catalogue.title("document/d") == "d"

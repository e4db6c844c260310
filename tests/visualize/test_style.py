from pathlib import Path

import pytest
import yaml

from ontology import terms
from ontology.errors import InvalidVocabulary
from visualize.graph import ROLES
from visualize.style import FILE, load_style


@pytest.mark.parametrize(
    ("group", "known"),
    [
        ("kinds", terms.ACTOR_KINDS),
        ("types", terms.INITIATIVE_TYPES),
        ("roles", terms.ROLES),
        ("levels", terms.LEVELS),
        ("statistics", terms.STATISTICS),
        ("bounds", terms.BOUNDS),
    ],
)
def test_style_has_words_for_every_category(group: str, known: dict[str, str]) -> None:
    assert list(getattr(load_style(), group)) == list(known)


def test_style_orders_roles_as_the_networks_do() -> None:
    assert tuple(load_style().roles) == ROLES


def test_style_tells_everything_apart_without_colour() -> None:
    style = load_style()
    assert len({mark.shape for mark in style.kinds.values()}) == len(style.kinds)
    assert {mark.shape for mark in style.types.values()} == {"square"}
    lines = {(line.width, line.dashes) for line in style.roles.values()}
    assert len(lines) == len(style.roles)
    assert len({mark.colour for mark in style.types.values()}) == len(style.types)


def test_style_names_kinds_and_types() -> None:
    assert (load_style().name("agency").zh, load_style().name("case").en) == ("机构", "case")


@pytest.mark.parametrize(
    ("change", "cause"),
    [({"colors": []}, "colors"), ({"other": 3}, "other"), ({"roles": {"lead": {}}}, "roles")],
)
def test_style_refuses_a_broken_file(change: dict[str, object], cause: str, tmp_path: Path) -> None:
    path = tmp_path / "style.yml"
    content = yaml.safe_load(FILE.read_text("utf-8")) | change
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=cause):
        load_style(path)


def test_style_refuses_what_is_no_yaml(tmp_path: Path) -> None:
    path = tmp_path / "style.yml"
    path.write_text("kinds: [", encoding="utf-8")
    with pytest.raises(InvalidVocabulary, match=r"style\.yml"):
        load_style(path)

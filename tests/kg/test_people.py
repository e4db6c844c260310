"""Officials with their posts, and the words that only look like names."""

from array import array
from pathlib import Path

import pytest

from kg.mention.actors import find_actors
from kg.mention.context import Context
from kg.mention.people import find_posts, load_people, read_people
from kg.read.document import Document, Metadata, Sentence
from ontology.errors import InvalidRule
from ontology.regions import load_regions


def posts_in(home: str, text: str) -> list[tuple[str, str, str]]:
    regions = load_regions()
    region = regions.resolve(home, regions.get("100000"))
    assert region is not None
    cut = text.index("。") + 1
    spans = (Sentence(0, "sentence", 0, cut, 0), Sentence(1, "sentence", cut, len(text), 0))
    origin = array("I", range(len(text)))
    document = Document("x", "txt", "", Metadata(), text, text, origin, spans, ())
    context = Context("x", "", "", region, "2024", "", None)
    posts = find_posts(document, context, find_actors(document, context))
    return [
        (each.person.name, each.post, each.agency.name if each.agency else "") for each in posts
    ]


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        (
            "淄博市",
            "市委副书记、市长赵庆文就此部署。副市长郭庆主持，市政府秘书长宗志坚参加。",
            [
                ("赵庆文", "副书记", "淄博市委"),
                ("赵庆文", "市长", "淄博市人民政府"),
                ("郭庆", "副市长", "淄博市人民政府"),
                ("宗志坚", "秘书长", "淄博市人民政府"),
            ],
        ),
        (
            "济南市",
            "市市场监管局党组书记、局长王建国汇报。市政协副主席李四等参加。",
            [
                ("王建国", "党组书记", "济南市市场监督管理局"),
                ("王建国", "局长", "济南市市场监督管理局"),
                ("李四", "副主席", "济南市政协"),
            ],
        ),
        (
            "济南市",
            "市委常委、市委宣传部部长欧阳明出席。历城区副区长王芳、省司法厅厅长解维俊，到场。",
            [
                ("欧阳明", "常委", "济南市委"),
                ("欧阳明", "部长", "济南市委宣传部"),
                ("王芳", "副区长", "历城区人民政府"),
                ("解维俊", "厅长", "山东省司法厅"),
            ],
        ),
        ("济南市", "局长张明主持会议。科长李强汇报。", []),
        ("全国", "省长王明出席。市长热线、会长单位、主任会议、市长张某某等。", []),
        (
            "济南市",
            "局长单位评议，副市长应邀出席。市长高度重视，市委书记任务清单。",
            [],
        ),
    ],
)
def test_find_posts(home: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert posts_in(home, text) == expected


def test_load_people_has_no_word_twice() -> None:
    lexicon = load_people()
    for words in (lexicon.posts, lexicon.government, lexicon.surnames, lexicon.followers):
        assert len(set(words)) == len(words)


def test_read_people_refuses_unknown_keys(tmp_path: Path) -> None:
    path = tmp_path / "people.yml"
    path.write_text("posts: []\nfoo: 1\n", "utf-8")
    with pytest.raises(InvalidRule, match=r"people\.yml"):
        read_people(path)

"""The mentions of actors in sentences of many provinces and fields, and in the two reports."""

import json
import random
import re
from array import array
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.facts import ActorMention
from kg.mention.actor_lexicon import load_patterns
from kg.mention.actors import find_actors
from kg.mention.context import Context, read_context
from kg.mention.scan import scan_text
from kg.read import read_document
from kg.read.document import Document, Metadata, Sentence
from ontology.regions import Region, load_regions

_SENTENCE = re.compile("[^。]+。?")
ROOT = Path(__file__).parents[2]
RULES = ROOT / "kg" / "lexicon" / "actors-rules.yml"


def home_of(name: str) -> Region:
    regions = load_regions()
    found = regions.resolve(name, regions.get("100000"))
    assert found is not None
    return found


def document_of(*sentences: str, section: tuple[str, ...] = ()) -> Document:
    text = "".join(sentences)
    spans = []
    begin = 0
    for number, sentence in enumerate(sentences):
        end = begin + len(sentence)
        spans.append(Sentence(number, "sentence", begin, end, 0, section))
        begin = end
    origin = array("I", range(len(text)))
    return Document("x", "txt", "", Metadata(), text, text, origin, tuple(spans), ())


def mentions_in(
    home: str, *sentences: str, voice: str = ""
) -> tuple[Document, tuple[ActorMention, ...]]:
    document = document_of(*sentences)
    region = home_of(home)
    speaker = scan_text(voice, region)[0].actors[0] if voice else None
    context = Context("x", "", voice, region, "2024", "", speaker)
    return document, find_actors(document, context)


def written(document: Document, mentions: tuple[ActorMention, ...]) -> list[str]:
    """Each mention as FORM=NAME+NAME, or as FORM alone where it is the full name already."""
    lines = []
    for mention in mentions:
        form = document.view[mention.begin : mention.end]
        named = "+".join(actor.name for actor in mention.actors)
        lines.append(form if form == named else f"{form}={named}")
    return lines


def cases() -> list[tuple[str, str, str, list[str]]]:
    loaded = yaml.safe_load((Path(__file__).parent / "actors.yml").read_text("utf-8"))
    return [(case["home"], case.get("voice", ""), case["text"], case["actors"]) for case in loaded]


@pytest.mark.parametrize(("home", "voice", "text", "expected"), cases())
def test_find_actors_names(home: str, voice: str, text: str, expected: list[str]) -> None:
    document, mentions = mentions_in(home, *_SENTENCE.findall(text), voice=voice)
    assert written(document, mentions) == expected


@pytest.mark.parametrize(
    ("home", "sentence", "kind", "region", "organ", "level"),
    [
        ("淄博市", "市市场监管局开展检查。", "agency", "370300", "market-regulation", "municipal"),
        ("淄博市", "省公安厅挂牌督办。", "agency", "370000", "public-security", "provincial"),
        ("淄博市", "国家知识产权局批复。", "agency", "100000", "intellectual-property", "national"),
        ("淄博市", "沂源县法院审结案件。", "agency", "370323", "court", "county"),
        ("淄博市", "高新区管委会印发通知。", "agency", "370300-gx", "zone-committee", ""),
        ("淄博市", "市律师协会举办讲座。", "organisation", "370300", "bar", "municipal"),
        ("淄博市", "山东正腾律师事务所代理。", "organisation", "370000", "law-firm", ""),
        ("淄博市", "全市检察机关起诉31件。", "group", "370300", "", ""),
        ("淄博市", "邮储银行发放贷款。", "enterprise", "100000", "bank", ""),
        ("枣庄市", "精工电子有限公司入选。", "enterprise", "370400", "company", ""),
        (
            "枣庄市",
            "市消费者协会调查。",
            "organisation",
            "370400",
            "consumer-association",
            "municipal",
        ),
        (
            "枣庄市",
            "市消保委约谈企业。",
            "organisation",
            "370400",
            "consumer-council",
            "municipal",
        ),
        ("兰州市", "甘肃省科学院参加。", "agency", "620000", "research-institute", "provincial"),
        ("兰州市", "甘肃工业研究院参加。", "organisation", "620000", "research-institute", ""),
        (
            "兰州市",
            "中国人民银行甘肃省分行参加。",
            "agency",
            "620000",
            "central-bank",
            "provincial",
        ),
        ("石河子市", "兵团公安局侦办。", "agency", "650000", "public-security", "provincial"),
        ("兰州市", "移送公安机关8件。", "group", "620100", "", ""),
        ("重庆市", "渝北区公安局侦办。", "agency", "500112", "public-security", "county"),
    ],
)
def test_find_actors_describes(
    home: str, sentence: str, kind: str, region: str, organ: str, level: str
) -> None:
    _, (mention,) = mentions_in(home, sentence)
    (actor,) = mention.actors
    assert (actor.kind, actor.region, actor.organ, actor.level) == (kind, region, organ, level)


@pytest.mark.parametrize(
    ("home", "sentences", "expected"),
    [
        (
            "淄博市",
            ("市公安局部署专项行动。", "周村分局破获该案，沂源县局抓获22人，省厅督办。"),
            "市公安局=淄博市公安局 周村分局=淄博市公安局周村分局 沂源县局=沂源县公安局 "
            "省厅=山东省公安厅",
        ),
        (
            "淄博市",
            ("市市场监管局部署工作。", "临淄、桓台等区县局试点，有关区县局参加，省局转办。"),
            "市市场监管局=淄博市市场监督管理局 "
            "临淄、桓台等区县局=临淄区市场监督管理局+桓台县市场监督管理局 "
            "有关区县局=淄博市有关区县市场监督管理局 省局=山东省市场监督管理局",
        ),
        (
            "枣庄市",
            ("向省知识产权事业发展中心申报。", "由省市中心共同服务，省中心组织评审。"),
            "省知识产权事业发展中心=山东省知识产权事业发展中心 "
            "省市中心=山东省知识产权事业发展中心+枣庄市知识产权事业发展中心 "
            "省中心=山东省知识产权事业发展中心",
        ),
        (
            "枣庄市",
            (
                "国家知识产权局商标业务枣庄受理窗口运行。",
                "商标受理窗口办理13件，商标业务枣庄受理窗口启动。",
            ),
            "国家知识产权局商标业务枣庄受理窗口 "
            "商标受理窗口=国家知识产权局商标业务枣庄受理窗口 "
            "商标业务枣庄受理窗口=国家知识产权局商标业务枣庄受理窗口",
        ),
        (
            "枣庄市",
            ("国家局济南代办处合作。", "济南代办处枣庄工作站成效显著，引导企业利用工作站登记。"),
            "国家局济南代办处=国家知识产权局专利局济南代办处 "
            "济南代办处枣庄工作站=国家知识产权局专利局济南代办处枣庄工作站 "
            "工作站=国家知识产权局专利局济南代办处枣庄工作站",
        ),
        (
            "淄博市",
            (
                "市司法局指导市律师协会及其知识产权法律专业委员会开展活动。",
                "专业委员会律师参加。",
            ),
            "市司法局=淄博市司法局 市律师协会=淄博市律师协会 "
            "知识产权法律专业委员会=淄博市律师协会知识产权法律专业委员会 "
            "专业委员会=淄博市律师协会知识产权法律专业委员会",
        ),
        (
            "淄博市",
            (
                "联合十六部门组建联盟。",
                "被公安部等五部门挂牌，配合侦查机关、市场监督管理局等职能部门。",
            ),
            "十六部门 公安部 侦查机关=淄博市侦查机关 市场监督管理局=淄博市市场监督管理局",
        ),
        (
            "淄博市",
            ("成立淄博市知识产权保护中心。", "市知识产权保护中心办理申请101件。"),
            "淄博市知识产权保护中心 市知识产权保护中心=淄博市知识产权保护中心",
        ),
        ("淄博市", ("成立淄博市知识产权保护中心。", "各项工作有序推进。"), ""),
        (
            "合肥市",
            ("中国（合肥）知识产权保护中心高新区分中心揭牌。", "该分中心已办理预审215家。"),
            "中国（合肥）知识产权保护中心高新区分中心 "
            "该分中心=中国（合肥）知识产权保护中心高新区分中心",
        ),
        (
            "合肥市",
            ("合肥市知识产权工作领导小组各成员单位：", "各成员单位要抓好落实。"),
            "合肥市知识产权工作领导小组各成员单位=合肥市知识产权工作领导小组成员单位 "
            "各成员单位=合肥市知识产权工作领导小组成员单位",
        ),
        ("合肥市", ("该局面持续好转。", "该局已立案。"), ""),
    ],
)
def test_find_actors_looks_back(home: str, sentences: tuple[str, ...], expected: str) -> None:
    document, mentions = mentions_in(home, *sentences)
    assert written(document, mentions) == expected.split()


def test_find_actors_takes_the_voice_for_ranks() -> None:
    document = document_of("联合市工信局出台方案，市局研究确定名单，省局予以公布。")
    home = home_of("枣庄市")
    (voice,) = scan_text("枣庄市市场监管局", home)[0].actors
    mentions = find_actors(document, Context("x", "", "", home, "2023", "", voice))
    assert written(document, mentions) == [
        "市工信局=枣庄市工业和信息化局",
        "市局=枣庄市市场监督管理局",
        "省局=山东省市场监督管理局",
    ]


@pytest.mark.parametrize(
    ("home", "voice", "sentence", "expected"),
    [
        (
            "衢州市",
            "衢州市人民检察院",
            "市院部署，省院指导，柯城区院、江山市院办理，医院、学院学习，我院落实。",
            "市院=衢州市人民检察院 省院=浙江省人民检察院 柯城区院=柯城区人民检察院 "
            "江山市院=江山市人民检察院 我院=衢州市人民检察院",
        ),
        (
            "吉林省",
            "吉林省公安厅",
            "省厅部署，长春市局、延边州局侦破案件，珲春市局食药环支队抓获嫌疑人。",
            "省厅=吉林省公安厅 长春市局=长春市公安局 延边州局=延边朝鲜族自治州公安局 "
            "珲春市局食药环支队=珲春市公安局食药环支队",
        ),
        (
            "全国",
            "农业农村部",
            "农产品质量安全监管司负责人回答提问，各司局落实。",
            "农产品质量安全监管司=农业农村部农产品质量安全监管司",
        ),
        (
            "黑河市",
            "黑河市生态环境局",
            "局属各单位：今年以来，全市系统攻坚克难，我局法规宣教科被省厅表彰，全省系统学习。",
            "局属各单位=黑河市生态环境局局属各单位 全市系统=黑河市生态环境系统 "
            "我局法规宣教科=黑河市生态环境局法规宣教科 省厅=黑龙江省生态环境厅 "
            "全省系统=黑龙江省生态环境系统",
        ),
        (
            "漳州市",
            "漳州市总工会",
            "全市系统组织比赛，省直单位参加。",
            "",
        ),
    ],
)
def test_find_actors_speaks_as_its_voice(
    home: str, voice: str, sentence: str, expected: str
) -> None:
    document = document_of(sentence)
    region = home_of(home)
    (speaker,) = scan_text(voice, region)[0].actors
    mentions = find_actors(document, Context("x", "", "", region, "2023", "", speaker))
    assert written(document, mentions) == expected.split()


@pytest.mark.parametrize(
    ("period", "text", "names"),
    [
        ("2024", "市市场监管局检查。市知识产权局认定。", {"淄博市市场监督管理局"}),
        (
            "2017",
            "市市场监管局检查。市知识产权局认定。",
            {"淄博市市场监督管理局", "淄博市知识产权局"},
        ),
        (
            "2024",
            "市市场监管局、市知识产权局联合检查。",
            {"淄博市市场监督管理局", "淄博市知识产权局"},
        ),
        (
            "2024",
            "省市场监管局检查。省知识产权局认定。",
            {"山东省市场监督管理局", "山东省知识产权局"},
        ),
    ],
)
def test_find_actors_knows_bureaus_of_two_names(period: str, text: str, names: set[str]) -> None:
    document = document_of(text)
    mentions = find_actors(document, Context("x", "", "", home_of("淄博市"), period, "", None))
    assert {actor.name for mention in mentions for actor in mention.actors} == names


def test_find_actors_in_a_zone_calls_it_district() -> None:
    zone = load_regions().zone("合肥高新区", home_of("全国"))
    assert zone is not None
    document = document_of("会同区科技局、市公安局高新分局，区知识产权工作领导小组部署。")
    mentions = find_actors(document, Context("x", "", "", zone, "2024", "", None))
    assert written(document, mentions) == [
        "区科技局=合肥高新技术产业开发区科学技术局",
        "市公安局高新分局=合肥市公安局高新分局",
        "区知识产权工作领导小组=合肥高新技术产业开发区知识产权工作领导小组",
    ]


def test_find_actors_without_sentences_is_empty() -> None:
    _, mentions = mentions_in("淄博市")
    assert mentions == ()


@pytest.mark.parametrize("name", ["zibo-1", "zibo-3", "zaozhuang"])
def test_find_actors_agrees_with_the_gold(name: str) -> None:
    gold: dict[str, Any] = json.loads((ROOT / f"tests/gold/{name}.json").read_text("utf-8"))
    document = read_document(ROOT / "corpus" / f"{gold['document']}.txt")
    low, high = 0, len(document.view)
    if "scope" in gold:
        first, last = gold["scope"]
        low, high = document.view.index(first), document.view.index(last) + len(last)
    found = {
        actor.name
        for mention in find_actors(document, read_context(document))
        if low <= mention.begin < high
        for actor in mention.actors
    }
    wanted = {
        each["name"]: {each["name"], *(each.get("accept") or ())} for each in gold["agencies"]
    }
    assert [each for each, names in wanted.items() if not names & found] == []
    assert found - set().union(*wanted.values()) == set()


@pytest.mark.parametrize("name", ["zibo-2024", "zaozhuang-2023h1"])
def test_find_actors_places_are_sorted_and_apart(name: str) -> None:
    document = read_document(ROOT / "corpus" / f"{name}.txt")
    mentions = find_actors(document, read_context(document))
    assert len(mentions) > 40
    end = 0
    for mention in mentions:
        sentence = document.sentences[mention.sentence]
        assert end <= mention.begin < mention.end
        assert sentence.begin <= mention.begin < mention.end <= sentence.end
        end = mention.end


def test_find_actors_stands_any_order_of_words() -> None:
    """No mix of the lexicon's words, places and marks breaks the reading or its order."""
    words = [word.form for word in load_patterns().words]
    marks = ["淄博", "桓台县", "高新区", *"市省区县等（）《》、。"]
    dice = random.Random(7)
    for home in ("淄博市", "山东省", "桓台县", "全国", "重庆市"):
        sentences = [
            "".join(dice.choice(words if dice.random() < 0.6 else marks) for _ in range(40))
            for _ in range(100)
        ]
        document, mentions = mentions_in(home, *sentences)
        assert mentions
        end = 0
        for mention in mentions:
            assert end <= mention.begin < mention.end
            assert mention.actors
            assert document.sentences[mention.sentence].begin <= mention.begin
            assert mention.end <= document.sentences[mention.sentence].end
            end = mention.end


def rules() -> list[dict[str, str]]:
    loaded: list[dict[str, str]] = yaml.safe_load(RULES.read_text("utf-8"))
    return loaded


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["id"])
def test_rule_reads_its_example_only(rule: dict[str, str]) -> None:
    assert set(rule) == {"id", "says", "example", "counterexample"}
    _, right = mentions_in("绍兴市", rule["example"])
    _, wrong = mentions_in("绍兴市", rule["counterexample"])
    assert rule["id"] in {mention.rule for mention in right}
    assert rule["id"] not in {mention.rule for mention in wrong}


def test_rules_are_sorted_and_all_told() -> None:
    told = [rule["id"] for rule in rules()]
    assert told == sorted(set(told))
    fired = {
        mention.rule
        for home, voice, text, _ in cases()
        if not voice
        for mention in mentions_in(home, text)[1]
    }
    assert fired - set(told) == set()


@pytest.mark.parametrize(
    ("publisher", "name"),
    [
        (
            "宜昌市打击侵犯知识产权和制售假冒伪劣商品工作领导小组办公室",
            "宜昌市打击侵犯知识产权和制售假冒伪劣商品工作领导小组办公室",
        ),
        ("宜昌市市场监督管理局", "宜昌市打击侵权假冒工作领导小组办公室"),
    ],
)
def test_find_actors_writes_short_names_out_as_the_publisher_does(
    publisher: str, name: str
) -> None:
    document = document_of("6月，市双打办召开会议。")
    context = Context("x", "", publisher, home_of("宜昌市"), "2024", "", None)
    (mention,) = find_actors(document, context)
    assert [actor.name for actor in mention.actors] == [name]


def test_find_actors_reads_our_bureau_as_the_publisher() -> None:
    document = document_of("市市场监管局会同市公安局检查。6月，我局举办培训班。")
    context = Context("x", "", "南宁市市场监督管理局", home_of("南宁市"), "2024", "", None)
    assert written(document, find_actors(document, context))[-1] == "我局=南宁市市场监督管理局"

"""Whose report it is, of what time and place, and whose voice it speaks with."""

from array import array
from pathlib import Path

import pytest

from kg.mention.context import read_context
from kg.read import read_document
from kg.read.document import Document, Metadata, Sentence, SentenceKind
from ontology.errors import InvalidSource

ROOT = Path(__file__).parents[2]


def document_of(
    title: str, *sentences: str, metadata: Metadata | None = None, kind: SentenceKind = "title"
) -> Document:
    view = title + "".join(sentences)
    spans: list[Sentence] = []
    begin = 0
    for form in (title, *sentences):
        if form:
            number = len(spans)
            here: SentenceKind = kind if number == 0 else "sentence"
            spans.append(Sentence(number, here, begin, begin + len(form), number))
        begin += len(form)
    origin = array("I", range(len(view)))
    known = metadata or Metadata()
    return Document("x", "txt", "", known, view, view, origin, tuple(spans), ())


def test_read_context_takes_the_sidecar_first() -> None:
    known = Metadata("标题", "某某局", "桓台县", "2022", "2023-01-02")
    context = read_context(document_of("2024年淄博市报告", metadata=known))
    assert (context.title, context.publisher, context.home.code) == ("标题", "某某局", "370321")
    assert (context.period, context.issued, context.document_id) == ("2022", "2023-01-02", "x")


@pytest.mark.parametrize(
    ("title", "sentences", "home", "period"),
    [
        ("2024年淄博市知识产权保护发展状况", (), "淄博市", "2024"),
        ("2023年上半年全市工作情况通报", ("枣庄市加强监管。",), "枣庄市", "2023-01-01/2023-06-30"),
        ("2023年第一季度四川省成都市消费维权分析", (), "成都市", "2023-01-01/2023-03-31"),
        ("2023年中国知识产权保护状况", (), "全国", "2023"),
        (
            "工作总结",
            ("2022年，济宁市公安局部署。", "济宁海关参加。"),
            "济宁市",
            "2022",
        ),
        ("工作总结", ("各项工作有序推进。",), "全国", ""),
        ("市场监管总局通报2024年监管工作情况", ("总局在北京市召开会议。",), "全国", "2024"),
    ],
)
def test_read_context_reads_home_and_period(
    title: str, sentences: tuple[str, ...], home: str, period: str
) -> None:
    context = read_context(document_of(title, *sentences))
    assert (context.home.name, context.period) == (home, period)


@pytest.mark.parametrize(
    ("lines", "publisher", "issued"),
    [
        (("绍兴市市场监管局", "2024年1月9日"), "绍兴市市场监督管理局", "2024-01-09"),
        (("绍兴市市场监督管理局2024年1月9日",), "绍兴市市场监督管理局", "2024-01-09"),
        (("工作有序推进。", "2024年1月9日"), "", "2024-01-09"),
        (("发布日期：2024-01-09工作有序推进。",), "", "2024-01-09"),
        (("绍兴市市场监管局", "2024年0月19日"), "绍兴市市场监督管理局", ""),
        (("绍兴市市场监管局", "2024年2月30日"), "绍兴市市场监督管理局", ""),
        (("发布日期：2024-13-09工作有序推进。",), "", ""),
        (("工作有序推进。",), "", ""),
    ],
)
def test_read_context_reads_the_signature(
    lines: tuple[str, ...], publisher: str, issued: str
) -> None:
    context = read_context(document_of("2023年绍兴市食品安全状况", *lines))
    assert (context.publisher, context.issued) == (publisher, issued)


@pytest.mark.parametrize(
    ("title", "signature", "voice"),
    [
        ("2023年工作情况通报", "绍兴市市场监管局", "绍兴市市场监督管理局"),
        (
            "2023年工作情况通报",
            "绍兴市食品安全委员会办公室（绍兴市市场监管局代章）",
            "绍兴市市场监督管理局",
        ),
        (
            "国家药品监督管理局2023年工作报告",
            "国家药监局综合和规划财务司",
            "国家药品监督管理局",
        ),
        ("绍兴市中级人民法院2023年工作报告", "", "绍兴市中级人民法院"),
        ("绍兴市人民检察院知识产权检察白皮书", "", "绍兴市人民检察院"),
        ("2023年绍兴市政府工作报告", "绍兴市人民政府", None),
        ("2023年绍兴市食品安全状况", "绍兴市市场监管局", None),
    ],
)
def test_read_context_hears_the_voice(title: str, signature: str, voice: str | None) -> None:
    context = read_context(document_of(title, "绍兴市加强监管。", signature, "2024年1月9日"))
    assert (context.voice.name if context.voice else None) == voice


def test_read_context_without_title_takes_the_first_sentence() -> None:
    context = read_context(document_of("绍兴市加强监管。", kind="sentence"))
    assert context.title == "绍兴市加强监管。"
    assert read_context(document_of("")).title == ""


def test_read_context_refuses_an_unknown_region() -> None:
    with pytest.raises(InvalidSource, match="names the region '乌有市'"):
        read_context(document_of("通报", metadata=Metadata(region="乌有市")))


@pytest.mark.parametrize(
    ("name", "home", "period", "voice"),
    [
        ("zibo-2024", "淄博市", "2024", None),
        ("zaozhuang-2023h1", "枣庄市", "2023-01-01/2023-06-30", "枣庄市市场监督管理局"),
    ],
)
def test_read_context_of_the_reports(name: str, home: str, period: str, voice: str | None) -> None:
    context = read_context(read_document(ROOT / "corpus" / f"{name}.txt"))
    assert (context.home.name, context.period) == (home, period)
    assert (context.voice.name if context.voice else None) == voice


@pytest.mark.parametrize(
    ("lines", "title", "period"),
    [
        (
            "漳州市市场监督管理局\n关于2024年前三季度市场秩序工作情况的通报\n",
            "漳州市市场监督管理局关于2024年前三季度市场秩序工作情况的通报",
            "2024-01-01/2024-09-30",
        ),
        (
            "襄阳市市场监督管理局\n2024年上半年工作总结\n",
            "襄阳市市场监督管理局2024年上半年工作总结",
            "2024-01-01/2024-06-30",
        ),
        (
            "德阳市检察工作白皮书（2024年度）\n德阳市人民检察院\n",
            "德阳市检察工作白皮书（2024年度）",
            "2024",
        ),
    ],
)
def test_read_context_reads_a_title_of_some_lines(
    tmp_path: Path, lines: str, title: str, period: str
) -> None:
    path = tmp_path / "x.txt"
    body = "今年以来，全市各级各部门认真履行职责，共检查市场主体320家次，查处案件12件。"
    path.write_text(f"{lines}\n{body}\n", "utf-8")
    context = read_context(read_document(path))
    assert (context.title, context.period) == (title, period)


@pytest.mark.parametrize(
    ("greeting", "voice"),
    [
        ("下面，我代表市生态环境局，向大家通报2024年执法情况。", "滁州市生态环境局"),
        ("现在，我代表市人民政府向大会报告工作。", ""),
        ("市生态环境局代表市里参加比赛。", ""),
    ],
)
def test_context_speaks_as_whom_the_speaker_represents(
    tmp_path: Path, greeting: str, voice: str
) -> None:
    source = tmp_path / "x.txt"
    source.write_text(f"滁州市2024年生态环境执法工作发布词\n\n各位朋友：\n\n{greeting}\n", "utf-8")
    context = read_context(read_document(source))
    assert (context.voice.name if context.voice else "") == voice

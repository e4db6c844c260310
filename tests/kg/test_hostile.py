"""200 made-up reports with planted markup, quotes, paths and control characters, through `amo`."""

import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import docx
import pytest
import yaml
from lxml import etree, html
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

AMO = "https://w3id.org/amo/ontology#"
DCTERMS = "http://purl.org/dc/terms/"
COUNT = 200

MARKUP = (
    "<script>plant(1)</script>",
    "<img src=x onerror=plant(2)>",
    '"><svg/onload=plant(3)>',
    "' onmouseover='plant(4)' x='",
    '" autofocus onfocus="plant(5)" x="',
    "</textarea><planted>",
    "</script><planted>",
    "</title></style><planted>",
    "<!--<script>plant(6)",
    "javascript:plant(7)",
    '<a href="javascript:plant(8)">甲</a>',
    '<a href="data:text/html,plant(9)">乙</a>',
    '<iframe srcdoc="<planted>">',
    '<base href="//planted">',
    '<form action="//planted"><button formaction="javascript:plant(10)">',
    '<meta http-equiv="refresh" content="0;url=//planted">',
    "]]><planted>",
    "&lt;planted&gt;",
    "&#60;planted&#62;",
    "\\u003cplanted\\u003e",
    "\\x3cplanted\\x3e",
    "%3Cplanted%3E",
    "{{plant(11)}}${plant(12)}`plant(13)`",
    "'};plant(14);//",
    '"};plant(15);/*',
    "<planted/onclick=plant(16)>",
)
PATHS = ("../../planted", "..\\..\\planted", "/etc/planted", "file:///planted", "C:\\planted")
SYNTAX = (
    "> } ; DROP ALL #planted",
    '" . } DELETE WHERE { ?s ?p ?o } #planted',
    "<https://planted.example/>",
    "\\",
    '"""',
    "'''",
    "^^xsd:planted",
    "@planted",
    "{|}^`",
    "%00%0A",
)
CONTROLS = (
    "甲\x01\x08乙",
    "甲\x1b[31m乙",
    "甲\x7f乙\x85丙",
    "甲\u202e乙\u202c",
    "甲\u2066乙\u2069",
    "甲\u200b\ufeff乙",
    "甲\u2028乙\u2029丙",
    "甲\ufffe\uffff乙",
    "甲\U0001f600\U000e0001乙",
)
PLANTS = (*MARKUP, *PATHS, *SYNTAX, *CONTROLS)
IDS = (
    "{}<script>plant(20)<",
    "{}' onload='plant(21)",
    '{}" onload="plant(22)',
    "{}..%2F..%2Fplanted",
    "{}..",
    "-{}",
    "{} ; DROP ALL",
    "{}#fragment?query=1&x=2",
    "{}%00",
    "{}{{|}}^`\\",
    "{}知识产权 报告",
    "{}.pdf.exe",
    "{}\U0001f600",
    "javascript:plant(23)-{}",
)
ADDRESSES = ("https://example.org/?a=1&b='x'", "https://example.org/#javascript:plant(30)")
PLACES = ("淄博市", "枣庄市", "沂源县", "广东省", "南京市鼓楼区", "兰州市", "湘西土家族苗族自治州")


@dataclass(frozen=True, slots=True)
class Report:
    """A made-up report: the file that it becomes, and the title that pages must show."""

    name: str
    title: str
    text: str
    sidecar: dict[str, str]

    @property
    def id(self) -> str:
        return self.name.rpartition(".")[0]


def make_report(number: int, chance: random.Random) -> Report:
    plant, other, third = chance.sample(PLANTS, 3)
    place = chance.choice(PLACES)
    title = f"2024年{place}{plant}知识产权工作情况{number}"
    text = "\n".join(
        (
            title,
            f"一、开展{other}专项行动",
            f"2024年3月5日，{place}市场监督管理局联合{place}公安局开展“{plant}”专项行动，"
            f"检查企业{number + 3}家，查处案件12件。",
            f"（一）{place}{third}管理局",
            f"{place}司法局印发《{other}工作方案》，建立“{third}”工作机制，办理{third}案件9件。",
            f"{place}市场监督管理局与{plant}协会签订《{third}合作协议》。",
            f"二是{place}人民检察院批准逮捕5件9人，获评“{other}”先进集体。",
        )
    )
    sidecar = {"title": title, "region": place, "period": "2024"}
    if number % 3 == 0:
        sidecar["publisher"] = f"{place}{plant}市场监督管理局"
    if number % 4 == 0:
        sidecar["url"] = chance.choice(ADDRESSES)
    id_ = IDS[number // 10 % len(IDS)].format(f"r{number}") if number % 10 == 9 else f"r{number}"
    return Report(f"{id_}.{('txt', 'html', 'docx')[number % 7 % 3]}", title, text, sidecar)


def write_report(corpus: Path, report: Report) -> None:
    path = corpus / report.name
    if path.suffix == ".docx":
        document = docx.Document()
        for line in report.text.split("\n"):
            document.add_paragraph(re.sub(r"[\x00-\x1f\ufffe\uffff]", "", line))
        document.save(str(path))
    elif path.suffix == ".html":
        lines = "".join(
            f"<p title='<planted>'>{escape(line)}</p>" for line in report.text.split("\n")
        )
        page = f"<html><body onload=plant(40)><script>plant(41)</script>{lines}</body></html>"
        path.write_text(page, encoding="utf-8", newline="")
    else:
        path.write_text(report.text, encoding="utf-8", newline="")
    sidecar = yaml.safe_dump(report.sidecar, allow_unicode=True)
    path.with_name(f"{report.id}.yml").write_text(sidecar, encoding="utf-8", newline="")


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build of the hostile corpus."""

    root: Path
    reports: tuple[Report, ...]
    outcome: subprocess.CompletedProcess[bytes]

    @property
    def out(self) -> Path:
        return self.root / "out"

    def pages(self) -> list[Path]:
        return sorted(self.out.rglob("*.html"))


def run_amo(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("amo")), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    root = tmp_path_factory.mktemp("hostile")
    corpus = root / "corpus"
    corpus.mkdir()
    chance = random.Random(20240101)
    reports = tuple(make_report(number, chance) for number in range(COUNT))
    for report in reports:
        write_report(corpus, report)
    return Build(root, reports, run_amo("build", "corpus", "--out", "out", folder=root))


@pytest.fixture(scope="module")
def quads(build: Build) -> list[Quad]:
    return list(parse(path=str(build.out / "graph.nq"), format=RdfFormat.N_QUADS))


def is_dangerous_address(address: str) -> bool:
    """Whether following it would run something or leave for a planted place."""
    plain = re.sub(r"[\x00-\x20]", "", address).lower()
    if plain.startswith(("https://", "http://")):
        return "planted" in plain
    scheme = plain.partition(":")[0]
    dangerous = scheme in {"javascript", "vbscript", "file"} or plain.startswith("data:text")
    return dangerous or plain.startswith("//planted")


def find_planted(page: html.HtmlElement) -> Iterator[str]:
    """What a planted text has become in a page, other than text."""
    for element in page.iter():
        if not isinstance(element.tag, str):
            yield from [f"comment {element.text}"] if "plant" in (element.text or "") else []
            continue
        if "plant" in element.tag or element.tag in {"base", "iframe", "object", "embed"}:
            yield f"element <{element.tag}>"
        if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
            yield "element <meta http-equiv=refresh>"
        for key, value in element.attrib.items():
            yield from find_planted_in_attribute(element.tag, str(key), str(value))
        if element.tag == "script":
            yield from find_planted_in_script(element.text or "", element.get("type", ""))


def find_planted_in_attribute(tag: str, key: str, value: str) -> Iterator[str]:
    runs = key.startswith("on") or key in {"style", "srcdoc"}
    if "plant" in key or (runs and "plant" in value):
        yield f"attribute {key} of <{tag}>"
    addresses = {"href", "src", "action", "formaction", "data", "xlink:href", "poster"}
    if key in addresses and is_dangerous_address(value):
        yield f"address {key}={value!r}"


def find_planted_in_script(text: str, kind: str) -> Iterator[str]:
    if text.lstrip().startswith("plant("):
        yield "a planted script"
    if re.search(r"plant(ed|\()", text) and re.search(
        r"<!--|<script|</script", text, re.IGNORECASE
    ):
        yield "markup in a script that can open or close it"
    if "json" in kind:
        try:
            json.loads(text)
        except ValueError as error:
            yield f"broken JSON: {error}"


def read_page(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def plain(text: str) -> str:
    """Text as a reader compares it: without what does not show."""
    hidden = r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\u2400-\u2421\ufeff]"
    return re.sub(rf"{hidden}|\[U\+[0-9A-F]{{4,5}}\]", "", text)


def test_build_takes_all_hostile_reports(build: Build) -> None:
    assert build.outcome.stderr.decode() == ""
    assert build.outcome.returncode == 0


def test_build_writes_nothing_outside_its_place(build: Build) -> None:
    assert {path.name for path in build.root.iterdir()} == {"corpus", "out"}
    assert len(list((build.root / "corpus").iterdir())) == 2 * COUNT
    assert list(build.root.parent.glob("*planted*")) == []
    strangers = [
        path for path in build.out.rglob("*") if not path.resolve().is_relative_to(build.out)
    ]
    assert strangers == []


def test_build_keeps_every_text(build: Build) -> None:
    texts = {path.stem for path in (build.out / "documents").glob("*.txt")}
    assert texts == {report.id for report in build.reports}


@pytest.mark.parametrize("plant", [*MARKUP[:17], MARKUP[-1]])
def test_find_planted_sees_what_is_not_escaped(plant: str) -> None:
    naive = (
        f'<html><head><title>{plant}</title></head><body><p>{plant}</p><p title="{plant}">丙</p>'
        f"<p title='{plant}'>丁</p><textarea>{plant}</textarea><a href='{plant}'>戊</a>"
        f'<script type="application/json">"{plant}"</script></body></html>'
    )
    assert list(find_planted(html.document_fromstring(naive))) != []


def test_pages_hold_no_planted_element(build: Build) -> None:
    found = Counter(
        f"{path.name}: {each}" for path in build.pages() for each in find_planted(read_page(path))
    )
    assert len(build.pages()) >= 3
    assert found == {}


def test_pages_are_utf8_without_control_characters(build: Build) -> None:
    control = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
    found = Counter(
        f"{path.name}: U+{ord(each):04X}"
        for path in build.pages()
        for each in control.findall(path.read_text("utf-8"))
    )
    assert found == {}


def test_pages_show_every_title_as_text(build: Build) -> None:
    shown = ""
    for path in build.pages():
        body = read_page(path).find("body")
        assert body is not None
        for element in list(body.iter("script", "style")):
            element.drop_tree()
        shown += plain(str(body.text_content()))
    missing = [report.title for report in build.reports if plain(report.title) not in shown]
    assert missing == []


def test_links_of_pages_lead_to_files(build: Build) -> None:
    broken = []
    for path in build.pages():
        for element, key, link, _ in read_page(path).iterlinks():
            parts = urlsplit(str(link))
            if key is None or element.tag in {"script", "style"} or parts.scheme or not parts.path:
                continue
            target = (path.parent / unquote(parts.path)).resolve()
            if not target.is_file() or not target.is_relative_to(build.out):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def test_graph_parses_again_with_ascii_iris(quads: list[Quad]) -> None:
    nodes = {
        node
        for quad in quads
        for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)
    }
    assert not [node for node in nodes if isinstance(node, BlankNode)]
    iris = [node.value for node in nodes if isinstance(node, NamedNode)]
    assert len(iris) > COUNT
    valid = re.compile(
        r"https?://[\w.-]+(/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*)?(\?[\w.~!$&'()*+,;=:@/?%-]*)?"
        r"(#[\w.-]*)?",
        re.ASCII,
    )
    assert [iri for iri in iris if not valid.fullmatch(iri)] == []


def test_graph_holds_every_title(build: Build, quads: list[Quad]) -> None:
    titles = {
        plain(quad.object.value)
        for quad in quads
        if quad.predicate.value == f"{DCTERMS}title" and isinstance(quad.object, Literal)
    }
    assert titles == {plain(report.title) for report in build.reports}


def test_graph_names_no_planted_place(quads: list[Quad]) -> None:
    terms = {
        node.value
        for quad in quads
        for node in (quad.subject, quad.predicate, quad.object, quad.graph_name)
        if isinstance(node, NamedNode)
    }
    assert not [iri for iri in terms if "planted.example" in iri]
    assert {urlsplit(iri).netloc for iri in terms} <= {
        "w3id.org",
        "www.w3.org",
        "purl.org",
        "example.org",
        "qudt.org",
        "data.europa.eu",
    }


def test_evidence_quotes_the_stored_text(build: Build, quads: list[Quad]) -> None:
    """amo:text is text[start:end] of the stored text, white space aside."""
    known: dict[str, dict[str, str]] = {}
    for quad in quads:
        term = quad.predicate.value.removeprefix(AMO)
        if term in {"text", "start", "end", "inDocument"}:
            assert isinstance(quad.object, Literal | NamedNode)
            known.setdefault(str(quad.subject), {})[term] = quad.object.value
    texts = {path.stem: path.read_bytes().decode() for path in (build.out / "documents").iterdir()}
    wrong = []
    for iri, fact in known.items():
        stored = texts[unquote(fact["inDocument"].rpartition("/")[2])]
        span = stored[int(fact["start"]) : int(fact["end"])]
        if re.sub(r"\s", "", span) != re.sub(r"\s", "", fact["text"]):
            wrong.append(iri)
    assert len(known) > COUNT
    assert wrong == []


@pytest.mark.parametrize("value", ['"} ; DROP ALL #', "淄博市' || true || '"])
def test_question_binds_hostile_values(build: Build, value: str) -> None:
    arguments = ("agencies-in-region", "--region", value, "--build", "out", "--format", "csv")
    done = run_amo("query", "run", *arguments, folder=build.root)
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


@pytest.mark.parametrize("id_", ["../../../etc/passwd", "../corpus/r1", "/etc/passwd"])
def test_show_reads_documents_of_the_corpus_only(build: Build, id_: str) -> None:
    done = run_amo("show", id_, "--corpus", "corpus", folder=build.root)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)


@pytest.mark.parametrize("format_", ["gexf", "graphml"])
def test_export_is_whole_xml(build: Build, format_: str) -> None:
    done = run_amo("export", format_, "--build", "out", folder=build.root)
    assert done.returncode == 0
    root = etree.fromstring(done.stdout)
    assert [node for node in root.iter() if "plant" in str(node.tag)] == []

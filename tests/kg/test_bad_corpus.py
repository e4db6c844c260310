"""A corpus with every kind of bad input: one clear line each, the other reports are built."""

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest

AMO = str(Path(sys.executable).with_name("amo"))
GOOD = "2024年，淄博市市场监督管理局查处专利侵权案件12件，同比增长19.4%。\n"


def make_pdf(*, objects: tuple[bytes, ...] = (), trailer: bytes = b"") -> bytes:
    """A pdf of one page that draws a box and has no text, with more objects and trailer entries."""
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length 22 >>\nstream\n72 72 200 200 re f    \nendstream",
        *objects,
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\n" % (size, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(out)


def make_encrypted_pdf() -> bytes:
    """A pdf that opens with a password only: its user entry fits no known one."""
    key = b"".join(b"%02x" % (number * 7 % 256) for number in range(32))
    handler = b"<< /Filter /Standard /V 1 /R 2 /O <%b> /U <%b> /P -44 >>" % (key, key)
    ids = b"[<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    return make_pdf(objects=(handler,), trailer=b"/Encrypt 5 0 R /ID %b" % ids)


def make_docx(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def make_zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_bomb() -> bytes:
    """A docx whose document unpacks to 400 MB."""
    source = zipfile.ZipFile(io.BytesIO(make_docx("甲")))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in source.namelist():
            if name != "word/document.xml":
                archive.writestr(name, source.read(name))
        with archive.open("word/document.xml", "w") as member:
            for _ in range(400):
                member.write(b" " * (1 << 20))
    return stream.getvalue()


BAD = {
    "empty-txt.txt": b"",
    "blank-txt.txt": " \n\u3000\n".encode(),
    "empty-html.html": b"",
    "empty-docx.docx": b"",
    "empty-pdf.pdf": b"",
    "junk-txt.txt": bytes(range(256)) * 64,
    "junk-html.html": bytes(range(255, -1, -1)) * 64,
    "junk-docx.docx": b"\x00\x01\x02\x03" * 999,
    "junk-pdf.pdf": b"\x89\x00\xff\x13" * 999,
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8,
    "no-text.pdf": make_pdf(),
    "encrypted.pdf": make_encrypted_pdf(),
    "cut-pdf.pdf": make_pdf()[:200],
    "cut-docx.docx": make_docx(GOOD * 40)[:2000],
    "no-document.docx": make_zip({"[Content_Types].xml": b"<Types/>", "word/a.xml": b"<a/>"}),
    "bomb.docx": make_bomb(),
    "mixed-encoding.txt": GOOD.encode() * 9 + GOOD.encode("gb18030") * 9,
    "cut-utf8.txt": GOOD.encode() * 9 + b"\xe6\xb7",
    "odd-utf16.txt": b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00",
    "markup-only.html": b"<html><body><script>var a = 1</script></body></html>",
    "sidecar-syntax.txt": GOOD.encode(),
    "sidecar-key.txt": GOOD.encode(),
    "sidecar-type.txt": GOOD.encode(),
    "sidecar-list.txt": GOOD.encode(),
    "sidecar-region.txt": GOOD.encode(),
    "sidecar-period.txt": GOOD.encode(),
    "sidecar-date.txt": GOOD.encode(),
    "sidecar-bytes.txt": GOOD.encode(),
    "sidecar-tag.txt": GOOD.encode(),
    "sidecar-bomb.txt": GOOD.encode(),
}
SIDECARS = {
    "sidecar-syntax.yml": b"title: [2024\n",
    "sidecar-key.yml": "titel: 报告\n".encode(),
    "sidecar-type.yml": b"title: {a: 1}\n",
    "sidecar-list.yml": b"- title\n",
    "sidecar-region.yml": "region: 亚特兰蒂斯市\n".encode(),
    "sidecar-period.yml": b"period: last year\n",
    "sidecar-date.yml": b"issued: 2024-02-31\n",
    "sidecar-bytes.yml": b"title: \xff\xfe\xff\n",
    "sidecar-tag.yml": b"title: !!python/object/apply:os.system ['touch planted']\n",
    "sidecar-bomb.yml": b"title: &a [x,x]\n"
    + b"".join(b"k%d: &b%d [*a,*a,*a,*a,*a,*a,*a,*a]\n" % (i, i) for i in range(9)),
}
STRANGE = ("big.txt", "twin.txt", "twin.html", "dangling.txt", "loop.txt", "folder.txt")
GOODS = {
    "good.txt": GOOD.encode(),
    "good-gb18030.txt": GOOD.encode("gb18030") * 3,
    "good-utf16.txt": GOOD.encode("utf-16"),
    "good-bom.txt": b"\xef\xbb\xbf" + GOOD.encode(),
    "good-page.html": f"<meta charset=utf-8><p>{GOOD}</p>".encode(),
    "good-paper.docx": make_docx(GOOD),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `amo build` said and wrote."""

    root: Path
    status: int
    lines: list[str]
    printed: str


def run_build(root: Path, corpus: str = "corpus", *options: str) -> Outcome:
    done = subprocess.run(
        [AMO, "build", corpus, "--out", "out", *options],
        cwd=root,
        capture_output=True,
        check=False,
        timeout=120,
    )
    lines = done.stderr.decode().splitlines()
    return Outcome(root, done.returncode, lines, done.stdout.decode())


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    root = tmp_path_factory.mktemp("bad")
    corpus = root / "corpus"
    corpus.mkdir()
    for name, content in (BAD | SIDECARS | GOODS).items():
        (corpus / name).write_bytes(content)
    with (corpus / "big.txt").open("wb") as file:
        for _ in range(50):
            file.write((GOOD.encode() * (2**20 // len(GOOD.encode()) + 1))[: 2**20])
    (corpus / "twin.txt").write_bytes(GOOD.encode())
    (corpus / "twin.html").write_bytes(f"<p>{GOOD}</p>".encode())
    (corpus / "folder.txt").mkdir()
    (corpus / "dangling.txt").symlink_to("nowhere.txt")
    (corpus / "loop.txt").symlink_to("loop.txt")
    return run_build(root)


def complaints(outcome: Outcome, name: str) -> list[str]:
    """The lines about a file of the corpus or its sidecar."""
    starts = (f"corpus/{name}: ", f"corpus/{name.rpartition('.')[0]}.yml: ")
    return [line for line in outcome.lines if line.startswith(starts)]


def test_build_of_bad_corpus_has_status_1(outcome: Outcome) -> None:
    assert outcome.status == 1


@pytest.mark.parametrize("name", [*sorted(BAD), *STRANGE])
def test_bad_file_is_one_line(outcome: Outcome, name: str) -> None:
    assert len(complaints(outcome, name)) == 1


def test_nothing_else_is_said(outcome: Outcome) -> None:
    known = {line for name in (*BAD, *STRANGE) for line in complaints(outcome, name)}
    assert [line for line in outcome.lines if line not in known] == []
    assert not [line for line in outcome.lines if "Traceback" in line or "Error(" in line]


def test_lines_are_short_and_plain(outcome: Outcome) -> None:
    odd = [line for line in outcome.lines if len(line) > 300 or not line.isprintable()]
    assert odd == []


@pytest.mark.parametrize("name", sorted(GOODS))
def test_good_file_is_built(outcome: Outcome, name: str) -> None:
    graph = (outcome.root / "out" / "graph.nq").read_text("utf-8")
    iri = f"<https://w3id.org/amo/id/document/{name.rpartition('.')[0]}>"
    assert iri in graph
    assert complaints(outcome, name) == []


def test_bad_files_are_not_in_the_graph(outcome: Outcome) -> None:
    graph = (outcome.root / "out" / "graph.nq").read_text("utf-8")
    documents = set(re.findall(r"<https://w3id.org/amo/id/document/([^>]+)>", graph))
    assert documents == {name.rpartition(".")[0] for name in GOODS}


def test_bad_sidecar_runs_nothing(outcome: Outcome) -> None:
    assert list(outcome.root.rglob("planted")) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one good report in corpus/."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def test_only_bad_files_leave_the_last_build(root: Path) -> None:
    assert run_build(root).status == 0
    before = (root / "out" / "graph.nq").read_bytes()
    (root / "corpus" / "good.txt").write_bytes(b"")
    outcome = run_build(root)
    assert outcome.status == 1
    assert len(outcome.lines) in {1, 2}
    assert (root / "out" / "graph.nq").read_bytes() == before


def test_file_with_odd_name_is_one_plain_line(root: Path) -> None:
    """Signs that break a line, colour it, turn it round, or are no text at all."""
    names = ("a\nb.txt", "\x1b[31mred.txt", "甲\u202e乙.txt", os.fsdecode(b"\xff\xfe.txt"))
    for name in names:
        (root / "corpus" / name).write_text(GOOD, encoding="utf-8")
    outcome = run_build(root)
    assert outcome.status == 1
    assert len(outcome.lines) == len(names)
    assert [line for line in outcome.lines if not line.isprintable()] == []
    assert "document/good>" in (root / "out" / "graph.nq").read_text("utf-8")


@pytest.mark.parametrize("corpus", ["absent", "corpus/good.txt", "empty"])
def test_unusable_corpus_is_told(root: Path, corpus: str) -> None:
    (root / "empty").mkdir()
    outcome = run_build(root, corpus)
    assert outcome.status in {1, 2}
    assert len(outcome.lines) == (4 if corpus == "corpus/good.txt" else 1)  # click's usage lines
    assert Path(corpus).name in outcome.lines[-1]
    assert not (root / "out").exists()


def test_foreign_folder_is_not_replaced(root: Path) -> None:
    (root / "out").mkdir()
    (root / "out" / "thesis.doc").write_text("years of work", encoding="utf-8")
    outcome = run_build(root)
    assert outcome.status != 0
    assert len(outcome.lines) == 1
    assert [path.name for path in (root / "out").iterdir()] == ["thesis.doc"]

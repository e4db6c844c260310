"""Files of a corpus: what is found, how ids are made, what is refused and how it is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.read import SIZE_LIMIT, find_sources, read_document
from kg.read.document import Metadata
from ontology.errors import InvalidSource

TEXT = "市市场监督管理局印发食品安全监督检查工作方案，检查食品经营单位420家。"


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "big5"],
)
def test_read_document_detects_encoding(tmp_path: Path, encoding: str) -> None:
    text = "加強食品安全監督檢查工作，維護人民群眾合法權益。2024年檢查食品經營單位420家。\r\n" * 4
    if encoding != "big5":
        text = (TEXT + "\r\n") * 4
    document = read_document(write(tmp_path / "a.txt", text.encode(encoding)))
    assert document.text == text.replace("\r\n", "\n")
    assert document.format == "txt"


def test_read_document_decodes_a_gb18030_page_with_one_rare_sign(tmp_path: Path) -> None:
    content = (TEXT + "•绿书签").encode("gb18030")
    assert read_document(write(tmp_path / "a.txt", content)).text.endswith("•绿书签")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty; remove it"),
        (b" \n\t ", "is empty; remove it"),
        ("\u200b\u3000\n- 3 -\n".encode(), "holds no text; remove it"),
        (bytes(range(256)) * 40, "is not text but binary data; save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "is not text but binary data"),
        (TEXT.encode("utf-8")[:-1] * 9, "is not readable text in UTF-8, UTF-16, GB18030 or any"),
        ((TEXT * 9).encode().decode("latin-1").encode(), "decodes to signs that are no text"),
        (
            (TEXT * 9).encode().decode("gb18030", "ignore").encode(),
            "decodes to signs that are no text",
        ),
    ],
    ids=["empty", "blank", "marks", "bytes", "png", "cut", "latin", "gbk"],
)
def test_read_document_refuses_what_is_no_text(
    tmp_path: Path, content: bytes, complaint: str
) -> None:
    path = write(tmp_path / "a.txt", content)
    with pytest.raises(InvalidSource) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path}: {complaint}")
    assert "\n" not in str(caught.value)


def test_stray_control_characters_do_no_harm(tmp_path: Path) -> None:
    document = read_document(write(tmp_path / "a.txt", TEXT.replace("，", "\x7f\x01\ufffe，")))
    assert document.view == TEXT.replace("，", "\ufffe，")


def test_read_document_refuses_a_large_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    os.truncate(path, 50 << 20)
    with pytest.raises(InvalidSource, match=r"a\.txt: has 50 MB, the limit is 32 MB; split it"):
        read_document(path)
    assert SIZE_LIMIT == 32 << 20


def test_read_document_refuses_folders_missing_files_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    for name, complaint in (
        ("folder.txt", "is a folder, not a file; rename it"),
        ("pipe.txt", "is not a regular file; put a copy"),
        ("link.txt", "cannot be read (No such file or directory); check"),
        ("gone.txt", "cannot be read (No such file or directory); check"),
        ("old.doc", ".doc is no format that is read; save it as docx"),
    ):
        with pytest.raises(InvalidSource) as caught:
            read_document(tmp_path / name)
        assert str(caught.value).startswith(f"{tmp_path / name}: {complaint}")


def test_read_document_says_when_reading_is_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbid(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    # A test that runs as root may read everything, so the refusal itself is put in.
    monkeypatch.setattr(Path, "read_bytes", forbid)
    with pytest.raises(InvalidSource, match=r"a\.txt: cannot be read \(Permission denied\); check"):
        read_document(tmp_path / "a.txt" if (tmp_path / "a.txt").write_text(TEXT) else tmp_path)


def test_two_files_of_one_id_are_both_refused(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt"), write(tmp_path / "a.HTML", f"<p>{TEXT}</p>")
    with pytest.raises(InvalidSource, match=r"a\.txt: has the same id as a\.HTML; rename one"):
        read_document(first)
    with pytest.raises(InvalidSource, match=r"a\.HTML: has the same id as a\.txt; rename one"):
        read_document(second)


@pytest.mark.parametrize(
    "name", ["2024年 报告（终稿）", "关于《方案》的“通知”", "a'b\"c<d>", "..a", "v1.2"]
)
def test_document_id_is_the_file_name(tmp_path: Path, name: str) -> None:
    assert read_document(write(tmp_path / f"{name}.txt")).id == name


@pytest.mark.parametrize("name", ["a\nb", "a\x1bb", "\u202ea", "...", os.fsdecode(b"\xff\xfe")])
def test_unprintable_file_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidSource, match="name holds signs that cannot be printed; rename") as e:
        read_document(tmp_path / f"{name}.txt")
    assert str(e.value).isprintable()


def test_find_sources(tmp_path: Path) -> None:
    names = ("b.pdf", "a.txt", "c.HTM", "d.docx", "e.doc", "x.yml", "y.csv", ".h.txt", "~$d.docx")
    for name in names:
        write(tmp_path / name)
    found = [path.name for path in find_sources(tmp_path)]
    assert found == ["a.txt", "b.pdf", "c.HTM", "d.docx", "e.doc", "x.yml"]


def test_find_sources_refuses_no_folder_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match=r"gone: is no folder that can be read .*; name a fold"):
        find_sources(tmp_path / "gone")
    with pytest.raises(InvalidSource, match="holds no report; put txt, html, docx or pdf files"):
        find_sources(tmp_path)


SIDECAR = """\
title: 2024年淄博市知识产权保护发展状况
publisher: 淄博市知识产权局
region: 淄博市
period: 2024
issued: 2025-04-20
url: https://example.org/report?id=1
"""


def test_sidecar_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.yml", SIDECAR)
    assert read_document(write(tmp_path / "a.txt")).metadata == Metadata(
        "2024年淄博市知识产权保护发展状况",
        "淄博市知识产权局",
        "淄博市",
        "2024",
        "2025-04-20",
        "https://example.org/report?id=1",
    )


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "title:\n", "---\n"])
def test_empty_sidecar_states_nothing(tmp_path: Path, content: str) -> None:
    write(tmp_path / "a.yml", content)
    assert read_document(write(tmp_path / "a.txt")).metadata == Metadata()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            "tilte: 报告",
            "unknown field `tilte`; write one `key: text` a line, the keys being title",
        ),
        ("title: [a, b]", "title: Expected `str | null`, got `array`; write one `key: text`"),
        ("period: 去年", "period: Expected `str` matching regex"),
        (
            "period: 2024-13",
            "period: 2024-13 is no date (month must be in 1..12); write it as 2024",
        ),
        ("period: 2024/2023", "period: 2024/2023 ends before it begins; write it as 2024"),
        ("issued: 2023-02-30", "issued: 2023-02-30 is no date"),
        ("url: javascript:alert(1)", "url: Expected `str` matching regex"),
        ("title: a\ntitle: b", "is no YAML (key 'title' is given twice)"),
        ("title: 'a", "is no YAML (line 1: found unexpected end of stream)"),
        ("a: &a [*a]", "is no YAML (line 1: found unconstructable recursive node)"),
        ("[" * 600, "is no YAML (nested too deep)"),
        ("只有一句话", "holds no keys; write one"),
        ("标题".encode("gb18030"), "is not UTF-8; save it as UTF-8"),
        ("title: \x00", "is no YAML (special characters are not allowed)"),
        ("x" * (1 << 17), "is too long for a sidecar"),
    ],
)
def test_broken_sidecar_is_named_with_key_and_mend(
    tmp_path: Path, content: str | bytes, complaint: str
) -> None:
    sidecar = write(tmp_path / "a.yml", content)
    with pytest.raises(InvalidSource) as caught:
        read_document(write(tmp_path / "a.txt"))
    assert str(caught.value).startswith(f"{sidecar}: ")
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def test_unreadable_sidecar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").mkdir()
    with pytest.raises(InvalidSource, match=r"a\.yml: cannot be read"):
        read_document(write(tmp_path / "a.txt"))


def test_importing_the_package_loads_no_format_library() -> None:
    names = {"lxml", "docx", "pdfplumber", "yaml", "numpy"}
    code = f"import sys, kg.read; print(sorted({names!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", ["lonely.yml", "lonely.yaml"])
def test_sidecar_without_its_report_is_reported(name: str, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("全市查处案件12件。", encoding="utf-8")
    (tmp_path / name).write_text("region: 淮安市\n", encoding="utf-8")
    assert [path.name for path in find_sources(tmp_path)] == sorted([name, "report.txt"])
    with pytest.raises(InvalidSource, match=f"{name}: is a sidecar without its report"):
        read_document(tmp_path / name)

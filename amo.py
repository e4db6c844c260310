"""The one command: a thin shell, every verb is a function of a package below.

Packages are imported by the verb that needs them, so that `amo --help` answers at once. Results go
to stdout, everything else to stderr; errors raised on purpose are caught here and nowhere else.
"""
# ruff: noqa: PLC0415 - imports are late, see above

import gc
import io
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ontology.errors import AmoError, InvalidQuery, InvalidSource

if TYPE_CHECKING:
    from kg.pipeline import Build, Tell
    from queries.library import Source

log = logging.getLogger("amo")

_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_SHOWN = 40
"""Documents that the summary lists."""
_SELDOM = (200_000, 50, 1000)
"""When a build looks for garbage: nearly all that it makes it needs to its end."""
_STAGES = click.Choice(["document", "mentions", "facts", "quads"])
_NAMED_PARAMETERS = {"ignore_unknown_options": True, "allow_extra_args": True}
_in_build = click.option(
    "--build", "folder", type=_FOLDER, default="build", help="Folder of the build. 构建目录"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns the exit status: 0 done, 1 a document could not be read, 2 wrong usage or a broken file.
    """
    _set_up_streams()
    try:
        given = list(sys.argv[1:] if arguments is None else arguments)
        with command.make_context("amo", given) as context:
            status = command.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except KeyboardInterrupt:
        log.error("stopped")  # noqa: TRY400 - the user knows where
        return 130
    except AmoError as error:
        log.error("%s", error)  # noqa: TRY400 - one line, no traceback
        return 1 if isinstance(error, InvalidSource) else 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="amo-kg", message="%(version)s")
def command() -> None:
    """Agencies, mechanisms, outcomes: a graph of how agencies work together.

    机构、机制、成果：从公开报告读出部门协作的知识图谱。
    """


@command.command()
@click.argument("corpus", type=_FOLDER, default="corpus")
@click.option("--out", type=_FOLDER, default="build", help="Folder to write. 输出目录")
@click.option("--jobs", type=click.IntRange(1), help="Number of processes. 进程数")
@click.option("--clean", is_flag=True, help="Read all documents anew. 全部重读")
def build(corpus: Path, out: Path, jobs: int | None, *, clean: bool) -> int:
    """由报告目录构建图谱。Build graph, store and pages from the reports of a folder."""
    from kg.pipeline import build as build_graph
    from visualize.pages import draw_pages

    gc.set_threshold(*_SELDOM)
    with _progress() as tell:
        result = build_graph(corpus, out, jobs, draw_pages, tell, clean=clean)
    _print_summary(result)
    return 1 if result.failures else 0


@command.command()
@click.argument("id_", metavar="ID")
@click.option("--stage", type=_STAGES, default="facts", help="What to show. 阶段")
@click.option("--why", metavar="SENTENCE", help="Explain the sentences with these words. 说明缘由")
@click.option("--corpus", type=_FOLDER, default="corpus", help="Where ID lies. 语料目录")
def show(id_: str, stage: str, why: str | None, corpus: Path) -> None:
    """逐阶段查看一份报告。Show what one report becomes, stage by stage."""
    if why is not None:
        from kg.explain.why import explain_source

        click.echo(explain_source(corpus, id_, why), nl=False)
        return
    from kg.show import show_stage

    click.echo(show_stage(corpus, id_, stage), nl=False)


@command.command()
@click.argument("graph", type=_FILE, required=False)
@click.argument("gold", type=_FILE, nargs=-1)
@click.option("--sources", type=_FOLDER, help="Source texts, else documents/ by GRAPH. 原文")
@click.option("-v", "--verbose", is_flag=True, help="List what is missing or extra. 列出缺漏与多余")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object. 输出 JSON")
@click.option("--rules", is_flag=True, help="How often each rule is right; no GRAPH. 各规则精确率")
@click.option("--write", is_flag=True, help="With --rules: renew kg/rules/precision.yml. 更新")
def score(
    graph: Path | None,
    gold: tuple[Path, ...],
    sources: Path | None,
    verbose: bool,
    as_json: bool,
    rules: bool,
    write: bool,
) -> None:
    """与标注对照评分。Compare a graph with gold files: precision, recall, F1."""
    if rules:
        click.echo(_score_rules(write=write), nl=False)
        return
    if graph is None or not gold:
        raise click.UsageError("give GRAPH and the gold files, or --rules")
    from kg.score import score_graph
    from kg.tally import write_score

    result = score_graph(graph, gold, sources or graph.parent / "documents")
    click.echo(write_score(result, verbose=verbose, as_json=as_json), nl=False)


@command.command()
@click.argument("path", type=click.Path(path_type=Path), default="build")
def check(path: Path) -> int:
    """检验本体与图谱。Check a build, or a file of N-Quads: structure, shapes, reasoner."""
    from kg.check import check as check_graph

    report = check_graph(path)
    click.echo("\n".join(report.lines()))
    return 0 if report.is_sound else 2


@command.command()
@click.argument("corpus", type=_FOLDER, default="corpus")
@click.option("--document", metavar="ID", default="", help="One document only. 只看一份")
@click.option("--format", "format_", default="table", help="table, csv or json. 格式")
def coverage(corpus: Path, document: str, format_: str) -> None:
    """未读出的内容。Tell which links, figures and names gave no fact, and why."""
    from kg.explain.coverage import cover_corpus
    from kg.explain.coverage_formats import format_coverage

    click.echo(format_coverage(cover_corpus(corpus, document), format_), nl=False)


@command.command()
@click.option("--limit", type=click.IntRange(1), default=50, help="How many at most. 最多几条")
@click.option("--format", "format_", default="table", help="table, csv, json or md. 格式")
@_in_build
def review(limit: int, format_: str, folder: Path) -> None:
    """待复核的存疑事实。List the doubtful facts, those that touch most first."""
    from kg.explain.reasons import doubt_in_chinese
    from queries.formats import format_answer
    from queries.library import Answer
    from queries.library import run as ask

    found = ask("review", {}, _source(folder, None))
    place = found.columns.index("doubt")
    rows = (
        (*row[:place], f"{doubt_in_chinese(str(row[place]))} {row[place]}", *row[place + 1 :])
        for row in found.rows[:limit]
    )
    click.echo(format_answer(Answer(found.columns, tuple(rows)), format_), nl=False)
    if len(found.rows) > limit:
        log.warning("另有 %d 条 more: give --limit", len(found.rows) - limit)


@command.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default="ontology.html")
def docs(file: Path) -> None:
    """本体说明。Write a page that explains the ontology: diagram, terms, vocabularies."""
    from visualize.reference import write_reference

    try:
        file.write_text(write_reference(alone=True), encoding="utf-8", newline="\n")
    except OSError as error:
        raise AmoError(f"{file}: cannot be written: {error.strerror or error}") from error
    click.echo(f"打开 open    {file}")


@command.command()
@click.argument("old", type=_FOLDER)
@click.argument("new", type=_FOLDER)
@click.option("--document", metavar="ID", default="", help="One document only. 只看一份")
@click.option("--format", "format_", default="table", help="table, csv, json or md. 格式")
@click.option("--limit", type=click.IntRange(1), default=500, help="Rows of a table. 表中至多几行")
def diff(old: Path, new: Path, document: str, format_: str, limit: int) -> None:
    """两次构建的差别。Tell what appeared, vanished and changed between two builds, and why."""
    from kg.diff.compare import COLUMNS, compare_builds
    from queries.formats import format_answer
    from queries.library import Answer

    found = compare_builds(old, new, document)
    is_read = format_ in {"table", "md"}
    rows = found.rows[:limit] if is_read else found.rows
    if is_read:
        click.echo("".join(f"{line}\n\n" for line in found.lines()), nl=False)
    if rows or not is_read:
        click.echo(format_answer(Answer(COLUMNS, rows), format_), nl=False)
    if len(rows) < len(found.rows):
        log.warning("另有 %d 条 more: --limit, --format csv", len(found.rows) - limit)


@command.command()
@click.option("--severity", type=click.Choice(["contradiction", "rounding", "suspicious"]))
@click.option("--document", metavar="TITLE", default="", help="Part of the title. 标题中的文字")
@click.option("--format", "format_", default="table", help="table, csv, json or md. 格式")
@_in_build
def audit(severity: str | None, document: str, format_: str, folder: Path) -> None:
    """数据互核。Tell where the figures of the sources disagree, and by what arithmetic."""
    from queries.audit import list_findings

    found = list_findings(_source(folder, None), format_, severity or "", document)
    click.echo(found, nl=False)


@command.group()
def query() -> None:
    """问题库。Ask the questions of the library."""


@query.command("list")
def list_questions() -> None:
    """列出全部问题。List the questions."""
    from queries.formats import format_table
    from queries.library import Answer
    from queries.library import list_questions as list_all

    rows = tuple((each.name, each.title.zh, each.title.en) for each in list_all())
    click.echo(format_table(Answer(("name", "问题", "question"), rows)), nl=False)


@query.command()
@click.argument("name")
def describe(name: str) -> None:
    """说明一个问题。Tell what a question asks, takes and answers."""
    from queries.library import describe as find_question

    question = find_question(name)
    click.echo(f"{question.title.zh} {question.title.en}")
    click.echo(f"{question.question.zh}\n{question.question.en}\n")
    for parameter in question.parameters:
        needed = f"default {parameter.default}" if parameter.default is not None else "required"
        click.echo(f"--{parameter.name}  {parameter.zh} {parameter.en} ({needed})")
    for column in question.columns:
        click.echo(f"{column.name}  {column.zh} {column.en}")
    click.echo(f"\n{question.query}", nl=False)


@query.command(context_settings=_NAMED_PARAMETERS)
@click.argument("name")
@click.option("--format", "format_", default="table", help="table, csv, json or md. 格式")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint. 远程端点")
@_in_build
@click.pass_context
def run(
    context: click.Context, name: str, format_: str, endpoint: str | None, folder: Path
) -> None:
    """提问。Ask a question; its parameters are given as --NAME VALUE."""
    from queries.formats import format_answer
    from queries.library import run as ask

    answer = ask(name, _parameters(context.args), _source(folder, endpoint))
    click.echo(format_answer(answer, format_), nl=False)


@command.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Port. 端口")
@_in_build
def serve(port: int, folder: Path) -> None:
    """本机服务。Serve pages and a SPARQL endpoint on 127.0.0.1."""
    from queries.serve import serve as serve_build

    serve_build(folder, port, lambda url: click.echo(f"{url}  (Ctrl-C 停止 to stop)"))


@command.command()
@click.argument("format_", metavar="FORMAT")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@_in_build
def export(format_: str, file: Path | None, folder: Path) -> None:
    """导出。Write the graph as ttl, trig, nq, nt, jsonld, rdfxml, gexf, graphml or csv."""
    from kg.export import write_export, write_export_file

    if file is None:
        write_export(folder, format_, sys.stdout.buffer)
    else:
        write_export_file(folder, format_, file)


def _score_rules(*, write: bool) -> str:
    """How often each rule is right in the annotated reports of the project, as a table."""
    from kg.precision import FILE, write_precision, write_table
    from kg.trial import try_rules

    home = Path(__file__).parent
    gold_files = sorted(home.glob("tests/gold/*.json")) + sorted(home.glob("tests/made/*.json"))
    if not gold_files:
        raise InvalidSource(f"{home / 'tests'}: no gold files: run this in a checkout of AMO")
    _, precision = try_rules(gold_files, home / "corpus")
    if write:
        FILE.write_text(write_precision(precision), encoding="utf-8", newline="\n")
    return write_table(precision)


def _set_up_streams() -> None:
    """UTF-8 whatever the locale; plain lines on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(format="%(message)s", stream=sys.stderr, level=logging.WARNING, force=True)


def _parameters(arguments: Sequence[str]) -> dict[str, str | int]:
    """--metric X, --metric=X or --param metric=X → {"metric": "X"}. Raises InvalidQuery."""
    values: dict[str, str | int] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if not name.startswith("--"):
            raise InvalidQuery(f"{argument!r} is no parameter: write --NAME VALUE")
        value = value if equals else next(rest, "")
        if name == "--param" and "=" in value:
            name, _, value = value.partition("=")
        values[name.removeprefix("--")] = value
    return values


def _source(folder: Path, endpoint: str | None) -> "Source":
    """Whom to ask: the store of a build, or an endpoint."""
    if endpoint is None:
        from kg.store import open_view

        return open_view(folder / "store")
    from queries.endpoint import Endpoint

    return Endpoint(endpoint)


@contextmanager
def _progress() -> "Iterator[Tell]":
    """Tells how many documents are done, on a terminal; and of each that could not be read."""
    from rich.console import Console
    from rich.progress import Progress

    from kg.build import Failed, Summary

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def tell(done: Summary | Failed, total: int) -> None:
            bar.update(task, total=total, advance=1)
            if isinstance(done, Failed):
                log.error("%s", done.message)

        yield tell


def _print_summary(result: "Build") -> None:
    """What was found in each document, and what to open."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    counts = ("actors", "initiatives", "participations", "observations", "recognitions")
    table = Table(box=box.SIMPLE)
    table.add_column("文档\ndocument", overflow="fold")
    for chinese, count in zip(("主体", "事项", "参与", "数据", "荣誉"), counts, strict=True):
        table.add_column(f"{chinese}\n{count}", justify="right", overflow="fold")
    for each in result.documents[:_SHOWN]:
        table.add_row(Text(each.id), *(f"{getattr(each, count):,}" for count in counts))
    if len(result.documents) > _SHOWN:
        table.add_row("…", *("…" for _ in counts))
    totals = (sum(getattr(each, count) for each in result.documents) for count in counts)
    table.add_row(f"{len(result.documents):,}", *(f"{total:,}" for total in totals), style="bold")
    console = Console()
    if not console.is_terminal:
        console.width = 120
    console.print(table)
    click.echo(f"图谱 graph   {result.folder / 'graph.nq'} ({result.quads:,} quads)")
    if result.corrections:
        click.echo(f"更正 corrected {result.corrections:,} entries of corrections.yml")
    if result.reused:
        click.echo(
            f"沿用 reused  {result.reused:,} unchanged documents (--clean 全部重读 reads anew)"
        )
    if result.failures:
        where = result.folder / "issues.jsonl"
        click.echo(f"未读 unread  {len(result.failures):,} documents, see {where}")
    if result.pages:
        click.echo(f"打开 open    {result.pages[0]}")


if __name__ == "__main__":
    sys.exit(main())

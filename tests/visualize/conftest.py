"""A small graph of two reports, one of them hostile, and the pages made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from lxml import html

from kg import iris
from kg.derive import derive
from kg.facts import Actor, Initiative, Role
from kg.statement import Quad, iri, literal, number, words
from kg.store import OxigraphView, create_store
from ontology import terms as t
from queries.pages import PageRows, read_rows
from visualize.catalogue import Catalogue, compile_catalogue
from visualize.pages import write_pages

PLANTED = "<img src=x onerror=plant(1)>\u202e</script><b>"

BUREAU = Actor("agency", "淄博市市场监督管理局", "370300", "market-regulation", "municipal")
POLICE = Actor("agency", "淄博市公安局", "370300", "public-security", "municipal")
COURT = Actor("agency", "淄博市中级人民法院", "370300", "court", "municipal")
MINISTRY = Actor("agency", "公安部", "100000", "public-security", "national")
COMPANY = Actor("enterprise", f"淄博{PLANTED}有限公司", "370300")
MECHANISM = Initiative("mechanism", "知识产权侵权关联事案复合处理机制", "370300")
CAMPAIGN = Initiative("campaign", "“昆仑2024”专项行动", "370300")
EVENT = Initiative("event", f"{PLANTED}宣传周", "370300")

TEXT = """2024 年淄博市知识产权保护发展状况

市市场监管局联合市公安
局、市法院建立知识产权侵权关联事
案复合处理机制，立案 40 件。

公安部部署“昆仑2024”专项行动，市公安局
侦办案件 12起，同比增长19.4%。
"""
HOSTILE_TEXT = f"{PLANTED}\n淄博{PLANTED}有限公司会同市公安局举办{PLANTED}宣传周。\x01\u2028完\n"


@dataclass(slots=True)
class Writer:
    """Writes the quads of a report; sentences are found by their words, white space aside."""

    id: str
    text: str
    quads: set[Quad] = field(default_factory=set)

    def sentence(self, start: str, end: str, section: str = "") -> str:
        begin = self.text.index(start)
        stop = self.text.index(end, begin) + len(end)
        node = iris.evidence(self.id, begin, stop)
        self.say(node, t.RDF_TYPE, iri(t.Evidence), node)
        self.say(node, t.IN_DOCUMENT, iri(iris.document(self.id)), node)
        self.say(node, t.TEXT, literal("".join(self.text[begin:stop].split())), node)
        self.say(node, t.START, number(begin), node)
        self.say(node, t.END, number(stop), node)
        if section:
            self.say(node, t.SECTION, literal(section), node)
        return node

    def document(self, title: str, **more: str) -> None:
        node = iris.document(self.id)
        self.say(node, t.RDF_TYPE, iri(t.Document))
        self.say(node, t.TITLE, words(title))
        self.say(node, t.REGION, iri(iris.region("370300")))
        for term, value in (
            (t.PUBLISHER, more.get("publisher")),
            (t.PERIOD, more.get("period")),
            (t.SOURCE, more.get("source")),
        ):
            if value:
                self.say(node, term, literal(value))

    def actor(self, actor: Actor, evidence: str, *forms: str) -> None:
        node = iris.actor(actor)
        self.say(evidence, t.MENTIONS, iri(node), evidence)
        self.say(node, t.RDF_TYPE, iri(t.ACTOR_KINDS[actor.kind]), evidence)
        self.say(node, t.PREF_LABEL, words(actor.name), evidence)
        self.say(node, t.REGION, iri(iris.region(actor.region)), evidence)
        if actor.level:
            self.say(node, t.LEVEL, iri(t.LEVELS[actor.level]), evidence)
        if actor.organ:
            self.say(node, t.ORGAN_TYPE, iri(iris.organ(actor.organ)), evidence)
        for form in forms:
            self.say(node, t.ALT_LABEL, words(form), evidence)

    def initiative(self, initiative: Initiative, evidence: str, date: str = "") -> None:
        node = iris.initiative(initiative)
        self.say(evidence, t.MENTIONS, iri(node), evidence)
        self.say(node, t.RDF_TYPE, iri(t.INITIATIVE_TYPES[initiative.type]), evidence)
        self.say(node, t.PREF_LABEL, words(initiative.name), evidence)
        if date:
            self.say(node, t.DATE, literal(date), evidence)

    def part(self, actor: Actor, role: Role, initiative: Initiative, evidence: str) -> None:
        self.say(iris.actor(actor), t.ROLES[role], iri(iris.initiative(initiative)), evidence)

    def figure(self, evidence: str, words_: str, metric: str, **more: str) -> None:
        start = self.text.index(words_)
        node = iris.observation(self.id, start, metric)
        self.say(node, t.RDF_TYPE, iri(t.Observation), evidence)
        self.say(node, t.LABEL, words(metric), evidence)
        self.say(node, t.VALUE_TEXT, literal(more["digits"]), evidence)
        self.say(node, t.UNIT, iri(iris.unit(more["unit"])), evidence)
        self.say(node, t.STATISTIC, iri(t.STATISTICS[more["statistic"]]), evidence)
        self.say(node, t.REGION, iri(iris.region("370300")), evidence)
        self.say(node, t.PERIOD, literal("2024"), evidence)
        self.say(node, t.REPORTED_BY, iri(iris.actor(POLICE)), evidence)

    def finding(self, evidence: str, chinese: str, english: str, arithmetic: str) -> None:
        node = f"{t.ID}finding/{self.id}/0-1"
        graph = f"{t.DERIVED_BASE}audit"
        self.say(node, t.RDF_TYPE, iri(t.Finding), graph)
        self.say(node, t.SEVERITY, iri(t.ROUNDING_DIFFERENCE), graph)
        self.say(node, t.LABEL, words(chinese), graph)
        self.say(node, t.LABEL, f"{literal(english)}@en", graph)
        self.say(node, t.ARITHMETIC, literal(arithmetic), graph)
        self.say(node, t.EXPLANATION, words("表中另有一数"), graph)
        self.say(node, t.EXPLANATION, '"The table has another"@en', graph)
        self.say(node, t.WAS_DERIVED_FROM, iri(evidence), graph)

    def say(self, subject: str, term: str, value: str, graph: str = t.REFERENCE_GRAPH) -> None:
        self.quads.add(Quad(subject, term, value, graph))


def write_first() -> Writer:
    report = Writer("zibo-2024", TEXT)
    report.document(
        "2024年淄博市知识产权保护发展状况",
        publisher="淄博市市场监督管理局",
        period="2024",
        source="https://example.org/?a=1&b=2",
    )
    first = report.sentence("市市场监管局", "40 件。", "一、协同保护 > （一）机制")
    report.actor(BUREAU, first, "市市场监管局")
    report.actor(POLICE, first, "市公安局")
    report.actor(COURT, first, "市法院")
    report.initiative(MECHANISM, first, "2024-03")
    report.part(BUREAU, "lead", MECHANISM, first)
    report.part(POLICE, "partner", MECHANISM, first)
    report.part(COURT, "partner", MECHANISM, first)
    report.figure(first, "40 件", "侵权纠纷立案", digits="40", unit="件", statistic="flow")
    second = report.sentence("公安部", "19.4%。")
    report.actor(MINISTRY, second)
    report.actor(POLICE, second)
    report.initiative(CAMPAIGN, second)
    report.part(MINISTRY, "supervisor", CAMPAIGN, second)
    report.part(POLICE, "lead", CAMPAIGN, second)
    report.figure(second, "12起", "侦办案件", digits="12", unit="起", statistic="flow")
    report.figure(second, "19.4%", "侦办案件", digits="19.4", unit="%", statistic="growth")
    report.finding(second, f"{PLANTED}增幅不符", "Growth", "12 ÷ 10 − 1 = 20 %; 19.4%")
    honour = iris.recognition(report.id, 5, "状况")
    report.say(honour, t.RDF_TYPE, iri(t.Recognition), second)
    report.say(honour, t.PREF_LABEL, words("专项行动"), second)
    report.say(honour, t.RECIPIENT_TEXT, words("淄博市"), second)
    for code, name in (("370300", "淄博市"), ("100000", "全国")):
        report.say(iris.region(code), t.PREF_LABEL, words(name))
    for unit in ("件", "起", "%"):
        report.say(iris.unit(unit), t.PREF_LABEL, words(unit))
    organ = iris.organ("court")
    report.say(organ, t.PREF_LABEL, words("法院"))
    report.say(organ, t.PREF_LABEL, '"court"@en')
    return report


def write_hostile() -> Writer:
    report = Writer("..<b>'\"%2F#x", HOSTILE_TEXT)
    report.document(PLANTED, publisher=PLANTED, source="javascript:plant(2)")
    only = report.sentence("淄博", "宣传周。", PLANTED)
    report.actor(COMPANY, only)
    report.actor(POLICE, only, "市公安局")
    report.initiative(EVENT, only)
    report.part(COMPANY, "lead", EVENT, only)
    report.part(POLICE, "partner", EVENT, only)
    return report


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of the small graph."""

    folder: Path
    paths: tuple[Path, ...]
    rows: PageRows
    catalogue: Catalogue

    def page(self, name: str) -> html.HtmlElement:
        return html.document_fromstring((self.folder / "views" / name).read_text("utf-8"))


def open_view(*reports: Writer) -> OxigraphView:
    store = create_store()
    for report in reports:
        store.writer().add(report.quads)
    for quads in list(derive(store.view())):
        store.writer().add(quads)
    return store.view()


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    (folder / "documents").mkdir()
    for id_, text in texts.items():
        (folder / "documents" / f"{id_}.txt").write_text(text, encoding="utf-8", newline="")


@pytest.fixture(scope="session")
def view() -> OxigraphView:
    return open_view(write_first())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("build")
    hostile = write_hostile()
    # A file name holds no slash; all else that the id has may stand in one.
    write_texts(folder, {"zibo-2024": TEXT, hostile.id: HOSTILE_TEXT})
    view = open_view(write_first(), hostile)
    rows = read_rows(view)
    return Site(folder, write_pages(folder, view), rows, compile_catalogue(rows))

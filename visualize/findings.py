"""The part of the index page that tells where the figures of the sources disagree."""

from itertools import groupby

from queries.pages import FindingRow, PageRows
from visualize.catalogue import Catalogue
from visualize.html import Html, both, join, tag
from visualize.shell import heading, table

MOST = 300
SEVERITIES = {
    "contradiction": ("矛盾", "contradiction"),
    "roundingDifference": ("舍入", "rounding"),
    "suspicious": ("可疑", "suspicious"),
}
"""What a severity is called, the gravest first."""


def write_findings(rows: PageRows, catalogue: Catalogue) -> Html | None:
    """The section, the gravest findings first; None where all figures agree."""
    order = list(SEVERITIES)
    ordered = sorted(rows.findings, key=lambda row: (order.index(row.severity), row.finding))
    groups = [list(group) for _, group in groupby(ordered, key=lambda row: row.finding)]
    if not groups:
        return None
    shown = groups[:MOST]
    columns = (
        ("程度", "severity"),
        ("发现", "finding"),
        ("算式", "arithmetic"),
        ("依据", "evidence"),
    )
    caption = both(
        f"来源里彼此不符的数据，{len(shown)} 项（共 {len(groups)} 项），按印出的数位核对",
        f"figures that do not agree, as far as their digits tell: {len(shown)} of {len(groups)}",
    )
    body = [_write_row(group, catalogue) for group in shown]
    return tag(
        "section",
        heading(2, "数据互核", "Audit of the figures"),
        table(caption, columns, body, id="findings"),
    )


def _write_row(group: list[FindingRow], catalogue: Catalogue) -> Html:
    first = group[0]
    notes = (
        tag("p", both(f"可能：{first.chinese_note}", f"Perhaps: {first.english_note}"))
        if first.chinese_note
        else None
    )
    sentences = sorted(
        {catalogue.evidence[row.evidence] for row in group},
        key=lambda row: (row.document, row.start),
    )
    links = [
        join(tag("a", f"原句{number}", href=catalogue.address(row.evidence)), " ")
        for number, row in enumerate(sentences, 1)
    ]
    return tag(
        "tr",
        tag("td", both(*SEVERITIES[first.severity])),
        tag("td", join(both(first.chinese, first.english), notes)),
        tag("td", first.arithmetic),
        tag("td", links),
    )

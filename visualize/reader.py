"""The reader: a document's stored text with its sentences as anchors and its facts highlighted."""

import re
from collections.abc import Iterator
from itertools import pairwise

from queries.pages import DocumentRow, ObservationRow, RecognitionRow
from visualize.catalogue import Catalogue, anchor
from visualize.html import Html, both, embed, join, read_asset, tag
from visualize.marking import MARKS, Mark, Text, find_marks, open_text
from visualize.sentences import Sentence
from visualize.shell import figure_text, heading, is_web_address, shell, table
from visualize.style import load_style

_SPACE = re.compile(r"\s+")
_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
MARK_NAMES = {
    "actor": ("主体", "actors"),
    "initiative": ("举措", "initiatives"),
    "figure": ("数据", "figures"),
    "recognition": ("荣誉", "recognitions"),
}


def write_reader(
    document: DocumentRow, stored: str, sentences: list[Sentence], catalogue: Catalogue
) -> str:
    """The page of a document."""
    text = open_text(stored)
    title = catalogue.title(document.document)
    toggles = [
        tag(
            "label",
            tag("input", type="checkbox", checked=True, data_toggle=sort),
            tag("span", *both_words(MARK_NAMES[sort]), class_=f"sample {sort}"),
        )
        for sort in MARKS
    ]
    toggles.append(
        tag(
            "label",
            tag("input", type="checkbox", data_toggle="stored"),
            both("原文换行", "line breaks as stored"),
        )
    )
    main = join(
        tag("div", heading(1, title, ""), class_="top"),
        _describe(document, len(sentences), catalogue),
        tag("div", toggles, class_="toggles", role="group", aria_label="高亮 Highlights"),
        tag(
            "div",
            tag("article", _paragraphs(text, sentences, catalogue), id="text", lang="zh"),
            tag(
                "aside",
                tag(
                    "p",
                    both(
                        "点选一句，这里列出图谱从中读到的事实。",
                        "Choose a sentence: the facts read from it appear here.",
                    ),
                ),
                id="panel",
                aria_label="事实 Facts",
                aria_live="polite",
            ),
            class_="reading",
        ),
        _parts(sentences, catalogue),
        _figures(sentences, catalogue),
    )
    data = embed("data", _facts(sentences, catalogue))
    return shell(
        (title, ""), main, root="../", scripts=(read_asset("reader.js"),), data=data, wide=True
    )


def both_words(words: tuple[str, str]) -> tuple[Html]:
    """Chinese with English, as children of an element."""
    return (both(*words),)


def _describe(document: DocumentRow, sentences: int, catalogue: Catalogue) -> Html:
    facts = [
        (("发布", "published by"), document.publisher),
        (("日期", "issued"), document.issued),
        (("地区", "region"), catalogue.regions[document.document]),
        (("时期", "period"), document.period),
        (("依据句", "sentences with facts"), str(sentences)),
    ]
    entries = [join(tag("dt", both(*name)), tag("dd", value)) for name, value in facts if value]
    if is_web_address(document.source):
        link = tag("a", document.source, href=document.source, rel="noopener noreferrer")
        entries.append(join(tag("dt", both("出处", "source")), tag("dd", link)))
    return tag("dl", entries, class_="about")


def _paragraphs(text: Text, sentences: list[Sentence], catalogue: Catalogue) -> Iterator[Html]:
    """The whole stored text, a paragraph an element; a sentence is never broken."""
    spans, end = [], 0
    for sentence in sentences:
        if sentence.row.start >= end:
            spans.append((sentence, [sentence]))
            end = sentence.row.end
        else:
            spans[-1][1].append(sentence)
    inside = [(first.row.start, first.row.end) for first, _ in spans]
    breaks = [b for b in text.breaks if not any(start < b < stop for start, stop in inside)]
    pieces: list[tuple[int, Html]] = []
    at = 0
    for first, together in spans:
        pieces += _plain(text.stored, at, first.row.start, breaks)
        pieces.append((first.row.start, _sentence(text, first, together, catalogue)))
        at = first.row.end
    pieces += _plain(text.stored, at, len(text.stored), breaks)
    sections = {part for each in sentences for part in each.row.section.split(" > ")}
    for begin, stop in zip([0, *breaks], [*breaks, len(text.stored)], strict=True):
        if begin == stop:
            continue
        content = [piece for place, piece in pieces if begin <= place < stop]
        form = _SPACE.sub("", text.stored[begin:stop])
        yield tag("p", content, class_="heading" if form in sections else None)


def _plain(stored: str, start: int, stop: int, breaks: list[int]) -> list[tuple[int, Html]]:
    cuts = [start, *(b for b in breaks if start < b < stop), stop]
    return [(a, _flow(stored, a, b)) for a, b in pairwise(cuts) if a < b]


def _sentence(text: Text, first: Sentence, together: list[Sentence], catalogue: Catalogue) -> Html:
    row = first.row
    entities = {id_ for each in together for id_ in each.entities}
    outcomes: list[ObservationRow | RecognitionRow] = []
    for each in together:
        outcomes += [*each.observations, *each.recognitions]
    marks = find_marks(text, row, entities, outcomes, catalogue)
    content: list[Html] = [tag("a", id=anchor(each.row)) for each in together[1:]]
    at = row.start
    for mark in marks:
        if mark.start < at or mark.end > row.end:
            continue
        content.append(_flow(text.stored, at, mark.start))
        content.append(_mark(text.stored, mark))
        at = mark.end
    content.append(_flow(text.stored, at, row.end))
    return tag("span", content, class_="sentence", id=anchor(row), tabindex=0, role="button")


def _mark(stored: str, mark: Mark) -> Html:
    return tag("mark", _flow(stored, mark.start, mark.end), class_=mark.sort)


def _flow(stored: str, start: int, stop: int) -> Html:
    """Stored text whose line breaks can be hidden; a space then parts Latin words."""
    pieces: list[Html | str] = []
    at = start
    for gap in _SPACE.finditer(stored, start, stop):
        if not _BREAK.search(gap[0]):
            continue
        before, after = stored[max(gap.start() - 1, 0)], stored[gap.end() : gap.end() + 1]
        between = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        pieces += [stored[at : gap.start()], tag("span", gap[0], class_="gap")]
        pieces += [" "] if between else []
        at = gap.end()
    return join(*pieces, stored[at:stop])


def _facts(sentences: list[Sentence], catalogue: Catalogue) -> dict[str, object]:
    style = load_style()

    def named(id_: str) -> tuple[str, str, str, str]:
        entity = catalogue.entities.get(id_)
        word = style.name(entity.sort) if entity else None
        linked = id_ if id_ in catalogue.linked else ""
        return (catalogue.name(id_), word.zh if word else "", word.en if word else "", linked)

    return {
        anchor(each.row): {
            "section": each.row.section,
            "entities": [named(id_) for id_ in sorted(each.entities)],
            "parts": [
                (
                    catalogue.name(part.actor),
                    style.roles[part.role].zh,
                    style.roles[part.role].en,
                    catalogue.name(part.initiative),
                )
                for part in each.parts
            ],
            "figures": [
                {
                    "metric": figure.metric,
                    "value": figure_text(figure, catalogue),
                    "statistic": (
                        style.statistics[figure.statistic].zh if figure.statistic else ""
                    ),
                    "period": figure.period,
                    "region": catalogue.names.get(figure.region, ""),
                    "actor": catalogue.name(figure.actor) if figure.actor else "",
                    "initiative": catalogue.name(figure.initiative) if figure.initiative else "",
                }
                for figure in each.observations
            ],
            "recognitions": [
                (honour.name, honour.recipient, honour.conferred_by, honour.date)
                for honour in each.recognitions
            ],
        }
        for each in sentences
    }


def _parts(sentences: list[Sentence], catalogue: Catalogue) -> Html:
    style = load_style()
    columns = (("主体", "actor"), ("角色", "role"), ("举措", "initiative"), ("依据", "evidence"))
    rows = [
        tag(
            "tr",
            tag("td", catalogue.name(part.actor)),
            tag("td", style.roles[part.role].zh),
            tag("td", catalogue.name(part.initiative)),
            tag("td", tag("a", "原句", href=f"#{anchor(each.row)}")),
        )
        for each in sentences
        for part in each.parts
    ]
    caption = both(
        f"本文件的参与关系，共 {len(rows)} 条", f"{len(rows)} participations of this document"
    )
    return tag("section", heading(2, "参与", "Participations"), table(caption, columns, rows))


def _figures(sentences: list[Sentence], catalogue: Catalogue) -> Html:
    style = load_style()
    columns = (
        ("指标", "metric"),
        ("数值", "value"),
        ("性质", "statistic"),
        ("时期", "period"),
        ("地区", "region"),
        ("主体", "actor"),
        ("依据", "evidence"),
    )
    rows = [
        tag(
            "tr",
            tag("td", figure.metric),
            tag("td", figure_text(figure, catalogue), class_="number"),
            tag("td", style.statistics[figure.statistic].zh if figure.statistic else ""),
            tag("td", figure.period, class_="whole"),
            tag("td", catalogue.names.get(figure.region, "")),
            tag("td", catalogue.name(figure.actor) if figure.actor else ""),
            tag("td", tag("a", "原句", href=f"#{anchor(each.row)}")),
        )
        for each in sentences
        for figure in each.observations
    ]
    caption = both(f"本文件的数据，共 {len(rows)} 条", f"{len(rows)} figures of this document")
    return tag("section", heading(2, "数据", "Figures"), table(caption, columns, rows))

"""Titles in 《》: written instruments mostly, but also agreements, projects and lectures."""

import re
from collections.abc import Iterator

from kg.facts import InitiativeType
from kg.mention.atoms import Atom, Atoms
from kg.mention.identity import Candidate
from kg.mention.initiative_words import Words
from kg.read.document import Document, Sentence

_REPORTED = re.compile(r"(?:刊登|刊发|报道|刊载|登载|媒体|采访|转载|栏目|头版)")
_FOUNDS = re.compile(
    r"(?:建立健全|建立|健全完善|健全|完善|成立|设立|组建|构建)(?P<name>[^，。；《》]{2,30}?(?:机制|制度|联盟|专班|平台))"
)
_SPOKEN = re.compile(
    r"(?:绣品|作品|一书|图书|歌曲|电影|影片|短片|短视频|节目|一文|漫画|动画|栏目|为题|为主题"
    r"|的[^，。；]{0,6}(?:发言|文章|演讲|致辞|署名))"
)
_HANDED_OUT = re.compile(r"(?:发放|派发|赠送|张贴|签收)了?$")
_PERIODICAL = re.compile("(?:工作)?(?:简报|专刊|内刊|信息)")
_NUMBERED = re.compile(r"(?:第)?\d{1,5}号(?:公告|通告|令)")
_AFTER = re.compile(r"[^，。；、：《》（）“”]{0,10}")


def find_titles(
    document: Document, sentence: Sentence, atoms: Atoms, words: Words
) -> Iterator[Candidate]:
    """What the titles of a sentence name, in order; what a title founds follows it."""
    view = document.view
    if view.find("号", sentence.begin, sentence.end) >= 0:
        yield from _numbered(view, sentence, atoms)
    for atom in atoms.within(sentence.begin, sentence.end):
        if atom.kind != "title" or atom.end - atom.begin < 4:
            continue
        name = view[atom.begin + 1 : atom.end - 1]
        event = _event_after(view, atom, sentence, words)
        if event is not None:
            yield event
            continue
        if _is_press(view, name, atom, sentence, words) or _is_spoken(view, atom):
            continue
        if _is_handed_out(view, atom):
            continue
        kind: InitiativeType = "policy"
        if name.endswith(words.titles["agreement"]):
            kind = "agreement"
        elif name.endswith(words.titles["programme"]):
            kind = "programme"
        yield Candidate(
            sentence.number, atom.begin + 1, atom.end - 1, kind, name, "initiative.title"
        )
        founded = _FOUNDS.search(name)
        if founded and founded["name"] != name:
            begin = atom.begin + 1 + founded.start("name")
            yield Candidate(
                sentence.number,
                begin,
                begin + len(founded["name"]),
                "facility" if founded["name"].endswith(("专班", "平台")) else "mechanism",
                founded["name"],
                "initiative.founded-in-title",
            )


def _numbered(view: str, sentence: Sentence, atoms: Atoms) -> Iterator[Candidate]:
    for match in _NUMBERED.finditer(view, sentence.begin, sentence.end):
        if atoms.around(match.start()) is None:
            yield Candidate(
                sentence.number, *match.span(), "policy", match.group(), "initiative.numbered"
            )


def _is_spoken(view: str, atom: Atom) -> bool:
    """The title of a speech, an article or a work of art: 作了题为《…》的发言, 《…》绣品."""
    return view.endswith("题为", 0, atom.begin) or _SPOKEN.match(view, atom.end) is not None


def _is_handed_out(view: str, atom: Atom) -> bool:
    """A print that is handed out, or a bulletin: 发放《…告知书》64份, 《…》简报."""
    if _PERIODICAL.match(view, atom.end):
        return True
    before = view[max(0, atom.begin - 4) : atom.begin]
    leaflet = view[atom.end - 2] in "书函单页信"
    return leaflet and _HANDED_OUT.search(before) is not None


def _is_press(view: str, name: str, atom: Atom, sentence: Sentence, words: Words) -> bool:
    """A newspaper or bulletin that reports, not an instrument that orders."""
    if not name.endswith(words.titles["press"]):
        return False
    if name.endswith("报") or len(name) <= 6:
        return True
    return _REPORTED.search(view, atom.end, sentence.end) is not None


def _event_after(view: str, atom: Atom, sentence: Sentence, words: Words) -> Candidate | None:
    """《…》专题讲座: the title is that of an event; its name is both together, marks dropped."""
    match = _AFTER.match(view, atom.end, sentence.end)
    if match is None or not match.group() or match.group()[0] in "的等和与及":
        return None
    ends = [
        token.end
        for token in words.tokens(match.group())
        if any(head.type == "event" and head.need in ("strong", "quoted") for head in token.heads)
    ]
    if not ends:
        return None
    end = atom.end + ends[-1]
    name = view[atom.begin + 1 : atom.end - 1] + view[atom.end : end]
    return Candidate(sentence.number, atom.begin + 1, end, "event", name, "initiative.titled-event")

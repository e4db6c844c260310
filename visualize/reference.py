"""The ontology as a page: drawings, every term with all that is said of it, the vocabularies."""

from collections.abc import Iterable, Iterator

from ontology.glossary import Glossary, Term, Words, load_glossary
from ontology.schemes import Member, Scheme, load_schemes
from ontology.terms import ID, ONTOLOGY, PREFIXES
from visualize.diagram import draw_ontology
from visualize.html import Child, Html, both, join, tag
from visualize.shell import heading, shell, table

NAME = "ontology.html"
_MOST_OPEN = 20
"""Concepts of a vocabulary that is shown without being opened."""
_KINDS = (
    ("relation", "关系", "Relations"),
    ("value", "属性值", "Values"),
    ("annotation", "注释属性", "Annotations"),
)
_TRAITS = {
    "Functional": ("至多一值", "at most one value"),
    "InverseFunctional": ("至多属一主语", "at most one subject"),
    "Transitive": ("可传递", "transitive"),
    "Symmetric": ("对称", "symmetric"),
    "Asymmetric": ("非对称", "asymmetric"),
    "Reflexive": ("自反", "reflexive"),
    "Irreflexive": ("非自反", "irreflexive"),
}


def write_reference(*, alone: bool = False) -> str:
    """The page; `alone` without links to the other pages of a build."""
    glossary = load_glossary()
    main = join(
        tag("div", heading(1, glossary.title.zh, glossary.title.en), class_="top"),
        _introduce(glossary),
        _draw(glossary),
        _list_classes(glossary),
        [_list_properties(glossary, *kind) for kind in _KINDS],
        _list_schemes(load_schemes(), glossary),
    )
    return shell(("本体", "Ontology"), main, here="" if alone else NAME)


def _introduce(glossary: Glossary) -> Html:
    facts = (
        (("地址", "IRI"), tag("code", ONTOLOGY)),
        (("前缀", "prefix"), tag("code", f"amo: <{PREFIXES['amo']}>")),
        (("版本", "version"), glossary.version),
        (("许可", "licence"), tag("a", glossary.licence, href=glossary.licence)),
    )
    rows = [(tag("dt", both(*name)), tag("dd", value)) for name, value in facts]
    counts = [
        (len(glossary.of("class")), "类", "classes"),
        *((len(glossary.of(kind)), zh, en.lower()) for kind, zh, en in _KINDS),
        (sum(len(scheme.members) for scheme in load_schemes()), "词表概念", "concepts"),
    ]
    tiles = [tag("li", tag("strong", f"{n:,}"), " ", both(zh, en)) for n, zh, en in counts]
    return join(
        tag("p", glossary.description.zh),
        tag("p", tag("span", glossary.description.en, class_="en", lang="en")),
        tag("div", tag("dl", rows), class_="term"),
        tag("ul", tiles, class_="counts"),
    )


def _draw(glossary: Glossary) -> Html:
    parts: list[Child] = [heading(2, "图", "Diagram")]
    parts.append(
        tag(
            "p",
            both(
                "方框为类及其子类，↻ 为同类之间的关系，箭头为类之间的关系；点名称看说明。",
                "A box is a class with its subclasses, ↻ relates it to its own kind, an arrow to"
                " another; a name leads to what is said of it.",
            ),
        )
    )
    for drawing, picture in draw_ontology(glossary):
        parts.append(heading(3, drawing.zh, drawing.en))
        parts.append(tag("div", picture, class_="drawing-box", tabindex=0))
    return tag("section", parts)


def _list_classes(glossary: Glossary) -> Html:
    tops = [term for term in glossary.of("class") if not term.parents]
    return tag(
        "section",
        heading(2, "类", "Classes"),
        [_show(term, glossary, _tell_class(term, glossary)) for term in _in_order(tops, glossary)],
        id="classes",
    )


def _in_order(terms: Iterable[Term], glossary: Glossary) -> Iterator[Term]:
    """Each class, followed by its subclasses."""
    for term in terms:
        yield term
        below = [each for each in glossary.of("class") if term.iri in each.parents]
        yield from _in_order(below, glossary)


def _list_properties(glossary: Glossary, kind: str, zh: str, en: str) -> Html:
    shown = [_show(term, glossary, _tell_property(term, glossary)) for term in glossary.of(kind)]
    return tag("section", heading(2, zh, en), shown, id=f"{kind}s")


_Facts = Iterator[tuple[tuple[str, str], Child]]


def _tell_class(term: Term, glossary: Glossary) -> _Facts:
    yield ("上位类", "wider"), _links(term.parents, glossary)
    below = [each.iri for each in glossary.of("class") if term.iri in each.parents]
    yield ("下位类", "narrower"), _links(below, glossary)
    properties = [each for kind, _, _ in _KINDS for each in glossary.of(kind)]
    yield (
        ("属性", "has"),
        _links([each.iri for each in properties if term.iri in each.domain], glossary),
    )
    yield (
        ("指向它的关系", "is the value of"),
        _links([each.iri for each in properties if term.iri in each.range], glossary),
    )
    members = [each.iri for each in glossary.of("individual") if term.iri in each.parents]
    yield ("成员", "members"), _links(members, glossary)


def _tell_property(term: Term, glossary: Glossary) -> _Facts:
    yield ("主语", "of"), _links(term.domain, glossary)
    yield ("取值", "value"), _links(term.range, glossary)
    yield ("上位关系", "wider"), _links(term.parents, glossary)
    below = [each.iri for each in glossary.terms.values() if term.iri in each.parents]
    yield ("下位关系", "narrower"), _links(below, glossary)
    yield ("逆关系", "inverse"), _links([term.inverse] if term.inverse else (), glossary)
    chains = [join(*_with(" → ", _links_of(links, glossary))) for links in term.chains]
    yield ("由此得出", "follows from"), _with("；", chains)
    yield ("性质", "kind"), _with("；", [both(*_TRAITS[each]) for each in term.traits])


def _show(term: Term, glossary: Glossary, facts: _Facts) -> Html:
    aligned = [
        join(tag("code", _shorten(relation)), " ", tag("code", _shorten(value)))
        for relation, value in term.alignments
    ]
    told = (
        (("例", "example"), _bilingual(term.example)),
        *facts,
        (("对应", "aligned with"), _with("；", aligned)),
    )
    rows = [(tag("dt", both(*name)), tag("dd", value)) for name, value in told if value]
    title = tag("h3", both(term.label.zh, term.label.en), " ", tag("code", f"amo:{term.name}"))
    kind = "term inner" if term.kind == "class" and term.parents else "term"
    body = (title, tag("p", _bilingual(term.comment)), tag("dl", rows) if rows else None)
    return tag("article", body, id=term.name, class_=kind)


def _bilingual(words: Words) -> Child:
    return both(words.zh, words.en) if words.is_whole else words.zh or words.en


def _links(iris: Iterable[str], glossary: Glossary) -> Child:
    return _with("、", _links_of(iris, glossary))


def _links_of(iris: Iterable[str], glossary: Glossary) -> list[Html]:
    """Terms of the ontology lead to what is said of them, others are named."""
    found = []
    for iri in iris:
        term = glossary.terms.get(iri)
        if term is None:
            found.append(tag("code", _shorten(iri)))
        elif term.kind == "individual":
            found.append(both(term.label.zh, term.label.en))
        else:
            found.append(tag("a", term.label.zh, " ", term.name, href=f"#{term.name}"))
    return found


def _with(mark: str, parts: list[Html]) -> list[Child]:
    """The parts with a mark between them; nothing when there are none."""
    woven: list[Child] = []
    for part in parts:
        woven += [mark, part] if woven else [part]
    return woven


def _shorten(iri: str) -> str:
    for prefix, base in (*PREFIXES.items(), ("qudt", "http://qudt.org/vocab/unit/")):
        if iri.startswith(base) and prefix != "id":
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _list_schemes(schemes: Iterable[Scheme], glossary: Glossary) -> Html:
    names = {member.iri: member.label.zh for scheme in schemes for member in scheme.members}
    shown = [_show_scheme(scheme, names, glossary) for scheme in schemes if scheme.members]
    return tag("section", heading(2, "词表", "Vocabularies"), shown, id="vocabularies")


def _show_scheme(scheme: Scheme, names: dict[str, str], glossary: Glossary) -> Html:
    columns = (
        ("名称", "name"),
        ("英文", "in English"),
        ("其他名称", "other names"),
        ("说明", "definition"),
        ("关联", "links"),
    )
    rows = [_show_member(member, names, glossary) for member in scheme.members]
    caption = tag("code", scheme.iri.replace(ID, "id:"))
    body = table(caption, columns, rows)
    count = f"{len(scheme.members):,}"
    if len(scheme.members) > _MOST_OPEN:
        opened = tag("summary", both(f"{count} 个概念", f"{count} concepts"))
        body = tag("details", opened, body)
    return join(heading(3, scheme.title.zh, scheme.title.en), body)


def _show_member(member: Member, names: dict[str, str], glossary: Glossary) -> Html:
    linked = [iri for values in member.links.values() for iri in values]
    told = [join(names[iri]) if iri in names else _links_of([iri], glossary)[0] for iri in linked]
    return tag(
        "tr",
        tag("td", member.label.zh),
        tag("td", tag("span", member.label.en, lang="en")),
        tag("td", "、".join(member.others)),
        tag("td", _bilingual(member.definition)),
        tag("td", _with("、", told)),
        class_=f"depth-{member.depth}" if member.depth else None,
    )

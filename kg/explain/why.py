"""The account of a sentence: which rules looked at it, and what each concluded.

All that is told is what the extraction itself found and kept: nothing is read in a second way.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.corrections.words import gloss, name_kind, tell_entity, tell_fact
from kg.evidence import quote
from kg.explain.gap import Gap
from kg.explain.links import cover_links
from kg.explain.names import cover_names
from kg.explain.numbers import cover_figures
from kg.explain.reasons import doubt_in_chinese
from kg.explain.told_rules import tell_honours, tell_roles
from kg.explain.written import write_code
from kg.facts import Facts, Observation
from kg.mention.initiative_words import load_words
from kg.read import read_document
from kg.read.document import Document, Sentence
from kg.read.view import make_view
from kg.relate.carried_subjects import Subject
from kg.relate.reading import Reading, read_closely
from kg.show import find_source
from ontology.errors import InvalidSource

_MOST = 5
"""Sentences that are explained where the words given stand in more."""
Told = Iterator[str]


def explain_source(corpus: Path, id_: str, words: str) -> str:
    """The account of sentences of a document of a corpus.

    Raises InvalidSource when the corpus has no such document or it no such sentence.
    """
    return explain(read_document(find_source(corpus, id_)), words)


def explain(document: Document, words: str) -> str:
    """The account of each sentence that holds the words, five at most.

    White space does not count. Raises InvalidSource when no sentence holds them.
    """
    sought = "".join(make_view(words)[0].split())
    found = [each for each in document.sentences if _holds(document, each, sought)]
    if not sought or not found:
        raise InvalidSource(
            f"{document.id}: no sentence has {words!r}; `amo show {document.id} --stage document`"
            " lists the sentences"
        )
    reading = read_closely(document)
    parts = ["\n".join(_explain(reading, sentence)) for sentence in found[:_MOST]]
    if len(found) > _MOST:
        parts.append(f"另有 {len(found) - _MOST} 句 more sentences: give more of its words")
    return "\n\n".join(parts) + "\n"


def _holds(document: Document, sentence: Sentence, sought: str) -> bool:
    return sought in "".join(document.form(sentence).split())


def _explain(reading: Reading, sentence: Sentence) -> Told:
    document, number = reading.facts.document, sentence.number
    start, end = document.span(sentence.begin, sentence.end)
    yield f"[{number}] {sentence.kind} {start}-{end}  {' > '.join(sentence.section)}".rstrip()
    yield quote(document, start, end)
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("编码 as the rules read it", write_code(document, reading.codes[number])),
        ("主体 actors", _tell_actors(reading.facts, number)),
        ("举措 initiatives", _tell_initiatives(reading.facts, sentence)),
        ("主语 subject of each clause", _tell_subjects(reading, sentence)),
        ("角色规则 role rules", tell_roles(reading, sentence)),
        ("数据 figures", _tell_figures(reading, number)),
        ("荣誉规则 recognition rules", tell_honours(reading, sentence)),
        ("没有读出 not read", _tell_gaps(reading, number)),
        ("事实 facts", _tell_facts(reading.facts, number)),
    )
    for title, lines in sections:
        yield f"{title}:"
        told = list(lines)
        yield from (f"  {line}" for line in told or ["–"])


def _tell_actors(facts: Facts, number: int) -> Told:
    for each in facts.actors:
        if each.sentence == number:
            names = " ; ".join(map(tell_entity, each.actors))
            yield f"{facts.document.view[each.begin : each.end]} → {names}" + _rule(each)


def _tell_initiatives(facts: Facts, sentence: Sentence) -> Told:
    """Those that are named; and the nouns that could have closed a name and did not."""
    view = facts.document.view
    named = [each for each in facts.initiatives if each.sentence == sentence.number]
    for each in named:
        yield f"{view[each.begin : each.end]} → {tell_entity(each.initiative)}" + _rule(each)
    places = [(each.begin, each.end) for each in named]
    places += [(each.begin, each.end) for each in facts.actors if each.sentence == sentence.number]
    heads: dict[str, str] = {}
    for token in load_words().tokens(view[sentence.begin : sentence.end]):
        begin, end = sentence.begin + token.begin, sentence.begin + token.end
        inside = any(first < end and begin < last for first, last in places)
        kinds = dict.fromkeys(gloss("initiative-type", head.type) for head in token.heads)
        if kinds and not inside and end - begin > 1:
            heads[view[begin:end]] = "、".join(kinds)
    yield from (f"{word}：未构成具名举措 closes no name ({heads[word]})" for word in heads)


def _tell_subjects(reading: Reading, sentence: Sentence) -> Told:
    document = reading.facts.document
    clauses = reading.subjects.clauses(sentence.number)
    ends = [begin for begin, _ in clauses[1:]] + [sentence.end]
    for (begin, subject), end in zip(clauses, ends, strict=True):
        doubt = reading.subjects.doubt(sentence.number, begin)
        note = f"  存疑 doubt: {doubt_in_chinese(doubt)} {doubt}" if doubt else ""
        yield f"“{document.view[begin:end]}” → {_tell_subject(document, sentence, subject)}{note}"
    topic = reading.subjects.topic(sentence.number)
    if topic is not None:
        yield f"本项所述举措 the item is about: {tell_entity(topic)}"


def _tell_subject(document: Document, sentence: Sentence, subject: Subject) -> str:
    """Who, and where that was said."""
    if not subject:
        return "不明 unknown"
    names = "、".join(actor.name for actor in subject.actors)
    if subject.sentence == sentence.number:
        return f"{names}（本句 in this sentence）"
    if subject.sentence < 0:
        return f"{names}（通报者自称 the bureau that the report speaks as）"
    source = document.sentences[subject.sentence]
    kind = "标题 heading" if source.kind == "heading" else "句 sentence"
    return f"{names}（承自{kind} [{source.number}] {document.form(source)[:24]}…）"


def _tell_figures(reading: Reading, number: int) -> Told:
    """The figures found, each with what it became."""
    figures = [each for each in reading.facts.observations if each.sentence == number]
    view = reading.facts.document.view
    for quantity in (each for each in reading.quantities if each.sentence == number):
        named = [each for each in figures if each.begin == quantity.begin]
        form = view[quantity.begin : quantity.end]
        yield from (f"{form} → {_tell_figure(each)}" for each in named)
        if not named:
            yield f"{form} → 未成数据 no observation"
    places = {quantity.begin for quantity in reading.quantities}
    for each in figures:
        if each.begin not in places:
            yield f"{view[each.begin : each.end]} → {_tell_figure(each)}"


def _tell_figure(figure: Observation) -> str:
    doubt = f"  存疑 doubt: {doubt_in_chinese(figure.doubt)} {figure.doubt}" if figure.doubt else ""
    return f"{figure.metric}  [{figure.rule}]{doubt}"


def _tell_gaps(reading: Reading, number: int) -> Told:
    """What gave no fact, and why: numbers, names, the sentence as a link of bodies."""
    gaps: list[Gap] = []
    for share in (cover_links(reading), cover_figures(reading), cover_names(reading)):
        gaps += [gap for gap in share.gaps if gap.sentence == number]
    for gap in gaps:
        yield f"{gap.form}：{gap.because.zh} {gap.because.en}  [{gap.kind}.{gap.reason}]"


def _tell_facts(facts: Facts, number: int) -> Told:
    groups = (
        facts.participations,
        facts.relations,
        facts.measures,
        facts.datings,
        facts.numbers,
        facts.posts,
        facts.observations,
        facts.recognitions,
    )
    for group in groups:
        for fact in group:
            if fact.sentence == number:
                yield f"{name_kind(fact)}  {tell_fact(fact)}" + _rule(fact)


def _rule(found: object) -> str:
    """The rule of a mention or fact, and its doubt."""
    doubt = getattr(found, "doubt", "")
    told = f"  存疑 doubt: {doubt_in_chinese(doubt)} {doubt}" if doubt else ""
    return f"  [{getattr(found, 'rule', '')}]{told}"

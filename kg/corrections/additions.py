"""Facts that a correction adds, each with the words of the document that state it."""

from collections.abc import Iterable, Iterator

from kg.corrections.details import read_honour
from kg.corrections.file import Numbered
from kg.corrections.items import Item
from kg.corrections.model import (
    AddActor,
    AddInitiative,
    AddObservation,
    AddParticipation,
    AddRecognition,
)
from kg.corrections.names import Names
from kg.corrections.parties import Parties
from kg.corrections.quotes import Place, Quotes, squeeze
from kg.facts import (
    ActorMention,
    Dating,
    Facts,
    InitiativeMention,
    Observation,
    Participation,
    Quantity,
    Recognition,
)
from kg.mention.quantities import find_quantities

RULE = "correction"
"""The id of the rule of what people added."""


def add_entities(entries: Iterable[Numbered], names: Names, quotes: Quotes) -> Iterator[Item]:
    """The mentions and dates that entries add. Raises InvalidCorrection for a quote not found."""
    for entry in entries:
        correction = entry.correction
        if isinstance(correction, AddActor | AddInitiative):
            quote = find_quote(entry, correction.quote, quotes)
            place = _find_form(entry, correction.form or correction.name, quote, quotes)
            span = (place.sentence, place.begin, place.end)
            if isinstance(correction, AddActor):
                own = correction.kind, correction.region
                actor = names.make_actor(entry, correction.name, None, *own)
                yield _item(entry, ActorMention(*span, (actor,), RULE))
                continue
            made = names.make_initiative(entry, correction.name, correction.type)
            initiative = names.change(entry, made, None, correction.region)
            yield _item(entry, InitiativeMention(*span, initiative, RULE))
            if correction.date:
                yield _item(entry, Dating(place.sentence, initiative, correction.date, RULE))


def add_facts(
    entries: Iterable[Numbered], facts: Facts, parties: Parties, quotes: Quotes
) -> Iterator[Item]:
    """The facts that entries add. Raises InvalidCorrection for a quote or name not found."""
    for entry in entries:
        match entry.correction:
            case AddParticipation() as wanted:
                place = find_quote(entry, wanted.quote, quotes)
                actor = parties.find_actor(entry, wanted.actor, place.sentence)
                initiative = parties.find_initiative(entry, wanted.initiative, place.sentence)
                part = Participation(place.sentence, actor, wanted.role, initiative, RULE)
                yield _item(entry, part)
            case AddObservation() as wanted:
                yield _item(entry, _read_figure(entry, wanted, facts, parties, quotes))
            case AddRecognition() as wanted:
                yield _item(entry, _read_honour(entry, wanted, parties, quotes))


def find_quote(entry: Numbered, quote: str, quotes: Quotes) -> Place:
    """The place of a quote. Raises InvalidCorrection when it is in no or in several sentences."""
    places = quotes.find(quote)
    document = entry.correction.document
    if not places:
        raise entry.complain(
            f"its quote is not in {document} (any more): {quote}: copy it from"
            f" `amo show {document} --stage document`"
        )
    inside = [place for place in places if place]
    if not inside:
        raise entry.complain(f"its quote goes over the end of a sentence: {quote}: quote one")
    if len({place.sentence for place in inside}) > 1:
        raise entry.complain(
            f"its quote stands in several sentences of {document}: {quote}: quote more of the one"
        )
    return inside[0]


def _item(
    entry: Numbered,
    value: ActorMention | InitiativeMention | Dating | Participation | Observation | Recognition,
) -> Item:
    return Item(value, entries=(entry,))


def _find_form(entry: Numbered, form: str, quote: Place, quotes: Quotes) -> Place:
    place = quotes.find_in(form, quote)
    if place is None:
        raise entry.complain(
            f"{form} is not in its quote: write as `form` the words of the quote that name it"
        )
    return place


def _read_figure(
    entry: Numbered, wanted: AddObservation, facts: Facts, parties: Parties, quotes: Quotes
) -> Observation:
    quote = find_quote(entry, wanted.quote, quotes)
    place = quotes.find_in(wanted.figure, quote)
    if place is None:
        raise entry.complain(f"the figure {wanted.figure} is not in its quote: quote it as printed")
    sentence, home = place.sentence, facts.context.home
    read = _read_quantity(facts, place)
    unit = wanted.unit if wanted.unit is not None else (read.unit if read else None)
    bound = wanted.bound or (read.bound if read else "exact")
    value = wanted.value if wanted.value is not None or read is None else read.value
    if unit is None or (value is None) is not (bound == "magnitude"):
        raise entry.complain(
            f"the figure {wanted.figure} cannot be read: write its value, unit and bound"
        )
    region = parties.names.find_region(entry, wanted.region) if wanted.region else home
    period = wanted.period or facts.context.period
    if not period:
        raise entry.complain("the document has no period of its own: write `period`")
    return Observation(
        sentence,
        place.begin,
        place.end,
        metric=wanted.metric,
        value=value,
        digits=squeeze(wanted.figure).removesuffix(unit) or squeeze(wanted.figure),
        unit=unit,
        bound=bound,
        statistic=wanted.statistic,
        period=period,
        region=region.code,
        agency=parties.find_actor(entry, wanted.agency, sentence) if wanted.agency else None,
        initiative=(
            parties.find_initiative(entry, wanted.initiative, sentence)
            if wanted.initiative
            else None
        ),
        rule=RULE,
    )


def _read_quantity(facts: Facts, place: Place) -> Quantity | None:
    """The figure that the extractor reads at a place, if it reads one."""
    spans = {(each.begin, each.end): each for each in find_quantities(facts.document)}
    return spans.get((place.begin, place.end))


def _read_honour(
    entry: Numbered, wanted: AddRecognition, parties: Parties, quotes: Quotes
) -> Recognition:
    quote = find_quote(entry, wanted.quote, quotes)
    place = quotes.find_in(wanted.name, quote) or quote
    told: dict[str, object] = {
        "recipient": wanted.recipient,
        "conferred_by": wanted.conferred_by,
        "date": wanted.date,
    }
    read: dict[str, object] = {"recipient_actor": None, "recipient_region": "", "conferrer": None}
    read |= read_honour(entry, told, place.sentence, parties)
    return Recognition(
        place.sentence,
        place.begin,
        place.end,
        name=wanted.name,
        rule=RULE,
        **read,  # type: ignore[arg-type] # its fields
    )

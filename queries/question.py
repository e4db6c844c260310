"""A question: one `.rq` file, whose header is its documentation and whose body is plain SPARQL.

The header is the run of `#` lines that opens the file, YAML behind the marks, of the shape of
`Header`. The body runs as it stands on any SPARQL 1.1 store whose default graph is the union of all
graphs: a parameter is a line `VALUES ?_name { … }` that holds its default or, where a value is
required, an example. Binding puts another RDF term into those braces, serialised, never raw text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec
import pyoxigraph as ox

from ontology.errors import InvalidQuery
from ontology.terms import PREFIXES

ParameterType = Literal["text", "iri", "integer"]
Parameters = Mapping[str, str | int]
"""Values by name of the parameter, as a command line gives them."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same in Chinese and English."""

    zh: str
    en: str


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of the answer; `agency` is an IRI, `agencyLabel` its name."""

    name: str
    zh: str
    en: str


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a question leaves open. Without a default it is required, and has an example."""

    name: str
    type: ParameterType
    zh: str
    en: str
    default: str | int | None = None
    example: str | int | None = None

    @property
    def is_required(self) -> bool:
        """True when the question cannot be asked without it."""
        return self.default is None


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The documentation of a question."""

    title: Words
    question: Words
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the library."""

    name: str
    """Of its file, without the ending: collaborations."""
    title: Words
    question: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    query: str
    """The SPARQL text below the header, with defaults and examples in place."""

    def bind(self, values: Parameters) -> str:
        """The SPARQL text that asks with these values, defaults where there is none.

        Raises InvalidQuery when a value is unknown, missing or of the wrong type.
        """
        known = {parameter.name for parameter in self.parameters}
        if unknown := sorted(set(values) - known):
            has = f"it has {', '.join(sorted(known))}" if known else "it has none"
            raise InvalidQuery(f"{self.name}: no parameter {', '.join(unknown)}; {has}")
        slots = {_slot(each, _stated(each)): self._fill(each, values) for each in self.parameters}
        if not slots:
            return self.query
        pattern = "|".join(re.escape(slot) for slot in slots)
        return re.sub(pattern, lambda found: slots[found.group()], self.query)

    def _fill(self, parameter: Parameter, values: Parameters) -> str:
        value = values.get(parameter.name, parameter.default)
        if value is None:
            raise InvalidQuery(
                f"{self.name}: needs --{parameter.name} ({parameter.zh}; {parameter.en}),"
                f" such as {parameter.example}"
            )
        try:
            return _slot(parameter, value)
        except ValueError as error:
            raise InvalidQuery(f"{self.name}: --{parameter.name}: {error}") from error


def read_question(name: str, text: str) -> Question:
    """The question in the text of the file name.rq. Raises InvalidQuery, naming file and cause."""
    try:
        header, query = _read_header(text)
        question = Question(
            name, header.title, header.question, header.parameters, header.columns, query
        )
        _check(question)
    except ValueError as error:
        raise InvalidQuery(f"queries/{name}.rq: {error}") from error
    return question


def write_term(type_: ParameterType, value: str | int) -> str:
    """The value as SPARQL writes it: a quoted string, <IRI> or numeral. Raises ValueError."""
    if type_ == "integer":
        try:
            return str(int(value))
        except ValueError:
            raise ValueError(f"{value!r} is no whole number") from None
    text = str(value)
    if type_ == "text":
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValueError("the text has a lone surrogate: give it in UTF-8")
        return str(ox.Literal(text))
    try:
        return str(ox.NamedNode(expand_iri(text)))
    except ValueError as error:
        raise ValueError(f"{text!r} is no IRI (https://… or id:agency/…): {error}") from error


def expand_iri(text: str) -> str:
    """The whole IRI of a shortened one (id:agency/…, amo:leads); any other text as it is."""
    prefix, colon, rest = text.strip().removeprefix("<").removesuffix(">").partition(":")
    return f"{PREFIXES[prefix]}{rest}" if prefix in PREFIXES else f"{prefix}{colon}{rest}"


def _stated(parameter: Parameter) -> str | int:
    """The value that stands in the file."""
    value = parameter.example if parameter.default is None else parameter.default
    if value is None:
        raise ValueError(f"parameter {parameter.name} has neither a default nor an example")
    return value


def _slot(parameter: Parameter, value: str | int) -> str:
    return f"VALUES ?_{parameter.name} {{ {write_term(parameter.type, value)} }}"


def _read_header(text: str) -> tuple[Header, str]:
    lines = text.splitlines(keepends=True)
    end = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    yaml = "".join(line.removeprefix("#").removeprefix(" ") for line in lines[:end])
    try:
        return msgspec.yaml.decode(yaml, type=Header), "".join(lines[end:]).lstrip()
    except msgspec.MsgspecError as error:
        raise ValueError(f"the header is broken: {' '.join(str(error).split())}") from error


def _check(question: Question) -> None:
    """Raise ValueError where header and body disagree or the body is no SELECT."""
    for each in question.parameters:
        slot = _slot(each, _stated(each))
        if slot not in question.query:
            raise ValueError(f"the body must say {slot} for its parameter {each.name}")
    names = [each.name for each in question.parameters]
    used = set(re.findall(r"\?_(\w+)", question.query))
    if len(set(names)) < len(names) or used != set(names):
        raise ValueError(f"the body uses parameters {sorted(used)}, the header gives {names}")
    columns = [column.name for column in question.columns]
    if (found := _projection(question.query)) != columns:
        raise ValueError(f"the body selects {found}, the header describes {columns}")
    if "\nORDER BY " not in question.query:
        raise ValueError("the answer is not ordered: end with ORDER BY")


@cache
def _empty_store() -> ox.Store:
    return ox.Store()


def _projection(query: str) -> list[str]:
    """The variables that a SELECT answers with. Raises ValueError when it is no valid SELECT."""
    try:
        answer = _empty_store().query(query)
    except SyntaxError as error:
        raise ValueError(f"not SPARQL: {error}") from error
    if not isinstance(answer, ox.QuerySolutions):
        raise ValueError("a question must be a SELECT")  # noqa: TRY004 - a broken file
    return [variable.value for variable in answer.variables]

"""Values that a document makes by the thousand: frozen for the type checker, cheap to make."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(cls: type[T]) -> type[T]:
    """A dataclass whose fields are set once: mypy refuses to assign to them later.

    `frozen=True` would watch over that at run time too, and makes an instance five times as
    costly to make; a named tuple makes a field four times as costly to read.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)

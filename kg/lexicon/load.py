"""Reading a lexicon or rule file: strict, with one clear line when it is broken."""

from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from ontology.errors import InvalidRule

T = TypeVar("T")


def load_lexicon(path: Path, model: type[T]) -> T:
    """The content of a YAML file as `model`; raises InvalidRule naming file and cause."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return msgspec.convert(content, model)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise InvalidRule(f"{path.name}: {error}; mend this file of the project") from error

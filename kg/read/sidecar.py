"""The sidecar of a document, ID.yml: what its keeper knows of it.

Every value is text; a key that is not known, or a value that is no date where one belongs, is an
error, because a misspelt key would otherwise be lost in silence.
"""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.read.document import Metadata
from ontology.errors import InvalidSource

if TYPE_CHECKING:
    import yaml

_KEYS = tuple(Metadata.__dataclass_fields__)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")

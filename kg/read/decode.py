"""Bytes → text: which encoding a plain text or web page is written in.

Strict decoding comes first, because UTF-8 is almost never right by chance. GB18030 gives some text
for nearly any bytes, so its result must read like Chinese; charset-normalizer is asked last. What
decodes to rubbish is refused, in UTF-8 too.
"""

import codecs
import re
from collections.abc import Iterator

from ontology.errors import InvalidSource

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
_IDEOGRAPH = re.compile("[\u3400-\u9fff]")
_RUBBISH = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff\ue000-\uf8ff]")
_LATIN = re.compile("[\u0080-\u024f\u2018-\u2026\u2030\u2039\u203a\u20ac\u2122]")
_MAX_RUBBISH, _MAX_LATIN = 0.1, 0.3
_MIN_COMMON, _MIN_IDEOGRAPHS = 0.45, 10
_MEND = "save it as UTF-8 and build again"


def decode(raw: bytes, place: str, declared: str | None = None) -> str:
    """Return the text of a file, every line end as a line feed, without a byte order mark.

    `place` names the file in the error; `declared` is the encoding that the file itself names.
    Raises InvalidSource where no encoding gives readable text.
    """
    for encoding in _candidates(raw, declared):
        text = _decode(raw, encoding)
        if text is not None and is_readable(text):
            return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))
    raise InvalidSource(f"{place}: {_complaint(raw)}; {_MEND}")


def _decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def is_readable(text: str) -> bool:
    """Whether a text reads like text: hardly any control characters, ideographs that are in use."""
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[-_SAMPLE // 2 :]
    visible = len(sample) or 1
    if "\0" in sample or len(_RUBBISH.findall(sample)) > _MAX_RUBBISH * visible:
        return False
    ideographs = "".join(_IDEOGRAPH.findall(sample))
    if len(ideographs) < _MIN_IDEOGRAPHS:
        return len(_LATIN.findall(sample)) <= max(_MAX_LATIN * visible, 3)
    return _common_share(ideographs) >= _MIN_COMMON


def _common_share(ideographs: str) -> float:
    """Share of the ideographs of GB 2312 level 1, the 3755 most used, whose first byte is B0 to D7.

    About 1.0 in Chinese of today, above 0.5 in traditional characters, below 0.25 in rubbish.
    """
    leads = ideographs.encode("gb2312", "replace").replace(b"?", b"??")[::2]
    return sum(0xB0 <= lead <= 0xD7 for lead in leads) / len(ideographs)


def _candidates(raw: bytes, declared: str | None) -> Iterator[str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            yield encoding
            return
    yield "utf-8"
    if declared:
        yield declared
    yield from _utf16(raw)
    if b"\0" in raw[:_SAMPLE] or _decode(raw, "utf-8") is not None:
        return
    yield "gb18030"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, slow to import

    best = from_bytes(raw[:_SAMPLE]).best()
    if best is not None:
        yield best.encoding


def _utf16(raw: bytes) -> Iterator[str]:
    """UTF-16 without a mark: line ends and digits have a zero byte, always on the same side."""
    even, odd = raw[:_SAMPLE:2].count(0), raw[1:_SAMPLE:2].count(0)
    if len(raw) % 2 == 0 and even + odd:
        yield "utf-16-le" if odd >= even else "utf-16-be"


def _complaint(raw: bytes) -> str:
    if b"\0" in raw[:_SAMPLE]:
        return "is not text but binary data"
    if _decode(raw, "utf-8") is None:
        return "is not readable text in UTF-8, UTF-16, GB18030 or any other encoding tried"
    return "decodes to signs that are no text (it was saved in a wrong encoding before)"

"""Values → HTML that says what they say and does nothing else.

Documents are foreign text: whatever is not `Html` already is escaped, and characters that do not
show or that turn the direction of writing are made visible. A page is one file that loads nothing,
and runs nothing but the scripts it was written with: its content security policy has their hashes.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TypeAlias

ASSETS = Path(__file__).with_name("assets")


class Html(str):
    """Markup that is safe to write."""

    __slots__ = ()


Child: TypeAlias = "Html | str | int | Iterable[Child] | None"
Attribute: TypeAlias = str | int | bool | None

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_HIDDEN = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"},
    0x0D: " ",
    0x7F: "\u2421",
    **{code: f"[U+{code:04X}]" for code in range(0x80, 0xA0)},
    **{
        code: f"[U+{code:04X}]"
        for code in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    },
    **{code: f"[U+{code:04X}]" for code in (0x2028, 0x2029, 0xFEFF)},
}
_UNSEEN = re.compile(f"[{re.escape(''.join(map(chr, _HIDDEN)))}\ud800-\udfff]")
_SPECIAL = re.compile(rf"{_UNSEEN.pattern}|[<>&\"']")
_UNSEEN_IN_JSON = re.compile(rf"{_UNSEEN.pattern}|\\u[0-9a-f]")
_MARKUP = re.compile("[<>&\u2028\u2029]")


def visible(text: str) -> str:
    """The text with a visible sign for each control character and each mark of direction."""
    return _UNSEEN.sub(_show, text)


def tag(element: str, /, *children: Child, **attributes: Attribute) -> Html:
    """An element. `class_` is class, `data_x` data-x; True is a bare attribute, None is none."""
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if element in _VOID:
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{''.join(map(_child, children))}</{element}>")


def join(*children: Child) -> Html:
    """Children one after the other."""
    return Html("".join(map(_child, children)))


def both(zh: str, en: str) -> Html:
    """Chinese, and English beside it."""
    return join(zh, " ", tag("span", en, class_="en", lang="en")) if en else join(zh)


def embed(id_: str, value: object) -> Html:
    """A value as JSON inside the page, for its script to read; strings are made visible."""
    written = _dump(value)
    if _UNSEEN_IN_JSON.search(written):
        written = _dump(_shown(value))
    written = _MARKUP.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
    return Html(f'<script type="application/json" id="{escape(id_)}">{written}</script>')


def page(title: str, body: Child, *, styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A whole page. Styles and scripts are source text of the project's own, never of documents."""
    styles, scripts = [*styles], [*scripts]
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src {_hashes(styles)}; script-src {_hashes(scripts)}"
    )
    head = join(
        Html('<meta charset="utf-8">'),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        [Html(f"<style>{style}</style>") for style in styles],
    )
    code = [Html(f"<script>{script}</script>") for script in scripts]
    content = tag("html", tag("head", head), "\n", tag("body", body, code), lang="zh-CN")
    return f"<!DOCTYPE html>\n{content}\n"


def read_asset(name: str) -> str:
    """The source text of a style or script of this package."""
    return (ASSETS / name).read_text("utf-8")


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    key = key.rstrip("_").replace("_", "-")
    return f" {key}" if value is True else f' {key}="{_escape(str(value))}"'


def _child(child: Child) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, str | int):
        return _escape(str(child))
    return "" if child is None else "".join(map(_child, child))


def _escape(text: str) -> str:
    return escape(visible(text)) if _SPECIAL.search(text) else text


def _show(match: re.Match[str]) -> str:
    return _HIDDEN.get(ord(match[0]), "\ufffd")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _shown(value: object) -> object:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(key): _shown(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(each) for each in value]
    return value


def _hashes(sources: list[str]) -> str:
    if not sources:
        return "'none'"
    return " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
        for source in sources
    )

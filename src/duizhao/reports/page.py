"""The web pages of duizhao: one file each, no network, no script but their own (a content security policy with
hashes), the same filters, search and keys on all of them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib import resources
from string import Template

from duizhao.model import Span
from duizhao.reports.marks import pieces, visible


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that rows can be filtered by, what it is called, and how many rows have it (None: not told)."""

    value: str
    label: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A control of the page's head. Rows say `data-<name>="value value"`; the choice "" keeps them all.

    The filter `order` sorts instead: its values are names of data attributes that hold numbers. A filter with
    nothing to choose (all, and one value that all rows have) is not shown. `chosen` is the choice of a row of
    buttons that the page begins with.
    """

    name: str
    label: str
    choices: Sequence[Choice]
    as_list: bool = False
    chosen: str = ""


def page(kind: str, title: str, summary: str, filters: Iterable[Filter], rows: Iterable[str]) -> str:
    """A whole page.

    Args:
        kind: what its rows are (a class of the style sheet): units, findings, candidates.
        title, summary: plain text.
        rows: `<article tabindex="-1" …>` elements, or `<section>` elements that hold them.
    """
    style, script = _data("page.css"), _data("page.js")
    return Template(_data("page.html")).substitute(
        kind=kind,
        title=text(title or "duizhao"),
        summary=text(summary),
        filters="\n".join(_control(f) for f in filters if len(f.choices) > 2 or f.name == "order"),
        rows="\n".join(rows),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def text(plain: str) -> str:
    """Text by others as HTML that shows all of it and obeys none of it."""
    return escape(visible(plain))


def marked(plain: str, spans: Iterable[Span | None]) -> str:
    """The same with stretches marked."""
    return "".join(f"<mark>{text(piece)}</mark>" if hit else text(piece) for piece, hit in pieces(plain, spans))


def _control(wanted: Filter) -> str:
    def label(choice: Choice) -> str:
        return text(choice.label) + (f" ({choice.count})" if choice.count is not None else "")

    head = f'data-filter="{wanted.name}" aria-label="{text(wanted.label)}"'
    if wanted.as_list:
        options = "".join(f'<option value="{text(c.value)}">{label(c)}</option>' for c in wanted.choices)
        return f"<select {head}>{options}</select>"
    buttons = "".join(
        f'<button value="{text(c.value)}" aria-pressed="{"true" if c.value == wanted.chosen else "false"}">'
        f"{label(c)}</button>"
        for c in wanted.choices
    )
    return f'<span class="group" role="group" {head}>{buttons}</span>'


def _data(name: str) -> str:
    return resources.files("duizhao").joinpath(f"data/{name}").read_text(encoding="utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")

"""The prompt of `duizhao lookup`: history kept between sessions, completion from the index."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from duizhao.cache import cache_folder
from duizhao.glossary.index import Index
from duizhao.glossary.keys import english_key

_KINDS = ("han", "english", "pinyin")
_OFFERED = 20


def run(index: Index, answer: Callable[[str], None]) -> None:
    """Asks for queries until the end of input (Ctrl-D), an empty `:q`, or an interrupt."""
    readline = _readline(index)
    history = cache_folder() / "lookup-history"
    if readline is not None:
        with suppress(OSError):
            readline.read_history_file(history)
    click.echo("A term in characters, pinyin, initials or English; Tab completes, Ctrl-D ends.", err=True)
    try:
        while True:
            query = input("对照> ").strip()
            if query in (":q", "quit", "exit"):
                break
            if query:
                answer(query)
    except (EOFError, KeyboardInterrupt):
        click.echo(err=True)
    finally:
        if readline is not None:
            with suppress(OSError):
                readline.set_history_length(1000)
                readline.write_history_file(history)


def completions(text: str, index: Index) -> list[str]:
    """Terms that begin with what was typed."""
    found: dict[str, None] = {}
    for kind in _KINDS:
        key = english_key(text) if kind == "english" else text.replace(" ", "").lower()
        if key:
            for longer, _ in index.beginning(kind, key, _OFFERED):
                found.setdefault(longer)
    return list(found)[:_OFFERED]


def _readline(index: Index) -> Any:
    try:
        import readline
    except ImportError:  # Windows
        return None
    offered: list[str] = []

    def complete(text: str, state: int) -> str | None:
        if state == 0:
            offered[:] = completions(text, index)
        return offered[state] if state < len(offered) else None

    readline.set_completer(complete)
    readline.set_completer_delims("\n")
    readline.parse_and_bind("tab: complete")
    return readline

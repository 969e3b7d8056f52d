"""What commands share: remarks on stderr, progress, glossaries."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from duizhao.exchange import Outcome

T = TypeVar("T")


def note(message: str) -> None:
    """A line on stderr."""
    click.echo(message, err=True)


def remarks(outcome: Outcome, kinds: tuple[str, ...] = ("skipped", "lost", "changed", "noted")) -> None:
    """What a format could not carry, on stderr."""
    for remark in outcome.remarks:
        if remark.kind in kinds:
            note(f"note: {remark}")


def progress(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, with a bar on stderr when that is a terminal."""
    if not sys.stderr.isatty() or len(items) < 2:
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as bar:
        yield from bar


def joined(parts: Iterable[str]) -> str:
    """Parts of a summary that are not empty, separated by a middle dot."""
    return " · ".join(p for p in parts if p)

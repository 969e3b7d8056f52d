"""Two alignments of the same sentences beside each other: where they differ, as a page."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from duizhao.files import write_atomically
from duizhao.model import Bead
from duizhao.reports.page import Choice, Filter, page, text

Groups = Sequence[tuple[tuple[Bead, ...], tuple[Bead, ...]]]
_KINDS = {"borders": "borders of beads", "alone": "left out or added", "moved": "moved"}


@dataclass(frozen=True, slots=True)
class Compared:
    """A document with the stretches where gold and test differ, and its sentences by number (from 0)."""

    name: str
    groups: Groups
    zh: Mapping[int, str]
    en: Mapping[int, str]
    scored: bool = False


def write_disagreements(
    documents: Sequence[Compared], path: str | os.PathLike[str], title: str = "duizhao eval align"
) -> None:
    """Write the page; it needs no other file and no network.

    Raises:
        OutputError: the file cannot be written.
    """
    kinds = [_kind(*group) for document in documents for group in document.groups]
    beads = [len(set(_ids(given)) - set(_ids(expected))) for d in documents for expected, given in d.groups]
    named = [Choice(k, name, kinds.count(k)) for k, name in _KINDS.items() if k in kinds]
    made = page(
        "units",
        title,
        f"{len(kinds)} places where the two differ · {sum(beads)} wrong beads in {len(documents)} "
        f"document{'s' * (len(documents) != 1)}",
        [
            Filter("kind", "kind", [Choice("", "all"), *named]),
            Filter("side", "whose beads", [Choice("", "both"), Choice("gold", "gold"), Choice("test", "test")]),
        ],
        _sections(documents),
    )
    with write_atomically(path) as stream:
        stream.write(made)


def _sections(documents: Sequence[Compared]) -> Iterable[str]:
    for document in documents:
        for expected, given in document.groups:
            kind = _kind(expected, given)
            name = f"{document.name} · " if len(documents) > 1 else ""
            what = f"{_types(expected)} → {_types(given)} <small>{name and text(name)}{_KINDS[kind]}</small>"
            right = set(_ids(expected)) & set(_ids(given))
            rows = [_row(document, bead, "gold", kind, right) for bead in expected]
            rows += [_row(document, bead, "test", kind, right) for bead in given]
            yield f"<section><h2>{what}</h2>\n" + "\n".join(rows) + "</section>"


def _row(document: Compared, bead: Bead, side: str, kind: str, right: set[tuple[object, object]]) -> str:
    colour = "blue" if side == "gold" else "green" if (bead.zh, bead.en) in right else "amber"
    told = f" · {bead.score:.2f}" if side == "test" and document.scored else ""
    extra = "<br> moved" if bead.block else ""
    return (
        f'<article class="{colour}" tabindex="-1" data-kind="{kind}" data-side="{side}">'
        f'<div class="id"><b>{side}</b><br> {bead.type}{told}{extra}</div>'
        f'<div lang="zh">{_sentences(bead.zh, document.zh)}</div>'
        f'<div lang="en">{_sentences(bead.en, document.en)}</div></article>'
    )


def _sentences(numbers: Sequence[int], texts: Mapping[int, str]) -> str:
    if not numbers:
        return '<p class="empty">—</p>'
    return "".join(
        f'<p><span class="dim">{n + 1}</span> {text(texts[n]) if n in texts else "(not in the text)"}</p>'
        for n in numbers
    )


def _kind(expected: Sequence[Bead], given: Sequence[Bead]) -> str:
    if any(b.block for b in (*expected, *given)):
        return "moved"
    return "alone" if _alone(expected) != _alone(given) else "borders"


def _alone(beads: Sequence[Bead]) -> set[tuple[bool, int]]:
    return {(False, i) for b in beads if not b.en for i in b.zh} | {(True, j) for b in beads if not b.zh for j in b.en}


def _ids(beads: Sequence[Bead]) -> list[tuple[object, object]]:
    return [(b.zh, b.en) for b in beads]


def _types(beads: Sequence[Bead]) -> str:
    """The types of beads as a person would say them; long runs are counted."""
    names = [b.type for b in beads]
    return ", ".join(names) if len(names) <= 6 else f"{len(names)} beads"

"""What a person has fixed in an alignment: units to keep, sentences that belong together."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duizhao.errors import FormatError, InputError
from duizhao.exchange import read_units
from duizhao.files import read_bytes
from duizhao.model import Bead, Sentence

_ANCHOR = re.compile(r"\s*(?:zh\s*=\s*)?(\d+)\s*[,;\s]\s*(?:en\s*=\s*)?(\d+)\s*")


@dataclass(frozen=True, slots=True)
class Fixed:
    """Beads to keep and pairs of positions, 0-based; `lost` kept units were not found in the texts."""

    kept: tuple[Bead, ...] = ()
    together: tuple[tuple[int, int], ...] = ()
    lost: int = 0


def read_anchors(given: Sequence[str], files: Sequence[str]) -> list[tuple[int, int]]:
    """Anchors as they are given: `zh=12,en=15`, or lines of a file (`12 15`; `#` begins a remark); ids as in
    `duizhao split`, counted from 1.

    Raises:
        FormatError: one is no anchor.
    """
    found = [_anchor(text, None, None) for text in given]
    for file in files:
        for number, line in enumerate(read_bytes(file).decode("utf-8-sig", "replace").split("\n"), 1):
            if line.split("#")[0].strip():
                found.append(_anchor(line.split("#")[0], file, number))
    return found


def _anchor(text: str, file: str | None, line: int | None) -> tuple[int, int]:
    match = _ANCHOR.fullmatch(text)
    if match is None or "0" in match.groups():
        raise FormatError(f"not an anchor: {text.strip()!r}", file=file, line=line, mend="write it as zh=12,en=15")
    return int(match[1]), int(match[2])


def fix(
    zh: Sequence[Sentence],
    en: Sequence[Sentence],
    anchors: Iterable[tuple[int, int]] = (),
    keep: str | os.PathLike[str] | None = None,
) -> Fixed:
    """What to fix in the alignment of these sentences.

    Args:
        anchors: ids of sentences that belong together.
        keep: a file of units that a person has corrected; a unit counts if its sentences stand in the texts as
            they did, under their ids or elsewhere.

    Raises:
        InputError: there is no sentence with an anchor's id.
    """
    together = []
    for i, j in anchors:
        if i > len(zh) or j > len(en):
            raise InputError(
                f"no sentence {'zh' if i > len(zh) else 'en'}={i if i > len(zh) else j}",
                mend=f"ids go to zh={len(zh)}, en={len(en)} (see duizhao split)",
            )
        together.append((i - 1, j - 1))
    kept, lost = [], 0
    used_zh: set[int] = set()
    used_en: set[int] = set()
    for unit in read_units(keep) if keep is not None else ():
        rows, cols = _places(unit.zh, zh, used_zh), _places(unit.en, en, used_en)
        if rows is None or cols is None:
            lost += 1
            continue
        used_zh.update(rows)
        used_en.update(cols)
        kept.append(Bead(rows, cols, unit.score, unit.why, unit.block))
    return Fixed(tuple(kept), tuple(together), lost)


def _places(wanted: Sequence[Sentence], sentences: Sequence[Sentence], used: set[int]) -> tuple[int, ...] | None:
    """Where a unit's sentences stand: consecutive places, not used before."""
    if not wanted:
        return ()
    texts = [s.text for s in wanted]
    start = wanted[0].id - 1
    candidates = [start, *(k for k, s in enumerate(sentences) if s.text == texts[0] and k != start)]
    for at in candidates:
        places = tuple(range(at, at + len(texts)))
        if (
            at >= 0
            and places[-1] < len(sentences)
            and used.isdisjoint(places)
            and [sentences[k].text for k in places] == texts
        ):
            return places
    return None

"""Repaired text with the way back to the file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from duizhao.model import Edit


@dataclass(frozen=True, slots=True)
class Repaired:
    """A stretch of a document with its repairs applied: runs of characters that were kept, each with its shift.

    Attributes:
        text: what `Document.text` gives for the stretch.
        at: where in `text` a run begins.
        shift: what leads from `text` to the file in that run.
    """

    text: str
    at: tuple[int, ...]
    shift: tuple[int, ...]

    def start(self, index: int) -> int:
        """The file's character for the character `index` of the text."""
        return index + self.shift[bisect_right(self.at, index) - 1]

    def end(self, index: int) -> int:
        """The file's character after the last of `text[:index]`."""
        return self.start(index - 1) + 1


def repair(raw: str, edits: Sequence[Edit], start: int, end: int) -> Repaired:
    """`raw[start:end]` with those `edits` applied (sorted, not overlapping) that lie wholly inside."""
    pieces: list[str] = []
    at, shift = [0], [start]
    place, length = start, 0
    index = bisect_left(edits, start, key=lambda edit: edit.start)
    while index < len(edits) and edits[index].end <= end:
        edit = edits[index]
        pieces += (raw[place : edit.start], edit.text)
        length += edit.start - place + len(edit.text)
        place = edit.end
        at.append(length)
        shift.append(place - length)
        index += 1
    pieces.append(raw[place:end])
    return Repaired("".join(pieces), tuple(at), tuple(shift))

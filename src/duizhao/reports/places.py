"""Where in its file a finding stands: a check knows the line of a unit, an editor wants columns and offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from duizhao.errors import DuizhaoError
from duizhao.exchange.text import decode
from duizhao.model import Finding, Span

_BREAK = re.compile(r"\n|\r(?!\n)")
_LARGEST = 20_000_000  # bytes of a file that are looked through for columns


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a file; lines and columns counted from 1, the last column exclusive."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class _Text:
    """A file without its blanks: sentences are broken over lines in the file and not in the finding."""

    def __init__(self, raw: str) -> None:
        self.at = [i for i, char in enumerate(raw) if not char.isspace()]
        self.squeezed = "".join(raw[i] for i in self.at)
        self.breaks = [found.start() for found in _BREAK.finditer(raw)]

    def find(self, sentence: str, span: Span, line: int) -> Place | None:
        wanted = "".join(sentence.split())
        before = len("".join(sentence[: span.start].split()))
        inside = len("".join(sentence[span.start : span.end].split()))
        if not wanted or not inside:
            return None
        # The line is that of the sentence with the mark; the unit may begin some sentences before it.
        begin = bisect_left(self.at, self.breaks[line - 2] if 1 < line <= len(self.breaks) + 1 else 0)
        found = self.squeezed.find(wanted, max(0, begin - before))
        if found < 0:
            return None
        start, end = self.at[found + before], self.at[found + before + inside - 1] + 1
        first, column = self._line(start)
        last, end_column = self._line(end - 1)
        return Place(start, end, first, column, last, end_column + 1)

    def _line(self, offset: int) -> tuple[int, int]:
        number = bisect_right(self.breaks, offset - 1)
        return number + 1, offset - (self.breaks[number - 1] + 1 if number else 0) + 1


class Places:
    """Finds the places of findings; reads each file once."""

    def __init__(self) -> None:
        self._texts: dict[str, _Text | None] = {}

    def of(self, finding: Finding) -> Place | None:
        """The marked stretch in the finding's file; None where the file is no text, or reads differently."""
        if not finding.file or finding.file == "-" or not finding.line:
            return None
        if finding.file not in self._texts:
            self._texts[finding.file] = _read(finding.file)
        text = self._texts[finding.file]
        for sentence, span in ((finding.en, finding.en_span), (finding.zh, finding.zh_span)):
            if text and sentence and span and (place := text.find(sentence, span, finding.line)):
                return place
        return None


def _read(path: str) -> _Text | None:
    try:
        raw = decode(path)
    except DuizhaoError:
        return None
    return _Text(raw) if len(raw) <= _LARGEST else None

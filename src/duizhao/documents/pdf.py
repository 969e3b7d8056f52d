"""PDFs with a text layer, by PDFium: the lines of every page, columns one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from duizhao.documents.draft import Draft, Sheet
from duizhao.errors import InputError

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_HYPHEN = re.compile("[\ufffe\x02]")  # what PDFium gives for a hyphen at a line's end, with the lines joined
_LINE = re.compile(r"[^\r\n\ufffe\x02]+")
GAP = 1.6  # line distances from which on a paragraph ends
FEW_LINES = 5  # a page with fewer tells nothing about its margin
INDENT = 1.3  # line heights by which the first line of a paragraph is indented


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text and its place in points, from the lower left corner of the page."""

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    height: float = 0.0


def read_pdf(data: bytes, path: str) -> Draft:
    """The lines of a PDF; what belongs together is told from them, running headers from their repetition.

    Raises:
        InputError: it is broken, encrypted, or a scan without text.
    """
    import pypdfium2 as pdfium

    sheet = Sheet()
    margins: list[float] = []
    try:
        document = pdfium.PdfDocument(data)
        try:
            for number in range(len(document)):
                margins = _put(columns(_lines(document[number])), number + 1, sheet, margins)
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("is encrypted", file=path, mend="save it without a password") from error
        raise InputError("is a broken PDF", file=path, mend="save it again or fetch it again") from error
    if not sheet.parts:
        raise InputError("is a PDF without text (a scan)", file=path, mend="run OCR on it first, e.g. ocrmypdf")
    return sheet.draft(lines=True)


def _lines(page: pdfium.PdfPage) -> list[Line]:
    source = page.get_textpage()
    text = source.get_text_range()
    count = source.count_chars()
    # PDFium counts a character outside the basic plane as one or as two, by version.
    wide = count != len(text)
    known = not wide or count == len(text.encode("utf-16-le", "surrogatepass")) // 2
    found = []
    for match in _LINE.finditer(text):
        hyphen = "-" if _HYPHEN.match(text, match.end()) else ""
        printed = match.group()
        if not printed.strip():
            continue
        if not known:
            found.append(Line(printed + hyphen))
            continue
        first = match.start() + len(printed) - len(printed.lstrip())
        last = match.start() + len(printed.rstrip()) - 1
        if wide:
            first = len(text[:first].encode("utf-16-le", "surrogatepass")) // 2
            last = len(text[:last].encode("utf-16-le", "surrogatepass")) // 2
        left, bottom, _, top = source.get_charbox(first, loose=True)
        right = source.get_charbox(last, loose=True)[2]
        found.append(Line(printed + hyphen, left, right, bottom, top - bottom))
    return found


def columns(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page in reading order.

    Most files hold the columns one after the other. Where lines of two columns alternate, the left column is
    put before the right one, stretch by stretch; rows of a table, whose cells are short, stay rows.
    """
    out: list[Line] = []
    index = 0
    while index < len(lines):
        end = index
        while end + 1 < len(lines) and _beside(lines[end], lines[end + 1]):
            end += 2
        pairs = (end - index) // 2
        left, right = lines[index:end:2], lines[index + 1 : end : 2]
        long = pairs > 2 and sum(len(line.text) for line in lines[index:end]) > 12 * (end - index)
        if long and max(line.right for line in left) < min(line.left for line in right):
            out += [*left, *right]
        else:
            out += lines[index:end]
        if end == index:
            out.append(lines[index])
            end += 1
        index = end
    return out


def _beside(left: Line, right: Line) -> bool:
    return left.height > 0 and abs(left.bottom - right.bottom) < left.height / 2 and right.left > left.right


def _put(lines: list[Line], number: int, sheet: Sheet, earlier: list[float]) -> list[float]:
    """Writes a page: a blank line where the page leaves one, spaces where it indents. Gives its right edges."""
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom]
    step = median(steps) if steps else 0.0
    margin = sorted(line.left for line in lines)[len(lines) // 10] if lines else 0.0
    rights = sorted(line.right for line in lines)
    if len(rights) < FEW_LINES and earlier:
        rights = earlier
    before: Line | None = None
    for line in lines:
        if before is not None and step and before.bottom - line.bottom > GAP * step:
            sheet.gap()
        indented = margin + 4 * line.height > line.left > margin + INDENT * line.height
        full = _is_full(line, lines if rights is not earlier else [], rights) if line.height else None
        sheet.add(("  " if indented else "") + line.text, page=number, full=full)
        before = line
    return rights


def _is_full(line: Line, lines: Sequence[Line], rights: Sequence[float]) -> bool:
    """Whether a line ends within a word of the right edge that most lines of its column share."""
    edges = sorted(other.right for other in lines if other.left < line.right and other.right > line.left)
    edge = edges[len(edges) * 4 // 5] if edges else rights[len(rights) * 4 // 5]
    last = line.text.rstrip()[-1]
    slack = 2.1 * line.height if last >= "\u2e80" else max(2.1 * line.height, 0.14 * (edge - line.left))
    return line.right > edge - slack

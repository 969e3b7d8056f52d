"""Workbooks (XLSX) through openpyxl: rows in, and tables with colours and filters for people out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from duizhao.errors import FormatError
from duizhao.exchange.base import Remark, Tell, opened
from duizhao.exchange.grid import Row
from duizhao.exchange.safexml import clean
from duizhao.files import write_atomically

# What Excel allows in a cell.
CELL_LIMIT = 32767
# A zip bomb unpacks to more than any table of sentences.
UNPACKED_LIMIT = 1_000_000_000
GREEN, GREY, ORANGE, RED = "E2EFDA", "EDEDED", "FCE4D6", "F8CBAD"
# Excel writes characters that XML cannot hold as _xHHHH_; a text that looks like this is escaped in the same way.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(column: str, text: str) -> str | None:  # noqa: ARG001
    """No colour."""
    return None


def read_rows(path: str, sheet: str | None = None) -> Iterator[Row]:
    """The rows of the first sheet (or the one named) that are not empty, cells as text.

    Raises:
        FormatError: it is no workbook, or has no such sheet.
    """
    with opened(path) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                if sum(part.file_size for part in archive.infolist()) > UNPACKED_LIMIT:
                    raise FormatError("is too large when unpacked", file=path, mend="split the workbook")
            stream.seek(0)
            book = load_workbook(stream, read_only=True, data_only=True)
            if not book.worksheets or (sheet is not None and sheet not in book.sheetnames):
                names = ", ".join(map(repr, book.sheetnames))
                raise FormatError(f"no sheet {sheet or ''!r}", file=path, mend=f"there is {names}")
            table = book[sheet] if sheet is not None else book.worksheets[0]
            for number, values in enumerate(table.iter_rows(values_only=True), 1):
                cells = tuple(_text(value) for value in values)
                if any(cells):
                    yield Row(number, cells)
            book.close()
        except FormatError:
            raise
        except Exception as error:  # a damaged workbook makes openpyxl raise nearly anything
            raise FormatError(
                f"no workbook, or a damaged one ({error})",
                file=path,
                mend="save it as .xlsx (not .xls) and without a password",
            ) from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def write_rows(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    path: str,
    title: str,
    tell: Tell,
    *,
    widths: Mapping[str, float] | None = None,
    colour: Callable[[str, str], str | None] = plain,
) -> int:
    """Writes a workbook of one sheet: a header that stays in sight, filters, wrapped text; gives the rows' number.

    Every cell is text, so that nothing in it becomes a formula, a number or a date.

    Args:
        widths: of columns by name, in characters.
        colour: `(column, text)` to the colour of a cell that is not empty.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "duizhao")
    sheet.freeze_panes = "A2"
    for i, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(i)].width = (widths or {}).get(name, 12)
    bold = Font(bold=True)
    wrap = Alignment(wrap_text=True, vertical="top")
    fills: dict[str, PatternFill] = {}

    def cell(text: str, path: str) -> Any:
        escaped = _ESCAPED.sub(lambda found: f"_x005F_{found[0][1:]}", clean(text)).replace("\r", "_x000D_")
        if len(escaped) > CELL_LIMIT:
            escaped = escaped[:CELL_LIMIT]
            tell(Remark("lost", f"text beyond {CELL_LIMIT:,} characters in a cell", path))
        made = WriteOnlyCell(sheet, escaped)
        if escaped:
            made.data_type = "s"
        return made

    titles = [cell(name, path) for name in header]
    for made in titles:
        made.font = bold
    sheet.append(titles)
    count = 0
    for row in rows:
        cells = []
        for name, text in zip(header, row, strict=True):
            made = cell(text, path)
            made.alignment = wrap
            filled = colour(name, text) if text else None
            if filled:
                made.fill = fills.setdefault(filled, PatternFill("solid", fgColor=filled))
            cells.append(made)
        sheet.append(cells)
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count + 1}"
    with write_atomically(path, "wb") as stream:
        book.save(stream)
    return count

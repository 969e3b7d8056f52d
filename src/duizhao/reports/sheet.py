"""A workbook for people to work in: marked stretches in sentences, colours, filters, cells to fill in."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from duizhao.exchange.xlsx import CELL_LIMIT
from duizhao.model import Span
from duizhao.reports.marks import excerpt, pieces, visible

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what Excel would read as an escaped character
_HEAD = PatternFill("solid", fgColor="1F3864")
_MARK = InlineFont(b=True, color=Color("FFC00000"))
_WIDEST = CELL_LIMIT - 100  # room for the ellipses


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with marked stretches."""

    text: str
    spans: tuple[Span | None, ...] = ()


Value = str | int | float | Marked | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and the answers to choose from (if a person fills it in)."""

    name: str
    width: float
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row: its values, and the colour (RRGGBB) of its first cell."""

    values: tuple[Value, ...]
    colour: str = ""


def workbook(title: str, columns: Sequence[Column], lines: Iterable[Line], note: str = "") -> bytes:
    """The workbook: one sheet, the heading and its filters stay in sight. Text never becomes a formula."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", visible(title))[:31].strip(" '") or "duizhao"
    book.properties.title = visible(title)
    book.properties.description = visible(note)
    book.properties.creator = "duizhao"
    wrap = Alignment(wrap_text=True, vertical="top")
    fills: dict[str, PatternFill] = {}
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number, column.name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    height = 1
    for height, line in enumerate(lines, 2):
        for number, value in enumerate(line.values, 1):
            if value is None or value == "":
                continue
            cell = sheet.cell(height, number)
            _fill(cell, value)
            cell.alignment = wrap
        if line.colour:
            fills.setdefault(line.colour, PatternFill("solid", fgColor=line.colour))
            sheet.cell(height, 1).fill = fills[line.colour]
    for number, column in enumerate(columns, 1):
        if column.answers and height > 1:
            letter = get_column_letter(number)
            choice = DataValidation("list", formula1=f'"{",".join(column.answers)}"', allow_blank=True)
            choice.add(f"{letter}2:{letter}{height}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{height}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(cell: Any, value: Value) -> None:
    if isinstance(value, int | float):
        cell.value = value
        return
    if isinstance(value, Marked):
        text, span = excerpt(visible(value.text), next(iter(value.spans), None), _WIDEST)
        spans = value.spans if text == value.text or len(value.text) == len(text) else (span,)
        cut = pieces(text, spans)
        if any(hit for _, hit in cut):
            cell.value = CellRichText(*(TextBlock(_MARK, _safe(p)) if hit else _safe(p) for p, hit in cut))
            return
        value = text
    cell.value = _safe(visible(str(value))[:_WIDEST])
    cell.data_type = "s"


def _safe(text: str) -> str:
    return _ESCAPED.sub("_x005F_", text)

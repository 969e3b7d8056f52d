"""Workbooks (XLSX) through openpyxl: rows in, and tables for people out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

from duizhao.errors import FormatError
from duizhao.exchange.base import opened
from duizhao.exchange.grid import Row


def read_rows(path: str, sheet: str | None = None) -> Iterator[Row]:
    """The rows of the first sheet (or the one named) that are not empty, cells as text.

    Raises:
        FormatError: it is no workbook, or has no such sheet.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    with opened(path) as stream:
        try:
            book = load_workbook(stream, read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise FormatError(
                f"no workbook ({error})", file=path, mend="save it as .xlsx (not .xls) and without a password"
            ) from error
        if sheet is not None and sheet not in book.sheetnames:
            raise FormatError(
                f"no sheet {sheet!r}", file=path, mend=f"there is {', '.join(map(repr, book.sheetnames))}"
            )
        table = book[sheet] if sheet is not None else book.worksheets[0]
        for number, values in enumerate(table.iter_rows(values_only=True), 1):
            cells = tuple(_text(value) for value in values)
            if any(cells):
                yield Row(number, cells)
        book.close()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

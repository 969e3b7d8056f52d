"""Rows of cells out of CSV, TSV, XLSX and DOCX files, and which column holds what."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from duizhao.errors import FormatError
from duizhao.exchange.base import ReadOptions
from duizhao.exchange.text import decode
from duizhao.script import language_of

SAMPLE = 200
# Names of columns as people and tools write them, lower case.
ALIASES = {
    "zh": "zh chinese 中文 汉语 漢語 中文原文 原文 中 zh-cn zh_cn zh-tw zh_tw zh-hans zh-hant zh_hans "
    "zh_hant cn chs cht simplified_chinese chinese_prc",
    "en": "en english 英文 英语 英語 译文 譯文 英译 英文译文 英 en-us en_us en-gb en_gb eng "
    "english_united_states english_united_kingdom",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells and the line (or row number) it begins on."""

    line: int
    cells: tuple[str, ...]

    def cell(self, index: int | None) -> str:
        """The cell with this 0-based index, "" where the row is shorter or the index is None."""
        return self.cells[index] if index is not None and index < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what: name → 0-based index; and whether the first row is a header."""

    index: Mapping[str, int]
    header: bool

    def get(self, name: str) -> int | None:
        return self.index.get(name)


def read_grid(path: str, options: ReadOptions, delimiter: str | None = None) -> Iterator[Row]:
    """The rows that are not empty of a CSV, TSV, XLSX or DOCX file.

    Raises:
        FormatError: broken quoting or a broken workbook.
    """
    if path.lower().endswith((".xlsx", ".xlsm")):
        from duizhao.exchange.xlsx import read_rows

        yield from read_rows(path)
        return
    if path.lower().endswith(".docx"):
        from duizhao.exchange.docx import read_rows as read_table_rows

        yield from read_table_rows(path)
        return
    text = decode(path, options.encoding)
    delimiter = delimiter or _delimiter(text, path)
    quoted = _is_quoted(text, delimiter)
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        strict=quoted,
    )
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if any(cells):
                yield Row(line, tuple(cells))
    except csv.Error as error:
        raise FormatError(
            f"broken table ({error})", file=path, line=before + 1, mend="look for an unclosed double quote"
        ) from error


def _delimiter(text: str, path: str) -> str:
    if path.lower().endswith((".tsv", ".tab", ".utf8")):
        return "\t"
    counts = Counter(dict.fromkeys("\t;,", 0))
    for line in islice(io.StringIO(text), 50):
        counts.update(char for char in set(line) if char in counts)
    # Commas stand in running text: another mark that is in as many lines is the delimiter.
    return max("\t;,", key=lambda mark: counts[mark])


def _is_quoted(text: str, delimiter: str) -> bool:
    """Whether double quotes enclose cells. In tables that do not quote, a cell may begin with one."""
    if '"' not in text:
        return True
    mark = re.escape(delimiter)
    if not re.search(rf'(?:^|{mark})"', text, re.MULTILINE):
        return delimiter != "\t"
    widths: Counter[int] = Counter()
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            widths[len(cells)] += 1
    except csv.Error:
        plain = Counter(line.count(delimiter) + 1 for line in text.splitlines() if line)
        return len(plain) > 1 and delimiter != "\t"
    if len(widths) > 1 and delimiter == "\t":
        plain = Counter(line.count(delimiter) + 1 for line in text.splitlines() if line)
        return len(plain) > 1
    return True


def columns_of(
    rows: Sequence[Row],
    path: str,
    given: Mapping[str, int] | None,
    aliases: Mapping[str, str] | None = None,
) -> Columns:
    """The columns of a table by what the user said, by the header, or by the script of the cells.

    Args:
        rows: the first rows (`SAMPLE` are enough).
        aliases: further names of columns, name → spellings separated by blanks.

    Raises:
        FormatError: no Chinese or no English column.
    """
    known = {
        spelling: name
        for name, spellings in {**ALIASES, **(aliases or {})}.items()
        for spelling in spellings.split()
    }
    first = rows[0].cells if rows else ()
    named: dict[str, int] = {}
    for i, cell in enumerate(first):
        name = known.get(_heading(cell))
        if name and name not in named:
            named[name] = i
    if given:
        index = {name: number - 1 for name, number in given.items()}
        return Columns(index, header=_has_header(rows, index) or len(named) > 1)
    if "zh" in named and "en" in named:
        return Columns(named, header=True)
    guessed = _by_script(rows)
    if guessed is None:
        raise FormatError(
            "no Chinese and English columns can be told",
            file=path,
            mend="name them, e.g. --columns zh=1,en=2",
        )
    return Columns({**named, **guessed}, header=_has_header(rows, guessed) or bool(named))


def _heading(cell: str) -> str:
    return re.sub(r"\s*[(（].*", "", cell.strip().lower(), flags=re.DOTALL).replace(" ", "_")


def _by_script(rows: Sequence[Row]) -> dict[str, int] | None:
    """The columns with the most Chinese and the most English cells."""
    votes: dict[str, Counter[int]] = {"zh": Counter(), "en": Counter()}
    for row in rows[:SAMPLE]:
        for i, cell in enumerate(row.cells):
            lang = language_of(cell)
            if lang is not None:
                votes[lang][i] += 1
    if not votes["zh"] or not votes["en"]:
        return None
    zh = max(votes["zh"], key=lambda i: (votes["zh"][i], -i))
    rest = {i: n for i, n in votes["en"].items() if i != zh}
    if not rest:
        return None
    return {"zh": zh, "en": max(rest, key=lambda i: (rest[i], -i))}


def _has_header(rows: Sequence[Row], index: Mapping[str, int]) -> bool:
    """Whether the first row is no data: a cell of it is in the other language than the rest of its column."""
    if len(rows) < 2:
        return False
    return any(
        lang in index
        and language_of(rows[0].cell(index[lang])) not in (lang, None)
        and sum(language_of(row.cell(index[lang])) == lang for row in rows[1:SAMPLE]) * 2 > len(rows[1:SAMPLE])
        for lang in ("zh", "en")
    )


def first_cells(path: str) -> frozenset[str]:
    """The cells of a table's first row; none if it cannot be read."""
    try:
        row = next(read_grid(path, ReadOptions()), None)
    except FormatError:
        return frozenset()
    return frozenset() if row is None else frozenset(cell.strip() for cell in row.cells)


def sampled(rows: Iterable[Row]) -> tuple[list[Row], Iterator[Row]]:
    """The first rows, and an iterator over all of them."""
    rows = iter(rows)
    head = list(islice(rows, SAMPLE))

    def everything() -> Iterator[Row]:
        yield from head
        yield from rows

    return head, everything()

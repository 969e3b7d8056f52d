"""Tables of units: TSV and CSV, columns found by their header or their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions
from duizhao.exchange.grid import columns_of, read_grid, sampled
from duizhao.exchange.own import PREFIX, read_data, write_data
from duizhao.files import write_atomically
from duizhao.glossary.csvfile import write_rows
from duizhao.model import Unit

HEADER = ("id", "zh", "en", "type", "score", "zh_file", "zh_line", "en_file", "en_line", "notes", "data")
# Separates notes, and names from values, within a cell: a line end and what no name holds.
_LINE = "\n"
_ALIASES = {
    "id": "id no no. number 序号 编号",
    "type": "type",
    "score": "score confidence 置信度",
    "zh_file": "zh_file",
    "zh_line": "zh_line",
    "en_file": "en_file",
    "en_line": "en_line",
    "notes": "notes note comment comments 备注 注释",
    "data": "data",
}
_OURS = ("type", "score", "zh_file", "zh_line", "en_file", "en_line")


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """The units of a table, one a row; cells are taken as they are."""
    head, rows = sampled(read_grid(path, options))
    if not head:
        return
    columns = columns_of(head, path, options.columns, _ALIASES)
    own = columns.header and tuple(head[0].cells) == HEADER
    number = 0
    for i, row in enumerate(rows):
        if i == 0 and columns.header:
            continue
        zh, en = row.cell(columns.get("zh")), row.cell(columns.get("en"))
        if not own:
            zh, en = zh.strip(), en.strip()
        if not zh and not en:
            tell(Remark("skipped", "rows with neither Chinese nor English", path, row.line))
            continue
        number += 1
        data = [(PREFIX + name.replace("_", "-"), row.cell(columns.get(name))) for name in _OURS]
        if row.cell(columns.get("id")).isdecimal() and own:
            data.append(("@tuid", row.cell(columns.get("id"))))
        for note in filter(None, row.cell(columns.get("notes")).split(_LINE)):
            data.append(("note", note))
        if own:
            for item in filter(None, row.cell(columns.get("data")).split(_LINE)):
                name, _, value = item.partition("=")
                data.append((name, value))
        yield read_data(number, zh, en, [pair for pair in data if pair[1]], path, row.line, own=own)


def cells_of(unit: Unit) -> tuple[str, ...]:
    """A unit as a row under `HEADER`."""
    notes, data = write_data(unit)
    ours = {name.removeprefix(PREFIX).replace("-", "_"): value for name, value in data}
    rest = [f"{name}={value}" for name, value in data if name.removeprefix(PREFIX).replace("-", "_") not in _OURS]
    return (
        str(unit.id),
        unit.zh_text,
        unit.en_text,
        unit.type,
        ours.get("score", "1"),
        *(ours.get(name, "") for name in _OURS[2:]),
        _LINE.join(notes),
        _LINE.join(rest),
    )


def write_tsv(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes a TSV file with a header, cells quoted where they must be; gives the number of units."""
    return _write(units, path, "\t")


def write_csv(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:  # noqa: ARG001
    """Writes a CSV file with a header; gives the number of units."""
    return _write(units, path, ",")


def _write(units: Iterable[Unit], path: str, delimiter: str) -> int:
    with write_atomically(path) as stream:
        return write_rows(stream, chain([HEADER], map(cells_of, units)), delimiter) - 1


def write_xlsx(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes a workbook, confidences coloured; gives the number of units."""
    from duizhao.exchange import xlsx

    def colour(column: str, text: str) -> str | None:
        if column == "score":
            score = float(text)
            return xlsx.GREEN if score >= 0.9 else xlsx.ORANGE if score >= 0.6 else xlsx.RED
        return xlsx.ORANGE if column == "type" and text != "1-1" else None

    widths = {"id": 6, "zh": 60, "en": 60, "type": 6, "score": 7, "zh_file": 16, "en_file": 16, "notes": 24}
    title = options.title or "units"
    return xlsx.write_rows(HEADER, map(cells_of, units), path, title, tell, widths=widths, colour=colour)

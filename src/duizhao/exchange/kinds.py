"""Whether a conversion is one of units or of a glossary: by the two files' formats, else by content."""

from __future__ import annotations

from itertools import islice
from typing import Literal

from duizhao.errors import FormatError
from duizhao.exchange.base import ReadOptions
from duizhao.exchange.formats import GLOSSARY_FORMATS, UNIT_FORMATS, format_of
from duizhao.exchange.grid import SAMPLE, columns_of, read_grid
from duizhao.glossary.csvfile import COLUMNS

Kind = Literal["units", "glossary"]
# Header cells that only glossaries have.
_TERMISH = {*COLUMNS[2:3], *COLUMNS[4:9], "definition_zh", "definition_en", "state", "flags", "def_zh", "def_en"}
_TERMISH |= {"entry_id", "cid", "term", "definition", "status", "术语", "定义", "pos", "domain"}
_SENTENCE_END = ("。", "！", "？", "；", ".", "!", "?")


def kind_of(source: str, target: str, read_as: str | None = None, write_as: str | None = None) -> Kind:
    """What a file converted to another holds.

    Args:
        source, target: the two files.
        read_as, write_as: names of formats, where the user gave them.

    Raises:
        FormatError: the one holds units only, the other glossaries only, or a format is unknown.
    """
    can_read = _kinds(source, "read", read_as)
    can_write = _kinds(target, "write", write_as)
    both = [kind for kind in can_read if kind in can_write]
    if not both:
        raise FormatError(
            f"holds {_NAMES[can_read[0]]}, and {target} is a format of {_NAMES[can_write[0]]}",
            file=source,
            mend="choose another format for the output; for terms out of units see `duizhao extract`",
        )
    if len(both) == 1:
        return both[0]
    return _by_content(source) if source != "-" else "units"


_NAMES = {"units": "aligned units", "glossary": "a glossary"}


def _kinds(path: str, way: str, name: str | None) -> list[Kind]:
    found: list[Kind] = []
    error: FormatError | None = None
    for kind, formats in (("units", UNIT_FORMATS), ("glossary", GLOSSARY_FORMATS)):
        try:
            format_of(path, formats, way, name)
        except FormatError as fault:
            # Unsafe XML is told at once, an unknown suffix only if it is unknown to both.
            if "entities" in fault.message:
                raise
            error = error or fault
        else:
            found.append(kind)  # type: ignore[arg-type]
    if not found:
        assert error is not None
        raise error
    return found


def _by_content(path: str) -> Kind:
    """A table's kind: by its header, else by whether its Chinese cells are terms or sentences."""
    rows = list(islice(read_grid(path, ReadOptions()), SAMPLE))
    if not rows:
        return "units"
    if {cell.strip().lower() for cell in rows[0].cells} & _TERMISH:
        return "glossary"
    if rows[0].cells[0].startswith("#UTX"):
        return "glossary"
    try:
        columns = columns_of(rows, path, None)
    except FormatError:
        return "units"
    cells = [row.cell(columns.get("zh")) for row in rows[columns.header :]]
    return "glossary" if cells and sum(map(_like_a_sentence, cells)) * 10 < len(cells) else "units"


def _like_a_sentence(cell: str) -> bool:
    return len(cell) > 25 or cell.rstrip("”」』）)").endswith(_SENTENCE_END)

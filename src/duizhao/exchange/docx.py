"""Two-column tables in Word files (DOCX): the text as it stands with all tracked changes accepted.

Read from the XML itself, for python-docx's `cell.text` leaves out what was inserted under tracking or stands in
a content control, and gives a merged cell once a column.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from lxml import etree

from duizhao.errors import FormatError
from duizhao.exchange.base import Tell, WriteOptions, opened
from duizhao.exchange.grid import Row
from duizhao.exchange.own import pieces
from duizhao.exchange.safexml import attribute, clean, escape
from duizhao.files import write_atomically
from duizhao.model import Unit

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TABLE, _ROW, _CELL, _PARAGRAPH = (f"{{{_W}}}{name}" for name in ("tbl", "tr", "tc", "p"))
# What is not on the page: deletions, the old place of moved text, field codes, properties, fallback drawings.
_HIDDEN = {f"{{{_W}}}{name}" for name in ("del", "moveFrom", "instrText", "rPr", "pPr", "tcPr", "trPr", "tblPr")}
_HIDDEN.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_MARKS = {
    f"{{{_W}}}tab": "\t",
    f"{{{_W}}}br": "\n",
    f"{{{_W}}}cr": "\n",
    f"{{{_W}}}noBreakHyphen": "\u2011",
    f"{{{_W}}}softHyphen": "",
}
# A zip bomb unpacks to more than any table of sentences.
_LIMIT = 400_000_000


def read_rows(path: str) -> Iterator[Row]:
    """The rows of all tables of a document that are not empty, in order; `line` is the row's number.

    Raises:
        FormatError: no Word file, or none with a table.
    """
    tables = list(_document(path).iter(_TABLE))
    if not tables:
        raise FormatError("has no table", file=path, mend="give a document with a two-column table")
    number = 0
    header: tuple[str, ...] = ()
    for table in tables:
        for element in table.iter(_ROW):
            if next(element.iterancestors(_TABLE)) is not table or _deleted(element):
                continue
            number += 1
            cells = tuple(_cells(element))
            if number == 1:
                header = cells
            elif cells == header:  # repeated at the top of every table
                continue
            if any(cells):
                yield Row(number, cells)


def _document(path: str) -> etree._Element:
    with opened(path) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                if archive.getinfo("word/document.xml").file_size > _LIMIT:
                    raise FormatError("is too large when unpacked", file=path, mend="split the document")
                data = archive.read("word/document.xml")
        except FormatError:
            raise
        except Exception as error:  # a damaged archive makes zipfile and zlib raise nearly anything
            raise FormatError(
                "no Word file", file=path, mend="save it as .docx (not .doc) and without a password"
            ) from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"broken document ({error.msg})", file=path, mend="save it again in Word") from error
    if root.getroottree().docinfo.doctype:
        raise FormatError("declares a document type", file=path, mend="save it again in Word")
    return root


def _deleted(row: etree._Element) -> bool:
    return row.find(f"{{{_W}}}trPr/{{{_W}}}del") is not None


def _cells(row: etree._Element) -> Iterator[str]:
    """The texts of a row's cells; a cell that spans columns is followed by empty ones."""
    for cell in row.iter(_CELL):
        if next(cell.iterancestors(_ROW)) is not row:
            continue
        merged = cell.find(f"{{{_W}}}tcPr/{{{_W}}}vMerge")
        continued = merged is not None and merged.get(f"{{{_W}}}val") != "restart"
        yield "" if continued else _text(cell)
        span = cell.find(f"{{{_W}}}tcPr/{{{_W}}}gridSpan")
        if span is not None:
            yield from [""] * (int(span.get(f"{{{_W}}}val") or 1) - 1)


def _text(cell: etree._Element) -> str:
    return "\n".join("".join(_pieces(p)) for p in cell.iter(_PARAGRAPH) if next(p.iterancestors(_CELL)) is cell)


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _HIDDEN or not isinstance(child.tag, str):
            continue
        if child.tag == f"{{{_W}}}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        else:
            yield from _pieces(child)


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="A0A0A0"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_units(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes a table with a row a unit, Chinese and English side by side on a landscape page; gives their number.

    Written part by part: libraries that build documents in memory need minutes for thousands of rows.
    """
    count = 0
    with (
        write_atomically(path, "wb") as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, text in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS)):
            archive.writestr(zipfile.ZipInfo(name), text)
        with archive.open(zipfile.ZipInfo("word/document.xml"), "w", force_zip64=True) as document:
            _write(
                document, f'<?xml version="1.0" encoding="UTF-8"?>\n<w:document xmlns:w={attribute(_W)}><w:body>'
            )
            _write(document, f"<w:tbl><w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr>")
            _write(document, '<w:tblGrid><w:gridCol w:w="7000"/><w:gridCol w:w="7000"/></w:tblGrid>')
            sides = ("zh", "en") if options.source == "zh" else ("en", "zh")
            titles = {"zh": f"Chinese ({options.zh_lang})", "en": f"English ({options.en_lang})"}
            _write(document, _row(*(titles[side] for side in sides), header=True))
            for unit in units:
                texts = {"zh": pieces(unit, "zh", clean, tell), "en": pieces(unit, "en", clean, tell)}
                _write(document, _row(*(texts[side] for side in sides)))
                count += 1
            _write(document, '</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')
            _write(document, "</w:sectPr></w:body></w:document>")
    return count


def _write(stream: IO[bytes], text: str) -> None:
    stream.write(text.encode("utf-8"))


def _row(*texts: str, header: bool = False) -> str:
    properties = "<w:trPr><w:tblHeader/></w:trPr>" if header else ""
    bold = "<w:rPr><w:b/></w:rPr>" if header else ""
    cells = "".join(
        '<w:tc><w:tcPr><w:tcW w:w="7000" w:type="dxa"/></w:tcPr>'
        + "".join(f"<w:p><w:r>{bold}{_runs(line)}</w:r></w:p>" for line in text.replace("\r\n", "\n").split("\n"))
        + "</w:tc>"
        for text in texts
    )
    return f"<w:tr>{properties}{cells}</w:tr>"


def _runs(line: str) -> str:
    return "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))

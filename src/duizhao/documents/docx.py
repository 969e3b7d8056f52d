"""Word files: paragraphs, tables row by row, footnotes; tracked changes as accepted, content controls opened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from duizhao.documents.archive import Package, attribute, child, local, whole
from duizhao.documents.draft import Draft, Sheet
from duizhao.documents.numbers import Numbers
from duizhao.errors import FormatError
from duizhao.model import Kind

# What is no text of the document: deletions, the start of a move, field codes, ruby above the line, comments.
_SKIPPED = frozenset(
    ["del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "rubyPr", "pPr", "rPr", "sdtPr", "sdtEndPr",
     "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "Fallback", "object", "commentReference", "annotationRef"]
)  # fmt: skip
_LONGEST_HEADING = 300  # characters; a paragraph in a heading style that is longer is none


@dataclass(frozen=True, slots=True)
class _Style:
    """What a paragraph style says: heading or table of contents, and its list."""

    kind: Literal["heading", "furniture"] | None = None
    list: tuple[str, int] | None = None


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    styles: dict[str, _Style]
    numbers: Numbers
    page: int = 1
    pending: str = ""  # the text of a paragraph whose mark is deleted: it goes on in the next
    boxes: list[etree._Element] = field(default_factory=list)  # text boxes of the current paragraph
    notes: list[tuple[str, str]] = field(default_factory=list)  # footnotes and endnotes in order of reference

    def body(self, parent: etree._Element, kind: Kind | None = None, *, sure: bool = False) -> None:
        """The paragraphs and tables of a body, a cell or a text box."""
        for element in parent:
            name = local(element)
            if name == "p":
                self.paragraph(element, kind, sure)
            elif name == "tbl":
                self.table(element)
            elif name not in _SKIPPED:  # content controls, insertions, custom XML
                self.body(element, kind, sure=sure)

    def paragraph(self, element: etree._Element, kind: Kind | None, sure: bool) -> None:
        style, label = self._style(element)
        text: list[str] = []
        page = self.page
        self._text(element, text)
        whole = self.pending + "".join(text)
        if child(element, "pPr", "rPr", "del") is not None:
            self.pending = whole
            return
        self.pending = ""
        if whole.strip() and label is not None:
            number = self.numbers.next(*label)
            if self.numbers.bullet(*label):
                kind = kind or "list"
            whole = number + whole.lstrip()
        if kind is None and style.kind and len(whole) <= _LONGEST_HEADING:
            kind = style.kind
        self.sheet.add(whole, kind, page=page, sure=sure or kind == "furniture")
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.body(box)

    def _style(self, element: etree._Element) -> tuple[_Style, tuple[str, int] | None]:
        properties = child(element, "pPr")
        named = child(properties, "pStyle")
        style = self.styles.get((attribute(named, "val") or "") if named is not None else "", _Style())
        return style, _list(properties) or style.list

    def _text(self, element: etree._Element, out: list[str]) -> None:
        for piece in element:
            name = local(piece)
            if name == "t":
                out.append(piece.text or "")
            elif name == "r":
                if not _hidden(piece):
                    self._text(piece, out)
            elif name == "tab":
                out.append("\t")
            elif name in ("br", "cr"):
                if attribute(piece, "type") == "page":
                    self.page += 1
                elif attribute(piece, "type") != "column":
                    out.append("\n")
            elif name == "lastRenderedPageBreak":
                self.page += 1
            elif name == "noBreakHyphen":
                out.append("-")
            elif name == "sym":
                out.append(_symbol(attribute(piece, "char") or ""))
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), attribute(piece, "id") or ""))
            elif name == "txbxContent":
                self.boxes.append(piece)
            elif name not in _SKIPPED:
                self._text(piece, out)

    def table(self, element: etree._Element) -> None:
        """Row by row; a table of one cell is a box drawn around paragraphs."""
        rows = [row for row in _inner(element, "tr") if child(row, "trPr", "del") is None]
        cells = [_inner(row, "tc") for row in rows]
        if sum(map(len, cells)) == 1:
            self.body(cells[0][0], "box")
            return
        for row in cells:
            for cell in row:
                merged = child(cell, "tcPr", "vMerge")
                if merged is not None and attribute(merged, "val") != "restart":
                    continue
                self.body(cell, "table", sure=True)


def read_docx(package: Package) -> Draft:
    """The text of a Word file; footnotes and endnotes stand at its end.

    Raises:
        FormatError: the package holds no Word document.
    """
    root = package.xml("word/document.xml")
    body = child(root, "body")
    if body is None:
        raise FormatError("holds no Word document", file=package.path)
    reader = _Reader(Sheet(), _styles(package), Numbers.read(package.xml("word/numbering.xml")))
    reader.body(body)
    for name in ("footnote", "endnote"):
        part = package.xml(f"word/{name}s.xml")
        notes = {attribute(e, "id"): e for e in part} if part is not None else {}
        for kind, number in reader.notes:
            if kind == name and number in notes:
                reader.body(notes[number])
    return reader.sheet.draft()


def _styles(package: Package) -> dict[str, _Style]:
    root = package.xml("word/styles.xml")
    if root is None:
        return {}
    elements = {attribute(e, "styleId") or "": e for e in root if local(e) == "style"}

    def resolve(name: str, depth: int = 0) -> _Style:
        element = elements.get(name)
        if element is None or depth > 12:
            return _Style()
        parent = child(element, "basedOn")
        base = resolve(attribute(parent, "val") or "", depth + 1) if parent is not None else _Style()
        title = child(element, "name")
        called = (attribute(title, "val") or "").lower() if title is not None else ""
        properties = child(element, "pPr")
        kind = base.kind
        if called.startswith("heading") or called == "title" or child(properties, "outlineLvl") is not None:
            kind = "heading"
        elif called.startswith("toc "):
            kind = "furniture"
        return _Style(kind, _list(properties) or base.list)

    return {name: resolve(name) for name in elements}


def _list(properties: etree._Element | None) -> tuple[str, int] | None:
    number = child(properties, "numPr", "numId")
    if number is None or attribute(number, "val") in (None, "0"):
        return None
    level = child(properties, "numPr", "ilvl")
    depth = attribute(level, "val") if level is not None else "0"
    return attribute(number, "val") or "", whole(depth)


def _inner(element: etree._Element, name: str) -> list[etree._Element]:
    """Rows of a table, cells of a row: also those inside content controls and insertions."""
    found: list[etree._Element] = []
    for piece in element:
        if local(piece) == name:
            found.append(piece)
        elif local(piece) not in ("tbl", "tr", "tc", "p") and local(piece) not in _SKIPPED:
            found += _inner(piece, name)
    return found


def _hidden(run: etree._Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val") not in ("0", "false", "off")


def _symbol(code: str) -> str:
    """A character of a symbol font; those of private use print as nothing here."""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= char <= "\uf8ff" or "\ud800" <= char <= "\udfff" else char

"""OpenDocument texts: paragraphs, tables row by row, notes; tracked deletions left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from duizhao.documents.archive import Package, attribute, child, local, whole
from duizhao.documents.draft import Draft, Sheet
from duizhao.errors import FormatError
from duizhao.model import Kind

_SKIPPED = frozenset(
    ["tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "variable-decls", "ruby-text",
     "soft-page-break", "bookmark", "note-citation", "user-field-decls", "table-columns", "table-column"]
)  # fmt: skip


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    notes: list[etree._Element] = field(default_factory=list)
    frames: list[etree._Element] = field(default_factory=list)

    def body(self, parent: etree._Element, kind: Kind | None = None, *, sure: bool = False) -> None:
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                text: list[str] = []
                self._text(element, text)
                own: Kind | None = kind or ("heading" if name == "h" else None)
                self.sheet.add("".join(text), own, sure=sure)
                frames, self.frames = self.frames, []
                for frame in frames:
                    self.body(frame)
            elif name == "table":
                self.table(element)
            elif name in ("table-of-content", "alphabetical-index"):
                self.body(element, "furniture", sure=True)
            elif name == "list":
                self.body(element, kind or "list", sure=sure)
            elif name not in _SKIPPED:
                self.body(element, kind, sure=sure)

    def _text(self, element: etree._Element, out: list[str]) -> None:
        out.append(element.text or "")
        for piece in element:
            name = local(piece)
            if name == "s":
                out.append(" " * min(whole(attribute(piece, "c"), 1), 100))
            elif name == "tab":
                out.append("\t")
            elif name == "line-break":
                out.append("\n")
            elif name == "note":
                self.notes.append(piece)
            elif name == "text-box":
                self.frames.append(piece)
            elif name not in _SKIPPED:
                self._text(piece, out)
            out.append(piece.tail or "")

    def table(self, element: etree._Element) -> None:
        cells = [cell for cell in element.iter() if local(cell) == "table-cell"]
        for cell in cells:
            if next((e for e in cell.iterancestors() if local(e) == "table"), None) is not element:
                continue  # of a table inside a cell
            if len(cells) == 1:
                self.body(cell, "box")
            else:
                self.body(cell, "table", sure=True)


def read_odt(package: Package) -> Draft:
    """The text of an OpenDocument text; notes stand at its end.

    Raises:
        FormatError: the package holds no OpenDocument text.
    """
    root = package.xml("content.xml")
    body = child(root, "body", "text")
    if body is None:
        raise FormatError("holds no OpenDocument text", file=package.path)
    reader = _Reader(Sheet())
    reader.body(body)
    for note in reader.notes:
        text = child(note, "note-body")
        if text is not None:
            reader.body(text)
    return reader.sheet.draft()

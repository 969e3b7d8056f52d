"""Documents of every format as characters, repairs and blocks: one reader a format.

>>> document = read("plan.en.txt")
>>> document.lang, document.blocks[0].kind
('en', 'heading')
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

from duizhao.documents import encodings
from duizhao.documents.draft import Draft
from duizhao.errors import FormatError, InputError
from duizhao.files import read_bytes
from duizhao.model import Document, Edit, Lang
from duizhao.script import language_of

_SAMPLE = 100_000  # characters that tell the language of a document
_WEB_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?"
    rb"<(?:!doctype html|html|head|body|\?xml[^>]*\?>\s*<(?:!doctype )?html)",
    re.DOTALL,
)
__all__ = ["draw", "read", "read_data", "read_text"]


def read(
    path: str | os.PathLike[str],
    lang: Lang | None = None,
    *,
    encoding: str | None = None,
    repair: bool = True,
) -> Document:
    """A file as a document; its name tells the format, `-` is standard input as plain text.

    Args:
        lang: its language; None: told from the script of the text.
        encoding: the encoding of a text file; None: told from the file.
        repair: whether broken lines are joined and layout spaces removed (as edits; `raw` stays).

    Raises:
        InputError: the file is missing, empty, a folder, binary, or has no words.
        EncodingError: its encoding cannot be told or is not the one given.
    """
    name = os.fspath(path)
    return read_data(read_bytes(name), name, lang, encoding=encoding, repair=repair)


def read_data(
    data: bytes, name: str, lang: Lang | None = None, *, encoding: str | None = None, repair: bool = True
) -> Document:
    """The bytes of a file as a document, as `read`; `name` is what messages call it."""
    draft = draw(data, name, encoding=encoding)
    return _document(draft, name, lang or _told(draft.raw, name), repair)


def draw(data: bytes, name: str, *, encoding: str | None = None) -> Draft:
    """The text of a file and its parts, by the reader for what the bytes are; the name decides between texts."""
    head = data[:4096].lstrip().lower()
    suffix = Path(name).suffix.lower()
    # lxml and PDFium are loaded for the formats that need them: a text is read in a twentieth of the time.
    if data.startswith(b"PK\x03\x04"):
        from duizhao.documents.archive import Package
        from duizhao.documents.docx import read_docx
        from duizhao.documents.odt import read_odt

        package = Package(data, name)
        if "word/document.xml" in package.names:
            return read_docx(package)
        if "content.xml" in package.names:
            return read_odt(package)
        raise FormatError("is a ZIP archive, but no .docx or .odt", file=name, mend="save it as .docx")
    if head.startswith(b"%pdf"):
        from duizhao.documents.pdf import read_pdf

        return read_pdf(data, name)
    web = suffix in (".html", ".htm", ".xhtml", ".shtml") or _WEB_PAGE.match(head) is not None
    text, used = encodings.decode(data, name, encoding or (encodings.declared(data) if web else None))
    if web:
        from duizhao.documents.html import read_html

        return replace(read_html(text, name), encoding=used)
    if suffix in (".md", ".markdown"):
        from duizhao.documents.markdown import read_markdown

        return replace(read_markdown(text), encoding=used)
    from duizhao.documents.plain import read_plain

    return replace(read_plain(text), encoding=used)


def read_text(raw: str, path: str, lang: Lang, *, repair: bool = True) -> Document:
    """A decoded plain text as a document; `path` is what messages call it."""
    from duizhao.documents.plain import read_plain

    return _document(read_plain(raw), path, lang, repair)


def _told(raw: str, name: str) -> Lang:
    lang = language_of(raw[:_SAMPLE]) or language_of(raw)
    if lang is None:
        raise InputError("has no words in Chinese or English", file=name, mend="give --lang if it is right")
    return lang


def _document(draft: Draft, path: str, lang: Lang, repair: bool) -> Document:
    # 50 ms of patterns for which a check of units, which only wants to know labels, need not wait.
    from duizhao.documents import joining, structure
    from duizhao.documents.tidy import tidy

    parts = list(draft.parts)
    joints: list[Edit] = []
    if repair and draft.lines:
        parts, joints = joining.join_lines(draft.raw, draft.parts, lang)
    edits = tidy(draft.raw, parts, joints, lang) if repair else ()
    return Document(path, lang, draft.raw, structure.blocks(draft.raw, parts, edits, lang), edits, draft.encoding)

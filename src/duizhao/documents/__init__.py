"""Documents of every format as characters, repairs and blocks: one reader a format.

>>> document = read("plan.en.txt")
>>> document.lang, document.blocks[0].kind
('en', 'heading')
"""

from __future__ import annotations

import os
from pathlib import Path

from duizhao.documents import encodings, joining, structure
from duizhao.documents.draft import Draft
from duizhao.documents.markdown import read_markdown
from duizhao.documents.plain import read_plain
from duizhao.documents.tidy import tidy
from duizhao.errors import InputError
from duizhao.files import read_bytes
from duizhao.model import Document, Edit, Lang
from duizhao.script import language_of

_SAMPLE = 100_000  # characters that tell the language of a document
__all__ = ["read", "read_text"]


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
    data = read_bytes(name)
    suffix = Path(name).suffix.lower()
    raw, used = encodings.decode(data, name, encoding)
    draft = read_markdown(raw) if suffix in (".md", ".markdown") else read_plain(raw)
    return _document(draft, name, lang or _told(raw, name), repair, used)


def read_text(raw: str, path: str, lang: Lang, *, repair: bool = True) -> Document:
    """A decoded plain text as a document; `path` is what messages call it."""
    return _document(read_plain(raw), path, lang, repair, "utf-8")


def _told(raw: str, name: str) -> Lang:
    lang = language_of(raw[:_SAMPLE]) or language_of(raw)
    if lang is None:
        raise InputError("has no words in Chinese or English", file=name, mend="give --lang if it is right")
    return lang


def _document(draft: Draft, path: str, lang: Lang, repair: bool, encoding: str) -> Document:
    parts = list(draft.parts)
    joints: list[Edit] = []
    if repair and draft.lines:
        parts, joints = joining.join_lines(draft.raw, draft.parts, lang)
    edits = tidy(draft.raw, parts, joints, lang) if repair else ()
    return Document(path, lang, draft.raw, structure.blocks(draft.raw, parts, edits, lang), edits, encoding)

"""The compiled dictionary in the user's cache folder: built once, keyed by content, rebuilt when broken."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from duizhao.lexicon.cedict import Tables, compile_tables, dictionary_bytes, parse
from duizhao.words import cache_folder

# Raise it when compile_tables gives other tables for the same dictionary.
VERSION = 2
_TEXT = ("words", "chars", "stems", "readings")
_ARRAYS = ("word_ptr", "word_stem", "word_prob", "char_ptr", "char_stem", "char_prob", "stem_count")


def dictionary_hash(data: bytes) -> str:
    """Names a dictionary and the version of its compilation, for the cache and for signatures of scores."""
    return hashlib.blake2b(data + b"\0%d" % VERSION, digest_size=8).hexdigest()


def load_tables() -> Tables:
    """The compiled dictionary (0.1 s; the first time on a machine about 6 s).

    Two processes that build it at once write the same bytes to files of their own and rename them: the last
    one wins and nobody reads a half-written one.
    """
    data = dictionary_bytes()
    path = cache_folder() / f"cedict-{dictionary_hash(data)}.npz"
    with suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return _read(path)
    tables = compile_tables(parse(data))
    with suppress(OSError):  # a cache that can't be written costs time, not the result
        _write(tables, path)
    return tables


def _read(path: Path) -> Tables:
    with path.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        content: dict[str, Any] = {name: stored[name] for name in _ARRAYS}
        content |= {name: bytes(stored[name]).decode("utf-8").split("\n") for name in _TEXT}
    tables = Tables(**content)
    if len(tables.words) + 1 != len(tables.word_ptr) or len(tables.chars) + 1 != len(tables.char_ptr):
        raise ValueError("the cached dictionary does not fit together")
    return tables


def _write(tables: Tables, path: Path) -> None:
    content: dict[str, Any] = {
        name: np.frombuffer("\n".join(getattr(tables, name)).encode(), np.uint8) for name in _TEXT
    }
    content |= {name: getattr(tables, name) for name in _ARRAYS}
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            np.savez(stream, **content)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

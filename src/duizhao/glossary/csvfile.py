"""The glossary's own file: one CSV, one concept a row (columns as in glossary/README.md).

A file in the canonical form (these columns, LF, minimal quoting) is written back byte for byte.
"""

from __future__ import annotations

import csv
import gc
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import IO, get_args

from duizhao.cache import kept, key_of
from duizhao.errors import EncodingError, FormatError, OutputError
from duizhao.files import read_bytes, write_atomically
from duizhao.glossary.rows import VERSION, pack, unpack
from duizhao.model import Concept, EntryState, Term, TermStatus

COLUMNS = (
    *("id", "zh", "zh_deprecated", "en", "en_admitted", "en_deprecated", "en_forbidden", "pos", "kind"),
    *("domain", "definition_zh", "definition_en", "source", "note", "state", "flags", "created", "modified"),
)
SEPARATOR = " | "
_WORTH_KEEPING = 50_000  # bytes of a file that is read in 10 ms
_KEPT = 24  # files whose concepts stay in the cache; the shipped glossary has six
_NCNAME = re.compile(r"[^\W\d][\w.\-·]*")
_TERM = re.compile(r"(?P<text>.*?)(?: \{(?P<note>[^{}]*)\})?", re.DOTALL)
_STATES: tuple[str, ...] = get_args(EntryState)
# The English columns, in the order in which terms stand in a concept.
_ENGLISH: tuple[tuple[str, TermStatus], ...] = (
    ("en", "preferred"),
    ("en_admitted", "admitted"),
    ("en_deprecated", "deprecated"),
    ("en_forbidden", "forbidden"),
)


def read_glossary(path: str | os.PathLike[str]) -> tuple[Concept, ...]:
    """The concepts of a glossary CSV, in its order.

    The columns may stand in any order; only `zh` and `en` must be there. Rows without an id get `c` and their
    line. `-` is standard input. Of files that take long to read the concepts are kept in the cache folder, by the
    files' content: reading 9,000 again takes a fifth of the time.

    Raises:
        FormatError: unknown or missing columns, a row of the wrong length, a bad or repeated id, a row
            without terms, an unknown state; with the line.
        EncodingError: not UTF-8.
    """
    data = read_bytes(path)
    # A hundred thousand small objects that all live on: collecting garbage among them is a quarter of the time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        if len(data) < _WORTH_KEEPING:
            return _parsed(data, path)
        packed = kept("concepts", key_of(f"{VERSION}", data), lambda: list(map(pack, _parsed(data, path))), most=_KEPT)
        return tuple(map(unpack, packed))
    finally:
        if collecting:
            gc.enable()


def _parsed(data: bytes, path: str | os.PathLike[str]) -> tuple[Concept, ...]:
    concepts = []
    lines: dict[str, int] = {}
    for line, row in _rows(data, path):
        concept = concept_of(row, path, line)
        if concept.id in lines:
            raise FormatError(
                f"id {concept.id!r} is taken by line {lines[concept.id]}",
                file=path,
                line=line,
                mend="give every concept its own",
            )
        lines[concept.id] = line
        concepts.append(concept)
    return tuple(concepts)


def rows(path: str | os.PathLike[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a glossary CSV as column → cell, and the line each begins on; raises as `read_glossary`."""
    return _rows(read_bytes(path), path)


def _rows(data: bytes, path: str | os.PathLike[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise EncodingError(
            f"not UTF-8 (byte 0x{data[error.start]:02x})", file=path, line=line, mend="save it as UTF-8"
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    before = 0
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _header(cells, path, line)
                continue
            if len(cells) != len(header):
                raise FormatError(
                    f"{len(cells)} cells where the header has {len(header)}",
                    file=path,
                    line=line,
                    mend="put cells that hold commas in double quotes",
                )
            yield line, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise FormatError(
            f"broken CSV ({error})", file=path, line=before + 1, mend="look for an unclosed double quote"
        ) from error
    if not header:
        raise FormatError("has no header row", file=path, mend=f"begin it with {','.join(COLUMNS[:4])},…")


def _header(cells: Sequence[str], path: object, line: int) -> list[str]:
    header = [cell.strip() for cell in cells]
    for name in header:
        if name not in COLUMNS:
            close = get_close_matches(name, COLUMNS, 1)
            mend = f"did you mean {close[0]!r}?" if close else f"the columns are {', '.join(COLUMNS)}"
            raise FormatError(f"unknown column {name!r}", file=path, line=line, mend=mend)
    if len(set(header)) != len(header):
        double = next(name for name in header if header.count(name) > 1)
        raise FormatError(f"column {double!r} stands twice", file=path, line=line, mend="take one out")
    for name in ("zh", "en"):
        if name not in header:
            raise FormatError(f"no column {name!r}", file=path, line=line, mend="name the columns in the first row")
    return header


def concept_of(row: Mapping[str, str], path: object, line: int) -> Concept:
    """A row, column → cell, as a concept; raises as `read_glossary`."""

    def fault(message: str, mend: str) -> FormatError:
        return FormatError(message, file=path, line=line, mend=mend)

    number = row.get("id", "") or f"c{line}"
    if not _NCNAME.fullmatch(number):
        raise fault(f"id {number!r} is no name", "begin with a letter, go on with letters, digits, - . _")
    zh = terms(row["zh"], "preferred")
    zh = zh[:1] + tuple(Term(t.text, "admitted", t.note) for t in zh[1:])
    zh += terms(row.get("zh_deprecated", ""), "deprecated")
    en = tuple(term for column, status in _ENGLISH for term in terms(row.get(column, ""), status))
    if not zh or not en:
        raise fault(f"no {'Chinese' if not zh else 'English'} term", "fill in the cell or take the row out")
    state = row.get("state", "") or "approved"
    if state not in _STATES:
        raise fault(f"unknown state {state!r}", f"one of {', '.join(_STATES)}")
    return Concept(
        number,
        zh,
        en,
        domain=split(row.get("domain", "")),
        state=state,  # type: ignore[arg-type]
        flags=split(row.get("flags", "")),
        kind=sys.intern(row.get("kind", "") or "term"),
        **{name: sys.intern(row.get(name, "")) for name in _PLAIN},
    )


_PLAIN = ("pos", "definition_zh", "definition_en", "source", "note", "created", "modified")


def split(cell: str) -> tuple[str, ...]:
    """The values of a multi-valued cell."""
    return tuple(sys.intern(value.strip()) for value in cell.split(SEPARATOR.strip()) if value.strip())


def terms(cell: str, status: TermStatus) -> tuple[Term, ...]:
    """The terms of a cell, each with the note that stands behind it in braces."""
    found = []
    for value in _split_terms(cell):
        match = _TERM.fullmatch(value)
        if match is None or not match["text"]:
            found.append(Term(value, status))
        else:
            found.append(Term(match["text"], status, match["note"] or ""))
    return tuple(found)


def _split_terms(cell: str) -> Iterator[str]:
    return (value.strip() for value in cell.split(SEPARATOR) if value.strip())


def write_glossary(concepts: Iterable[Concept], path: str | os.PathLike[str]) -> None:
    """Writes concepts in the canonical form; `-` is standard output.

    Raises:
        OutputError: a term or note that the form cannot hold (` | `, braces).
    """
    with write_atomically(path) as stream:
        write_rows(stream, chain([COLUMNS], (row_of(concept, path) for concept in concepts)))


def write_rows(stream: IO[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> int:
    """Writes rows as CSV with minimal quoting and LF; gives their number.

    Python's csv does not quote a cell for a carriage return when lines end in LF, and reads it as the end of a
    row: rows with one are quoted throughout.
    """
    minimal = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    full = csv.writer(stream, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    count = 0
    for row in rows:
        count += 1
        (full if any("\r" in cell for cell in row) else minimal).writerow(row)
    return count


def row_of(concept: Concept, path: object = None) -> list[str]:
    """A concept as the cells of its row."""

    def cell(terms: Iterable[Term], *statuses: TermStatus) -> str:
        return SEPARATOR.join(_term_cell(t, concept.id, path) for t in terms if t.status in statuses)

    english = {column: cell(concept.en, status) for column, status in _ENGLISH}
    values = {
        "id": concept.id,
        "zh": cell(concept.zh, "preferred", "admitted"),
        "zh_deprecated": cell(concept.zh, "deprecated", "forbidden"),
        **english,
        "domain": SEPARATOR.join(concept.domain),
        "kind": concept.kind,
        "state": concept.state,
        "flags": SEPARATOR.join(concept.flags),
        **{name: getattr(concept, name) for name in _PLAIN},
    }
    return [values[name] for name in COLUMNS]


def _term_cell(term: Term, number: str, path: object) -> str:
    cell = f"{term.text} {{{term.note}}}" if term.note else term.text
    if terms(cell, term.status) != (term,):
        raise OutputError(
            f"concept {number}: the term {cell!r} cannot stand in a cell",
            file=path,
            mend="take ' | ', braces and outer blanks out of it",
        )
    return cell

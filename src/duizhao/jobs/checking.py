"""From files to findings: a translation alone, with its source, a bilingual file, or a whole project."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.checks import Options, check_english, examine
from duizhao.checks.notes import stale
from duizhao.errors import FormatError, InputError
from duizhao.exchange import read_units
from duizhao.exchange.base import Tell, ignore
from duizhao.exchange.formats import UNIT_FORMATS, format_of
from duizhao.files import read_bytes
from duizhao.glossary import Glossary
from duizhao.model import Document, Finding, Kind, Unit
from duizhao.units import renumbered

if TYPE_CHECKING:
    from duizhao.config import Project
    from duizhao.jobs.learn import Terms
    from duizhao.jobs.pair import AlignedPair
    from duizhao.lexicon import Lexicon

_SCRAP = re.compile(r"[\s\d/|.年月日—–-]*")  # a date badge
_DOCUMENTS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".odt")
_MACHINE = re.compile(r'\s*(?:<\?xml|<tmx|<xliff|<martif|\{"|\[\{")')
_NAMES = {"zh": "Chinese", "en": "English"}


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings, what was checked in words, the alignments where any were made, and what notes of units take back:
    findings, and remarks that do so in vain."""

    findings: tuple[Finding, ...]
    what: str
    pairs: tuple[AlignedPair, ...] = ()
    ignored: tuple[Finding, ...] = ()
    in_vain: tuple[str, ...] = ()


def check_file(
    target: str,
    source: str | None = None,
    glossary: Glossary | None = None,
    *,
    options: Options,
    encoding: str | None = None,
    format: str | None = None,
    memory: Sequence[Unit] = (),
    lexicon: Lexicon | None = None,
    tell: Tell = ignore,
) -> Checked:
    """Check a translation.

    Args:
        target: an English document, or a file of units (TMX, XLIFF, tables, …).
        source: the document it was translated from; aligned on the fly. Which of the two is Chinese is told from
            them, whatever `options.direction` says.
        format: of a file of units; None to find out.
        memory: earlier units, for precedents.
        lexicon: word translations for the alignment; None for the dictionary's.
        tell: is called for what a file of units does not give.

    Raises:
        InputError: a file cannot be read.
    """
    name = "standard input" if os.fspath(target) == "-" else target
    if source is not None:
        from duizhao.jobs.pair import align_documents  # numpy and the dictionary: only where they are needed

        zh, en = _sides(target, source, encoding)
        options = replace(options, direction="en-zh" if zh.path == target else "zh-en")
        pair = align_documents(zh, en, lexicon=lexicon)
        return _checked(pair.units, glossary, options, memory, pair.summary(), (pair,))
    if format is not None or _holds_units(target):
        with _at_hand(target, format) as path:
            found = tuple(read_units(path, format=format, encoding=encoding, tell=tell))
        units = with_kinds(tuple(_named(unit, path, target) for unit in found))
        if not units:
            raise InputError("holds no units to check", file=target)
        return _checked(units, glossary, options, memory, f"{name}, {counted(len(units), 'unit')}")
    document = _document(target, encoding)
    if document.lang == "zh":
        raise InputError(
            "is Chinese", file=target,
            mend="give the translation, and the Chinese with --source; or, if this is the translation, its English",
        )  # fmt: skip
    from duizhao.sentences import split  # patterns for which a file of units need not wait

    sentences = split(document)
    told = check_english(sentences, target, glossary, options=options)
    return Checked(told, f"{name}, {counted(len(sentences), 'sentence')}, English alone")


def _checked(
    units: Sequence[Unit], glossary: Glossary | None, options: Options, memory: Sequence[Unit], what: str,
    pairs: tuple[AlignedPair, ...] = (),
) -> Checked:  # fmt: skip
    found, taken_back = examine(units, glossary, options=options, memory=memory)
    # With some checks only, every other remark would seem to be in vain.
    in_vain = () if options.only else tuple(_in_vain(unit, name) for unit, name in stale(units, taken_back))
    return Checked(found, what, pairs, taken_back, in_vain)


def _in_vain(unit: Unit, name: str) -> str:
    side = unit.en or unit.zh
    place = f"{unit.en_file or unit.zh_file}:{side[0].line}" if side else f"unit {unit.id}"
    return f"{place}: a note ignores {'findings' if name == 'all' else name.upper()}, and there is none"


def _sides(target: str, source: str, encoding: str | None) -> tuple[Document, Document]:
    """The Chinese document and the English one, whichever is the translation."""
    for path in (target, source):
        if not path.lower().endswith((".docx", ".zh", ".en")) and _holds_units(path):
            raise InputError(
                "holds units, no running text", file=path,
                mend="check it without --source, it has both languages" if path == target else "give a document",
            )  # fmt: skip
    documents = _document(source, encoding), _document(target, encoding)
    languages = [document.lang for document in documents]
    if languages[0] == languages[1]:
        both = _NAMES[languages[0]]
        raise InputError(f"is {both}, and so is {source}", file=target, mend="give the translation and its source")
    return documents if languages[0] == "zh" else documents[::-1]


def _document(path: str, encoding: str | None) -> Document:
    from duizhao.documents import read

    document = read(path, encoding=encoding)
    if _MACHINE.match(document.raw):
        raise FormatError(
            "holds data, no running text", file=path, mend="name its format with --from (tmx, xliff, jsonl, …)"
        )
    return document


@contextmanager
def _at_hand(target: str, format: str | None) -> Iterator[str]:
    """The file, or what stands on standard input as a file: some formats are read twice."""
    if target != "-":
        yield target
        return
    suffix = format_of(target, UNIT_FORMATS, "read", format).suffixes[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"stdin{suffix}"
        path.write_bytes(read_bytes("-"))
        try:
            yield str(path)
        except InputError as error:
            raise type(error)(error.message, file=target, line=error.line, mend=error.mend) from error


def _named(unit: Unit, path: str, name: str) -> Unit:
    """A unit that was read from `path` as one of the file that the user named."""
    if path == name or path not in (unit.zh_file, unit.en_file):
        return unit
    return replace(
        unit,
        zh_file=name if unit.zh_file == path else unit.zh_file,
        en_file=name if unit.en_file == path else unit.en_file,
    )


def check_project(
    project: Project, glossary: Glossary | None = None, *, options: Options, terms: Terms = (),
    memory: Sequence[Unit] = (),
) -> Checked:  # fmt: skip
    """Check all document pairs of a project, each against the others as well; aligned on the fly.

    Args:
        terms: those that count as evidence in alignment, see `duizhao.jobs.learn.terms_of`.

    Raises:
        InputError: a file cannot be read.
    """
    from duizhao.jobs.learn import lexicon_with
    from duizhao.jobs.pair import align_files

    lexicon = lexicon_with(tuple(map(str, project.lexicons)), terms)
    pairs = tuple(
        align_files(pair.zh, pair.en, presplit=project.presplit, encoding=project.encoding, lexicon=lexicon)
        for pair in project.pairs
    )
    units = tuple(renumbered(unit for pair in pairs for unit in pair.units))
    what = f"{project.name}, {counted(len(pairs), 'document pair')}, {counted(len(units), 'unit')}"
    return _checked(units, glossary, options, memory, what, pairs)


def read_memory(paths: Sequence[str]) -> tuple[Unit, ...]:
    """The units of files of any format, for precedents.

    Raises:
        InputError: a file cannot be read.
    """
    return tuple(unit for path in paths for unit in read_units(path))


def counted(number: int, what: str) -> str:
    """`1 unit`, `2 units`."""
    return f"{number} {what}{'s' * (number != 1)}"


def with_kinds(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units with what their words tell: page furniture and notes among those of one side, which most formats do
    not mark; English alone before the first pair is front matter."""
    found: list[Unit] = []
    paired = False
    for unit in units:
        paired = paired or bool(unit.zh and unit.en)
        side = () if unit.zh and unit.en else unit.zh or unit.en
        if side and all(sentence.kind == "paragraph" for sentence in side) and (kind := _kind(unit, front=not paired)):
            kinds = tuple(replace(sentence, kind=kind) for sentence in side)
            unit = replace(unit, zh=kinds) if unit.zh else replace(unit, en=kinds)
        found.append(unit)
    return tuple(found)


def _kind(unit: Unit, *, front: bool) -> Kind | None:
    from duizhao.documents.structure import furniture, note

    text = unit.zh_text or unit.en_text
    if furniture(text) or (front and _SCRAP.fullmatch(text)):
        return "furniture"
    return "note" if note(text) or (front and unit.en) else None


def _holds_units(target: str) -> bool:
    """Whether a file is bilingual: by its suffix; a .docx by whether it holds a table of two columns."""
    name = os.fspath(target).lower()
    if name == "-" or name.endswith(_DOCUMENTS):
        return False
    try:
        format_of(target, UNIT_FORMATS, "read")
    except FormatError:
        # A damaged file of units: reading it says what is wrong.
        return name.endswith(tuple(suffix for f in UNIT_FORMATS for suffix in f.suffixes))
    if name.endswith(".docx"):
        try:
            return next(iter(read_units(target)), None) is not None
        except InputError:
            return False
    return True

"""From files to findings: a translation alone, with its source, or a bilingual file; accepted findings."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from duizhao.checks import Options, check_english, check_units
from duizhao.documents import read
from duizhao.documents.structure import furniture, note
from duizhao.errors import FormatError, InputError
from duizhao.exchange import read_units
from duizhao.exchange.base import Tell, ignore
from duizhao.exchange.formats import UNIT_FORMATS, format_of
from duizhao.files import read_bytes, write_atomically
from duizhao.glossary import Glossary
from duizhao.model import Finding, Kind, Unit
from duizhao.sentences import split
from duizhao.units import renumbered

if TYPE_CHECKING:
    from duizhao.config import Project
    from duizhao.jobs.learn import Terms
    from duizhao.jobs.pair import AlignedPair

_SCRAP = re.compile(r"[\s\d/|.年月日—–-]*")  # a date badge
_DOCUMENTS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".odt")


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings, what was checked in words, and the alignments where any were made."""

    findings: tuple[Finding, ...]
    what: str
    pairs: tuple[AlignedPair, ...] = ()


def check_file(
    target: str,
    source: str | None = None,
    glossary: Glossary | None = None,
    *,
    options: Options,
    encoding: str | None = None,
    format: str | None = None,
    memory: Sequence[Unit] = (),
    tell: Tell = ignore,
) -> Checked:
    """Check a translation.

    Args:
        target: an English document, or a file of units (TMX, XLIFF, tables, …).
        source: its Chinese document; aligned on the fly.
        format: of a file of units; None to find out.
        memory: earlier units, for precedents.
        tell: is called for what a file of units does not give.

    Raises:
        InputError: a file cannot be read.
    """
    name = "standard input" if os.fspath(target) == "-" else target
    if source is not None:
        from duizhao.jobs.pair import align_files  # numpy and the dictionary: only where they are needed

        pair = align_files(source, target, encoding=encoding)
        return Checked(check_units(pair.units, glossary, options=options, memory=memory), pair.summary(), (pair,))
    if format is not None or _holds_units(target):
        units = with_kinds(tuple(read_units(target, format=format, encoding=encoding, tell=tell)))
        if not units:
            raise InputError("holds no units to check", file=target)
        found = check_units(units, glossary, options=options, memory=memory)
        return Checked(found, f"{name}, {counted(len(units), 'unit')}")
    document = read(target, encoding=encoding)
    if document.lang == "zh":
        raise InputError("is Chinese", file=target, mend="give the translation, and the Chinese with --source")
    sentences = split(document)
    found = check_english(sentences, target, glossary, options=options)
    return Checked(found, f"{name}, {counted(len(sentences), 'sentence')}, English alone")


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
    return Checked(check_units(units, glossary, options=options, memory=memory), what, pairs)


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
        if all(sentence.kind == "paragraph" for sentence in side) and (kind := _kind(unit, front=not paired)):
            kinds = tuple(replace(sentence, kind=kind) for sentence in side)
            unit = replace(unit, zh=kinds) if unit.zh else replace(unit, en=kinds)
        found.append(unit)
    return tuple(found)


def _kind(unit: Unit, *, front: bool) -> Kind | None:
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
        return False
    if name.endswith(".docx"):
        try:
            return next(iter(read_units(target)), None) is not None
        except InputError:
            return False
    return True


def read_accepted(path: str | os.PathLike[str]) -> dict[str, str]:
    """Accepted findings, fingerprint → reason; lines `FINGERPRINT⇥reason`, `#` begins a remark.

    Raises:
        FormatError: a line has no reason.
    """
    accepted: dict[str, str] = {}
    if not Path(path).exists():
        return accepted
    for number, line in enumerate(read_bytes(path).decode("utf-8-sig", "replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fingerprint, _, reason = line.partition("\t")
        if not reason.strip():
            raise FormatError("no reason", file=path, line=number, mend="write FINGERPRINT, a tab, the reason")
        accepted[fingerprint.strip()] = reason.strip()
    return accepted


def accept(path: str | os.PathLike[str], fingerprints: Sequence[str], reason: str) -> None:
    """Add findings to the file of accepted ones."""
    accepted = read_accepted(path) | dict.fromkeys(fingerprints, " ".join(reason.split()))
    with write_atomically(path) as stream:
        stream.write("# Findings that people looked at and accepted: fingerprint, tab, reason.\n")
        stream.writelines(f"{fingerprint}\t{why}\n" for fingerprint, why in sorted(accepted.items()))


def read_baseline(path: str | os.PathLike[str]) -> frozenset[str]:
    """The fingerprints of an earlier report (`--format json` or `jsonl`).

    Raises:
        FormatError: it is no such report.
    """
    text = read_bytes(path).decode("utf-8-sig", "replace")
    try:
        data = json.loads(text) if text.lstrip().startswith("[") else None
        if data is None:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        if len(data) == 1 and "findings" in data[0]:
            data = data[0]["findings"]
        return frozenset(str(entry["fingerprint"]) for entry in data)
    except (ValueError, KeyError, TypeError) as error:
        raise FormatError("not a report of findings", file=path, mend="make one with --format jsonl") from error

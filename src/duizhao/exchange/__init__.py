"""Exchange formats: aligned units and glossaries, in and out of CAT tools. One file a format.

    from duizhao.exchange import read_units, write_units, read_concepts, write_concepts

The suffix of a file decides its format, its content where the suffix is shared; `format` overrules both.
Formats are loaded when they are used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from duizhao.exchange.base import Format, Outcome, ReadOptions, Remark, Tally, Tell, WriteOptions, ignore
from duizhao.exchange.formats import GLOSSARY_FORMATS, UNIT_FORMATS, format_of
from duizhao.exchange.losses import tell_of_concepts, tell_of_units
from duizhao.model import Concept, Lang, Unit

__all__ = [
    "GLOSSARY_FORMATS",
    "UNIT_FORMATS",
    "Format",
    "Outcome",
    "Remark",
    "Tally",
    "read_concepts",
    "read_units",
    "write_concepts",
    "write_units",
]


def read_units(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, int] | None = None,
    zh: str | None = None,
    en: str | None = None,
    tell: Tell = ignore,
) -> Iterator[Unit]:
    """The aligned units of a file; `-` is standard input (give `format`).

    Args:
        format: the name of a format; None to find out.
        encoding: of text formats; None to find out.
        columns: of tables, `{"zh": 1, "en": 3}`, counted from 1; None to guess.
        zh, en: for formats of sentence numbers: the files with the sentences, one a line.
        tell: is called with a `Remark` for everything that is left out or altered; a `Tally` counts them.

    Raises:
        InputError: the file cannot be read as units.
    """
    name = os.fspath(path)
    chosen = format_of(name, UNIT_FORMATS, "read", format)
    assert chosen.reader is not None
    units: Iterator[Unit] = chosen.reader(name, ReadOptions(encoding, columns, zh, en), tell)
    return units


def write_units(
    units: Iterable[Unit],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    zh_lang: str | None = None,
    en_lang: str = "en-US",
    source: Lang = "zh",
    tool: str = "",
    title: str = "",
    strict: bool = False,
) -> Outcome:
    """Writes aligned units; the file takes its place when it is whole. `-` is standard output.

    Args:
        format: the name of a format; None goes by the suffix.
        zh_lang: the tag of the Chinese; None for zh-CN or zh-TW, as the characters are.
        source: the language that a CAT tool is to take as the source.
        strict: a loss is an error, and nothing is written.

    Raises:
        OutputError: the file cannot be written.
        FormatError: the format is unknown, or loses something and `strict` is set.
    """
    name = os.fspath(path)
    chosen = format_of(name, UNIT_FORMATS, "write", format)
    assert chosen.writer is not None
    units = iter(units)
    if zh_lang is None:
        sample = list(islice(units, 200))
        zh_lang = _chinese_tag("".join(unit.zh_text for unit in sample))
        units = chain(sample, units)
    tally = Tally(strict=strict)
    options = WriteOptions(zh_lang, en_lang, source, tool=tool, title=title)
    if chosen.loses:
        units = tell_of_units(units, chosen.loses, name, tally)
    count = chosen.writer(units, name, options, tally)
    return Outcome(count, tally.remarks)


def read_concepts(
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, int] | None = None,
    tell: Tell = ignore,
) -> tuple[Concept, ...]:
    """The concepts of a glossary file; arguments and errors as in `read_units`."""
    name = os.fspath(path)
    chosen = format_of(name, GLOSSARY_FORMATS, "read", format)
    assert chosen.reader is not None
    return tuple(chosen.reader(name, ReadOptions(encoding, columns), tell))


def write_concepts(
    concepts: Iterable[Concept],
    path: str | os.PathLike[str],
    *,
    format: str | None = None,
    dialect: str = "v3",
    tool: str | None = None,
    zh_lang: str | None = None,
    en_lang: str = "en-US",
    source: Lang = "zh",
    title: str = "",
    strict: bool = False,
) -> Outcome:
    """Writes a glossary; arguments and errors as in `write_units`.

    Args:
        dialect: of TBX: `v3` (ISO 30042:2019), `v3-dct`, or `v2` (what CAT tools read).
        tool: the CAT tool the file is for.
    """
    name = os.fspath(path)
    chosen = format_of(name, GLOSSARY_FORMATS, "write", format, tool)
    assert chosen.writer is not None
    everything = tuple(concepts)
    if zh_lang is None:
        zh_lang = _chinese_tag("".join(c.zh[0].text for c in everything[:400] if c.zh))
    tally = Tally(strict=strict)
    options = WriteOptions(zh_lang, en_lang, source, dialect, tool or "", title)
    tell_of_concepts(everything, chosen.loses, name, tally)
    count = chosen.writer(everything, name, options, tally)
    return Outcome(count, tally.remarks)


def _chinese_tag(sample: str) -> str:
    from duizhao.script import is_traditional

    sample = sample.encode("utf-8", "ignore").decode("utf-8")  # opencc takes no lone surrogates
    return "zh-TW" if is_traditional(sample) else "zh-CN"

"""What all exchange formats share: their description, their options, and how losses are told."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Literal

from duizhao.errors import FormatError
from duizhao.files import unreadable
from duizhao.model import Lang

DIALECTS = ("v3", "v3-dct", "v2")
TOOLS = ("omegat", "memoq", "trados", "phrase", "deepl", "google")

RemarkKind = Literal["skipped", "lost", "changed", "noted"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was not taken over as it stood.

    Attributes:
        kind: `skipped` (an item was left out), `lost` (part of an item was), `changed` (its text is altered),
            `noted` (nothing is missing, but a person may want to know).
        why: the reason; remarks with equal reasons are counted together.
        file, line: the first place, line 0 where there is none.
        count: how many times.
    """

    kind: RemarkKind
    why: str
    file: str = ""
    line: int = 0
    count: int = 1

    def __str__(self) -> str:
        place = ""
        if self.file:
            place = f" (first: {self.file}:{self.line})" if self.line else f" ({self.file})"
        return f"{self.kind} {self.count}: {self.why}{place}"


Tell = Callable[[Remark], None]


class Tally:
    """Counts equal remarks and keeps the first place of each; with `strict` a loss is an error."""

    def __init__(self, *, strict: bool = False, forward: Tell | None = None) -> None:
        self._strict = strict
        self._forward = forward
        self._seen: dict[tuple[str, str, str], tuple[Remark, int]] = {}

    def __call__(self, remark: Remark) -> None:
        if self._strict and remark.kind in ("skipped", "lost"):
            raise FormatError(
                f"{remark.kind}: {remark.why}",
                file=remark.file or None,
                line=remark.line or None,
                mend="choose a format that carries it, or do without --strict",
            )
        if self._forward is not None:
            self._forward(remark)
        key = (remark.kind, remark.why, remark.file)
        first, count = self._seen.get(key, (remark, 0))
        self._seen[key] = (first, count + remark.count)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The remarks in the order they were first made, with their counts."""
        return tuple(Remark(r.kind, r.why, r.file, r.line, count) for r, count in self._seen.values())


def ignore(remark: Remark) -> None:
    """Takes a remark and does nothing with it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written: the number of units or concepts, and what the format could not carry."""

    count: int
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read.

    Attributes:
        encoding: of text formats; None to find out.
        columns: of tables, column name (`zh`, `en`, ...) to its number counted from 1; None to guess.
        zh, en: files with the sentences, one a line, for formats that hold only sentence numbers; None to
            look for them beside the file.
    """

    encoding: str | None = None
    columns: Mapping[str, int] | None = None
    zh: str | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write.

    Attributes:
        zh_lang, en_lang: BCP 47 tags; an empty `zh_lang` is told from the script (zh-CN or zh-TW).
        source: the language that a CAT tool is to take as the source.
        dialect: of TBX: `v3`, `v3-dct` or `v2`.
        tool: the CAT tool the file is for; what it would misread is left out.
        title: of the collection.
    """

    zh_lang: str = ""
    en_lang: str = "en-US"
    source: Lang = "zh"
    dialect: str = "v3"
    tool: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of units or of glossaries.

    Attributes:
        reads, writes: `module:function` in this package, loaded when called; "" where that way does not exist.
        roots: of XML: the local names of the root element.
        marks: of tables: cells of the first row by which it is told from others of the same suffix.
        loses: fields of `Unit` or `Concept` that it has no place for; told where they hold something.
        tools: the CAT tools whose own format it is; chosen on writing when one of them is named.
    """

    name: str
    suffixes: tuple[str, ...]
    summary: str
    reads: str = ""
    writes: str = ""
    roots: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()

    @property
    def reader(self) -> Callable[..., Any] | None:
        """`(path, ReadOptions, Tell) -> iterator of units or concepts`."""
        return _load(self.reads)

    @property
    def writer(self) -> Callable[..., Any] | None:
        """`(items, path, WriteOptions, Tell) -> number of items written`."""
        return _load(self.writes)


def _load(name: str) -> Callable[..., Any] | None:
    if not name:
        return None
    module, _, function = name.partition(":")
    found: Callable[..., Any] = getattr(import_module(f"duizhao.exchange.{module}"), function)
    return found


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """A file's bytes as a seekable stream; `-` is standard input.

    Raises:
        InputError: the file is missing, a folder, or may not be read.
    """
    if os.fspath(path) == "-":
        yield io.BytesIO(sys.stdin.buffer.read())
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 (closed below; errors of the body are not ours)
    except (OSError, ValueError) as error:
        raise unreadable(path, error if isinstance(error, OSError) else OSError(str(error))) from error
    with stream:
        yield stream


_CHINESE = {"zh", "zho", "chi", "cmn", "chinese", "zhs", "zht"}
_ENGLISH = {"en", "eng", "english"}


@lru_cache(4096)
def language(tag: str | None) -> Lang | None:
    """`zh` or `en` for a language tag in any spelling met in the field (zh-CN, ZH_TW, cmn-Hans, ENG)."""
    if not tag:
        return None
    primary = re.split(r"[-_ (]", tag.strip().lower(), maxsplit=1)[0]
    if primary in _CHINESE:
        return "zh"
    return "en" if primary in _ENGLISH else None

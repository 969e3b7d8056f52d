"""PO files (gettext), through polib."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import polib

from duizhao import __version__
from duizhao.errors import FormatError
from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions, language
from duizhao.exchange.own import pieces, read_data, write_data
from duizhao.exchange.safexml import clean
from duizhao.exchange.text import decode
from duizhao.files import read_bytes, write_atomically
from duizhao.model import Lang, Unit
from duizhao.script import language_of

_CHARSET = re.compile(rb"charset=([A-Za-z0-9._-]+)")
_DATA = re.compile(r"(x-duizhao-[a-z-]+): (.*)")


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:
    """The entries of a PO file, plural forms as units of their own; obsolete entries are left out."""
    charset = _CHARSET.search(read_bytes(path)[:4096])
    given = charset[1].decode() if charset and charset[1] != b"CHARSET" else None
    text = decode(path, options.encoding or given)
    try:
        # The line end makes sure that polib takes it for a file's text and not for a name.
        file = polib.pofile(text + "\n", wrapwidth=0)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise FormatError(
            "broken PO file",
            file=path,
            line=int(line[1]) if line else None,
            mend="check it with `msgfmt -c`",
        ) from error
    own = file.metadata.get("X-Generator", "").startswith("duizhao")
    target = language(file.metadata.get("Language")) or _target(file)
    number = 0
    for entry in file:
        if entry.obsolete:
            tell(Remark("skipped", "obsolete entries", path, entry.linenum or 0))
            continue
        data = list(_data(entry))
        for source, translation in _texts(entry):
            number += 1
            if not translation:
                tell(
                    Remark(
                        "noted",
                        "entries without a translation; kept as units of one side",
                        path,
                        entry.linenum or 0,
                    )
                )
            zh, en = (source, translation) if target == "en" else (translation, source)
            yield read_data(number, zh, en, data, path, entry.linenum or 0, own=own)


def _target(file: polib.POFile) -> Lang:
    """The language of the translations where the header does not say."""
    sources = "".join(entry.msgid for entry in file[:200])
    return "en" if language_of(sources) == "zh" else "zh"


def _texts(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
        return
    forms = [entry.msgstr_plural[i] for i in sorted(entry.msgstr_plural)] or [""]
    yield entry.msgid, forms[0]
    yield entry.msgid_plural, forms[-1]


def _data(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    for line in entry.comment.splitlines():
        found = _DATA.fullmatch(line)
        yield (found[1], found[2]) if found else ("comment", line)
    for line in entry.tcomment.splitlines():
        yield "note", line
    if entry.msgctxt:
        own = re.fullmatch(r"duizhao (\d+)", entry.msgctxt)
        yield ("@tuid", own[1]) if own else ("msgctxt", entry.msgctxt)
    for flag in entry.flags:
        yield "flag", flag


def write_units(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes a PO file; the unit's number is the context, for a source may stand twice."""
    file = polib.POFile(wrapwidth=0)
    tag = options.en_lang if options.source == "zh" else options.zh_lang
    file.metadata = {
        "Project-Id-Version": options.title or "units",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": tag.replace("-", "_"),
        "X-Generator": f"duizhao {__version__}",
    }
    for unit in units:
        zh, en = pieces(unit, "zh", clean, tell), pieces(unit, "en", clean, tell)
        source, target = (zh, en) if options.source == "zh" else (en, zh)
        if not source:
            tell(Remark("skipped", "units without a source text", unit.en_file if zh == source else unit.zh_file))
            continue
        notes, data = write_data(unit)
        comments = [f"x-duizhao-prop: {n}={v}" if not n.startswith("x-duizhao-") else f"{n}: {v}" for n, v in data]
        file.append(
            polib.POEntry(
                msgid=source,
                msgstr=target,
                msgctxt=f"duizhao {unit.id}",
                comment="\n".join(" ".join(comment.splitlines()) for comment in comments),
                tcomment="\n".join(notes),
            )
        )
    with write_atomically(path) as stream:
        stream.write(str(file) + "\n")
    return len(file)

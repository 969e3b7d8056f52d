"""New targets into a translator's own XLIFF, SDLXLIFF or MQXLIFF file, every other byte left as it was."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from duizhao.errors import EncodingError, FormatError
from duizhao.exchange.base import Outcome, ReadOptions, Remark, Tally, ignore, language, opened
from duizhao.exchange.places import Place, find_places
from duizhao.exchange.safexml import clean, escape, prolog
from duizhao.exchange.xliff import read_units
from duizhao.files import write_atomically
from duizhao.model import Lang, Unit


def write_targets(units: Iterable[Unit], original: str, path: str, *, strict: bool = False) -> Outcome:
    """Puts the target sides of `units` into a copy of the file `original`.

    Units are matched by their place in the file (`Unit.id`, as `read_units` counts them) and by an equal source
    text. Only targets whose text differs are written. Locked segments and segments with inline codes are left as
    they are, and told: plain text cannot say where the codes belong.

    Returns:
        the number of targets written, and what was left.

    Raises:
        FormatError: `original` is no XLIFF, or in another encoding than UTF-8 or UTF-16.
    """
    tally = Tally(strict=strict)
    wanted = {unit.id: unit for unit in units}
    mark, text, encoding = _load(original)
    places, target = find_places(text, original)
    known = list(read_units(original, ReadOptions(), ignore))
    if len(known) != len(places):
        raise FormatError(
            f"{len(known)} segments, but {len(places)} places for targets", file=original, mend="report this file"
        )
    lang = language(target) or "en"
    pieces: dict[tuple[int, int], list[tuple[Place, bytes]]] = {}
    count = 0
    for unit, place in zip(known, places, strict=True):
        new = wanted.pop(unit.id, None)
        translation = "" if new is None else _translation(unit, new, place, lang, original, tally)
        if translation:
            pieces.setdefault((place.start, place.end), []).append((place, escape(translation).encode()))
            count += 1
    if wanted:
        tally(Remark("skipped", "units with numbers that the file does not have", original, count=len(wanted)))
    with write_atomically(path, "wb") as stream:
        stream.write(mark + _spliced(text, pieces).decode("utf-8").encode(encoding))
    return Outcome(count, tally.remarks)


def _load(path: str) -> tuple[bytes, bytes, str]:
    """A file's byte order mark, the rest as UTF-8, and the encoding to write it back in."""
    with opened(path) as stream:
        encoding, _ = prolog(path, stream)
        data = stream.read()
    marks = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    mark = next((m for m in marks if data.startswith(m)), b"")
    name = marks.get(mark, encoding or "utf-8")
    try:
        return mark, data[len(mark) :].decode(name).encode("utf-8"), name
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"not {name.upper()} (byte {error.start})", file=path, mend="save it as UTF-8 in the CAT tool"
        ) from error


def _translation(unit: Unit, new: Unit, place: Place, target: Lang, file: str, tally: Tally) -> str:
    """The text to write, "" where the target stays as it is."""
    sources = (unit.zh_text, new.zh_text) if target == "en" else (unit.en_text, new.en_text)
    targets = (unit.en_text, new.en_text) if target == "en" else (unit.zh_text, new.zh_text)
    line = (unit.zh or unit.en)[0].line if unit.zh or unit.en else 0
    if sources[0].strip() != sources[1].strip():
        tally(Remark("skipped", "units whose source text is another", file, line))
        return ""
    text = clean(targets[1])
    if text in ("", targets[0]):
        return ""
    if place.locked or place.coded:
        why = "locked segments" if place.locked else "segments with inline codes"
        tally(Remark("skipped", f"{why} (left as they were)", file, line))
        return ""
    return text


def _spliced(text: bytes, pieces: dict[tuple[int, int], list[tuple[Place, bytes]]]) -> bytes:
    out = []
    at = 0
    for (start, end), parts in sorted(pieces.items()):
        opening, closing = parts[0][0].around
        out += [text[at:start], opening, *(p.before + new + p.after for p, new in parts), closing]
        at = end
    return b"".join([*out, text[at:]])

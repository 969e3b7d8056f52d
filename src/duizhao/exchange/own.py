"""What a unit knows beyond its two texts, as the named values that exchange formats carry.

TMX writes them as `prop type="x-duizhao-..."`, XLIFF as notes and metadata, PO as comments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from duizhao.exchange.base import Remark, Tell
from duizhao.model import Lang, Sentence, Unit, join_sentences

PREFIX = "x-duizhao-"


def write_data(unit: Unit) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """A unit's notes, and its further data as (name, value): ours first, then what came with it."""
    data = []
    if unit.score != 1.0:
        data.append((PREFIX + "score", f"{unit.score:.4f}".rstrip("0").rstrip(".")))
    if unit.type != "1-1":
        data.append((PREFIX + "type", unit.type))
        for lang, side in (("zh", unit.zh), ("en", unit.en)):
            if len(side) > 1:
                data.append((f"{PREFIX}{lang}-lengths", " ".join(str(len(s.text)) for s in side)))
    if unit.block:
        data.append((PREFIX + "block", str(unit.block)))
    for lang, side, file in (("zh", unit.zh, unit.zh_file), ("en", unit.en, unit.en_file)):
        if file:
            data.append((f"{PREFIX}{lang}-file", file))
        if side and side[0].line:
            data.append((f"{PREFIX}{lang}-line", str(side[0].line)))
    return unit.notes, data + list(unit.props)


def pieces(unit: Unit, lang: Lang, clean: Callable[[str], str], tell: Tell) -> str:
    """One side of a unit as one cleaned string; a change by cleaning is told."""
    text = unit.zh_text if lang == "zh" else unit.en_text
    cleaned = clean(text)
    if cleaned is not text and cleaned != text:
        why = "characters normalised to NFC or unfit for XML taken out"
        tell(Remark("changed", why, unit.zh_file if lang == "zh" else unit.en_file))
    return cleaned


def one_sided(unit: Unit) -> Remark:
    """What to tell of a unit that a format of pairs cannot hold."""
    side, file = (unit.zh, unit.zh_file) if unit.zh_text.strip() else (unit.en, unit.en_file)
    return Remark("skipped", "units with text on one side only", file, side[0].line if side else 0)


def read_data(
    number: int, zh: str, en: str, data: Iterable[tuple[str, str]], file: str, line: int, *, own: bool = False
) -> Unit:
    """A unit from its two texts and the named values that came with it.

    Args:
        number: its number in the file, the id unless the file is our own.
        own: whether duizhao wrote the file.
    """
    ours: dict[str, str] = {}
    notes = []
    props = []
    for name, value in data:
        if name == "note":
            notes.append(value)
        elif name == PREFIX + "prop":
            kept, _, value = value.partition("=")
            props.append((kept, value))
        elif name.startswith(PREFIX):
            ours[name.removeprefix(PREFIX)] = value
        elif own and name == "@tuid" and value.isdecimal():
            number = int(value)
        else:
            props.append((name, value))
    if own:  # a place in this file says nothing; where the text came from is in the data or unknown
        file, line = "", 0
    return Unit(
        number,
        sentences(number, zh, "zh", ours, line),
        sentences(number, en, "en", ours, line),
        score=_number(ours.get("score"), 1.0),
        block=int(_number(ours.get("block"), 0)),
        zh_file=ours.get("zh-file", file),
        en_file=ours.get("en-file", file),
        notes=tuple(notes),
        props=tuple(props),
    )


def sentences(number: int, text: str, lang: Lang, ours: dict[str, str], line: int) -> tuple[Sentence, ...]:
    """A side's text as its sentences: cut where it was joined if that is known and fits, else one."""
    if not text:
        return ()
    line = int(_number(ours.get(f"{lang}-line"), line))
    parts = _cut(text, lang, ours.get(f"{lang}-lengths", "")) or [text]
    first = Sentence(number, parts[0], 0, len(parts[0]), line)
    return (first, *(replace(first, text=part, end=len(part)) for part in parts[1:]))


def _cut(text: str, lang: Lang, lengths: str) -> list[str] | None:
    if not lengths.replace(" ", "").isdecimal():
        return None
    parts: list[str] = []
    at = 0
    for length in map(int, lengths.split()):
        if parts and text[at : at + 1] == " " and (lang == "en" or parts[-1][-1:].isascii()):
            at += 1
        parts.append(text[at : at + length])
        at += length
    return parts if join_sentences(parts, lang) == text else None


def _number(text: str | None, default: float) -> float:
    try:
        return default if text is None else float(text)
    except ValueError:
        return default

"""XLIFF on writing: 1.2, which every CAT tool opens, and 2.1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from duizhao import __version__
from duizhao.exchange.base import Remark, Tell, WriteOptions
from duizhao.exchange.own import PREFIX, pieces, write_data
from duizhao.exchange.safexml import attribute, clean, escape
from duizhao.files import write_atomically
from duizhao.model import Unit

# A unit as XML, from the unit, its source and its target.
_Body = Callable[[Unit, str, str], str]


def write_1_2(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes XLIFF 1.2, our data in `context` elements; gives the number of units."""
    source, target = _tags(options)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
    )

    def opening(original: str, number: int) -> str:  # noqa: ARG001
        return (
            f"<file original={attribute(original)} source-language={attribute(source)} "
            f'target-language={attribute(target)} datatype="plaintext" tool-id="duizhao">\n<header><tool '
            f'tool-id="duizhao" tool-name="duizhao" tool-version={attribute(__version__)}/></header>\n<body>\n'
        )

    return _write(units, path, options, tell, head, opening, _trans_unit, "</body>\n</file>\n")


def write_2_1(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes XLIFF 2.1, our data in the metadata module; gives the number of units."""
    source, target = _tags(options)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="2.1" '
        'xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" '
        f"srcLang={attribute(source)} trgLang={attribute(target)}>\n"
    )

    def opening(original: str, number: int) -> str:
        return f'<file id="duizhao-{number}" original={attribute(original)}>\n'

    return _write(units, path, options, tell, head, opening, _unit, "</file>\n")


def _tags(options: WriteOptions) -> tuple[str, str]:
    tags = (options.zh_lang, options.en_lang)
    return tags if options.source == "zh" else (tags[1], tags[0])


def _write(
    units: Iterable[Unit],
    path: str,
    options: WriteOptions,
    tell: Tell,
    head: str,
    opening: Callable[[str, int], str],
    body: _Body,
    closing: str,
) -> int:
    count = number = 0
    with write_atomically(path) as stream:
        stream.write(head)
        for name, group in groupby(units, key=lambda u: (u.zh_file, u.en_file)):
            number += 1
            original = name[0] if options.source == "zh" else name[1]
            stream.write(opening(original or options.title or "units", number))
            for part in _bodies(group, options, tell, body):
                stream.write(part)
                count += 1
            stream.write(closing)
        if not number:  # a file is required
            stream.write(opening(options.title or "units", 1) + closing)
        stream.write("</xliff>\n")
    return count


def _bodies(units: Iterable[Unit], options: WriteOptions, tell: Tell, body: _Body) -> Iterator[str]:
    for unit in units:
        zh, en = pieces(unit, "zh", clean, tell), pieces(unit, "en", clean, tell)
        source, target = (zh, en) if options.source == "zh" else (en, zh)
        if source:
            yield body(unit, source, target)
        else:
            side = unit.zh or unit.en
            file = unit.en_file if options.source == "zh" else unit.zh_file
            tell(Remark("skipped", "units without a source text", file, side[0].line if side else 0))


def _trans_unit(unit: Unit, source: str, target: str) -> str:
    notes, data = write_data(unit)
    out = f'<trans-unit id="{unit.id}" xml:space="preserve">\n<source>{escape(source)}</source>\n'
    if target:
        out += f'<target state="translated">{escape(target)}</target>\n'
    if data:
        out += '<context-group purpose="information">\n'
        for name, value in data:
            if not name.startswith(PREFIX):  # the type must begin with x-: names by others go into the value
                name, value = PREFIX + "prop", f"{name}={value}"
            out += f"<context context-type={attribute(name)}>{escape(clean(value))}</context>\n"
        out += "</context-group>\n"
    out += "".join(f"<note>{escape(clean(note))}</note>\n" for note in notes)
    return out + "</trans-unit>\n"


def _unit(unit: Unit, source: str, target: str) -> str:
    notes, data = write_data(unit)
    out = f'<unit id="{unit.id}" xml:space="preserve">\n'
    ours = [(name.removeprefix(PREFIX), value) for name, value in data if name.startswith(PREFIX)]
    others = [pair for pair in data if not pair[0].startswith(PREFIX)]
    if data:
        out += "<mda:metadata>\n"
        for category, pairs in (("x-duizhao", ours), ("x-other", others)):
            if pairs:
                out += f'<mda:metaGroup category="{category}">\n'
                for name, value in pairs:
                    out += f"<mda:meta type={attribute(name)}>{escape(clean(value))}</mda:meta>\n"
                out += "</mda:metaGroup>\n"
        out += "</mda:metadata>\n"
    if notes:
        out += f"<notes>\n{''.join(f'<note>{escape(clean(note))}</note>' for note in notes)}\n</notes>\n"
    state = ' state="translated"' if target else ""
    out += f"<segment{state}>\n<source>{escape(source)}</source>\n"
    if target:
        out += f"<target>{escape(target)}</target>\n"
    return out + "</segment>\n</unit>\n"

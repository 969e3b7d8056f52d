"""TMX 1.4, the exchange format of translation memories; a stream both ways.

Written as docs/formats.md says every CAT tool reads it; read with the liberties that files in the field take.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from duizhao import __version__
from duizhao.exchange.base import ReadOptions, Remark, Tell, WriteOptions, language
from duizhao.exchange.inline import text_of
from duizhao.exchange.own import one_sided, pieces, read_data, write_data
from duizhao.exchange.safexml import XML_LANG, XML_SPACE, attribute, clean, elements, escape, local
from duizhao.files import write_atomically
from duizhao.model import Lang, Unit
from duizhao.script import language_of

# Attributes of a tu by the specification; those given are kept in `Unit.props` as "@name" and written back.
TU_ATTRIBUTES = (
    *("tuid", "o-encoding", "datatype", "usagecount", "lastusagedate", "creationtool", "creationtoolversion"),
    *("creationdate", "creationid", "changedate", "segtype", "changeid", "o-tmf", "srclang"),
)
_DATE = re.compile(r"\d{8}T\d{6}Z")
_DATES = {"lastusagedate", "creationdate", "changedate"}
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LATIN = re.compile("[A-Za-z]")
# Some servers refuse longer segments; OmegaT and Trados grow slow with them.
LONG_SEGMENT = 2000


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:  # noqa: ARG001
    """The units of a TMX file, in its order.

    Languages are told by their tags, never by their place or the header; where the tags are missing or
    contradict the script of the text, the script decides. Every Chinese variant is paired with every English
    variant of its tu.
    """
    own = False
    number = 0
    for element in elements(path, "header", "tu"):
        if local(element) == "header":
            own = element.get("creationtool") == "duizhao"
            continue
        line = element.sourceline or 0
        sides, languages = _sides(element, path, line, own, tell)
        if not sides["zh"] and not sides["en"]:
            known = not languages or any(map(language, languages))
            why = "all segments are empty" if known else f"no Chinese and no English ({', '.join(languages)})"
            tell(Remark("skipped", why, path, line))
            continue
        for lang, name in (("zh", "Chinese"), ("en", "English")):
            if not sides[lang]:  # type: ignore[index]
                why = f"no {name} text; kept as a unit of one side"
                tell(Remark("noted", why, path, line))
            elif len(sides[lang]) > 1:  # type: ignore[index]
                tell(Remark("noted", f"several {name} variants; one unit each", path, line))
        data = _data(element)
        for zh in sides["zh"] or [""]:
            for en in sides["en"] or [""]:
                number += 1
                yield read_data(number, zh, en, data, path, line, own=own)


def _sides(
    element: etree._Element, path: str, line: int, own: bool, tell: Tell
) -> tuple[dict[Lang, list[str]], list[str]]:
    """The texts of a tu by language, without repetitions, and the tags of all its languages."""
    sides: dict[Lang, list[str]] = {"zh": [], "en": []}
    tags = []
    others = []
    for tuv in element:
        if local(tuv) != "tuv":
            continue
        tag = tuv.get(XML_LANG) or tuv.get("lang") or ""
        tags.append(tag or "no language")
        segment = next((child for child in tuv if local(child) == "seg"), None)
        if segment is None:
            continue
        text, coded = text_of(segment, path)
        if coded:
            tell(Remark("lost", "inline codes (the text around and between them is kept)", path, line))
        if not own and text and XML_SPACE not in tuv.attrib and XML_SPACE not in segment.attrib:
            stripped = text.strip()
            if stripped != text:
                tell(Remark("changed", "white space around a segment taken off", path, line))
                text = stripped
        lang = language(tag) if tag else language_of(text)
        if lang is None:
            others.append(tag)
        elif text and text not in sides[lang]:
            sides[lang].append(text)
    if others and (sides["zh"] or sides["en"]):
        tell(Remark("skipped", f"texts in other languages ({', '.join(sorted(set(others)))})", path, line))
    if not own and _crossed(sides):
        sides["zh"], sides["en"] = sides["en"], sides["zh"]
        tell(
            Remark(
                "changed",
                "language tags contradict the script of the text; the script was believed",
                path,
                line,
            )
        )
    return sides, tags


def _crossed(sides: dict[Lang, list[str]]) -> bool:
    """Whether what is tagged Chinese is English and the reverse."""
    return (
        bool(sides["zh"] and sides["en"])
        and not any(_HAN.search(text) for text in sides["zh"])
        and any(_LATIN.search(text) for text in sides["zh"])
        and all(language_of(text) == "zh" for text in sides["en"])
    )


def _data(element: etree._Element) -> list[tuple[str, str]]:
    data = [(f"@{name}", element.get(name, "")) for name in TU_ATTRIBUTES if element.get(name) is not None]
    for child in element.iter("{*}prop", "{*}note"):
        data.append((child.get("type", "x-prop") if local(child) == "prop" else "note", child.text or ""))
    return data


def write_units(units: Iterable[Unit], path: str, options: WriteOptions, tell: Tell) -> int:
    """Writes the units that have both sides; gives their number."""
    langs: dict[Lang, str] = {"zh": options.zh_lang, "en": options.en_lang}
    order: tuple[Lang, Lang] = ("zh", "en") if options.source == "zh" else ("en", "zh")
    opening = {lang: f"<tuv xml:lang={attribute(tag)}><seg>" for lang, tag in langs.items()}
    count = 0
    with write_atomically(path) as stream:
        stream.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
            f'<header creationtool="duizhao" creationtoolversion={attribute(__version__)} segtype="sentence" '
            f'o-tmf="duizhao" adminlang="en-US" srclang={attribute(langs[order[0]])} datatype="plaintext"/>\n'
            "<body>\n"
        )
        for unit in units:
            texts: dict[Lang, str] = {
                "zh": pieces(unit, "zh", clean, tell),
                "en": pieces(unit, "en", clean, tell),
            }
            if not texts["zh"].strip() or not texts["en"].strip():
                tell(one_sided(unit))
                continue
            if max(len(texts["zh"]), len(texts["en"])) > LONG_SEGMENT:
                why = f"segments of more than {LONG_SEGMENT:,} characters, which some servers refuse"
                tell(Remark("noted", why, path))
            attributes, inner = _head(unit)
            segments = "".join(f"{opening[lang]}{escape(texts[lang])}</seg></tuv>\n" for lang in order)
            stream.write(f"<tu{attributes}>\n{inner}{segments}</tu>\n")
            count += 1
        stream.write("</body>\n</tmx>\n")
    return count


def _head(unit: Unit) -> tuple[str, str]:
    """The attributes of a tu, and its notes and props: ours, and those that came with it."""
    attributes = {"tuid": str(unit.id)}
    notes, props = write_data(unit)
    kept = []
    for name, value in props:
        if not name.startswith("@"):
            kept.append((name, value))
        elif name[1:] in TU_ATTRIBUTES and (name[1:] not in _DATES or _DATE.fullmatch(value)):
            attributes[name[1:]] = value
    written = "".join(f" {name}={attribute(value)}" for name, value in attributes.items())
    inner = "".join(f"<note>{escape(clean(note))}</note>\n" for note in notes)
    for name, value in kept:
        inner += f"<prop type={attribute(name)}>{escape(clean(value))}</prop>\n"
    return written, inner

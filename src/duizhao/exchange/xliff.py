"""XLIFF on reading: 1.2 with its dialects of Trados (SDLXLIFF) and memoQ (MQXLIFF), and 2.0 to 2.2."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from duizhao.exchange.base import ReadOptions, Remark, Tell, language
from duizhao.exchange.inline import text_of
from duizhao.exchange.own import PREFIX, read_data
from duizhao.exchange.safexml import XML_LANG, XML_SPACE, elements, local
from duizhao.model import Lang, Unit
from duizhao.script import language_of

SDL = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
MQ = "{MQXliff}"
_SDL_DATA = ("conf", "locked", "origin", "percent")
_MQ_DATA = ("status", "locked", "percent")
_STATE = ("state", "subState")
# One segment: its source, its target, and what is said of it.
_Segment = tuple[etree._Element, etree._Element | None, list[tuple[str, str]]]


def read_units(path: str, options: ReadOptions, tell: Tell) -> Iterator[Unit]:  # noqa: ARG001
    """The segments of an XLIFF file, one unit each; a segment without a target is a unit of one side.

    The data of the tools is kept in `Unit.props` as `@id`, `@mid`, `@state`, `sdl:conf`, `mq:status` and the like.
    """
    own = False
    number = 0
    for element in elements(path, "tool", "trans-unit", "unit"):
        name = local(element)
        if name == "tool":
            own = element.get("tool-id") == "duizhao"
            continue
        line = element.sourceline or 0
        if element.get("translate") == "no":
            tell(Remark("skipped", "units that are not for translation", path, line))
            continue
        langs = _languages(element)
        made_here = own or _ours_in_2(element)
        data = list(_unit_data(element, made_here))
        segments = _segments_1(element) if name == "trans-unit" else _segments_2(element)
        for source, target, more in segments:
            number += 1
            if made_here:  # the state is what this writer always says
                more = []
            yield _unit(number, source, target, [*data, *more], langs, path, line, made_here, tell)


def _languages(element: etree._Element) -> tuple[str, str]:
    for ancestor in element.iterancestors():
        source = ancestor.get("source-language") or ancestor.get("srcLang")
        if source:
            return source, ancestor.get("target-language") or ancestor.get("trgLang") or ""
    return "", ""


def _ours_in_2(element: etree._Element) -> bool:
    """Whether duizhao wrote this unit of XLIFF 2 (which has no place for the name of a tool)."""
    parent = element.getparent()
    return parent is not None and parent.get("id", "").startswith("duizhao-")


def _unit_data(element: etree._Element, own: bool) -> Iterator[tuple[str, str]]:
    """The id, notes and metadata of a unit."""
    if element.get("id"):
        yield "@tuid" if own else "@id", element.get("id", "")
    for name in _MQ_DATA:
        if element.get(MQ + name):
            yield f"mq:{name}", element.get(MQ + name, "")
    for child in element:
        name = local(child)
        if name == "note":
            yield "note", child.text or ""
        elif name == "notes":
            yield from (("note", note.text or "") for note in child.iterchildren("{*}note"))
        elif name == "context-group":
            for context in child.iterchildren("{*}context"):
                yield context.get("context-type", "x-context"), context.text or ""
        elif name == "metadata":
            for group in child.iter("{*}metaGroup"):
                prefix = PREFIX if group.get("category") == "x-duizhao" else ""
                for meta in group.iterchildren("{*}meta"):
                    yield prefix + meta.get("type", ""), meta.text or ""


def _segments_1(element: etree._Element) -> Iterator[_Segment]:
    """XLIFF 1.2: pairs of `mrk` with one `mid` where the source is segmented, else source and target."""
    parts = {local(child): child for child in element if local(child) in ("source", "seg-source", "target")}
    target = parts.get("target")
    state = [] if target is None else [(f"@{name}", target.get(name, "")) for name in _STATE if target.get(name)]
    segmented = parts.get("seg-source")
    marks = [] if segmented is None else _marks(segmented)
    if not marks:
        if "source" in parts:
            yield parts["source"], target, state
        return
    targets = {} if target is None else {mark.get("mid"): mark for mark in _marks(target)}
    said = {seg.get("id"): seg for seg in element.iter(SDL + "seg")}
    for mark in marks:
        mid = mark.get("mid")
        more = [("@mid", mid or ""), *state]
        if mid in said:
            more += [(f"sdl:{name}", said[mid].get(name, "")) for name in _SDL_DATA if said[mid].get(name)]
        # One segment and no marks in the target: the whole target is its translation.
        whole = target if len(marks) == 1 and not targets else None
        yield mark, targets.get(mid, whole), more


def _marks(element: etree._Element) -> list[etree._Element]:
    return [mark for mark in element.iter("{*}mrk") if mark.get("mtype") == "seg"]


def _segments_2(element: etree._Element) -> Iterator[_Segment]:
    """XLIFF 2: the segments of a unit; what is ignorable between them is left."""
    for segment in element.iterchildren("{*}segment"):
        source = next(segment.iterchildren("{*}source"), None)
        if source is not None:
            target = next(segment.iterchildren("{*}target"), None)
            more = [(f"@{name}", segment.get(name, "")) for name in _STATE if segment.get(name)]
            if segment.get("id"):
                more.append(("@mid", segment.get("id", "")))
            yield source, target, more


def _unit(
    number: int,
    source: etree._Element,
    target: etree._Element | None,
    data: list[tuple[str, str]],
    langs: tuple[str, str],
    path: str,
    line: int,
    own: bool,
    tell: Tell,
) -> Unit:
    texts = []
    for element in (source, target):
        text, coded = ("", False) if element is None else text_of(element, path)
        if coded:
            tell(Remark("lost", "inline codes (the text around and between them is kept)", path, line))
        if not own and text != text.strip() and element is not None and not _preserves(element):
            tell(Remark("changed", "white space around a segment taken off", path, line))
            text = text.strip()
        texts.append(text)
    tags = [element.get(XML_LANG, "") if element is not None else "" for element in (source, target)]
    first = _lang(tags[0] or langs[0], texts[0]) or _other(_lang(tags[1] or langs[1], texts[1])) or "zh"
    zh, en = texts if first == "zh" else reversed(texts)
    if not texts[1]:
        tell(Remark("noted", "segments without a translation; kept as units of one side", path, line))
    return read_data(number, zh, en, data, path, line, own=own)


def _lang(tag: str, text: str) -> Lang | None:
    return language(tag) or (language_of(text) if not tag else None)


def _other(lang: Lang | None) -> Lang | None:
    return None if lang is None else "en" if lang == "zh" else "zh"


def _preserves(element: etree._Element) -> bool:
    for ancestor in (element, *element.iterancestors()):
        space = ancestor.get(XML_SPACE)
        if space is not None:
            return space == "preserve"
    return False

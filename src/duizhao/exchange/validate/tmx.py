"""Rules of TMX 1.4 (LISA/OSCAR 2005), and what CAT tools make of a file (tried with the tools named)."""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from duizhao.errors import FormatError
from duizhao.exchange.base import language
from duizhao.exchange.inline import text_of
from duizhao.exchange.safexml import XML_LANG, elements, local, namespace
from duizhao.exchange.tmx import LONG_SEGMENT
from duizhao.exchange.validate.grammar import ANY, LANGUAGE, Grammar, Rule
from duizhao.exchange.validate.verdict import Findings, Verdict
from duizhao.script import language_of

_DATE = r"\d{8}T\d{6}Z"
_SEGTYPE = "block|paragraph|sentence|phrase"
_INLINE = "(bpt|ept|ph|it|hi|ut)*"
_CODED = "(sub)*"
_DATED = {
    **{"datatype": ANY, "usagecount": r"\d+", "lastusagedate": _DATE, "creationtool": ANY, "o-encoding": ANY},
    **{"creationtoolversion": ANY, "creationdate": _DATE, "creationid": ANY, "changedate": _DATE, "changeid": ANY},
    **{"o-tmf": ANY},
}
_NOTE = Rule(text=True, optional={"xml:lang": LANGUAGE, "lang": ANY, "o-encoding": ANY})
GRAMMAR = Grammar(
    {
        "tmx": Rule("header body", required={"version": r"1\.4"}),
        "header": Rule(
            "(note|prop|ude)*",
            required={
                **{"creationtool": ANY, "creationtoolversion": ANY, "segtype": _SEGTYPE, "o-tmf": ANY},
                **{"adminlang": LANGUAGE, "srclang": rf"{LANGUAGE}|\*all\*", "datatype": ANY},
            },
            optional={name: _DATED[name] for name in ("o-encoding", "creationdate", "creationid")}
            | {name: _DATED[name] for name in ("changedate", "changeid")},
        ),
        "body": Rule("tu*"),
        "note": _NOTE,
        "prop": Rule(text=True, required={"type": ".+"}, optional=_NOTE.optional),
        "ude": Rule("map+", required={"name": ANY}, optional={"base": ANY}),
        "map": Rule(required={"unicode": "#x[0-9A-Fa-f]+"}, optional={"code": ANY, "ent": ANY, "subst": ANY}),
        "tu": Rule(
            "(note|prop)* tuv+",
            optional={**_DATED, "tuid": r"\S.*", "segtype": _SEGTYPE, "srclang": rf"{LANGUAGE}|\*all\*"},
        ),
        "tuv": Rule("(note|prop)* seg", optional={"xml:lang": ANY, "lang": ANY, **_DATED}),
        "seg": Rule(_INLINE, text=True),
        "hi": Rule(_INLINE, text=True, optional={"x": r"\d+", "type": ANY}),
        "bpt": Rule(_CODED, text=True, required={"i": r"\d+"}, optional={"x": r"\d+", "type": ANY}),
        "ept": Rule(_CODED, text=True, required={"i": r"\d+"}),
        "it": Rule(_CODED, text=True, required={"pos": "begin|end"}, optional={"x": r"\d+", "type": ANY}),
        "ph": Rule(_CODED, text=True, optional={"x": r"\d+", "type": ANY, "assoc": "p|f|b"}),
        "ut": Rule(_CODED, text=True, optional={"x": r"\d+"}),
        "sub": Rule(_INLINE, text=True, optional={"datatype": ANY, "type": ANY}),
    }
)
_LANGUAGE = re.compile(LANGUAGE).fullmatch
_REGIONS = ("zh-cn", "zh-tw", "zh-hk", "zh-sg", "zh-mo")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
# Tried: 3.6.0 with a project from ZH-CN into EN-US. 6.1 as its sources say.
OLD, NEW, TOOLKIT = "OmegaT 3.6", "OmegaT 6.1", "translate-toolkit"


def validate(path: str) -> Verdict:
    """Checks a TMX file as a stream."""
    findings = Findings(path)
    units = 0
    srclang = ""
    root: etree._Element | None = None
    broken = False
    try:
        for element in elements(path, "header", "tu"):
            if root is None:
                root = element.getroottree().getroot()
                _root(root, findings)
            before = element.getprevious()
            if before is not None and local(before) not in ("tu", "header", "body"):
                findings.fault("content", f"<{local(before)}> may not stand here", before.sourceline or 0)
            GRAMMAR.check(element, findings.fault)
            if local(element) == "header":
                srclang = element.get("srclang") or ""
                continue
            units += 1
            _unit(element, element.get("srclang") or srclang, path, findings)
    except FormatError as error:
        findings.add("xml", "error", error.message + (f"; {error.mend}" if error.mend else ""), error.line or 0)
        broken = True
    if root is None and not broken:
        findings.add("content", "warning", "no header and no units", 1)
    if broken:
        # The tools read nothing of a file that breaks off, not even what stands before the fault.
        for tool in (OLD, NEW, TOOLKIT):
            findings.lost(tool, "the XML is broken", units)
    elif findings.faults:
        findings.lost(NEW, "it refuses a file that breaks any rule of the format", units)
    return Verdict(path, "TMX", units, "units", findings.problems(units, "units"))


def _root(root: etree._Element, findings: Findings) -> None:
    if namespace(root):
        findings.fault("namespace", "TMX has no namespace", root.sourceline or 0)
    GRAMMAR.check(root, findings.fault, children=False)
    head = [local(child) for child in root if isinstance(child.tag, str)]
    if head[:1] != ["header"]:
        findings.fault("content", "<tmx> does not begin with <header>", root.sourceline or 0)


def _unit(tu: etree._Element, srclang: str, path: str, findings: Findings) -> None:
    line = tu.sourceline or 0
    tags = []
    chinese: list[str] = []
    english: list[str] = []
    losses: dict[str, str] = {}
    for tuv in tu.iterchildren("{*}tuv"):
        tag = tuv.get(XML_LANG) or ""
        tags.append(tag)
        where = tuv.sourceline or line
        if not tag:
            given = tuv.get("lang")
            why = f"lang={given!r} where xml:lang is wanted" if given else "a tuv without a language"
            findings.fault("xml-lang", why, where)
            losses.setdefault(TOOLKIT, "it reads xml:lang only")
        elif "_" in tag:
            findings.fault("xml-lang", f"xml:lang={tag!r} has an underscore, a hyphen is wanted", where)
        elif not _LANGUAGE(tag):
            findings.fault("xml-lang", f"xml:lang={tag!r} is no language tag", where)
        elif language(tag) == "zh" and tag.lower() not in _REGIONS:
            findings.add("xml-lang", "warning", f"xml:lang={tag!r}: tools expect zh-CN or zh-TW", where)
        segment = next(tuv.iterchildren("{*}seg"), None)
        if segment is not None:
            text = _segment(segment, path, where, tag, findings)
            lang = language(tag or tuv.get("lang"))
            if lang is not None:
                (chinese if lang == "zh" else english).append(text)
    _languages(tags, srclang, line, findings)
    if chinese and english and not _HAN.search("".join(chinese)) and language_of("".join(english)) == "zh":
        findings.add("script", "error", "the Chinese and the English seem to be exchanged", line)
    source = next((tag for tag in tags if language(tag) == "zh"), "")
    if ("_" in source or source.lower().startswith(("cmn", "chi", "zho"))) and source:
        losses.setdefault(OLD, f"it does not know xml:lang={source!r}")
    if source and source.lower().replace("_", "-") not in _REGIONS:
        losses.setdefault(TOOLKIT, f"it matches tags as a whole, and nobody asks for {source!r}")
    if tags and len(tags) < 2:
        losses.setdefault(OLD, "no translation")
    for tool, why in losses.items():
        findings.lost(tool, why)
    if len(english) > 1:
        findings.part_lost(OLD, "of several translations only the last is used")


def _segment(segment: etree._Element, path: str, line: int, tag: str, findings: Findings) -> str:
    text, _ = text_of(segment, path)
    if not text.strip():
        findings.add("empty", "warning", f"an empty segment ({tag})", line)
        findings.part_lost(OLD, "an empty translation is offered")
    elif text != text.strip():
        findings.add("space", "info", "white space around the text, which keeps tools from finding it", line)
    if len(text) > LONG_SEGMENT:
        findings.add(
            "long", "warning", f"{len(text):,} characters; some servers refuse over {LONG_SEGMENT:,}", line
        )
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        findings.add("nfc", "warning", "not in NFC; tools that compare in NFC do not find it", line)
    names = {local(child) for child in segment.iter()} - {"seg"} if len(segment) else set()
    if "hi" in names:
        findings.part_lost(OLD, "the text of <hi> is dropped")
    for pair in _unpaired(segment) if names & {"bpt", "ept"} else ():
        findings.add("pairs", "error", f"<bpt> and <ept> with i={pair!r} do not pair", line)
    return text


def _unpaired(segment: etree._Element) -> set[str]:
    ends = [{e.get("i", "") for e in segment.iter("{*}" + name)} for name in ("bpt", "ept")]
    return ends[0] ^ ends[1]


def _languages(tags: list[str], srclang: str, line: int, findings: Findings) -> None:
    if len(tags) == 1:
        findings.add("single", "warning", "a unit with one language only", line)
    for tag in {tag for tag in tags if tag and tags.count(tag) > 1}:
        findings.add("twice", "warning", f"two segments in {tag}", line)
    if not srclang or srclang == "*all*" or not any(tags) or srclang in tags:
        if srclang in tags and tags[0] != srclang:
            findings.add("order", "info", f"the source language ({srclang}) does not come first", line)
        return
    close = next((tag for tag in tags if tag.lower().replace("_", "-") == srclang.lower()), None)
    if close is not None:
        findings.add("srclang", "warning", f"srclang={srclang!r} is spelt {close!r} in the unit", line)
    else:
        why = f"srclang={srclang!r} is not a language of the unit ({', '.join(filter(None, tags))})"
        findings.add("srclang", "error", why, line)

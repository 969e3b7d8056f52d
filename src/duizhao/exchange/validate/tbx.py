"""Rules of TBX: the core structure and TBX-Basic of ISO 30042:2019 (v3) and of 2008 (v2, martif), and what tools
make of a file (tried with the tools named)."""

from __future__ import annotations

import re

from lxml import etree

from duizhao.errors import FormatError
from duizhao.exchange.base import language
from duizhao.exchange.inline import text_of
from duizhao.exchange.safexml import XML_LANG, elements, local, namespace
from duizhao.exchange.tbxwrite import BASIC, MIN, V3
from duizhao.exchange.validate.grammar import ANY, LANGUAGE, NCNAME, Grammar, Rule
from duizhao.exchange.validate.verdict import Findings, Verdict

_COMMON = {"id": NCNAME, "xml:lang": ANY, "lang": ANY, "target": ANY, "datatype": ANY, "n": ANY}
_AUX = "(descrip|descripGrp|admin|adminGrp|transacGrp|note|ref|xref)*"
_INLINE = "(hi|foreign|bpt|ept|ph|it|sc|ec|ref|xref)*"
_TYPED = Rule(_INLINE, text=True, required={"type": ".+"}, optional=_COMMON)
_TEXT = Rule(_INLINE, text=True, optional={**_COMMON, "type": ANY})


def _rule(children: str) -> Rule:
    return Rule(children, optional=_COMMON)


_SHARED = {
    "fileDesc": _rule("titleStmt? publicationStmt? sourceDesc+"),
    "titleStmt": _rule("title note*"),
    "title": _TEXT,
    "publicationStmt": _rule("p+"),
    "sourceDesc": _rule("p+"),
    "encodingDesc": _rule("p+"),
    "revisionDesc": _rule("change+"),
    "change": _rule("p+"),
    "p": _TEXT,
    "text": _rule("body back?"),
    "back": Rule(skip=True),
    "descripGrp": _rule("descrip? (descripNote|admin|adminGrp|transacGrp|note|ref|xref)*"),
    "adminGrp": _rule("admin? (adminNote|note|ref|xref)*"),
    "transacGrp": _rule("transac? (transacNote|date|note|ref|xref)*"),
    "termNoteGrp": _rule("termNote? (admin|adminGrp|transacGrp|note|ref|xref)*"),
    **dict.fromkeys(
        ("descrip", "admin", "termNote", "transac", "transacNote", "adminNote", "descripNote"), _TYPED
    ),
    **dict.fromkeys(("ref", "xref"), _TYPED),
    "note": _TEXT,
    "date": Rule(text=True, optional=_COMMON),
    "term": _TEXT,
    **dict.fromkeys(("hi", "foreign", "bpt", "ept", "ph", "it", "sc", "ec"), _TEXT),
}
_STYLE = {"type": r"TBX-[\w-]+", "style": "dca|dct", "xml:lang": LANGUAGE}
V3_GRAMMAR = Grammar(
    {
        **_SHARED,
        "tbx": Rule("tbxHeader text", required=_STYLE, optional={"id": NCNAME}),
        "tbxHeader": _rule("fileDesc encodingDesc? revisionDesc?"),
        "body": _rule("conceptEntry+"),
        "conceptEntry": _rule(f"{_AUX} langSec+"),
        "langSec": _rule(f"{_AUX} termSec+"),
        "termSec": _rule(f"term (termNote|termNoteGrp)* {_AUX}"),
    },
    namespace=V3,
    foreign=True,
)
V2_GRAMMAR = Grammar(
    {
        **_SHARED,
        "martif": Rule("martifHeader text", required={"type": ".+", "xml:lang": LANGUAGE}, optional=_COMMON),
        "martifHeader": _rule("fileDesc encodingDesc? revisionDesc?"),
        "body": _rule("termEntry+"),
        "termEntry": _rule(f"{_AUX} langSet+"),
        "langSet": _rule(f"{_AUX} (tig|ntig)+"),
        "tig": _rule(f"term termNote* {_AUX}"),
        "ntig": _rule(f"termGrp {_AUX}"),
        "termGrp": _rule("term (termNote|termNoteGrp|termCompList)*"),
        "termCompList": Rule(skip=True, required={"type": ANY}, optional=_COMMON),
    }
)
_PICKLISTS = {
    "partOfSpeech": {"noun", "verb", "adjective", "adverb", "other"},
    "administrativeStatus": {
        *("preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts"),
    },
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
    "transactionType": {"origination", "modification"},
}
# Data categories of TBX-Basic and the levels they may stand at; no entry: at any.
_LEVELS = {
    "subjectField": ("conceptEntry", "termEntry"),
    "definition": ("conceptEntry", "termEntry", "langSec", "langSet"),
    "context": ("termSec", "tig", "ntig"),
    "partOfSpeech": ("termSec", "tig", "ntig"),
    "administrativeStatus": ("termSec", "tig", "ntig"),
    "termType": ("termSec", "tig", "ntig"),
}
_BASIC = {
    *_PICKLISTS,
    *_LEVELS,
    *("source", "customerSubset", "projectSubset", "externalCrossReference", "crossReference", "xGraphic"),
    *("responsibility", "termLocation", "geographicalUsage"),
}
_SECTIONS = {"conceptEntry", "termEntry", "langSec", "langSet", "termSec", "tig", "ntig"}
_CATEGORIES = ("descrip", "admin", "termNote", "transac", "transacNote", "ref", "xref")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T.*)?)?)?")
_LANGUAGE = re.compile(LANGUAGE).fullmatch
OLD, TOOLKIT = "OmegaT 3.6", "translate-toolkit"


def validate(path: str) -> Verdict:
    """Checks a TBX file as a stream."""
    findings = Findings(path)
    entries = 0
    name = "TBX"
    root: etree._Element | None = None
    grammar = V3_GRAMMAR
    ids: set[str] = set()
    broken = False
    try:
        for element in elements(path, "tbxHeader", "martifHeader", "conceptEntry", "termEntry"):
            if root is None:
                root = element.getroottree().getroot()
                grammar = V2_GRAMMAR if local(root) == "martif" else V3_GRAMMAR
                name = _root(root, grammar, findings)
            grammar.check(element, findings.fault)
            if local(element) in ("conceptEntry", "termEntry"):
                entries += 1
                _entry(element, path, ids, root.get("type") == "TBX-Basic", findings)
    except FormatError as error:
        findings.add("xml", "error", error.message + (f"; {error.mend}" if error.mend else ""), error.line or 0)
        broken = True
    if not entries and not broken:
        findings.add("content", "error", "no entries", 1)
    _tools(name, broken, root, entries, findings)
    return Verdict(path, name, entries, "entries", findings.problems(entries, "entries"))


def _root(root: etree._Element, grammar: Grammar, findings: Findings) -> str:
    line = root.sourceline or 0
    if grammar is V3_GRAMMAR and namespace(root) != V3:
        findings.fault("namespace", f"the namespace {namespace(root)!r} should be {V3!r}", line)
    if grammar is V2_GRAMMAR and namespace(root):
        findings.fault("namespace", "martif has no namespace", line)
    grammar.check(root, findings.fault, children=False)
    first = next((local(child) for child in root if isinstance(child.tag, str)), "")
    if not first.endswith("Header"):
        findings.fault("content", f"<{local(root)}> does not begin with its header", line)
    if grammar is V2_GRAMMAR:
        return "TBX v2 (martif)"
    return f"TBX v3 ({root.get('style') or 'no style'})"


def _tools(name: str, broken: bool, root: etree._Element | None, entries: int, findings: Findings) -> None:
    for tool in (OLD, TOOLKIT):
        if broken:
            findings.lost(tool, "the XML is broken", entries)
        elif "v3" in name:
            findings.lost(tool, "it reads v2 only (convert with --dialect v2)", entries)
        elif tool == OLD and root is not None and namespace(root):
            findings.lost(tool, "it refuses a martif with a namespace", entries)


def _entry(entry: etree._Element, path: str, ids: set[str], basic: bool, findings: Findings) -> None:
    line = entry.sourceline or 0
    number = entry.get("id")
    if number is None:
        findings.add("id", "warning", "an entry without an id", line)
    elif number in ids:
        findings.fault("id", f"the id {number!r} stands twice", line)
    ids.add(number or "")
    langs = []
    losses: dict[str, str] = {}
    for section in entry:
        if local(section) not in ("langSec", "langSet"):
            continue
        tag = section.get(XML_LANG) or ""
        where = section.sourceline or line
        if not tag:
            findings.fault("xml-lang", f"<{local(section)}> lacks xml:lang", where)
            losses.setdefault(OLD, "it reads xml:lang only")
        elif not _LANGUAGE(tag):
            findings.fault("xml-lang", f"xml:lang={tag!r} is no language tag (a hyphen is wanted)", where)
        if tag.lower().startswith(("cmn", "zho", "chi")):
            losses.setdefault(OLD, f"it does not know xml:lang={tag!r}")
        if tag in langs:
            findings.add("twice", "warning", f"two sections in {tag}", where)
        langs.append(tag)
        _terms(section, path, where, findings)
    known = {language(section.get(XML_LANG) or section.get("lang")) for section in _sections(entry)}
    for lang, name in (("zh", "Chinese"), ("en", "English")):
        if lang not in known:
            findings.add("language", "warning", f"an entry without {name}", line)
            losses.setdefault(OLD, f"no {name}")
            break
    for tool, why in losses.items():
        findings.lost(tool, why)
    _categories(entry, path, basic, findings)


def _sections(entry: etree._Element) -> list[etree._Element]:
    return [section for section in entry if local(section) in ("langSec", "langSet")]


def _terms(section: etree._Element, path: str, line: int, findings: Findings) -> None:
    seen = set()
    for term in section.iter("{*}term"):
        text, coded = text_of(term, path)
        where = term.sourceline or line
        if not text.strip():
            findings.fault("empty", "an empty term", where)
            findings.part_lost(OLD, "an empty term is offered")
        elif text != text.strip() or "\n" in text:
            findings.add("space", "warning", "white space around or line ends in a term", where)
            findings.part_lost(OLD, "the white space becomes part of the term")
        if text.strip() in seen:
            findings.add("twice", "warning", f"the term {text.strip()!r} stands twice in one language", where)
        seen.add(text.strip())
        if coded:
            findings.part_lost(OLD, "<hi> becomes asterisks in the term")


def _categories(entry: etree._Element, path: str, basic: bool, findings: Findings) -> None:
    """Data categories of TBX-Basic: whether known, at their level, and with a value of their list."""
    deprecated = False
    for element in entry.iter():
        if not isinstance(element.tag, str):
            continue
        name = local(element)
        line = element.sourceline or 0
        if name == "date" and not _DATE.fullmatch((element.text or "").strip()):
            findings.fault("date", f"the date {element.text!r} is not YYYY-MM-DD", line)
        module = namespace(element) in (MIN, BASIC)
        if name not in _CATEGORIES and not module:
            continue
        category = name if module else element.get("type") or ""
        value = text_of(element, path)[0].strip()
        deprecated = deprecated or value.startswith(("deprecatedTerm", "supersededTerm"))
        if not basic:
            continue
        if category not in _BASIC:
            findings.fault("category", f"{category!r} is no data category of TBX-Basic", line)
            continue
        level = next(local(parent) for parent in element.iterancestors() if local(parent) in _SECTIONS)
        if category in _LEVELS and level not in _LEVELS[category]:
            findings.fault("level", f"{category} may not stand in <{level}>", line)
        if category in _PICKLISTS and value not in _PICKLISTS[category]:
            findings.fault("picklist", f"{value!r} is no {category} of TBX-Basic", line)
    if deprecated:
        findings.part_lost(OLD, "deprecated terms are offered like others (export with --for omegat)")

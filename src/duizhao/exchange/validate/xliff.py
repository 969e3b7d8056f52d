"""Rules of XLIFF 1.2 and 2.0/2.1 (OASIS): the core, and what it asks of ids and languages.

Extensions in namespaces of their own are let through."""

from __future__ import annotations

from lxml import etree

from duizhao.errors import FormatError
from duizhao.exchange.inline import text_of
from duizhao.exchange.safexml import elements, local, namespace
from duizhao.exchange.validate.grammar import ANY, LANGUAGE, NMTOKEN, Grammar, Rule
from duizhao.exchange.validate.verdict import Findings, Verdict

V1 = "urn:oasis:names:tc:xliff:document:1.2"
V2 = "urn:oasis:names:tc:xliff:document:2.0"
_INLINE_1 = "(g|x|bx|ex|bpt|ept|ph|it|mrk)*"
_CODE_1 = Rule("sub*", text=True, required={"id": ANY}, any_attributes=True)
_SOURCE_1 = Rule(_INLINE_1, text=True, any_attributes=True)
_STATES_1 = (
    "final|needs-adaptation|needs-l10n|needs-review-adaptation|needs-review-l10n|needs-review-translation|"
    "needs-translation|new|signed-off|translated|x-.+"
)
_ITEM = "(group|trans-unit|bin-unit)*"
_GROUPS = "(context-group|count-group|prop-group|note)*"
GRAMMAR_1 = Grammar(
    {
        "xliff": Rule("file+", required={"version": r"1\.2"}, any_attributes=True),
        "file": Rule(
            "header? body",
            required={"original": ANY, "source-language": LANGUAGE, "datatype": ".+"},
            optional={"target-language": LANGUAGE},
            any_attributes=True,
        ),
        "header": Rule("(skl|phase-group|glossary|reference|count-group|prop-group|note|tool)*"),
        "tool": Rule(required={"tool-id": ANY, "tool-name": ANY}, any_attributes=True, text=True),
        **{n: Rule(skip=True, any_attributes=True) for n in ("skl", "phase-group", "glossary", "reference")},
        **{n: Rule(skip=True, any_attributes=True) for n in ("count-group", "prop-group", "bin-unit")},
        "body": Rule(_ITEM),
        "group": Rule(f"{_GROUPS} {_ITEM}", any_attributes=True),
        "trans-unit": Rule(
            "source seg-source? target? (context-group|count-group|prop-group|note|alt-trans)*",
            required={"id": ".+"},
            any_attributes=True,
        ),
        "alt-trans": Rule("source? seg-source? target+ " + _GROUPS, any_attributes=True),
        "source": _SOURCE_1,
        "seg-source": _SOURCE_1,
        "target": Rule(_INLINE_1, text=True, optional={"state": _STATES_1}, any_attributes=True),
        "context-group": Rule("context+", required={"purpose": ANY}, any_attributes=True),
        "context": Rule(text=True, required={"context-type": "x-.+|[a-z]+"}, any_attributes=True),
        "note": Rule(text=True, any_attributes=True),
        "g": Rule(_INLINE_1, text=True, required={"id": ANY}, any_attributes=True),
        "x": Rule(required={"id": ANY}, any_attributes=True),
        "bx": Rule(required={"id": ANY}, any_attributes=True),
        "ex": Rule(required={"id": ANY}, any_attributes=True),
        "mrk": Rule(_INLINE_1, text=True, required={"mtype": ANY}, any_attributes=True),
        **dict.fromkeys(("bpt", "ept", "ph", "it"), _CODE_1),
        "sub": Rule(_INLINE_1, text=True, any_attributes=True),
    },
    namespace=V1,
    foreign=True,
)
_INLINE_2 = "(cp|ph|pc|sc|ec|mrk|sm|em)*"
_EMPTY_2 = Rule(required={"id": NMTOKEN}, any_attributes=True)
_SOURCE_2 = Rule(
    _INLINE_2, text=True, optional={"xml:lang": LANGUAGE, "xml:space": "preserve|default", "order": r"\d+"}
)
GRAMMAR_2 = Grammar(
    {
        "xliff": Rule(
            "file+",
            required={"version": r"2\.[012]", "srcLang": LANGUAGE},
            optional={"trgLang": LANGUAGE},
            any_attributes=True,
        ),
        "file": Rule("skeleton? notes? (unit|group)+", required={"id": NMTOKEN}, any_attributes=True),
        "skeleton": Rule(skip=True, any_attributes=True),
        "group": Rule("notes? (unit|group)*", required={"id": NMTOKEN}, any_attributes=True),
        "unit": Rule("notes? originalData? (segment|ignorable)+", required={"id": NMTOKEN}, any_attributes=True),
        "notes": Rule("note+"),
        "note": Rule(text=True, any_attributes=True),
        "originalData": Rule("data+"),
        "data": Rule("cp*", text=True, required={"id": NMTOKEN}, any_attributes=True),
        "segment": Rule(
            "source target?",
            optional={"state": "initial|translated|reviewed|final", "id": NMTOKEN, "subState": ".+:.+"},
            any_attributes=True,
        ),
        "ignorable": Rule("source target?", any_attributes=True),
        "source": _SOURCE_2,
        "target": _SOURCE_2,
        "cp": Rule(required={"hex": "[0-9A-Fa-f]{4}"}),
        "pc": Rule(_INLINE_2, text=True, required={"id": NMTOKEN}, any_attributes=True),
        "mrk": Rule(_INLINE_2, text=True, required={"id": NMTOKEN}, any_attributes=True),
        "ph": _EMPTY_2,
        "sc": Rule(any_attributes=True),
        "ec": Rule(any_attributes=True),
        "sm": _EMPTY_2,
        "em": Rule(required={"startRef": NMTOKEN}),
    },
    namespace=V2,
    foreign=True,
)
TOOLKIT = "translate-toolkit"


def validate(path: str) -> Verdict:
    """Checks an XLIFF file as a stream."""
    findings = Findings(path)
    units = 0
    root: etree._Element | None = None
    grammar = GRAMMAR_1
    ids: dict[int, set[str]] = {}
    file_of: etree._Element | None = None
    version = ""
    try:
        for element in elements(path, "header", "trans-unit", "unit"):
            if root is None:
                root = element.getroottree().getroot()
                version = root.get("version") or ""
                grammar = GRAMMAR_2 if version.startswith("2") else GRAMMAR_1
                _root(root, grammar, findings)
            file = next((e for e in element.iterancestors() if local(e) == "file"), None)
            if file is not None and file is not file_of:
                file_of = file
                ids = {0: set()}
                grammar.check(file, findings.fault, children=False)
            grammar.check(element, findings.fault)
            if local(element) == "header":
                continue
            units += 1
            _unit(element, grammar, ids.setdefault(0, set()), file, root, path, findings)
    except FormatError as error:
        findings.add("xml", "error", error.message + (f"; {error.mend}" if error.mend else ""), error.line or 0)
        findings.lost(TOOLKIT, "the XML is broken", units)
    else:
        if not units:
            findings.add("content", "warning", "no units", 1)
        if version.startswith("2"):
            findings.lost(TOOLKIT, "its reader of XLIFF wants 1.2 (convert to .xlf)", units)
    return Verdict(path, f"XLIFF {version}".strip(), units, "units", findings.problems(units, "units"))


def _root(root: etree._Element, grammar: Grammar, findings: Findings) -> None:
    line = root.sourceline or 0
    if namespace(root) != grammar.namespace:
        findings.fault("namespace", f"the namespace {namespace(root)!r} should be {grammar.namespace!r}", line)
    grammar.check(root, findings.fault, children=False)


def _unit(
    unit: etree._Element,
    grammar: Grammar,
    ids: set[str],
    file: etree._Element | None,
    root: etree._Element,
    path: str,
    findings: Findings,
) -> None:
    line = unit.sourceline or 0
    number = unit.get("id") or ""
    if number in ids:
        findings.fault("id", f"the id {number!r} stands twice in its file", line)
    ids.add(number)
    targets = [e for e in unit.iter("{*}target") if not any(local(a) == "alt-trans" for a in e.iterancestors())]
    target_lang = (
        root.get("trgLang") if grammar is GRAMMAR_2 else None if file is None else file.get("target-language")
    )
    if targets and not target_lang:
        name = "trgLang" if grammar is GRAMMAR_2 else "target-language"
        findings.add("language", "error", f"a target, but no {name}", line, kind="no language")
    if grammar is GRAMMAR_1:
        _marks(unit, line, findings)
    for target in targets:
        source = next(target.itersiblings("{*}source", preceding=True), None)
        if source is not None and not text_of(target, path)[0].strip() and text_of(source, path)[0].strip():
            findings.add("empty", "info", "an empty target", target.sourceline or line)


def _marks(unit: etree._Element, line: int, findings: Findings) -> None:
    """Segments of XLIFF 1.2: every mid once, and none in the target that is not in the source."""
    mids = {}
    for name in ("seg-source", "target"):
        section = next(unit.iterchildren("{*}" + name), None)
        found = (
            []
            if section is None
            else [m.get("mid", "") for m in section.iter("{*}mrk") if m.get("mtype") == "seg"]
        )
        for mid in {mid for mid in found if found.count(mid) > 1}:
            findings.fault("mid", f"the segment mid={mid!r} stands twice in <{name}>", line)
        mids[name] = set(found)
    for mid in sorted(mids["target"] - mids["seg-source"]):
        findings.fault("mid", f"the segment mid={mid!r} is in the target only", line)

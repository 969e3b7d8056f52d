"""Rules of the glossary CSV, beyond those without which it cannot be read."""

from __future__ import annotations

import re

from duizhao.errors import FormatError, OutputError
from duizhao.exchange.validate.verdict import Findings, Verdict
from duizhao.glossary.csvfile import COLUMNS, concept_of, row_of, rows
from duizhao.model import Concept
from duizhao.script import count_han

POS = {"noun", "verb", "adjective", "adverb", "phrase", "other", ""}
KINDS = {"term", "slogan", "programme", "document", "organisation", "attribute", "meeting", "event", "place"}
FLAGS = {"case", "nocheck", "shared-en"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FULL_WIDTH = re.compile("[，。；：！？（）【】《》“”‘’、\uff01-\uff5e\u3000]")


def validate(path: str) -> Verdict:
    """Checks a glossary CSV row by row."""
    findings = Findings(path)
    count = 0
    ids: dict[str, int] = {}
    try:
        for line, row in rows(path):
            count += 1
            try:
                concept = concept_of(row, path, line)
            except FormatError as error:
                findings.fault("row", f"{error.message}; {error.mend}", line)
                continue
            if concept.id in ids:
                findings.fault("id", f"the id {concept.id!r} is taken by line {ids[concept.id]}", line)
            ids.setdefault(concept.id, line)
            _concept(concept, row, path, line, findings)
    except FormatError as error:
        findings.fault("csv", f"{error.message}; {error.mend}", error.line or 0)
    return Verdict(path, "glossary CSV", count, "concepts", findings.problems(count, "concepts"))


def _concept(concept: Concept, row: dict[str, str], path: str, line: int, findings: Findings) -> None:
    for name, value, allowed in (("pos", concept.pos, POS), ("kind", concept.kind, KINDS)):
        if value not in allowed:
            findings.add(
                "value", "warning", f"{name} {value!r} is none of {', '.join(sorted(allowed - {''}))}", line
            )
    for flag in concept.flags:
        if flag not in FLAGS:
            findings.add("value", "warning", f"flag {flag!r} is none of {', '.join(sorted(FLAGS))}", line)
    for name, value in (("created", concept.created), ("modified", concept.modified)):
        if value and not _DATE.fullmatch(value):
            findings.add("date", "warning", f"{name} {value!r} is not YYYY-MM-DD", line)
    for terms in (concept.zh, concept.en):
        seen: dict[str, str] = {}
        for term in terms:
            if term.text in seen:
                findings.add(
                    "twice", "error", f"{term.text!r} is {seen[term.text]} and {term.status} at once", line
                )
            seen[term.text] = term.status
    for term in concept.zh:
        if not count_han(term.text):
            findings.add("script", "info", f"the Chinese term {term.text!r} has no Chinese character", line)
    for term in concept.en:
        if count_han(term.text):
            findings.add("script", "warning", f"the English term {term.text!r} has Chinese characters", line)
        elif _FULL_WIDTH.search(term.text):
            findings.add("width", "warning", f"the English term {term.text!r} has Chinese punctuation", line)
    try:
        canonical = dict(zip(COLUMNS, row_of(concept, path), strict=True))
    except OutputError as error:
        findings.add("cell", "warning", error.message, line)
        return
    for name, cell in row.items():
        if name in ("id", "kind", "state") and not cell:
            continue
        if cell != canonical[name]:
            findings.add("form", "info", f"{name} would be written as {canonical[name]!r}", line)

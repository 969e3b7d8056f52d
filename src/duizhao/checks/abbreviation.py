"""Abbreviations that are never introduced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.run import Run
from duizhao.model import Finding

_ABBREVIATION = re.compile(r"(?<![\w&-])[A-Z]{3,6}(?=s?(?![\w&]))")
# Known to every reader of such texts, or no abbreviations at all.
_KNOWN = frozenset(
    "GDP CPI PPI PMI RMB USD CNY HKD USA EU UN WTO WHO IMF OECD APEC ASEAN BRICS CEO CFO PDF GPS DNA RNA LED LCD "
    "ITS NGO COVID AIDS SARS HIV VAT III VII VIII XII XIII XIV XVI USB API APP FAQ NASA UNESCO UNICEF OPEC NATO ISO "
    "IEC IEEE CAD GNP FDI IPO PPP ICT HTML HTTP WWW NOTE BOX AND THE FOR ALL NEW NOT".split()
)


@check(
    "DZ504", "abbreviation", "info", "set", "An abbreviation is used that is not introduced.",
    right=[Sample("", "Small and medium-sized enterprises (SMEs) will be supported. SMEs need loans.")],
    wrong=[Sample("", "The CBIRC and the CSRC will take the lead in supervision.")],
    alone=True,
)  # fmt: skip
def abbreviation(run: Run) -> Iterator[Finding]:
    """An abbreviation stands in the text and nowhere its full form beside it: “full name (ABC)” or “ABC (full
    name)”. Those that every reader knows (GDP, RMB, WTO) need none. Each is mentioned once a file, and a warning in
    English without a source if the glossary knows it as the name of a body.
    """
    introduced: dict[str, set[str]] = {}
    first: dict[tuple[str, str], tuple[Case, tuple[int, int]]] = {}
    for case in run.cases:
        if not case.en or case.copied:
            continue
        there = introduced.setdefault(case.file, set())
        for match in _ABBREVIATION.finditer(case.en):
            word = match.group()
            before, after = case.en[: match.start()], case.en[match.end() :]
            if re.search(r"[(（]\s*(?:the |“)?$", before) or re.match(r"s?\s*[(（]", after):
                there.add(word)
            elif word not in _KNOWN and not case.en.isupper() and word not in case.zh:
                first.setdefault((case.file, word), (case, match.span()))
    for (file, word), (case, span) in first.items():
        if word not in introduced.get(file, set()):
            yield case.finding(
                abbreviation, f"{word} is not introduced", en=span, key=word, confidence=0.6,
                severity="warning" if run.alone and _is_body(case, word) else None,
            )  # fmt: skip


def _is_body(case: Case, word: str) -> bool:
    if case.run.glossary is None:
        return False
    return any(h.concept.kind == "organisation" and h.term.text == word for h in case.terms.everything)

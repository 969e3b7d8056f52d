"""A government body that the translation does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.bodies import confused
from duizhao.checks.case import Case
from duizhao.checks.evidence import meaning_in, with_beginnings
from duizhao.glossary.folding import fold_text
from duizhao.model import Finding
from duizhao.words import english_words, stem

# In a list of bodies: a field between its level and the word for the body.
_BODY = re.compile(
    r"(?:(?<=[：、；，:（(])|^)(?P<level>省|市|县|区|自治区|国家|中央)?(?P<field>[\u4e00-\u9fff]{2,8}?)"
    r"(?P<body>委员会|总局|厅|局|委|部|署|办公室)(?=[、；，。）)]|等|牵头|负责|会同|分别|按)"
)


@check(
    "DZ501", "body-missing", "error", "pair", "A ministry, department or bureau is another or missing.",
    right=[Sample("（省财政厅、省教育厅负责）", "(Provincial Department of Finance and Department of Education)")],
    wrong=[
        Sample("（省财政厅、省教育厅负责）", "(Provincial Department of Finance and Department of Justice)"),
        Sample("经商务部同意后实施。", "It shall be implemented with the consent of the Ministry of Justice."),
    ],
)  # fmt: skip
def body_missing(case: Case) -> Iterator[Finding]:
    """The translation names another body or law than the source (the shipped names are known whatever glossary is
    used); or a body in a list of those responsible has not one word in the translation that could stand for its field.

    Bodies that are in the glossary are the business of missing-term and other-concept.
    """
    known = [(p.start, p.end) for p in case.terms.places] if case.run.glossary is not None else []
    if (found := confused(case.zh, case.en)) is not None:
        body, other, right = found
        if not any(a <= body.start and body.end <= b for a, b in known):
            yield case.finding(
                body_missing, f"{body.text} ({right}) is rendered as “{other.text}”", zh=(body.start, body.end),
                en=(other.start, other.end), suggestion=right, key=f"{body.text}={other.text}", confidence=0.9,
            )  # fmt: skip
            return
    text = fold_text(case.zh)
    matches = list(_BODY.finditer(text))
    if not matches:
        return
    there = with_beginnings(stem(w.text) for w in english_words(case.en))
    terminology = case.run.terminology
    for match in matches:
        if any(a <= match.start("field") and match.end() <= b for a, b in known):
            continue
        if meaning_in(terminology, match["field"], there) == 0 and not _in_capitals(case.en):
            name = match.group()
            yield case.finding(
                body_missing, f"{name} is not in the translation", zh=match.span(), key=name, confidence=0.8
            )


def _in_capitals(english: str) -> bool:
    """Whether there are abbreviations that may stand for a body."""
    return re.search(r"\b[A-Z]{3,6}\b", english) is not None

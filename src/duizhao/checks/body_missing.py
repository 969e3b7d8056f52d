"""A government body that the translation does not name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.bodies import confused
from duizhao.checks.case import Case
from duizhao.checks.evidence import meaning_in, with_beginnings
from duizhao.checks.titles import misnamed
from duizhao.glossary.folding import fold_text
from duizhao.model import Finding
from duizhao.words import english_words, stem

# In a list of bodies: a field between its level and the word for the body.
_BODY = re.compile(
    r"(?:(?<=[：、；，:（(])|(?<=会同)|(?<=联合)|(?<=牵头)|^)(?P<level>省|市|县|区|自治区|国家|中央)?(?P<field>[\u4e00-\u9fff]{2,8}?)"
    r"(?P<body>委员会|总局|厅|局|委|部|署|办公室)(?=[、；，。）)]|等|牵头|负责|会同|分别|按)"
)
# Tried first, for it is quicker, and most texts have none.
_BODY_ENDS = re.compile(r"(?:委员会|总局|[厅局委部署]|办公室)[、；，。）)等牵负会分按]")
_SHORT = {"S&T": "science technology", "R&D": "research development", "I&IT": "industry information technology"}


@check(
    "DZ501", "body-missing", "error", "pair", "A ministry, department or bureau is another or missing.",
    right=[Sample("（省财政厅、省教育厅负责）", "(Provincial Department of Finance and Department of Education)")],
    wrong=[
        Sample("（省财政厅、省教育厅负责）", "(Provincial Department of Finance and Department of Justice)"),
        Sample("经商务部同意后实施。", "It shall be implemented with the consent of the Ministry of Justice."),
    ],
)  # fmt: skip
def body_missing(case: Case) -> Iterator[Finding]:
    """The translation names another body or law than the source (the shipped glossary's names and `data/bodies.txt`
    are known whatever glossary is used); or a body in a list of those responsible has not one word in the translation
    that could stand for its field; or not one word of a title 《…》 is there, and another title is.
    """
    known = [(p.start, p.end) for p in case.terms.places] if case.run.glossary is not None else []
    if (found := confused(case)) is not None:
        body, other = found.body, found.other
        yield case.finding(
            body_missing, f"{body.text} ({found.right}) is rendered as “{other.text}”", zh=(body.start, body.end),
            en=(other.start, other.end), suggestion=found.right, key=f"{body.text}={other.text}", confidence=0.9,
        )  # fmt: skip
        return
    for title, name in misnamed(case):
        yield case.finding(
            body_missing, f"《{case.zh[title.start : title.end]}》 is rendered as “{case.en[name.start : name.end]}”",
            zh=(title.start, title.end), en=(name.start, name.end), confidence=0.8,
        )  # fmt: skip
        return
    text = fold_text(case.zh)
    matches = list(_BODY.finditer(text)) if _BODY_ENDS.search(text) else []
    if not matches:
        return
    there = with_beginnings(stem(w.text) for w in english_words(_spelled_out(case.en)))
    terminology = case.run.terminology
    for match in matches:
        if any(a <= match.start("field") and match.end() <= b for a, b in known):
            continue
        if meaning_in(terminology, match["field"], there) == 0 and not _in_capitals(case.en):
            yield case.finding(
                body_missing, f"{match.group()} is not in the translation", zh=match.span(), key=match.group(),
                confidence=0.8,
            )  # fmt: skip


def _spelled_out(english: str) -> str:
    """An English text with the fields that are abbreviated with & in words: S&T departments."""
    return re.sub("|".join(map(re.escape, _SHORT)), lambda m: _SHORT[m.group()], english)


def _in_capitals(english: str) -> bool:
    """Whether there are abbreviations that may stand for a body."""
    return re.search(r"\b[A-Z]{3,6}\b", english) is not None

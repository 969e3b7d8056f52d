"""A word that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

# Words are whole (*+), and only the second one is compared in whatever case: half the time.
_DOUBLED = re.compile(r"\b([A-Za-z][\w’'-]*+(?: [A-Za-z][\w’'-]*+){0,2})\s+(?i:\1)\b(?![’'-])")
# 目的的, 的的确确, 不了了之, 为了了解 are right; 和和, 在在, 与与 stand in 缓和和, 存在在, 参与与.
_DOUBLED_HAN = re.compile(r"(?<![目有])(的)\1(?!确确)|(?<![不为])(了)\2(?![解结之却])")
# It shows that that is true.
_THAT = re.compile(
    r"\s+(?:is|was|has|had|will|would|can|could|may|might|should|shall|did|does|which|who)\b", re.IGNORECASE
)
# Words that may follow themselves: had had; the very, very first.
_RIGHT = frozenset(("had", "very", "so", "bye", "no", "many", "tut", "ha"))


@check(
    "DZ703", "doubled-word", "warning", "target", "A word stands twice.",
    right=[Sample("完善国家实验室体系。", "We will improve the system of national laboratories."),
           Sample("", "A high-power power supply was built.")],
    wrong=[Sample("完善国家实验室体系。", "We will improve the system of of national laboratories.")],
    alone=True, both_ways=True,
)  # fmt: skip
def doubled_word(case: Case) -> Iterator[Finding]:
    """The same word, or the same two words, twice in a row, in whatever case. Words that may be doubled in
    English (that that, had had) and names are left alone. In a translation into Chinese: 的的, 了了.
    """
    if case.into_chinese:
        for match in _DOUBLED_HAN.finditer(case.zh):
            yield case.finding(doubled_word, f"“{match.group()}”", zh=match.span(), suggestion=match[0][0])
        return
    for match in _DOUBLED.finditer(case.en):
        word = match[1]
        if word.lower() in _RIGHT or (len(word) == 1 and word.lower() != "a"):
            continue
        if word.lower() == "that" and _THAT.match(case.en, match.end()):
            continue
        again = match.group()[len(word) :].lstrip()
        if case.en[match.start() - 1 : match.start()] == "-":
            continue  # a high-power power supply
        if again[0].isupper() and match.start():
            continue  # Baden Baden; "… damages Damages": a full stop is missing
        yield case.finding(doubled_word, f"“{match.group()}”", en=match.span(), suggestion=word)

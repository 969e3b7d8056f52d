"""A bracket without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_PAIRS = {")": "(", "]": "[", "}": "{", "）": "(", "】": "[", "〕": "["}
_OPENING = {"(": "(", "[": "[", "{": "{", "（": "(", "【": "[", "〔": "["}
_BRACKET = re.compile("[][(){}（）【】〔〕]")
# A closing bracket behind the number of a list item: a) 1) iv)
_ITEM = re.compile(r"(?:^|[\s;,:.])(?<!No\. )(?:\d{1,2}|[a-z]|[ivx]{1,4})$")
_ITEMS = re.compile(r"(?:^|[\s;,:.])(?:\d{1,2}|[a-z]|[ivx]{1,4})[)）] ?(?=[\w“\"'])")
_LIST = 2  # items


@check(
    "DZ702", "unbalanced-brackets", "warning", "target", "A bracket has no partner.",
    right=[Sample("试点不动产投资信托基金（REITs）。", "Pilots of real estate investment trusts (REITs) began.")],
    wrong=[
        Sample("试点不动产投资信托基金（REITs）。", "Pilots of real estate investment trusts (REITs began."),
        Sample("就业总体稳定（见图4）。", "Employment was stable on the whole see Figure 4)."),
    ],
    alone=True, both_ways=True,
)  # fmt: skip
def unbalanced_brackets(case: Case) -> Iterator[Finding]:
    """A bracket that is not closed, or was not opened. Numbers of list items (a) and 1) may stand with one; so may
    a bracket that the Chinese side leaves open, too.
    """
    at = lone_bracket(case.target)
    if at is None or (case.source and lone_bracket(case.source) is not None):
        return
    mark, place = case.target[at], (at, at + 1)
    yield case.finding(
        unbalanced_brackets, f"{mark} has no partner", zh=place if case.into_chinese else None,
        en=None if case.into_chinese else place, key=mark,
    )  # fmt: skip


def _is_item(text: str, at: int) -> bool:
    """Whether a closing bracket is that of a list item: at the head, behind a mark, or one of several."""
    head = re.search(r"(?:^|[;,:.]\s?)\w{1,4}$", text[:at]) is not None
    return head or len(_ITEMS.findall(text)) >= _LIST


def lone_bracket(text: str) -> int | None:
    """The place of a bracket without a partner."""
    if _BRACKET.search(text) is None:
        return None
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char in _OPENING:
            opened.append((_OPENING[char], at))
        elif char in _PAIRS:
            if opened and opened[-1][0] == _PAIRS[char]:
                opened.pop()
            elif not (char in ")）" and _ITEM.search(text[:at]) and _is_item(text, at)):
                return at
    return opened[-1][1] if opened else None

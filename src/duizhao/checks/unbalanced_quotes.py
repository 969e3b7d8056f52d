"""A quotation mark without its partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_REACH = 12  # sentences after which a quotation is not closed any more
_QUOTE = re.compile('[“”„"‘]')
_INCHES = re.compile(r'(?<=\d)"')


@check(
    "DZ701", "unbalanced-quotes", "warning", "target", "A quotation mark has no partner.",
    right=[Sample("培育“小巨人”企业。", "We will foster “little giant” firms.")],
    wrong=[Sample("培育“小巨人”企业。", "We will foster “little giant firms.")],
    alone=True, both_ways=True,
)  # fmt: skip
def unbalanced_quotes(case: Case) -> Iterator[Finding]:
    """An opening mark that is not closed, a closing one that was not opened, an odd number of straight ones.

    A quotation may run over several units: it is no finding if the Chinese side is open in the same way, or,
    in English without a source, if the partner stands in one of the next sentences.
    """
    if case.into_chinese:
        yield from _in_chinese(case)
        return
    lone = lone_quotes(case.en)
    if not lone:
        return
    at, balance = lone
    if case.zh and balance and _balance(case.zh, "“「『", "”」』") * balance > 0:
        return
    if not case.zh and balance and _closed_nearby(case, balance):
        return
    yield case.finding(
        unbalanced_quotes, f"{case.en[at]} has no partner", en=(at, at + 1), key=f"{case.en[at]}{balance}"
    )


def _in_chinese(case: Case) -> Iterator[Finding]:
    """A mark of the Chinese without its partner, where the English has all of its own."""
    for opening, closing in ("“”", "「」", "『』", "《》"):
        balance = case.zh.count(opening) - case.zh.count(closing)
        if balance and not lone_quotes(case.en):
            mark = opening if balance > 0 else closing
            at = case.zh.rindex(mark) if balance > 0 else case.zh.index(mark)
            yield case.finding(unbalanced_quotes, f"{mark} has no partner", zh=(at, at + 1), key=f"{mark}{balance}")


def lone_quotes(text: str) -> tuple[int, int] | None:
    """The place of a mark without a partner, and +1 if it opens, -1 if it closes, 0 if that cannot be told."""
    if _QUOTE.search(text) is None:
        return None
    opened: list[int] = []
    for at, char in enumerate(text):
        if char in "“„":
            opened.append(at)
        elif char == "”":
            if not opened:
                return at, -1
            opened.pop()
    if opened:
        return opened[-1], 1
    straight = [at for at, char in enumerate(text) if char == '"']
    if len(straight) % 2 and (len(straight) - len(_INCHES.findall(text))) % 2:  # 7" is a length, "7+3" is quoted
        return straight[-1], 0
    if text.count("‘") > text.count("’"):
        return text.rindex("‘"), 1
    return None


def _balance(text: str, opening: str, closing: str) -> int:
    return sum(text.count(c) for c in opening) - sum(text.count(c) for c in closing)


def _closed_nearby(case: Case, balance: int) -> bool:
    """Whether one of the next (or, for a closing mark, the last) sentences of the file has the partner."""
    cases = case.run.cases
    index = case.index
    step = 1 if balance > 0 else -1
    for other in (
        cases[index + step : index + step * (_REACH + 1) : step]
        if step > 0
        else cases[max(0, index - _REACH) : index][::-1]
    ):
        if other.file != case.file:
            break
        lone = lone_quotes(other.en)
        if lone:
            return lone[1] == -balance
    return False

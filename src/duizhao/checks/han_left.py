"""Chinese characters in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.marks import has_han, without_glosses
from duizhao.model import Finding
from duizhao.script import HAN

_RUN = re.compile(f"[{HAN}][{HAN}、·《》]*")

_ENGLISH_BEHIND = re.compile(r"[”」』》\"’]?\s*[(（][“\"‘'「]?[A-Za-z][A-Za-z’'-]+ [^()（）]*[)）]")


@check(
    "DZ601", "han-left", "error", "target", "Chinese characters are left in the English.",
    right=[Sample("发展智慧农业。", "We will develop smart agriculture (智慧农业).")],
    wrong=[Sample("优化营商环境。", "We will improve the 营商环境.")],
    alone=True,
)  # fmt: skip
def han_left(case: Case) -> Iterator[Finding]:
    """Chinese outside of brackets. A gloss in brackets behind its English, `cyberpower (网络强国)`, is no finding;
    Chinese with its English in brackets is none either.

    A segment that is Chinese altogether is reported as copied-source.
    """
    if not has_han(case.en) or case.copied:
        return
    for match in _RUN.finditer(without_glosses(case.en)):
        if _ENGLISH_BEHIND.match(case.en, match.end()):
            continue
        yield case.finding(han_left, f"“{match.group()}” is left untranslated", en=match.span())

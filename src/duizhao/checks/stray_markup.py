"""Tags, entities, placeholders and broken characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_MARKUP = re.compile(
    r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});|\{\d{1,2}\}|%[sd]\b|"
    r"\*\*(?=\w)|(?<=\w)\*\*|\\[nt](?![a-z])|[\ufffd\u200b\u200e\u200f\u2060\ufeff\u00ad]|"
    r"â€[\u0080-\u2fff]?|Ã[\u0080-\u00bf]"
)


@check(
    "DZ705", "stray-markup", "warning", "target", "Markup or a broken character stands in the text.",
    right=[Sample("产值占比<5%。", "The share of output is <5%.")],
    wrong=[Sample("全面推进乡村振兴。", "We will advance <b>rural revitalization</b> across the board.")],
    alone=True,
)  # fmt: skip
def stray_markup(case: Case) -> Iterator[Finding]:
    """HTML tags and entities, placeholders, zero-width characters, signs of a wrong encoding (â€™). What the
    source has, too, is no finding.
    """
    for match in _MARKUP.finditer(case.en):
        if match.group() not in case.zh:
            shown = match.group() if match.group().isprintable() else f"U+{ord(match.group()[0]):04X}"
            yield case.finding(stray_markup, f"stray {shown}", en=match.span())

"""a before a vowel, an before a consonant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

_AN = re.compile(
    r"an(?<!\w..)\s+(?!(?i:hours?|honest|honou?r|heir|herb|homage))([bcdfgjklmnpqrstvwyzBCDGJKPQTUVWYZ][a-z]{2,}\w*)"
)
_A = re.compile(r"a(?<!\w.)\s+(?!(?i:one|once|uni(?!n)|us|ut|eu|ub|ur[aeiou]|uk|ewe|oui))([aeiouAEIO][a-z]{2,}\w*)")


@check(
    "DZ708", "wrong-article", "warning", "target", "“a” stands before a vowel, or “an” before a consonant.",
    right=[Sample("一小时交通圈。", "A one-hour traffic circle: an hour by a unified network.")],
    wrong=[Sample("", "We will build an smart manufacturing system.")],
    alone=True,
)  # fmt: skip
def wrong_article(case: Case) -> Iterator[Finding]:
    """an smart system, a automotive battery. The sound counts: a unified market, an hour. Beside a source it is
    only mentioned: it is no mistake of translation.
    """
    for pattern in (_AN, _A):
        for match in pattern.finditer(case.en):
            right = "an" if pattern is _A else "a"
            yield case.finding(
                wrong_article,
                f"“{match.group()}”",
                en=match.span(),
                suggestion=f"{right} {match[1]}",
                severity="info" if case.zh else None,
            )

"""Two spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.marks import sparing
from duizhao.checks.run import Run
from duizhao.model import Finding

_SPACES = re.compile(r"(?<=[\w,;:’'”)%])(?<!\([\w]\))(?<!\(\w\w\))[ \u00a0]{2,}(?=[\w“(])")

_LABEL = re.compile(
    r"[\s#]*(?:(?:Chapter|Section|Part|Book|Article|Box|Annex|Appendix|Attachment|Schedule|Table|Figure) )?"
    r"(?:\d+|[IVXLC]+|one|two|three|four|five|six|seven|eight|nine|ten)[.):]?",
    re.IGNORECASE,
)


@check(
    "DZ704", "double-space", "warning", "set", "Two spaces stand between words.",
    right=[Sample("第二章　粮食生产", "Chapter II  Grain Production"), Sample("第三编　合同", "Book Three  Contracts")],
    wrong=[Sample("守住耕地红线。", "We will hold the red  line for cropland.")],
    alone=True,
)  # fmt: skip
def double_space(run: Run) -> Iterator[Finding]:
    """More than one space inside a sentence; between sentences, and behind a label, two are a matter of style.

    Where a file has more than a few, they come from its layout, to be mended by one replacement, and are only
    mentioned.
    """
    found = []
    for case in run.cases:
        if "  " not in case.en.replace("\u00a0", " ") or case.copied:
            continue
        for match in _SPACES.finditer(case.en):
            if _LABEL.fullmatch(case.en, 0, match.start()):
                continue
            around = case.en[max(0, match.start() - 12) : match.end() + 12]
            found.append((case, case.finding(double_space, "two spaces", en=match.span(), suggestion=" ", key=around)))
    yield from sparing(run, found)

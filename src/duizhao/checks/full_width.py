"""Full-width marks in the English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.marks import WIDE, without_glosses
from duizhao.checks.run import Run
from duizhao.model import Finding
from duizhao.script import narrow

_THROUGHOUT = 0.3  # share of the units that makes a mark a habit of the whole text …
_FEW = 10  # … if there are so many
_TELL = 1  # units of a file in which one mark is an alarm; afterwards it is mentioned
_NARROW = {
    "、": ",",
    "。": ".",
    "《": "“",
    "》": "”",
    "「": "“",
    "」": "”",
    "【": "[",
    "】": "]",
    "〔": "[",
    "〕": "]",
}


@check(
    "DZ602", "full-width", "warning", "set", "Full-width marks or letters stand in the English.",
    right=[Sample("发展绿色、低碳、循环经济。", "We will develop a green, low-carbon, and circular economy.")],
    wrong=[Sample("发展绿色、低碳、循环经济。", "We will develop a green， low-carbon， and circular economy.")],
    alone=True,
)  # fmt: skip
def full_width(run: Run) -> Iterator[Finding]:
    """Marks like ，。；：（） belong to Chinese text; English has its own. Inside glosses they may stand.

    One mark is reported where a file has it first and then mentioned. Where a mark stands in a third of a file's
    units, full width is a habit of the whole text, to be mended by one replacement, and only mentioned.
    """
    found: list[tuple[Case, list[tuple[int, str]]]] = []
    units, spread = Counter[str](), Counter[tuple[str, str]]()
    for case in run.cases:
        units[case.file] += 1
        if case.en.isascii() or case.copied:
            continue
        wide = [(m.start(), m.group()) for m in WIDE.finditer(without_glosses(case.en))]
        if wide:
            found.append((case, wide))
            spread.update((case.file, mark) for mark in {mark for _, mark in wide})
    habit = {file for (file, _), count in spread.items() if count >= max(_FEW, _THROUGHOUT * units[file])}
    told = Counter[tuple[str, str]]()
    for case, wide in found:
        marks = {mark for _, mark in wide}
        told.update((case.file, mark) for mark in marks)
        new = case.file not in habit and any(told[case.file, m] <= _TELL for m in marks)
        shown = "".join(dict.fromkeys(mark for _, mark in wide)).replace("\u3000", "[ideographic space]")
        start = wide[0][0]
        yield case.finding(
            full_width, f"full-width: {shown}", en=(start, start + 1), severity=None if new else "info",
            suggestion=_NARROW.get(wide[0][1], narrow(wide[0][1])), key=shown,
        )  # fmt: skip

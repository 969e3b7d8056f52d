"""What the checks of marks share: glosses, and the marks that belong to Chinese text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from duizhao.script import HAN

if TYPE_CHECKING:
    from duizhao.checks.case import Case
    from duizhao.checks.run import Run
    from duizhao.model import Finding

_HAN = re.compile(f"[{HAN}]")
# A bracket that holds Chinese: the gloss of a term, with whatever else stands in it.
_GLOSS = re.compile(rf"[(（\[【][^()（）\[\]【】]*[{HAN}](?:[^()（）]|[(（][^()（）]*[)）])*[)）\]】]")
# Full-width marks, letters, digits and blanks, which English text does not have.
WIDE = re.compile("[\uff01-\uff5e\u3000-\u3002\u3008-\u3011\u3014-\u301b]")
# Units of a file that may have a slip of one kind before it counts as the file's layout: the share, and the most.
_SHARE, _MOST = 0.015, 5


def has_han(text: str) -> bool:
    """Whether there is a Chinese character in a text."""
    return not text.isascii() and _HAN.search(text) is not None


@cache
def glosses(text: str) -> tuple[tuple[int, int], ...]:
    """The insides of brackets with Chinese, as spans."""
    return tuple((m.start() + 1, m.end() - 1) for m in _GLOSS.finditer(text)) if has_han(text) else ()


def without_glosses(text: str) -> str:
    """The text with the insides of glosses blanked; as long as before."""
    for start, end in glosses(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def sparing(run: Run, found: Sequence[tuple[Case, Finding]]) -> Iterator[Finding]:
    """Slips of one kind: as they are where few units of a file have them, else only mentioned; likewise in English
    without a source, which is often a page's text layer."""
    sizes = Counter(case.file for case in run.cases)
    units = Counter(file for file, _ in {(case.file, case.index) for case, _ in found})
    for case, finding in found:
        few = units[case.file] <= min(_MOST, max(1, _SHARE * sizes[case.file]))
        yield finding if few and not run.alone else replace(finding, severity="info")

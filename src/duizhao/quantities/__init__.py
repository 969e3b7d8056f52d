"""Numbers, dates, units and percentages of both languages as values with spans.

`find_quantities` reads a text, `compare` holds a translation against its source, `anchor_values` gives an
aligner cheap tokens. Importing loads no tables: they are read at the first call.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from .values import Comparison, Difference, Match, Quantity, Value

__all__ = [
    "Comparison",
    "Difference",
    "Match",
    "Quantity",
    "Value",
    "anchor_values",
    "compare",
    "compare_quantities",
    "find_quantities",
]

# 今年, 近日: the translation may name the date.
_RELATIVE_DATE = re.compile("[今去明前本当同当近昨][年日月天周]|日前|目前|近期|上年|次年|翌年|昨日|當[年日]|本[週周]")


@lru_cache(256)  # the checks ask again for the texts that were just compared
def find_quantities(text: str, lang: Literal["zh", "en"]) -> tuple[Quantity, ...]:
    """Every quantity of `text`, and with `kind="label"` every number that names, from left to right.

    Offsets are characters of `text` as given; width, script and layout spaces do not matter.
    """
    return _finder(lang)(text)


@cache
def _finder(lang: Literal["zh", "en"]) -> Callable[[str], tuple[Quantity, ...]]:
    if lang == "zh":
        from .zh import find
    else:
        from .en import find
    return find


def compare(zh_text: str, en_text: str) -> Comparison:
    """The quantities of an English translation against those of its Chinese source.

    >>> compare("投资10万亿元", "an investment of 10 billion yuan").different[0].how
    'magnitude ×10^-3'
    """
    zh, en = find_quantities(zh_text, "zh"), find_quantities(en_text, "en")
    if not zh and not en:
        return Comparison()
    from .anchors import numbers_in
    from .comparison import compare_lazily

    return compare_lazily(
        zh,
        en,
        zh_numbers=lambda: frozenset(numbers_in(_without(zh_text, zh), digits=True)),
        en_numbers=lambda: frozenset(numbers_in(_without(en_text, en))),
        relative_dates=_RELATIVE_DATE.search(zh_text) is not None,
        ordered=("分别" in zh_text or "分別" in zh_text) and "respectively" in en_text,
    )


def _without(text: str, quantities: tuple[Quantity, ...]) -> str:
    """The text with what was read as a quantity cut out; what is left may hide numbers in words."""
    pieces, at = [], 0
    for q in quantities:
        if q.kind != "label":
            pieces.append(text[at : q.start])
            at = q.end
    return " ".join([*pieces, text[at:]])


def __getattr__(name: str) -> object:
    if name == "anchor_values":
        from .anchors import anchor_values

        return anchor_values
    if name == "compare_quantities":
        from .comparison import compare_quantities

        return compare_quantities
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

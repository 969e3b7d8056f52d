"""Values as short tokens that are equal in both languages: cheap evidence for an aligner."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from .units import base
from .values import Quantity
from .zh.numbers import DIGITS, HAN, parse_han

_ARABIC = re.compile(r"\d{1,15}(?:,\d{3})*(?:\.\d{1,9})?")
_HAN_RUN = re.compile(f"[{HAN}]+")
_WORD = re.compile("[a-z]+")
_LATIN_NAME = re.compile(r"[A-Za-z]+[-.]?\d[\w.-]*|\d+[A-Za-z]+\d*")


def numbers_in(text: str, *, digits: bool = False) -> list[float]:
    """All numbers of a text, in digits, Han numerals or English words, wherever they stand.

    With `digits` every digit of a Han numeral counts, too, and both ends of 三五: what may hide in a name.
    """
    from .zh.words import fold

    folded = fold(text)
    found = [float(m.replace(",", "")) for m in _ARABIC.findall(folded)]
    for run in () if folded.isascii() else _HAN_RUN.findall(folded):
        value = parse_han(run)
        if value is None and len(run) == 1:
            value = DIGITS.get(run)
        if isinstance(value, int):
            found.append(float(value))
        elif isinstance(value, tuple):
            found += [float(value[0]), float(value[1])]
        if digits:
            found += [float(DIGITS[c]) for c in run if DIGITS.get(c)]
    words = _number_words()
    found += [words[w] for w in _WORD.findall(folded.lower()) if w in words]
    return found


@cache
def _number_words() -> dict[str, float]:
    from .en.words import ONES, TENS, load

    return {word: float(value) for word, value in (ONES | TENS | load().ordinals).items()}


def tokens(quantity: Quantity) -> tuple[str, ...]:
    """The anchor tokens of a quantity: `#2016`, `#1.5e+08`, `#15%`, `#2.1e+11W`, `#C919`; none for 1 and 2."""
    kind, value, unit = quantity.kind, quantity.value, quantity.unit
    if kind == "label":
        name = _LATIN_NAME.search(quantity.span)
        if name is not None and not re.fullmatch(r"[a-z]+\.?\d+", name.group()):
            return (f"#{name.group().upper()}",)
        return tuple(f"#§{n:g}" for n in numbers_in(quantity.span)[:4])
    values = value if isinstance(value, tuple) else (value,)
    if any(isinstance(v, str) for v in values):
        return tuple(token for v in values for token in _date_tokens(str(v)))
    if kind in ("month", "day"):
        return tuple(f"#{kind[0]}{v}" for v in values)
    found = []
    for v in values:
        number = float(v)
        if unit in ("%", "pp", "bp") or kind == "fraction":
            found.append(f"#{number * (100 if kind == 'fraction' else 1):.4g}{unit or '%'}")
            continue
        converted = base(number, unit) if unit and kind not in ("money", "duration") else None
        if converted is not None:
            found.append(f"#{converted[0]:.3g}{converted[1]}")
        elif kind == "multiple":
            found.append(f"#x{number:g}")
        elif number > 2:
            found.append(f"#{number:g}")
    return tuple(found)


def _date_tokens(value: str) -> list[str]:
    if ":" in value:
        return [f"#{value}"]
    year, _, rest = value.partition("-") if value[:1].isdigit() else ("", "", value.lstrip("-"))
    found = [f"#{year}"] if year else []
    if rest.startswith(("Q", "H")) or (not year and rest):
        found.append(f"#{rest}")
    elif rest:
        month, _, day = rest.partition("-")
        found.append(f"#{month}-{day}" if day else f"#m{int(month)}")
    return found


def anchor_values(text: str, lang: Literal["zh", "en"]) -> tuple[tuple[str, int, int], ...]:
    """Canonical value tokens of a text with their offsets, in the order of the text.

    Equal values give equal tokens in both languages: 1.5亿 and 150 million are `#1.5e+08`, 百分之十五 and
    15 percent `#15%`, 第十二条 and Article 12 `#§12`.
    """
    from . import find_quantities

    return tuple((token, q.start, q.end) for q in find_quantities(text, lang) for token in tokens(q))

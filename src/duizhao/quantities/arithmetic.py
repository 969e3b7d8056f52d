"""Exact decimal arithmetic: 1.1亿 is 110000000, not 110000000.00000001."""

from __future__ import annotations


def exact(whole: str, fraction: str, scale: int = 1) -> int | float:
    """`whole.fraction` times `scale`, as an integer if it is one: 1.1 x 10^8 is not 110000000.00000001."""
    units = int(whole + fraction) * scale
    parts: int = 10 ** len(fraction)
    return units // parts if units % parts == 0 else units / parts


def times(value: int | float, scale: int) -> int | float:
    """`value * scale` without the noise of binary fractions."""
    if isinstance(value, int):
        return value * scale
    whole, _, fraction = repr(value).partition(".")
    return exact(whole, fraction, scale) if "e" not in fraction and "e" not in whole else value * scale


def tidy(value: float) -> int | float:
    """Six digits after the point, an integer where nothing is left of them."""
    value = round(value, 6)
    return int(value) if value == int(value) else value

"""Units of measure: their codes, names in both languages, and what converts into what (`units.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import cast

_QUOTIENTS = {
    "km/hour": "km/h",
    "m/second": "m/s",
    "km/second": "km/s",
    "Mbps/second": "Mbps",
    "MB/second": "MB/s",
    "GB/second": "GB/s",
    "bit/second": "bps",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; `factor` turns its values into the base unit of its dimension (`kind`), 0 where nothing converts.

    `times` is the number of units that the name stands for: a decade is ten years.
    """

    code: str
    kind: str
    factor: float
    times: int = 1


@dataclass(frozen=True, slots=True)
class Units:
    """The table, by code and by name. English names are lists of words joined by one space."""

    by_code: dict[str, Unit]
    zh: dict[str, Unit]
    zh_longest: int
    en: dict[str, Unit]
    en_folded: dict[str, Unit]
    en_most_words: int

    def chinese(self, text: str, at: int) -> tuple[Unit, int] | None:
        """The longest Chinese unit name at `at` of a folded text, with its end."""
        for length in range(min(self.zh_longest, len(text) - at), 0, -1):
            name = text[at : at + length]
            unit = self.zh.get(name)
            if unit is None:
                continue
            end = at + length
            # Latin abbreviations end where the word ends: 5G is no gram, 3 mm no metre.
            if (
                name[-1].isascii()
                and name[-1].isalpha()
                and text[end : end + 1].isascii()
                and (text[end : end + 1].isalnum())
            ):
                continue
            return unit, end
        return None

    def english(self, name: str) -> Unit | None:
        """The unit called `name` (one space between words); only long lower-case names ignore case."""
        return self.en.get(name) or self.en_folded.get(name.lower())


def read_rules(name: str) -> dict[str, dict[str, object]]:
    """A TOML table of this package as a dict of its sections."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def load() -> Units:
    """The table, read once."""
    by_code: dict[str, Unit] = {}
    zh: dict[str, Unit] = {}
    en: dict[str, Unit] = {}
    folded: dict[str, Unit] = {}
    rules = read_rules("units.toml")
    multiples = cast("dict[str, list[tuple[int, str, str]]]", rules.pop("multiples"))
    rows: list[tuple[Unit, str, str]] = []
    for kind, section in cast("dict[str, dict[str, tuple[float, str, str]]]", rules).items():
        for code, (factor, zh_names, en_names) in section.items():
            by_code[code] = Unit(code, kind, factor)
            rows.append((by_code[code], zh_names, en_names))
    for code, names in multiples.items():
        rows += [(replace(by_code[code], times=count), zh_names, en_names) for count, zh_names, en_names in names]
    for unit, zh_names, en_names in rows:
        zh.update((name, unit) for name in zh_names.split(", ") if name)
        for pattern in en_names.split(", "):
            for name in (pattern.replace("~", "s"), pattern.replace("~", "")):
                en[name] = unit
                if len(name) > 3:
                    folded[name.lower()] = unit
    en.pop("", None)
    return Units(by_code, zh, max(map(len, zh)), en, folded, max(name.count(" ") + 1 for name in en))


def compound(above: Unit, below: Unit) -> Unit:
    """The unit of a quotient: km/h, m/s, otherwise `above/below`; money over something stays money."""
    code = f"{above.code}/{below.code}"
    code = _QUOTIENTS.get(code, code)
    return load().by_code.get(code) or Unit(code, "money" if above.kind == "money" else "rate", 0)


def base(value: float, code: str) -> tuple[float, str] | None:
    """`value` in the base unit of its dimension with the dimension's name; None where nothing converts.

    Compounds convert part by part: 35 ug/m3 and 0.035 mg/m3 are the same.
    """
    table = load().by_code
    unit = table.get(code)
    if unit is not None:
        return (value * unit.factor, unit.kind) if unit.factor else None
    above, slash, below = code.partition("/")
    first, second = table.get(above), table.get(below)
    if not slash or first is None or second is None:
        return None
    name = f"{first.kind if first.factor else above}/{second.kind if second.factor else below}"
    return value * (first.factor or 1) / (second.factor or 1), name

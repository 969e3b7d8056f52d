"""Automatic numbers of Word paragraphs, which stand nowhere in its text: "第%1章", "（%2）", "%1.%2"."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from duizhao.documents.archive import attribute, child, local, whole

_HAN = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """13 → 十三, 20 → 二十, 105 → 一百零五 (to 999)."""
    if number < 10:
        return _HAN[number]
    if number < 20:
        return "十" + (_HAN[number - 10] if number > 10 else "")
    if number < 100:
        tens, ones = divmod(number, 10)
        return _HAN[tens] + "十" + (_HAN[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if not rest:
        return _HAN[hundreds] + "百"
    return _HAN[hundreds] + "百" + ("零" if rest < 10 else "一" if rest < 20 else "") + chinese(rest)


def roman(number: int) -> str:
    """4 → IV."""
    out = ""
    for value, sign in (
        (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        out += sign * (number // value)
        number %= value
    return out


def written(number: int, form: str) -> str:
    """A number in one of Word's number formats (`w:numFmt`)."""
    if form in ("bullet", "none"):
        return ""
    if form.startswith(("chinese", "taiwanese", "japanese", "ideographLegal")) or form == "koreanCounting":
        return chinese(number) if number < 1000 else str(number)
    if form == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(d)] for d in str(number))
    if form in ("upperRoman", "lowerRoman"):
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth":
        return "".join(chr(ord(d) + 0xFEE0) for d in str(number))
    return str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a numbered list as Word defines it."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    space: bool = True


@dataclass(slots=True)
class Numbers:
    """Counts the paragraphs of a document's lists.

    Attributes:
        levels: list and level → how it is numbered.
    """

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    counts: defaultdict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def read(cls, root: etree._Element | None) -> Numbers:
        """The lists of `word/numbering.xml`."""
        numbers = cls()
        if root is None:
            return numbers
        abstract = {attribute(e, "abstractNumId"): e for e in root if local(e) == "abstractNum"}
        for num in (e for e in root if local(e) == "num"):
            number_id = attribute(num, "numId") or ""
            reference = child(num, "abstractNumId")
            base = abstract.get(attribute(reference, "val")) if reference is not None else None
            for level in base if base is not None else ():
                if local(level) == "lvl":
                    numbers.levels[number_id, whole(attribute(level, "ilvl"))] = _level(level)
            for override in (e for e in num if local(e) == "lvlOverride"):
                own = child(override, "lvl")
                if own is not None:
                    numbers.levels[number_id, whole(attribute(override, "ilvl"))] = _level(own)
        return numbers

    def bullet(self, number_id: str, level: int) -> bool:
        """Whether a level has bullets."""
        found = self.levels.get((number_id, level))
        return found is not None and found.form == "bullet"

    def next(self, number_id: str, level: int) -> str:
        """The number that the next paragraph of a list prints, with the space after it; "" for a bullet."""
        shape = self.levels.get((number_id, level))
        if shape is None:
            return ""
        counts = self.counts[number_id]
        counts[level] = counts.get(level, shape.start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if shape.form in ("bullet", "none"):
            return ""

        def put(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self.levels.get((number_id, at), Level())
            return written(counts.get(at, other.start), other.form)

        printed = re.sub(r"%(\d)", put, shape.text)
        return printed + (" " if shape.space and printed and printed[-1] < "\u2e80" else "")


def _level(level: etree._Element) -> Level:
    def value(name: str, default: str) -> str:
        found = child(level, name)
        return (attribute(found, "val") or default) if found is not None else default

    start = value("start", "1")
    return Level(
        value("numFmt", "decimal"),
        value("lvlText", ""),
        whole(start, 1),
        value("suff", "tab") != "nothing",
    )

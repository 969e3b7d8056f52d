"""Denials and prohibitions of a Chinese text, as far as they are ones beyond doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duizhao.glossary.folding import fold_text

# The characters that the patterns of the list begin with: looked for first, they save four fifths of the time.
_FIRST = (
    "不未无非没尚仍逾过到久屡拒暂缺匮短紧欠有待亟免豁减取废撤吊注停中终关叫防避杜遏谨严力以反抵失"
    "除难勿莫请切均都从决绝永毋并前限违秘禁是离必密可"
)
_QUESTION = re.compile(r"(.)[不没]\1")  # 会不会, 有没有


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial in a Chinese text.

    Attributes:
        text: 不得, 未经.
        start, end: its place.
        sure: whether it is to be in the translation.
        counts: whether it takes part in counting; what does not is held against its opposite, and, if it is sure, lost
            where no word at all denies.
        says: English that renders it without a negative word; None for none.
        opposite: English that says the opposite; None for none.
    """

    text: str
    start: int
    end: int
    sure: bool
    counts: bool
    says: re.Pattern[str] | None
    opposite: re.Pattern[str] | None


def denials(zh: str) -> list[Denial]:
    """The denials of a Chinese text in order, by the shipped list `data/denials.txt`."""
    text = _QUESTION.sub("＿＿＿", fold_text(zh))
    every, rules = _rules()
    found = []
    for match in every.finditer(text):
        rule = rules[match.lastgroup or ""]
        if rule is not None:
            found.append(Denial(zh[match.start() : match.end()], match.start(), match.end(), *rule))
    return found


_Rule = tuple[bool, bool, re.Pattern[str] | None, re.Pattern[str] | None]


@cache
def _rules() -> tuple[re.Pattern[str], dict[str, _Rule | None]]:
    """One pattern for all lines, and what each of its groups means: None if it is no denial."""
    text = resources.files("duizhao").joinpath("data/denials.txt").read_text(encoding="utf-8")
    parts: list[str] = []
    rules: dict[str, _Rule | None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            chinese, how, *english = line.split("\t")
            parts.append(f"(?P<line{number}>{chinese})")
            rules[f"line{number}"] = (
                None if how == "-" else (how in "!~", how in "!?", _words(english, 0), _words(english, 1))
            )
    return re.compile(f"(?=[{_FIRST}])(?:{'|'.join(parts)})"), rules


def _words(cells: list[str], n: int) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{cells[n]})\b", re.IGNORECASE) if len(cells) > n and cells[n] else None

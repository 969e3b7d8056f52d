"""The unit and the currency of an English number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..arithmetic import times
from ..units import Unit, compound
from ..units import load as load_units
from .numbers import Number, number_at

_CURRENCY = {
    mark: code
    for code, marks in {
        "CNY": "rmb renminbi cny ¥",
        "USD": "us$ usd $ u.s.$",
        "HKD": "hk$ hkd",
        "TWD": "nt$ ntd$ ntd twd nt",
        "EUR": "€ eur",
        "GBP": "£ gbp",
        "JPY": "jpy",
        "MOP": "mop mop$",
        "AUD": "a$",
        "CAD": "c$",
        "SGD": "s$",
    }.items()
    for mark in marks.split()
}
_LASTING = ("for", "consecutive", "past", "last", "next", "straight", "successive", "within")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit.

    Attributes:
        value: the number in `unit`, multiples (decades) and a following "and a half" resolved.
        start, end: with currency, sign and unit.
        marked: the currency stands before the number.
    """

    number: Number
    value: int | float
    unit: str
    kind: str
    start: int
    end: int
    marked: bool = False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    marks = "|".join(sorted(map(re.escape, _CURRENCY), key=lambda m: -len(m))).replace(r"\$", r" ?\$")
    return {
        "unit": re.compile(
            r"[ -]{0,2}(?:(?:consecutive|successive|straight|full|whole|more|additional) )?"
            r"(%|‰|°[ ]?[CF]|℃|℉|(?:[A-Za-zμµ$€]|US\$)[A-Za-z²³$μµ]*\d?(?:/[A-Za-z²³]+\d?)?)"
        ),
        "next": re.compile(r"[ -](\(?[A-Za-z][A-Za-z.$]*\d?\)?)"),
        "dotted": re.compile(r" ?((?:U\.S\. ?(?:dollars?|\$)|sq\. (?:km|m)|cu\. m|p\.p\.))"),
        "per": re.compile(r"(?: per | a | an |/|-per-)(?:each )?"),
        "and_half": re.compile(r" and (?:a|one) half(?![a-z])"),
        "minus": re.compile(r"(?:(?<![a-z])(?:minus|negative) |(?<![a-z0-9%])-)\Z"),
        "currency": re.compile(rf"(?:(?<![a-z])(?:{marks})|[$€£¥]) ?\Z"),
    }


def currency_before(text: str, at: int) -> tuple[str, int] | None:
    """The code of a currency mark that ends at `at`, with its start."""
    match = _patterns()["currency"].search(text[max(0, at - 10) : at])
    if match is None:
        return None
    return _CURRENCY[match.group().replace(" ", "")], at - len(match.group())


def unit_at(folded: str, at: int, *, of: bool = False) -> tuple[Unit, int] | None:
    """The longest unit after a number that ends at `at`; `of` admits "millions of yuan"."""
    patterns, table = _patterns(), load_units()
    if of and folded.startswith(" of ", at):
        at += 3
    if (match := patterns["dotted"].match(folded, at)) and (unit := table.english(match[1].replace("U.S.$", "US$"))):
        return unit, match.end()
    match = patterns["unit"].match(folded, at)
    if match is None:
        return None
    words, ends = [match[1].replace(" ", "")], [match.end()]
    while len(words) < table.en_most_words and (following := patterns["next"].match(folded, ends[-1])):
        word = following[1].rstrip(".")
        words.append(word if "(" in word else word.rstrip(")"))  # (700 million metric tons)
        ends.append(following.start(1) + len(words[-1]))
    for count in range(len(words), 0, -1):
        unit = table.english(" ".join(words[:count])) or (_quotient(words[0]) if count == 1 else None)
        end = ends[count - 1]
        if unit is None or (folded[end : end + 1].isalnum() and folded[end - 1].isalnum()):
            continue
        if not (count == 1 and _refused(words[0], folded, at, end)):
            return unit, end
    return None


def _quotient(word: str) -> Unit | None:
    """Wh/kg, ug/m3: a unit written as a quotient."""
    above, _, below = word.partition("/")
    first, second = load_units().english(above), load_units().english(below)
    return compound(first, second) if first and second else None


def _refused(word: str, folded: str, at: int, end: int) -> bool:
    """Words that are units elsewhere: a 5-s rule, 3 won the prize, the 30 second phase."""
    if word in ("s", "h", "t", "g", "m", "B") and folded[at : at + 1] == "-":
        return True
    if word == "second":
        return bool(
            re.match(r"[- ](?:largest|most|highest|phase|stage|half|quarter|time|tier|batch)", folded[end : end + 9])
        )
    if word in ("won", "li", "ping"):
        return not re.match(r"[ ,.;)]|$", folded[end : end + 1]) or folded.startswith((" the", " by", " a "), end)
    return False


def amount_at(text: str, folded: str, at: int) -> Amount | None:
    """The number at `at` of a lower-case text (`folded` keeps the case) with its currency and unit."""
    mark = currency_before(text, at)
    number = number_at(text, at, money=mark is not None)
    if number is None:
        return None
    found = unit_at(folded, number.end, of=number.bound == "over" and not number.digits)
    if mark is not None and (found is None or found[0].kind in ("money", "duration", "mass", "length")):
        end = found[1] if found is not None and found[0].kind == "money" else number.end
        unit, end = _per(folded, load_units().by_code[mark[0]], end)
        return Amount(number, number.value, unit.code, "money", mark[1], end, marked=True)
    if found is None:
        return Amount(number, number.value, "", "number", number.start, number.end)
    return _measured(text, folded, number, *found)


def _measured(text: str, folded: str, number: Number, unit: Unit, end: int) -> Amount:
    value, start = number.value, number.start
    if unit.code == "quarter" and not number.digits and not lasts(text, start):
        return Amount(number, value, "", "number", start, number.end)  # three quarters of all
    if unit.code == "permille":
        return Amount(number, round(value / 1000, 9), "", "fraction", start, end)
    if unit.kind in ("temperature", "percent", "percentage_point"):
        if sign := _patterns()["minus"].search(text[max(0, start - 9) : start]):
            start, value = start - len(sign.group()), -value
        elif text.startswith(" below zero", end):
            value, end = -value, end + len(" below zero")
    if unit.kind == "duration" and (half := _patterns()["and_half"].match(text, end)):
        value, end = value + 0.5, half.end()
    if unit.times > 1:
        value = times(value, unit.times)
    unit, end = _per(folded, unit, end)
    return Amount(number, value, unit.code, unit.kind, start, end)


def lasts(text: str, at: int) -> bool:
    """Whether "three quarters" at `at` are a stretch of time."""
    if re.match(
        r"[a-z]+ (?:consecutive |straight |full )?quarters? (?:in a row|running|straight|later|ago)",
        text[at : at + 48],
    ):
        return True
    if re.match(r"[a-z]+ (?:consecutive|straight|full|successive) quarters?", text[at : at + 48]):
        return True
    return text[max(0, at - 24) : at].rstrip().endswith(_LASTING)


def _per(folded: str, unit: Unit, end: int) -> tuple[Unit, int]:
    """`U per V` is a compound; "a year" and "per person" make none."""
    match = _patterns()["per"].match(folded, end)
    if match is None or unit.kind in ("percent", "percentage_point", "duration"):
        return unit, end
    if match.group() in (" a ", " an ") and not folded.startswith(("hour", "second", "minute"), match.end()):
        return unit, end
    found = unit_at(folded, match.end())
    if found is None or found[0].kind in ("money", "percent", "percentage_point"):
        return unit, end
    return compound(unit, found[0]), found[1]

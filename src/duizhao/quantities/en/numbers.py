"""English numerals: digits, words (one point five billion), tens of thousands, a dozen, half a million."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..arithmetic import exact, times
from .words import ABBREVIATED, ONES, PLURALS, SCALES, TENS

_SHORT = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_MOST_WORDS = 16
LONGEST_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; `scale` is its last million or billion, 1 if there is none."""

    start: int
    end: int
    value: int | float
    bound: str = ""
    scale: int = 1
    digits: bool = False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    scales = "|".join((*SCALES, *ABBREVIATED))
    indefinite, large = "|".join(PLURALS), "|".join(f"{word}s" for word in SCALES)
    sources = {
        "digits": r"(?:\d{1,3}(?:(?:,\d{3})+|(?: \d{3}){0,3} 000)(?!\d)|\d+)(?:\.\d+)?",
        "scale": rf"[ -]?({scales})(?![a-z])",
        "short": r"([kmbt])(?![a-z0-9])",
        "word": r"[a-z]+",
        "gap": r"(?: and |-and-|[ -]|, (?=[a-z]+ (?:hundred|thousand|million)))",
        "half": r"(?: and a half|-and-a-half)(?![a-z])",
        "indefinite": rf"({indefinite})(?: of ({large}))?(?![a-z])",
        "half_of": r"half[ -]a[ -](dozen|million|billion|trillion|thousand|hundred)(?![a-z])",
        "point": r" point((?: (?:zero|one|two|three|four|five|six|seven|eight|nine)){1,10})(?![a-z])",
        "odd": r"[ -]odd(?![a-z])",
        "article": r"(?<![a-z0-9])an? \Z",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def number_at(text: str, at: int, *, money: bool = False) -> Number | None:
    """The number that begins at `at` of a lower-case text; `money` admits $5m and $3b."""
    if text[at].isdigit():
        return _digits(text, at, money)
    return _indefinite(text, at) or _words(text, at)


def _digits(text: str, at: int, money: bool) -> Number | None:
    patterns = _patterns()
    match = patterns["digits"].match(text, at)
    if match is None or match.end() - at > LONGEST_DIGITS:
        return None
    end = match.end()
    if text.startswith(".", end) and text[end + 1 : end + 2].isdigit():
        return None  # 1.2.3: a numbering
    whole, _, fraction = match.group().replace(",", "").replace(" ", "").partition(".")
    value: int | float = exact(whole, fraction)
    if half := patterns["half"].match(text, end):
        return Number(at, half.end(), value + 0.5, digits=True)
    scale, bound = 1, ""
    if (short := patterns["short"].match(text, end)) and (money or (short[1] == "m" and _millions(text, short.end()))):
        step = _SHORT[short[1]]
        return Number(at, short.end(), times(value, step), scale=step, digits=True)
    while scaled := patterns["scale"].match(text, end):
        step = SCALES.get(scaled[1]) or ABBREVIATED[scaled[1]]
        value, scale, end = times(value, step), scale * step, scaled.end()
        if scale > 10**15:
            break
    odd = patterns["odd"].match(text, end)
    if odd:
        bound = "over"
    return Number(at, end, value, bound, scale, digits=True)


def _millions(text: str, at: int) -> bool:
    """6m visitors are six million, 6m long are six metres."""
    match = re.compile(r" (?:[a-z]+ )?([a-z]+s|people|(?:tons?|tonnes?|yuan))(?![a-z])").match(text, at)
    return match is not None and not text.startswith((" in ", " to ", " of ", " by ", " and ", " across"), at)


def _indefinite(text: str, at: int) -> Number | None:
    """hundreds of, tens of thousands, half a million, half a dozen."""
    patterns = _patterns()
    match = patterns["half_of"].match(text, at)
    if match is not None:
        whole = 12 if match[1] == "dozen" else SCALES[match[1]]
        return Number(at, match.end(), whole // 2, scale=1 if whole < 1000 else whole)
    match = patterns["indefinite"].match(text, at)
    if match is None:
        return None
    value = PLURALS[match[1]] * (PLURALS[match[2]] if match[2] else 1)
    return Number(at, match.end(), value, "over")


def _words(text: str, at: int) -> Number | None:
    """one hundred and twenty-three thousand; a/an belong to a bare hundred, thousand, dozen."""
    patterns = _patterns()
    total = group = 0
    scale, end, start, count = 1, at, at, 0
    last = ""  # what the last word was: one, ten, hundred, scale
    position = at
    while count < _MOST_WORDS:
        match = patterns["word"].match(text, position)
        if match is None:
            break
        word = match.group()
        if word in ONES:
            if last in ("one", "teen") or (last == "ten" and not 0 < ONES[word] < 10):
                break
            group += ONES[word]
            last = "one" if ONES[word] < 10 else "teen"
        elif word in TENS:
            if last in ("one", "ten", "teen"):
                break
            group += TENS[word]
            last = "ten"
        elif word == "dozen":
            group, last = (group or 1) * 12, "dozen"
            end = match.end()
            count += 1
            break
        elif word == "hundred":
            if last in ("hundred", "scale") and count:
                break
            group, last, scale = (group or 1) * 100, "hundred", 1
        elif word in SCALES:
            if last == "scale" and SCALES[word] >= scale and count:
                total, group = total * SCALES[word], 0
            else:
                total, group = total + (group or 1) * SCALES[word], 0
            scale, last = SCALES[word], "scale"
        else:
            break
        end, count = match.end(), count + 1
        if last == "one" and (point := patterns["point"].match(text, end)):
            return _decimal(text, start, point, total + group)
        gap = patterns["gap"].match(text, end)
        if gap is None or ("and" in gap.group() and last not in ("hundred", "scale")):
            break
        if "and" in gap.group() and text.startswith("a half", gap.end()):
            break
        position = gap.end()
    if count == 0:
        return None
    start = _with_article(text, at)
    value: int | float = total + group
    if half := patterns["half"].match(text, end):
        if last == "scale" and value == scale:  # a million and a half
            return Number(start, half.end(), value * 3 // 2, "", scale)
        if last in ("one", "ten", "teen"):
            value, end = value + 0.5, half.end()
            if scaled := patterns["scale"].match(text, end):
                step = SCALES.get(scaled[1]) or ABBREVIATED[scaled[1]]
                value, scale, end = times(value, step), step, scaled.end()
    return Number(start, end, value, "over" if text.startswith((" odd", "-odd"), end) else "", scale)


def _with_article(text: str, at: int) -> int:
    """The start of `a hundred`, `a dozen`; `at` itself for other numbers."""
    word = _patterns()["word"].match(text, at)
    article = _patterns()["article"].search(text[max(0, at - 4) : at])
    if article is None or word is None or not (word.group() in SCALES or word.group() == "dozen"):
        return at
    return at - len(article.group())


def _decimal(text: str, start: int, point: re.Match[str], whole: int) -> Number:
    digits = "".join(str(ONES[word]) for word in point[1].split())
    value, scale, end = exact(str(whole), digits), 1, point.end()
    if scaled := _patterns()["scale"].match(text, end):
        scale = SCALES.get(scaled[1]) or ABBREVIATED[scaled[1]]
        value, end = times(value, scale), scaled.end()
    return Number(start, end, value, "", scale)

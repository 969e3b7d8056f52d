"""English fractions, multiples, frequencies, lone units: two thirds, doubled, twice a year, a decade."""

from __future__ import annotations

import re
from functools import cache

from ..arithmetic import times
from ..units import load as load_units
from ..values import Draft
from .bounds import bound_around
from .units import Amount, lasts, unit_at
from .words import HALVED, MULTIPLES, ONES, PARTS, SCALES, TENS

_ABOUT = r"(?: (?:about|around|nearly|almost|over|more than|at least|some|roughly|approximately|a factor of))?"
# increase by 1.5 times = 2.5 times as much
_GROWTH = re.compile(
    r"\b(?:increas\w+|grow\w*|grew|ris\w+|rose|expand\w*|rais\w+|up|gain\w*|climb\w*|jump\w*|surg\w+|soar\w*|multipl\w+)"
    rf"(?: \w+){{0,3}} by{_ABOUT}\s*\Z"
)
# Words around "three times" that make it a multiple rather than a frequency.
_COMPARES = re.compile(
    r" (?:as|the|that|those|of|more|higher|larger|greater|faster|longer|its|their|what|over|up)(?![a-z])"
)
_COMPARED = re.compile(
    r"(?:\b(?:increas|grow|grew|ris|rose|expand|rais|gain|climb|jump|surg|soar|multipl|by|to|reach|equal|equivalent|is|was|"
    r"are|were|nearly|almost)\w*)(?: [\w-]+){0,2}\s*\Z"
)
_UNITS_WITH_HALF = ("duration", "length", "area", "mass", "percentage_point", "percent")
_SIDES = (
    "first",
    "second",
    "latter",
    "1st",
    "2nd",
    "northern",
    "southern",
    "eastern",
    "western",
    "other",
    "lower",
    "upper",
    "top",
)
_AFTER_PART = frozenset(
    "of by to from in and or the are is were was for as larger more less higher since over have had has came "
    "within at on between compared".split()
)
_VERB_BEFORE = ("to", "will", "would", "should", "must", "can", "could", "at least")
_ADVERB_BEFORE = ("nearly", "almost", "more than", "and", "about", "over", "approximately")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    number = "|".join([*ONES, *TENS])
    period = "(?:year|month|week|day|quarter|hour|term|semester|annum|session)(?![a-z])"
    objects = "the|its|their|that|from|by|in|what|to|of|on|over|since|compared|those"
    sources = {
        "slashed": r"(\d{1,2})/(\d{1,3})(?![\d/])",
        "parts": rf"[ -]({'|'.join(PARTS)})(?![a-z])",
        "out_of": rf"(?P<in> in| out of)(?: every| each)? (?P<n>\d{{1,4}}(?![\d,.%]\d)|{number})(?![a-z])",
        "per_number": r" (?:per|in every|for every) (thousand|ten thousand|1,000|10,000|mille)(?![a-z\d])",
        "times": r"[ -](?:times|time)(?![a-z])",
        "fold": r"[ -]?fold(?![a-z])",
        "often": rf" (?:a|an|per|each|every) {period}| (?:annually|yearly|monthly|daily|weekly|in a row)",
        "frequency": r" (?:a|an|per|each|every|in|daily|weekly|monthly|yearly|annually)(?![a-z])",
        "comparison": r" (?:as|the|that|this|its|their|what|more|over)(?![a-z])",
        "object": rf" (?:{objects})(?![a-z])|[,.;]|$",
        "direct_object": r" (?:the|its|their|that of|from|by|those|what|our|both|china's|per capita)(?![a-z])",
        "article": r"([a-z]+|[^a-z ])? ?(?<![a-z])(an? )\Z",
        "and_half": r" and (?:a|one) half(?![a-z])",
        "measured": r" (?:ahead|ago|earlier|later|early|in advance|or (?:more|longer|less)|of (?!age)|long|after"
        r"|from)",
        "word": r"[ -]([a-z]+)",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def bounded(text: str, draft: Draft) -> Draft:
    """The draft with the bound that the words around it name."""
    draft.bound = bound_around(text, draft.start, draft.end) or "exact"
    return draft


def fraction(text: str, at: int, found: Amount) -> Draft | None:
    """two thirds, one in five, nine out of ten, 2/3, three per thousand, where `found` is the first number."""
    patterns, number = _patterns(), found.number
    if found.unit or number.scale > 1:
        return None
    if (match := patterns["slashed"].match(text, at)) and 0 < int(match[1]) < int(match[2]):
        return _part_of(text, at, match.end(), int(match[1]), int(match[2]))
    match = patterns["parts"].match(text, number.end)
    if match is not None and not number.digits and number.value < PARTS[match[1]]:
        agrees = match[1] == "half" or match[1].endswith("s") == (number.value > 1)
        if agrees and not (match[1] == "quarters" and lasts(text, number.start)):
            return _part_of(text, number.start, match.end(), number.value, PARTS[match[1]])
    match = patterns["out_of"].match(text, number.end)
    if match is not None and isinstance(number.value, int):
        whole = int(match["n"]) if match["n"].isdigit() else (ONES | TENS)[match["n"]]
        # "5 in 13 provinces" counts twice, "1 in 5" and "one in 13" do not.
        counted = match["in"] == " in" and number.digits and whole > 10 and whole % 10
        if 0 < number.value < whole <= 1000 and not counted:
            return _part_of(text, number.start, match.end(), number.value, whole)
    match = patterns["per_number"].match(text, number.end)
    if match is not None:
        whole = 10000 if "ten" in match[1] or "10" in match[1] else 1000
        return _part_of(text, number.start, match.end(), number.value, whole)
    return None


def _part_of(text: str, start: int, end: int, value: float, whole: int) -> Draft:
    return bounded(text, Draft(start, end, round(value / whole, 9 if whole >= 1000 else 6), kind="fraction"))


def multiple(text: str, found: Amount) -> Draft | None:
    """2.1 times, threefold; three times a year is a frequency."""
    patterns, number = _patterns(), found.number
    if found.unit:
        return None
    if match := patterns["times"].match(text, number.end):
        before = text[max(0, number.start - 60) : number.start]
        compares = _COMPARES.match(text, match.end()) or _COMPARED.search(before)
        if patterns["often"].match(text, match.end()) or (isinstance(number.value, int) and not compares):
            return bounded(text, Draft(number.start, number.end, number.value))
        more = 1 if _GROWTH.search(before) and not text.startswith((" as ", " the "), match.end()) else 0
        return bounded(text, Draft(number.start, match.end(), number.value + more, "factor", "multiple"))
    if match := patterns["fold"].match(text, number.end):
        return bounded(text, Draft(number.start, match.end(), number.value, "factor", "multiple"))
    return None


def word_quantity(text: str, folded: str, at: int, word: str) -> Draft | None:
    """double(d), halved, twice, once, twofold, half, a third, a quarter."""
    end = at + len(word)
    if word in MULTIPLES:
        if word in ("double", "triple", "treble", "quadruple") and not _is_verb(text, at, end):
            return None
        return bounded(text, Draft(at, end, MULTIPLES[word], "factor", "multiple"))
    if word in HALVED and word != "halves":
        return bounded(text, Draft(at, end, 0.5, kind="fraction"))
    if word in ("twice", "thrice", "once"):
        return _how_often(text, at, word)
    if word.endswith("fold"):
        return bounded(text, Draft(at, end, (ONES | TENS | SCALES)[word[:-4]], "factor", "multiple"))
    return _half(text, folded, at) if word == "half" else _part(text, at, word)


def _how_often(text: str, at: int, word: str) -> Draft | None:
    value, end = {"once": 1, "twice": 2, "thrice": 3}[word], at + len(word)
    often = _patterns()["frequency"].match(text, end)
    if often is None and word != "once" and _patterns()["comparison"].match(text, end):
        return bounded(text, Draft(at, end, value, "factor", "multiple"))
    return bounded(text, Draft(at, end, value)) if often or word == "twice" else None


def _is_verb(text: str, at: int, end: int) -> bool:
    """to double output, nearly double the level; not a double track."""
    before = text[max(0, at - 20) : at].rstrip()
    if before.endswith(_VERB_BEFORE):
        return True
    if before.endswith(_ADVERB_BEFORE):
        return _patterns()["object"].match(text, end) is not None
    return _patterns()["direct_object"].match(text, end) is not None and not before.endswith((" a", "the"))


def lone_unit(text: str, at: int, word: str) -> Draft | None:
    """a decade of effort, a year ahead, within a year, a year and a half; not twice a year, 500 tons a year."""
    article = _patterns()["article"].search(text[max(0, at - 18) : at])
    end = at + len(word)
    if article is None or text[end : end + 1].isalpha():
        return None
    before, half = article[1] or "", _patterns()["and_half"].match(text, end)
    measured = _patterns()["measured"].match(text, end)
    asked = before in (
        "within",
        "for",
        "least",
        "than",
        "nearly",
        "almost",
        "about",
        "over",
        "lasts",
        "takes",
        "took",
    )
    long = word in ("decade", "century") and before not in ("per", "once", "twice", "times", "each")
    if not (half or measured or asked or long) or before in ("times", "once", "twice", "per"):
        return None
    unit = load_units().english(word)
    assert unit is not None
    start = at - len(article[2])
    value = times(1.5 if half else 1, unit.times)
    return bounded(text, Draft(start, half.end() if half else end, value, unit.code, "duration"))


def _half(text: str, folded: str, at: int) -> Draft | None:
    """half a year, half an hour, half a percentage point, half of, by half, half-year."""
    end = at + 4
    if match := re.compile(r"(?: an? |-)").match(text, end):
        found = unit_at(folded, match.end() - 1)
        if found is not None and found[0].kind in _UNITS_WITH_HALF:
            value = times(0.5, found[0].times)
            return bounded(text, Draft(at, found[1], value, found[0].code, found[0].kind))
        if match.group() == "-":
            return None
    start = _article(text, at, ("one ", "one-", "a "))
    if text[max(0, start - 16) : start].rstrip().endswith(_SIDES):
        return None
    return bounded(text, Draft(start, end, 0.5, kind="fraction"))


def _article(text: str, at: int, articles: tuple[str, ...]) -> int:
    """The start with a preceding article."""
    for article in articles:
        if text.endswith(article, 0, at) and not text[at - len(article) - 1 : at - len(article)].isalnum():
            return at - len(article)
    return at


def _part(text: str, at: int, word: str) -> Draft | None:
    """a third, a quarter of, a tenth; ordinals are read elsewhere."""
    whole = PARTS.get(word)
    start = _article(text, at, ("a ", "an ", "one ", "one-"))
    if whole is None or word.endswith("s") or start == at:
        return None
    following = _patterns()["word"].match(text, at + len(word))
    if following is not None and following[1] not in _AFTER_PART:
        return None
    return bounded(text, Draft(start, at + len(word), round(1 / whole, 6), kind="fraction"))

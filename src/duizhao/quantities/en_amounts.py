"""English amounts: a number with its unit, range, bound, currency; multiples, fractions and frequencies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from .en_numbers import Number, number_at
from .en_words import HALVED, MULTIPLES, ONES, PARTS, SCALES, TENS, load
from .units import Unit
from .units import load as load_units
from .values import Draft, label
from .zh_amounts import compound
from .zh_numbers import times

_CURRENCY = {
    "rmb": "CNY", "renminbi": "CNY", "cny": "CNY", "¥": "CNY", "us$": "USD", "usd": "USD", "$": "USD", "hk$": "HKD", "hkd": "HKD", "nt$": "TWD", "ntd": "TWD",
    "twd": "TWD", "nt": "TWD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "jpy": "JPY", "mop": "MOP", "mop$": "MOP",
    "a$": "AUD", "c$": "CAD", "s$": "SGD", "u.s.$": "USD", "yuan": "CNY", "ntd$": "TWD",
}  # fmt: skip
_GROWTH = re.compile(
    r"\b(?:increas\w+|grow\w*|grew|ris\w+|rose|expand\w*|rais\w+|up|gain\w*|climb\w*|jump\w*|surg\w+|soar\w*|went up|multipl\w+)"
    r"(?: \w+){0,3} by(?: (?:about|around|nearly|almost|over|more than|at least|some|roughly|approximately|a factor of))?\s*$"
)
_CHANGE = re.compile(
    r"\b(?:rais|increas|ris|rose|grow|grew|expand|improv|lower|cut|reduc|fall|fell|drop|declin|lift|shorten|extend|boost|decreas|"
    r"adjust|chang|narrow|climb|went|widen|doubl|jump)\w*(?: [\w'%-]+){0,8} from (?:about |around |nearly |over )?$"
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number with its unit; `end` is the unit's end, the number's if there is none."""

    number: Number
    unit: str
    kind: str
    end: int
    start: int
    value: int | float


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    number = "|".join([*ONES, *TENS])
    return {
        "unit": re.compile(r"[ -]{0,2}(%|‰|°[ ]?[CF]|℃|℉|(?:[A-Za-zμµ$€]|US\$)[A-Za-z²³$μµ]*\d?(?:/[A-Za-z²³]+\d?)?)"),
        "next": re.compile(r"[ -](\(?[A-Za-z][A-Za-z.$]*\d?\)?)"),
        "dotted": re.compile(r" ?((?:U\.S\. ?(?:dollars?|\$)|sq\. (?:km|m)|cu\. m|p\.p\.))"),
        "or": re.compile(r" or "),
        "sep": re.compile(r" ?(?:-|–|—|~) ?| (?:to|through|until) (?:as (?:many|much|high) as )?| ?to ?(?=\d)"),
        "and": re.compile(r" and (?:about )?"),
        "per": re.compile(r"(?: per | a | an |/|-per-)(?:each )?"),
        "parts": re.compile(rf"[ -]({'|'.join(PARTS)})(?![a-z])(?:-| )?"),
        "out_of": re.compile(rf"(?: in| out of)(?: every| each)? (\d{{1,4}}(?![\d,.%]\d)|{number})(?![a-z])"),
        "per_number": re.compile(r" (?:per|in every|for every) (thousand|ten thousand|1,000|10,000|mille)(?![a-z\d])"),
        "times": re.compile(r"[ -](?:times|time)(?![a-z])"),
        "fold": re.compile(r"[ -]?fold(?![a-z])"),
        "often": re.compile(r" (?:a|an|per|each|every) (?:year|month|week|day|quarter|hour|term|semester|annum|session)(?![a-z])| (?:annually|yearly|monthly|daily|weekly|in a row)"),
        "year_half": re.compile(r" and (?:a|one) half(?![a-z])"),
        "article_unit": re.compile(r"(year|month|day|week|hour|century|decade) and a half(?![a-z])"),
        "negation": re.compile(r"\b(?:not|no|nor|never|cannot|neither)\b(?! only)(?:(?:(?!due to|because|unless|where |when |with )[^.;:,]){0,60}|[^.;:]{0,110} or be )$"),
        "minus": re.compile(r"(?:(?<![a-z])(?:minus|negative) |(?<![a-z0-9])-)$"),
        "age": re.compile(r"(?:aged|age|ages|age of|ages of|aged between|ages between|aged from)(?: (?:over|under|above|below|between|at least|about))?\s*$"),
        "currency": re.compile(r"(?:(?<![a-z])(?:us ?\$|hk ?\$|nt ?\$|a\$|c\$|s\$|mop\$|ntd\$|rmb|renminbi|cny|usd|hkd|ntd|twd|nt|eur|gbp|jpy|mop|yuan)|u\.s\.\$|[$€£¥])\s?$"),
    }


def _unit(folded: str, at: int, *, of: bool = False) -> tuple[Unit, int] | None:
    """The longest English unit after a number that ends at `at`."""
    patterns, table = _patterns(), load_units()
    if folded.startswith(" of ", at) and of:
        at += 3
    if match := patterns["dotted"].match(folded, at):
        if unit := table.english(match[1].replace("U.S.$", "US$")):
            return unit, match.end()
    match = patterns["unit"].match(folded, at)
    if match is None:
        return None
    words, ends = [match[1].replace(" ", "")], [match.end()]
    position = match.end()
    while len(words) < table.en_most_words and (following := patterns["next"].match(folded, position)):
        words.append(following[1].rstrip("."))
        ends.append(following.start(1) + len(words[-1]))
        position = following.end()
    for count in range(len(words), 0, -1):
        unit = table.english(" ".join(words[:count])) or (_quotient(words[0]) if count == 1 else None)
        if unit is None:
            continue
        end = ends[count - 1]
        if folded[end : end + 1].isalnum() and folded[end - 1].isalnum():
            continue
        if count == 1 and _refused(words[0], folded, at, end):
            continue
        return unit, end
    return None


def _quotient(word: str) -> Unit | None:
    """Wh/kg, ug/m3: a unit written as a quotient."""
    above, _, below = word.partition("/")
    first, second = load_units().english(above), load_units().english(below)
    if first is None or second is None:
        return None
    code = compound(first, second, load_units())
    return load_units().by_code.get(code) or Unit(code, "money" if first.kind == "money" else "rate", 0)


def _refused(word: str, folded: str, at: int, end: int) -> bool:
    """Words that are units elsewhere: 5 a day, 3 won the prize, three quarters."""
    if word in ("s", "h", "t", "g", "m", "B") and folded[at : at + 1] == "-":
        return True
    if word == "second":
        return bool(re.match(r"[- ](?:largest|most|highest|phase|stage|half|quarter|time|tier|batch)", folded[end : end + 9]))
    if word in ("won", "li", "ping", "in"):
        return not re.match(r"[ ,.;)]|$", folded[end : end + 1]) or folded.startswith((" the", " by", " a "), end)
    return False


def _amount(text: str, folded: str, at: int) -> _Amount | None:
    """The number at `at` with its currency and unit."""
    before = text[max(0, at - 10) : at]
    mark = _patterns()["currency"].search(before)
    number = number_at(text, at, money=mark is not None)
    if number is None:
        return None
    value, end = number.value, number.end
    found = _unit(folded, end, of=number.bound == "over" and not number.digits)
    if mark is not None and (found is None or found[0].kind in ("money", "duration", "mass", "length")):
        currency = _CURRENCY[mark.group().replace(" ", "")]
        if found is not None and found[0].kind == "money":
            end = found[1]
        code, end = _per(folded, load_units().by_code[currency], end)
        return _Amount(number, code, "money", end, at - len(mark.group()), value)
    start = number.start
    if found is None:
        return _Amount(number, "", "number", end, start, value)
    unit, end = found
    if sign := _patterns()["minus"].search(text[max(0, start - 7) : start]):
        if unit.kind in ("temperature", "percent", "percentage_point"):
            start, value = start - len(sign.group()), -value
    if unit.code == "quarter" and not number.digits and not _lasts(text, number.start):
        return _Amount(number, "", "number", number.end, number.start, value)
    if unit.code == "permille":
        return _Amount(number, "", "fraction", end, number.start, round(value / 1000, 9))
    if unit.kind == "duration" and (half := _patterns()["year_half"].match(text, end)):
        value, end = value + 0.5, half.end()
    if unit.times > 1:
        value = times(value, unit.times)
    code, end = _per(folded, unit, end)
    table = load_units().by_code
    kind = unit.kind if unit.kind == "money" or code == unit.code else table[code].kind if code in table else "rate"
    return _Amount(number, code, kind, end, start, value)


def _lasts(text: str, at: int) -> bool:
    if re.match("[a-z]+ quarters? (?:in a row|running|straight|later|ago)", text[at : at + 40]):
        return True
    return text[max(0, at - 24) : at].rstrip().endswith(("for", "consecutive", "past", "last", "next", "straight", "successive", "within"))


def _per(folded: str, unit: Unit, end: int) -> tuple[str, int]:
    """`U per V` is a compound; a year, a person make none."""
    match = _patterns()["per"].match(folded, end)
    if match is None or unit.kind in ("percent", "percentage_point", "duration"):
        return unit.code, end
    if match.group() in (" a ", " an ") and not re.compile("hour|second|minute").match(folded, match.end()):
        return unit.code, end
    found = _unit(folded, match.end())
    if found is None or found[0].kind in ("money", "percent", "percentage_point"):
        return unit.code, end
    return compound(unit, found[0], load_units()), found[1]


def amount(text: str, folded: str, at: int) -> list[Draft] | None:
    """The amount, range, fraction or multiple at `at`; two drafts for a change (from 3 to 5 percent)."""
    first = _amount(text, folded, at)
    if first is None:
        return None
    if special := _fraction(text, folded, at, first) or _multiple(text, first):
        return [special]
    second = _upper(text, folded, first)
    if second is None:
        return [_whole(text, first)]
    low: int | float = first.value
    if not first.unit and first.number.scale == 1 and second.number.scale > 1:
        shared = times(low, second.number.scale)
        low = shared if shared < second.value else low
    if text.endswith("from ", 0, first.start) and not text.endswith("ranging from ", 0, first.start):
        if (first.unit and second.unit) or _CHANGE.search(text[max(0, at - 90) : first.start]):
            change = [_whole(text, replace(first, value=low, unit=second.unit, kind=second.kind)), _whole(text, second)]
            return change
    draft = Draft(first.start, second.end, (low, second.value), second.unit, second.kind, "range")
    draft.scale = second.number.scale
    return [_aged(text, draft)]


def _upper(text: str, folded: str, first: _Amount) -> _Amount | None:
    """The upper end of a range that begins with `first`."""
    match = _patterns()["sep"].match(text, first.end)
    if match is None and text.endswith("between ", 0, first.start):
        match = _patterns()["and"].match(text, first.end)
    either = None
    if match is None:
        match = either = _patterns()["or"].match(text, first.end)
    if match is None:
        return None
    at = match.end()
    mark = re.compile(r"(?:us ?\$|hk ?\$|nt ?\$|rmb |[$€£¥]) ?").match(text, at)
    if mark:
        at = mark.end()
    if at >= len(text) or not (text[at].isdigit() or text[at].isalpha()):
        return None
    if text[at].isalpha():
        word = re.compile("[a-z]+").match(text, at)
        if word is None or word.group() not in ONES.keys() | TENS.keys() | SCALES.keys():
            return None
        if first.number.digits and not first.unit:
            return None
    second = _amount(text, folded, at)
    if second is None or (first.unit and first.unit != second.unit):
        return None
    low = first.value
    if not first.unit and first.number.scale == 1:
        low = min(times(first.value, second.number.scale), first.value if second.number.scale == 1 else float("inf"))
        low = first.value if low >= second.value else low
    if either is not None and not _neighbours(first, second):
        return None
    if low >= second.value or (second.end < len(text) and text[second.end : second.end + 1].isdigit()):
        return None
    if not match.group().strip() in ("to", "or", "and") and first.number.digits != second.number.digits:
        return None
    return second


def _neighbours(first: _Amount, second: _Amount) -> bool:
    """two or three, 20 or 30: one vague number, not two."""
    low, high = first.value, second.value
    if first.unit or first.number.digits != second.number.digits or not low:
        return False
    step = next((s for s in (1000, 100, 10, 1) if low % s == 0 and high % s == 0), 0)
    return step > 0 and high - low == step and low < 10 * step


def _whole(text: str, found: _Amount) -> Draft:
    draft = Draft(found.start, found.end, found.value, found.unit, found.kind)
    draft.scale, draft.bare = found.number.scale, not found.unit
    draft = _aged(text, draft)
    draft.bound = bound_around(text, draft.start, draft.end) or found.number.bound or "exact"
    return draft


def _aged(text: str, draft: Draft) -> Draft:
    if draft.unit == "" and draft.kind == "number" and _patterns()["age"].search(text[max(0, draft.start - 24) : draft.start]):
        if not isinstance(draft.value, str):
            draft.unit, draft.kind, draft.bare = "year", "duration", False
    return draft


def _fraction(text: str, folded: str, at: int, found: _Amount) -> Draft | None:
    """two thirds, one in five, nine out of ten, 2/3, three per thousand."""
    patterns, number = _patterns(), found.number
    if found.unit or number.scale > 1:
        return None
    if (match := re.compile(r"(\d{1,2})/(\d{1,3})(?![\d/])").match(text, at)) and 0 < int(match[1]) < int(match[2]):
        return _bounded(text, Draft(at, match.end(), round(int(match[1]) / int(match[2]), 6), kind="fraction"))
    match = patterns["parts"].match(text, number.end)
    if match is not None and not number.digits and number.value < PARTS[match[1]]:
        plural = match[1].endswith("s") or match[1] == "halves"
        if (plural == (number.value > 1) or match[1] == "half") and not (match[1] == "quarters" and _lasts(text, number.start)):
            end = match.end(1)
            return _bounded(text, Draft(number.start, end, round(number.value / PARTS[match[1]], 6), kind="fraction"))
    match = patterns["out_of"].match(text, number.end)
    if match is not None and isinstance(number.value, int):
        whole = int(match[1]) if match[1].isdigit() else (ONES | TENS)[match[1]]
        in_ = " in" in match.group()[:3]
        if 0 < number.value < whole <= 1000 and not (in_ and number.digits and not _round(whole)):
            return _bounded(text, Draft(number.start, match.end(), round(number.value / whole, 6), kind="fraction"))
    match = patterns["per_number"].match(text, number.end)
    if match is not None:
        whole = 10000 if "ten" in match[1] or "10" in match[1] else 1000
        return _bounded(text, Draft(number.start, match.end(), round(number.value / whole, 9), kind="fraction"))
    return None


def _round(whole: int) -> bool:
    return whole <= 10 or whole % 10 == 0


def _multiple(text: str, found: _Amount) -> Draft | None:
    """2.1 times, threefold; three times a year is a frequency."""
    patterns, number = _patterns(), found.number
    if found.unit:
        return None
    if match := patterns["times"].match(text, number.end):
        if patterns["often"].match(text, match.end()):
            return _bounded(text, Draft(number.start, number.end, number.value))
        before = text[max(0, number.start - 60) : number.start]
        grown = bool(_GROWTH.search(before)) and not text.startswith((" as ", " the "), match.end())
        value = number.value + 1 if grown else number.value
        return _bounded(text, Draft(number.start, match.end(), value, "factor", "multiple"))
    if match := patterns["fold"].match(text, number.end):
        return _bounded(text, Draft(number.start, match.end(), number.value, "factor", "multiple"))
    return None


def _bounded(text: str, draft: Draft) -> Draft:
    draft.bound = bound_around(text, draft.start, draft.end) or "exact"
    return draft


def word_quantity(text: str, folded: str, at: int, word: str) -> Draft | None:
    """double(d), halved, twice, once, twofold, half, a third, a quarter."""
    end = at + len(word)
    if word in MULTIPLES:
        if word in ("double", "triple", "treble", "quadruple") and not _is_verb(text, at, end):
            return None
        return _bounded(text, Draft(at, end, MULTIPLES[word], "factor", "multiple"))
    if word in HALVED and word != "halves":
        return _bounded(text, Draft(at, end, 0.5, kind="fraction"))
    if word in ("twice", "thrice", "once"):
        value = {"once": 1, "twice": 2, "thrice": 3}[word]
        often = re.compile(r" (?:a|an|per|each|every|in|daily|weekly|monthly|yearly|annually)(?![a-z])").match(text, end)
        if word == "once" and often is None:
            return None
        if often is None and re.compile(r" (?:as|the|that|this|its|their|what|more|over)(?![a-z])").match(text, end):
            return _bounded(text, Draft(at, end, value, "factor", "multiple"))
        return _bounded(text, Draft(at, end, value)) if often or word == "twice" else None
    if word.endswith("fold"):
        value = (ONES | TENS | SCALES)[word[:-4]]
        return _bounded(text, Draft(at, end, value, "factor", "multiple"))
    return _half(text, folded, at, word) if word == "half" else _part(text, at, word)


def lone_unit(text: str, at: int, word: str) -> Draft | None:
    """a decade of effort, a year ahead, within a year, a year and a half; not twice a year, 500 tons a year."""
    article = re.search(r"([a-z]+|[^a-z ])? ?(?<![a-z])(an? )$", text[max(0, at - 18) : at])
    end = at + len(word)
    if article is None or text[end : end + 1].isalpha():
        return None
    half = _patterns()["year_half"].match(text, end)
    before = article[1] or ""
    measured = re.compile(r" (?:ahead|ago|earlier|later|early|in advance|or more|or longer|or less|of |long|after|from)").match(text, end)
    asked = before in ("within", "for", "over", "least", "than", "nearly", "almost", "under", "about", "in", "of", "and", "last", "takes", "took", "lasts", "spend")
    if word in ("decade", "century"):
        measured = measured or re.compile("").match(text, end) if before in ("", "over", "than", "nearly", "almost", "for", "of", "about", "half") else measured
    elif before in ("times", "once", "twice", "per") or not (half or measured or asked):
        return None
    elif not half and measured is None and before not in ("within", "for", "least", "than", "nearly", "almost", "about", "over"):
        return None
    if word in ("decade", "century") and not (half or measured or asked or before == ""):
        return None
    if text.startswith(" of age", end):
        return None
    unit = load_units().english(word)
    assert unit is not None
    draft = Draft(at - len(article[2]), half.end() if half else end, times(1.5 if half else 1, unit.times), unit.code, "duration")
    return _bounded(text, draft)


def _is_verb(text: str, at: int, end: int) -> bool:
    before = text[max(0, at - 20) : at].rstrip()
    if before.endswith((" to", "will", "would", "should", "must", "nearly", "almost", "more than", "at least", "and", "could", "can", "about", "over", "approximately", "to")):
        return not re.match(r" (?:track|standard|check)", text[end : end + 9]) and (before.endswith((" to", "will", "would", "should", "must", "can", "could", "to", "at least")) or bool(
            re.match(r" (?:the|its|their|that|from|by|in|what|to|of|on|over|since|compared|those)(?![a-z])|[,.;]|$", text[end : end + 12])
        ))
    return bool(re.match(r" (?:the|its|their|that of|from|by|those|what|our|both|china's|per capita)(?![a-z])", text[end : end + 14])) and not before.endswith((" a", "the"))


def _half(text: str, folded: str, at: int, word: str) -> Draft | None:
    """half a year, half an hour, half a percentage point, half of, by half, half-year."""
    end = at + 4
    if match := re.compile(r"(?: an? |-)").match(text, end):
        found = _unit(folded, match.end() - 1)
        if found is not None and found[0].kind in ("duration", "length", "area", "mass", "percentage_point", "percent"):
            return _bounded(text, Draft(at, found[1], 0.5, found[0].code, found[0].kind))
        if match.group() == "-":
            return None
    start = at
    for article in ("one ", "one-", "a "):
        if text.endswith(article, 0, at) and not (at > len(article) and text[at - len(article) - 1].isalnum()):
            start = at - len(article)
    before = text[max(0, start - 16) : start].rstrip()
    if before.endswith(("first", "second", "latter", "1st", "2nd", "northern", "southern", "eastern", "western", "other", "lower", "upper", "top")):
        return None
    return _bounded(text, Draft(start, end, 0.5, kind="fraction"))


def _part(text: str, at: int, word: str) -> Draft | None:
    """a third, a quarter of, a tenth; the ordinal is read elsewhere."""
    whole = PARTS.get(word)
    if whole is None or word.endswith("s"):
        return None
    start = at
    for article in ("a ", "an ", "one ", "one-"):
        if text.endswith(article, 0, at) and not (at > len(article) and text[at - len(article) - 1].isalnum()):
            start = at - len(article)
    if start == at:
        return None
    following = re.compile(r"[ -]([a-z]+)").match(text, at + len(word))
    of = following is None or following[1] in (
        "of", "by", "to", "from", "in", "and", "or", "the", "are", "is", "were", "was", "for", "as", "larger", "more", "less", "higher", "since", "over", "have", "had", "has", "came", "within", "at", "on", "between", "compared",
    )
    if not of or (text[start:at].strip() in ("a", "an") and following is not None and following[1] in ("century", "party")):
        return None
    return _bounded(text, Draft(start, at + len(word), round(1 / whole, 6), kind="fraction"))


def bound_around(text: str, start: int, end: int) -> str:
    """The bound named before or after the characters `start` to `end`, `""` if none."""
    words = load()
    window = text[max(0, start - 150) : start].rstrip()
    for _ in range(4):
        if window.endswith(words.before_endings):
            for word, bound in words.before:
                if window.endswith(word) and not (word[0].isalpha() and window[-len(word) - 1 : -len(word)].isalpha()):
                    return _negated(window[: -len(word)], word, bound)
        filler = next((w for w in words.fillers if window.endswith(" " + w) or window == w), None)
        if filler is None:
            break
        window = window[: -len(filler)].rstrip()
    rest = text[end : end + 48]
    match = re.match(r"(?: [a-z-]+){0,2}?,? (?=or |and |at |approx|give|plus)", rest)
    if match is not None:
        following = rest[match.end() :]
        for word, bound in words.after:
            if following.startswith(word) and not following[len(word) : len(word) + 1].isalpha():
                return bound
    if rest.startswith("+") and not rest[1:2].isalnum():
        return "at_least"
    return ""


def _negated(before: str, word: str, bound: str) -> str:
    """"shall not weigh over one third" is at most, "not be less than" at least."""
    if bound not in ("over", "under", "at_most") or (bound == "at_most" and word != "within"):
        return bound
    if not _patterns()["negation"].search(before):
        return bound
    return {"over": "at_most", "under": "at_least"}.get(bound, "")


def process_name(text: str, draft: Draft) -> Draft:
    """28-nanometer process names a process; a bare length stays one."""
    match = re.compile(r"[ -]+([a-z]+)").match(text, draft.end)
    if draft.unit == "nm" and match is not None and (match[1] in load().process or text.startswith(" and below", draft.end)):
        return label(draft.start, draft.end, text)
    return draft

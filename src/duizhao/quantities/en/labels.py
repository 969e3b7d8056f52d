"""English numbers that name: Article 12, Box 3, 5G, C919, Made in China 2025; ordinals and plan periods."""

from __future__ import annotations

import re
from functools import cache

from ..units import load as load_units
from ..values import Draft, label
from .numbers import number_at
from .words import ONES, TENS, load, phrase_at

_ROMAN = "[ivxlc]{1,6}"
_CURRENCIES = frozenset("rmb cny usd us eur hkd hk jpy gbp twd nt ntd mop aud cad sgd".split())
_QUOTES = {"“": "”", "‘": "’", '"': '"', "「": "」"}
_LONGEST_QUOTE = 48
_NOUN = "abcdefghijklmnopqrstuvwxyz'/."  # what a noun before a number is made of
# Nouns after which a spelled number names, too: Article Twelve, but "form twenty teams".
_SPELLED = frozenset(
    "article articles chapter section paragraph subparagraph annex table box clause appendix phase level part "
    "title volume".split()
)
# After "the 15th" these make it a day.
_OF_MONTHS = (" of each", " of every", " of the month", " of this", " of the following", " of next")
# Before a year these are no names; "Vision 2035" is one.
_BEFORE_YEARS = frozenset(
    "in by since from until till during before after of to the year years fiscal fy between and around circa "
    "through late early mid end than about for on at with plan spring summer autumn winter quarter half or as "
    "into under over be is was beyond across".split()
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    number = rf"(?:\d+(?:[-.]\d+)*(?:st|nd|rd|th)?(?![\d])|{_ROMAN}(?![a-z])|(?:{'|'.join([*ONES, *TENS])})(?![a-z]))"
    joint = r"(?:,? (?:and|or|to|through)(?: (?:to|through|in))? |, | ?(?:-|–|—|&|/) ?)"
    counted = r" ?%| percent| (?:million|billion|years?|days?|months?|yuan)"
    sources = {
        "listed": rf"{number}(?:{joint}{number}(?!{counted})){{0,30}}",
        "name": r"[a-z]*\d+[a-z0-9]*(?:[./-][a-z0-9]*\d[a-z0-9]*)*\+?",
        "tail": r"\d+[a-z0-9]*(?:[./-][a-z0-9]*\d[a-z0-9]*)*",
        "standard": r"(?:gb(?:/[tz])?|iso|iec|ieee|hj|rfc|jtg|nos?\.|#|sars-cov-) ?\Z",
        "item": r"\(?\d{1,2}(?:\.|\))(?!\d)(?=\s*[a-z(“\"'])",
        "enclosed": r"\( ?\d{1,3} ?\)",
        "hotline": r"\d{3,6}(?= (?:[a-z]+ ){0,3}?(?:hotline|helpline|alarm service|emergency|police line))",
        "formula": r"\d+(?:[+×x*](?:\d+|n|x))+(?![a-z])",
        "always": r"24/7|9/11|360-degree|365 days",
        "phone": r"\+\d{2,3}[ -]\d+|0\d{2,3}-\d{6,8}|1[3-9]\d{9}(?![\d.,]| [a-z])|00+\d*(?![.\d])|0\d+(?![.\d])",
        "numbering": r"\d{1,3}(?:\.\d{1,3}){2,}",
        "ordinal": r"(\d{1,4})(?:st|nd|rd|th)(?![a-z])",
        "letters": r"\d+(?:,\d{3})*(?:\.\d+)?([a-z]+)",
        "year": r"(?:19|20|21)\d\d(?![\d,%]|\.\d| ?(?:percent|million|billion)|[-–—]\d|s\b)",
        "version": r"\d{1,2}\.0(?!\d| ?%| percent| (?:million|billion|trillion))",
        "document": r"[\[〔(](?:19|20)\d\d[\])〕](?: ?(?:no\. ?)?\d+)?",
        "plan": r"(?: national| cpc| central)?,? (?:five|5)[ -]?year(?: (?!plan)[a-z-]+){0,4}? plan"
        r"|(?:th|st|nd|rd)? fyp(?![a-z])",
    }
    return {name: re.compile(source) for name, source in sources.items()}


def after_noun(text: str, at: int) -> Draft | None:
    """A number, or a list of numbers, after a noun that numbers name: Articles 13, 14 and 16."""
    before = text[max(0, at - 20) : at]
    close = before[:-1] if before[-1:] in (" ", "-") else before
    noun = "wi-fi" if close.endswith("wi-fi") else close[len(close.rstrip(_NOUN)) :]
    if not noun or (before[-1:] == "-" and noun not in ("covid", "phase", "type", "tier", "level", "class")):
        return None
    word = noun.lstrip("'.")
    if word not in load().label_before or (not text[at].isdigit() and word not in _SPELLED):
        return None
    listed = _patterns()["listed"].match(text, at)
    if listed is None:
        return None
    end = listed.end()
    singular = not (word.endswith("s") or word == "number")
    if _counted(text, at, end, singular):
        return None
    start = at - len(before) + len(close) - len(noun)
    return label(start, end, text)


def _counted(text: str, at: int, end: int, singular: bool) -> bool:
    """Whether a unit or a scale follows, so that the number counts after all (part 3 percent of …)."""
    number = number_at(text, at)
    if number is not None and number.end > end:
        return True
    if re.compile(r"(?: ?%| percent| per cent| million| billion| trillion| yuan)").match(text, end):
        return True
    if singular:
        return False
    found = re.compile(r" ([a-z]+)").match(text, end)
    return bool(found and load_units().english(found[1]))


def named(text: str, spaced: str, folded: str, at: int) -> Draft | None:
    """Digits in a name: C919, CO2, 5G, ISO 9001, 24/7, (1), 1., Made in China 2025."""
    patterns = _patterns()
    previous = text[at - 1 : at] if at else ""
    if previous in "[〔" and previous and (match := patterns["document"].match(text, at - 1)):
        return label(at - 1, match.end(), text)
    if item := _item(text, at):
        return item
    for name in ("always", "formula", "phone", "numbering", "hotline"):
        if match := patterns[name].match(text, at):
            return label(at, match.end(), text)
    if found := phrase_at(spaced, at, text[at]):
        return label(*found, text)
    before = text[max(0, at - 12) : at]
    if match := patterns["standard"].search(before):
        tail = patterns["tail"].match(text, at)
        return label(at - len(before) + match.start(), tail.end() if tail else at + 1, text)
    if previous.isalpha() or (previous == "-" and text[at - 2 : at - 1].isalpha()):
        return _letters_before(text, at)
    return _letters_after(text, folded, at) or _year_name(text, folded, at)


def _item(text: str, at: int) -> Draft | None:
    """（1） and 1. where a line, a sentence or a list begins."""
    patterns = _patterns()
    opening = text.rfind("(", max(0, at - 2), at)
    if opening >= 0 and (match := patterns["enclosed"].match(text, opening)):
        return label(opening, match.end(), text)
    match = patterns["item"].match(text, at)
    if match is None:
        return None
    before = text[max(0, at - 6) : at].rstrip(" ")
    if not before or before[-1] in '\n:;.,)]”"?!' or before.endswith((" and", " or", "\nand", ";and")):
        if (
            text[match.end() - 1] == "."
            and before.endswith((" and", " or"))
            and text[match.end() : match.end() + 1] == ""
        ):
            return None
        return label(at, match.end(), text)
    return None


def _letters_before(text: str, at: int) -> Draft | None:
    start = at
    while start and at - start < 20 and (text[start - 1].isalpha() or text[start - 1] in "-'"):
        start -= 1
    word = text[start:at].strip("-'")
    if word in _CURRENCIES or word == "fy":
        return None
    if text[at - 1] == "-" and word in (
        "mid",
        "early",
        "late",
        "pre",
        "post",
        "and",
        "to",
        "sub",
        "a",
        "the",
        "of",
        "over",
        "under",
        "per",
        "some",
        "non",
        "about",
    ):
        return None
    if word == "q" and re.match(r"[1-4](?![\da-z])", text[at : at + 2]):
        return None
    if word == "h" and re.match(r"[12](?![\da-z])", text[at : at + 2]):
        return None
    if text[at - 1] == "-" and not re.match(r"\d{1,4}(?![\d,.]\d)", text[at : at + 8]):
        return None
    if text[at - 1] == "-" and len(word) > 7 and word not in ("shenzhou", "tiangong", "tianzhou"):
        start = at  # a hyphen as a dash: ministry-12 …
    match = _patterns()["name"].match(text, start) or _patterns()["tail"].match(text, at)
    return label(start, match.end() if match else at + 1, text)


def _letters_after(text: str, folded: str, at: int) -> Draft | None:
    """5G, 4K/8K, 3D; not 5kg, 3rd, 5bn, 1990s."""
    match = _patterns()["letters"].match(text, at)
    if match is None:
        return None
    word = match[1]
    if word in ("st", "nd", "rd", "th", "bn", "tn", "mn", "mln", "bln", "trn", "s", "pm", "am", "fold", "odd"):
        return None
    if word in ("m", "b", "k", "t") and text[at - 1 : at] in ("$", "€", "£", "¥") and at:
        return None
    if word in ("a", "p") and text.startswith((".m", " m"), match.end()):
        return None
    if load_units().english(folded[match.start(1) : match.end()]):
        return None
    name = _patterns()["name"].match(text, at)
    return label(at, name.end() if name else match.end(), text)


def _year_name(text: str, folded: str, at: int) -> Draft | None:
    """Made in China 2025, Vision 2035, Industry 4.0: a number behind a capitalised name."""
    year = _patterns()["year"].match(text, at)
    version = _patterns()["version"].match(text, at)
    if not (year or version):
        return None
    match = re.search(r"([A-Za-z’']+)[ -]\Z", folded[max(0, at - 20) : at])
    if match is None:
        return None
    word = match[1]
    known = word.lower() in _BEFORE_YEARS or word.lower() in load().months
    if version and word[0].isupper() and not known:
        return label(at - len(word) - 1, version.end(), text)
    if year and word[0].isupper() and not known:
        return label(at - len(word) - 1, year.end(), text)
    closing = text[at + 4 : at + 5]
    if year and closing in ("”", '"') and closing and not known:
        return label(at - len(word) - 1, year.end(), text)
    return None


def programme(text: str, folded: str, at: int, end: int) -> Draft | None:
    """Six Stabilities, “four comprehensives”: capitals inside a sentence, or a short quotation, name."""
    for start in range(at - 1, max(-1, at - _LONGEST_QUOTE), -1):
        if folded[start] in "”\n":
            break
        if folded[start] in "“‘「" or (folded[start] == '"' and at - start == 1):
            close = folded.find(_QUOTES[folded[start]], end, start + _LONGEST_QUOTE)
            if close > 0:
                return label(start + 1, close, text)
            break
    if not folded[at].isupper() or sentence_start(folded, at):
        return None
    match = re.compile(r"[ -]([A-Z][a-z]+)").match(folded, end)
    if match is None or match[1].lower() in ("million", "billion", "trillion", "hundred", "thousand", "percent"):
        return None
    return label(at, match.end(), text)


def sentence_start(folded: str, at: int) -> bool:
    """Whether a sentence begins at `at` (spaces and opening marks aside)."""
    before = folded[max(0, at - 4) : at].rstrip(" (“\"'‘")
    return not before or before[-1] in ".!?:;\n"


def ordinal(text: str, folded: str, at: int, word: str) -> Draft | None:
    """third, 21st century, second-largest; First, … enumerates; 13th Five-Year Plan is a period."""
    words = load()
    compound = re.compile(r"([a-z]+-[a-z]+)(?![a-z])").match(text, at)
    if compound is not None and compound[1] in words.ordinals:
        word = compound[1]
    value = words.ordinals[word]
    end = at + len(word)
    if text[end : end + 1].isalpha():
        return None
    if plan := _patterns()["plan"].match(text, end):
        return Draft(at, plan.end(), value, kind="period")
    following = text[end : end + 1]
    if value <= 20 and following in (",", ":") and following and folded[at].isupper():
        return label(at, end, text)
    if (
        value <= 20
        and following in (",", ":")
        and following
        and text[max(0, at - 4) : at].rstrip(" ").endswith((";", "and", ":", "."))
    ):
        return label(at, end, text)
    if word in ("first", "second") and not _is_ordinal(text, at, end, word):
        return None
    return Draft(at, end, value, kind="ordinal")


def _is_ordinal(text: str, at: int, end: int, word: str) -> bool:
    words = load()
    before = text[max(0, at - 14) : at].rstrip()
    following = re.compile(r"[ -]([a-z]+)").match(text, end)
    if following is not None and following[1] in words.first_nouns:
        return True
    if following is None and word == "second":
        return False
    if following is not None and (following[1].isdigit() or following[1] in ONES):
        return False
    previous = re.search(r"([a-z']+)\Z", before)
    return bool(previous and (previous[1] in words.determiners or previous[1].endswith("'s")))


def digit_ordinal(text: str, at: int) -> Draft | None:
    """21st century, 13th Five-Year Plan, the 15th."""
    match = _patterns()["ordinal"].match(text, at)
    if match is None:
        return None
    if plan := _patterns()["plan"].match(text, match.end()):
        return Draft(at, plan.end(), int(match[1]), kind="period")
    following = re.compile(r"[ -]([a-z]+)").match(text, match.end())
    end, before_the = match.end(), text.endswith("the ", 0, at)
    if before_the and int(match[1]) <= 31 and (following is None or text.startswith(_OF_MONTHS, end)):
        return Draft(at, end, int(match[1]), kind="day")
    return Draft(at, match.end(), int(match[1]), kind="ordinal")

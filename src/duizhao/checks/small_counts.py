"""Small counts in words that the translation adds: “three mechanisms” where the source has mechanisms."""

from __future__ import annotations

import re

from duizhao.glossary.folding import fold_text

_WORDS = "two three four five six seven eight nine ten".split()
_HAN = dict(zip(_WORDS, ("二两双俩对廿", "三叁", "四", "五", "六", "七", "八", "九", "十"), strict=True))
_COUNT = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)})\b(?:(?P<other> other| more| additional)?[ -]"
    r"(?!others?\b|and\b|or\b|to\b|in\b|out\b|percent|per cent|hundred|thousand|million|billion|trillion|dozen|"
    r"thirds?\b|fourths?\b|fifths?\b|tenths?\b|quarters?\b|times?\b|fold\b|[ap]\.?m\b|o'clock|"
    r"point (?:zero|one|two|three|four|five|six|seven|eight|nine)\b)"
    r"(?:of (?:the|these|our|its) )?(?!of\b)(?P<noun>[a-z]+))?",
    re.IGNORECASE,
)
_FROM_TO = re.compile(rf"\bfrom (?:{'|'.join(_WORDS)}) to (?:{'|'.join(_WORDS)}|one)\b", re.IGNORECASE)
_ANY_NUMBER = re.compile(r"[二两三四五六七八九十倍双\d]")
_OFTEN = re.compile(
    rf"\b(?:once|twice|(?:{'|'.join(_WORDS)}) times) (?:an?|per|each|every) (?:year|month|week|day|quarter|term)\b",
    re.IGNORECASE,
)
_OFTEN_ZH = re.compile("[每次遍回度频]|[年月周季日天](?:一|两|二|三)|[半双]|常")
_BEFORE = re.compile(r"([a-z]+(?:'s|s')?)[ -]\Z", re.IGNORECASE)
# English says the number of what was listed or is known: the three, both; one or two.
_KNOWN = frozenset(
    "both other its their our his her your my each or one two three four five six seven eight nine ten twenty thirty "
    "forty fifty sixty seventy eighty ninety hundred thousand million point article chapter section".split()
)
_OF_A_LIST = frozenset("the these those all any every".split())
_PAIRS = frozenset(  # what “two” is said of for 双方, 互, 与
    "side sides party parties country countries people peoples nation nations state states government governments "
    "leader leaders president presidents economies sets types kinds aspects ends things words way ways hands".split()
)
_BOTH = re.compile("[双两二和与及、对互彼跟同或兼既又夫父母]|以及|并")
_LASTING = re.compile("(?:second|minute|hour|day|week|month|quarter|year|decade)s?$", re.IGNORECASE)
_FOR, _LASTING_ZH = (
    re.compile(r"\b(?:for|within|lasting|over) (?:a (?:period|term) of )?\Z", re.IGNORECASE),
    re.compile("[年月周日天季期]|小时"),
)
_ITEMS = re.compile("[、，；和及与或]")
_LISTED = 2  # items that may be counted although no mark stands between them
_PART = re.compile(
    r"\b(?:by half|halv(?:e|ed|es|ing)|by (?:a|one)[- ](?:third|quarter|fifth|tenth)(?![ -](?:part|person|countr))|"
    r"two[- ]thirds|three[- ]quarters|"
    r"(?:a|one)[- ](?:third|quarter|fifth|tenth) of (?:the|all|its|their))\b",
    re.IGNORECASE,
)
# A word of each of the patterns, in lower case; "st" is one in 21st.
_TELLING = frozenset(
    "two three four five six seven eight nine ten once twice times half halve halved halves halving third thirds "
    "quarter quarters fourth fifth sixth seventh eighth ninth tenth st nd rd th".split()
)
_PART_ZH = re.compile(r"[半折%％‰]|成(?![本功为立员果就长效分型熟年绩都])|分之|对分|均分|百分|过多|多数")
_RANK = re.compile(
    r"\b(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\d{1,2}(?:st|nd|rd|th))\b"
    r"(?![ -](?:part|world|countr|generation|of\b|century|centuries|estate|degree))",
    re.IGNORECASE,
)
_INDEFINITE = re.compile(r"\b(?:a|another) \Z")
_RANK_ZH = re.compile(r"[首第届次三四五六七八九十\d]")


def may_count(words: frozenset[str]) -> bool:
    """Whether a text with these words, in lower case, is worth looking at; three of four are not."""
    return not _TELLING.isdisjoint(words)


def added_count(zh: str, en: str, done: list[tuple[int, int]]) -> re.Match[str] | None:
    """Two to ten things, in words, where the source neither has the number nor lists about so many.

    Args:
        done: stretches of the English that stand for numbers of the source, rightly or not.
    """
    text = fold_text(zh)
    found = [m for m in _COUNT.finditer(en) if not any(a <= m.start() < b for a, b in done)]
    if not found:
        return None
    items = len(_ITEMS.findall(text))
    for m in found:
        word = m["word"].lower()
        value = _WORDS.index(word) + 2
        preceding = _BEFORE.search(en[max(0, m.start() - 20) : m.start()])
        before = preceding[1].lower() if preceding else ""
        if not m["noun"] and before != "top":
            continue
        if before in _KNOWN or before.endswith(("'s", "s'")):
            continue
        lasting = m["noun"] is not None and _LASTING.match(m["noun"]) is not None
        if lasting and value < 4 and _FOR.search(en[: m.start()]) and not _LASTING_ZH.search(text):
            return m  # “for two years”; 对 and 与 explain none
        if any(c in text for c in _HAN[word]) or _has_digits(text, value):
            continue
        if value > 3 and lasting:
            continue  # the comparison tells longer times
        if before == "top":
            return m
        if value == 2 and (m["noun"].lower() in _PAIRS or _BOTH.search(text)):
            continue
        if before in _OF_A_LIST and (value == 2 or (value == 3 and items)) and en[m.end("word")] != "-":
            continue
        if items >= value - (1 if value <= 3 else _LISTED):
            continue
        if m["other"] and any(_has(text, n) for n in range(value + 1, value + 4)):
            continue  # 等八部门: seven other departments
        return m
    return None


def _has(text: str, number: int) -> bool:
    numerals = "零一二三四五六七八九十"
    return _has_digits(text, number) or (number <= 10 and numerals[number] in text)


def _has_digits(text: str, number: int) -> bool:
    return re.search(rf"(?<![\d.]){number}(?![\d.])", text) is not None


def added_part(zh: str, en: str, done: list[tuple[int, int]]) -> re.Match[str] | None:
    """A fraction, an ordinal from the third on, “from five to three”, “twice a year”, where the source has no number
    that could explain it."""
    text = fold_text(zh)
    for pattern, explained in (
        (_PART, _PART_ZH), (_RANK, _RANK_ZH), (_FROM_TO, _ANY_NUMBER), (_OFTEN, _OFTEN_ZH),
    ):  # fmt: skip
        for m in () if explained.search(text) else pattern.finditer(en):
            if not any(a <= m.start() < b for a, b in done) and not _INDEFINITE.search(en[: m.start()]):
                return m
    return None

"""The English word lists of `words.toml`, and the folding of width, dashes and case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from ..units import read_rules

_ONES = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES = {word: value for value, word in enumerate(_ONES.split())}
TENS = {word: 20 + 10 * i for i, word in enumerate(_TENS.split())}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
ABBREVIATED = {"mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12}
PLURALS = {f"{word}s": value for word, value in SCALES.items()} | {"tens": 10, "dozens": 10, "scores": 10}
_FOURTH_TO_TENTH = "fourth fifth sixth seventh eighth ninth tenth".split()
PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "hundredth": 100, "thousandth": 1000}
PARTS |= {word: n for n, word in enumerate(_FOURTH_TO_TENTH, 4)} | {"ten-thousandth": 10**4}
PARTS |= {f"{word}s": n for word, n in PARTS.items() if n != 2}
_MULTIPLE_STEMS = {
    "double": 2,
    "triple": 3,
    "treble": 3,
    "quadruple": 4,
    "quintuple": 5,
    "sextuple": 6,
    "octuple": 8,
}
MULTIPLES = {
    form: n for word, n in _MULTIPLE_STEMS.items() for form in (word, f"{word}d", f"{word}s", f"{word[:-1]}ing")
}
HALVED = ("halve", "halved", "halves", "halving")

_ASCII_LOWER = {c: c + 32 for c in range(65, 91)}


@cache
def fold_table() -> dict[int, int]:
    """Full-width forms to ASCII, odd spaces and hyphens to plain ones, curly apostrophes to straight."""
    table = {0xFF01 + i: 0x21 + i for i in range(94)}
    table |= dict.fromkeys((0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F, 0x3000, 0x09), 0x20)
    table |= {ord("‐"): ord("-"), ord("‑"): ord("-"), ord("−"): ord("-"), ord("’"): ord("'"), ord("￥"): ord("¥")}
    return table


def fold(text: str) -> str:
    """The text in the form the rules are written for, character for character."""
    return text if text.isascii() and "\t" not in text else text.translate(fold_table())


def lower(text: str) -> str:
    """ASCII lower case; `str.lower` may change the length."""
    return text.lower() if text.isascii() else text.translate(_ASCII_LOWER)


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.toml`, and the words at which a number or a date may begin."""

    before: tuple[tuple[str, str], ...]
    before_endings: tuple[str, ...]
    after: tuple[tuple[str, str], ...]
    after_beginnings: tuple[str, ...]
    fillers: tuple[str, ...]
    label_before: frozenset[str]
    process: frozenset[str]
    phrases: dict[str, tuple[tuple[int, str], ...]]
    ordinals: dict[str, int]
    determiners: tuple[str, ...]
    first_nouns: frozenset[str]
    months: dict[str, int]
    triggers: frozenset[str]


def _list(words: object) -> list[str]:
    return [" ".join(word.split()) for word in str(words).replace("\n", ", ").split(",") if word.strip()]


def _bounds(rows: object) -> tuple[tuple[str, str], ...]:
    pairs = [(word, bound) for bound, words in cast("dict[str, str]", rows).items() for word in _list(words)]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@cache
def load() -> Words:
    """The lists, read once."""
    rules = read_rules("en/words.toml")
    ordinals = _ordinals(cast("dict[str, int]", rules["ordinals"]["words"]))
    months = cast("dict[str, int]", rules["months"])
    triggers = frozenset(ONES) | frozenset(TENS) | SCALES.keys() | PLURALS.keys() | PARTS.keys() | MULTIPLES.keys()
    triggers |= (
        {"decade", "century", "year", "month", "week", "hour", "dozen", "once", "twice", "thrice", *HALVED}
        | ordinals.keys()
        | months.keys()
    )
    triggers |= {word[:-1] + "ies" for word in TENS}
    triggers |= {f"{word}fold" for word in ONES | TENS | SCALES}
    phrases: dict[str, list[tuple[int, str]]] = {}
    for phrase in _list(rules["labels"]["phrases"]):
        at = 0
        for word in phrase.split(" "):
            if word in triggers:
                phrases.setdefault(word, []).append((at, phrase))
                break
            at += len(word) + 1
    before, after = _bounds(rules["bounds"]["before"]), _bounds(rules["bounds"]["after"])
    return Words(
        before=before,
        before_endings=tuple(word for word, _ in before),
        after=after,
        after_beginnings=tuple(word for word, _ in after),
        fillers=tuple(_list(rules["bounds"]["fillers"])),
        label_before=frozenset(_list(rules["labels"]["before"])),
        process=frozenset(_list(rules["labels"]["process"])),
        phrases={word: tuple(sorted(rows, key=lambda r: -len(r[1]))) for word, rows in phrases.items()},
        ordinals=ordinals,
        determiners=tuple(_list(rules["ordinals"]["determiners"])),
        first_nouns=frozenset(_list(rules["ordinals"]["first_nouns"])),
        months=months,
        triggers=triggers,
    )


def _ordinals(simple: dict[str, int]) -> dict[str, int]:
    """first … ninety-ninth; the compounds with a hyphen."""
    return simple | {f"{ten}-{word}": value + simple[word] for ten, value in TENS.items() for word in list(simple)[:9]}


def phrase_at(spaced: str, at: int, word: str) -> tuple[int, int] | None:
    """The set phrase around `word` at `at` of a lower-case text with spaces for hyphens."""
    for before, phrase in load().phrases.get(word, ()):
        start = at - before
        if start >= 0 and spaced.startswith(phrase, start):
            end = start + len(phrase)
            if not spaced[end : end + 1].isalnum() and not (start and spaced[start - 1].isalnum()):
                return start, end
    return None


@cache
def word_pattern() -> re.Pattern[str]:
    """Words and digits, the places where reading may begin."""
    return re.compile(r"[a-z]+|[0-9]")

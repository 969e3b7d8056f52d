"""Aligned units as words of both sides, ready to be linked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from duizhao.model import Unit
from duizhao.script import HAN, fold, is_han, narrow, simplified
from duizhao.terms.grammar import ARTICLES, FUNCTION
from duizhao.words import chinese_words, stem, word_class

_ENGLISH = re.compile(r"[A-Z]&[A-Z]|[A-Za-z0-9\u00c0-\u024f]+(?:['’][A-Za-z]+)?(?:[.,]\d+)*")
_GLOSS = re.compile(rf"\s*[(（\[【][^()（）\[\]]*[{HAN}](?:[^()（）]|[(（][^()（）]*[)）])*[)）\]】]")
# Classes of words that can stand in a noun compound (jieba's letters): nouns, verbs, adjectives, idioms, …
_COMPOUND = frozenset("nvabjlikhstzxgmqf")
# Words whose class in jieba's dictionary is not the one they have in compounds.
_CLASSES = dict.fromkeys("互动 重复 随机 公开 联动 互补 融通 显示 垂直 起降 孪生".split(), "vn") | dict.fromkeys("一体 清单 本地 自愿 永续".split(), "n")
_QUOTATION = re.compile(r"“[^“”，。；：]{2,10}”|「[^「」，。；：]{2,10}」|『[^『』，。；：]{2,10}』")
IsWord = Callable[[str], object]
_NUMBER = re.compile(r"^[\d.,%]+$|^[一二三四五六七八九十百千万亿两〇零]+$")


@dataclass(frozen=True, slots=True)
class ZhWord:
    """A Chinese word: as printed, folded, its class, what stands between it and the word before, and whether it
    is part of a short quotation."""

    text: str
    key: str
    start: int
    end: int
    tag: str
    gap: str
    quoted: bool = False

    @property
    def content(self) -> bool:
        """Whether it can have a counterpart of its own."""
        return self.tag[:1] in _COMPOUND and not _NUMBER.match(self.key)


@dataclass(frozen=True, slots=True)
class EnWord:
    """An English word or part of a hyphenated one, its stem, and what stands between it and the word before."""

    text: str
    key: str
    start: int
    end: int
    gap: str

    @property
    def content(self) -> bool:
        """Whether it is a word of its own meaning; numbers are none, 5G and 14th are."""
        return self.text.lower() not in FUNCTION and self.text.lower() != "etc" and not self.text[-1].isdigit()

    @property
    def hyphened(self) -> bool:
        """Whether it is joined to the word before."""
        return self.gap in ("-", "–", "‑")


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit's two texts as words; `count` units have the same two texts.

    Glosses are taken out of the English text: its offsets are into `en_text`.
    """

    zh_text: str
    en_text: str
    zh: tuple[ZhWord, ...]
    en: tuple[EnWord, ...]
    count: int
    file: str
    line: int


def pairs_of(units: Iterable[Unit], is_word: IsWord = bool) -> list[Pair]:
    """The two-sided units as words; equal ones once, with their number. `is_word` as for `zh_words`."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Unit] = {}
    for unit in units:
        if unit.zh and unit.en:
            key = unit.zh_text, unit.en_text
            counts[key] += 1
            first.setdefault(key, unit)
    result = []
    for (zh, en), unit in first.items():
        without = _GLOSS.sub("", en)
        result.append(
            Pair(zh, without, zh_words(zh, is_word), en_words(without), counts[zh, en], unit.zh_file or unit.en_file, unit.zh[0].line)
        )
    return result


def zh_words(text: str, is_word: IsWord = bool) -> tuple[ZhWord, ...]:
    """Chinese words; Latin ones have their stem as key.

    Args:
        is_word: tells words that jieba does not know, such as 碳达峰: pieces of which one is a single character
            are put together if it knows the whole. The default knows none (it is not asked about true words).
    """
    found: list[ZhWord] = []
    quotations = [m.span() for m in _QUOTATION.finditer(text)]
    at = 0
    for start, end in _joined(text, is_word):
        key = simplified(narrow(text[start:end]))
        if is_han(key[0]):
            tag = _CLASSES.get(key) or word_class(key) or ("n" if len(key) > 1 else "g")
        else:
            key = english_key(narrow(text[start:end]))
            tag = "m" if _NUMBER.match(key) else "x"
        found.append(ZhWord(text[start:end], key, start, end, tag, text[at:start], any(a < start < b for a, b in quotations)))
        at = end
    return tuple(found)


def _joined(text: str, is_word: IsWord) -> list[tuple[int, int]]:
    """Words as offsets, pieces of unknown words put together (the longest from the left)."""
    pieces = [(w.start, w.end) for w in chinese_words(text)]
    if is_word is bool:
        return pieces
    folded = simplified(narrow(text))
    pieces = [cut for a, b in pieces for cut in _halves(folded, a, b, is_word)]
    joined, at = [], 0
    while at < len(pieces):
        last = at
        for end in range(min(len(pieces), at + 4), at + 1, -1):
            start, stop = pieces[at][0], pieces[end - 1][1]
            run = pieces[at:end]
            if (
                stop - start == sum(b - a for a, b in run) <= 5
                and any(b - a == 1 for a, b in run)
                and all(map(is_han, folded[start:stop]))
                and is_word(folded[start:stop])
            ):
                last = end - 1
                break
        joined.append((pieces[at][0], pieces[last][1]))
        at = last + 1
    return joined


def _halves(text: str, start: int, end: int, is_word: IsWord) -> list[tuple[int, int]]:
    """A compound that only jieba knows (固体废物) as the two words it is made of."""
    if end - start == 4 and is_han(text[start]) and not is_word(text[start:end]):
        middle = start + 2
        if is_word(text[start:middle]) and is_word(text[middle:end]):
            return [(start, middle), (middle, end)]
    return [(start, end)]


def en_words(text: str) -> tuple[EnWord, ...]:
    """English words, hyphenated compounds in their parts."""
    found = []
    at = 0
    for match in _ENGLISH.finditer(text):
        word = match.group()
        found.append(EnWord(word, english_key(word), match.start(), match.end(), text[at : match.start()]))
        at = match.end()
    return tuple(found)


def english_key(word: str) -> str:
    """The stem of an English word; abbreviations lose their plural s (SMEs → sme)."""
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return word[:-1].lower()
    return stem(word)


def rendering_key(text: str) -> tuple[str, ...]:
    """What makes two renderings the same: stems without articles and marks."""
    return tuple(w.key for w in en_words(text) if w.text.lower() not in ARTICLES)


def term_key(zh: str) -> str:
    """What makes two Chinese terms the same: folded, without marks and spaces."""
    return "".join(c for c in fold(zh) if is_han(c) or c.isalnum() or c in "+×")


def capitalised(pairs: Sequence[Pair]) -> dict[str, str]:
    """Stems that are nearly always capitalised, with the word in lower case: they may be romanised names."""
    seen: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    printed: dict[str, str] = {}
    for pair in pairs:
        for word in pair.en:
            if word.text[0].isalpha():
                seen[word.key] += 1
                capitals[word.key] += word.text[0].isupper()
                printed.setdefault(word.key, word.text.lower())
    return {s: printed[s] for s in seen if capitals[s] >= 0.8 * seen[s]}

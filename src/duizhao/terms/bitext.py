"""Aligned units as words of both sides, ready to be linked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from duizhao.model import Unit
from duizhao.script import HAN, count_han, fold, is_han, narrow, simplified
from duizhao.terms.grammar import ARTICLES, FUNCTION
from duizhao.terms.lemma import IRREGULAR
from duizhao.words import chinese_words, stem, word_class

_ENGLISH = re.compile(r"[A-Z]&[A-Z]|[A-Za-z0-9\u00c0-\u024f]+(?:['’][A-Za-z]+)?(?:[.,]\d+)*")
_GLOSS = re.compile(rf"\s*[(（\[【][^()（）\[\]]*[{HAN}](?:[^()（）]|[(（][^()（）]*[)）])*[)）\]】]")
_ABBREVIATION = re.compile(r"(?<=[a-z”]) \((?:the )?“?[A-Z][A-Za-z&-]*[A-Z]s?”?\)")
# Classes of words that can stand in a noun compound (jieba's letters): nouns, verbs, adjectives, idioms, …
_COMPOUND = frozenset("nvabjlikhstzxgmqf")
# Words whose class in jieba's dictionary is not the one they have in compounds.
_CLASSES = (
    dict.fromkeys("互动 重复 随机 公开 联动 互补 融通 显示 垂直 起降 孪生".split(), "vn")
    | dict.fromkeys("一体 清单 本地 自愿 永续".split(), "n")
    | dict.fromkeys(
        "长期 短期 中长期 特别 既有 共同 定期 终身 永久 临时 日常 直接 间接 全程 联合 单独 专门 远程".split(), "b"
    )
)
_QUOTATION = re.compile(r"“[^“”，。；：]{2,10}”|「[^「」，。；：]{2,10}」|『[^『』，。；：]{2,10}』")
IsWord = Callable[[str], object]
_NUMBER = re.compile(r"^[\d.,%]+$|^[一二三四五六七八九十百千万亿两〇零]+$")


@dataclass(frozen=True, slots=True)
class ZhWord:
    """A Chinese word: as printed, folded, its class, what stands between it and the word before, whether it can
    have a counterpart of its own, and whether it is part of a short quotation."""

    text: str
    key: str
    start: int
    end: int
    tag: str
    gap: str
    content: bool
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class EnWord:
    """An English word or part of a hyphenated one, its stem, what stands between it and the word before, and
    whether it has a meaning of its own: function words and numbers have none, 5G and 14th do."""

    text: str
    key: str
    start: int
    end: int
    gap: str
    content: bool

    @property
    def hyphened(self) -> bool:
        """Whether it is joined to the word before."""
        return self.gap in ("-", "–", "‑")


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit's two texts as words; `count` units have the same two texts.

    Attributes:
        en_text: the English without glosses and abbreviations in brackets; offsets are into it.
        en_full: the English as it is.
    """

    zh_text: str
    en_text: str
    en_full: str
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
        without = _ABBREVIATION.sub("", _GLOSS.sub("", en))
        result.append(
            Pair(
                zh,
                without,
                en,
                zh_words(zh, is_word),
                en_words(without),
                counts[zh, en],
                unit.zh_file or unit.en_file,
                unit.zh[0].line,
            )
        )
    return result


def zh_words(text: str, is_word: IsWord = bool) -> tuple[ZhWord, ...]:
    """Chinese words; Latin ones have their stem as key.

    Args:
        is_word: tells words that jieba does not know, such as 碳达峰: pieces of which one is a single character
            are put together if it knows the whole. The default knows none (it is not asked about true words).
    """
    folded = simplified(narrow(text))
    quotations = [m.span() for m in _QUOTATION.finditer(text)]
    found: list[ZhWord] = []
    at = 0
    for start, end in _joined(text, folded, is_word):
        key, content, tag = _word(folded[start:end])
        quoted = bool(quotations) and any(a < start < b for a, b in quotations)
        found.append(ZhWord(text[start:end], key, start, end, tag, text[at:start], content, quoted))
        at = end
    return tuple(found)


@lru_cache(maxsize=1 << 17)
def _word(folded: str) -> tuple[str, bool, str]:
    """A word's key, whether it can have a counterpart of its own, and its class."""
    if is_han(folded[0]):
        key, tag = folded, _CLASSES.get(folded) or word_class(folded) or ("n" if len(folded) > 1 else "g")
    else:
        key = english_key(folded)
        tag = "m" if _NUMBER.match(key) else "x"
    return key, tag[:1] in _COMPOUND and not _NUMBER.match(key), tag


def _joined(text: str, folded: str, is_word: IsWord) -> list[tuple[int, int]]:
    """Words as offsets, pieces of unknown words put together (the longest from the left)."""
    pieces = [(w.start, w.end) for w in chinese_words(text)]
    if is_word is bool:
        return pieces
    pieces = [cut for a, b in pieces for cut in _halves(folded, a, b, is_word)]
    joined, at = [], 0
    while at < len(pieces):
        last = at
        start = pieces[at][0]
        for end in range(min(len(pieces), at + 4), at + 1, -1):
            stop = pieces[end - 1][1]
            if not 1 < stop - start <= 5:
                continue
            run = pieces[at:end]
            if (
                stop - start == sum(b - a for a, b in run)
                and any(b - a == 1 for a, b in run)
                and is_word(folded[start:stop])
                and count_han_of(folded[start:stop]) == stop - start
            ):
                last = end - 1
                break
        joined.append((start, pieces[last][1]))
        at = last + 1
    return joined


def _halves(text: str, start: int, end: int, is_word: IsWord) -> list[tuple[int, int]]:
    """A compound that only jieba knows (固体废物) as the two words it is made of."""
    if end - start == 4 and not is_word(text[start:end]):
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
        key, content = _english_word(word)
        found.append(EnWord(word, key, match.start(), match.end(), text[at : match.start()], content))
        at = match.end()
    return tuple(found)


@lru_cache(maxsize=1 << 17)
def _english_word(word: str) -> tuple[str, bool]:
    low = word.lower()
    return english_key(word), low not in FUNCTION and low != "etc" and not word[-1].isdigit()


def english_key(word: str) -> str:
    """The stem of an English word; abbreviations lose their plural s (SMEs → sme)."""
    if len(word) > 2 and word[-1] == "s" and word[:-1].isupper():
        return word[:-1].lower()
    return stem(IRREGULAR.get(word.lower(), word))


@lru_cache(maxsize=1 << 17)
def rendering_key(text: str) -> tuple[str, ...]:
    """What makes two renderings the same: stems without articles and marks."""
    return tuple(w.key for w in en_words(text) if w.text.lower() not in ARTICLES)


@lru_cache(maxsize=1 << 17)
def term_key(zh: str) -> str:
    """What makes two Chinese terms the same: folded, without marks and spaces."""
    return "".join(c for c in fold(zh) if c.isalnum() or c in "+×" or is_han(c))


@lru_cache(maxsize=1 << 16)
def count_han_of(key: str) -> int:
    """The Chinese characters of a short text."""
    return count_han(key)


def in_title_case(words: Sequence[EnWord]) -> bool:
    """Whether capitals in a text say nothing: most of its words have one."""
    content = [w for w in words if w.content]
    return sum(w.text[0].isupper() for w in content) > 0.6 * len(content)


def proper_words(pairs: Iterable[Pair]) -> frozenset[str]:
    """Words, in lower case, that have a capital wherever they stand inside a sentence: names."""
    capitals: set[str] = set()
    lower: set[str] = set()
    for pair in pairs:
        title = in_title_case(pair.en)
        for i, word in enumerate(pair.en):
            if not word.text[0].isalpha():
                continue
            bare = word.text.split("'")[0].split("’")[0].lower()
            if word.text[0].islower():
                lower.add(bare)
            elif i and not title and not set(word.gap) & set('.?!:“"(;'):
                capitals.add(bare)
    return frozenset(capitals - lower)


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

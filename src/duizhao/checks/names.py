"""Names of places in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duizhao.checks.meanings import Piece
from duizhao.glossary.folding import fold_text

# What stands behind or before the one character that names a place: 美方, 日元, 赴港.
_BEHIND = frozenset("方元商资企军籍胞裔语货债股府市省区")
_BEFORE = frozenset("本全赴驻来对援访在抵离返留侨旅沿")
_TRANSCRIBES = frozenset("·格莱斯尔克特拉罗伊维德布诺姆利卡洛埃巴瓦弗纳萨")


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a text names."""

    zh: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Places:
    """The names, and the patterns that find them."""

    english: Mapping[str, tuple[str, ...]]  # Chinese name → English ones
    chinese: Mapping[str, tuple[str, ...]]  # English name → Chinese ones
    short: Mapping[str, str]  # Chinese name → characters that stand for it
    by_short: Mapping[str, frozenset[str]]  # character → Chinese names
    in_chinese: re.Pattern[str]
    in_english: re.Pattern[str]

    def find_chinese(self, text: str, words: Sequence[Piece]) -> list[Found]:
        """The places of a Chinese text, in order; `words` are its words, which a place does not cut: 沿海地区 has no
        海地."""
        found = [Found(m.group(), m.start(), m.end()) for m in self.in_chinese.finditer(fold_text(text))]
        return [f for f in found if not any(_cuts(f, w) for w in words) and not _in_name(text, f)]

    def in_short(self, words: Iterable[Piece]) -> Iterator[tuple[Piece, tuple[frozenset[str], ...]]]:
        """The words of a Chinese text that name places by one character each: 京津冀, 美方, 赴日; with the places."""
        for word in self._joined(words):
            text = word.text
            chars = text if all(c in self.by_short or c == "中" for c in text) else ""
            if len(text) == 2 and not chars:
                chars = text[0] if text[1] in _BEHIND else text[1] if text[0] in _BEFORE else ""
            named = tuple(self.by_short[c] for c in chars if c in self.by_short)
            if named:
                yield word, named

    def _joined(self, words: Iterable[Piece]) -> Iterator[Piece]:
        """Words, neighbouring ones of one such character each as one: 港, 澳, 台."""
        last: Piece | None = None
        for word in words:
            single = len(word.text) == 1 and word.text in self.by_short
            if last is not None and single and last.end == word.start:
                last = Piece(last.text + word.text, last.start, word.end, content=True)
                continue
            if last is not None:
                yield last
            last = word if single else None
            if not single:
                yield word
        if last is not None:
            yield last

    def find_english(self, text: str) -> list[tuple[str, int, int]]:
        """The names of places in an English text: as printed, and where."""
        return [(m.group(), m.start(), m.end()) for m in self.in_english.finditer(text.replace("’", "'"))]


def _cuts(place: Found, word: Piece) -> bool:
    """Whether a word begins before a place, or ends behind it having begun inside."""
    inside = place.start < word.start < place.end
    return word.start < place.start < word.end or (inside and word.end > place.end)


def _in_name(text: str, place: Found) -> bool:
    """Whether a short place is part of a foreign name: 伊格莱西亚斯."""
    around = text[place.start - 1 : place.start] + text[place.end : place.end + 1]
    return len(place.zh) == 2 and any(c in _TRANSCRIBES for c in around)


@cache
def places() -> Places:
    """The shipped list, `data/places.txt`."""
    text = resources.files("duizhao").joinpath("data/places.txt").read_text(encoding="utf-8")
    english: dict[str, tuple[str, ...]] = {}
    chinese: dict[str, tuple[str, ...]] = {}
    short: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            zh, en, *more = line.split("\t")
            english[zh] = tuple(en.split("|"))
            short[zh] = more[0] if more else ""
            for name in english[zh]:
                chinese[name] = (*chinese.get(name, ()), zh)
    by_length = sorted(english, key=len, reverse=True)
    names = sorted(chinese, key=len, reverse=True)
    by_short: dict[str, frozenset[str]] = {}
    for zh, chars in short.items():
        for c in chars if zh != chars else "":
            by_short[c] = by_short.get(c, frozenset()) | {zh}
    return Places(
        english, chinese, short, by_short,
        re.compile(_one_of(by_length)),
        re.compile(r"(?<![\w])(?:" + _one_of(names) + r")(?![A-Za-z$])"),
    )  # fmt: skip


def _one_of(names: Iterable[str], depth: int = 2) -> str:
    """A pattern for names, the longest first, by their first characters: one after the other, a thousand names take ten
    times as long."""
    if not depth:
        return "|".join(map(re.escape, names))
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(name[:1], []).append(name[1:])
    return "|".join(
        f"{re.escape(first)}(?:{_one_of(rests, depth - 1)})" if first else "" for first, rests in groups.items()
    )

"""What Chinese words may become in English, for judging what an unmatched stretch of text was translated as.

Two sources: words of policy language (listed, and learned from the shipped glossary) and CC-CEDICT (the rest). No
tokenizer is loaded: text is cut by word frequencies, which is enough where only content words count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import inf, log

from duizhao.checks.dictionary import dictionary
from duizhao.glossary.dictionary import Dictionary as Words
from duizhao.glossary.dictionary import dictionary as known_words
from duizhao.glossary.folding import fold_text
from duizhao.script import HAN

_RUN = re.compile(f"[{HAN}]+")
_LONGEST = 6
_REMEMBERED = 50_000  # runs of characters
_LEARNED = 0.6  # share of the learned translations where both sources know a word
_GAIN = 2.0  # log frequency of a word that was learned and stands in no dictionary
_WEAK = 0.5  # of what a word's characters or parts say, where it is in no source
# Words without a counterpart of their own: particles, measure words, light verbs, adverbs of degree.
EMPTY = frozenset(
    "的 地 得 了 着 过 和 与 及 或 并 而 且 以 为 于 在 从 由 对 将 把 被 让 使 等 等等 之 其 "
    "该 此 各 每 个 项 种 家 所 名 批 条 件 次 年 月 日 元 万 亿 千 百 十 一 二 三 四 五 六 "
    "七 八 九 两 第 是 有 不 也 都 就 又 再 还 更 最 较 要 可 能 会 应 须 应当 必须 可以 能够 "
    "进行 加以 予以 给予 开展 做好 抓好 加强 推进 推动 促进 积极 大力 切实 认真 深入 全面 进一步 不断 "
    "继续 坚持 加快 努力 着力 扎实 有序 稳步 充分 有效 依法 同时 通过 根据 按照 关于 以及 因为 所以 "
    "如果 但是 虽然 对于 实行 实现 作出 而言 来说 具有 成为 达到 左右 以上 以下 其中 有关 相关 方面 情况 工作 "
    "问题 一批 一系列 我们 我国 他们 本".split()
)


@dataclass(slots=True, eq=False)  # not frozen: there are millions, and frozen ones take three times as long to make
class Piece:
    """A word of a Chinese text with its place, and whether it has a counterpart of its own in a translation. Never
    changed."""

    text: str
    start: int
    end: int
    content: bool


@dataclass(slots=True)
class Meanings:
    """Translations of words, each worked out once."""

    learned: Mapping[str, Mapping[str, float]]
    frequencies: Words
    _known: dict[str, Mapping[str, float]] = field(default_factory=dict)
    _runs: dict[str, tuple[tuple[str, int, int, bool], ...]] = field(default_factory=dict)
    _longest: dict[str, int] = field(default_factory=dict)  # of those that were learned, by their first two characters
    _floor: float = 0.0

    def of(self, word: str) -> Mapping[str, float]:
        """English stems with t(stem | word); empty for what no source knows."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._look_up(word)
        return found

    def _look_up(self, word: str) -> Mapping[str, float]:
        learned, general = self.learned.get(word), dictionary()[word]
        if learned and general:
            merged = {e: p * _LEARNED for e, p in learned.items()}
            for e, p in general.items():
                merged[e] = merged.get(e, 0.0) + p * (1 - _LEARNED)
            return merged
        if learned or general:
            return learned or general
        if len(word) == 1:
            return {}
        self.frequencies.know(word)
        parts = self._cut(word, whole=False)
        merged = {}
        for part in parts:
            for e, p in self.of(part).items():
                merged[e] = merged.get(e, 0.0) + _WEAK * p / len(parts)
        return merged

    def words(self, text: str) -> list[Piece]:
        """The words of a Chinese text in either script; marks, digits and Latin letters are left out."""
        found: list[Piece] = []
        for run in _RUN.finditer(fold_text(text)):
            at, chars = run.start(), run.group()
            rows = self._runs.get(chars) or self._words_of(chars)
            found += [Piece(word, at + start, at + end, content) for word, start, end, content in rows]
        return found

    def _words_of(self, run: str) -> tuple[tuple[str, int, int, bool], ...]:
        """The words of a run of characters with their places in it, kept: clauses return in a document, and are also
        looked at alone. A word that was learned without translations has no counterpart of its own."""
        rows = []
        end = 0
        self.frequencies.know(run)
        for word in self._cut(run):
            start, end = end, end + len(word)
            rows.append((word, start, end, word not in EMPTY and bool(self.learned.get(word, len(word) > 1))))
        if len(self._runs) >= _REMEMBERED:
            self._runs.clear()
        known = self._runs[run] = tuple(rows)
        return known

    def _cut(self, run: str, whole: bool = True) -> tuple[str, ...]:
        """The most probable words of a run of characters (unigram model, Viterbi 1967)."""
        if not self._longest:
            self._floor = log(self.frequencies.total or 1)
            for word in self.learned:
                self._longest[word[:2]] = max(len(word), self._longest.get(word[:2], 0))
        logs, longest = self.frequencies.logs, self.frequencies.longest
        learned, learned_longest, floor, size = self.learned, self._longest, self._floor, len(run)
        best, back = [0.0] + [inf] * size, list(range(-1, size))
        # Written out: it runs for every character of a text. Few pairs of characters begin a word, which saves asking
        # for most pieces.
        for start in range(size):
            cost = best[start] + floor
            end = start + 1
            price = cost - logs.get(run[start], 0.0)
            if price < best[end]:
                best[end], back[end] = price, start
            head = run[start : start + 2]
            usual, also = longest.get(head, 1), learned_longest.get(head, 1)
            reach = min(usual if usual > also else also, _LONGEST)
            for end in range(start + 2, (start + reach if start + reach < size else size) + 1):
                piece = run[start:end]
                gain = logs.get(piece)
                if gain is None:
                    if end - start > also or piece not in learned:
                        continue
                    gain = _GAIN
                price = cost - gain
                if price < best[end] and (whole or end - start < size):
                    best[end], back[end] = price, start
        words: list[str] = []
        end = len(run)
        while end:
            words.append(run[back[end] : end])
            end = back[end]
        return tuple(reversed(words))


@cache
def meanings() -> Meanings:
    """The translations, loaded once a process."""
    return Meanings(_learned(), known_words())


def _learned() -> dict[str, dict[str, float]]:
    text = resources.files("duizhao").joinpath("data/policy_words.txt").read_text(encoding="utf-8")
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            word, *row = line.split(" ")
            found[word] = {e: int(p) / 100 for e, _, p in (cell.rpartition(":") for cell in row)}
    return found

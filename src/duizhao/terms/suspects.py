"""Why a pair of a gloss should not be believed: it contradicts the source, the glossary or the dictionary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from duizhao.script import count_han, is_han, simplified
from duizhao.terms.bitext import rendering_key, term_key
from duizhao.terms.edges import Evidence, chinese_pieces, tokens
from duizhao.terms.grammar import FUNCTION
from duizhao.terms.known import Known
from duizhao.words import word_class, word_frequency

_MARKS = re.compile(r"[\s“”‘’「」『』《》〈〉\"'、，,·—–()（）-]")
_CLAIM = 0.15  # of a Chinese word's meaning that an English word must be to claim it
_DENIED = 0.04  # what another word may have of the same meaning
_FOREIGN = 0.02
_COMMON = 50  # jieba's count of a word that a writer may have meant


class Doubts:
    """Finds contradictions; keeps the indices of the dictionary that this needs.

    Args:
        evidence: the dictionary.
        known: what a glossary says.
    """

    def __init__(self, evidence: Evidence, known: Known | None = None) -> None:
        self.evidence = evidence
        self.known = known or Known()
        self._by_hole: dict[str, list[str]] | None = None
        self._known_by_hole: dict[str, list[str]] | None = None
        self._rows: dict[str, int] | None = None

    def of(self, zh: str, en: str, source: str | None = None, whole: str | None = None) -> str | None:
        """Why the pair is suspect, or None.

        Args:
            source: the aligned Chinese sentence; `whole` the Chinese document.
        """
        return self._source(zh, source, whole) or self._glossary(zh, en) or self._spelling(zh) or self._meaning(zh, en)

    def _source(self, zh: str, source: str | None, whole: str | None) -> str | None:
        if source is None:
            return None
        term, text = flat(zh), flat(source)
        if not term or term in text or (whole is not None and term in flat(whole)):
            return None
        near = _nearest(term, text)
        if near is not None:
            return f"the source sentence has {near}"
        return "not in the source"

    def _glossary(self, zh: str, en: str) -> str | None:
        term = term_key(zh)
        if rendering_key(en) in self.known.wrong.get(term, ()):
            return f"the glossary advises against this; it has {self.known.right[term][0]}"
        if term in self.known.deprecated:
            return f"the glossary has {self.known.deprecated[term]} instead of {zh}"
        if len(term) < 4 or term in self.known.right:
            return None
        if self._known_by_hole is None:
            self._known_by_hole = _holes(w for w in self.known.right if len(w) >= 4)
        stems = set(rendering_key(en)) - FUNCTION
        for other in _one_away(term, self._known_by_hole):
            for rendering in self.known.right[other]:
                theirs = set(rendering_key(rendering)) - FUNCTION
                if stems and 2 * len(stems & theirs) > len(stems | theirs):
                    return f"unknown; {other} is {rendering}"
        return None

    def _spelling(self, zh: str) -> str | None:
        """An unknown word that is one character away from a set phrase: 因地适宜 for 因地制宜."""
        for part in re.split(r"[、，,\s“”]+", simplified(zh)):
            if len(part) != 4 or not all(map(is_han, part)) or self.evidence.lexicon.knows(part):
                continue
            pieces = chinese_pieces(part)
            if all(len(p) > 1 for p in pieces):
                continue  # two words: a compound, not a phrase
            others = [w for w in _one_away(part, self._index()) if self._is_phrase(w)]
            if others:
                return f"{part} is no known phrase; {others[0]} is"
        return None

    def _is_phrase(self, word: str) -> bool:
        return len(chinese_pieces(word)) == 1

    def _meaning(self, zh: str, en: str) -> str | None:
        """A word that means something else, while its neighbour in the dictionary means what the English says:
        航空 (aviation) beside “space”, which is 航天."""
        content = [t for t in tokens(en) if t.lower not in FUNCTION]
        stems = sorted({p for t in content for p in t.parts})
        pieces = chinese_pieces(zh)
        table = self.evidence.table(zh, stems)
        for k, word in enumerate(pieces):
            if len(word) != 2 or not self.evidence.lexicon.knows(word) or not _is_noun(word):
                continue
            if max(table[k].values(), default=0.0) > _DENIED:
                continue
            elsewhere = {s: max((row.get(s, 0.0) for j, row in enumerate(table) if j != k), default=0.0) for s in stems}
            free = [s for s in stems if elsewhere[s] < _FOREIGN and self.evidence.lexicon.rarity(s) > 0]
            if not free:
                continue
            names = [w for w in _one_away(word, self._index()) if _is_noun(w) and word_frequency(w) >= _COMMON]
            rivals = self.evidence.lexicon.table(names, free)
            best = (0.0, "", "")
            for row, col, value in zip(rivals.row.tolist(), rivals.col.tolist(), rivals.val.tolist(), strict=True):
                if value > best[0] and not self._related(word, names[row], free[col]):
                    best = (value, names[row], free[col])
            if best[0] > _CLAIM:
                said = next(t.text for t in content if best[2] in t.parts)
                return f"{word} does not mean “{said}”; {best[1]} does"
        return None

    def _related(self, word: str, other: str, english: str) -> bool:
        """Whether two Chinese words share a meaning, or the English word is another form of one of the first's."""
        mine, theirs = self._meanings(word), self._meanings(other)
        return bool(mine & theirs) or any(m[:4] == english[:4] for m in mine)

    def _meanings(self, word: str) -> set[str]:
        tables = self.evidence.lexicon.tables
        if self._rows is None:
            self._rows = {w: i for i, w in enumerate(tables.words)}
        row = self._rows[word]
        return {tables.stems[i] for i in tables.word_stem[tables.word_ptr[row] : tables.word_ptr[row + 1]].tolist()}

    def _index(self) -> dict[str, list[str]]:
        if self._by_hole is None:
            self._by_hole = _holes(w for w in self.evidence.lexicon.tables.words if 2 <= len(w) <= 4)
        return self._by_hole


def _is_noun(word: str) -> bool:
    return word_class(word)[:1] in ("n", "s", "t")


def flat(text: str) -> str:
    """A Chinese text for comparison: simplified, without spaces, quotation marks, dashes and commas."""
    return simplified(_MARKS.sub("", text))


def _holes(words: Iterable[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for i in range(len(word)):
            index[f"{word[:i]}?{word[i + 1 :]}"].append(word)
    return index


def _one_away(word: str, index: Mapping[str, list[str]]) -> list[str]:
    """Words of the same length that differ in one character."""
    found = {w for i in range(len(word)) for w in index.get(f"{word[:i]}?{word[i + 1 :]}", ()) if w != word}
    return sorted(found)


def _nearest(term: str, text: str) -> str | None:
    """The stretch of the source that differs from a term in a third of its characters at most."""
    best, most = None, max(1, len(term) // 3)
    for start in range(len(text) - len(term) + 1):
        window = text[start : start + len(term)]
        different = sum(a != b for a, b in zip(term, window, strict=True))
        if 0 < different <= most and count_han(window) == len(window):
            best, most = window, different - 1
            if not most:
                break
    return best

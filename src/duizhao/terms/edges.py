"""Which English words before a bracket are the term in it: the left edge, decided by evidence."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from duizhao.lexicon import Lexicon
from duizhao.script import HAN, count_han, narrow, simplified
from duizhao.terms.brackets import groups
from duizhao.terms.grammar import ARTICLES, AUXILIARIES, CONJUNCTIONS, DETERMINERS, FUNCTION, PREPOSITIONS, is_verb_like
from duizhao.words import segment, stem, word_class

_TOKEN = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:(?:[-–/&+'’.]|,(?=\d{3}))[A-Za-z0-9\u00c0-\u024f]+)*[+×]?|×|\d+%?")
_PART = re.compile(r"[A-Za-z\u00c0-\u024f]+|\d+")
_REACH = 22  # tokens before the bracket that may belong to the term
_HAN = re.compile(f"[{HAN}]")
_MISS = 0.4  # share of a term's English words that no dictionary explains
_HEADWORDS = 120_000
_INNER_COST = {
    "of": 0.35,
    "and": 0.35,
    "for": 0.35,
    "in": 0.35,
    "to": 0.35,
    "the": 0.7,
    "into": 2.0,
    "a": 1.5,
    "an": 1.5,
}
_UNEXPLAINED_HEAD = 0.9  # nats: what a head before “of” costs that the Chinese does not explain
_ADVERBS = frozenset("further fully more also jointly so-called".split())
_PARTICLES = frozenset("up out off down away back".split())


@dataclass(frozen=True, slots=True)
class Token:
    """An English word or hyphenated compound of a sentence."""

    text: str
    start: int
    end: int
    parts: tuple[str, ...]  # stems

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or self.text[0].isdigit() or self.text == "×"


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """English words with their offsets; hyphenated compounds are one word with several stems."""
    found = []
    for m in _TOKEN.finditer(text, start, len(text) if end is None else end):
        found.append(Token(m.group(), m.start(), m.end(), tuple(stem(p) for p in _PART.findall(m.group()))))
    return found


class Evidence:
    """How well English words are explained by Chinese ones, for one document.

    Args:
        lexicon: word-translation probabilities.
        stems: how often each English stem stands in the document, the background.
    """

    def __init__(self, lexicon: Lexicon, stems: Mapping[str, int]) -> None:
        self.lexicon = lexicon
        self.stems = stems

    @cached_property
    def _total(self) -> int:
        return sum(self.stems.values()) + 1000

    def background(self, word: str) -> float:
        """How probable an English stem is where nothing is known."""
        here = (self.stems.get(word, 0) + 0.5) / self._total
        return max(2e-4, 0.5 * here + 0.5 * self.lexicon.rarity(word) / (_HEADWORDS * 2.0))

    def table(self, zh: str, words: Sequence[str]) -> list[dict[str, float]]:
        """For each Chinese word of a term: t(English stem | word)."""
        chinese = chinese_pieces(zh)
        distinct = sorted(set(words))
        rows = self.lexicon.table(chinese, distinct)
        result: list[dict[str, float]] = [{} for _ in chinese]
        for row, col, val in zip(rows.row.tolist(), rows.col.tolist(), rows.val.tolist(), strict=True):
            result[row][distinct[col]] = val
        return result

    def ratios(self, zh: str, words: Sequence[str]) -> dict[str, float]:
        """For each English stem: the log of how much more probable it is beside this term than anywhere (nats)."""
        table = self.table(zh, words)
        share = 1.0 / max(1, len(table))
        result = {}
        for word in set(words):
            inside = sum(row.get(word, 0.0) for row in table) * share
            ratio = _MISS + (1 - _MISS) * inside / self.background(word)
            result[word] = min(math.log(ratio), 3.0)
        return result


def document_stems(texts: Sequence[str]) -> Counter[str]:
    """How often each English stem occurs."""
    return Counter(p for text in texts for t in tokens(text) for p in t.parts)


def chinese_pieces(zh: str) -> list[str]:
    """The words of a Chinese term for the dictionary: simplified, marks left out, Latin as stems."""
    found = []
    for word in segment(simplified(narrow(zh))):
        if _HAN.match(word):
            found.append(word)
        elif word[0].isalnum():
            found += [stem(p) for p in _PART.findall(word)]
    return found


@dataclass(frozen=True, slots=True)
class English:
    """An English term as found: its characters in the sentence and its text without what is bracketed inside."""

    start: int
    end: int
    text: str
    evidence: float  # nats for each content word


def english_before(
    text: str, zh: str, at: int, floor: int, evidence: Evidence, source: str | None = None
) -> English | None:
    """The English term that ends before character `at` of a sentence.

    Args:
        zh: the Chinese term.
        floor: the first character that may belong to it (the end of the gloss before).
        source: the aligned Chinese sentence, where known: its other words explain the words before the term.
    """
    gaps = [(a, b) for a, b in groups(text, floor, at) if not count_han(text[a:b])]
    end = len(text[:at].rstrip())
    while gaps and gaps[-1][1] == end:  # “real estate investment trusts (REITs) (不动产投资信托基金)”
        end = len(text[: gaps[-1][0]].rstrip())
        gaps.pop()
    quoted = _quotation(text, floor, end)
    if quoted is not None:
        return _english(text, *quoted, gaps, 1.0)
    end = len(text[:end].rstrip(" \u00a0,:–—-"))
    words = [t for t in tokens(text, floor, end) if not any(a <= t.start < b for a, b in gaps)]
    words = words[-_REACH:]
    if not words:
        return None
    start, score = _left_edge(text, zh, words, evidence, source, gaps)
    first = words[start].start
    if first and text[first - 1] in "“\"‘'「" and text[first - 1 : end].count("”" if text[first - 1] == "“" else '"'):
        first -= 1  # “Five-in-One” overall arrangements: the mark belongs to the term
    before = text.rfind("“", floor, first)
    if text[first:end].count("”") > text[first:end].count("“") and before >= 0 and "”" not in text[before:first]:
        first = before  # “delegate, regulate, serve” reform: no edge inside a quotation
    stop = words[-1].end
    if text[stop:end].strip() in ("”", "’", '"', "×", "+"):
        stop = end
    return _english(text, first, stop, gaps, score)


def _english(text: str, start: int, end: int, gaps: list[tuple[int, int]], evidence: float) -> English:
    pieces, at = [], start
    for a, b in gaps:
        if start <= a and b <= end:
            pieces.append(text[at:a].rstrip())
            at = b
    pieces.append(text[at:end])
    joined = pieces[0] + "".join(p if p[:1] in "”’,." else " " + p.lstrip() for p in pieces[1:])
    # A bracket that belongs to a word, first (sets of) equipment, is part of the term.
    if any(start <= a and b <= end and _grammatical(text[a + 1 : b - 1]) for a, b in gaps):
        joined = text[start:end]
    return English(start, end, joined, evidence)


def _grammatical(inside: str) -> bool:
    words = inside.lower().split()
    return 0 < len(words) <= 3 and (words[-1] in PREPOSITIONS or (len(inside) <= 3 and inside.islower()))


def _quotation(text: str, floor: int, end: int) -> tuple[int, int] | None:
    """The inside of a quotation that ends exactly here: “fan economy” (粉丝经济)."""
    if not end or text[end - 1] not in "”\"’'»":
        return None
    closing = text[end - 1]
    if closing in "’'" and text[end - 2 : end - 1] in ("s", "x"):
        return None  # a plural possessive
    opening = {"”": "“", "’": "‘", "»": "«"}.get(closing, closing)
    begin = text.rfind(opening, floor, end - 1)
    if begin < 0 or (closing in "’'" and not re.match(r"(?:^|.*[\s(])$", text[:begin], re.DOTALL)):
        return None
    inside = text[begin + 1 : end - 1]
    start = begin + 1 + len(inside) - len(inside.lstrip())
    stop = start + len(inside.strip().rstrip(",."))
    return (start, stop) if re.search("[A-Za-z0-9]", text[start:stop]) else None  # “:” is no term


def _left_edge(
    text: str, zh: str, words: list[Token], evidence: Evidence, source: str | None, gaps: list[tuple[int, int]]
) -> tuple[int, float]:
    """The best first word of the term: a sum of evidence, length, boundary, case (all in nats)."""
    stems = [p for t in words for p in t.parts]
    ratio = evidence.ratios(zh, stems)
    rival = _rivals(zh, source, stems, evidence)
    han = count_han(zh) + len(re.findall("[A-Za-z0-9]+", zh))
    expected = math.log(0.75 + 0.4 * han)
    spread = 0.42 if han < 8 else 0.55
    verbal = _is_verbal(chinese_pieces(zh))
    scales = _Scales(ratio, rival, verbal)
    best, best_score, best_evidence = len(words) - 1, -math.inf, 0.0
    total, content, inner = 0.0, 0.0, 0.0
    for k in range(len(words) - 1, -1, -1):
        token = words[k]
        parts = list(token.parts)
        if token.lower in FUNCTION:
            inner -= _INNER_COST.get(token.lower, 0.9)
            if is_verb_like(token.text):
                inner -= 1.0
        else:
            values = [ratio[p] - max(0.0, min(1.5, 0.5 + rival.get(p, -9.0) - max(ratio[p], 0.0))) for p in parts]
            total += sum(values) / math.sqrt(len(values))
            content += 1.0 + 0.5 * (len(parts) - 1)
            if k + 1 < len(words) and words[k + 1].lower == "of" and max(values) < 0:
                inner -= _UNEXPLAINED_HEAD  # the reform of public institutions (事业单位)
            if k < len(words) - 1 and _is_verb(words, k) and max(values) < 0.5:
                inner -= 2.0  # a clause's verb inside the term
        if k + 1 < len(words):
            if token.lower in ARTICLES and k and words[k - 1].lower not in FUNCTION:
                inner -= 3.0  # no noun stands directly before an article: fight the battle
            inner -= _joint(text[token.end : words[k + 1].start], gaps, token.end)
        if not content or (
            re.fullmatch(r"[\d,.]+%?", token.text) and not re.search(r"[\d一二三四五六七八九十百千万]", zh)
        ):
            continue
        if token.lower in FUNCTION and token.lower not in ("self", "all", "no", "more", "to"):
            continue
        length = -0.5 * ((math.log(content) - expected) / spread) ** 2
        score = total + inner + length + _opens(text, words, k, scales) + _case(text, words, k)
        if score > best_score:
            best, best_score, best_evidence = k, score, total / content
        if inner < -9:
            break
    return best, best_evidence


def _is_verbal(pieces: Sequence[str]) -> bool:
    """Whether a Chinese term begins with a verb (深化改革), an adverb before it aside (全面深化改革)."""
    classes = [word_class(w) for w in pieces[:2]]
    if classes and classes[0][:1] in ("d", "a"):
        classes = classes[1:]
    return bool(classes) and classes[0][:1] == "v" and classes[0] != "vn"


def _joint(between: str, gaps: list[tuple[int, int]], at: int) -> float:
    """What it costs that a term goes on over the marks between two words."""
    for a, b in gaps:
        if at <= a < at + len(between):
            between = between.replace(between[a - at : b - at], " ", 1)
    cost = 0.0
    if re.search("[;:.!?]", between):
        cost += 8.0
    if "," in between:
        cost += 2.0
    if re.search("[—–()（）]", between):
        cost += 4.0
    return cost


@dataclass(frozen=True, slots=True)
class _Scales:
    """What a left edge is weighed with: evidence for the term, for what stands beside it in the source, and
    whether the Chinese term is a verb."""

    ratio: Mapping[str, float]
    rival: Mapping[str, float]
    verbal: bool


def _is_verb(words: list[Token], k: int) -> bool:
    """Whether word k is a clause's verb. A form in -ed between a verb or article and a noun is an attribute."""
    token = words[k]
    if not is_verb_like(token.text):
        return False
    if k and words[k - 1].lower in DETERMINERS:
        return False  # the shift from …, the sharing of …
    if k + 1 < len(words) and words[k + 1].lower == "of" and not token.lower.endswith(("s", "ed")):
        return False  # reform of the joint-stock system (股份制改革)
    attribute = token.lower.endswith("ed") and k + 1 < len(words)
    return not (attribute and k and (words[k - 1].lower in FUNCTION or is_verb_like(words[k - 1].text)))


def _opens(text: str, words: list[Token], k: int, scales: _Scales) -> float:
    """How well a noun phrase begins at word k, by what stands before it."""
    token = words[k]
    gap = text[words[k - 1].end if k else 0 : token.start]
    best = max(scales.ratio[p] for p in token.parts)
    verb = _is_verb(words, k)
    score = 0.0
    if verb and not scales.verbal:
        score -= 2.5 if best < 0.5 else 1.8
    if token.lower in _PARTICLES:
        score -= 4.0
    if token.lower in _ADVERBS or (token.lower.endswith("ly") and best < 0.5):
        score -= 2.0
    if "“" in gap or '"' in gap or "‘" in gap:
        score += 0.8 if text.find("”", token.start, words[-1].end + 2) >= 0 or '"' in gap else -0.5
    if k == 0:
        return score + (1.0 if not gap.strip() and not verb else 0.0)
    before = words[k - 1]
    if re.search("[,;:.(（—]", gap):
        return score + 1.2
    if before.lower in ARTICLES:
        return score + 1.6
    if before.lower in DETERMINERS:
        return score + 1.2
    if before.lower == "of":
        return score + 0.4
    if before.lower in PREPOSITIONS or before.lower in CONJUNCTIONS or before.lower in AUXILIARIES:
        return score + 1.0
    if _is_verb(words, k - 1) or before.lower in _ADVERBS:
        return score + 1.2
    if before.lower.endswith(("ing", "ly", "’s", "'s")):
        return score + 0.6
    if max(scales.rival.get(p, 0.0) - max(scales.ratio[p], 0.0) for p in before.parts) > 1.0:
        return score + 0.8  # the source renders it outside of the term
    return score - 0.8


def _case(text: str, words: list[Token], k: int) -> float:
    """Capitals: a name begins where its run of capitals begins."""
    if (k == 0 and len(words) == 1) or not words[-1].capital:
        return 0.0
    run = len(words) - 1
    small = ("of", "and", "the", "for", "on", "in", "to", "by", "a", "an", "with", "from", "at")
    while run and (words[run - 1].capital or words[run - 1].lower in small):
        run -= 1
    while run < len(words) - 1 and (not words[run].capital or words[run].lower in FUNCTION):
        run += 1
    if (run == 0 and len(words) < _REACH) or len(words) - run < 2:
        return 0.0  # a heading in title case says nothing
    opening = run == 0 or re.search("[.:;]", text[words[run - 1].end : words[run].start])
    if opening and is_verb_like(words[run].text) and len(words) - run > 2:
        run += 1  # III. Foster Leisure Agriculture
    return 2.5 if k == run else -1.0 if k < run else 0.0


def _rivals(zh: str, source: str | None, stems: Sequence[str], evidence: Evidence) -> dict[str, float]:
    """How well the words of the source sentence beside the term explain the English words."""
    if source is None:
        return {}
    flat = re.sub(r"[\s“”‘’「」]", "", source)
    term = re.sub(r"[\s“”‘’「」]", "", zh)
    at = simplified(flat).find(simplified(term))
    if at < 0:
        return {}
    near = flat[max(0, at - 12) : at] + "，" + flat[at + len(term) : at + len(term) + 4]
    return evidence.ratios(near, stems) if count_han(near) else {}

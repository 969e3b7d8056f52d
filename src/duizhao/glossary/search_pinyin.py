"""Terms for a query in pinyin: with tone marks, numbers, or none; initials; mixed with each other and with
characters (`wangluo qg`, `网络qiangguo`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from duizhao.glossary.found import Found
from duizhao.glossary.index import Index, IndexedTerm
from duizhao.glossary.keys import bare, initials, loosely
from duizhao.script import is_han

_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0306": "3", "\u0300": "4"}
_PLAIN = re.compile(r"[a-z0-9]*[a-z][a-z0-9]*")
_BLANK = re.compile(r"[\s'’·\-]+")
_LONGEST = 60  # letters of a query that may be incomplete
_READINGS = 40  # ways to read one query as a mixture of syllables and initials


@dataclass(frozen=True, slots=True)
class Spelling:
    """A query as pinyin.

    Attributes:
        letters: its letters and numbers run together, ü as u, characters as they are read.
        tones: place in `letters` → tone; for marks the vowel's place, for numbers that of the letter before.
        gaps: places in `letters` where the query has a blank.
        characters: place in `letters` where the syllable of a Chinese character begins → the character.
    """

    letters: str
    tones: dict[int, str]
    gaps: frozenset[int]
    characters: dict[int, str]


def spelling(query: str, syllables: dict[str, str]) -> Spelling | None:
    """A query read as pinyin; None if it cannot be. `syllables`: how Chinese characters are read."""
    letters = ""
    tones: dict[int, str] = {}
    gaps = set()
    characters: dict[int, str] = {}
    decomposed = unicodedata.normalize("NFD", query.replace("u:", "ü").replace("U:", "ü").lower())
    text = _BLANK.sub(" ", decomposed.strip()).replace("\u0308", "")  # ü is searched as u
    for i, char in enumerate(text):
        if char == " ":
            gaps.add(len(letters))
        elif char in _TONES:
            tones[len(letters) - 1] = _TONES[char]
        elif char in "12345" and text[i - 1 : i].isalpha() and not text[i + 1 : i + 2].isdigit() and i:
            tones[len(letters) - 1] = char
        elif is_han(char):
            if char not in syllables:
                return None
            characters[len(letters)] = char
            letters += syllables[char]
        else:
            letters += "u" if char == "v" else char
    if not _PLAIN.fullmatch(letters):
        return None
    return Spelling(letters, tones, frozenset(gaps) - {0, len(letters)}, characters)


def search_pinyin(query: str, index: Index) -> Iterator[Found]:
    """Terms for a query that can be read as pinyin."""
    read = spelling(query, dict(index.syllables))
    if read is None:
        return
    letters = read.letters
    exact = index.exact("pinyin", letters)
    for n, term in index.terms(exact).items():
        if (fit := _fit(read, term)) is not None:
            yield Found(n, "pinyin", 0.95 + fit, _tell("pinyin", read, fit))
    if 1 < len(letters) <= _LONGEST:
        longer = {n: key for key, n in index.beginning("pinyin", letters, 40)}
        for n, term in index.terms(longer).items():
            if (fit := _fit(read, term)) is not None:
                score = 0.62 + 0.25 * len(letters) / len(longer[n]) + fit
                yield Found(n, "pinyin", score, _tell("pinyin begins so", read, fit))
        if not read.tones and not read.characters:
            yield from _initials(read, index)
        yield from _mixed(read, index)
    if not exact and len(letters) > 3:
        heard = loosely((letters,))
        for n in index.exact("loose", heard):
            yield Found(n, "pinyin", 0.72, "pinyin but for zh/z, ch/c, sh/s, -ng/-n")


def _initials(read: Spelling, index: Index) -> Iterator[Found]:
    if len(read.letters) > 12:
        return
    sure = 0.86 if len(read.letters) > 2 else 0.78
    for n in index.exact("initials", read.letters):
        yield Found(n, "initials", sure, "initials")
    if not read.gaps:
        for key, n in index.beginning("initials", read.letters, 40):
            score = 0.4 + 0.3 * len(read.letters) / len(key)
            yield Found(n, "initials", score, "initials begin so")


def _mixed(read: Spelling, index: Index) -> Iterator[Found]:
    """Some syllables whole, others as initials."""
    known = frozenset(index.syllables.values())
    ways: dict[str, tuple[str, ...]] = {}
    for units in _readings(read, 0, known):
        if 1 < len(units) < len(read.letters):
            ways.setdefault(initials(units), units)
        if len(ways) >= _READINGS:
            break
    for key, units in ways.items():
        for n, term in index.terms(index.exact("initials", key)).items():
            whole = [bare(s) for s in term.reading]
            fit = _fit(read, term, units)
            if fit is not None and _abbreviated(whole, units) and "".join(whole) != read.letters:
                yield Found(n, "pinyin", 0.84 + fit, _tell("pinyin and initials", read, fit))


def _abbreviated(syllables: list[str], units: tuple[str, ...]) -> bool:
    """Whether each unit is a syllable or its first letter (zh, ch, sh: letters)."""
    return len(syllables) == len(units) and all(
        whole == unit or (len(unit) < 3 and whole.startswith(unit))
        for whole, unit in zip(syllables, units, strict=True)
    )


def _readings(read: Spelling, at: int, known: frozenset[str]) -> Iterator[tuple[str, ...]]:
    if at == len(read.letters):
        yield ()
        return
    end = min((gap for gap in read.gaps if gap > at), default=len(read.letters))
    rest = read.letters[at:end]
    units = [rest[:k] for k in range(min(6, len(rest)), 1, -1) if rest[:k] in known or rest[:k] in ("zh", "ch", "sh")]
    for unit in (*units, rest[0]):
        for others in _readings(read, at + len(unit), known):
            yield (unit, *others)


def _fit(read: Spelling, term: IndexedTerm, units: tuple[str, ...] | None = None) -> float | None:
    """What tones, blanks and characters of the query add to a score, or take away; None: another character."""
    reward = 0.0
    at = 0
    characters = [c for c in term.key if is_han(c)]
    edges = set()
    matched = wrong = 0
    spoken = iter(characters)
    for number, syllable in enumerate(term.reading):
        own = next(spoken, "") if not syllable[0].isdigit() and bare(syllable) != syllable else ""
        length = len(units[number]) if units else len(bare(syllable))
        if at in read.characters and own and read.characters[at] != own:
            return None
        for place in range(at, at + length):
            if tone := read.tones.get(place):
                if syllable[-1:] in (tone, "5"):
                    matched += 1
                else:
                    wrong += 1
        at += length
        edges.add(at)
        if at >= len(read.letters):
            break
    if read.tones:
        reward += 0.03 if not wrong else -0.15 * wrong / (matched + wrong)
    if not read.gaps <= edges:
        reward -= 0.03
    return reward


def _tell(how: str, read: Spelling, fit: float) -> str:
    if not read.tones:
        return how
    return f"{how}, tones agree" if fit > 0 else f"{how}, other tones"

"""Abbreviations that a text explains itself: small and medium-sized enterprises (SMEs); 以下简称“本院”."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.model import Lang, Unit
from duizhao.script import HAN
from duizhao.terms.bitext import rendering_key, term_key
from duizhao.terms.chinese import sections
from duizhao.terms.grammar import FUNCTION

_ENGLISH = re.compile(r"\((?:the |hereinafter |“)*([A-Z][A-Za-z]*[&-]?[A-Z][A-Za-z&-]*?)(s?)”?\)")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][a-z]+)?")
_CALLED = re.compile(
    rf"([{HAN}、，“”]{{3,30}})[（(](?:以下)?(?:简称|簡稱|统称|統稱)(?:为|為)?[“「]?([{HAN}A-Za-z]{{2,8}})[”」]?[）)]"
)
_BRACKET = re.compile(rf"“?([{HAN}、]{{4,20}})”?[（(](?:即|也称|又称|也稱)?[“「]?([{HAN}]{{2,5}})[”」]?[）)]")
_FULL = re.compile(rf"“([{HAN}]{{2,5}})”[（(](?:即|指|全称)?[“「]?([{HAN}、]{{4,20}})[”」]?[）)]")


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with its full form, both as printed."""

    lang: Lang
    short: str
    full: str


def find_abbreviations(units: Iterable[Unit]) -> tuple[Abbreviation, ...]:
    """Abbreviations that the texts introduce, in order, each once."""
    found: dict[Abbreviation, None] = {}
    for unit in units:
        for sentence in unit.en:
            found |= dict.fromkeys(english(sentence.text))
        for sentence in unit.zh:
            found |= dict.fromkeys(chinese(sentence.text))
    return tuple(found)


def english(text: str) -> list[Abbreviation]:
    """Capitals in brackets behind words with these initials (after Schwartz & Hearst 2003)."""
    found = []
    for match in _ENGLISH.finditer(text):
        letters = re.sub("[^A-Za-z]", "", match[1]).lower()
        words = list(_WORD.finditer(text, 0, match.start()))[-2 * len(letters) - 2 :]
        start = _matching(words, letters)
        if start is not None:
            found.append(Abbreviation("en", match[1], text[start : match.start()].strip(' “”"')))
    return found


def _matching(words: list[re.Match[str]], letters: str) -> int | None:
    """Where the words begin whose initials give the letters, function words left out at will."""
    parts = [(w.start(), w.group().lower()) for w in words]
    at = len(parts) - 1
    for letter in reversed(letters):
        while at >= 0 and parts[at][1][0] != letter:
            if parts[at][1] not in FUNCTION and parts[at][1] not in ("sized",):
                return None
            at -= 1
        if at < 0:
            return None
        at -= 1
    return parts[at + 1][0]


def chinese(text: str) -> list[Abbreviation]:
    """以下简称; brackets with a form whose characters stand in the full one in this order."""
    found = []
    for match in _CALLED.finditer(text):
        full = re.split("[，、]", match[1])[-1].strip("“”") if "“" not in match[1] else match[1].strip("“”")
        found.append(Abbreviation("zh", match[2], _without_opener(full)))
    for pattern, full_first in ((_BRACKET, True), (_FULL, False)):
        for match in pattern.finditer(text):
            full, short = (match[1], match[2]) if full_first else (match[2], match[1])
            if short != full and _stands_in(short, full):
                found.append(Abbreviation("zh", short, full))
    return found


def _without_opener(text: str) -> str:
    """A full form without the verb before it: 特设国家资通安全研究院 → 国家资通安全研究院."""
    openers = sections()["openers"]
    for size in (4, 3, 2):
        if text[:size] in openers and len(text) > size + 2:
            return text[size:]
    return text


def _stands_in(short: str, full: str) -> bool:
    """Whether the characters of a short form stand in the full one in this order (双 for 大众创业、万众创新 apart)."""
    rest = iter(full)
    core = short.lstrip("一二三四五六七八九十双两") or short
    return all(char in rest for char in core) or (len(core) == 1 and full.count(core) >= 2)


def english_forms(units: Iterable[Unit]) -> dict[tuple[str, ...], str]:
    """Key of an English full form → its abbreviation."""
    return {rendering_key(a.full): a.short for a in find_abbreviations(units) if a.lang == "en"}


def chinese_forms(units: Iterable[Unit]) -> dict[str, str]:
    """Key of a Chinese short form → its full form."""
    return {term_key(a.short): a.full for a in find_abbreviations(units) if a.lang == "zh"}

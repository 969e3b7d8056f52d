"""Abbreviations that a text explains itself: brain-computer interfaces (BCIs); 以下简称“本院”."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from duizhao.model import Lang, Unit
from duizhao.script import HAN
from duizhao.terms.bitext import rendering_key, term_key
from duizhao.terms.chinese import sections
from duizhao.terms.grammar import FUNCTION

_ENGLISH = re.compile(r"\((?:the |hereinafter |“)*([A-Z][A-Za-z]*[&-]?[A-Z][A-Za-z&-]*?)(s?)”?\)")
_COUNTS = {
    char: n for n, chars in enumerate(("二两双兩雙", "三", "四", "五", "六", "七", "八", "九"), 2) for char in chars
}
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
        if start is None:
            start = _inside(text[: match.start()], words, letters)
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


def _inside(text: str, words: list[re.Match[str]], letters: str) -> int | None:
    """Where the full form begins if the letters stand in it in this order, the first at the beginning of a word
    (Schwartz & Hearst 2003): photovoltaics gives PV."""
    starts = {w.start() for w in words[-len(letters) - 1 :]}
    at = len(text)
    for place in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (text[at].lower() != letters[place] or (not place and at not in starts)):
            at -= 1
        if at < min(starts, default=0):
            return None
    return at if at in starts else None


def chinese(text: str) -> list[Abbreviation]:
    """以下简称; brackets with a form whose characters stand in the full one in this order."""
    found = []
    for match in _CALLED.finditer(text):
        full = match[1].strip("“”") if "“" in match[1] else _listed(match[1], match[2])
        found.append(Abbreviation("zh", match[2], _without_opener(full)))
    for pattern, full_first in ((_BRACKET, True), (_FULL, False)):
        for match in pattern.finditer(text):
            full, short = (match[1], match[2]) if full_first else (match[2], match[1])
            if short != full and _stands_in(short, full):
                found.append(Abbreviation("zh", short, full))
    return found


def _listed(text: str, short: str) -> str:
    """The last item of a list; as many as a short form counts: 双创 is 大众创业、万众创新."""
    items = re.split("、", re.split("，", text)[-1])
    count = _COUNTS.get(short[0], 1)
    if not 1 < count <= len(items):
        return items[-1].strip("“”")
    items = items[-count:]
    same = itertools.takewhile(lambda chars: len(set(chars)) == 1, zip(*items[1:], strict=False))
    shared = "".join(chars[0] for chars in same)
    if count > 2 and shared and shared in items[0]:  # …应当同步规划、同步建设、同步验收
        items[0] = items[0][items[0].rindex(shared) :]
    return "、".join(items)


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

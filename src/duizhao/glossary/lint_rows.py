"""What can be wrong with one row of a glossary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import get_args

from duizhao.glossary.chinese import keys_of
from duizhao.glossary.csvfile import split
from duizhao.glossary.folding import simplification
from duizhao.glossary.inflection import distance
from duizhao.glossary.keys import english_words
from duizhao.glossary.lint import Row
from duizhao.model import EntryState, Finding, Term
from duizhao.script import HAN, count_han

_KNOWN = {
    "pos": frozenset("noun verb adjective adverb phrase other".split()),
    "kind": frozenset("term slogan programme document organisation attribute meeting event place".split()),
    "domain": frozenset(
        "politics party law administration economy finance trade industry technology science education "
        "environment energy agriculture transport society health culture defence diplomacy regional".split()
    ),
    "state": frozenset(get_args(EntryState)),
    "flags": frozenset(("case", "nocheck", "shared-en")),
}
_MUST = ("id", "pos", "kind", "domain", "source", "state", "created", "modified")
_ODD_BLANK = re.compile(r"[^\S ]|  |[\u200b-\u200f\u2060\ufeff]")
_HAN_BLANK = re.compile(rf"(?<=[{HAN}]) (?=[{HAN}])")
_HALF_WIDTH = re.compile(rf"(?<=[{HAN}])[,;:?!]|[,;:?!](?=[{HAN}])")
_WIDE = re.compile("[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]")
_HAN_CHAR = re.compile(f"[{HAN}]")
_ARTICLE = re.compile(r"(?:the|an?) ", re.IGNORECASE)
_FINAL = re.compile(r"[,;:?!]$|(?<!Ltd)(?<!Inc)(?<!Co)(?<!Corp)(?<!etc)(?<!\.\w)\.$")
_PAIRS = tuple((p[0], p[1]) for p in "() [] （） “” ‘’ 「」 『』 《》 〈〉 【】 {}".split())
_RIGHT = ("preferred", "admitted")


def check_row(row: Row) -> Iterator[Finding]:
    """The faults of one row."""
    yield from _fields(row)
    for term in row.zh:
        yield from _chinese(row, term)
    for term in row.en:
        yield from _english(row, term)
    yield from _twice(row)


def _fields(row: Row) -> Iterator[Finding]:
    if not row.zh or not row.en:
        yield row.finding("GL101", f"no {'English' if row.zh else 'Chinese'} term")
    elif not any(t.status == "preferred" for t in row.en):
        yield row.finding("GL102", "no preferred English term", suggestion="move the best one to the column en")
    if row.zh and row.zh[0].status != "preferred":
        yield row.finding("GL102", "no preferred Chinese term")
    for name, known in _KNOWN.items():
        for value in split(row.cells.get(name, "")):
            if value not in known:
                yield row.finding("GL103", f"{name} {value!r}", suggestion=f"one of {', '.join(sorted(known))}")
    dates = []
    for name in ("created", "modified"):
        try:
            dates.append(date.fromisoformat(row.cells.get(name, "") or "2000-01-01"))
        except ValueError:
            yield row.finding("GL104", f"{name} {row.cells[name]!r} is no date", suggestion="2026-11-22")
    if len(dates) == 2 and row.cells.get("modified") and dates[1] < dates[0]:
        yield row.finding("GL104", "modified before it was created")
    missing = [name for name in _MUST if not row.cells.get(name, "").strip()]
    if missing:
        yield row.finding("GL105", f"empty: {', '.join(missing)}")


def _chinese(row: Row, term: Term) -> Iterator[Finding]:
    text = term.text
    if not any(count_han(other.text) for other in row.zh):
        yield row.finding("GL202", f"{text!r} has no Chinese character", zh=text)
    if len(text) == 1 and count_han(text):
        yield row.finding("GL211", f"{text} is one character", zh=text, suggestion="give a longer form")
    if match := _HALF_WIDTH.search(text):
        yield row.finding("GL204", f"{match.group()!r} in {text}", zh=text)
    if _ODD_BLANK.search(text):
        yield row.finding("GL205", f"blanks in {text!r}", zh=text)
    yield from _unbalanced(row, text)
    if len(text) > 2 and text[0] in "“「\"'" and text[-1] in "”」\"'" and not set("“「") & set(text[1:]):
        yield row.finding("GL207", f"{text} is quoted as a whole", zh=text, suggestion=text[1:-1])
    elif _HAN_BLANK.search(text):
        yield row.finding("GL207", f"blanks in {text}", zh=text, suggestion=_HAN_BLANK.sub("", text))
    folded = text.translate(simplification())
    if folded != text:
        yield row.finding("GL208", f"{text} is traditional", zh=text, suggestion=folded)


def _english(row: Row, term: Term) -> Iterator[Finding]:
    text = term.text
    if _HAN_CHAR.search(text):
        yield row.finding("GL201", f"{text!r} has Chinese in it", en=text)
    if match := _WIDE.search(text):
        yield row.finding("GL203", f"{match.group()!r} in {text!r}", en=text)
    if _ODD_BLANK.search(text):
        yield row.finding("GL205", f"blanks in {text!r}", en=text, suggestion=" ".join(text.split()))
    yield from _unbalanced(row, text)
    if text.startswith("to ") and row.cells.get("pos") == "verb":
        yield row.finding("GL209", f"{text!r} begins with 'to'", en=text, suggestion=text[3:])
    elif match := _FINAL.search(text):
        yield row.finding("GL209", f"{text!r} ends with {match.group()!r}", en=text)
    elif _ARTICLE.match(text):
        yield row.finding("GL212", f"{text!r} begins with {text.split()[0]!r}", en=text)
    odd = sorted({c for c in text if c in "“”‘’–—‐‑" or unicodedata.category(c) == "Cf"})
    if odd:
        yield row.finding("GL210", f"{' '.join(map(repr, odd))} in {text!r}", en=text)


def _unbalanced(row: Row, text: str) -> Iterator[Finding]:
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            # An apostrophe is a closing quote without a partner.
            if opening == "‘" and text.count(closing) > text.count(opening):
                continue
            yield row.finding("GL206", f"{opening} and {closing} are no pairs in {text!r}")
    if text.count('"') % 2:
        yield row.finding("GL206", f"an odd number of quotes in {text!r}")


def _twice(row: Row) -> Iterator[Finding]:
    seen: dict[str, Term] = {}
    for term in row.zh:
        for key in keys_of(term.text)[:1]:
            first = seen.setdefault(key, term)
            if first is not term:
                yield from _pair(row, first, term, "zh")
    known: dict[tuple[str, ...], list[Term]] = {}
    for term in row.en:
        words = english_words(term.text)
        rivals = [t for other, found in known.items() if _alike(words, other) for t in found]
        if rivals:
            yield from _pair(row, rivals[0], term, "en")
        known.setdefault(words, []).append(term)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(a == b or distance(a, b) <= 1 for a, b in zip(one, other, strict=True))


def _pair(row: Row, first: Term, second: Term, lang: str) -> Iterator[Finding]:
    place = {lang: second.text}
    if first.text == second.text and first.status == second.status:
        yield row.finding("GL301", f"{first.text!r} stands twice", **place)
    elif (first.status in _RIGHT) == (second.status in _RIGHT):
        yield row.finding("GL303", f"{second.text!r} is found as {first.text!r}", **place)
    elif lang == "zh" or english_words(first.text) == english_words(second.text):
        # Open and opening, talent and talents are told apart: matching takes the nearest.
        message = f"{first.text!r} is {first.status}, {second.text!r} is {second.status}"
        yield row.finding("GL302", message, **place)

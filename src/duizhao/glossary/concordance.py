"""Keyword in context over aligned units, with both sides and the rendering that was chosen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from duizhao.errors import DuizhaoError
from duizhao.glossary import Glossary
from duizhao.glossary.matching import Matcher
from duizhao.model import Concept, Lang, Span, Term, Unit
from duizhao.script import language_of

Finder = Callable[[str], Iterable[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence.

    Attributes:
        lang: the side that the query was found on.
        start, end: its place in that side's text.
        renderings: where known terms of the same concept stand on the other side, and the terms.
    """

    unit: Unit
    lang: Lang
    start: int
    end: int
    renderings: tuple[tuple[Span, Term], ...] = ()

    @property
    def text(self) -> str:
        return self.unit.zh_text if self.lang == "zh" else self.unit.en_text

    @property
    def other(self) -> str:
        return self.unit.en_text if self.lang == "zh" else self.unit.zh_text

    def to_dict(self) -> dict[str, object]:
        """A flat object for `--format jsonl`."""
        side = self.unit.zh if self.lang == "zh" else self.unit.en
        return {
            "unit": self.unit.id,
            "lang": self.lang,
            "left": self.text[: self.start],
            "match": self.text[self.start : self.end],
            "right": self.text[self.end :],
            "start": self.start,
            "end": self.end,
            "other": self.other,
            "renderings": [
                {"text": self.other[a:b], "start": a, "end": b, "term": term.text, "status": term.status}
                for (a, b), term in (((span.start, span.end), term) for span, term in self.renderings)
            ],
            "file": self.unit.zh_file if self.lang == "zh" else self.unit.en_file,
            "line": side[0].line if side else 0,
        }  # fmt: skip


def concordance(
    query: str,
    units: Iterable[Unit],
    glossary: Glossary | None = None,
    *,
    regex: bool = False,
    words: bool = False,
) -> Iterator[Line]:
    """The occurrences of a query in units, in their order.

    Args:
        query: a Chinese or English term; found on the side of its language, whatever its script, inflection
            and layout.
        glossary: tells which renderings to show on the other side.
        regex: the query is a regular expression, for the side whose script it has.
        words: Chinese only where it is a word of the text.

    Raises:
        DuizhaoError: the regular expression is broken, or the query empty.
    """
    lang: Lang = language_of(query) or "en"
    find = _by_pattern(query) if regex else _by_term(query, lang, words)
    concepts = () if glossary is None or regex else _concepts(query, lang, glossary)
    matcher = Matcher(Glossary(concepts), segmentation=False) if concepts else None
    for unit in units:
        text = unit.zh_text if lang == "zh" else unit.en_text
        found = list(find(text)) if text else []
        renderings = _renderings(unit, lang, matcher) if found and matcher else ()
        for start, end in found:
            yield Line(unit, lang, start, end, renderings)


def _by_pattern(query: str) -> Finder:
    try:
        pattern = re.compile(query)
    except re.error as error:
        raise DuizhaoError(f"broken regular expression {query!r} ({error})", mend="check the brackets") from error
    return lambda text: (m.span() for m in pattern.finditer(text) if m.end() > m.start())


def _by_term(query: str, lang: Lang, words: bool) -> Finder:
    term = (Term(query.strip()),)
    if not query.strip():
        raise DuizhaoError("the query is empty", mend="give a term")
    concept = Concept("query", term if lang == "zh" else (), term if lang == "en" else ())
    matcher = Matcher(Glossary((concept,)), segmentation=words)
    find = matcher.find_chinese if lang == "zh" else matcher.find_english
    return lambda text: ((hit.start, hit.end) for hit in find(text))


def _concepts(query: str, lang: Lang, glossary: Glossary) -> tuple[Concept, ...]:
    """The concepts that the whole query is a term of."""
    matcher = Matcher(glossary, segmentation=False)
    hits = matcher.find_chinese(query) if lang == "zh" else matcher.find_english(query)
    size = len(query.strip())
    return tuple({h.concept.id: h.concept for h in hits if h.end - h.start == size}.values())


def _renderings(unit: Unit, lang: Lang, matcher: Matcher) -> tuple[tuple[Span, Term], ...]:
    hits = matcher.find_english(unit.en_text) if lang == "zh" else matcher.find_chinese(unit.zh_text)
    return tuple((Span(hit.start, hit.end), hit.term) for hit in hits)


def columns(text: str) -> int:
    """How wide a text is in a terminal: Chinese characters and full-width marks take two columns."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clipped(text: str, width: int, *, left: bool) -> str:
    """The end (`left`) or the beginning of a text that fits into `width` columns, padded to it on that side."""
    text = " ".join(text.split("\n"))
    chars: Sequence[str] = text[::-1] if left else text
    kept: list[str] = []
    used = 0
    for char in chars:
        wide = columns(char)
        if used + wide > width:
            break
        kept.append(char)
        used += wide
    part = "".join(reversed(kept) if left else kept)
    return " " * (width - used) + part if left else part + " " * (width - used)

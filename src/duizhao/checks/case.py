"""A unit as the checks see it: both texts, and facts about them that are worked out once, when first asked for."""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING

from duizhao.model import Finding, Severity, Span, Unit
from duizhao.script import count_han, language_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duizhao.checks.base import Check
    from duizhao.checks.run import Run
    from duizhao.checks.terms import Terms
    from duizhao.glossary.matching import Hit
    from duizhao.quantities import Comparison

SURE = 0.5  # alignments below it prove nothing about terms and numbers
_OUTSIDE = frozenset(("furniture", "note"))
_ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")
_LETTERS = re.compile("[a-z]+")
_WORD = re.compile(r"\b[a-z]{2,}\b")


class Case:
    """A unit under examination. Lives for one run of the checks.

    Args:
        unit: what is checked.
        run: the run that it belongs to; the unit is its `index`-th, counted from 0.
    """

    def __init__(self, unit: Unit, run: Run, index: int) -> None:
        self.unit = unit
        self.run = run
        self.index = index
        self.zh = unit.zh_text
        self.en = unit.en_text
        self.intruders: dict[tuple[int, int], Hit | None] = {}  # place of a term → what stands for it

    @cached_property
    def quantities(self) -> Comparison:
        """The numbers of the two sides against each other."""
        from duizhao.checks.numbers import second_look
        from duizhao.quantities import compare

        return second_look(self.zh, self.en, compare(self.zh, self.en))

    @cached_property
    def terms(self) -> Terms:
        """The glossary's terms on both sides."""
        from duizhao.checks.terms import terms_of

        return terms_of(self)

    def forget(self) -> None:
        """Lets go of what was worked out about terms and numbers: of fifty thousand units it fills a gigabyte."""
        for name in ("terms", "quantities", "words"):
            self.__dict__.pop(name, None)

    @cached_property
    def copied(self) -> bool:
        """Whether the target is in the source's language: not translated yet. Nothing else is worth checking then."""
        if self.into_chinese:  # names, codes and addresses may stay as they are
            return bool(self.en) and not count_han(self.zh) and len(_WORD.findall(_ADDRESS.sub(" ", self.zh))) > 2
        return bool(self.zh) and not self.en.isascii() and count_han(self.en) > 0 and language_of(self.en) == "zh"

    @cached_property
    def words(self) -> frozenset[str]:
        """The runs of letters of the English in lower case: cheap to ask before a pattern is tried."""
        return frozenset(_LETTERS.findall(self.en.lower()))

    @property
    def into_chinese(self) -> bool:
        """Whether the Chinese is the translation."""
        return self.run.options.direction == "en-zh"

    @property
    def source(self) -> str:
        """What was translated."""
        return self.en if self.into_chinese else self.zh

    @property
    def target(self) -> str:
        """The translation."""
        return self.zh if self.into_chinese else self.en

    @cached_property
    def keys(self) -> tuple[str, tuple[str, ...]]:
        """Both texts as they are compared with those of other units."""
        from duizhao.checks.sameness import source_key, target_key

        return source_key(self.zh), target_key(self.en)

    @property
    def outside(self) -> bool:
        """Whether the unit is page furniture or a note, which translators treat as they like."""
        return all(s.kind in _OUTSIDE for s in (*self.unit.zh, *self.unit.en))

    @property
    def line(self) -> int:
        """The line of the translation, or of the source where there is none."""
        sides = (self.unit.en, self.unit.zh)
        for side in reversed(sides) if self.into_chinese else sides:
            if side:
                return side[0].line
        return 0

    @property
    def file(self) -> str:
        """The file that `line` counts in."""
        if self.into_chinese:
            return (self.unit.zh_file if self.unit.zh else self.unit.en_file) or self.unit.en_file
        return (self.unit.en_file if self.unit.en else self.unit.zh_file) or self.unit.zh_file

    def finding(
        self,
        check: Check,
        message: str,
        *,
        key: str = "",
        zh: tuple[int, int] | None = None,
        en: tuple[int, int] | None = None,
        suggestion: str = "",
        severity: Severity | None = None,
        confidence: float = 1.0,
        precedent: Mapping[str, object] | None = None,
    ) -> Finding:
        """A finding at this unit.

        Args:
            key: what tells it from others of the same check at the same unit, stable as the text around it
                changes; the marked English or Chinese if not given.
            zh, en: characters of the two texts to mark.
            severity: if it is not the check's own.
        """
        grave = severity or check.severity
        if check.scope in ("pair", "target") and self.zh and self.unit.score < SURE and "term" in check.name:
            grave = "info"
        if check.scope == "pair" and self.unit.score < SURE:
            grave, confidence = "info", min(confidence, self.unit.score)
        if not key:
            key = self.en[slice(*en)] if en else self.zh[slice(*zh)] if zh else ""
        return Finding(
            check.code, check.name, grave, message, self.file, self._line_of(zh, en), self.unit.id,
            self.zh, self.en,
            Span(*zh) if zh else None, Span(*en) if en else None, suggestion, precedent,
            fingerprint(check.code, key, self.source or self.target), confidence,
        )  # fmt: skip

    def _line_of(self, zh: tuple[int, int] | None, en: tuple[int, int] | None) -> int:
        marked = zh if self.into_chinese else en
        return self.line_at(marked[0] if marked else 0)

    def line_at(self, at: int) -> int:
        """The line of the sentence that a character of the translation stands in."""
        side = self.unit.zh if self.into_chinese else self.unit.en
        if len(side) > 1:
            end = 0
            for sentence in side:
                if sentence.text:
                    end += len(sentence.text) + 1
                    if at < end:
                        return sentence.line
        return self.line


def fingerprint(code: str, *parts: str) -> str:
    """Twelve hexadecimal digits that stay the same as long as the code and the parts do, blanks aside."""
    text = "\0".join((code, *(" ".join(part.split()) for part in parts)))
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]

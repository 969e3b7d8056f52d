"""What the finders give back: quantities with spans, and the result of comparing two texts."""

from __future__ import annotations

from dataclasses import dataclass

Scalar = int | float | str
Value = Scalar | tuple[Scalar, Scalar]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, read.

    Attributes:
        span: the characters it was read from; `text[start:end]`.
        start, end: their place in the text, 0-based, end exclusive.
        value: the number in `unit`, with 万/亿/million resolved; an ISO string for dates; a pair for ranges.
        unit: a short code (`CNY`, `kW`, `%`, `ug/m3` …), `""` for counts, dates and labels.
        kind: `number`, `money`, `percent`, `date`, `length` …, or `label` for what names rather than counts.
        bound: `exact`, `about`, `at_least`, `at_most`, `over`, `under` or `range`.
    """

    span: str
    start: int
    end: int
    value: Value
    unit: str = ""
    kind: str = "number"
    bound: str = "exact"

    def to_dict(self) -> dict[str, object]:
        """The object of the command-line contract (`duizhao quantities`)."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {
            "span": self.span,
            "start": self.start,
            "end": self.end,
            "value": value,
            "unit": self.unit,
            "kind": self.kind,
            "bound": self.bound,
        }


@dataclass(frozen=True, slots=True)
class Match:
    """Two quantities that say the same."""

    zh: Quantity
    en: Quantity


@dataclass(frozen=True, slots=True)
class Difference:
    """Two quantities that stand for each other and disagree.

    `how` is `magnitude ×10^k` (the English is 10^k times the Chinese), `unit`, `bound`, `value`,
    `percent/point`, `date`, `order` or `label`.
    """

    zh: Quantity
    en: Quantity
    how: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The quantities of a translation against those of its source; labels only in `matched` and `different`."""

    matched: tuple[Match, ...] = ()
    missing: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()
    different: tuple[Difference, ...] = ()

    @property
    def agrees(self) -> bool:
        """True if there is nothing to report."""
        return not (self.missing or self.added or self.different)


@dataclass(slots=True)
class Draft:
    """A quantity while its sentence is being read; the finders' working copy.

    Attributes:
        scale: the last 万/亿/million of the number, that members of a list before it may share.
        bare: nothing but the number was written, so that a list may lend it a scale and a unit.
        weak: an article (一个, one) unless the context makes it a number.
    """

    start: int
    end: int
    value: Value
    unit: str = ""
    kind: str = "number"
    bound: str = "exact"
    scale: int = 1
    bare: bool = False
    weak: bool = False

    def finish(self, text: str) -> Quantity:
        """The frozen quantity, its span cut from `text`."""
        span = text[self.start : self.end]
        value = span if self.kind == "label" else self.value
        return Quantity(span, self.start, self.end, value, self.unit, self.kind, self.bound)


def label(start: int, end: int, text: str) -> Draft:
    """A number that names: its value is the text itself."""
    return Draft(start, end, text[start:end], kind="label")

"""What the domain is: frozen values that every room passes to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from duizhao.concepts import Concept as Concept
from duizhao.concepts import EntryState as EntryState
from duizhao.concepts import Term as Term
from duizhao.concepts import TermStatus as TermStatus

Lang = Literal["zh", "en"]
Kind = Literal["heading", "paragraph", "list", "box", "table", "furniture", "note"]
Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive, 0-based) of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A repair: `text` stands for the characters `start` to `end` of the file as it was given."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document that no sentence crosses.

    Attributes:
        kind: what it is on the page.
        start, end: its characters in `Document.raw`.
        line: the line of its first character, counted from 1.
        label: its number as a normalised value (`chapter:2`, `section:3`, `item:1`, `box:4`, `article:12`,
            `annex:1`), equal in both languages; None where it has none.
        page: the page it begins on, counted from 1, where the format has pages.
    """

    kind: Kind
    start: int
    end: int
    line: int
    label: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read: its characters, the repairs to them, and its blocks in the order of the page.

    All offsets are into `raw`, the decoded text of the user's file (for formats that are no text: the text
    that was drawn out of it). Repairs never change `raw`; `text` gives a stretch with the repairs applied.
    """

    path: str
    lang: Lang
    raw: str
    blocks: tuple[Block, ...] = ()
    edits: tuple[Edit, ...] = ()
    encoding: str = "utf-8"

    def text(self, start: int, end: int) -> str:
        """The characters `start` to `end` of `raw` with the repairs inside them applied."""
        return repaired(self.raw, self.edits, start, end)


def repaired(raw: str, edits: tuple[Edit, ...], start: int, end: int) -> str:
    """`raw[start:end]` with those `edits` applied that lie wholly inside (sorted, not overlapping)."""
    low, high = 0, len(edits)
    while low < high:
        middle = (low + high) // 2
        if edits[middle].start < start:
            low = middle + 1
        else:
            high = middle
    pieces = []
    at = start
    while low < len(edits) and edits[low].end <= end:
        pieces += [raw[at : edits[low].start], edits[low].text]
        at = edits[low].end
        low += 1
    pieces.append(raw[at:end])
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item: `text` after repairs, `start`/`end` in the file as it was given."""

    id: int
    text: str
    start: int
    end: int
    line: int
    kind: Kind = "paragraph"
    label: str | None = None

    def to_dict(self) -> dict[str, object]:
        """The object of the command-line contract."""
        return {
            "id": self.id,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "line": self.line,
            "kind": self.kind,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence for or against a decision: its name, its weight in nats, and words for a person."""

    name: str
    value: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that are translations of each other, as 0-based contiguous indices; one side may be empty.

    Attributes:
        score: the probability, 0 to 1, that this bead is exactly right.
        why: the evidence, strongest first.
        block: the number of the moved block it belongs to, 0 for the text's main line.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    score: float = 1.0
    why: tuple[Reason, ...] = ()
    block: int = 0

    @property
    def type(self) -> str:
        return f"{len(self.zh)}-{len(self.en)}"


@dataclass(frozen=True, slots=True)
class Unit:
    """An aligned unit: what a CAT tool calls a translation unit, with its place in both files.

    Attributes:
        id: counted from 1.
        score: the probability, 0 to 1, that the alignment is right; 1.0 for units that a person made.
        why: the evidence for the alignment.
        block: the number of the moved block, 0 for none.
        zh_file, en_file: the files the sentences come from, as the user named them ("" if unknown).
        notes: remarks of people.
        props: further data of an exchange format (names as in that format), to be given back.
    """

    id: int
    zh: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    score: float = 1.0
    why: tuple[Reason, ...] = ()
    block: int = 0
    zh_file: str = ""
    en_file: str = ""
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()

    @property
    def type(self) -> str:
        return f"{len(self.zh)}-{len(self.en)}"

    @property
    def zh_text(self) -> str:
        """The Chinese side as one string; no space between Chinese sentences."""
        return join_sentences([s.text for s in self.zh], "zh")

    @property
    def en_text(self) -> str:
        """The English side as one string, sentences separated by a space."""
        return join_sentences([s.text for s in self.en], "en")

    def to_dict(self) -> dict[str, object]:
        """The object of the command-line contract (`duizhao align --format jsonl`)."""
        data: dict[str, object] = {
            "id": self.id,
            "type": self.type,
            "zh": [s.to_dict() for s in self.zh],
            "en": [s.to_dict() for s in self.en],
            "score": round(self.score, 4),
            "why": {r.name: r.text or round(r.value, 3) for r in self.why},
        }
        if self.block:
            data["moved"] = self.block
        data |= {"zh_file": self.zh_file, "en_file": self.en_file}
        if self.notes:
            data["notes"] = list(self.notes)
        if self.props:
            data["props"] = [list(p) for p in self.props]
        return data


def join_sentences(texts: list[str], lang: Lang) -> str:
    """Sentences of one language as running text.

    Chinese sentences follow each other without a space unless Latin letters or digits would run together.
    """
    if lang == "en":
        return " ".join(t for t in texts if t)
    joined = ""
    for text in texts:
        if joined and text and joined[-1].isascii() and joined[-1].isalnum() and text[0].isascii():
            joined += " "
        joined += text
    return joined


def plain_unit(
    number: int, zh: str, en: str, *, line: int = 0, file: str = "", score: float = 1.0, **more: object
) -> Unit:
    """A unit of one segment a side, as exchange formats hold them; an empty string is an empty side."""
    return Unit(
        number,
        (Sentence(number, zh, 0, len(zh), line),) if zh else (),
        (Sentence(number, en, 0, len(en), line),) if en else (),
        score=score,
        zh_file=file,
        en_file=file,
        **more,  # type: ignore[arg-type]
    )


@dataclass(frozen=True, slots=True)
class Gloss:
    """An inline gloss of a translation: `internet superpower (网络强国)`.

    `start`/`end` span the English term in the file; `lemma` is its dictionary form; `suspect` says why the
    pair should not be believed, None where nothing speaks against it.
    """

    zh: str
    en: str
    lemma: str
    file: str
    line: int
    start: int
    end: int
    kind: str = "term"
    suspect: str | None = None
    context: str = ""

    def to_dict(self) -> dict[str, object]:
        """The object of the command-line contract (`duizhao glosses`)."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Example:
    """A place where both languages show a term."""

    zh: str
    en: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A glossary candidate with its evidence (`duizhao extract`). `score` is 0 to 1."""

    zh: str
    en: str
    lemma: str
    score: float
    freq_zh: int
    freq_en: int
    cofreq: int
    origin: tuple[str, ...]
    renderings: tuple[tuple[str, int], ...] = ()
    examples: tuple[Example, ...] = ()
    status: Literal["candidate", "suspect"] = "candidate"
    why: str = ""

    def to_dict(self) -> dict[str, object]:
        """The object of the command-line contract."""
        return {
            "zh": self.zh,
            "en": self.en,
            "lemma": self.lemma,
            "score": round(self.score, 4),
            "freq_zh": self.freq_zh,
            "freq_en": self.freq_en,
            "cofreq": self.cofreq,
            "origin": list(self.origin),
            "renderings": [{"en": en, "count": count} for en, count in self.renderings],
            "examples": [{"zh": e.zh, "en": e.en, "file": e.file, "line": e.line} for e in self.examples],
            "status": self.status,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reviser should look at (`duizhao check`)."""

    code: str
    name: str
    severity: Severity
    message: str
    file: str = ""
    line: int = 0
    unit: int = 0
    zh: str = ""
    en: str = ""
    zh_span: Span | None = None
    en_span: Span | None = None
    suggestion: str = ""
    precedent: Mapping[str, object] | None = None
    fingerprint: str = ""
    confidence: float = field(default=1.0)

    def to_dict(self) -> dict[str, object]:
        """The object of the command-line contract."""
        spans = {
            name: None if span is None else [span.start, span.end]
            for name, span in (("zh_span", self.zh_span), ("en_span", self.en_span))
        }
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity,
            "message": self.message,
            "file": self.file,
            "line": self.line,
            "unit": self.unit,
            "zh": self.zh,
            "en": self.en,
            **spans,
            "suggestion": self.suggestion,
            "precedent": None if self.precedent is None else dict(self.precedent),
            "fingerprint": self.fingerprint,
            "confidence": round(self.confidence, 3),
        }

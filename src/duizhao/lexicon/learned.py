"""What was learned from aligned units, as a file that can be kept, shared and compared line by line."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from duizhao.errors import FormatError
from duizhao.files import read_bytes, write_atomically

_NAME, _VERSION = "duizhao-lexicon", 1
_MEND = "make it with `duizhao lexicon train UNITS -o FILE`"


@dataclass(frozen=True, slots=True)
class Translations:
    """A Chinese word: in how many units it was seen, and p(English stem | word), which sum to 1 at most."""

    seen: int
    stems: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Learned:
    """Learned translation probabilities.

    Attributes:
        units: how many aligned units they come from.
        dictionary: the hash of the dictionary that was their prior.
        words: simplified Chinese word → its translations.
    """

    units: int
    dictionary: str
    words: Mapping[str, Translations]

    @property
    def pairs(self) -> int:
        """How many pairs of words."""
        return sum(len(t.stems) for t in self.words.values())

    def table(self) -> dict[str, dict[str, float]]:
        """Word → stem → probability, as `Lexicon` takes it."""
        return {word: dict(t.stems) for word, t in self.words.items()}


def write_learned(learned: Learned, path: str | os.PathLike[str]) -> None:
    """Write a JSON file with one word a line, words and stems sorted: equal input gives equal bytes.

    Raises:
        OutputError: the file cannot be written.
    """
    about = {
        "format": _NAME, "version": _VERSION, "units": learned.units, "dictionary": learned.dictionary,
        "words": len(learned.words), "pairs": learned.pairs,
    }  # fmt: skip
    lines = [
        f"{_text(word)}: {_text([t.seen, dict(sorted(t.stems.items(), key=lambda s: (-s[1], s[0])))])}"
        for word, t in sorted(learned.words.items())
    ]
    with write_atomically(path) as stream:
        stream.write(f'{{"about": {_text(about)},\n"words": {{\n' + ",\n".join(lines) + "\n}}\n")


def read_learned(path: str | os.PathLike[str]) -> Learned:
    """Read what `write_learned` wrote.

    Raises:
        InputError: the file cannot be read.
        FormatError: it is no such file, or damaged; the message names file, line and mend.
    """
    try:
        data = json.loads(read_bytes(path).decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON ({error.msg})", file=path, line=error.lineno, mend=_MEND) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise FormatError("not a learned lexicon", file=path, mend=_MEND) from error
    about = data.get("about") if isinstance(data, dict) else None
    if not isinstance(about, dict) or about.get("format") != _NAME or not isinstance(data.get("words"), dict):
        raise FormatError("not a learned lexicon", file=path, mend=_MEND)
    if about.get("version") != _VERSION:
        raise FormatError(
            f"a learned lexicon of version {about.get('version')!r}; this duizhao reads version {_VERSION}",
            file=path, mend="make it again, or use the duizhao that made it",
        )  # fmt: skip
    words = {word: _checked(word, entry, path) for word, entry in data["words"].items()}
    units = about.get("units")
    return Learned(units if isinstance(units, int) else 0, str(about.get("dictionary", "")), words)


def _checked(word: str, entry: Any, path: str | os.PathLike[str]) -> Translations:
    try:
        seen, stems = entry
        ok = (
            word
            and type(seen) is int
            and seen >= 0
            and all(type(p) in (int, float) and 0 <= p <= 1 for p in stems.values())
            and sum(stems.values()) <= 1.001
        )
    except (TypeError, ValueError, AttributeError):
        ok = False
    if not ok:
        raise FormatError(
            f"{word!r} does not say [times seen, {{stem: probability}}] with probabilities that sum to 1 at most",
            file=path, mend="mend or delete that line",
        )  # fmt: skip
    return Translations(seen, stems)


def merged(parts: Iterable[Learned]) -> Learned:
    """Several as one: probabilities are averaged by how often each has seen the word."""
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0]
    seen: dict[str, int] = {}
    sums: dict[str, dict[str, float]] = {}
    for part in parts:
        for word, t in part.words.items():
            seen[word] = seen.get(word, 0) + t.seen
            own = sums.setdefault(word, {})
            for stem, p in t.stems.items():
                own[stem] = own.get(stem, 0.0) + t.seen * p
    words = {
        word: Translations(seen[word], {s: p / max(seen[word], 1) for s, p in own.items()})
        for word, own in sums.items()
    }
    return Learned(sum(p.units for p in parts), parts[0].dictionary if parts else "", words)


def above(strong: Learned, weak: Learned) -> Learned:
    """Two as one: of every word, `weak` gets the mass that `strong` leaves."""
    words = dict(weak.words)
    for word, t in strong.words.items():
        stems = dict(t.stems)
        rest = 1 - min(1.0, sum(stems.values()))
        below = weak.words.get(word)
        for stem, p in below.stems.items() if below else ():
            stems[stem] = stems.get(stem, 0.0) + rest * p
        words[word] = Translations(t.seen + (below.seen if below else 0), stems)
    return Learned(strong.units + weak.units, weak.dictionary or strong.dictionary, words)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

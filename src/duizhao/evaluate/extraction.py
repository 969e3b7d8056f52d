"""Term candidates against a gold list: precision, recall and F1 by Chinese term and by pair."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duizhao.documents import encodings
from duizhao.errors import FormatError
from duizhao.files import read_bytes
from duizhao.terms.bitext import rendering_key, term_key

Keys = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Chinese term with its renderings as one line of a list has them; `also`: variants of the Chinese."""

    zh: str
    en: tuple[str, ...]
    line: int = 0
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return term_key(self.zh)

    @property
    def keys(self) -> Keys:
        return frozenset(rendering_key(en) for en in self.en)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of a comparison; the lists hold what a person should look at.

    Attributes:
        gold, test: the number of distinct terms of each list.
        by_zh, by_pair: for each line of the test list, whether it is right; repetitions of a term are wrong.
        missed: gold terms that the test list does not hold.
        renderings: gold terms that it holds with another rendering: Chinese, what it says, what is right.
        extra: test terms that are not in the gold list (not all of them are wrong: a gold list is a choice).
    """

    gold: int
    test: int
    by_zh: tuple[bool, ...]
    by_pair: tuple[bool, ...]
    missed: tuple[TermPair, ...]
    renderings: tuple[tuple[str, str, str], ...]
    extra: tuple[TermPair, ...]

    def precision(self, pairs: bool = True, first: int | None = None) -> float:
        """The share of right ones among the first lines (all, if None)."""
        right = (self.by_pair if pairs else self.by_zh)[:first]
        return sum(right) / len(right) if right else 0.0

    def recall(self, pairs: bool = True, first: int | None = None) -> float:
        """The share of the gold terms among the first lines."""
        return sum((self.by_pair if pairs else self.by_zh)[:first]) / self.gold if self.gold else 0.0

    def f1(self, pairs: bool = True) -> float:
        """The harmonic mean of precision and recall over the whole list."""
        p, r = self.precision(pairs), self.recall(pairs)
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_dict(self) -> dict[str, object]:
        """Figures and error lists for JSON; `n` is the number of gold terms."""
        n = self.gold
        data: dict[str, object] = {
            "gold": n, "test": self.test, "correct": sum(self.by_pair),
            "precision": self.precision(), "recall": self.recall(), "f1": self.f1(),
        }  # fmt: skip
        for name, pairs in (("zh", False), ("pair", True)):
            data |= {
                f"{name}_precision": self.precision(pairs), f"{name}_recall": self.recall(pairs),
                f"{name}_f1": self.f1(pairs),
                f"{name}_precision_50": self.precision(pairs, 50), f"{name}_precision_100": self.precision(pairs, 100),
                f"{name}_precision_n": self.precision(pairs, n), f"{name}_recall_n": self.recall(pairs, n),
                f"{name}_recall_2n": self.recall(pairs, 2 * n),
            }  # fmt: skip
        data["missed"] = [{"zh": t.zh, "en": list(t.en)} for t in self.missed]
        data["renderings"] = [{"zh": zh, "test": test, "gold": gold} for zh, test, gold in self.renderings]
        data["extra"] = [{"zh": t.zh, "en": t.en[0] if t.en else ""} for t in self.extra]
        return data


def compare_terms(
    gold: str | os.PathLike[str], test: str | os.PathLike[str], *, limit: int | None = None
) -> Comparison:
    """Compare two lists of term pairs, best first (the first `limit` of the second): TSV or CSV with the columns
    `zh` and `en` (several renderings joined with ` | `), glossary CSV, whose admitted renderings count in the gold,
    or the JSON lines of `duizhao extract` or `duizhao glosses`.

    Chinese terms are equal without regard to script, width, spaces and marks; renderings without regard to case,
    articles and inflection.

    Raises:
        InputError, FormatError: a file cannot be read.
    """
    return compare(read_terms(gold, admitted=True), read_terms(test)[:limit])


def compare(gold: Sequence[TermPair], test: Sequence[TermPair]) -> Comparison:
    """Compare two lists of term pairs; the order of the second is its ranking."""
    name: dict[str, str] = {}  # key of a Chinese term or variant → key of its term
    wanted: dict[str, set[tuple[str, ...]]] = {}
    first: dict[str, TermPair] = {}
    for term in gold:
        key = name.get(term.key, term.key)
        wanted.setdefault(key, set()).update(term.keys)
        first.setdefault(key, term)
        name |= {k: key for k in (term.key, *map(term_key, term.also)) if k not in name}
    by_zh, by_pair, extra = [], [], []
    seen: dict[str, TermPair] = {}
    right: set[str] = set()
    for term in test:
        key = name.get(term.key, "")
        good = bool(key) and key not in right and bool(term.keys & wanted[key])
        by_zh.append(bool(key) and key not in seen)
        by_pair.append(good)
        if good:
            right.add(key)
        if key:
            seen.setdefault(key, term)
        else:
            extra.append(term)
    renderings = [(t.zh, ", ".join(t.en), " | ".join(first[k].en)) for k, t in seen.items() if k not in right]
    missed = tuple(term for key, term in first.items() if key not in seen)
    return Comparison(
        len(wanted), len({t.key for t in test}), tuple(by_zh), tuple(by_pair), missed, tuple(renderings), tuple(extra)
    )


def read_terms(path: str | os.PathLike[str], *, admitted: bool = False) -> tuple[TermPair, ...]:
    """The term pairs of a list, in its order. `admitted`: with the admitted renderings of a glossary CSV.

    Raises:
        InputError: the file cannot be read; FormatError: it has no columns or keys `zh` and `en`.
    """
    name = os.fspath(path)
    text, _ = encodings.decode(read_bytes(name), name)
    lines = text.lstrip("\ufeff").splitlines()
    if any(line.lstrip().startswith("{") for line in lines[:1]):
        return tuple(_from_json(lines, name))
    return tuple(_from_table(lines, name, ("en", "en_admitted") if admitted else ("en",)))


def _from_json(lines: Iterable[str], name: str) -> Iterable[TermPair]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            forms = [data["en"], data.get("lemma") or data["en"]]
            yield TermPair(str(data["zh"]), tuple(dict.fromkeys(map(str, forms))), number)
        except (ValueError, KeyError, TypeError) as error:
            raise FormatError(
                f"no term with `zh` and `en` ({error})", file=name, line=number,
                mend="give a list of terms: JSON lines, TSV or CSV",
            ) from error  # fmt: skip


def _from_table(lines: Sequence[str], name: str, columns: Sequence[str]) -> Iterable[TermPair]:
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    # A TSV has no quoting: quotation marks in it belong to the terms.
    tabs = delimiter == "\t"
    rows = csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL)
    if not {"zh", "en"} <= set(rows.fieldnames or ()):
        raise FormatError("has no columns `zh` and `en`", file=name, line=1, mend="name them in the first line")
    try:
        for row in rows:
            zh = _values(row["zh"])
            forms = [form for column in (*columns, "lemma") for form in _values(row.get(column))]
            if zh:
                yield TermPair(zh[0], tuple(dict.fromkeys(forms)), rows.line_num, tuple(zh[1:]))
    except csv.Error as error:
        raise FormatError(f"is no table ({error})", file=name, line=rows.line_num) from error


def _values(cell: str | None) -> list[str]:
    """The values of a cell, without their notes in braces (`双创 {short form} | 大众创业、万众创新`)."""
    parts = (re.sub(r"\s*\{[^{}]*\}\s*$", "", part).strip() for part in (cell or "").split(" | "))
    return [part for part in parts if part]

"""Term candidates against a gold list: precision, recall and F1 by Chinese term and by pair."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duizhao.documents import encodings
from duizhao.errors import FormatError
from duizhao.files import read_bytes
from duizhao.terms.bitext import rendering_key, term_key

Keys = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Chinese term with its renderings as one line of a list has them."""

    zh: str
    en: tuple[str, ...]
    line: int = 0

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
        data: dict[str, object] = {"gold": n, "test": self.test}
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


def compare_terms(gold: str | os.PathLike[str], test: str | os.PathLike[str]) -> Comparison:
    """Compare two lists of term pairs, best first: TSV or CSV with the columns `zh` and `en` (several renderings
    joined with ` | `), or the JSON lines of `duizhao extract` or `duizhao glosses`.

    Chinese terms are equal without regard to script, width, spaces and marks; renderings without regard to case,
    articles and inflection.

    Raises:
        InputError, FormatError: a file cannot be read.
    """
    return compare(read_terms(gold), read_terms(test))


def compare(gold: Sequence[TermPair], test: Sequence[TermPair]) -> Comparison:
    """Compare two lists of term pairs; the order of the second is its ranking."""
    wanted: dict[str, set[tuple[str, ...]]] = {}
    first: dict[str, TermPair] = {}
    for term in gold:
        wanted.setdefault(term.key, set()).update(term.keys)
        first.setdefault(term.key, term)
    seen: set[str] = set()
    by_zh, by_pair, renderings, extra = [], [], [], []
    right: set[str] = set()
    for term in test:
        known = term.key in wanted and term.key not in right
        good = known and bool(term.keys & wanted[term.key])
        if good:
            right.add(term.key)
        by_zh.append(term.key in wanted and term.key not in seen)
        by_pair.append(good)
        if term.key not in wanted:
            extra.append(term)
        seen.add(term.key)
    for term in test:
        if term.key in wanted and term.key not in right:
            renderings.append((term.zh, ", ".join(term.en), " | ".join(first[term.key].en)))
            right.add(term.key)
    missed = tuple(term for key, term in first.items() if key not in seen)
    return Comparison(
        len(wanted), len({t.key for t in test}), tuple(by_zh), tuple(by_pair), missed, tuple(renderings), tuple(extra)
    )


def read_terms(path: str | os.PathLike[str]) -> tuple[TermPair, ...]:
    """The term pairs of a list, in its order.

    Raises:
        InputError: the file cannot be read; FormatError: it has no columns or keys `zh` and `en`.
    """
    name = os.fspath(path)
    text, _ = encodings.decode(read_bytes(name), name)
    lines = text.lstrip("\ufeff").splitlines()
    if any(line.lstrip().startswith("{") for line in lines[:1]):
        return tuple(_from_json(lines, name))
    return tuple(_from_table(lines, name))


def _from_json(lines: Iterable[str], name: str) -> Iterable[TermPair]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            forms = [data["en"], data.get("lemma") or data["en"]]
            yield TermPair(str(data["zh"]), tuple(dict.fromkeys(map(str, forms))), number)
        except (ValueError, KeyError, TypeError) as error:
            raise FormatError(f"no term with `zh` and `en` ({error})", file=name, line=number) from error


def _from_table(lines: Sequence[str], name: str) -> Iterable[TermPair]:
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    # A TSV has no quoting: quotation marks in it belong to the terms.
    tabs = delimiter == "\t"
    rows = csv.DictReader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL)
    if not {"zh", "en"} <= set(rows.fieldnames or ()):
        raise FormatError("has no columns `zh` and `en`", file=name, line=1, mend="name them in the first line")
    for row in rows:
        zh, en = row["zh"] or "", row["en"] or ""
        if zh.strip():
            forms = [*en.split(" | "), *([row["lemma"]] if row.get("lemma") else [])]
            yield TermPair(zh.split(" | ")[0], tuple(f.strip() for f in forms if f.strip()), rows.line_num)

"""The Chinese word lists of `words.toml`, indexed for lookup at a character; folding of script and width."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..units import read_rules

_NUMERALS = "零一二三四五六七八九十百千万亿"
# Characters that can begin a number; everything else is skipped by one regular expression.
TRIGGER = "0123456789零〇○一二三四五六七八九十百千万亿两廿卅半数几首倍翻俩"


@cache
def fold_table() -> dict[int, int]:
    """Full-width forms to ASCII and traditional characters to simplified, one to one, so that offsets hold.

    The full-width comma stays: between numbers it separates, it does not group digits.
    """
    pairs = "".join(str(read_rules("zh/words.toml")["script"]["traditional"]).split())
    table = {ord(a): ord(b) for a, b in zip(pairs[::2], pairs[1::2], strict=True)}
    table |= {0xFF01 + i: 0x21 + i for i in range(94)}
    del table[ord("，")]
    table |= dict.fromkeys((0xA0, 0x2007, 0x2009, 0x202F, 0x3000), 0x20)
    table |= {ord("￥"): ord("¥"), ord("﹪"): ord("%"), ord("￠"): ord("¢")}
    table |= {ord("−"): ord("-"), ord("‐"): ord("-"), ord("‑"): ord("-"), ord("―"): ord("—")}
    return table


_FULL_WIDTH_GROUP = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_FINANCIAL = "[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟零万萬亿億]{2,}|[壹贰貳叁肆伍陆陸柒捌玖拾佰仟](?=[元圆圓萬万億亿])"
_FINANCIAL_DIGIT = re.compile("[壹贰貳叁拾佰仟伍陆陸柒捌玖肆]")
_PLAIN = dict(zip(map(ord, "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟"), "一二二三三四五六六七八九十百千", strict=True))


@cache
def unfolded_trigger() -> re.Pattern[str]:
    """The characters that may become one of TRIGGER when they are folded: where there is none, there is no number."""
    folded = {chr(a) for a, b in fold_table().items() if chr(b) in TRIGGER}
    return re.compile(f"[{TRIGGER}{''.join(sorted(folded | set(map(chr, _PLAIN))))}]")


def fold(text: str) -> str:
    """The text in the form the rules are written for, character for character."""
    if text.isascii():
        return text
    if "，" in text:
        text = _FULL_WIDTH_GROUP.sub(",", text)
    if _FINANCIAL_DIGIT.search(text):
        text = re.sub(_FINANCIAL, lambda m: m.group().translate(_PLAIN), text)
    return text.translate(fold_table())


_SPACED = re.compile(r"(?:[\u4e00-\u9fff] ){3}[\u4e00-\u9fff]")
_LAYOUT_SPACE = re.compile(r"(?<=[\u4e00-\u9fff0-9%]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[0-9])")


def spaced_out(text: str) -> bool:
    """Whether single spaces separate the characters of a word somewhere."""
    return _SPACED.search(text) is not None


def without_layout_spaces(text: str) -> list[int]:
    """The places of the characters that stay when spaces between Han characters and digits go."""
    gone = {m.start() for m in _LAYOUT_SPACE.finditer(text)}
    return [i for i in range(len(text)) if i not in gone]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Set phrases, found from the first character of theirs that may begin a number.

    `by_trigger` maps that character and the next (alone, where the phrase ends there) to (characters before it,
    phrase, characters that must not follow), longest first: 一 alone begins two hundred phrases.
    """

    by_trigger: dict[str, tuple[tuple[int, str, str], ...]]

    def at(self, text: str, at: int) -> tuple[int, int] | None:
        """Start and end of the longest phrase whose first numeral stands at `at`."""
        pair, lone = self.by_trigger.get(text[at : at + 2], ()), self.by_trigger.get(text[at], ())
        found = self._first(text, at, pair) if pair else None
        other = self._first(text, at, lone) if lone else None
        if found is None or other is None:
            return found or other
        return max(found, other, key=lambda span: span[1] - span[0])

    @staticmethod
    def _first(text: str, at: int, rows: tuple[tuple[int, str, str], ...]) -> tuple[int, int] | None:
        for before, phrase, forbidden in rows:
            start = at - before
            if start < 0 or not text.startswith(phrase, start):
                continue
            end = start + len(phrase)
            following = text[end : end + 1]
            if following and (following in forbidden or (phrase[-1] in _NUMERALS and following in _NUMERALS)):
                continue
            if phrase in ("上一", "下一") and text[start - 1 : start] == "以":
                continue  # 三年以上一年以下
            return start, end
        return None


def phrases(words: str) -> Phrases:
    """An index of space-separated phrases (`word!xyz`: not before x, y or z)."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for entry in words.split():
        phrase, _, forbidden = entry.partition("!")
        before = next((i for i, c in enumerate(phrase) if c in TRIGGER), None)
        if before is not None:
            found.setdefault(phrase[before : before + 2], []).append((before, phrase, forbidden))
    return Phrases({c: tuple(sorted(set(ps), key=lambda p: -len(p[1]))) for c, ps in found.items()})


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `words.toml`; tuples of suffixes and prefixes serve `str.endswith` and `str.startswith`."""

    formulas: Phrases
    idioms: Phrases
    measures: frozenset[str]
    loose: frozenset[str]
    longest_measure: int
    before: tuple[tuple[str, str], ...]
    before_endings: tuple[str, ...]
    before_magnitude: tuple[str, ...]
    after: tuple[tuple[str, str], ...]
    after_beginnings: tuple[str, ...]
    fillers: tuple[str, ...]
    label_before: tuple[str, ...]
    label_before_not: tuple[str, ...]
    label_after: tuple[str, ...]
    articles: tuple[str, ...]
    process: tuple[str, ...]
    first: tuple[str, ...]
    congress: tuple[str, ...]


def _longest_first(words: object) -> tuple[str, ...]:
    assert isinstance(words, str)
    return tuple(sorted(set(words.split()), key=lambda w: (-len(w), w)))


def _bounds(rows: object) -> tuple[tuple[str, str], ...]:
    assert isinstance(rows, dict)
    pairs = [(word, bound) for bound, words in rows.items() for word in words.split()]
    return tuple(sorted(pairs, key=lambda p: -len(p[0])))


@cache
def load() -> Words:
    """The lists, read once."""
    rules = read_rules("zh/words.toml")
    measures, bounds, labels = rules["measures"], rules["bounds"], rules["labels"]
    safe, loose = _longest_first(measures["safe"]), _longest_first(measures["loose"])
    before = _bounds(bounds["before"])
    return Words(
        formulas=phrases(str(labels["formulas"])),
        idioms=phrases(str(rules["idioms"]["words"])),
        measures=frozenset(safe),
        loose=frozenset(loose),
        longest_measure=max(map(len, safe)),
        before=before,
        before_endings=tuple(word for word, _ in before),
        before_magnitude=_longest_first(bounds["before_magnitude"]["over"]),  # type: ignore[index]
        after=_bounds(bounds["after"]),
        after_beginnings=tuple(word for word, _ in _bounds(bounds["after"])),
        fillers=_longest_first(bounds["fillers"]),
        label_before=_longest_first(labels["before"]),
        label_before_not=_longest_first(labels["before_not"]),
        label_after=_longest_first(labels["after"]),
        articles=_longest_first(labels["articles"]),
        process=_longest_first(labels["process"]),
        first=_longest_first(rules["ordinals"]["first"]),
        congress=_longest_first(rules["ordinals"]["congress"]),
    )

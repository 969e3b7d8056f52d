"""Words of both languages with their offsets. The only importer of jieba, and that only for Chinese."""

from __future__ import annotations

import marshal
import re
import sys
import threading
import unicodedata
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import Stemmer

from duizhao.cache import cache_folder as cache_folder
from duizhao.script import HAN, narrow, simplified

if TYPE_CHECKING:
    import jieba

    from duizhao.words.cutting import Tree

ENGLISH_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?|\d+(?:[.,]\d+)*")
_HAN = re.compile(f"[{HAN}]")
_LOCK = threading.Lock()
_FEW = 40  # words that are looked up in the file itself before all are read
_some_classes: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed, with its characters in the text it was found in."""

    text: str
    start: int
    end: int


@cache
def _tokenizer() -> jieba.Tokenizer:
    with _LOCK, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1: invalid escapes
        # jieba falls back to open() without pkg_resources, whose import takes 0.3 s and warns.
        absent = "pkg_resources" not in sys.modules
        if absent:
            sys.modules["pkg_resources"] = None  # type: ignore[assignment]
        try:
            import jieba
        finally:
            if absent:
                del sys.modules["pkg_resources"]

    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(cache_folder())
    _load(tokenizer)
    return tokenizer


def _load(tokenizer: jieba.Tokenizer) -> None:
    """Jieba's words from its cache file, read at once: from an open file, as jieba does it, marshal takes three times
    as long (0.9 s for 0.3 s). A cache that is missing or broken is made by jieba."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        frequencies, total = marshal.loads((cache_folder() / "jieba.cache").read_bytes())
        if isinstance(frequencies, dict) and isinstance(total, int):
            tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True
            return
    tokenizer.initialize()


def new_tokenizer(terms: Iterable[str]) -> Any:
    """A jieba tokenizer of its own that also knows `terms` (simplified); the shared one stays as it is."""
    import copy

    shared = _tokenizer()
    own = copy.copy(shared)
    own.FREQ = dict(shared.FREQ)
    own.lock = threading.RLock()
    for term in terms:
        own.add_word(term)
    return own


def chinese_words(text: str, tokenizer: Any = None) -> tuple[Word, ...]:
    """Chinese text cut into words by jieba's dictionary, without its guesses at unknown words (HMM: it glues
    names and particles, and cost .002 F1 in alignment). Cut as simplified, given as printed; marks and
    spaces are left out, Latin words and numbers are kept."""
    folded = simplified(narrow(text))
    found = []
    for piece, start, end in (tokenizer or _tokenizer()).tokenize(folded, HMM=False):
        if _HAN.match(piece) or piece[0].isalnum():
            found.append(Word(text[start:end], start, end))
    return tuple(found)


def segment(folded: str) -> list[str]:
    """Words of simplified Chinese text as plain strings, marks included; for where offsets do not matter."""
    pieces: list[str] = _tokenizer().lcut(folded, HMM=False)
    return pieces


def segment_all(folded: Sequence[str]) -> list[list[str]]:
    """The same for many texts at once, four times as fast, without loading jieba."""
    from duizhao.words import cutting

    return cutting.cut(folded, _tree())


@cache
def _tree() -> Tree:
    from duizhao.words import cutting

    return cutting.load_tree(lambda: (_tokenizer().FREQ, _tokenizer().total))


@cache
def _classes() -> dict[str, str]:
    """Every word of jieba's dictionary with its class (25 MB, 0.2 s)."""
    import jieba

    with jieba.get_dict_file() as lines:
        return dict(line.decode("utf-8").split(" ")[::2] for line in lines.read().splitlines())


def word_class(word: str) -> str:
    """The usual class of a simplified Chinese word in jieba's dictionary (`n`, `vn`, `v`, `a`, `d`, `p`, `nr` …);
    "" for words it does not hold."""
    _tokenizer()
    if word not in _some_classes and len(_some_classes) < _FEW:
        _some_classes[word] = _look_up(word)
    known = _some_classes.get(word)
    return (_classes().get(word, "") if known is None else known).strip()


def _look_up(word: str) -> str:
    """The class of one word: 3 ms, where the table of all takes 250."""
    import jieba

    with jieba.get_dict_file() as file:
        lines: bytes = b"\n" + file.read() + b"\n"
    at = lines.rfind(f"\n{word} ".encode("utf-8", "surrogatepass"))
    return lines[at + 1 : lines.index(b"\n", at + 1)].decode("utf-8").split(" ")[2] if at >= 0 else ""


def word_frequency(word: str) -> int:
    """How often jieba's dictionary saw a simplified Chinese word (of 60 million); 0 if it does not hold it."""
    count: int = _tokenizer().FREQ.get(word) or 0
    return count


def english_words(text: str) -> tuple[Word, ...]:
    """English words and numbers; possessives and contractions stay with their word."""
    return tuple(Word(m.group(), m.start(), m.end()) for m in ENGLISH_WORD.finditer(text))


@cache
def _irregular() -> dict[str, str]:
    """Irregular and British forms → dictionary form, from `data/english_forms.txt`."""
    forms = {}
    # Not by importlib.resources: its import takes 13 ms, and every English lookup would wait for it.
    text = (Path(__file__).parent.parent / "data" / "english_forms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            base, *others = line.split()
            forms.update(dict.fromkeys(others, base))
    return forms


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")


@cache
def dictionary_form(word: str) -> str:
    """An English word in lower case without possessive and accents, irregular and British forms resolved;
    regular inflection stays: `'Labour’s'` → `'labor'`, `'feet'` → `'foot'`, `'powers'` → `'powers'`."""
    base = word.lower().replace("’", "'")
    base = re.sub(r"(?:'(?:s|d|ll|ve|re|m)?|n't)$", "", base)
    if not base.isascii():
        base = "".join(c for c in unicodedata.normalize("NFD", base) if not unicodedata.combining(c))
    forms = _irregular()
    base = forms.get(base) or (forms.get(base[:-1]) if len(base) > 4 and base.endswith("s") else None) or base
    if len(base) > 6:
        base = base.replace("isation", "ization").replace("ise", "ize").replace("yse", "yze")
    return base


@cache
def stem(word: str) -> str:
    """The stem of an English word: its dictionary form, then Snowball (Porter 2001). `'powers’'`, `'Powers'`
    and `'power'` have one stem."""
    base = dictionary_form(word)
    stemmed: str = _stemmer().stemWord(base)
    return stemmed or base


def frequencies() -> Mapping[str, int]:
    """The words of jieba's dictionary with their frequencies (0: only the beginning of a word)."""
    counts: Mapping[str, int] = _tokenizer().FREQ
    return counts

"""Scripts, width and normal forms. The only importer of opencc, and that only when a conversion is asked for.

Folding keeps offsets: every folded text has as many characters as the text it came from.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

    from duizhao.model import Lang

# Unified ideographs with Extensions A to J, compatibility ideographs, 〇 and the iteration mark 々.
HAN_RANGES = (
    (0x3005, 0x3005),
    (0x3007, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2EE5D),
    (0x2F800, 0x2FA1F),
    (0x30000, 0x323AF),
    (0x323B0, 0x3347F),
)
# The same as a character class for regular expressions: f"[{HAN}]".
HAN = "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in HAN_RANGES)
_SURROGATE = re.compile("[\ud800-\udfff]")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
# Marks of Chinese text: these, like Han characters, are written without spaces around them.
HAN_MARKS = "、。〈〉《》「」『』【】〔〕〖〗・！（），．：；？～％—…“”‘’"
QUOTES = '"“”„‟«»「」『』〝〞＂'


def is_han(char: str) -> bool:
    """Whether a character is a Chinese character, Extensions A to J included."""
    if "\u4e00" <= char <= "\u9fff":
        return True
    point = ord(char)
    return any(low <= point <= high for low, high in HAN_RANGES)


def count_han(text: str) -> int:
    """The number of Chinese characters in a text."""
    return len(_HAN_CHARACTER.findall(text))


def language_of(text: str) -> Lang | None:
    """Chinese or English by the script of a text: a Chinese character stands for about 4 Latin letters.

    None where there are letters of neither. An English text with glosses stays English.
    """
    han = count_han(text)
    latin = sum(1 for char in text if char.isascii() and char.isalpha())
    if not han and not latin:
        return None
    return "zh" if han * 4 > latin else "en"


def nfc(text: str) -> str:
    """Unicode normal form C (what CAT tools compare)."""
    return unicodedata.normalize("NFC", text)


def _narrow_table() -> dict[int, str]:
    table = {point: chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F)}
    table[0x3000] = " "
    table[0xA0] = table[0x2007] = table[0x202F] = " "
    return table


_NARROW = _narrow_table()


def narrow(text: str) -> str:
    """Full-width Latin letters, digits and marks as ASCII (ＡＢ１．５％ → AB1.5%); same length."""
    return text if text.isascii() else text.translate(_NARROW)


@cache
def _converter(name: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(name)


def _convert(text: str, name: str) -> str:
    if lone := _SURROGATE.findall(text):  # opencc takes none: set aside, put back
        pieces = _SURROGATE.split(text)
        whole = [_convert(pieces[0], name)]
        for char, piece in zip(lone, pieces[1:], strict=True):
            whole += [char, _convert(piece, name)]
        return "".join(whole)
    converter = _converter(name)
    converted: str = converter.convert(text)
    if len(converted) == len(text):
        return converted
    # A phrase rule changed the length: convert character by character and keep what does not stay one.
    pieces = []
    for char in text:
        one = converter.convert(char)
        pieces.append(one if len(one) == 1 else char)
    return "".join(pieces)


def simplified(text: str) -> str:
    """Traditional characters as simplified ones; same length, so that offsets stay valid."""
    return text if text.isascii() else _convert(text, "t2s")


def traditional(text: str) -> str:
    """Simplified characters as traditional ones; same length."""
    return text if text.isascii() else _convert(text, "s2t")


def is_traditional(text: str) -> bool:
    """Whether a Chinese text is written in traditional characters (more of its characters would change by
    simplification than by the reverse)."""
    sample = text[:4000]
    to_simplified = sum(a != b for a, b in zip(sample, simplified(sample), strict=True))
    to_traditional = sum(a != b for a, b in zip(sample, traditional(sample), strict=True))
    return to_simplified > to_traditional


def fold(text: str) -> str:
    """What search and comparison see: narrow, simplified, lower case; same length as `text`."""
    folded = simplified(narrow(text)).lower()
    if len(folded) == len(text):
        return folded
    return "".join(c if len(low := c.lower()) != 1 else low for c in simplified(narrow(text)))

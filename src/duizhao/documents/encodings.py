"""Bytes → characters. A wrong guess is worse than a question: below a confidence it is an error."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from duizhao.errors import EncodingError, InputError

# The commonest characters of running text in both scripts. With the marks they are .49 to .68 of the characters
# beyond ASCII of a text in its right encoding, .00 to .03 in a wrong one (12 texts, GB18030 and Big5 both ways).
COMMON = frozenset(
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工也能下过過"
    "子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里如水化高自二理起小物现現实實加量都两兩体體制"
    "机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各重新线線内"
    "內数數正心反你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系军軍情最立代想已通并並提直题"
    "題党黨程展五果料象员員革位入常文总總次品式活设設及管特件长長求老基资資边邊流路级級少图圖山统統接知较較将將组組见見计計"
    "别別强強保支持加快推进進服务務创創技术術投企域战戰略兴興领領规規划劃改善促障责責任委部门門"
)
_MARKS = frozenset("，。、；：？！“”‘’《》（）「」—…·％\u3000")
_MAGIC = (
    (b"%PDF", "a PDF", "name it .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an Office file", "name it .docx or .odt if it is one"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file", "save it as .docx"),
    (b"{\\rtf", "an RTF file", "save it as .docx"),
    (b"\x89PNG", "a picture", "give the text"),
    (b"\xff\xd8\xff", "a picture", "give the text"),
    (b"GIF8", "a picture", "give the text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it"),
    (b"SQLite format 3", "a database", "give the text"),
    (b"\x7fELF", "a program", "give the text"),
    (b"MZ\x90", "a program", "give the text"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\r\f\x00\x1a\x1b\x0b") + b"\x7f"
_SAMPLE = 65536
_ENOUGH = 0.15  # share of common characters below which no Chinese encoding is believed
# The high bytes of an English text in Windows-1252: quotes, dashes, dots, spaces, signs, and ’s of letters.
_WESTERN = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xae\xb0\xb1\xb7\xd7\xe9")
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""")


def decode(data: bytes, path: str, encoding: str | None = None) -> tuple[str, str]:
    """The characters of a text file, without a byte order mark, and the encoding they were read in.

    Args:
        encoding: the encoding if the user named it; otherwise it is told from a byte order mark, from
            validity, and from how many characters are common ones.

    Raises:
        InputError: the file is empty or no text.
        EncodingError: the encoding cannot be told, or the bytes do not fit the one named.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise InputError("is empty", file=path)
    for magic, what, mend in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {what}, no text", file=path, mend=mend)
    if encoding is not None:
        return _as_named(data, path, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _as_named(data, path, name)
    wide = _wide(data)
    if wide is not None:
        return wide
    sample = data[:_SAMPLE]
    control = len(sample) - len(sample.translate(None, _CONTROL))
    if control > max(2, len(sample) // 100) or sample.count(0) > max(2, len(sample) // 50):
        raise InputError("is a binary file, no text", file=path, mend="give a text, or --encoding if it is one")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        return _by_frequency(data, path, error)


def declared(data: bytes) -> str | None:
    """The encoding that the first bytes of an HTML or XML file declare, as a name that Python knows."""
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    name = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}.get(name, name)
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def _as_named(data: bytes, path: str, encoding: str) -> tuple[str, str]:
    name = encoding.lower()
    if name in ("utf-8", "utf8") and data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    try:
        text = data.decode(name)
        text.encode("utf-8")
    except LookupError as error:
        raise EncodingError(
            f"no encoding is named {encoding!r}", file=path, mend="give utf-8, gb18030, big5 or utf-16"
        ) from error
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"not {encoding} (byte 0x{data[error.start]:02x} at {error.start})",
            file=path,
            line=data.count(b"\n", 0, error.start) + 1,
            mend="give another --encoding",
        ) from error
    except (UnicodeError, ValueError, AssertionError) as error:
        raise EncodingError(f"cannot be read as {encoding}", file=path, mend="give another --encoding") from error
    return text.removeprefix("\ufeff"), name


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a byte order mark: NULs on one side of the pairs, or common characters all through."""
    if len(data) % 2:
        return None
    sample = data[:_SAMPLE]
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        narrow = high.count(0) / len(high)
        if narrow < 0.02 and not any(0x4E <= b <= 0x9F for b in high[:200]):
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text[:_SAMPLE] and (narrow > 0.6 or common_share(text) > _ENOUGH):
            return text, name
    return None


def common_share(text: str) -> float:
    """The share of common Chinese characters and marks among the characters beyond ASCII of a text's beginning."""
    beyond = [char for char in text[:_SAMPLE] if char > "\x7f"]
    if len(beyond) < 6 and not _MARKS.issuperset(beyond):
        return 0.0
    return sum(char in COMMON or char in _MARKS for char in beyond) / len(beyond) if beyond else 0.0


def _by_frequency(data: bytes, path: str, error: UnicodeDecodeError) -> tuple[str, str]:
    found = sorted(_candidates(data), reverse=True)
    clear = found and (len(found) == 1 or found[0][0] > 1.5 * found[1][0])
    if clear and found[0][0] >= _ENOUGH:
        return found[0][2], found[0][1]
    if error.start >= len(data) - 3 and error.reason.startswith("unexpected end"):
        raise EncodingError("ends in the middle of a UTF-8 character", file=path, mend="fetch it again") from error
    high = [b for b in data[:_SAMPLE] if b >= 0x80]
    if len(high) * 10 < len(data[:_SAMPLE]) and _WESTERN.issuperset(high):
        return data.decode("cp1252", "strict"), "cp1252"
    place = f"byte 0x{data[error.start]:02x} at {error.start}"
    if not found:
        message = f"not UTF-8, GB18030 or Big5 ({place})"
    else:
        message = f"not UTF-8 ({place}), and too little to tell GB18030 from Big5"
    raise EncodingError(
        message, file=path, line=data.count(b"\n", 0, error.start) + 1, mend="give --encoding"
    ) from error


def _candidates(data: bytes) -> Iterator[tuple[float, str, str]]:
    for name in ("gb18030", "big5hkscs"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        yield common_share(text), name, text

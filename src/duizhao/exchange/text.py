"""Plain text of exchange formats: encodings found out, lines split at line ends only."""

from __future__ import annotations

import codecs

from duizhao.errors import EncodingError, FormatError
from duizhao.files import read_bytes


def decode(path: str, encoding: str | None = None) -> str:
    """A text file as a string without its byte order mark: UTF-8, UTF-16 with a mark, else GB18030.

    Line ends are left as they are.

    Raises:
        EncodingError: it is in none of these, or not in the one given.
    """
    data = read_bytes(path)
    if encoding:
        names = [encoding]
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        names = ["utf-16"]
    else:
        if b"\0" in data[:4096]:
            raise FormatError("holds NUL bytes, it is no text", file=path, mend="give the right file or format")
        names = ["utf-8-sig", "gb18030"]
    for name in names:
        try:
            return data.decode(name)
        except LookupError as error:
            raise EncodingError(
                f"unknown encoding {name!r}", file=path, mend="name one that Python knows"
            ) from error
        except UnicodeDecodeError as error:
            last = error
    line = data.count(b"\n", 0, last.start) + 1
    raise EncodingError(
        f"not {' or '.join(n.removesuffix('-sig').upper() for n in names)} (byte 0x{data[last.start]:02x})",
        file=path,
        line=line,
        mend="give --encoding, or save it as UTF-8",
    )


def lines_of(path: str, encoding: str | None = None) -> list[str]:
    """The lines of a text file, without line ends; U+2028 and form feeds do not end a line."""
    text = decode(path, encoding)
    if not text:
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines

"""XML in and out, safely: no DTD is loaded, no entity expanded, nothing fetched; large files by iteration."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, NoReturn

from lxml import etree

from duizhao.errors import EncodingError, FormatError
from duizhao.exchange.base import opened

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What XML 1.0 may not hold, not even as a character reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = 65536
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PROLOG = re.compile(
    r"""\s+ | <\?.*?\?> | <!--.*?-->
    | <!DOCTYPE (?: [^\["'>] | "[^"]*" | '[^']*' )* (?: \[ (?P<subset>.*?) \]\s* )? >""",
    re.DOTALL | re.VERBOSE,
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Files that call themselves GB2312 or GBK hold characters of its supersets more often than not.
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb_2312-80": "gb18030",
}


def encoding_of(head: bytes) -> str | None:
    """The encoding of an XML file by its first bytes; None leaves it to the parser.

    A byte order mark, and failing that the width of the characters, outweighs a declaration that contradicts
    it: tools convert files and leave the declaration as it was.
    """
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if head.startswith(b"<\0"):
        return "UTF-16LE"
    if head.startswith(b"\0<"):
        return "UTF-16BE"
    declared = _DECLARED.match(head)
    if declared is None:
        return None
    name = declared[1].decode("ascii").lower()
    if name.startswith(("utf-16", "utf16", "ucs-2", "utf-32")):
        return "utf-8"
    return _SUPERSETS.get(name)


def prolog(path: str, stream: BinaryIO) -> tuple[str | None, str]:
    """Looks at the start of an XML file: `(encoding, text from the root element on)`; rewinds the stream.

    Raises:
        FormatError: entities are declared, or it is no XML.
    """
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head.strip():
        raise FormatError("is empty", file=path, mend="export it again")
    encoding = encoding_of(head)
    declared = _DECLARED.match(head)
    try:
        name = encoding or (declared[1].decode("ascii") if declared else "utf-8")
        text = head.decode(name, "replace").removeprefix("\ufeff")
    except LookupError as error:
        raise EncodingError(f"unknown encoding {name!r}", file=path, line=1, mend="save it as UTF-8") from error
    if not text.lstrip().startswith("<"):
        raise FormatError("no XML", file=path, line=1, mend="give its format with --from")
    at = 0
    while found := _PROLOG.match(text, at):
        subset = found["subset"]
        if subset and "<!ENTITY" in subset:
            line = text.count("\n", 0, text.index("<!ENTITY", found.start("subset"))) + 1
            raise FormatError(
                "declares entities, which are not expanded",
                file=path,
                line=line,
                mend="put in the characters they stand for and take out the <!ENTITY ...> lines",
            )
        at = found.end()
    if text.startswith("<!", at) and len(head) == _HEAD:
        raise FormatError("its document type declaration is too long", file=path, line=1, mend="take it out")
    return encoding, text[at:]


_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)([^>]*)", re.DOTALL)


def root_of(path: str) -> tuple[str, str]:
    """The local name of the root element and its attributes as text; ("", "") if the file is no XML."""
    with opened(path) as stream:
        try:
            _, text = prolog(path, stream)
        except FormatError as error:
            if "entities" in error.message:
                raise
            return "", ""
    found = _ROOT.match(text)
    return (found[1], found[2]) if found else ("", "")


def elements(path: str, *names: str) -> Iterator[etree._Element]:
    """The elements with these local names, in any namespace, each whole; freed when the next one is taken.

    Raises:
        FormatError: broken or truncated XML, declared entities.
    """
    with opened(path) as stream:
        encoding, _ = prolog(path, stream)
        tags = [f"{{*}}{name}" for name in names]
        context = etree.iterparse(
            stream,
            events=("end",),
            tag=tags,
            encoding=encoding,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_pis=True,
            remove_comments=True,
        )
        try:
            for _, element in context:
                yield element
                parent = element.getparent()
                element.clear()
                if parent is not None:
                    while element.getprevious() is not None:
                        del parent[0]
        except etree.XMLSyntaxError as error:
            broken(path, error)
        except LookupError as error:
            raise EncodingError(str(error), file=path, line=1, mend="save it as UTF-8") from error


def parse(path: str, *, comments: bool = False) -> etree._ElementTree:
    """A whole XML file as a tree; for formats that must be seen whole or written back.

    Raises:
        FormatError: broken or truncated XML, declared entities.
    """
    with opened(path) as stream:
        encoding, _ = prolog(path, stream)
        parser = etree.XMLParser(
            encoding=encoding,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=True,
            remove_comments=not comments,
            remove_pis=not comments,
            strip_cdata=False,
        )
        try:
            return etree.parse(stream, parser)
        except etree.XMLSyntaxError as error:
            broken(path, error)
        except (OSError, LookupError) as error:
            raise EncodingError(
                "broken XML: bytes of another encoding", file=path, mend="save it as UTF-8"
            ) from error


def broken(path: str, error: etree.XMLSyntaxError) -> NoReturn:
    """Tells a parser's complaint as an error with its place and a mend."""
    message = (error.msg or "broken XML").rsplit(", line ", 1)[0]
    line = error.lineno or None
    if "PCDATA invalid Char" in message or "invalid xmlChar" in message:
        mend = "take out the control character"
    elif "encoding" in message or "not proper UTF-8" in message or "conversion" in message:
        raise EncodingError(f"broken XML: {message}", file=path, line=line, mend="save it as UTF-8") from error
    elif "Premature end" in message or _cut_off(path):
        mend = "the file is cut off; export it again"
    else:
        mend = "export it again, or repair it at this place"
    raise FormatError(f"broken XML: {message}", file=path, line=line, mend=mend) from error


def _cut_off(path: str) -> bool:
    """Whether a file ends elsewhere than with a tag."""
    with opened(path) as stream:
        stream.seek(0, 2)
        stream.seek(max(0, stream.tell() - 256))
        return not stream.read().strip(b" \t\r\n\0").endswith(b">")


def local(element: etree._Element) -> str:
    """An element's name without its namespace ("" for comments and entity references)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """An element's namespace, "" for none."""
    tag = str(element.tag)
    return tag[1:].rpartition("}")[0] if tag.startswith("{") else ""


def clean(text: str) -> str:
    """A text as XML can hold it and CAT tools compare it: NFC, without what XML 1.0 forbids."""
    if text.isascii() and text.isprintable():
        return text
    return _ILLEGAL.sub("", unicodedata.normalize("NFC", text))


def escape(text: str) -> str:
    """Element content. A carriage return is written as a reference, or a parser would make it a line feed."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def attribute(text: str) -> str:
    """An attribute value, cleaned, with its quotes."""
    text = escape(clean(text)).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{text}"'

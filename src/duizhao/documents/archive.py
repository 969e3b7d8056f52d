"""ZIP packages of Office files: their XML parts, read without entities, network or bombs."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

from lxml import etree

from duizhao.errors import FormatError, InputError

# What zipfile raises on damaged archives (found by fuzzing), the decompressors' own errors included.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, KeyError,
    RuntimeError, OverflowError,
)  # fmt: skip
MOST_BYTES = 400_000_000  # of one unpacked part; the XML of a book of 1,000 pages has 40 MB


class Package:
    """The parts of an Office file.

    Raises:
        FormatError: it is no ZIP archive, or a broken one.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except _BROKEN as error:
            raise FormatError(
                f"is a broken ZIP archive ({error})", file=path, mend="save it again or fetch it again"
            ) from error

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part; None if the package has no such part.

        Raises:
            InputError: the part is encrypted or too large.
            FormatError: it cannot be unpacked or is not well-formed.
        """
        if name not in self.names:
            return None
        try:
            if self._zip.getinfo(name).flag_bits & 1:
                raise InputError("is encrypted", file=self.path, mend="save it without a password")
            with self._zip.open(name) as stream:
                data = stream.read(MOST_BYTES + 1)
        except _BROKEN as error:
            raise FormatError(f"{name} in it cannot be unpacked ({error})", file=self.path) from error
        if len(data) > MOST_BYTES:
            raise InputError(f"{name} in it is larger than {MOST_BYTES // 1_000_000} MB", file=self.path)
        return parse_xml(data, f"{self.path} ({name})")


def parse_xml(data: bytes, path: str) -> etree._Element:
    """The root of an XML document; entities stay unresolved and nothing is fetched.

    Raises:
        FormatError: it is not well-formed.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"is broken XML ({error.msg})", file=path, line=error.lineno) from error
    if root is None:
        raise FormatError("is broken XML (no element)", file=path)
    return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace (strict and transitional Office files differ in it)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def whole(text: str | None, default: int = 0) -> int:
    """A whole number as Office writes it; `default` for what is none."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,6}", text) else default


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first descendant down a path of names without namespaces."""
    for name in names:
        if element is None:
            return None
        element = next((e for e in element if local(e) == name), None)
    return element

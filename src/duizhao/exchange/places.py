"""Where the targets of an XLIFF file stand, in bytes: what `targets` needs to leave all else untouched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from duizhao.errors import FormatError

# A tag up to its end: quoted values may hold `>`.
_TAG = re.compile(rb"""<(?P<name>[^\s/>]+)(?:[^"'>]|"[^"]*"|'[^']*')*?(?P<end>/?>)""")


@dataclass(slots=True)
class Place:
    """The bytes `start` to `end` that a new target stands for, and the tags to write with it.

    Attributes:
        before, after: tags around this segment's text.
        around: tags around all segments that go to the same place (a `target` that is not there yet).
        coded: the source or the target has inline codes.
        locked: the translator must not change it.
    """

    start: int = -1
    end: int = -1
    before: bytes = b""
    after: bytes = b""
    around: tuple[bytes, bytes] = (b"", b"")
    coded: bool = False
    locked: bool = False
    mid: str = ""


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    name: str
    at: int
    place: Place | None = None


@dataclass(slots=True)
class _Item:
    """A trans-unit (XLIFF 1.2) or a segment (2.x) while it is read."""

    depth: int
    locked: bool
    skip: bool
    segmented: list[Place] = field(default_factory=list)
    coded: bool = False
    wrapped: bool = False
    whole: Place | None = None
    marks: dict[str, Place] = field(default_factory=dict)
    after_source: int = -1
    prefix: bytes = b""
    has_source: bool = False


def find_places(text: bytes, file: str) -> tuple[list[Place], str]:
    """The places of all segments' targets in reading order, and the target language.

    Args:
        text: the file as UTF-8, without a byte order mark.

    Raises:
        FormatError: broken XML.
    """
    scanner = _Scanner(text)
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = parser.CommentHandler = parser.DefaultHandler = scanner.other
    parser.ProcessingInstructionHandler = lambda target, data: scanner.other(data)  # noqa: ARG005
    scanner.parser = parser
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise FormatError(
            f"broken XML: {expat.ErrorString(error.code)}", file=file, line=error.lineno, mend="export it again"
        ) from error
    return scanner.places, scanner.target


class _Scanner:
    """Collects places from the events of expat, which tells bytes."""

    parser: expat.XMLParserType

    def __init__(self, text: bytes) -> None:
        self.places: list[Place] = []
        self.target = ""
        self._text = text
        self._open: list[_Open] = []
        self._item: _Item | None = None
        self._pending: Place | None = None
        self._skip_unit = False
        self._unit_locked = False

    def _here(self) -> int:
        at = self.parser.CurrentByteIndex
        if self._pending is not None:
            self._pending.start = at
            self._pending = None
        return at

    def other(self, data: str) -> None:  # noqa: ARG002
        self._here()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._here()
        local = name.rpartition(" ")[2]
        here = _Open(local, at)
        parent = self._open[-1].name if self._open else ""
        self._open.append(here)
        self.target = attributes.get("target-language") or attributes.get("trgLang") or self.target
        if local == "unit":
            self._skip_unit = attributes.get("translate") == "no"
        if local == "trans-unit" or (local == "segment" and parent == "unit"):
            locked = attributes.get("MQXliff locked", "") not in ("", "false")
            skip = attributes.get("translate") == "no" if local == "trans-unit" else self._skip_unit
            self._item = _Item(len(self._open), locked, skip)
            return
        item = self._item
        if item is None:
            return
        if len(self._open) == item.depth + 1:
            if local == "target":
                here.place = item.whole = Place()
                self._pending = here.place
            elif local == "source":
                item.has_source = True
            return
        section = self._open[item.depth].name
        if section == "seg-source" and local == "mrk" and attributes.get("mtype") == "seg":
            here.place = Place(mid=attributes.get("mid", ""))
            item.segmented.append(here.place)
        elif section == "target" and local == "mrk" and attributes.get("mtype") == "seg":
            here.place = self._pending = Place(mid=attributes.get("mid", ""))
            item.marks[here.place.mid] = here.place
        elif section in ("source", "seg-source", "target") and local != "mrk":
            item.coded = item.coded or section == "source"
            inside = [opened.place for opened in self._open if opened.place is not None]
            item.wrapped = item.wrapped or (section == "seg-source" and not inside)
            for place in inside:
                place.coded = True
        elif local == "seg" and attributes.get("locked") == "true":
            for place in item.segmented:
                place.locked = place.locked or place.mid == attributes.get("id")

    def end(self, name: str) -> None:
        at = self._here()
        here = self._open.pop()
        item = self._item
        if item is None:
            return
        if here.place is not None and here.place.start >= 0:
            self._close(here.place, here, at)
        if len(self._open) == item.depth and name.rpartition(" ")[2] in ("source", "seg-source"):
            tag = _TAG.match(self._text, here.at)
            empty = tag is not None and tag["end"] == b"/>"
            item.after_source = tag.end() if tag is not None and empty else self._text.index(b">", at) + 1
            item.prefix = (
                tag["name"].rpartition(b":")[0] + b":" if tag is not None and b":" in tag["name"] else b""
            )
        elif len(self._open) == item.depth - 1:
            if item.has_source and not item.skip:
                self.places += _finished(item)
            self._item = None

    def _close(self, place: Place, here: _Open, at: int) -> None:
        place.end = at
        tag = _TAG.match(self._text, here.at)
        if tag is not None and tag["end"] == b"/>":  # <target/>: the text goes between two tags
            place.start, place.end = tag.start("end"), tag.end("end")
            place.before, place.after = b">", b"</" + tag["name"] + b">"


def _finished(item: _Item) -> list[Place]:
    """The places of an item's segments, those made up that are not there."""
    target = item.prefix + b"target"
    tags = (b"<" + target + b">", b"</" + target + b">")
    if not item.segmented:
        only = item.whole or Place(item.after_source, item.after_source, around=tags)
        only.coded = only.coded or item.coded
        only.locked = item.locked
        return [only]
    found = []
    for source in item.segmented:
        place = item.marks.get(source.mid)
        if place is None and len(item.segmented) == 1 and item.whole is not None and not item.marks:
            place = item.whole
        if place is None:
            place = _missing(item, source.mid, tags)
        # Codes around the segments would have to be in a new target too.
        place.coded = place.coded or source.coded or (item.wrapped and item.whole is None)
        place.locked = item.locked or source.locked
        found.append(place)
    return found


def _missing(item: _Item, mid: str, tags: tuple[bytes, bytes]) -> Place:
    """A new `mrk` at the end of the target, or in a new target."""
    mark = item.prefix + b"mrk"
    opening = b"<" + mark + b' mtype="seg" mid="' + mid.encode() + b'">'
    closing = b"</" + mark + b">"
    if item.whole is None:
        return Place(item.after_source, item.after_source, opening, closing, tags, mid=mid)
    if item.whole.before:  # <target/>
        return Place(item.whole.start, item.whole.end, opening, closing, (b">", item.whole.after), mid=mid)
    return Place(item.whole.end, item.whole.end, opening, closing, mid=mid)

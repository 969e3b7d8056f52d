"""Web pages: the main text is found by where the prose stands; everything else is kept, as furniture.

No extractor is used: those that are well kept (trafilatura, readability) throw away what they think is no prose,
and with it headings, signatures and dates that the aligner needs; here nothing is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from duizhao.documents.draft import Draft, Sheet
from duizhao.errors import FormatError
from duizhao.model import Kind

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frame h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul ucapcontent".split()
)
_SKIPPED = frozenset(
    "script style noscript template svg math head iframe object embed canvas audio video map select option button "
    "input textarea rt rp link meta".split()
)
_FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "header", "form", "menu"])
_FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|menu|foot|footer|header|crumbs?|breadcrumbs?|position|location|sidebar|share|"
    r"copyright|related|recommend|comments?|pagination|pager|qrcode|toolbar|tools?|print|tags|banner|login|search|"
    r"editor-?info|mobile-?nav)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_STOP = re.compile("[。！？；，.!?;,]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MAIN_SHARE = 0.75  # of a page's prose that the element with the main text holds at least
LINKED = 0.7  # share of a block's characters inside links from which on it is a menu's
_ATTACHMENT = re.compile(r"\s*(?:附件|附表|附錄|附录|Annex|Appendix|Attachment)", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """A run of text between the borders of block elements."""

    element: etree._Element
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    broken: bool = False  # whether a line break ends it, and no border

    @property
    def text(self) -> str:
        text = "".join(self.pieces)
        return text if self.element.tag == "pre" else re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ")


def read_html(text: str, path: str) -> Draft:
    """The text of a web page, the main text apart from what stands around it.

    Raises:
        FormatError: there is no element in it.
    """
    root = _parse(text, path)
    title = " ".join((root.findtext(".//title") or "").split())
    body = root.find(".//body")
    blocks = [block for block in _blocks(body if body is not None else root) if block.text]
    main = _main(body if body is not None else root, blocks)
    inside = {id(element) for element in main.iter()}
    sheet = Sheet()
    kinds = [_kind(block, id(block.element) in inside, title) for block in blocks]
    _link_lists(blocks, kinds)
    for block, kind in zip(blocks, kinds, strict=True):
        sheet.add(block.text, kind, sure=kind in ("furniture", "table"))
        if not block.broken:
            sheet.gap()
    return sheet.draft(lines=True)


def _parse(text: str, path: str) -> etree._Element:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"is no web page ({error})", file=path) from error
    return root


def _blocks(root: etree._Element) -> list[_Block]:
    """The text of a page as blocks, in the order of the page; without recursion, since pages nest deeply."""
    found: list[_Block] = []
    current = _Block(root)
    links = skip = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if skip or tag in _SKIPPED or _is_hidden(element):
                skip += 1
                continue
            links += tag == "a"
            if tag == "br":
                current.broken = True
                found.append(current)
                current = _Block(current.element)
            elif tag in _BLOCKS:
                found.append(current)
                current = _Block(element)
            _add(current, element.text, links)
        else:
            if skip:
                skip -= 1
            else:
                links -= tag == "a"
                if tag in _BLOCKS:
                    found.append(current)
                    parent = element.getparent()
                    current = _Block(parent if parent is not None else root)
            if not skip and element is not root:
                _add(current, element.tail, links)
    found.append(current)
    return found


def _add(block: _Block, text: str | None, links: int) -> None:
    if text:
        block.pieces.append(text)
        if links:
            block.linked += len(text.strip())


def _is_hidden(element: etree._Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _main(root: etree._Element, blocks: list[_Block]) -> etree._Element:
    """The innermost element that holds most of the page's prose (text outside links, above all with stops)."""
    weights: dict[etree._Element, float] = {}
    for block in blocks:
        plain = max(0, len(block.text) - block.linked)
        weight = plain if _STOP.search(block.text) else plain * 0.2
        element: etree._Element | None = block.element
        while element is not None:
            weights[element] = weights.get(element, 0.0) + weight
            element = element.getparent()
    main, total = root, weights.get(root, 0.0)
    while True:
        inner = max(main, key=lambda e: weights.get(e, 0.0), default=None)
        if (
            inner is None
            or inner.tag in ("p", "tr", "td", "li", "span")
            or weights.get(inner, 0.0) < MAIN_SHARE * total
        ):
            return main
        main = inner


def _around(element: etree._Element) -> Iterator[etree._Element]:
    yield element
    yield from element.iterancestors()


def _kind(block: _Block, inside: bool, title: str) -> Kind | None:
    tags = [str(e.tag) for e in _around(block.element)]
    heading = next((t for t in tags if t in _HEADINGS), None)
    if not inside:
        # A page's title often stands above the element with its text.
        of_page = heading and len(block.text) > 5 and (block.text in title or title in block.text)
        return "heading" if of_page and title else "furniture"
    named = any(
        _FURNITURE_NAMES.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in _near(block.element)
    )
    linked = block.linked >= LINKED * len(block.text) and not _ATTACHMENT.match(block.text)
    if _FURNITURE_TAGS.intersection(tags[: tags.index("body") if "body" in tags else None]) and (
        len(block.text) < 200 or linked
    ):
        return "furniture"
    if named and (linked or (len(block.text) < 80 and not heading)):
        return "furniture"
    if heading:
        return "heading"
    cell = next((e for e in _around(block.element) if e.tag in ("td", "th")), None)
    if cell is not None and _is_data(cell):
        return "table"
    return "list" if "li" in tags and not linked else None


def _near(element: etree._Element) -> list[etree._Element]:
    """An element and its next containers; names of the far ones say nothing about it."""
    found: list[etree._Element] = []
    for outer in _around(element):
        if outer.tag in ("body", "html") or len(found) == 3:
            break
        found.append(outer)
    return found


def _is_data(cell: etree._Element) -> bool:
    """Whether a cell belongs to a table of data and not of layout: several short cells in some row."""
    table = next((e for e in cell.iterancestors() if e.tag == "table"), None)
    if table is None or table.find(".//table") is not None:
        return False
    rows = [[c for c in row if c.tag in ("td", "th")] for row in table.iter("tr")]
    cells = [c for row in rows for c in row]
    several = sum(len(row) > 1 for row in rows) * 2 >= len(rows) and len(rows) > 1
    return several and sum(len("".join(c.itertext()).strip()) for c in cells) < 200 * len(cells)


def _link_lists(blocks: list[_Block], kinds: list[Kind | None]) -> None:
    """Three and more blocks of links in a row are a menu, also inside the main text."""
    run: list[int] = []
    for index in range(len(blocks) + 1):
        block = blocks[index] if index < len(blocks) else None
        if block is not None and block.linked >= LINKED * len(block.text) and kinds[index] != "heading":
            run.append(index)
            continue
        if len(run) >= 3 and not any(_ATTACHMENT.match(blocks[i].text) for i in run):
            for i in run:
                kinds[i] = "furniture"
        run = []

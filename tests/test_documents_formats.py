"""The same document as text, Word file, OpenDocument, web page and PDF gives the same sentences."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from duizhao.documents import read
from duizhao.model import Lang
from duizhao.sentences import split

PLAN = Path(__file__).parent.parent / "aligned" / "plan"


def paragraphs(lang: str) -> list[str]:
    """The sample plan without its web furniture, which only a web page has."""
    lines = (PLAN / f"plan.{lang}.txt").read_text(encoding="utf-8").splitlines()
    document = read(PLAN / f"plan.{lang}.txt")
    kept = {block.line for block in document.blocks if block.kind != "furniture"}
    return [line for number, line in enumerate(lines, 1) if number in kept]


def as_txt(lines: list[str], path: Path) -> Path:
    path = path.with_suffix(".txt")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def as_docx(lines: list[str], path: Path) -> Path:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    path = path.with_suffix(".docx")
    document.save(str(path))
    return path


def as_odt(lines: list[str], path: Path) -> Path:
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text")
    )
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces}><office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    path = path.with_suffix(".odt")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return path


PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}_Portal</title><style>p {{ color: red }}</style></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/p">Policies</a></li><li>
<a href="/q">Questions</a></li></ul></div>
<div class="w1100"><div class="article"><h1>{title}</h1><div class="pages_content" id="UCAP-CONTENT">
{body}
</div></div></div>
<div class="footer"><p>版权所有：Example Portal</p><p><a href="/map">Map of this site</a></p></div>
<script>var x = "no text";</script></body></html>"""


def as_html(lines: list[str], path: Path) -> Path:
    body = "\n".join(f"<p style='text-indent:2em'>{html.escape(line)}</p>" for line in lines)
    path = path.with_suffix(".html")
    charset, encoding = ("gb2312", "gb18030") if "zh" in path.name else ("utf-8", "utf-8")
    path.write_bytes(PAGE.format(charset=charset, title="Notice board", body=body).encode(encoding))
    return path


def as_pdf(lines: list[str], path: Path) -> Path:
    """Pages with a running header and a number, text broken to a measure, words hyphenated in English."""
    pytest.importorskip("reportlab")
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    chinese = "zh" in path.name
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    font, size = ("STSong-Light", 12) if chinese else ("STSong-Light", 11)
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=A4, invariant=True)
    y, page = 760.0, 1

    def head() -> None:
        sheet.setFont(font, size)
        sheet.drawString(72, 800, "澜江省人民政府公报" if chinese else "Gazette of the Province")
        sheet.drawCentredString(297, 30, f"— {page} —")

    head()
    for line in lines:
        for number, printed in enumerate(wrap(line, font, size, chinese)):
            if y < 70:
                sheet.showPage()
                page += 1
                y = 760.0
                head()
            indent = 2 * size if chinese and not number and len(line) > 40 else 0
            sheet.drawString(72 + indent, y, printed)
            y -= 1.5 * size
        y -= 0 if chinese else 1.2 * size
    sheet.save()
    path = path.with_suffix(".pdf")
    path.write_bytes(stream.getvalue())
    return path


def wrap(line: str, font: str, size: int, chinese: bool) -> list[str]:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if chinese:
        tokens = re.findall(r"[A-Za-z0-9.%+\-]+[，。；：）、”》]?|.[，。；：）、”》]*", line)
    else:
        tokens = re.findall(r"\S+\s*", line)
    out = [""]
    room = 450.0 - (2 * size if chinese and len(line) > 40 else 0)
    for token in tokens:
        if out[-1] and stringWidth((out[-1] + token).rstrip(), font, size) > room:
            out.append("")
            room = 450.0
        out[-1] += token
    return [piece.rstrip() for piece in out]


WRITERS: dict[str, Callable[[list[str], Path], Path]] = {
    "docx": as_docx,
    "odt": as_odt,
    "html": as_html,
    "pdf": as_pdf,
}


def cut(path: Path, lang: Lang) -> list[tuple[str, str | None]]:
    return [(s.text, s.label) for s in split(read(path, lang)) if s.kind != "furniture"]


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_same_sentences(lang: Lang, form: str, tmp_path: Path) -> None:
    lines = paragraphs(lang)
    expected = cut(as_txt(lines, tmp_path / f"plan.{lang}"), lang)
    found = cut(WRITERS[form](lines, tmp_path / f"plan.{lang}"), lang)
    if form == "html":
        found = [item for item in found if item[0] != "Notice board"]
    assert found == expected

"""Web pages and PDFs: the main text apart from what stands around it, columns, headers, scans."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import pytest

from duizhao.documents import read
from duizhao.documents.pdf import Line, columns
from duizhao.errors import InputError
from duizhao.sentences import split

PAGE = """<html><head><title>三角洲河道疏浚办法_三角洲门户</title></head><body>
<div id="nav"><a href="/">首页</a> <a href="/a">政务</a> <a href="/b">服务</a></div>
<div class="path">当前位置：<a href="/">首页</a> &gt; <a href="/c">公开</a></div>
<table><tr><td><h1>三角洲河道疏浚办法</h1></td></tr></table>
<div class="wrap"><div id="zoom" class="TRS_Editor">
<p align="center"><strong>第一章　总则</strong></p>
<p>　　第一条　为了保护三角洲的九条河流，制定本办法。</p>
<p>　　第二条&nbsp;&nbsp;河道由水务局管理，村民可以监督。<br>　　第三条　枯水期疏浚。<br/>
　　第四条　所需经费由市、区
   分担。</p>
<table border="1"><tr><th>河道</th><th>长度</th></tr><tr><td>北河</td><td>12公里</td></tr></table>
<p style="display:none">看不见的文字。</p><!-- 注释。 -->
<p>　　附件：<a href="x.doc">疏浚分工表</a></p>
<p style="text-align:right">三角洲水务局</p><p style="text-align:right">2023年5月8日</p>
<div class="share"><a href="#">分享到微信</a></div>
</div></div>
<div class="related"><h3>相关稿件</h3><ul>
<li><a href="1">一图读懂疏浚办法</a></li><li><a href="2">河道的故事</a></li></ul></div>
<div class="footer">主办单位：三角洲水务局<br>版权所有</div><script>var a = "脚本。";</script></body></html>"""


def test_main_text_and_furniture(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    found = split(read(path))
    assert [(s.text, s.kind, s.label) for s in found if s.kind != "furniture"] == [
        ("三角洲河道疏浚办法", "heading", None),
        ("第一章　总则", "heading", "chapter:1"),
        ("第一条　为了保护三角洲的九条河流，制定本办法。", "paragraph", "article:1"),
        ("第二条 河道由水务局管理，村民可以监督。", "paragraph", "article:2"),
        ("第三条　枯水期疏浚。", "paragraph", "article:3"),
        ("第四条　所需经费由市、区分担。", "paragraph", "article:4"),
        ("河道", "table", None),
        ("长度", "table", None),
        ("北河", "table", None),
        ("12公里", "table", None),
        ("附件：疏浚分工表", "heading", "annex"),
        ("三角洲水务局", "paragraph", None),
        ("2023年5月8日", "paragraph", None),
    ]
    furniture = "".join(s.text for s in found if s.kind == "furniture")
    assert all(text in furniture for text in ("首页", "公开", "分享到微信", "相关稿件", "河道的故事", "版权所有"))
    assert not any(text in read(path).raw for text in ("看不见", "注释", "脚本"))


@pytest.mark.parametrize(
    ("declared", "encoding"), [("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "utf-8"), ("", "gb18030")]
)
def test_declared_encodings(declared: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "page"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    path.write_bytes(PAGE.replace("<head>", "<head>" + meta).encode(encoding))
    assert "第二条" in read(path).raw


def test_a_page_of_line_breaks_only(tmp_path: Path) -> None:
    path = tmp_path / "a.htm"
    path.write_text(
        "<body>The rivers of the delta are<br>dredged.<br><br>Reeds hold the bank.</body>", encoding="utf-8"
    )
    assert [s.text for s in split(read(path))] == ["The rivers of the delta are dredged.", "Reeds hold the bank."]


def test_pages_nest_deeply(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 5000 + "Reeds hold the bank." + "</div>" * 5000, encoding="utf-8")
    with suppress(InputError):
        assert "Reeds hold the bank." in read(path).raw


def pdf(path: Path, pages: list[list[tuple[float, float, str]]], *, password: str | None = None) -> Path:
    """A PDF with texts at places (points from the lower left corner)."""
    pytest.importorskip("reportlab")
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, encrypt=StandardEncryption(password) if password else None)
    for places in pages:
        sheet.setFont("STSong-Light", 10)
        for x, y, text in places:
            sheet.drawString(x, y, text)
        sheet.showPage()
    sheet.save()
    path.write_bytes(stream.getvalue())
    return path


def test_pdf_joins_lines_over_pages(tmp_path: Path) -> None:
    full = "为了保护三角洲的九条河流和沿岸的十座村庄，水务局决定从今年枯水期开始"
    pages = [
        [(60, 800, "三角洲公报"), (80, 760, full), (60, 740, full + "，并"), (290, 30, "- 1 -")],
        [(60, 800, "三角洲公报"), (60, 760, "疏浚河口。"), (80, 740, "再种芦苇。"), (290, 30, "- 2 -")],
    ]
    document = read(pdf(tmp_path / "a.pdf", pages))
    found = split(document)
    assert [s.text for s in found if s.kind != "furniture"] == [full + full + "，并疏浚河口。", "再种芦苇。"]
    assert [s.text for s in found if s.kind == "furniture"] == ["三角洲公报", "- 1 -", "三角洲公报", "- 2 -"]
    assert {b.page for b in document.blocks} == {1, 2}


def test_pdf_hyphens(tmp_path: Path) -> None:
    lines = [
        "The nine rivers of the delta are to be dredged at low wa-",
        "ter, and the silt is used for the long-",
    ]
    lines += ["term repair of the sea wall that holds back the bay."]
    path = pdf(tmp_path / "a.pdf", [[(60, 700 - 14 * i, line) for i, line in enumerate(lines)]])
    assert [s.text for s in split(read(path))] == [
        "The nine rivers of the delta are to be dredged at low water, and the silt is used for the "
        "long-term repair of the sea wall that holds back the bay."
    ]


def test_columns_that_alternate_are_read_one_after_the_other() -> None:
    left = [Line(f"left column line {i}", 50, 280, 700 - 12 * i, 10) for i in range(5)]
    right = [Line(f"right column line {i}", 310, 540, 700 - 12 * i, 10) for i in range(5)]
    head = Line("A heading over both columns", 50, 540, 740, 10)
    mixed = [head] + [line for pair in zip(left, right, strict=True) for line in pair]
    assert columns(mixed) == [head, *left, *right]


def test_rows_of_a_table_stay_rows() -> None:
    rows = [
        Line(text, x, x + 30, 700 - 12 * i, 10) for i in range(5) for x, text in ((50, "river"), (310, "12 km"))
    ]
    assert columns(rows) == rows


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: pdf(path, [[(60, 700, "secret")]], password="x"), "encrypted"),
        (lambda path: pdf(path, [[]]), "scan"),
        (lambda path: path.write_bytes(b"%PDF-1.7\nnothing"), "broken PDF"),
    ],
)
def test_unreadable_pdfs(make: object, says: str, tmp_path: Path) -> None:
    make(tmp_path / "a.pdf")  # type: ignore[operator]
    with pytest.raises(InputError, match=says):
        read(tmp_path / "a.pdf")

"""Word and OpenDocument files: tracked changes, content controls, notes, tables, automatic numbers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duizhao.documents import read, read_data
from duizhao.documents.numbers import chinese, written
from duizhao.errors import InputError
from duizhao.sentences import split

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word(path: Path, body: str, **parts: str) -> Path:
    """A Word file with this body; further parts by name (`footnotes="…"`)."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, inner in {"document": f"<w:body>{body}</w:body>", **parts}.items():
            root = {"document": "document", "numbering": "numbering", "styles": "styles"}.get(name, name)
            archive.writestr(
                f"word/{name}.xml", f'<w:{root} xmlns:w="{WORD}" xmlns:mc="{MARKUP}">{inner}</w:{root}>'
            )
    return path


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(path: Path) -> list[str]:
    return [s.text for s in split(read(path))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p(
                r("疏浚"),
                f"<w:ins>{r('九条')}</w:ins>",
                "<w:del><w:r><w:delText>十条</w:delText></w:r></w:del>",
                r("河道。"),
            ),
            ["疏浚九条河道。"],
            id="insertions are in, deletions out",
        ),
        pytest.param(
            p(f"<w:moveFrom>{r('旧处。')}</w:moveFrom>", r("先清河口。"))
            + p(f"<w:moveTo>{r('旧处。')}</w:moveTo>"),
            ["先清河口。", "旧处。"],
            id="a move",
        ),
        pytest.param(
            p(r("疏浚"), properties="<w:rPr><w:del/></w:rPr>") + p(r("河道。")),
            ["疏浚河道。"],
            id="a deleted paragraph mark joins paragraphs",
        ),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('控件里的河道。'))}</w:sdtContent></w:sdt>"
            + p("<w:sdt><w:sdtContent>" + r("行内") + "</w:sdtContent></w:sdt>", r("控件。")),
            ["控件里的河道。", "行内控件。"],
            id="content controls",
        ),
        pytest.param(
            p(
                "<w:hyperlink>" + r("河道") + "</w:hyperlink>",
                "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>",
                r("。"),
            ),
            ["河道。"],
            id="links and field codes",
        ),
        pytest.param(p(r("河道"), r("隐藏", "<w:vanish/>"), r("。")), ["河道。"], id="hidden text"),
        pytest.param(
            p(
                "<w:r><w:ruby><w:rt><w:r><w:t>jun</w:t></w:r></w:rt><w:rubyBase>"
                + r("浚")
                + "</w:rubyBase></w:ruby></w:r>"
            ),
            ["浚"],
            id="ruby",
        ),
        pytest.param(
            p(
                "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
                + p(r("框内河道。"))
                + "</w:txbxContent></mc:Choice>"
                "<mc:Fallback><w:txbxContent>"
                + p(r("框内河道。"))
                + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>",
                r("框外河道。"),
            ),
            ["框外河道。", "框内河道。"],
            id="text boxes once",
        ),
        pytest.param(
            p("<w:r><w:t>Long</w:t><w:noBreakHyphen/><w:t>term</w:t><w:br/><w:t>repair of walls</w:t></w:r>"),
            ["Long-term repair of walls"],
            id="line break and hyphen",
        ),
        pytest.param(
            p("<w:r><w:t>一、目的</w:t><w:br/><w:t>（一）疏浚。</w:t><w:br/><w:t>先清河口。</w:t></w:r>"),
            ["一、目的", "（一）疏浚。", "先清河口。"],
            id="line breaks that end paragraphs",
        ),
    ],
)
def test_paragraphs(body: str, expected: list[str], tmp_path: Path) -> None:
    assert texts(word(tmp_path / "a.docx", body)) == expected


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def test_tables_row_by_row(tmp_path: Path) -> None:
    row = "<w:tr>" + cell(p(r("指标"))) + cell(p(r("河道九条。")), p(r("村庄十座。"))) + "</w:tr>"
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell(p(r("删去"))) + cell(p(r("删去"))) + "</w:tr>"
    merged = "<w:tr>" + cell(p(r("不印")), properties="<w:vMerge/>") + cell(p(r("船"))) + "</w:tr>"
    found = split(read(word(tmp_path / "a.docx", f"<w:tbl>{row}{gone}{merged}</w:tbl>")))
    assert [(s.text, s.kind) for s in found] == [
        ("指标", "table"),
        ("河道九条。", "table"),
        ("村庄十座。", "table"),
        ("船", "table"),
    ]


def test_a_table_of_one_cell_is_a_box(tmp_path: Path) -> None:
    box = cell(p(r("专栏2 河口工程")), p(r("先清河口。")), p(r("再种芦苇。")))
    found = split(read(word(tmp_path / "a.docx", f"<w:tbl><w:tr>{box}</w:tr></w:tbl>")))
    assert [(s.text, s.kind, s.label) for s in found] == [
        ("专栏2 河口工程", "heading", "box:2"),
        ("先清河口。", "box", None),
        ("再种芦苇。", "box", None),
    ]


def test_notes_stand_at_the_end(tmp_path: Path) -> None:
    body = p(r("疏浚"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r("河道。")) + p(r("先清河口。"))
    notes = (
        '<w:footnote w:id="0" w:type="separator">'
        + p()
        + '</w:footnote><w:footnote w:id="2">'
        + p(r("共九条。"))
        + "</w:footnote>"
    )
    assert texts(word(tmp_path / "a.docx", body, footnotes=notes)) == ["疏浚河道。", "先清河口。", "共九条。"]


NUMBERING = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>"""


def numbered(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr>'


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    body = "".join(
        p(r(text), properties=numbered(level))
        for text, level in [("目的", 0), ("河道", 1), ("村庄", 1), ("船", 2), ("办法", 0), ("河口", 1)]
    )
    found = split(read(word(tmp_path / "a.docx", body, numbering=NUMBERING)))
    assert [(s.text, s.kind, s.label) for s in found] == [
        ("一、目的", "heading", "chapter:1"),
        ("(1) 河道", "heading", "section:1"),
        ("(2) 村庄", "heading", "section:2"),
        ("船", "list", None),
        ("二、办法", "heading", "chapter:2"),
        ("(1) 河口", "heading", "section:1"),
    ]


def test_styles_name_headings_and_contents(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="a1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:styleId="mine"><w:basedOn w:val="a1"/></w:style>'
    )
    body = "".join(
        p(r(text), properties=f'<w:pStyle w:val="{style}"/>')
        for style, text in [("t", "疏浚的办法，3"), ("mine", "疏浚的办法，及其他"), ("none", "先清河口。")]
    )
    found = split(read(word(tmp_path / "a.docx", body, styles=styles)))
    assert [s.kind for s in found] == ["furniture", "heading", "paragraph"]


def test_pages_are_counted(tmp_path: Path) -> None:
    body = p(r("先清河口。")) + p('<w:r><w:br w:type="page"/></w:r>', r("再种芦苇。")) + p(r("村庄平安。"))
    assert [b.page for b in read(word(tmp_path / "a.docx", body)).blocks] == [1, 1, 2]


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE x [<!ENTITY a0 "bomb">{bomb}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
            f'<w:document xmlns:w="{WORD}"><w:body>'
            f"<w:p><w:r><w:t>疏浚河道&a11;&f;。</w:t></w:r></w:p></w:body></w:document>",
        )
    try:
        assert "secret" not in read(path).raw
        assert len(read(path).raw) < 100
    except InputError:
        pass


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"word/document.xml": "<w:document"}, "broken XML"),
        ({"word/document.xml": "<x/>"}, "no Word document"),
        ({"content.xml": "<x/>"}, "no OpenDocument text"),
        ({"data.txt": "x"}, r"no \.docx"),
    ],
)
def test_broken_packages(parts: dict[str, str], says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    with pytest.raises(InputError, match=says):
        read(path)


def test_a_truncated_package(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", p(r("疏浚河道。")))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match="broken"):
        read(path)


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (13, "chineseCounting", "十三"),
        (20, "chineseCountingThousand", "二十"),
        (105, "japaneseCounting", "一百零五"),
        (21, "ideographDigital", "二一"),
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (27, "lowerLetter", "aa"),
        (3, "decimalEnclosedCircle", "③"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimal", "7"),
        (1, "bullet", ""),
    ],
)
def test_number_formats(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_chinese_numbers() -> None:
    assert [chinese(n) for n in (10, 11, 99, 100, 110, 111, 999)] == [
        "十",
        "十一",
        "九十九",
        "一百",
        "一百一十",
        "一百一十一",
        "九百九十九",
    ]


ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">
<office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>旧文。</text:p></text:deletion>
</text:changed-region></text:tracked-changes><text:h>一、目的，及其他</text:h><text:p>疏浚<text:note><text:note-citation>1
</text:note-citation><text:note-body><text:p>共九条。</text:p></text:note-body></text:note>河道<text:s/>。</text:p>
<table:table><table:table-row><table:table-cell><text:p>指标</text:p></table:table-cell><table:table-cell><text:p>九</text:p>
</table:table-cell></table:table-row></table:table><text:list><text:list-item><text:p>芦苇</text:p></text:list-item></text:list>
</office:text></office:body></office:document-content>"""


def test_opendocument(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", ODT)
    assert [(s.text, s.kind) for s in split(read(path))] == [
        ("一、目的，及其他", "heading"),
        ("疏浚河道。", "paragraph"),
        ("指标", "table"),
        ("九", "table"),
        ("芦苇", "list"),
        ("共九条。", "paragraph"),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=8)), min_size=1, max_size=5)
)
def test_damaged_files_are_read_or_refused(tmp_path: Path, changes: list[tuple[int, int, bytes]]) -> None:
    data = word(
        tmp_path / "a.docx", p(r("疏浚河道。")) + f"<w:tbl><w:tr>{cell(p(r('船')))}</w:tr></w:tbl>"
    ).read_bytes()
    for at, cut, put in changes:
        data = data[:at] + put + data[at + cut :]
    try:
        found = split(read_data(data, "a.docx"))
    except InputError as error:
        told, found = str(error), ()
    else:
        told = "a.docx"
    assert "a.docx" in told  # refused in a line that names the file
    assert "\n" not in told
    assert all(s.text == s.text.strip() != "" for s in found)

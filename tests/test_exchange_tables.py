"""Tables, workbooks, Word files and stand-off alignments as people and other tools make them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from duizhao.errors import DuizhaoError
from duizhao.exchange import Tally, read_units, write_units
from duizhao.exchange.base import ReadOptions
from duizhao.exchange.grid import Row, columns_of, read_grid
from test_exchange import UNITS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return path


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{inner}</w:p></w:tc>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def texts(path: Path, **options: object) -> list[tuple[str, str]]:
    return [(u.zh_text, u.en_text) for u in read_units(path, **options)]  # type: ignore[arg-type]


def test_word_table_reads_as_if_all_changes_were_accepted(tmp_path: Path) -> None:
    rows = [
        cell(run("中文")) + cell(run("English")),
        cell(run("推进") + f"<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{run('改革。')}</w:ins>")
        + cell(
            f"<w:moveFrom>{run('gone')}</w:moveFrom>"
            f"<w:sdt><w:sdtContent>{run('Advance reform.')}</w:sdtContent></w:sdt>"
        ),
        cell(
            run("行一")
            + "<w:r><w:br/><w:t>行二</w:t><w:tab/></w:r>"
            + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        )
        + cell(run("One") + "</w:p><w:p>" + run("two")),
        cell(run("删去的一行")) + cell(run("deleted row")),
        cell(run("标题"), '<w:gridSpan w:val="2"/>'),
        cell(run("合并"), '<w:vMerge w:val="restart"/>') + cell(run("First half.")),
        cell("", "<w:vMerge/>") + cell(run("Second half.")),
    ]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    table = table.replace("<w:tr>" + rows[3], "<w:tr><w:trPr><w:del/></w:trPr>" + rows[3])
    again = f"<w:tbl><w:tr>{rows[0]}</w:tr><w:tr>{cell(run('完。')) + cell(run('End.'))}</w:tr></w:tbl>"
    path = docx(tmp_path / "a.docx", f"<w:p>{run('before')}</w:p><w:tbl>{table}</w:tbl>{again}")
    assert texts(path) == [
        ("推进改革。", "Advance reform."),
        ("行一\n行二", "One\ntwo"),
        ("标题", ""),
        ("合并", "First half."),
        ("", "Second half."),
        ("完。", "End."),
    ]


def test_word_files_without_a_table_or_with_a_document_type(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError, match="has no table"):
        texts(docx(tmp_path / "a.docx", f"<w:p>{run('x')}</w:p>"))
    with zipfile.ZipFile(tmp_path / "b.docx", "w") as archive:
        laughs = '<!DOCTYPE w [<!ENTITY a "b">]>'
        archive.writestr("word/document.xml", f"{laughs}<w:document {W}><w:body>&a;</w:body></w:document>")
    with pytest.raises(DuizhaoError, match="document type"):
        texts(tmp_path / "b.docx")


def test_workbook_of_other_people(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        [],
        ["No.", "Source (中文)", None, "Target"],
        [1, "推进改革。", 3.0, "Advance reform."],
        [2, "略。"],
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert texts(tmp_path / "a.xlsx") == [("推进改革。", "Advance reform."), ("略。", "")]


def test_nothing_becomes_a_formula(tmp_path: Path) -> None:
    write_units(UNITS, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    cells = {c.value: c.data_type for row in sheet.iter_rows() for c in row if c.value}
    assert cells["=1+1"] == "s"
    assert sheet.auto_filter.ref == "A1:K10"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(
    ("rows", "expected", "header"),
    [
        (["中文", "English"], {"zh": 0, "en": 1}, True),
        (["EN", "ZH-CN"], {"zh": 1, "en": 0}, True),
        (["改革。", "Reform."], {"zh": 0, "en": 1}, False),
        (["1", "Reform.", "改革。"], {"zh": 2, "en": 1}, False),
    ],
)
def test_columns_are_guessed(rows: list[str], expected: dict[str, int], header: bool) -> None:
    table = [Row(1, tuple(rows))]
    if header:
        table.append(Row(2, tuple("改革开放。" if i == expected["zh"] else "Reform." for i in range(2))))
    found = columns_of(table, "a.csv", None)
    assert ({name: found.index[name] for name in ("zh", "en")}, found.header) == (expected, header)


def test_quotes_in_tables_that_do_not_quote(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text('"十四五"时期\tthe "14th" plan\nb\t"open\n', "utf-8")
    rows = [row.cells for row in read_grid(str(tmp_path / "a.tsv"), ReadOptions())]
    assert rows == [('"十四五"时期', 'the "14th" plan'), ("b", '"open')]


def opus(folder: Path) -> None:
    for lang, words in (("zh", "改革 开放 。|创新 。"), ("en", "Reform and opening .|Innovate .")):
        sentences = "".join(
            f'<s id="{n}">' + "".join(f"<w>{w}</w>" for w in s.split()) + "</s>"
            for n, s in enumerate(words.split("|"), 1)
        )
        (folder / lang).mkdir()
        (folder / lang / "doc.xml").write_text(f"<text>{sentences}</text>", "utf-8")
    (folder / "links.xml").write_text(
        '<cesAlign version="1.0"><linkGrp targType="s" fromDoc="en/doc.xml.gz" toDoc="zh/doc.xml.gz">'
        '<link certainty="0.75" xtargets="1;1"/><link certainty="-0.1" xtargets="2;"/><link xtargets=";2"/>'
        '<link xtargets=";"/></linkGrp></cesAlign>',
        "utf-8",
    )


def test_opus_links_with_their_documents(tmp_path: Path) -> None:
    opus(tmp_path)
    tally = Tally()
    units = list(read_units(tmp_path / "links.xml", tell=tally))
    assert [(u.zh_text, u.en_text, u.score) for u in units] == [
        ("改革开放。", "Reform and opening .", 0.75),
        ("", "Innovate .", 0.0),
        ("创新。", "", 1.0),
    ]
    assert [str(r).partition(" (")[0] for r in tally.remarks] == ["skipped 1: links without sentences"]
    (tmp_path / "zh/doc.xml").unlink()
    with pytest.raises(DuizhaoError, match=r"'zh/doc\.xml\.gz' is not there; give .* --zh and --en"):
        list(read_units(tmp_path / "links.xml"))


def test_intertext_has_the_target_first(tmp_path: Path) -> None:
    (tmp_path / "a.zh.xml").write_text('<text><s id="1:1">改革。</s><s id="1:2">开放。</s></text>', "utf-8")
    (tmp_path / "a.en.xml").write_text('<text><s id="1:1">Reform and open.</s></text>', "utf-8")
    (tmp_path / "a.xml").write_text(
        '<linkGrp toDoc="a.zh.xml" fromDoc="a.en.xml">'
        '<link type="2-1" xtargets="1:1 1:2;1:1" status="man"/></linkGrp>',
        "utf-8",
    )
    assert texts(tmp_path / "a.xml") == [("改革。开放。", "Reform and open.")]


@pytest.mark.parametrize(
    ("name", "files", "error"),
    [
        ("a.zh", {"a.zh": "一\n二\n", "a.en": "one\n"}, "a.zh: has 2 lines"),
        (
            "a.beads",
            {"a.beads": "[0]:[5]\n", "a.zh": "一\n", "a.en": "one\n"},
            "sentence 5 of bead 1",
        ),
        ("a.beads", {"a.beads": "[0]:[0]\n", "a.zh": "一\n"}, "the en sentences .* --en FILE"),
        ("a.xml", {"a.xml": "<linkGrp toDoc='a' fromDoc='b'><link xtargets='1'/></linkGrp>"}, "a.xml"),
        ("a.jsonl", {"a.jsonl": '{"zh": [{"text": 5}], "en": []}\n'}, "a.jsonl:1: not an aligned unit"),
    ],
)
def test_parts_that_do_not_fit(name: str, files: dict[str, str], error: str, tmp_path: Path) -> None:
    for file, text in files.items():
        (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(DuizhaoError, match=error):
        list(read_units(tmp_path / name))


def test_sentences_in_no_bead_are_told(tmp_path: Path) -> None:
    for name, text in (("a.beads", "[0]:[0]\n"), ("a.zh", "一\n二\n\n"), ("a.en", "one\n")):
        (tmp_path / name).write_text(text, "utf-8")
    tally = Tally()
    assert len(list(read_units(tmp_path / "a.beads", tell=tally))) == 1
    assert [(r.why, r.count) for r in tally.remarks] == [("sentences that are in no bead", 1)]

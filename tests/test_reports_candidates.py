"""Candidates as text, page and workbook; where their terms are found in examples."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from duizhao.errors import FormatError
from duizhao.reports.candidates import SHAPES, write
from duizhao.reports.occurrences import in_chinese, in_english
from report_samples import candidates


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("推动低空 经济发展，低空经济", "低空经济", ["低空 经济", "低空经济"]),
        ("網絡強國", "网络强国", ["網絡強國"]),
        ("建设５Ｇ网络", "5G网络", ["５Ｇ网络"]),
        ("𠀀字𠀀字", "𠀀字", ["𠀀字", "𠀀字"]),
        ("无", "", []),
    ],
)
def test_chinese_terms(text: str, term: str, found: list[str]) -> None:
    assert [text[s.start : s.end] for s in in_chinese(text, term)] == found


@pytest.mark.parametrize(
    ("text", "terms", "found"),
    [
        ("Low-Altitude Economies and the low altitude economy", ["low-altitude economy"],
         ["Low-Altitude Economies", "low altitude economy"]),
        ("a digital economy grows the economy", ["economy", "digital economy"], ["digital economy", "economy"]),
        ("end “vicious” competition", ["“vicious” competition"], ["“vicious” competition"]),
        ("the powerless", ["power"], []),
        ("nothing", ["", "—"], []),
    ],
)  # fmt: skip
def test_english_terms(text: str, terms: list[str], found: list[str]) -> None:
    assert [text[s.start : s.end] for s in in_english(text, terms)] == found


def test_text_shows_the_evidence(tmp_path: Path) -> None:
    write(candidates(), tmp_path / "c.txt", "text")
    lines = (tmp_path / "c.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "   1  0.97  低空经济 = low-altitude economy"
    assert lines[1].strip() == "5 × Chinese, 4 × English, 4 × together; also low altitude industry (1)"
    assert lines[2].strip() == "要推动⟦低空 经济⟧健康发展，培育低空经济龙头企业。"
    assert "⟦low-altitude economy⟧" in lines[3]
    assert any("suspect: 航天 is space, not aviation" in line for line in lines)
    assert lines[-1] == "3 candidates, 1 of them suspect"


def test_workbook_can_be_worked_in_and_read_back(tmp_path: Path) -> None:
    write(candidates(), tmp_path / "c.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "c.xlsx").read_bytes()), rich_text=True).active
    head, *rows = sheet.iter_rows()
    names = [cell.value for cell in head]
    assert sheet.freeze_panes == "A2"
    assert [row[0].fill.fgColor.rgb for row in rows] == ["00E2EFDA", "00FCE4D6", "00E2EFDA"]
    first = dict(zip(names, (cell.value for cell in rows[0]), strict=True))
    assert (first["zh"], first["en"], first["score"], first["in Chinese"]) == (
        "低空经济",
        "low-altitude economy",
        0.97,
        5,
    )
    assert [str(p) for p in first["Chinese example"]][1] == "低空 经济"
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.formula1, str(choice.sqref)) == ('"accept,reject,later"', "D2:D4")
    assert all(cell.data_type != "f" for row in rows for cell in row)

    from duizhao.exchange import read_concepts

    concepts = read_concepts(tmp_path / "c.xlsx")
    assert (concepts[0].chinese(), concepts[0].english()) == (("低空经济",), ("low-altitude economy",))


@pytest.mark.parametrize("shape", SHAPES)
def test_no_candidates(tmp_path: Path, shape: str) -> None:
    write([], tmp_path / "c", shape)
    assert (tmp_path / "c").stat().st_size


def test_an_unknown_shape_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="one of text, html, xlsx"):
        write([], tmp_path / "c", "pdf")

"""Findings as text, JSON, annotations, JUnit and workbook."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.errors import FormatError, OutputError
from duizhao.model import Span, plain_unit
from duizhao.reports.findings import SHAPES, write
from duizhao.reports.marks import excerpt, pieces, visible
from duizhao.reports.report import Report, told
from duizhao.reports.units import write_text as write_units
from report_samples import HOSTILE, finding, hostile, ordinary

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)
SPANS = st.lists(st.builds(Span, st.integers(0, 70), st.integers(0, 70)), max_size=4)


def written(tmp_path: Path, shape: str, findings: list, **more: object) -> bytes:
    place = tmp_path / "report"
    write(findings, place, shape, **more)
    return place.read_bytes()


def text_of(tmp_path: Path, shape: str, findings: list, **more: object) -> str:
    return written(tmp_path, shape, findings, **more).decode("utf-8")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("findings", [[], ordinary(), hostile()], ids=["none", "ordinary", "hostile"])
def test_every_shape_writes_everything(tmp_path: Path, shape: str, findings: list) -> None:
    assert written(tmp_path, shape, findings, title="a <b> & \ud800", checked="plan.en.txt, 5 units") or (
        shape == "jsonl" and not findings
    )
    assert [p.name for p in tmp_path.iterdir()] == ["report"]


def test_an_unknown_shape_names_the_known(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="one of text, json"):
        write([], tmp_path / "x", "yaml")


def test_a_failed_report_leaves_the_old_one(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write(ordinary(), tmp_path, "text")  # a folder


@given(TEXTS)
def test_visible_text_can_be_written_and_keeps_its_length(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    shown.encode("utf-8")
    ET.fromstring(f"<a>{shown.replace('&', '').replace('<', '')}</a>")
    assert "\x1b" not in shown
    assert len(shown.splitlines()) <= 1


@given(TEXTS, SPANS)
def test_pieces_are_the_text(text: str, spans: list[Span]) -> None:
    cut = pieces(text, spans)
    assert "".join(piece for piece, _ in cut) == text
    inside = {i for s in spans for i in range(s.start, min(s.end, len(text)))}
    assert sum(len(piece) for piece, marked in cut if marked) == len(inside)


@given(st.text("一二 ab1", min_size=0, max_size=300), st.integers(0, 299), st.integers(1, 8))
def test_an_excerpt_holds_its_span(text: str, start: int, length: int) -> None:
    span = Span(start, start + length)
    cut, moved = excerpt(text, span, 40)
    assert len(cut) <= 40 + 2 * 20 + 2
    assert moved is not None
    assert cut[moved.start : moved.end] == text[span.start : span.end]


def test_an_excerpt_cuts_no_word() -> None:
    cut, _ = excerpt("involution " * 40, Span(200, 210), 60)
    assert set(re.findall(r"\w+", cut)) == {"involution"}


def test_gravest_first() -> None:
    report = Report(tuple(ordinary()))
    assert [f.severity for f in report.ordered] == ["error", "error", "warning", "warning", "info"]
    assert [(first.code, len(members)) for first, members in report.groups()] == [
        ("DZ102", 2), ("DZ201", 1), ("DZ401", 1), ("DZ301", 1),
    ]  # fmt: skip
    assert report.totals() == "2 errors, 2 warnings, 1 info"
    assert Report(()).closing() == "no findings"


def test_text_marks_both_sides(tmp_path: Path) -> None:
    text = text_of(tmp_path, "text", ordinary(), checked="plan.en.txt, 5 units")
    lines = text.splitlines()
    assert lines[0] == "error DZ102 number-magnitude (2)"
    assert "    zh  到2030年，2号园区产值超过⟦10万亿元⟧。" in lines
    assert "    en  By 2030, the output of park 2 will exceed ⟦10 billion yuan⟧." in lines
    assert "    →   10 trillion yuan" in lines
    assert "    cf. 10万亿元 = 10 trillion yuan (old.tmx:3)" in lines
    assert lines[-1] == "2 errors, 2 warnings, 1 info in plan.en.txt, 5 units"
    assert "\x1b" not in text


def test_text_of_hostile_findings_obeys_nothing(tmp_path: Path) -> None:
    text = text_of(tmp_path, "text", hostile())
    assert "\x1b" not in text
    assert "\x00" not in text
    assert "\u202e" not in text
    assert "𠀀㐀𬺰" in text.replace("⟦", "").replace("⟧", "")


def test_json_holds_the_contract(tmp_path: Path) -> None:
    keys = ["code", "name", "severity", "message", "file", "line", "unit", "zh", "en", "zh_span", "en_span",
            "suggestion", "precedent", "fingerprint"]  # fmt: skip
    lines = text_of(tmp_path, "jsonl", ordinary()).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(text_of(tmp_path, "json", ordinary()))
    assert list(json.loads(lines[0]))[: len(keys)] == keys
    assert "两个译法" in lines[0]


def test_json_loses_nothing(tmp_path: Path) -> None:
    read = [json.loads(line) for line in text_of(tmp_path, "jsonl", hostile()).split("\n")[:-1]]
    assert [data["message"] for data in read] == list(HOSTILE)


def test_annotations_are_escaped(tmp_path: Path) -> None:
    one = finding(message="50% off\nnext", file="a,b:c%.txt", line=3, suggestion="", precedent=None, zh="", en="")
    lines = text_of(tmp_path, "github", [one]).split("\n")
    assert lines[0] == "::error file=a%2Cb%3Ac%25.txt,line=3,title=DZ102 number-magnitude::50%25 off next"


def test_annotations_name_their_severity(tmp_path: Path) -> None:
    lines = text_of(tmp_path, "github", ordinary()).splitlines()
    assert [line.split(" ")[0] for line in lines[:-1]] == ["::error"] * 2 + ["::warning"] * 2 + ["::notice"]
    assert not lines[-1].startswith("::")
    for line in text_of(tmp_path, "github", hostile()).splitlines()[:-1]:
        assert re.fullmatch(r"::error (file|title)=[^\r\n]*?::[^\r\n]+", line)
        assert line.split("::", 2)[1].count("::") == 0


def test_annotations_have_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.en.txt").write_text(finding().en + "\n", encoding="utf-8")
    line = text_of(tmp_path, "github", [finding(line=1)]).splitlines()[0]
    start = finding().en.index("10 billion yuan") + 1
    assert f"file=plan.en.txt,line=1,endLine=1,col={start},endColumn={start + 15}," in line


def test_junit_counts_what_it_holds(tmp_path: Path) -> None:
    root = ET.fromstring(written(tmp_path, "junit", ordinary(), title="plan"))
    assert root.tag == "testsuites"
    assert {k: root.get(k) for k in ("name", "tests", "failures", "errors")} == {
        "name": "plan", "tests": "5", "failures": "4", "errors": "0",
    }  # fmt: skip
    for suite in root:
        assert suite.tag == "testsuite"
        assert len(suite.findall("testcase")) == int(suite.get("tests", ""))
        assert len(suite.findall("testcase/failure")) == int(suite.get("failures", ""))
    cases = root.findall(".//testcase")
    assert len({(c.get("classname"), c.get("name")) for c in cases}) == 5
    failure = root.find(".//testcase[@line='12']/failure")
    assert failure is not None
    assert failure.get("type") == "error"
    assert "⟦10 billion yuan⟧" in (failure.text or "")
    assert root.find(".//testcase[@line='11']/system-out") is not None


def test_junit_without_findings_passes(tmp_path: Path) -> None:
    root = ET.fromstring(written(tmp_path, "junit", [], checked="plan.en.txt"))
    assert [(c.get("classname"), len(c)) for c in root.iter("testcase")] == [("plan.en.txt", 0)]
    assert root.get("tests") == "1"
    assert root.get("failures") == "0"


def test_junit_takes_hostile_texts(tmp_path: Path) -> None:
    root = ET.fromstring(written(tmp_path, "junit", hostile()))
    assert len(root.findall(".//testcase")) == len(hostile())


def test_workbook(tmp_path: Path) -> None:
    data = written(tmp_path, "xlsx", ordinary(), title="plan: a/b")
    sheet = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).active
    head, *rows = sheet.iter_rows()
    names = [cell.value for cell in head]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:N6"
    assert [row[0].value for row in rows] == ["error", "error", "warning", "warning", "info"]
    assert {row[0].fill.fgColor.rgb for row in rows} == {"00F8CBAD", "00FFE699", "00DDEBF7"}
    first = dict(zip(names, (cell.value for cell in rows[0]), strict=True))
    assert str(first["Chinese"]) == "到2030年，2号园区产值超过10万亿元。"
    assert [str(part) for part in first["Chinese"]] == ["到2030年，2号园区产值超过", "10万亿元", "。"]
    assert first["line"] == 12
    assert first["decision"] is None
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == ['"corrected,accepted,later"']


def test_workbook_holds_no_formula(tmp_path: Path) -> None:
    data = written(tmp_path, "xlsx", [finding(message=text, suggestion=text, zh=text, en=text) for text in HOSTILE])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    suggestions = {str(row[6].value) for row in sheet.iter_rows(min_row=2)}
    assert any(text.startswith("=HYPERLINK") for text in suggestions)


def test_a_precedent_in_words() -> None:
    assert told(None) == ""
    assert told({"en": "internet power", "count": 3, "line": 4}) == "internet power (line 4, count 3)"
    assert told({"file": "a.tmx"}) == "a.tmx"


def test_a_whole_sentence_is_not_marked(tmp_path: Path) -> None:
    whole = finding(zh="未译。 ", zh_span=Span(0, 3), en="", en_span=None)
    assert "⟦" not in text_of(tmp_path, "text", [whole]) + text_of(tmp_path, "github", [whole])
    assert "⟦" in text_of(tmp_path, "text", [finding()])


def test_a_terminal_gets_colour(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal, no_colour, coloured in ((True, "", True), (True, "1", False), (False, "", False)):
        monkeypatch.setattr("sys.stdout.isatty", lambda answer=terminal: answer)
        monkeypatch.setenv("NO_COLOR", no_colour)
        write(ordinary(), "-", "text")
        assert ("\x1b[1;31m" in capsys.readouterr().out) is coloured


def test_units_as_text_obey_nothing() -> None:
    stream = io.StringIO()
    write_units([plain_unit(1, "甲\x1b[31m", ""), plain_unit(2, "乙", "B\nC", score=0.4)], stream)
    assert stream.getvalue() == "[1] 1-0  1.00  \n    甲␛[31m\n    —\n[2] 1-1  0.40 ??\n    乙\n    B C\n"


def test_a_text_leaves_out_what_is_less_grave_and_says_so(tmp_path: Path) -> None:
    text = text_of(tmp_path, "text", ordinary(), show="warning")
    assert "info DZ301" not in text
    assert "两个译法 here" not in text
    assert text.splitlines()[-1] == "2 errors, 2 warnings, 1 info (1 not shown: --show info)"
    assert "(1 not shown" not in text_of(tmp_path, "text", ordinary())


def test_a_text_ends_with_the_count_of_every_check(tmp_path: Path) -> None:
    lines = text_of(tmp_path, "text", ordinary(), show="warning").splitlines()
    assert [line.split() for line in lines[-6:-2]] == [
        ["error", "DZ102", "number-magnitude", "2"],
        ["warning", "DZ201", "term-missing", "1"],
        ["warning", "DZ401", "omitted-sentence", "1"],
        ["info", "DZ301", "inconsistent-term", "1"],
    ]


def test_a_text_shows_so_many_findings_of_a_check(tmp_path: Path) -> None:
    many = [finding(n) for n in range(1, 31)]
    text = text_of(tmp_path, "text", many, limit=10)
    assert text.count("    en  ") == 10
    assert "… and 20 more: --limit 0 shows all, --only DZ102 these alone" in text
    assert text_of(tmp_path, "text", many, limit=0).count("    en  ") == 30
    assert len(json.loads(text_of(tmp_path, "json", many, limit=10))) == 30


def test_a_long_precedent_is_cut_around_what_it_shows(tmp_path: Path) -> None:
    long = "Before it stands much. " * 20 + "10 trillion yuan" + " Behind it stands more." * 20
    text = text_of(tmp_path, "text", [finding(precedent={"en": long, "file": "old.tmx", "line": 3})])
    (line,) = [line for line in text.splitlines() if line.startswith("    cf. ")]
    assert "10 trillion yuan" in line
    assert line.endswith("… (old.tmx:3)")
    assert len(line) < 220

"""Reading text: encodings, lines, offsets, bad input."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.documents import read, read_text
from duizhao.errors import EncodingError, InputError
from duizhao.model import Document, Lang, repaired
from duizhao.sentences import read_presplit, split, split_text

SIMPLIFIED = (
    "各区公所：\n　　为了加快疏浚三角洲的河道，保护沿岸的村庄，现就有关工作通知如下。\n二、加强领导，落实责任。\n"
)
TRADITIONAL = (
    "各區公所：\n　　為了加快疏濬三角洲的河道，保護沿岸的村莊，現就有關工作通知如下。\n二、加強領導，落實責任。\n"
)
ENGLISH = "I. Aims\nThe Bureau’s plan for the nine rivers of the delta costs $5. It is done within a year.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, encoding)
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32")
    ]
    + [(TRADITIONAL, encoding) for encoding in ("utf-8", "big5", "gb18030", "utf-16-le")]
    + [(ENGLISH, encoding) for encoding in ("utf-8", "cp1252", "gb18030", "utf-16", "utf-16-be")],
)
def test_encodings_are_told(text: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read(path).raw == text
    assert read(path, encoding=encoding).raw == text


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("汉字".encode("gb18030"), id="too short"),
        pytest.param("これは日本語のテキストです。".encode("shift_jis") * 5, id="Japanese"),
        pytest.param("한국어 텍스트입니다. ".encode("euc-kr") * 5, id="Korean"),
        pytest.param("déjà vu à la carte, naïve çhars".encode("latin-1") * 5, id="Latin-1"),
        pytest.param(b"abc \xed\xa0\x80 def\n", id="a lone surrogate"),
    ],
)
def test_below_confidence_it_is_a_question(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(EncodingError, match="--encoding"):
        read(path)


def test_wrong_encoding_names_the_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("abc\n" + SIMPLIFIED).encode("gb18030"))
    with pytest.raises(EncodingError, match=r"a\.txt:3: not big5 \(byte 0x\w\w at \d+\)"):
        read(path, encoding="big5")
    with pytest.raises(EncodingError, match="klingon"):
        read(path, encoding="klingon")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n\r\n", "is empty"),
        (bytes(range(256)) * 40, "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "picture"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "docx"),
        (b"{\\rtf1\\ansi text}", "RTF"),
        (b"PK\x03\x04junk", "ZIP"),
        (b"%PDF-1.7 junk", "PDF"),
        (b"123 456\n", "no words"),
        ("河道清淤工作。各区公所".encode()[:-1], "middle of a UTF-8 character"),
        (b"\xff\xfea\x00\x00\xd8b\x00", "not utf-16"),
    ],
)
def test_no_text_is_told(data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=says):
        read(path)


def test_missing_and_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(InputError, match="folder"):
        read(tmp_path)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    document = read_text(end.join(["一、目的", "疏浚河道。", "", "二、办法", "先清河口。"]), "a", "zh")
    found = split(document)
    assert [(s.text, s.line) for s in found] == [
        ("一、目的", 1),
        ("疏浚河道。", 2),
        ("二、办法", 4),
        ("先清河口。", 5),
    ]


@pytest.mark.parametrize("mark", ["\u0085", "\u2028", "\u2029", "\f", "\v", "\x1c", "\x1e"])
def test_these_end_no_line(mark: str) -> None:
    document = read_text(f"疏浚{mark}河道。\n先清河口。", "a", "zh")
    assert [(s.text, s.line) for s in split(document)] == [("疏浚河道。", 1), ("先清河口。", 2)]
    document = read_text(f"Dredge{mark}it.\nGo.", "a", "en")
    assert [(s.text, s.line) for s in split(document)] == [
        ("Dredge it." if mark != "\v" else "Dredgeit.", 1),
        ("Go.", 2),
    ]


def test_presplit_is_taken_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff甲。 乙\r\n\r\n  丙\u2028丁\f\n".encode())
    assert [(s.id, s.text, s.line) for s in read_presplit(path)] == [
        (1, "甲。 乙", 1),
        (2, "", 2),
        (3, "  丙\u2028丁\f", 3),
    ]
    path.write_bytes("甲\n乙".encode())
    assert [s.text for s in read_presplit(path)] == ["甲", "乙"]


def test_no_repair_shows_the_raw_cut() -> None:
    text = "　　为了保护三角洲的九条河流和沿岸的村庄，\n水务局决定疏 浚河口。"
    assert [s.text for s in split(read_text(text, "a", "zh"))] == [
        "为了保护三角洲的九条河流和沿岸的村庄，水务局决定疏浚河口。"
    ]
    raw = read_text(text, "a", "zh", repair=False)
    assert raw.edits == ()
    assert [s.text for s in split(raw)] == ["为了保护三角洲的九条河流和沿岸的村庄，", "水务局决定疏 浚河口。"]


def test_characters_that_print_nothing_are_left_out() -> None:
    document = read_text("疏\u200b浚\x00河\u00ad道\ufeff。", "a", "zh")
    assert [s.text for s in split(document)] == ["疏浚河道。"]
    assert document.raw == "疏\u200b浚\x00河\u00ad道\ufeff。"


def hold(document: Document) -> None:
    """Every sentence's span gives its text after the recorded repairs; sentences are trimmed and in order."""
    found = split(document)
    assert [s.id for s in found] == list(range(1, len(found) + 1))
    for sentence in found:
        assert repaired(document.raw, document.edits, sentence.start, sentence.end) == sentence.text
        assert sentence.text == sentence.text.strip()
        assert sentence.text
        before = document.raw[: sentence.start].replace("\r\n", "\n").replace("\r", "\n")
        assert sentence.line == before.count("\n") + 1
    assert all(a.start < b.start for a, b in pairwise(found))
    assert all(a.end <= b.start for a, b in pairwise(document.edits))


def printed(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200d\u2060\ufeff]", "", text)


PIECES = st.sampled_from(
    "疏浚|河道|，|。|！|？|……|；|：|“|”|（|）|《|》|𠀀|㐀|一、|（二）|1.|专栏3 |第五条　|——| |　|"
    "\n|\r\n|\r|\n\n|\f|\u2028|\u200b|\x00|dredge|The |No. 5|etc.|U.S. |"
    "e.g.|Box 2: |River Project |Promote |(1) |I. |. |, |-\n|—|3|12|- 4 -\n|"
    "undefined\n|Key words:\n|[note]|\t|a) |•|2023年5月8日|水务局\n".split("|")
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["zh", "en"]), st.booleans())
def test_offsets_hold(text: str, lang: Lang, repair: bool) -> None:
    document = read_text(text, "a", lang, repair=repair)
    hold(document)
    if not repair:
        assert printed("".join(s.text for s in split(document))) == printed(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["zh", "en"]))
def test_any_text_is_cut_without_loss(text: str, lang: Lang) -> None:
    hold(read_text(text, "a", lang))
    found = split_text(text, lang)
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
    assert all(text[s.start : s.end] == s.text for s in found)


def test_offsets_hold_on_real_files(shared: Path) -> None:
    real = [
        *shared.glob("seeds/*.txt"),
        *shared.glob("corpora/work-reports-zh/*.txt"),
        *shared.glob("gold/*/*.[ze][hn]"),
    ]
    assert real
    for path in real:
        hold(read(path))


def test_offsets_hold_on_samples() -> None:
    samples = sorted((Path(__file__).parent.parent / "aligned").glob("*/*.txt"))
    assert samples
    for path in samples:
        hold(read(path))
        hold(read(path, repair=False))


@pytest.mark.parametrize("unit", ["。", "—", "（", "(", "“", ".", "…", " ", "[", "专栏1 ", "\n"])
def test_long_runs_do_not_hang(unit: str) -> None:
    """A rule that looks back over a whole run would take hours here."""
    for ends, lang in (("河道", "zh"), ("ab", "en")):
        document = read_text(ends[0] + unit * 100_000 + ends[1], "a", lang)
        hold(document)
        found = split(document)
        assert found[0].text[0] == ends[0]
        assert found[-1].text[-1] == ends[1]

"""Glossaries in the formats of tools: what each carries comes back, what it cannot is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from duizhao.errors import DuizhaoError
from duizhao.exchange import Tally, read_concepts, write_concepts
from duizhao.exchange.base import TOOLS
from duizhao.glossary.csvfile import COLUMNS, read_glossary
from duizhao.model import Concept, Term
from test_exchange import CONCEPTS


@pytest.mark.parametrize("name", ["g.csv", "g.tsv", "g.xlsx", "g.tbx", "g.xml"])
def test_lossless_formats(name: str, tmp_path: Path) -> None:
    outcome = write_concepts(CONCEPTS, tmp_path / name, strict=True)
    assert outcome.remarks == ()
    assert read_concepts(tmp_path / name) == CONCEPTS


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "tbx", "xml", "utf8"])
def test_no_tool_is_given_what_should_not_be_used(tool: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"g.{suffix}"
    outcome = write_concepts(CONCEPTS, path, tool=tool, dialect="v2")
    read = read_concepts(
        path, format="omegat" if tool in ("omegat", "deepl", "google") and suffix == "csv" else None
    )
    english = {term for concept in read for term in concept.english("preferred", "admitted")}
    assert "cyber power" in english
    own = {("memoq", "csv"), ("trados", "xlsx"), ("phrase", "xlsx"), ("omegat", "csv"), ("deepl", "csv")}
    if (tool, suffix) in {*own, ("google", "csv")} or suffix in ("tbx", "utf8"):
        assert not english & {"x", "y"}
        assert any("deprecated and forbidden" in remark.why for remark in outcome.remarks)


def test_forbidden_terms_are_listed_for_people(tmp_path: Path) -> None:
    write_concepts(CONCEPTS, tmp_path / "g.tbx", tool="omegat", dialect="v2")
    table = (tmp_path / "g.forbidden.md").read_text("utf-8")
    assert "| 网络强国 | y | forbidden | cyber power |  |" in table
    assert "| 网络强国 | x | deprecated | cyber power | why & <how> |" in table


def test_utx_keeps_every_status(tmp_path: Path) -> None:
    outcome = write_concepts(CONCEPTS, tmp_path / "g.utx")
    data = (tmp_path / "g.utx").read_bytes()
    assert data.startswith(b"#UTX 1.11; zh-CN/en-US; 2026-11-22; ")
    assert data.count(b"\r\n") == data.count(b"\n") > 5
    first, second = read_concepts(tmp_path / "g.utx")
    assert [(t.text, t.status) for t in first.en] == [(t.text, t.status) for t in CONCEPTS[0].en]
    assert first.chinese() == ("网络强国", "网强")
    assert second.english("preferred") == ("advance", "push ahead with")
    lost = {remark.why for remark in outcome.remarks}
    assert {"deprecated Chinese terms", "domains", "Chinese definitions", "flags"} <= lost


def test_strict_makes_a_loss_an_error_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(DuizhaoError, match="lost"):
        write_concepts(CONCEPTS, tmp_path / "g.utx", strict=True)
    assert not (tmp_path / "g.utx").exists()


def test_memoq_columns(tmp_path: Path) -> None:
    write_concepts(CONCEPTS, tmp_path / "g.csv", tool="memoq")
    header = (tmp_path / "g.csv").read_text("utf-8-sig").splitlines()[0].split(";")
    assert header[0] == "Entry_ID"
    assert [c for c in header if c.startswith(("Chinese", "English"))] == [
        *("Chinese_PRC_Def", "Chinese_PRC", "Chinese_PRC"),
        *("English_United_States_Def", "English_United_States", "English_United_States"),
    ]
    first, _ = read_concepts(tmp_path / "g.csv")
    assert (first.id, first.chinese(), first.english()) == (
        "pol-0001",
        ("网络强国", "网强"),
        ("cyber power", "cyberpower"),
    )
    assert (first.definition_zh, first.definition_en, first.kind) == ("定义。", "A definition.", "slogan")


def test_deepl_takes_a_source_once_and_no_long_terms(tmp_path: Path) -> None:
    concepts = [
        Concept("a", (Term("甲"),), (Term("one"), Term("uno", "admitted"))),
        Concept("b", (Term("甲"),), (Term("another"),)),
        Concept("c", (Term("乙" * 400),), (Term("two"),)),
    ]
    outcome = write_concepts(concepts, tmp_path / "g.csv", tool="deepl")
    assert (tmp_path / "g.csv").read_text("utf-8") == "甲,one\n"
    assert {r.why for r in outcome.remarks if r.kind != "noted"} == {
        "further English terms of a concept (one a source is allowed)",
        "further pairs of the same Chinese term",
        "terms of more than 1,024 bytes",
    }


@pytest.mark.parametrize(
    ("text", "error", "line"),
    [
        ("", "no header row", None),
        ("id,zh\na,甲\n", "no column 'en'", 1),
        ("id,zh,en,notes\n", "unknown column 'notes'; did you mean 'note'?", 1),
        ("id,zh,en,en\n", "'en' stands twice", 1),
        ("id,zh,en\na,甲\n", "2 cells where the header has 3", 2),
        ('id,zh,en\na,甲,"x\ny"\nb,乙,z,\n', "4 cells", 4),
        ("id,zh,en\n1a,甲,x\n", "id '1a' is no name", 2),
        ("id,zh,en\na,甲,x\n\na,乙,y\n", "id 'a' is taken by line 2", 4),
        ("id,zh,en\na,,x\n", "no Chinese term", 2),
        ("id,zh,en\na,甲, | \n", "no English term", 2),
        ("id,zh,en,state\na,甲,x,done\n", "unknown state 'done'", 2),
        ('id,zh,en\na,甲,"x\n', "unclosed double quote", 2),
    ],
)
def test_faults_of_the_glossary_csv_name_the_line(text: str, error: str, line: int | None, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(text, "utf-8")
    with pytest.raises(DuizhaoError) as caught:
        read_glossary(tmp_path / "g.csv")
    assert error in str(caught.value)
    assert caught.value.line == line


def test_glossary_csv_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes("id,zh,en\na,生态红线,x\n".encode("gb18030"))
    with pytest.raises(DuizhaoError, match=r"g\.csv:2: not UTF-8 .* save it as UTF-8"):
        read_glossary(tmp_path / "g.csv")


def test_glossary_csv_with_a_mark_and_other_order(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes("\ufeffen,zh\r\nred line,红线\r\n".encode())
    (concept,) = read_glossary(tmp_path / "g.csv")
    assert (concept.id, concept.chinese(), concept.english()) == ("c2", ("红线",), ("red line",))


def test_shipped_glossaries_come_back_byte_for_byte(tmp_path: Path) -> None:
    folder = Path(__file__).parent.parent / "glossary"
    files = sorted(folder.glob("*.csv"))
    assert files
    for file in files:
        write_concepts(read_glossary(file), tmp_path / "g.csv")
        assert (tmp_path / "g.csv").read_bytes() == file.read_bytes(), file.name


def test_terms_that_a_cell_cannot_hold(tmp_path: Path) -> None:
    for text in ("a | b", "a {b}", " a"):
        with pytest.raises(DuizhaoError, match="cannot stand in a cell"):
            write_concepts([Concept("c", (Term("甲"),), (Term(text),))], tmp_path / "g.csv")
    assert not (tmp_path / "g.csv").exists()
    assert len(COLUMNS) == 18


def test_the_first_of_several_pairs_is_preferred(tmp_path: Path) -> None:
    (tmp_path / "g.utf8").write_text("红线\tred line\n红线\tredline\n", "utf-8")
    (concept,) = read_concepts(tmp_path / "g.utf8")
    assert [t.status for t in concept.en] == ["preferred", "admitted"]
    assert concept.zh == (Term("红线"),)


def test_columns_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("1,红线,x,red line\n2,底线,y,bottom line\n", "utf-8")
    tally = Tally()
    concepts = read_concepts(tmp_path / "g.csv", columns={"zh": 2, "en": 4}, tell=tally)
    assert [(c.chinese(), c.english()) for c in concepts] == [
        (("红线",), ("red line",)),
        (("底线",), ("bottom line",)),
    ]

"""Annotating running text, and concordances."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from duizhao.errors import DuizhaoError
from duizhao.glossary import Glossary
from duizhao.glossary.annotate import annotate, annotate_fully
from duizhao.glossary.concordance import clipped, columns, concordance
from duizhao.glossary.csvfile import write_glossary
from duizhao.glossary.matching import Matcher
from duizhao.model import Concept, Term, plain_unit

GLOSSARY = Glossary(
    (
        Concept(
            "c1",
            (Term("网络强国"), Term("网路强国", "deprecated")),
            (Term("cyber power"), Term("internet superpower", "deprecated")),
        ),
        Concept("c2", (Term("网络"),), (Term("network"),)),
        Concept("c3", (Term("强国战略"),), (Term("power strategy"),)),
        Concept("c4", (Term("人民"),), (Term("people"),)),
        Concept("c5", (Term("办法"),), (Term("measures"),)),
        Concept("c6", (Term("办法"), Term("方法", "admitted")), (Term("method"),)),
    )
)


@pytest.fixture
def glossary(tmp_path: Path) -> Path:
    path = tmp_path / "g.csv"
    write_glossary(GLOSSARY.concepts, path)
    return path


def test_which_terms_gave_way_is_told() -> None:
    text = "网络强国战略与人民币"
    found, nowhere = annotate_fully(text, "zh", Matcher(GLOSSARY))
    assert [text[a.start : a.end] for a in found] == ["网络强国"]
    assert [(p.text, p.why) for p in found[0].passed_over] == [("网络", "inside"), ("强国战略", "crosses")]
    assert [(p.text, p.start) for p in nowhere] == [("人民", 7)]


def test_english_in_order_with_what_is_in_brackets() -> None:
    text = "The cyber (network) power of the people"
    found = [(text[a.start : a.end], a.pairs[0][2]) for a in annotate(text, "en", Matcher(GLOSSARY))]
    assert found == [("cyber (network) power", "exact"), ("network", "exact"), ("people", "exact")]
    both, _ = annotate_fully("cyber powers", "en", Matcher(GLOSSARY))
    assert [(a.start, a.end, a.pairs[0][2]) for a in both] == [(0, 12, "stem")]


def test_jsonl_as_in_the_contract(run: Run, glossary: Path, tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("一\r\n网 络强国“和”办法\r\n", encoding="utf-8")
    done = run("annotate", "t.txt", "--glossary", glossary, "--format", "jsonl", "--overlaps")
    hits = [json.loads(line) for line in done.stdout.splitlines()]
    keys = ["concept", "text", "start", "end", "zh", "en", "match", "score", "source"]
    assert list(hits[0])[:9] == keys
    assert [(h["concept"], h["text"], h["start"], h["end"]) for h in hits] == [
        ("c1", "网 络强国", 3, 8),
        ("c5", "办法", 11, 13),
        ("c6", "办法", 11, 13),
    ]
    assert hits[0]["passed_over"] == [{"text": "网 络", "start": 3, "end": 6, "why": "inside"}]
    assert "2 hits, 1 shorter ones passed over" in done.stderr


def test_text_with_marks(run: Run, glossary: Path) -> None:
    done = run("annotate", "-", "--glossary", glossary, stdin="网路强国的人民")
    assert done.stdout == "⟦网路强国|cyber power; deprecated, use 网络强国⟧的⟦人民|people⟧\n"
    done = run("annotate", "-", "--glossary", glossary, stdin="An Internet Superpower.\n")
    assert done.stdout == "An ⟦Internet Superpower|网络强国; deprecated, use cyber power⟧.\n"


def test_language_can_be_forced(run: Run, glossary: Path) -> None:
    assert "⟦" not in run("annotate", "-", "--lang", "en", "--glossary", glossary, stdin="网络").stdout


@pytest.mark.parametrize(
    ("stdin", "told"), [(b"", "empty"), (b"\x00\x01\x02\xff" * 50, "text"), (b"\xff\xfe\xff", "encoding")]
)
def test_bad_input(stdin: bytes, told: str, run: Run, glossary: Path) -> None:
    done = run("annotate", "-", "--glossary", glossary, stdin=stdin)
    assert done.returncode == 3
    assert told in done.stderr


UNITS = [
    plain_unit(1, "加快建设网络强国。", "Speed up building a cyber power."),
    plain_unit(2, "網絡強國与人民币", "an internet superpower and the yuan", line=7, file="a.tmx"),
    plain_unit(3, "人民网络", ""),
]


def test_both_sides_and_what_was_chosen() -> None:
    lines = list(concordance("网络强国", UNITS, GLOSSARY))
    assert [(line.text[line.start : line.end], line.renderings[0][1].text) for line in lines] == [
        ("网络强国", "cyber power"),
        ("網絡強國", "internet superpower"),
    ]
    data = lines[1].to_dict()
    assert (data["left"], data["right"], data["line"], data["file"]) == ("", "与人民币", 7, "a.tmx")
    assert data["renderings"] == [
        {
            "text": "internet superpower",
            "start": 3,
            "end": 22,
            "term": "internet superpower",
            "status": "deprecated",
        }
    ]


def test_queries_of_other_kinds() -> None:
    assert [line.unit.id for line in concordance("cyber powers", UNITS)] == [1]
    assert [line.unit.id for line in concordance("人民", UNITS)] == [2, 3]
    assert [line.unit.id for line in concordance("人民", UNITS, words=True)] == [3]
    assert [line.unit.id for line in concordance("建设.络|^人", UNITS, regex=True)] == [1, 3]
    assert list(concordance("x*", UNITS, regex=True)) == []


@pytest.mark.parametrize(("query", "regex"), [("(", True), (" ", False)])
def test_queries_that_cannot_be_asked(query: str, regex: bool) -> None:
    with pytest.raises(DuizhaoError):
        list(concordance(query, UNITS, regex=regex))


def test_columns_of_wide_characters() -> None:
    assert columns("网a，e\u0301") == 6
    assert clipped("建设网络", 5, left=True) == " 网络"
    assert clipped("网络\n强国", 6, left=False) == "网络  "
    assert columns(clipped("网络强国", 7, left=False)) == 7


def test_concordance_command(run: Run, glossary: Path, tmp_path: Path) -> None:
    (tmp_path / "u.tsv").write_text("加快建设网络强国。\tBuild a cyber power.\n网络\tnetworks\n", encoding="utf-8")
    done = run("concordance", "网络强国", "--units", "u.tsv", "--glossary", glossary, "--context", 10)
    first, second = done.stdout.splitlines()
    assert first == "    1   加快建设 网络强国 。"
    assert second.strip() == "Build a ‹cyber power›."
    assert "1 occurrence: cyber power 1" in done.stderr
    done = run("concordance", "network", "u.tsv", "--glossary", glossary, "--format", "jsonl", "--limit", 1)
    assert json.loads(done.stdout)["match"] == "networks"
    assert run("concordance", "x").returncode == 2
    assert run("concordance", "x", "--units", "none.tmx").returncode == 3

"""Round trips of every exchange format, and what the real files of others look like after reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.exchange import Tally, read_concepts, read_units, write_concepts, write_units
from duizhao.glossary.csvfile import COLUMNS, read_glossary, write_glossary
from duizhao.model import Concept, Reason, Sentence, Term, Unit

AWKWARD = (
    "加快建设“数字乡村”，推进《规划》落实。",
    "𠀀㐀：生僻字也要保住",
    "  前后有空格  ",
    "A&B <b>不是标签</b> &lt; &amp;lt;",
    "制表\t与\n换行\r\n都在",
    "㎡、１．５％、５Ｇ",
    '“引号”"straight"「直角」',
    "=1+1",
    "[0]:[0]",
)


def unit(number: int, zh: str, en: str, **more: object) -> Unit:
    side = [Sentence(number, t, 0, len(t), number) for t in (zh, en)]
    return Unit(number, (side[0],), (side[1],), zh_file="规划.zh.txt", en_file="plan.en.txt", **more)  # type: ignore[arg-type]


UNITS = tuple(
    unit(
        number,
        text,
        f"Text {number}: {text}",
        score=round(1 - number / 100, 4),
        notes=(f"note {number} & 备注",),
    )
    for number, text in enumerate(AWKWARD, 1)
)


@pytest.mark.parametrize("name", ["jsonl", "tmx", "tsv", "csv"])
def test_units_come_back_as_they_went(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"units.{name}"
    assert write_units(UNITS, path).count == len(UNITS)
    assert tuple(read_units(path)) == UNITS


def test_jsonl_keeps_what_only_the_aligner_knows(tmp_path: Path) -> None:
    first = Sentence(3, "第一章　总则", 10, 16, 4, "heading", "chapter:1")
    given_unit = Unit(
        7,
        (first,),
        (),
        0.5,
        (Reason("length", 1.5), Reason("label", 0.0, "章")),
        2,
        "a",
        "b",
        ("n",),
        (("x", "y"),),
    )
    write_units([given_unit], tmp_path / "u.jsonl")
    assert list(read_units(tmp_path / "u.jsonl")) == [given_unit]


def test_sentences_joined_in_a_memory_are_cut_again(tmp_path: Path) -> None:
    zh = tuple(Sentence(1, t, 0, len(t), 5) for t in ("坚持创新。", "推进5G", "and 6G 建设。"))
    en = tuple(Sentence(1, t, 0, len(t), 9) for t in ("Uphold innovation.", "Build 5G and 6G networks."))
    write_units([Unit(1, zh, en, zh_file="a", en_file="b")], tmp_path / "u.tmx")
    (read,) = read_units(tmp_path / "u.tmx")
    assert [s.text for s in read.zh] == [s.text for s in zh]
    assert [s.text for s in read.en] == [s.text for s in en]
    assert read.type == "3-2"


CONCEPTS = (
    Concept(
        "pol-0001",
        (Term("网络强国"), Term("网强", "admitted", "short form"), Term("网路强国", "deprecated")),
        (
            Term("cyber power"),
            Term("cyberpower", "admitted"),
            Term("x", "deprecated", "why & <how>"),
            Term("y", "forbidden"),
        ),
        pos="noun",
        kind="slogan",
        domain=("politics", "technology"),
        definition_zh="定义。",
        definition_en="A definition.",
        source="common official usage",
        note='Say "power", not "superpower".',
        state="candidate",
        flags=("case", "nocheck"),
        created="2026-11-22",
        modified="2026-11-22",
    ),
    Concept("c2", (Term("推进"),), (Term("advance"), Term("push ahead with")), pos="phrase"),
)


@pytest.mark.parametrize("dialect", ["v3", "v3-dct", "v2"])
def test_concepts_come_back_from_every_dialect_of_tbx(dialect: str, tmp_path: Path) -> None:
    outcome = write_concepts(CONCEPTS, tmp_path / "g.tbx", dialect=dialect)
    assert (outcome.count, outcome.remarks) == (2, ())
    tally = Tally()
    assert read_concepts(tmp_path / "g.tbx", tell=tally) == CONCEPTS
    assert tally.remarks == ()


def test_the_glossary_csv_comes_back_byte_for_byte(tmp_path: Path) -> None:
    canonical = (
        ",".join(COLUMNS)
        + "\npol-0001,双创 {short form} | 大众创业、万众创新,,mass innovation,,a | b {no},,noun,slogan,"
        + 'economy | society,,,"NDRC, 2015","Say ""double"" never.",approved,,2026-11-22,2026-11-22\n'
    ).encode()
    (tmp_path / "g.csv").write_bytes(canonical)
    concepts = read_glossary(tmp_path / "g.csv")
    write_glossary(concepts, tmp_path / "h.csv")
    assert (tmp_path / "h.csv").read_bytes() == canonical
    assert concepts[0].zh == (Term("双创", "preferred", "short form"), Term("大众创业、万众创新", "admitted"))


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("&<>\"'\t\n　“《𠀀㐀é"),
    min_size=1,
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_any_text_survives_json_lines(
    tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("h") / "u.jsonl"
    units = [unit(i, zh, en) for i, (zh, en) in enumerate(texts, 1)]
    write_units(units, path)
    assert list(read_units(path)) == units

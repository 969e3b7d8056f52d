"""Round trips of every exchange format, and what the real files of others look like after reading."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
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


@pytest.mark.parametrize("name", ["jsonl", "tmx", "tsv", "csv", "xlsx", "xlf", "xlf2", "po"])
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


@pytest.mark.parametrize("name", ["en", "hunalign", "docx", "it.xml"])
def test_texts_come_back_from_formats_of_plain_text(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"units.{name}"
    outcome = write_units(UNITS, path)
    assert outcome.count == len(UNITS)
    assert any(remark.kind == "lost" and "remarks" in remark.why for remark in outcome.remarks)
    read = [(u.zh_text, u.en_text) for u in read_units(path)]
    wanted = [(u.zh_text, u.en_text) for u in UNITS]
    if name == "docx":  # keeps line ends and tabs within a cell
        assert read == [(zh.replace("\r\n", "\n").strip(), en.replace("\r\n", "\n").strip()) for zh, en in wanted]
    else:
        assert read == [(" ".join(zh.split()), " ".join(en.split())) for zh, en in wanted]


@pytest.mark.parametrize("name", ["beads", "ladder", "xml"])
def test_sentence_numbers_come_back_with_their_texts(name: str, tmp_path: Path) -> None:
    def side(numbers: range, lang: str) -> tuple[Sentence, ...]:
        return tuple(Sentence(n, f"{lang}{n}", 0, 3, n) for n in numbers)

    units = [
        Unit(1, side(range(1, 3), "zh"), side(range(1, 2), "en"), 0.75),
        Unit(2, side(range(3, 4), "zh"), (), 0.5),
        Unit(3, side(range(4, 5), "zh"), side(range(2, 5), "en"), 1.0),
    ]
    for lang, count in (("zh", 4), ("en", 4)):
        (tmp_path / f"plan.{lang}").write_text("".join(f"{lang}{n}\n" for n in range(1, count + 1)), "utf-8")
    path = tmp_path / f"plan.{name}"
    write_units(units, path)
    read = list(read_units(path, zh=str(tmp_path / "plan.zh"), en=str(tmp_path / "plan.en")))
    assert [(u.zh_text, u.en_text, u.type) for u in read] == [(u.zh_text, u.en_text, u.type) for u in units]
    if name != "beads":
        assert [u.score for u in read] == [u.score for u in units]


def test_a_ladder_has_rungs_for_sentences_in_no_unit(tmp_path: Path) -> None:
    units = [Unit(1, (Sentence(3, "丙", 0, 1, 3),), (Sentence(2, "c", 0, 1, 2),), 0.5)]
    write_units(units, tmp_path / "a.ladder")
    assert (tmp_path / "a.ladder").read_text() == "0\t0\t0\n2\t0\t0\n2\t1\t0.5\n3\t2\t0\n"


def test_text_is_written_in_nfc_and_that_is_told(tmp_path: Path) -> None:
    outcome = write_units([unit(1, "\uf900有此理", "cafe\u0301\x0b")], tmp_path / "a.tmx")
    (read,) = read_units(tmp_path / "a.tmx")
    assert (read.zh_text, read.en_text) == ("\u8c48有此理", "caf\u00e9")
    assert [(r.kind, r.count) for r in outcome.remarks] == [("changed", 1), ("changed", 1)]


def test_traditional_characters_are_tagged_as_such(tmp_path: Path) -> None:
    write_units([unit(1, "加強生態環境保護，推動綠色發展。", "Protect.")], tmp_path / "a.tmx")
    assert 'srclang="zh-TW"' in (tmp_path / "a.tmx").read_text("utf-8")


def test_demo_tmx_reads_as_a_person_reads_it(shared: Path) -> None:
    tally = Tally()
    units = list(read_units(shared / "corpora/tmx/Demo.tmx", tell=tally))
    assert [(u.type, u.zh_text[-1]) for u in units] == [("1-0", "应")] + [("1-1", "。")] * 9
    assert all(u.en_text == u.en_text.strip() and u.zh_text == u.zh_text.strip() for u in units)
    assert [u.zh[0].line for u in units][:3] == [6, 11, 15]
    assert {r.kind for r in tally.remarks} == {"changed", "noted"}


def test_gemet_comes_back_equal(shared: Path, tmp_path: Path) -> None:
    concepts = read_concepts(shared / "corpora/gemet/gemet_en_zh.tsv")
    assert len(concepts) > 5000
    for name in ("g.csv", "g.tbx", "g.xlsx", "g.tsv", "g.xml"):
        write_concepts(concepts, tmp_path / name)
        assert read_concepts(tmp_path / name) == concepts, name


def xml_text(text: str) -> str:
    """What CAT tools' formats promise to carry: NFC."""
    return unicodedata.normalize("NFC", text)


def legal(text: str) -> bool:
    return bool(text.strip()) and not any(c in "\ufffe\uffff" for c in text)


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from("&<>\"'\t\n\r　“《𠀀㐀é|;=~"),
    min_size=1,
    max_size=40,
).filter(legal)
PAIRS = st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("name", ["jsonl", "tmx", "tsv", "csv", "xlsx", "xlf", "xlf2", "po"])
@given(texts=PAIRS)
def test_any_text_survives(
    name: str, tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("h") / f"u.{name}"
    units = [unit(i, zh, en) for i, (zh, en) in enumerate(texts, 1)]
    write_units(units, path)
    read = [(u.zh_text, u.en_text) for u in read_units(path)]
    exact = name in ("jsonl", "tsv", "csv")
    assert read == [(zh, en) if exact else (xml_text(zh), xml_text(en)) for zh, en in texts]


TERM = st.text(
    st.characters(exclude_categories=("Cs", "C", "Z"), exclude_characters="{}|") | st.sampled_from("&<>\"' 𠀀㐀"),
    min_size=1,
    max_size=20,
).filter(lambda t: t == " ".join(t.split()) and t == xml_text(t))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@pytest.mark.parametrize("name", ["csv", "tsv", "xlsx", "tbx", "xml"])
@given(data=st.data())
def test_any_concept_survives(name: str, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.mktemp("h") / f"g.{name}"
    words = data.draw(st.lists(TERM, min_size=4, max_size=8, unique=True))
    concept = Concept(
        "c1",
        (Term(words[0]), Term(words[1], "deprecated")),
        (Term(words[2], "preferred", data.draw(TERM)), *(Term(w, "forbidden") for w in words[3:])),
        note=data.draw(TERM),
        source=data.draw(TERM),
        state=data.draw(st.sampled_from(["approved", "candidate", "suspect"])),
    )
    write_concepts([concept], path)
    assert read_concepts(path) == (concept,)

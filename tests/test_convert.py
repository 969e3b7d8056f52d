"""`duizhao convert` as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Run
from duizhao.exchange import read_concepts, read_units, write_concepts, write_units
from duizhao.model import Sentence, Unit
from test_exchange import CONCEPTS, UNITS


def unit(number: int, zh: list[str], en: list[str], score: float = 1.0) -> Unit:
    def side(texts: list[str]) -> tuple[Sentence, ...]:
        return tuple(Sentence(number * 10 + i, t, 0, len(t), number) for i, t in enumerate(texts))

    return Unit(number, side(zh), side(en), score, zh_file="a.zh.txt", en_file="a.en.txt", notes=("who?",))


SAMPLE = [
    unit(1, ["总则"], ["General provisions"], 0.99),
    unit(2, ["推进改革。", "扩大开放。"], ["Advance reform and open wider."], 0.7),
    unit(3, ["略。"], [], 0.5),
    unit(4, ["总则"], ["General provisions"], 0.98),
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    write_units(SAMPLE, tmp_path / "units.jsonl")
    return tmp_path


def texts(path: Path) -> list[tuple[str, str]]:
    return [(u.zh_text, u.en_text) for u in read_units(path)]


ALL = [("总则", "General provisions"), ("推进改革。扩大开放。", "Advance reform and open wider.")]


@pytest.mark.parametrize(
    "suffix", ["tmx", "tsv", "csv", "xlsx", "xlf", "xlf2", "po", "docx", "hunalign", "it.xml"]
)
def test_units_into_every_format_and_back(suffix: str, sample: Path, run: Run) -> None:
    assert run("convert", "units.jsonl", f"out.{suffix}").returncode == 0
    assert texts(sample / f"out.{suffix}")[:2] == ALL
    done = run("convert", f"out.{suffix}", "again.jsonl")
    assert done.returncode == 0
    assert texts(sample / "again.jsonl")[:2] == ALL


def test_what_is_left_out_is_counted_on_stderr(sample: Path, run: Run) -> None:
    done = run("convert", "units.jsonl", "out.tmx")
    assert done.stdout == ""
    assert "3 units written to out.tmx" in done.stderr
    assert "skipped 1: units with text on one side only (first: a.zh.txt:3)" in done.stderr
    assert run("convert", "units.jsonl", "out.tmx", "--quiet").stderr == ""
    assert sample


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--min-confidence", "0.9"], [1, 4]),
        (["--only", "2-1, 1-0"], [2, 3]),
        (["--dedupe"], [1, 2, 3]),
        (["--dedupe", "--only", "1-1"], [1]),
        (["--join-omissions", "no"], [1, 2, 3, 4]),
        (["--join-omissions", "yes"], [1, 2, 4]),
    ],
)
def test_selection(options: list[str], expected: list[int], sample: Path, run: Run) -> None:
    assert run("convert", "units.jsonl", "out.jsonl", *options).returncode == 0
    units = list(read_units(sample / "out.jsonl"))
    assert [u.id for u in units] == expected
    if "yes" in options:
        assert units[1].type == "3-1"
        assert units[1].zh_text.endswith("略。")
        assert units[1].score == 0.5


def test_anonymous(sample: Path, run: Run) -> None:
    run("convert", "units.jsonl", "out.tmx", "--anonymous")
    text = (sample / "out.tmx").read_text("utf-8")
    assert "who?" not in text
    assert "a.zh.txt" not in text
    assert "General provisions" in text


def test_standard_streams(sample: Path, run: Run) -> None:
    done = run("convert", "-", "-", "--from", "jsonl", "--to", "tsv", stdin=(sample / "units.jsonl").read_bytes())
    assert done.returncode == 0
    assert done.stdout.splitlines()[1].split("\t")[:3] == ["1", "总则", "General provisions"]


def test_english_as_the_source(sample: Path, run: Run) -> None:
    run("convert", "units.jsonl", "out.tmx", "--source", "en")
    text = (sample / "out.tmx").read_text("utf-8")
    assert 'srclang="en-US"' in text
    assert text.index("General provisions") < text.index("总则")


def test_columns_are_taken_as_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.csv").write_text("甲,乙,A,B\n丙,丁,C,D\n", "utf-8")
    assert run("convert", "a.csv", "b.jsonl", "--as", "units", "--columns", "zh=2,en=4").returncode == 0
    assert texts(tmp_path / "b.jsonl") == [("乙", "B"), ("丁", "D")]
    for wrong in ("zh=0,en=1", "zh=1", "1,2", "zh=1;en=2"):
        assert run("convert", "a.csv", "b.jsonl", "--columns", wrong).returncode == 2


def test_content_decides_between_units_and_glossary(tmp_path: Path, run: Run) -> None:
    (tmp_path / "terms.csv").write_text("生态红线,ecological red line\n双碳,dual carbon goals\n", "utf-8")
    (tmp_path / "pairs.csv").write_text(
        "坚持改革开放。,Uphold reform.\n推进法治。,Advance the rule of law.\n", "utf-8"
    )
    assert "2 concepts written" in run("convert", "terms.csv", "a.tsv").stderr
    assert "2 units written" in run("convert", "pairs.csv", "b.tsv").stderr
    assert "2 units written" in run("convert", "terms.csv", "c.tmx").stderr
    assert "2 concepts written" in run("convert", "pairs.csv", "d.tbx").stderr
    assert "2 units written" in run("convert", "terms.csv", "e.tsv", "--as", "units").stderr


def test_glossary_for_omegat(tmp_path: Path, run: Run) -> None:
    write_concepts(CONCEPTS, tmp_path / "g.csv")
    done = run("convert", "g.csv", "g.tbx", "--for", "omegat")
    assert "lost 3: deprecated and forbidden terms" in done.stderr
    text = (tmp_path / "g.tbx").read_text("utf-8")
    assert "<martif" in text
    assert (tmp_path / "g.forbidden.md").is_file()
    assert run("convert", "g.csv", "h.tbx").returncode == 0
    assert read_concepts(tmp_path / "h.tbx") == CONCEPTS


def test_strict(sample: Path, run: Run) -> None:
    done = run("convert", "units.jsonl", "out.tmx", "--strict")
    assert done.returncode == 3
    assert "one side only" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (sample / "out.tmx").exists()


def test_translations_into_the_original(tmp_path: Path, run: Run) -> None:
    write_units(UNITS[:1], tmp_path / "a.xlf")
    text = (tmp_path / "a.xlf").read_text("utf-8")
    run("convert", "a.xlf", "a.jsonl")
    data = json.loads((tmp_path / "a.jsonl").read_text("utf-8"))
    data["en"] = ["New & better."]
    (tmp_path / "a.jsonl").write_text(json.dumps(data), "utf-8")
    done = run("convert", "a.jsonl", "b.xlf", "--into", "a.xlf")
    assert "1 translations written" in done.stderr
    old = UNITS[0].en_text
    assert (tmp_path / "b.xlf").read_text("utf-8") == text.replace(f">{old}<", ">New &amp; better.<")


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["none.tmx", "a.tsv"], 3, "none.tmx: no such file"),
        (["folder", "a.tsv"], 3, "folder"),
        (["units.jsonl", "a.xyz"], 3, "a.xyz: its format cannot be told"),
        (["units.jsonl", "a.tbx"], 3, "duizhao extract"),
        (["units.jsonl", "folder"], 3, "folder"),
        (["units.jsonl", "a.tmx", "--to", "doc"], 3, "no format 'doc' to write"),
        (["units.jsonl", "a.tmx", "--only", "one"], 2, "'one' is no type"),
        (["units.jsonl", "a.tmx", "--min-confidence", "2"], 2, "2"),
        (["units.jsonl"], 2, "OUT"),
        (["binary.tmx", "a.tsv"], 3, "binary.tmx"),
        (["binary.xlsx", "a.tsv"], 3, "no workbook"),
        (["binary.docx", "a.tsv"], 3, "no Word file"),
        (["binary.tsv", "a.tmx"], 3, "binary.tsv"),
        (["binary.jsonl", "a.tmx"], 3, "binary.jsonl:1"),
        (["binary.po", "a.tmx"], 3, "binary.po"),
        (["empty.tmx", "a.tsv"], 3, "is empty"),
        (["units.jsonl", "no/such\0/a.tmx"], 3, "a.tmx"),
    ],
)
def test_bad_input_is_one_line(args: list[str], code: int, words: str, sample: Path, run: Run) -> None:
    (sample / "folder").mkdir()
    for suffix in ("tmx", "xlsx", "docx", "tsv", "jsonl", "po"):
        (sample / f"binary.{suffix}").write_bytes(bytes(range(256)) * 8)
    (sample / "empty.tmx").write_bytes(b"")
    if any("\0" in arg for arg in args):
        pytest.skip("the system refuses such an argument before we see it")
    done = run("convert", *args)
    assert done.returncode == code
    assert words in done.stderr
    if code == 3:
        assert len(done.stderr.splitlines()) == 1
    assert not list(sample.glob(".*tmp"))


def test_a_fault_at_the_end_leaves_the_old_output(sample: Path, run: Run) -> None:
    (sample / "out.tmx").write_text("old", "utf-8")
    with (sample / "units.jsonl").open("a") as stream:
        stream.write("{broken\n")
    assert run("convert", "units.jsonl", "out.tmx").returncode == 3
    assert (sample / "out.tmx").read_text() == "old"


def test_a_lone_surrogate(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.jsonl").write_text('{"zh": ["改\\ud800革"], "en": ["Reform"]}\n', "utf-8")
    assert run("convert", "a.jsonl", "a.tsv").returncode == 3
    done = run("convert", "a.jsonl", "a.tmx")
    assert done.returncode == 0
    assert "unfit for XML" in done.stderr
    assert texts(tmp_path / "a.tmx") == [("改革", "Reform")]


def test_a_long_line(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.tsv").write_text("改革" * 2_000_000 + "\tReform\n", "utf-8")
    done = run("convert", "a.tsv", "a.tmx")
    assert done.returncode in (0, 3)
    assert len(done.stderr) < 2000

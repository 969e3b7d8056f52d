"""`duizhao eval extract` and the outputs of `duizhao extract` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from conftest import Run
from duizhao.evaluate.extraction import TermPair, compare, compare_terms
from duizhao.glossary.csvfile import read_glossary

GOLD = "zh\ten\n海洋牧场\tmarine ranch | marine ranching\n風電\twind power\n“双创”\tentrepreneurship and innovation\n"
TEST = [
    ("海洋牧场", "Marine Ranches"),
    ("海洋牧场", "marine ranch"),
    ("风电", "wind"),
    ("低空经济", "low-altitude economy"),
]
UNITS = [
    (
        "大力建设海洋牧场，推进海上风电开发。",
        "Build marine ranches and advance the development of offshore wind power.",
    ),
    (
        "支持海洋牧场和海上风电融合发展。",
        "Support the integrated development of marine ranches and offshore wind power.",
    ),
    ("建设“平急两用”公共基础设施。", "Build “dual-use” public infrastructure."),
]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    (tmp_path / "gold.tsv").write_text(GOLD, encoding="utf-8")
    lines = [json.dumps({"zh": zh, "en": en}, ensure_ascii=False) for zh, en in TEST]
    (tmp_path / "test.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def units(tmp_path: Path) -> Path:
    rows = "".join(f"{zh}\t{en}\n" for zh, en in UNITS)
    (tmp_path / "units.tsv").write_text("zh\ten\n" + rows, encoding="utf-8")
    return tmp_path / "units.tsv"


def test_figures(lists: Path) -> None:
    result = compare_terms(lists / "gold.tsv", lists / "test.jsonl")
    assert result.by_zh == (True, False, True, False)
    assert result.by_pair == (True, False, False, False)
    assert [t.zh for t in result.missed] == ["“双创”"]
    assert result.renderings == (("风电", "wind", "wind power"),)
    assert [t.zh for t in result.extra] == ["低空经济"]
    assert (result.precision(), result.recall(), result.precision(pairs=False)) == (0.25, 1 / 3, 0.5)
    assert compare_terms(lists / "gold.tsv", lists / "test.jsonl", limit=1).precision() == 1.0


def test_variants_of_a_gold_term() -> None:
    gold = [TermPair("双创", ("entrepreneurship and innovation",), 1, ("大众创业、万众创新",))]
    result = compare(
        gold, [TermPair("大众创业万众创新", ("innovation and entrepreneurship",)), TermPair("双创", gold[0].en)]
    )
    assert result.by_zh == (True, False)
    assert result.by_pair == (False, True)
    assert not result.missed
    assert not result.renderings


def test_a_glossary_as_gold(lists: Path) -> None:
    (lists / "gold.csv").write_text(
        "id,zh,en,en_admitted,en_deprecated\nx,风电 {short} | 风力发电,wind power,wind {colloquial},windmills\n",
        encoding="utf-8",
    )
    assert compare_terms(lists / "gold.csv", lists / "test.jsonl").by_pair == (False, False, True, False)


def test_command(run: Run, lists: Path) -> None:  # noqa: ARG001
    done = run("eval", "extract", "gold.tsv", "test.jsonl", "--format", "json")
    data = json.loads(done.stdout)
    assert list(data)[:6] == ["gold", "test", "correct", "precision", "recall", "f1"]
    assert (data["gold"], data["zh_precision"], data["pair_recall_2n"]) == (3, 0.5, 0.333333)
    text = run("eval", "extract", "gold.tsv", "test.jsonl").stdout
    assert "another rendering: 1" in text
    assert "风电  wind" in text


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--min-recall", "0.3"], 0),
        (["--min-recall", "0.5"], 1),
        (["--min-precision", "1", "--first", "1"], 0),
        (["--min-precision", "0.5"], 1),
        (["--min-f1", "0.9"], 1),
        (["--min-f1", "2"], 2),
    ],
)
def test_floors(run: Run, lists: Path, options: list[str], code: int) -> None:  # noqa: ARG001
    assert run("eval", "extract", "gold.tsv", "test.jsonl", *options).returncode == code


@pytest.mark.parametrize("text", ['{"a": 1}\n', "no table", '{"zh": "a"', 'zh,en\n"a'])
def test_bad_lists(run: Run, lists: Path, text: str) -> None:
    (lists / "bad.csv").write_text(text, encoding="utf-8")
    done = run("eval", "extract", "gold.tsv", "bad.csv")
    assert done.returncode in (0, 3)
    assert done.returncode == 0 or len(done.stderr.splitlines()) == 1


def test_outputs(run: Run, units: Path) -> None:
    folder = units.parent
    for name in ("c.csv", "c.xlsx", "c.html", "c.jsonl"):
        assert run("extract", units.name, "-o", name).returncode == 0
    first = json.loads((folder / "c.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert list(first)[:7] == ["zh", "en", "lemma", "score", "freq_zh", "freq_en", "cofreq"]
    concepts = read_glossary(folder / "c.csv")
    assert concepts
    assert {c.state for c in concepts} <= {"candidate", "suspect"}
    assert all(c.note.startswith("score") for c in concepts)
    assert "海上风电" in (folder / "c.html").read_text(encoding="utf-8")
    assert openpyxl.load_workbook(folder / "c.xlsx").active.max_row > 2
    assert run("glossary", "review", "c.csv", stdin="q\n").returncode == 0
    assert run("extract", units.name, "--format", "xlsx").returncode == 2

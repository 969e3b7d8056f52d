"""`duizhao eval align`: figures that can be counted by hand, moved beads, calibration, the page of disagreements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Run
from duizhao.errors import FormatError
from duizhao.evaluate.alignment import BeadIds, compare, in_order, moved, read_alignment
from duizhao.evaluate.confidence import Calibration, calibration
from duizhao.evaluate.disagreements import disagreements

PLAN = ROOT / "aligned" / "plan"
KEYS = [
    "precision", "recall", "f1", "lax_precision", "lax_recall", "lax_f1", "gold", "test", "correct",
    "omission_precision", "omission_recall", "omission_f1",
]  # fmt: skip


def one(i: int, j: int) -> BeadIds:
    return (i,), (j,)


STRAIGHT = [one(k, k) for k in range(8)]
MOVED = [*[one(k, k + 2) for k in range(4)], one(4, 0), one(5, 1), one(6, 6), one(7, 7)]
SIDE = st.lists(st.integers(0, 12), max_size=3, unique=True).map(tuple)
BEADS = st.lists(st.tuples(SIDE, SIDE), max_size=12)


def unit(zh: list[int], en: list[int], score: float = 1.0, **more: object) -> str:
    sides = {
        "zh": [{"id": i + 1, "text": f"第{i + 1}句。"} for i in zh],
        "en": [{"id": j + 1, "text": f"Sentence <{j + 1}>."} for j in en],
    }
    return json.dumps({"id": 1, "type": "", **sides, "score": score, "why": {}, **more}, ensure_ascii=False) + "\n"


def test_the_shorter_part_is_what_moved() -> None:
    assert moved(STRAIGHT) == set()
    assert moved(MOVED) == {one(4, 0), one(5, 1)}
    assert moved([((), (3,)), ((2,), ())]) == set()


def test_moved_beads_are_counted() -> None:
    found = compare(MOVED, MOVED).moved_to_dict()
    assert found == {"moved_precision": 1.0, "moved_recall": 1.0, "moved_f1": 1.0}
    # A monotone aligner leaves the block alone: nothing found, nothing false.
    monotone = [b for b in MOVED if b not in moved(MOVED)] + [((4,), ()), ((), (0,)), ((5,), ()), ((), (1,))]
    assert compare(MOVED, monotone).moved_to_dict() == {"moved_precision": 0.0, "moved_recall": 0.0, "moved_f1": 0.0}
    false = compare(STRAIGHT, MOVED)
    assert (false.moved_gold, false.moved_test, false.moved_correct) == (0, 2, 0)


def test_which_part_is_called_moved_is_a_matter_of_names() -> None:
    named = {one(k, k + 2) for k in range(4)}  # the longer part, if a box, is marked by the aligner
    assert compare(MOVED, MOVED, named).moved_to_dict()["moved_f1"] == 1.0
    wrong = {one(6, 7)}
    assert compare(STRAIGHT[:6], [*STRAIGHT[:6], one(6, 7)], wrong).moved_test == 1


def test_no_moved_beads_is_no_score() -> None:
    assert set(compare(STRAIGHT, STRAIGHT).moved_to_dict().values()) == {None}


@given(BEADS, BEADS)
def test_figures_stay_in_range_for_any_beads(gold: list[BeadIds], test: list[BeadIds]) -> None:
    counts = compare(gold, test)
    figures = {**counts.to_dict(), **counts.moved_to_dict()}
    assert list(counts.to_dict()) == KEYS
    assert all(v is None or 0 <= v <= 1 for k, v in figures.items() if k not in ("gold", "test", "correct"))
    assert counts.moved_correct <= min(counts.moved_gold, counts.moved_test)


@given(BEADS, BEADS)
def test_disagreements_cover_every_bead_that_differs_once(gold: list[BeadIds], test: list[BeadIds]) -> None:
    sides = [{in_order(b) for b in beads if b[0] or b[1]} for beads in (gold, test)]
    groups = disagreements(gold, test, {})
    for number in (0, 1):
        shown = [(b.zh, b.en) for group in groups for b in group[number]]
        assert len(shown) == len(set(shown))
        assert sides[number] - sides[1 - number] <= set(shown) <= sides[number]
    assert bool(groups) == (sides[0] != sides[1])


def test_calibration_counts_levels() -> None:
    scores = {one(0, 0): 1.0, one(1, 1): 0.99, one(2, 3): 0.992, one(3, 2): 0.6, ((9,), ()): 0.99}
    found = calibration(STRAIGHT, scores)
    assert (found.sure.beads, found.sure.right, found.beads) == (3, 2, 4)
    assert found.to_dict()["sure_share"] == 0.75
    assert found.error == pytest.approx((abs(2.982 - 2) + 0.6) / 4)
    assert (found + found).beads == 8
    assert Calibration().to_dict()["sure_right"] == 0.0


def test_units_bring_confidence_marks_and_texts(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(unit([1, 0], [0], 0.5) + "\n" + unit([2], [1], 0.9, moved=1), encoding="utf-8")
    read = read_alignment(path)
    assert read.beads == [((1, 0), (0,)), one(2, 1)]
    assert read.scores == {((0, 1), (0,)): 0.5, one(2, 1): 0.9}
    assert read.moved == {one(2, 1)}
    assert read.zh[2] == "第3句。"


@pytest.mark.parametrize(
    "line",
    ["[0]", "0-0", "[0]:[a]", "{", "{}", '{"zh": 1, "en": 2}', '{"zh": [1], "en": []}',
     '{"zh": [{"id": "x"}], "en": []}', '{"zh": [], "en": [], "score": "high"}', "[" * 3000, '{"zh":' * 3000],
)  # fmt: skip
def test_bad_lines_are_told_with_their_place(tmp_path: Path, line: str) -> None:
    path = tmp_path / "t.beads"
    path.write_text(f"[0]:[0]\n{line}\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"t\.beads:2: not an? "):
        read_alignment(path)


def test_large_numbers_cost_nothing() -> None:
    assert moved([one(0, 0), one(10**30, 10**20)]) == set()


def test_text_and_json_of_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.gold").write_text("[0]:[0]\n[1]:[1, 2]\n[2]:[]\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(
        unit([0], [0], 0.995) + unit([1], [1], 0.7) + unit([], [2], 0.4) + unit([2], [], 0.9), encoding="utf-8"
    )
    done = run("eval", "align", "a.gold", "a.jsonl", "--format", "json")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert list(data)[:12] == KEYS
    assert (data["gold"], data["test"], data["correct"]) == (3, 4, 2)
    assert (data["precision"], data["recall"]) == (0.5, 0.5)
    assert data["moved_f1"] is None
    assert data["types"]["1-2"] == {"gold": 1, "test": 0, "correct": 0}
    assert (data["calibration"]["beads"], data["calibration"]["sure_right"]) == (2, 1.0)
    text = run("eval", "align", "a.gold", "a.jsonl", "--min-f1", "0.9")
    assert text.returncode == 1
    assert "confidence ≥ .99: 100.0% right, on 50% of 2 two-sided beads" in text.stdout
    assert "moved beads        none" in text.stdout


def test_the_page_shows_both_groupings_and_obeys_no_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.gold").write_text("[0]:[0]\n[1]:[1, 2]\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(unit([0], [0]) + unit([1], [1], 0.7) + unit([], [2]), encoding="utf-8")
    done = run("eval", "align", "a.gold", "a.jsonl", "--html", "d.html")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "1-2 → 0-1, 1-1" in page
    assert page.count("第2句。") == 2
    assert "第1句。" not in page  # no disagreement there
    assert "Sentence &lt;3&gt;." in page
    assert "<3>" not in page
    assert "http" not in page.split("</head>", 1)[1]


def test_the_page_takes_texts_from_files_beside_the_gold(run: Run, tmp_path: Path) -> None:
    for name, content in (("a.gold", "[0]:[0]\n"), ("a.zh", "第一条\n"), ("a.en", "Article 1\n")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "a.beads").write_text("[0]:[]\n[]:[0]\n[7]:[]\n", encoding="utf-8")
    assert run("eval", "align", "a.gold", "a.beads", "--html", "d.html").returncode == 0
    page = (tmp_path / "d.html").read_text(encoding="utf-8")
    assert "第一条" in page
    assert "(not in the text)" in page
    (tmp_path / "a.zh").rename(tmp_path / "b.zh")
    missing = run("eval", "align", "a.gold", "a.beads", "--html", "e.html")
    assert missing.returncode == 3
    assert "needs the Chinese sentences; give --zh FILE" in missing.stderr
    assert not (tmp_path / "e.html").exists()
    assert run("eval", "align", "a.gold", "a.beads", "--zh", "b.zh", "--html", "e.html").returncode == 0


def test_folders_are_added_up(run: Run, tmp_path: Path) -> None:
    for folder in ("gold", "test"):
        (tmp_path / folder).mkdir()
    for name in ("a", "b"):
        (tmp_path / "gold" / f"{name}.gold").write_text("[0]:[0]\n", encoding="utf-8")
    (tmp_path / "test" / "a.beads").write_text("[0]:[0]\n", encoding="utf-8")
    missing = run("eval", "align", "gold", "test")
    assert missing.returncode == 3
    assert "no beads for b.gold; expected b.beads" in missing.stderr
    (tmp_path / "test" / "b.jsonl").write_text(unit([0], []) + unit([], [0]), encoding="utf-8")
    data = json.loads(run("eval", "align", "gold", "test", "--format", "json").stdout)
    assert (data["gold"], data["test"], data["correct"]) == (2, 3, 1)
    assert run("eval", "align", "gold", "test", "--zh", "x", "--html", "y").returncode == 2
    assert run("eval", "align", "gold/a.gold", "test").returncode == 3


def test_a_folder_and_a_file_are_not_compared(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.gold").write_text("[0]:[0]\n", encoding="utf-8")
    (tmp_path / "a.beads").write_text("[0]:[0]\n", encoding="utf-8")
    for args, said in (
        (("gold", "a.beads"), "a.beads: is a file, GOLD is a folder"),
        (("gold", "none"), "none: no such folder"),
        (("a.beads", "gold"), "gold: is a folder, GOLD is a file"),
    ):
        done = run("eval", "align", *args)
        assert done.returncode == 3
        assert said in done.stderr


def test_gold_of_the_sample_against_itself() -> None:
    beads = read_alignment(PLAN / "plan.gold").beads
    counts = compare(beads, beads)
    assert counts.to_dict()["f1"] == 1.0
    assert counts.moved_gold >= 12
    assert disagreements(beads, beads, {}) == []

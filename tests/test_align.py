"""The aligner: what it must never lose, and what it must find."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, Run
from duizhao.align import adapt, align, core
from duizhao.align.evidence import Ratios, ratios, translation_table
from duizhao.align.lattice import Lattice
from duizhao.align.marks import MARKS, marks_of
from duizhao.align.placed import placed_evidence
from duizhao.align.search import NEVER, Band, forward_backward, viterbi
from duizhao.align.sides import side
from duizhao.evaluate.alignment import compare, read_beads
from duizhao.lexicon import Rows, default_lexicon
from duizhao.model import Sentence
from duizhao.sentences import read_presplit

PLAN = ROOT / "aligned" / "plan"


def sentences(texts: Sequence[str]) -> list[Sentence]:
    return [Sentence(n, text, 0, len(text), n) for n, text in enumerate(texts, 1)]


def plan() -> tuple[list[str], list[str]]:
    zh, en = (read_presplit(PLAN / f"plan.{x}.sent") for x in ("zh", "en"))
    return [s.text for s in zh], [s.text for s in en]


def strict_f1(zh: Sequence[str], en: Sequence[str], gold: list) -> float:
    found = align(sentences(zh), sentences(en))
    return float(compare(gold, [(b.zh, b.en) for b in found.beads]).to_dict()["f1"])


CHINESE = st.lists(st.text("国家发展改革，。1５𠀀㐀「」 \tA", max_size=30), max_size=8)
ENGLISH = st.lists(st.text("abc the State 15.%“”, \u2028\x85", max_size=40), max_size=8)


@settings(deadline=None, max_examples=40)
@given(CHINESE, ENGLISH)
def test_beads_cover_every_sentence_once_and_in_order(zh: list[str], en: list[str]) -> None:
    beads = align(sentences(zh), sentences(en)).beads
    assert [i for b in beads for i in b.zh] == list(range(len(zh)))
    assert sorted(j for b in beads for j in b.en) == list(range(len(en)))
    main = [j for b in beads if not b.block for j in b.en]
    assert main == sorted(main)
    assert all(0 <= b.score <= 1 and (b.zh or b.en) for b in beads)


def test_the_same_input_gives_the_same_beads() -> None:
    zh, en = (side[:60] for side in plan())
    assert align(sentences(zh), sentences(en)) == align(sentences(zh), sentences(en))


def test_one_side_empty() -> None:
    assert [b.type for b in align(sentences(["甲。", "乙。"]), []).beads] == ["1-0", "1-0"]
    assert [b.type for b in align([], sentences(["One."])).beads] == ["0-1"]
    assert align([], []).beads == ()


def test_traditional_characters_align_as_simplified_ones() -> None:
    from duizhao.script import traditional

    zh, en = (side[20:80] for side in plan())
    plain = align(sentences(zh), sentences(en))
    folded = align(sentences([traditional(t) for t in zh]), sentences(en))
    assert [(b.zh, b.en) for b in plain.beads] == [(b.zh, b.en) for b in folded.beads]


def test_few_beads_are_searched_as_all_are() -> None:
    rng = np.random.default_rng(1)
    rows, cols = 7, 6
    band = Band(np.zeros(rows + 1, np.int64), np.full(rows + 1, cols + 1), (rows, cols))
    possible = band.ends >= 0
    scores = np.where(possible, rng.normal(size=possible.shape), NEVER).astype(np.float32)
    posterior, total = forward_backward(band, scores)
    left = Lattice.of(band, possible)
    values = scores[left.kind, left.node].astype(np.float64)
    again, mass = left.posterior(values)
    assert mass == pytest.approx(total, abs=1e-4)
    assert again == pytest.approx(posterior[left.kind, left.node], abs=1e-4)
    path = [(int(band.row[left.node[k]]), int(band.col[left.node[k]]), int(left.kind[k])) for k in left.best(values)]
    assert path == viterbi(band, scores)
    nothing = Lattice.of(band, possible & (np.arange(possible.shape[1]) > 0))  # no bead begins at the start
    assert nothing.best(np.zeros(len(nothing.node))) == []


def test_words_in_their_places_speak_louder() -> None:
    zh = side(["发展农业，", "保护森林。", "保护森林，发展农业。"], [None] * 3, "zh")
    en = side(["develop agriculture protect forests"], [None], "en")
    ratio = ratios(translation_table(zh, en, default_lexicon()), zh, en)
    places, own = np.array([0, 2]), Ratios(np.zeros(3, np.int64), lambda _: (ratio,))
    in_order, crossed = placed_evidence(
        zh, en, (places, np.array([0, 0])), (np.array([2, 1]), np.array([1, 1])), own
    ).T
    assert (in_order > crossed + 0.5).all()
    lone = placed_evidence(zh, en, (places, places * 0), (places * 0 + 1, places * 0), own)
    assert not lone.any()


def test_sentences_that_changed_places_use_the_words_of_their_blocks() -> None:
    zh = side(["发展农业。"] * 3, [None] * 3, "zh")
    en = side(["Develop agriculture."] * 3, [None] * 3, "en")
    ratio = ratios(translation_table(zh, en, default_lexicon()), zh, en)
    nothing = Rows(ratio.ptr * 0, ratio.col[:0], ratio.val[:0])
    own = Ratios(np.array([1, 0, 1]), lambda block: (ratio if block else nothing,))
    places, one = np.arange(3), np.ones(3, np.int64)
    first, second, third = placed_evidence(zh, en, (places, places), (one, one), own).T
    assert (first == third).all()
    assert (first > second + 0.5).all()


BLANKS = st.lists(st.sampled_from(["发展农业。", "保护森林。", "", "  "]), min_size=1, max_size=9)
EMPTY = st.lists(st.sampled_from(["Develop agriculture.", "Protect forests.", "", "\u3000"]), min_size=1, max_size=9)


@settings(deadline=None, max_examples=30)
@given(BLANKS, EMPTY)
def test_blank_lines_change_nothing_for_the_others(zh: list[str], en: list[str]) -> None:
    found = align(sentences(zh), sentences(en)).beads
    assert [i for b in found for i in b.zh] == list(range(len(zh)))
    assert sorted(j for b in found for j in b.en) == list(range(len(en)))
    full_zh, full_en = ([t for t in side_ if t.strip()] for side_ in (zh, en))
    plain = align(sentences(full_zh), sentences(full_en)).beads
    texts = [([zh[i] for i in b.zh if zh[i].strip()], [en[j] for j in b.en if en[j].strip()]) for b in found]
    expected = [([full_zh[i] for i in b.zh], [full_en[j] for j in b.en]) for b in plain]
    assert sorted(t for t in texts if t[0] or t[1]) == sorted(expected)


def test_spaces_between_characters_part_no_words() -> None:
    plain, spaced = (side([t], [None], "zh") for t in ("加快农业现代化。", "加 快 农 业 现\u3000代 化 。"))
    assert plain.vocabulary == spaced.vocabulary
    assert plain.length == pytest.approx(spaced.length)


def test_a_moved_box_is_told_as_moved() -> None:
    zh, en = plan()
    gold = read_beads(PLAN / "plan.gold")
    found = align(sentences(zh), sentences(en))
    moved = {(b.zh, b.en) for b in found.beads if b.block}
    assert len(moved) >= 12
    assert len(moved - set(gold)) <= 1
    without = align(sentences(zh), sentences(en), moved=False)
    assert not any(b.block for b in without.beads)


def test_of_a_long_text_words_are_learned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    zh, en = plan()
    usual = align(sentences(zh), sentences(en))
    learned: list[int] = []
    adapted = core.adapted
    monkeypatch.setattr(core, "adapted", lambda doc, beads: learned.append(len(beads)) or adapted(doc, beads))
    solving = importlib.import_module("duizhao.align.solve")  # the name is that of a function there
    monkeypatch.setattr(solving, "_LONG", 0)
    monkeypatch.setattr(solving, "_MUCH", 0.5)
    found = align(sentences(zh), sentences(en))
    assert len(learned) == 1
    assert [(b.zh, b.en, b.block) for b in found.beads] == [(b.zh, b.en, b.block) for b in usual.beads]


def test_marks_are_counted_sentence_by_sentence() -> None:
    found = marks_of(["他说：“２０２６年？", "好……”", "—— 走吧!(注1)"], "zh")
    assert found.length.tolist() == [5.5, 1.5, 4.0]
    assert [dict(zip(MARKS, row, strict=True))["digits"] for row in found.marks.tolist()] == [1, 0, 1]
    assert found.marks[:, MARKS.index("question")].tolist() == [1, 0, 0]
    assert found.marks[:, MARKS.index("dash")].tolist() == [0, 0, 1]
    assert found.inside.tolist() == [0, 1, 0, 0]
    english = marks_of(["He said: 'In 2026 (二〇二六)?", "Well...'", "He isn't here, and I am."], "en")
    assert english.length.tolist() == [len("Hesaid:'In2026?") + 0.5, len("Well...'") + 0.5, 19.5]
    assert english.inside.tolist() == [0, 1, 0, 0]
    assert english.clauses.tolist() == [2, 2, 3]


def test_words_learned_by_regions_are_the_greatest_of_all() -> None:
    def rows(cells: dict[tuple[int, int], float]) -> list[Rows]:
        row, col = (np.array([cell[k] for cell in sorted(cells)]) for k in (0, 1))
        table = Rows.from_cells(row, col, np.array([cells[cell] for cell in sorted(cells)]), 600)
        return [Rows(table.ptr, table.col, table.val * fold) for fold in range(1, adapt.FOLDS + 1)]

    one, two = {(0, 3): 2.0, (7, 1): 5.0, (599, 2): 3.0}, {(0, 3): 4.0, (7, 0): 6.0, (520, 2): 1.5}
    both = {cell: max(one.get(cell, 0.0), two.get(cell, 0.0)) for cell in one | two}
    for found, wanted in zip(adapt._greatest([rows(one), rows(two)], 600, 4), rows(both), strict=True):
        assert found.ptr.tolist() == wanted.ptr.tolist()
        assert found.col.tolist() == wanted.col.tolist()
        assert found.val.tolist() == wanted.val.tolist()


def test_long_omissions_do_not_disturb_the_rest() -> None:
    zh, en = plan()
    gold = read_beads(PLAN / "plan.gold")
    whole = strict_f1(zh, en, gold)
    cut = set(range(60, 160))
    kept = [i for i in range(len(zh)) if i not in cut]
    place = {i: n for n, i in enumerate(kept)}
    rest = [
        (tuple(place[i] for i in b[0] if i in place), b[1]) for b in gold if not cut.intersection(b[0]) or b[1]
    ]
    # English whose Chinese is gone stands alone, one sentence a bead.
    beads = [b for b in rest if b[0] or len(b[1]) <= 1] + [
        ((), (j,)) for b in rest if not b[0] and len(b[1]) > 1 for j in b[1]
    ]
    assert strict_f1([zh[i] for i in kept], en, beads) > whole - 0.05


def test_different_texts_are_told() -> None:
    plan_zh, _ = plan()
    _, notice_en = (read_presplit(ROOT / "aligned/notice" / f"notice.{x}.sent") for x in ("zh", "en"))
    found = align(sentences(plan_zh[120:]), notice_en)
    assert found.verdict == "mismatched"
    assert found.match < 0.2


def test_high_confidence_is_deserved() -> None:
    zh, en = plan()
    gold = set(read_beads(PLAN / "plan.gold"))
    sure = [(b.zh, b.en) for b in align(sentences(zh), sentences(en)).beads if b.score >= 0.99 and b.zh and b.en]
    assert len(sure) > 150
    assert sum(b in gold for b in sure) / len(sure) >= 0.99


def test_every_two_sided_bead_has_reasons() -> None:
    zh, en = (side[20:60] for side in plan())
    for bead in align(sentences(zh), sentences(en)).beads:
        if bead.zh and bead.en:
            assert "fit" in {r.name for r in bead.why}
            assert len(bead.why) >= 2


@pytest.mark.parametrize("pair", ["plan", "notice"])
def test_the_command_line_on_raw_files(pair: str, run: Run, tmp_path: Path) -> None:
    folder = ROOT / "aligned" / pair
    done = run("align", folder / f"{pair}.zh.txt", folder / f"{pair}.en.txt", "-o", "out.jsonl", "-o", "out.beads")
    assert done.returncode == 0, done.stderr
    units = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(units[0])[:6] == ["id", "type", "zh", "en", "score", "why"]
    raw = (folder / f"{pair}.en.txt").read_bytes().decode()
    english = [s for u in units for s in u["en"]]
    squeezed = [("".join(raw[s["start"] : s["end"]].split()), "".join(s["text"].split())) for s in english]
    assert sum(a == b for a, b in squeezed) > 0.9 * len(squeezed)  # the rest spans page furniture or hyphens
    scored = run("eval", "align", folder / f"{pair}.gold", "out.beads", "--format", "json", "--min-f1", "0.9")
    assert scored.returncode == 0, scored.stdout
    assert set(json.loads(scored.stdout)) >= {"precision", "recall", "f1", "lax_f1", "gold", "test", "correct"}


def test_presplit_takes_blank_lines_as_they_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.zh").write_text("第一条\n\n发展经济。\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("Article 1\n\nDevelop the economy.\n", encoding="utf-8")
    done = run("align", "--presplit", "a.zh", "a.en", "--format", "beads")
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line] == ["[0]:[0]", "[1]:[1]", "[2]:[2]"]


def test_formats_on_standard_output(run: Run) -> None:
    files = (PLAN / "plan.zh.txt", PLAN / "plan.en.txt")
    text = run("align", *files)
    assert "1-1" in text.stdout
    assert "match" in text.stderr
    jsonl = run("align", *files, "--format", "jsonl")
    assert all(json.loads(line)["id"] for line in jsonl.stdout.splitlines())


def test_sides_in_the_wrong_order_are_told(run: Run) -> None:
    done = run("align", PLAN / "plan.en.txt", PLAN / "plan.zh.txt")
    assert done.returncode == 3
    assert "Chinese file first" in done.stderr
    same = run("align", PLAN / "plan.zh.txt", PLAN / "plan.zh.txt")
    assert same.returncode == 3
    assert "is not English" in same.stderr


def test_anchors_hold_sentences_together(run: Run, tmp_path: Path) -> None:
    zh, en = plan()
    wrong = (100, 125)  # no translations of each other
    found = align(sentences(zh), sentences(en), together=[wrong])
    assert any(wrong[0] in b.zh and wrong[1] in b.en for b in found.beads)
    (tmp_path / "anchors.txt").write_text("# fixed by hand\n101 126\n", encoding="utf-8")
    files = (PLAN / "plan.zh.txt", PLAN / "plan.en.txt")
    for option in (("--anchor", "zh=101,en=126"), ("--anchors", "anchors.txt")):
        done = run("align", *files, *option, "--format", "jsonl")
        assert done.returncode == 0, done.stderr
        units = [json.loads(line) for line in done.stdout.splitlines()]
        assert any(101 in [s["id"] for s in u["zh"]] and 126 in [s["id"] for s in u["en"]] for u in units)
    for bad, word in (("12", "not an anchor"), ("zh=9999,en=1", "no sentence zh=9999")):
        done = run("align", *files, "--anchor", bad)
        assert done.returncode == 3
        assert word in done.stderr


def test_kept_units_stay_and_the_rest_goes_around_them(run: Run, tmp_path: Path) -> None:
    files = (PLAN / "plan.zh.txt", PLAN / "plan.en.txt")
    assert run("align", *files, "-o", "units.jsonl").returncode == 0
    units = [json.loads(line) for line in (tmp_path / "units.jsonl").read_text(encoding="utf-8").splitlines()]
    two = next(k for k, u in enumerate(units) if k > 30 and u["type"] == "1-2")
    split = {**units[two], "en": units[two]["en"][:1], "type": "1-1"}  # a person took a sentence out
    (tmp_path / "kept.jsonl").write_text(
        "".join(json.dumps(u, ensure_ascii=False) + "\n" for u in [*units[:30], split]), encoding="utf-8"
    )
    done = run("align", *files, "--keep", "kept.jsonl", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    again = [json.loads(line) for line in done.stdout.splitlines()]
    ids = [([s["id"] for s in u["zh"]], [s["id"] for s in u["en"]]) for u in again]
    assert ([split["zh"][0]["id"]], [split["en"][0]["id"]]) in ids
    assert sorted(i for zh, _ in ids for i in zh) == list(range(1, 290))
    assert sorted(j for _, en in ids for j in en) == list(range(1, 327))
    whole = run("align", *files, "--keep", "units.jsonl", "--format", "beads")
    plain = run("align", *files, "--format", "beads")
    assert sorted(whole.stdout.splitlines()) == sorted(plain.stdout.splitlines())


def test_explanations_are_in_words(run: Run) -> None:
    done = run("align", PLAN / "plan.zh.txt", PLAN / "plan.en.txt", "--explain", "40", "--explain", "41")
    assert done.returncode == 0
    assert done.stdout.count("\n[") == 1
    assert "words that translate each other" in done.stdout
    assert "units of 1-" in done.stdout
    words = next(line for line in done.stdout.splitlines() if line.startswith("      words: "))
    english = set(re.findall(r"[A-Za-z]+", (PLAN / "plan.en.txt").read_text(encoding="utf-8")))
    shown = [pair.split(" = ")[1] for pair in words.removeprefix("      words: ").split("; ")]
    assert len(shown) > 2
    assert all(word in english for word in shown)  # as printed, no stems
    none = run("align", PLAN / "plan.zh.txt", PLAN / "plan.en.txt", "--explain", "4000")
    assert none.returncode == 3
    assert "no unit 4000 to explain; they go from 1 to" in none.stderr


def test_a_format_that_cannot_be_written_is_told_before_the_work(run: Run, tmp_path: Path) -> None:
    done = run("align", PLAN / "plan.zh.txt", PLAN / "plan.en.txt", "-o", "a.jsonl", "-o", "a.tmz")
    assert done.returncode == 3
    assert "a.tmz: its format cannot be told" in done.stderr
    assert not (tmp_path / "a.jsonl").exists()

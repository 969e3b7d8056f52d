"""Stretches of a pair that do not fit: parts that are not translated, parts of another version."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Run
from duizhao.align.regions import Region, poor_regions
from duizhao.model import Bead

SAMPLE = ROOT / "aligned"


def presplit(run: Run, tmp_path: Path, zh: list[str], en: list[str]) -> str:
    """What `duizhao align` says of two lists of sentences."""
    for name, lines in (("a.zh", zh), ("a.en", en)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = run("align", "--presplit", str(tmp_path / "a.zh"), str(tmp_path / "a.en"), "-o", str(tmp_path / "a.jsonl"))
    assert found.returncode == 0, found.stderr
    return found.stderr


def sample(name: str) -> tuple[list[str], list[str]]:
    folder = SAMPLE / name
    zh, en = ((folder / f"{name}.{lang}.sent").read_text(encoding="utf-8").splitlines() for lang in ("zh", "en"))
    return zh, en


@pytest.mark.parametrize("name", ["plan", "notice"])
def test_a_translation_has_none(name: str, run: Run, tmp_path: Path) -> None:
    assert "warning" not in presplit(run, tmp_path, *sample(name))


def test_a_part_that_is_not_translated(run: Run, tmp_path: Path) -> None:
    zh, en = sample("plan")
    gold = [line.split(":") for line in (SAMPLE / "plan/plan.gold").read_text(encoding="utf-8").splitlines()]
    row = {i: json.loads(b)[-1] for a, b in gold if (ids := json.loads(a)) and json.loads(b) for i in ids}
    at = next(  # a stretch without a moved box
        i for i in range(60, 240) if all(0 <= row.get(k + 1, -9) - row.get(k, 0) <= 3 for k in range(i, i + 39))
    )
    first, last = row[at], row[at + 39]
    told = presplit(run, tmp_path, zh, en[:first] + en[last + 1 :])
    assert told.count("warning") == 1
    assert "not translated" in told
    start, end = told.split("a.zh:")[1].split(":")[0].split("-")
    assert abs(int(start) - at - 1) <= 3
    assert abs(int(end) - at - 40) <= 3


def test_a_part_of_another_text(run: Run, tmp_path: Path) -> None:
    zh, en = sample("plan")
    other, _ = sample("notice")
    told = presplit(run, tmp_path, zh[:100] + other[20:70] + zh[150:], en)
    assert "do not fit" in told
    assert "another version" in told


BEADS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.floats(0, 1)), max_size=60)


@given(BEADS)
def test_regions_are_in_order_and_apart(rows: list[tuple[int, int, float]]) -> None:
    beads, i, j = [], 0, 0
    for n, m, _ in rows:
        beads.append(Bead(tuple(range(i, i + n)), tuple(range(j, j + m))))
        i, j = i + n, j + m
    found = poor_regions(beads, [float(n + m) for n, m, _ in rows], [fit for *_, fit in rows])
    spans = [r.zh for r in found if r.zh]
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert all(r.match <= 0.3 and (r.zh or r.en) for r in found)


def test_positions_among_blank_lines() -> None:
    assert Region((0, 2), None, 0.1).among([1, 3, 5], [0]) == Region((1, 5), None, 0.1)

"""`duizhao check` from files to exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import ROOT, Run

PLAN = ROOT / "aligned" / "plan"


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    (tmp_path / "a.zh.txt").write_text("总投资1.5亿元。\n建设网络强国。\n", encoding="utf-8")
    (tmp_path / "a.en.txt").write_text(
        "Total investment is 1.5 million yuan.\nBuild China into a cyber power.\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.usefixtures("pair")
def test_a_magnitude_is_found_and_exits_with_1(run: Run) -> None:
    done = run("check", "a.en.txt", "--source", "a.zh.txt", "--format", "jsonl")
    assert done.returncode == 1
    findings = [json.loads(line) for line in done.stdout.splitlines()]
    found = next(f for f in findings if f["name"] == "number-magnitude")
    assert list(found)[:15] == [
        "code", "name", "severity", "message", "file", "line", "unit", "zh", "en", "zh_span", "en_span",
        "suggestion", "precedent", "fingerprint", "confidence",
    ]  # fmt: skip
    assert found["en"][slice(*found["en_span"])] == "1.5 million yuan"
    assert run("check", "a.en.txt", "--source", "a.zh.txt", "--fail-on", "never").returncode == 0


def test_accepting_a_finding_silences_it_once(run: Run, pair: Path) -> None:
    args = ("check", "a.en.txt", "--source", "a.zh.txt", "--only", "DZ102", "--format", "jsonl")
    first = run(*args)
    fingerprint = json.loads(first.stdout.splitlines()[0])["fingerprint"]
    assert run("check", "--accept", fingerprint).returncode == 2
    assert run("check", "--accept", fingerprint, "--reason", "an old print").returncode == 0
    again = run(*args)
    assert again.returncode == 0
    assert again.stdout == ""
    assert "1 finding(s) accepted" in again.stderr
    (pair / "a.en.txt").write_text("Total investment is 150 million yuan.\nBuild it.\n", encoding="utf-8")
    assert "not found any more" in run(*args).stderr
    (pair / "duizhao-accepted.tsv").write_text("abc\n", encoding="utf-8")
    broken = run(*args)
    assert broken.returncode == 3
    assert "duizhao-accepted.tsv:1: no reason" in broken.stderr


def test_a_baseline_leaves_only_what_is_new(run: Run, pair: Path) -> None:
    args = ("check", "a.en.txt", "--source", "a.zh.txt", "--only", "DZ102")
    assert run(*args, "--format", "jsonl", "-o", "before.jsonl").returncode == 1
    assert run(*args, "--since", "before.jsonl").returncode == 0
    (pair / "no.jsonl").write_text("[1]", encoding="utf-8")
    assert run(*args, "--since", "no.jsonl").returncode == 3


@pytest.mark.usefixtures("pair")
def test_units_and_english_alone_and_standard_input(run: Run) -> None:
    assert run("align", "a.zh.txt", "a.en.txt", "-o", "a.tmx").returncode == 0
    assert run("check", "a.tmx", "--only", "DZ102").returncode == 1
    alone = run("check", "-", "--format", "jsonl", stdin="We will build build a park.\n")
    assert any(json.loads(line)["name"] == "doubled-word" for line in alone.stdout.splitlines())
    chinese = run("check", "a.zh.txt")
    assert chinese.returncode == 3
    assert "--source" in chinese.stderr


def test_lists_and_explanations(run: Run) -> None:
    listed = run("check", "--list-checks")
    assert "DZ102  number-magnitude" in listed.stdout
    assert "Wrong:" in run("check", "--explain", "DZ102").stdout
    assert run("check", "--explain", "DZ000").returncode == 2
    assert run("check").returncode == 2


def test_the_planted_numbers_of_the_sample_are_found(run: Run) -> None:
    done = run("check", PLAN / "plan.en.txt", "--source", PLAN / "plan.zh.txt", "--format", "jsonl")
    names = {json.loads(line)["name"] for line in done.stdout.splitlines()}
    assert {"number-magnitude", "percent-point", "doubled-word"} <= names

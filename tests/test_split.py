"""`duizhao split` by its contract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TEXT = "一、目的\n　　疏 浚河道，保护村庄，\n并种芦苇。船要修。\n"


def test_jsonl(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("split", "a.txt", "--lang", "zh", "--format", "jsonl")
    assert done.returncode == 0
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert list(objects[0])[:6] == ["id", "text", "start", "end", "line", "kind"]
    assert [o["text"] for o in objects] == ["一、目的", "疏浚河道，保护村庄，并种芦苇。", "船要修。"]
    assert [o["line"] for o in objects] == [1, 2, 3]
    assert TEXT[objects[2]["start"] : objects[2]["end"]] == "船要修。"
    assert "一、目的" in done.stdout


def test_text_and_standard_streams(run) -> None:  # type: ignore[no-untyped-def]
    done = run("split", "-", stdin=TEXT)
    assert done.stdout == "一、目的\n疏浚河道，保护村庄，并种芦苇。\n船要修。\n"
    done = run("split", "-", "--no-repair", stdin=TEXT)
    assert done.stdout == "一、目的\n疏 浚河道，保护村庄，\n并种芦苇。\n船要修。\n"
    done = run("split", "-", "--semicolons", stdin="甲事；乙事。")
    assert done.stdout == "甲事；\n乙事。\n"


def test_encoding_and_output(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_bytes("河道".encode("gb18030"))
    failed = run("split", "a.txt", "-o", "out.txt")
    assert failed.returncode == 3
    assert failed.stderr.count("\n") == 1
    assert "--encoding" in failed.stderr
    assert not (tmp_path / "out.txt").exists()
    done = run("split", "a.txt", "--encoding", "gb18030", "-o", "out.txt")
    assert done.returncode == 0
    assert done.stdout == ""
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "河道\n"


def test_html_shows_kinds(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a&b.txt").write_text(TEXT + "1 < 2。\x01\n", encoding="utf-8")
    done = run("split", "a&b.txt", "--format", "html")
    assert '<li class="heading new" id="s1"><small>1</small><b>chapter:1</b>一、目的</li>' in done.stdout
    assert "a&amp;b.txt" in done.stdout
    assert "1 &lt; 2。" in done.stdout
    assert "\x01" not in done.stdout


@pytest.mark.parametrize("arguments", [["nothing.txt"], ["."]])
def test_errors_are_one_line(run, arguments: list[str]) -> None:  # type: ignore[no-untyped-def]
    done = run("split", *arguments)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1


def test_wrong_usage(run) -> None:  # type: ignore[no-untyped-def]
    assert run("split").returncode == 2
    assert run("split", "a", "--lang", "fr").returncode == 2


def test_help_has_an_example(run) -> None:  # type: ignore[no-untyped-def]
    assert "duizhao split plan" in run("split", "--help").stdout

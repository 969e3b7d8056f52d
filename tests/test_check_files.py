"""`duizhao check` from files to exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

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
    assert "not found any more" not in run(*args).stderr  # other checks may still find it
    stale = run("check", "a.en.txt", "--source", "a.zh.txt").stderr
    assert f"not found any more: {fingerprint} (an old print)" in stale
    (pair / "duizhao-accepted.tsv").write_text("abc\n", encoding="utf-8")
    broken = run(*args)
    assert broken.returncode == 3
    assert "duizhao-accepted.tsv:1: no reason" in broken.stderr


def test_what_a_reviser_accepts_in_a_workbook_is_accepted(run: Run, pair: Path) -> None:
    args = ("check", "a.en.txt", "--source", "a.zh.txt", "--only", "DZ102")
    assert run(*args, "--format", "xlsx", "-o", "r.xlsx").returncode == 1
    assert "0 finding(s) accepted" in run("check", "--accept", "r.xlsx").stderr
    book = load_workbook(pair / "r.xlsx")
    head = [cell.value for cell in book.active[1]]
    book.active.cell(2, head.index("decision") + 1, "accepted")
    book.save(pair / "r.xlsx")
    undecided = run("check", "--accept", "r.xlsx")
    assert undecided.returncode == 3
    assert "r.xlsx:2: accepted without a reason" in undecided.stderr
    book.active.cell(2, head.index("reason") + 1, "as in print")
    book.save(pair / "r.xlsx")
    assert "1 finding(s) accepted" in run("check", "--accept", "r.xlsx").stderr
    assert "as in print" in (pair / "duizhao-accepted.tsv").read_text(encoding="utf-8")
    assert run(*args).returncode == 0
    (pair / "none.xlsx").write_bytes(b"PK")
    assert run("check", "--accept", "none.xlsx").returncode == 3


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


GLOSSARY = (
    "id,zh,zh_deprecated,en,en_admitted,en_deprecated,en_forbidden,pos,kind,domain,definition_zh,definition_en,"
    "source,note,state,flags,created,modified\n"
    "x-1,潮汐链,,tidal chain,,,,noun,term,energy,,,own,,approved,,2026-11-22,2026-11-22\n"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.zh.txt").write_text("总投资1.5亿元。\n延伸潮汐链。\n", encoding="utf-8")
    (tmp_path / "documents" / "a.en.txt").write_text(
        "Total investment is 1.5 million yuan.\nExtend the supply of goods.\n", encoding="utf-8"
    )
    (tmp_path / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def codes(run: Run, *args: object, cwd: Path | None = None) -> list[tuple[str, str]]:
    done = run("check", *args, "--format", "jsonl", **({"cwd": cwd} if cwd else {}))
    assert done.returncode in (0, 1), done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(f["code"], f["severity"]) for f in found if f["severity"] != "info"]


def test_settings_of_a_project_hold_with_another_glossary(
    run: Run, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    args = ("documents/a.en.txt", "--source", "documents/a.zh.txt", "--glossary", "g.csv")
    (project / "duizhao.toml").write_text("[project]\n", encoding="utf-8")
    assert codes(run, *args) == [("DZ102", "error"), ("DZ201", "warning")]
    (project / "duizhao.toml").write_text(
        '[check]\ndo_not_check = ["Tidal Chain"]\nseverities = { number_magnitude = "warning" }\n', encoding="utf-8"
    )
    assert codes(run, *args) == [("DZ102", "warning")]
    assert codes(run, *args, "--severity", "DZ102=error") == [("DZ102", "error")]
    (project / "duizhao.toml").write_text('[project]\nglossaries = ["g.csv"]\n', encoding="utf-8")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert ("DZ201", "error") in codes(run, project, cwd=elsewhere)  # its own glossary, from wherever it is called
    unknown = run("check", *args, "--do-not-check", "海草")
    assert "in no glossary: 海草" in unknown.stderr


def test_accepted_findings_lie_with_the_project(run: Run, project: Path) -> None:
    (project / "duizhao.toml").write_text("[project]\n", encoding="utf-8")
    folder = project / "documents"
    done = run("check", "a.en.txt", "--source", "a.zh.txt", "--only", "DZ102", "--format", "jsonl", cwd=folder)
    fingerprint = json.loads(done.stdout)["fingerprint"]
    assert run("check", "--accept", fingerprint, "--reason", "so be it", cwd=folder).returncode == 0
    assert (project / "duizhao-accepted.tsv").is_file()
    whole = run("check", "--only", "DZ102")
    assert whole.returncode == 0
    assert str(project) not in run("check").stdout  # places as seen from here
    # Another document of the project does not make it stale.
    (folder / "b.en.txt").write_text("The port is old.\n", encoding="utf-8")
    assert "not found any more" not in run("check", "b.en.txt", cwd=folder).stderr


def test_the_memory_of_a_project_is_used(run: Run, project: Path) -> None:
    (project / "old.tsv").write_text("zh\ten\n延伸潮汐链。\tThe tidal chain will be extended.\n", encoding="utf-8")
    (project / "duizhao.toml").write_text('[check]\nmemory = ["old.tsv"]\n', encoding="utf-8")
    assert "The tidal chain will be extended. (old.tsv, unit 1)" in run("check", ".", "--show", "info").stdout
    (project / "duizhao.toml").write_text('[check]\nmemory = ["none.tsv"]\n', encoding="utf-8")
    missing = run("check", ".")
    assert missing.returncode == 3
    assert "duizhao.toml:2: no such file of units: none.tsv" in missing.stderr


def test_broken_settings_do_not_keep_a_page_from_being_read(run: Run, project: Path) -> None:
    (project / "duizhao.toml").write_text('[check]\nseverities = { 潮汐链 = "info" }\n', encoding="utf-8")
    assert run("check", "--explain", "DZ102").returncode == 0
    broken = run("check", "documents/a.en.txt")
    assert broken.returncode == 3
    assert 'duizhao.toml:2: Invalid initial character for a key part; write quotes around it: "潮汐链"' in broken.stderr


def test_what_is_no_running_text_is_told(run: Run, pair: Path) -> None:
    assert run("align", "a.zh.txt", "a.en.txt", "-o", "a.tmx").returncode == 0
    both = run("check", "a.tmx", "--source", "a.zh.txt")
    assert both.returncode == 3
    assert "it has both languages" in both.stderr
    unnamed = run("check", "-", stdin=(pair / "a.tmx").read_bytes())
    assert unnamed.returncode == 3
    assert "--from" in unnamed.stderr


def test_every_format_of_units_comes_by_standard_input(run: Run, pair: Path) -> None:
    assert run("align", "a.zh.txt", "a.en.txt", "-o", "a.tmx").returncode == 0
    for suffix in ("po", "xlsx", "docx", "sdlxliff", "xlf", "csv"):
        assert run("convert", "a.tmx", f"a.{suffix}").returncode == 0
        args = ("check", "-", "--from", suffix, "--only", "DZ102", "--format", "jsonl")
        done = run(*args, stdin=(pair / f"a.{suffix}").read_bytes())
        assert done.returncode == 1, (suffix, done.stderr)
        assert "stdin" not in done.stdout
    broken = run("check", "-", "--from", "xlsx", stdin="no workbook")
    assert broken.returncode == 3
    assert broken.stderr.startswith("duizhao: -: ")


def test_remarks_in_notes_that_ignore_nothing_are_told(run: Run, pair: Path) -> None:
    rows = (
        "总投资1.5亿元。\tTotal investment is 1.5 million yuan.\tduizhao: ignore DZ102",
        "总投资2.5亿元。\tTotal investment is 250 million yuan.\tduizhao: ignore DZ102",
        "总投资3.5亿元。\tTotal investment is 3.5 million yuan.\tduizhao: ignore DZ999, number-magnitude",
    )
    (pair / "n.tsv").write_text("\n".join(("zh\ten\tnotes", *rows)) + "\n", encoding="utf-8")
    done = run("check", "n.tsv")
    assert done.returncode == 0
    assert "n.tsv:3: a note ignores DZ102, and there is none" in done.stderr
    assert "n.tsv:4: a note ignores DZ999, and there is none" in done.stderr
    assert "n.tsv:2" not in done.stderr
    assert "2 finding(s) accepted or known before" in done.stderr


def test_a_glossary_that_is_none_is_told(run: Run, pair: Path) -> None:
    for name, word in (("none.tbx", "no such file"), (".", "is a folder"), ("a.zh.txt", "holds no terms")):
        done = run("check", "a.en.txt", "--glossary", name)
        assert done.returncode == 3, name
        assert f"{name}: {word}" in done.stderr
    assert pair.is_dir()


def test_the_source_beside_a_translation_is_pointed_out(run: Run, pair: Path) -> None:
    assert "--source a.zh.txt" in run("check", "a.en.txt").stderr
    (pair / "a.zh.txt").unlink()
    assert "--source" not in run("check", "a.en.txt").stderr


def test_the_list_shows_every_check_by_its_code(run: Run) -> None:
    lines = run("check", "--list-checks").stdout.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("DZ")]
    assert listed == sorted(listed)
    assert len(listed) == len(set(listed)) > 40
    page = run("check", "--explain", "DZ201").stdout
    for word in (
        "Runs on a translation with its source.",
        "--accept FINGERPRINT",
        "ignore DZ201",
        "--do-not-check TERM",
    ):
        assert word in page
    assert "English without a source" in run("check", "--explain", "DZ305").stdout
    assert "did you mean 'missing-term'" in run("check", "--explain", "mising-term").stderr


def test_a_damaged_file_of_units_is_no_english_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text(
        '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "a">]><tmx version="1.4"><body>&a;</body></tmx>', encoding="utf-8"
    )
    done = run("check", "a.tmx")
    assert done.returncode == 3
    assert "entities" in done.stderr

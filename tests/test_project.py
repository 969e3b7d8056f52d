"""Projects: their settings, `duizhao new`, `duizhao build`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from conftest import ROOT, Run
from duizhao.config import find_pairs, load_project
from duizhao.errors import ConfigError, InputError
from duizhao.exchange import read_concepts, read_units
from duizhao.jobs.termbase import candidate_concepts
from duizhao.model import Candidate


def settings(folder: Path, text: str) -> Path:
    (folder / "documents").mkdir(exist_ok=True)
    for lang, content in (("zh", "发展经济。"), ("en", "Develop the economy.")):
        (folder / "documents" / f"a.{lang}.txt").write_text(content, encoding="utf-8")
    path = folder / "duizhao.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[project]\nnam = "x"', ":2: unknown key in [project]: 'nam'; did you mean 'name'?"),
        ("[projct]\n", ":1: unknown section: 'projct'; did you mean 'project'?"),
        ('[align]\nmin_confidence = "high"', ":2: min_confidence = 'high' is wrong; give a number from 0 to 1"),
        ("[align]\nmin_confidence = 3", ":2: min_confidence = 3 is not between 0 and 1"),
        ("[project]\nname = 3", ":2: name = 3 is wrong; give a string"),
        ('[[pair]]\nzh = "documents/a.zh.txt"', "has no 'en'"),
        ('[[pair]]\nzh = "x.txt"\nen = "y.txt"', ":2: no such file: x.txt"),
        (
            '[[pair]]\nzh = "x.html"\nzh_url = "https://a.example/x"\nen = "documents/a.en.txt"',
            "no such file: x.html; duizhao fetch https://a.example/x -o",
        ),
        ('[project]\nglossaries = ["g.csv"]', "no such glossary: g.csv"),
        ('[check.severities]\nDZ101 = "loud"', ":2: no severity 'loud'; one of error, warning, info, off"),
        ("[project\n", ":1: "),
    ],
)
def test_wrong_settings_name_the_line_and_the_mend(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_project(settings(tmp_path, text))
    assert message in str(caught.value)


def test_pairs_by_name(tmp_path: Path) -> None:
    for name in (
        "documents/plan.zh.docx", "documents/plan.en.txt", "documents/lone.zh.txt", "documents/.x.zh.txt",
        "documents/law.zh-TW.txt", "documents/law.en-US.md", "documents/zh/note.txt", "documents/en/note.txt",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert sorted(p.name for p in find_pairs(tmp_path / "documents")) == ["law", "note", "plan"]


def test_no_project(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="duizhao new"):
        load_project(tmp_path)


def test_new_and_build(run: Run, tmp_path: Path) -> None:
    assert run("new", "p").returncode == 0
    again = run("new", "p")
    assert again.returncode == 3
    assert "there is a project already" in again.stderr
    done = run("build", "p")
    assert done.returncode == 0, done.stderr
    assert "Where to look" in done.stdout
    out = tmp_path / "p" / "out"
    units = list(read_units(out / "memory.tmx"))
    assert len(units) >= 8
    assert any("网络强市" in u.en_text for u in units)
    concepts = read_concepts(out / "terms.tbx")
    assert any("专精特新" in t.text for c in concepts for t in c.zh)
    assert read_concepts(out / "terms-v2.tbx")
    assert (out / "omegat" / "terms.utf8").read_text(encoding="utf-8").count("\t") >= len(concepts)
    with (out / "candidates.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(row["state"] in ("candidate", "suspect") for row in rows)
    for line in (out / "check.jsonl").read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["code"].startswith("DZ")
    assert "<article" in (out / "units" / "example.html").read_text(encoding="utf-8")


def test_build_twice_and_with_workers_gives_the_same(run: Run, tmp_path: Path) -> None:
    sample = ROOT / "aligned"
    for name, jobs in (("one", "1"), ("four", "4")):
        done = run("build", sample, "-o", tmp_path / name, "--jobs", jobs)
        assert done.returncode == 0, done.stderr
    for path in sorted((tmp_path / "one").rglob("*")):
        if path.is_file():
            other = tmp_path / "four" / path.relative_to(tmp_path / "one")
            assert other.read_bytes() == path.read_bytes(), path.name


def test_a_mismatched_pair_is_told_and_kept_out_of_the_memory(run: Run, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    plan, notice = ROOT / "aligned/plan/plan.zh.txt", ROOT / "aligned/notice/notice.en.txt"
    (documents / "x.zh.txt").write_bytes(plan.read_bytes()[9000:24000].decode("utf-8", "ignore").encode())
    (documents / "x.en.txt").write_bytes(notice.read_bytes())
    (tmp_path / "duizhao.toml").write_text("[project]\n", encoding="utf-8")
    done = run("build", ".")
    assert done.returncode == 0, done.stderr
    assert "does not look like a translation" in done.stderr
    assert not list(read_units(tmp_path / "out" / "memory.tmx"))


def test_a_build_leaves_out_what_was_accepted_and_is_switched_off(run: Run, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.zh.txt").write_text("总投资1.5亿元。\n土地开发强度不低于60%。\n", encoding="utf-8")
    (tmp_path / "documents" / "a.en.txt").write_text(
        "Total investment is 1.5 million yuan.\nLand development intensity must not exceed 60%.\n", encoding="utf-8"
    )

    def codes(settings: str) -> set[str]:
        (tmp_path / "duizhao.toml").write_text(settings, encoding="utf-8")
        done = run("build", ".")
        assert done.returncode == 0, done.stderr
        lines = (tmp_path / "out" / "check.jsonl").read_text(encoding="utf-8").splitlines()
        fingerprints.update({json.loads(line)["code"]: json.loads(line)["fingerprint"] for line in lines})
        return {json.loads(line)["code"] for line in lines} & {"DZ102", "DZ109"}

    fingerprints: dict[str, str] = {}
    assert codes("[project]\n") == {"DZ102", "DZ109"}
    assert codes('[check.severities]\nnumber_magnitude = "off"\n') == {"DZ109"}
    assert run("check", "--accept", fingerprints["DZ109"], "--reason", "a printer's error").returncode == 0
    assert codes("[project]\n") == {"DZ102"}
    (tmp_path / "duizhao.toml").write_text('[check.severities]\nnumber-magnitud = "off"\n', encoding="utf-8")
    wrong = run("build", ".")
    assert wrong.returncode == 3
    assert "duizhao.toml:2:" in wrong.stderr
    assert "did you mean 'number-magnitude'" in wrong.stderr


def candidate(zh: str, lemma: str, *origin: str, why: str = "") -> Candidate:
    return Candidate(zh, lemma, lemma, 0.9, 3, 3, 3, origin, ((lemma, 3),), why=why)


def test_known_terms_are_to_be_curated_only_where_texts_differ() -> None:
    found = (
        candidate("潮汐链", "tidal chain", "statistical"),
        candidate("产业链", "industrial chain", "statistical", "glossary"),
        candidate("供应链", "chain of supplies", "gloss", "glossary", why="differs from the glossary, which has …"),
    )
    kept = candidate_concepts(found)
    assert [concept.zh[0].text for concept in kept] == ["潮汐链", "供应链"]
    assert "differs from the glossary" in kept[1].note
    assert kept[1].state == "candidate"
    # A termbase for CAT tools has the glossary's own rendering.
    assert [concept.zh[0].text for concept in candidate_concepts(found, doubts=False)] == ["潮汐链"]

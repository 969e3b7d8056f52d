"""Real CAT tools read what duizhao writes: what they loaded is compared with what was written.

OmegaT 3.6 is Debian's package `omegat`; translate-toolkit (GPL) lives in an environment of its own, whose Python
`$DUIZHAO_TOOLKIT_PYTHON` or `.venv-toolkit/bin/python` names. Without them tests are skipped; CI installs both.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT
from duizhao.exchange import read_units, write_concepts, write_units
from duizhao.exchange.validate import validate
from duizhao.glossary.csvfile import read_glossary
from duizhao.model import Concept, Sentence, Unit
from test_exchange import CONCEPTS, UNITS

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
TOOLKIT = Path(os.environ.get("DUIZHAO_TOOLKIT_PYTHON", ROOT / ".venv-toolkit/bin/python"))
needs_omegat = pytest.mark.skipif(
    not (OMEGAT.is_file() and shutil.which("java")), reason="no OmegaT (apt-get install omegat)"
)
needs_toolkit = pytest.mark.skipif(
    not TOOLKIT.is_file(), reason="no translate-toolkit in an environment of its own"
)

# Runs inside OmegaT: writes every unit of the memories and every pair of the glossaries that were loaded.
SCRIPT = """
import groovy.json.JsonOutput
def project = org.omegat.core.Core.getProject()
def readers = [tbx: org.omegat.gui.glossary.GlossaryReaderTBX, csv: org.omegat.gui.glossary.GlossaryReaderCSV]
new File(System.getProperty("duizhao.out")).withWriter("UTF-8") { out ->
  project.getTransMemories().each { name, memory -> memory.getEntries().each { e ->
    out.writeLine(JsonOutput.toJson([file: new File(name).name, source: e.source, target: e.translation])) } }
  new File(project.getProjectProperties().getGlossaryRoot()).listFiles().each { file ->
    def reader = readers.get(file.name.tokenize(".").last(), org.omegat.gui.glossary.GlossaryReaderTSV)
    try {
      reader.read(file, false).each { e -> e.getLocTerms(false).each { t ->
        out.writeLine(JsonOutput.toJson([file: file.name, source: e.srcText, target: t])) } }
    } catch (Throwable fault) { out.writeLine(JsonOutput.toJson([file: file.name, error: fault.toString()])) }
  }
}
"""
PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>ZH-CN</source_lang><target_lang>EN-US</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags></project></omegat>
"""

Loaded = dict[str, list[tuple[str, str]]]


@pytest.fixture
def omegat(tmp_path: Path) -> tuple[Path, Callable[[], Loaded]]:
    """An empty project, and a run of OmegaT that gives what it loaded, by file."""
    project = tmp_path / "project"
    for folder in ("source", "target", "omegat", "tm/auto", "glossary", "dictionary"):
        (project / folder).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, "utf-8")
    (tmp_path / "list.groovy").write_text(SCRIPT, "utf-8")
    (tmp_path / "config").mkdir()

    def run() -> Loaded:
        out = tmp_path / "loaded.jsonl"
        command = [
            "java",
            "-Xmx1024M",
            "-Djava.awt.headless=true",
            f"-Duser.home={tmp_path}",
            f"-Dduizhao.out={out}",
        ]
        command += ["-jar", str(OMEGAT), str(project), "--mode=console-translate"]
        command += [f"--config-dir={tmp_path / 'config'}", f"--script={tmp_path / 'list.groovy'}"]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        assert out.is_file(), done.stdout.decode("utf-8", "replace")[-2000:]
        loaded: Loaded = {}
        for line in out.read_text("utf-8").splitlines():
            entry = json.loads(line)
            pairs = loaded.setdefault(entry["file"], [])
            if "error" not in entry:
                pairs.append((entry["source"], entry["target"]))
        return loaded

    return project, run


def policy_units() -> list[Unit]:
    """Sentences that differ, in the register of a plan, with marks of every kind."""
    units = []
    for n in range(1, 201):
        zh = f"第{n}项　到2030年，《规划》确定的“十五五”指标（单位：{n}.5万亿元）全部完成，非化石能源占比达{n}％。"
        en = f"Item {n}: By 2030, the targets of the plan (RMB {n}.5 trillion) are met & <{n}>% is non-fossil."
        sides = [(Sentence(n, text, 0, len(text), n),) for text in (zh, en)]
        units.append(Unit(n, sides[0], sides[1], 0.9, zh_file="plan.zh.txt", en_file="plan.en.txt"))
    return units


@needs_omegat
def test_omegat_loads_the_memory_and_translates_with_it(omegat: tuple[Path, Callable[[], Loaded]]) -> None:
    project, run = omegat
    units = policy_units()
    write_units(units, project / "tm/auto/units.tmx")
    write_units(UNITS, project / "tm/auto/awkward.tmx")
    (project / "source/plan.txt").write_text("\n\n".join(u.zh_text for u in units) + "\n", "utf-8")
    loaded = run()
    assert loaded["units.tmx"] == [(u.zh_text, u.en_text) for u in units]
    assert loaded["awkward.tmx"] == [(u.zh_text, u.en_text) for u in UNITS]
    translated = (project / "target/plan.txt").read_text("utf-8").splitlines()
    assert [line for line in translated if line] == [u.en_text for u in units]


def usable_pairs(concepts: tuple[Concept, ...]) -> Counter[tuple[str, str]]:
    usable = ("preferred", "admitted")
    return Counter((z, e) for c in concepts for z in c.chinese(*usable) for e in c.english(*usable))


@needs_omegat
def test_omegat_reads_every_pair_of_the_glossary(omegat: tuple[Path, Callable[[], Loaded]]) -> None:
    project, run = omegat
    shipped = sorted((ROOT / "glossary").glob("*.csv"))
    concepts = CONCEPTS + tuple(concept for file in shipped for concept in read_glossary(file))
    write_concepts(concepts, project / "glossary/policy.tbx", tool="omegat", dialect="v2")
    write_concepts(concepts, project / "glossary/policy.utf8", tool="omegat")
    write_concepts(concepts, project / "glossary/policy.csv", tool="omegat")
    write_concepts(concepts, project / "glossary/third.tbx", dialect="v3")
    loaded = run()
    for name in ("policy.tbx", "policy.utf8", "policy.csv"):
        assert Counter(loaded[name]) == usable_pairs(concepts), name
    assert loaded["third.tbx"] == []  # as `duizhao validate` says
    assert "policy.forbidden.md" not in loaded or not loaded["policy.forbidden.md"]


VARIANTS = {
    "underscore": ('xml:lang="zh-CN"', 'xml:lang="zh_CN"', 0),
    "cmn": ('xml:lang="zh-CN"', 'xml:lang="cmn"', 0),
    "hans": ('xml:lang="zh-CN"', 'xml:lang="zh-Hans"', 2),
    "lang": ('xml:lang="', 'lang="', 2),
    "order": ('srclang="zh-CN"', 'srclang="en-US"', 2),
    "control": ("Reform.", "Reform&#x0B;.", 0),
}


@needs_omegat
def test_validate_says_what_omegat_loses(omegat: tuple[Path, Callable[[], Loaded]], tmp_path: Path) -> None:
    project, run = omegat
    units = [Unit(n, (Sentence(n, f"改革{n}。", 0, 4, n),), (Sentence(n, "Reform.", 0, 7, n),)) for n in (1, 2)]
    write_units(units, tmp_path / "good.tmx")
    text = (tmp_path / "good.tmx").read_text("utf-8")
    for name, (old, new, _) in VARIANTS.items():
        (project / f"tm/auto/{name}.tmx").write_text(text.replace(old, new), "utf-8")
    loaded = run()
    for name, (_, _, count) in VARIANTS.items():
        assert len(loaded.get(f"{name}.tmx", [])) == count, name
        verdict = validate(project / f"tm/auto/{name}.tmx")
        lost = sum(p.count for p in verdict.problems if p.tool == "OmegaT 3.6" and " reads " in p.message)
        assert verdict.items - lost == count or (name == "control" and verdict.items == 0), name


TOOLKIT_SCRIPT = """
import json, sys
from translate.storage import po, tbx, tmx, xliff
classes = {"tmx": tmx.tmxfile, "tbx": tbx.tbxfile, "xlf": xliff.xlifffile, "po": po.pofile}
for path in sys.argv[1:]:
    store = classes[path.rpartition(".")[2]].parsefile(path)
    pairs = [[str(u.source), str(u.target or "")] for u in store.units if not u.isheader()]
    print(json.dumps([path, pairs]))
"""


def toolkit(*paths: Path) -> dict[str, list[tuple[str, str]]]:
    """What translate-toolkit reads, by file name."""
    done = subprocess.run(
        [str(TOOLKIT), "-c", TOOLKIT_SCRIPT, *map(str, paths)], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    return {Path(path).name: [tuple(pair) for pair in pairs] for path, pairs in lines}


@needs_toolkit
def test_translate_toolkit_reads_every_unit(tmp_path: Path) -> None:
    units = [*UNITS, *policy_units()]
    units = [Unit(n, u.zh, u.en, u.score, notes=u.notes) for n, u in enumerate(units, 1)]
    paths = [tmp_path / f"units.{suffix}" for suffix in ("tmx", "xlf", "po")]
    for path in paths:
        write_units(units, path)
    read = toolkit(*paths)
    wanted = [(u.zh_text, u.en_text) for u in units]
    for path in paths:
        assert [(unicodedata.normalize("NFC", s), t) for s, t in read[path.name]] == wanted, path.name


@needs_toolkit
def test_translate_toolkit_reads_every_entry_of_tbx_v2(tmp_path: Path) -> None:
    concepts = CONCEPTS + read_glossary(ROOT / "glossary/economy.csv")
    write_concepts(concepts, tmp_path / "g.tbx", dialect="v2")
    # It shows the first term of each language.
    assert toolkit(tmp_path / "g.tbx")["g.tbx"] == [(c.zh[0].text, c.en[0].text) for c in concepts]


@needs_toolkit
def test_what_translate_toolkit_writes_is_read(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom translate.storage import tmx\nstore = tmx.tmxfile()\n"
        "store.addtranslation('改革 & 开放', 'zh-CN', 'Reform <&> opening', 'en-US', 'note')\n"
        "store.savefile(sys.argv[1])\n"
    )
    subprocess.run([str(TOOLKIT), "-c", script, str(tmp_path / "a.tmx")], check=True, timeout=60)
    (unit,) = read_units(tmp_path / "a.tmx")
    assert (unit.zh_text, unit.en_text, unit.notes) == ("改革 & 开放", "Reform <&> opening", ("note",))

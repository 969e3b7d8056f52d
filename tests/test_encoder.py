"""Embeddings as evidence, with a tiny model made here; nothing imports a real one."""

from __future__ import annotations

import codecs
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from conftest import ROOT, Run
from duizhao.align import align
from duizhao.align.encoder import embed
from duizhao.errors import DuizhaoError
from duizhao.evaluate.alignment import compare, read_beads
from duizhao.model import Sentence
from duizhao.sentences import read_presplit

PLAN = ROOT / "aligned" / "plan"


def sample() -> tuple[list[Sentence], list[Sentence]]:
    """The plan, in words that no dictionary knows: only vectors can tell what translates what."""
    zh, en = (read_presplit(PLAN / f"plan.{x}.sent") for x in ("zh", "en"))
    return list(zh), [replace(s, text=codecs.encode(s.text, "rot13")) for s in en]


class Oracle:
    """Vectors that put translations together, because it has read the gold."""

    def __init__(self) -> None:
        self.number: dict[str, list[int]] = {}
        zh, en = sample()
        for bead, (rows, cols) in enumerate(read_beads(PLAN / "plan.gold")):
            for text in [zh[i].text for i in rows] + [en[j].text for j in cols]:
                self.number.setdefault(text, []).append(bead)
        rng = np.random.default_rng(1)
        self.vectors = rng.normal(size=(400, 64))

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self.vectors[self.number.get(t, [399])[0]] for t in texts])


def test_good_vectors_make_the_alignment_better() -> None:
    zh, en = sample()
    gold = read_beads(PLAN / "plan.gold")

    def f1(found: object) -> float:
        return float(compare(gold, [(b.zh, b.en) for b in found.beads]).to_dict()["f1"])  # type: ignore[attr-defined]

    assert f1(align(zh, en, encoder=Oracle())) > f1(align(zh, en)) + 0.02


def test_vectors_of_the_wrong_shape_are_told() -> None:
    class Wrong:
        def encode(self, texts: Sequence[str]) -> list[float]:
            return [0.0] * len(texts)

    with pytest.raises(DuizhaoError, match="one row a text"):
        embed(["甲"], ["a"], Wrong())


def test_zero_vectors_and_tiny_documents_do_no_harm() -> None:
    class Zero:
        def encode(self, texts: Sequence[str]) -> np.ndarray:
            return np.zeros((len(texts), 3))

    zh, en = [Sentence(1, "发展经济。", 0, 5, 1)], [Sentence(1, "Develop the economy.", 0, 20, 1)]
    beads = align(zh, en, encoder=Zero())
    assert [b.type for b in beads.beads] == ["1-1"]


def test_a_model_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    done = run("align", PLAN / "plan.zh.txt", PLAN / "plan.en.txt", "--encoder", tmp_path / "none")
    assert done.returncode == 3
    assert "duizhao[embed]" in done.stderr or "no model" in done.stderr


def test_nothing_imports_a_model_unasked() -> None:
    code = "import sys, duizhao.align, duizhao.jobs.project; print('sentence_transformers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "False"

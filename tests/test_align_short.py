"""Short texts: a letter, a notice of five lines. They say little of how often words are there by chance."""

from __future__ import annotations

import pytest

from duizhao.align import align
from test_align import plan, sentences

ZH = [
    "一、总体要求",
    "加快建设现代化产业体系，推动传统产业改造升级。",
    "完善科技创新体制机制，强化企业科技创新主体地位。",
    "支持企业加大研发投入，完善研发费用加计扣除政策。",
    "健全人才引进和培养机制，营造良好的创新生态。",
]
EN = [
    "I. General Requirements",
    "We will move faster to build a modern industrial system and upgrade traditional industries.",
    "We will improve the institutions of scientific and technological innovation and strengthen the principal role of "
    "enterprises.",
    "Enterprises will be supported in raising R&D spending, and the policy of additional tax deductions improved.",
    "We will improve the mechanisms for attracting and training talent and foster a sound environment for innovation.",
]
OTHERS = [
    "The hearing begins at nine in the morning.",
    "Fishing boats stay in port during the typhoon.",
    "Two bridges were closed because of the flood.",
    "The library lends books to pupils free of charge.",
    "Visitors are asked not to feed the pandas.",
]


def test_five_lines_and_their_translation_fit() -> None:
    found = align(sentences(ZH), sentences(EN))
    assert [(b.zh, b.en) for b in found.beads] == [((n,), (n,)) for n in range(5)]
    assert found.verdict == "aligned"


def test_five_lines_and_others_do_not() -> None:
    assert align(sentences(ZH), sentences(OTHERS)).verdict != "aligned"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 21])
def test_every_sentence_of_short_texts_that_do_not_fit_is_told_once(size: int) -> None:
    zh, en = plan()
    for start in range(0, 100, 20):
        found = align(sentences(zh[start : start + size]), sentences(en[150 - start : 150 - start + size]))
        assert [i for b in found.beads for i in b.zh] == list(range(size))
        assert sorted(j for b in found.beads for j in b.en) == list(range(size))

"""Floors: the samples are cut as their authors cut them, gold sentences joined to paragraphs are found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from duizhao.documents import read
from duizhao.documents.labels import mark_of, numbering
from duizhao.model import Lang
from duizhao.sentences import split, split_text

ALIGNED = Path(__file__).parent.parent / "aligned"
STOPS = {"zh": "。！？!?…”」』’\"'）)", "en": ".!?”\"'’)…"}
FLOORS = {
    ("mac-dev", "zh"): 0.997,
    ("mac-dev", "en"): 0.998,
    ("official-dev", "zh"): 0.998,
    ("official-dev", "en"): 0.997,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["plan", "notice"])
def test_samples(name: str, lang: Lang) -> None:
    gold = (ALIGNED / name / f"{name}.{lang}.sent").read_text(encoding="utf-8").split("\n")
    found = [s.text for s in split(read(ALIGNED / name / f"{name}.{lang}.txt", lang))]
    assert [tight(text) for text in found] == [tight(text) for text in gold if text]


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ["plan", "notice"])
def test_labels_agree_between_the_languages(name: str) -> None:
    """Box texts that were moved aside, both sides number alike."""
    zh, en = (
        [s.label for s in split(read(ALIGNED / name / f"{name}.{lang}.txt")) if s.label] for lang in ("zh", "en")
    )
    assert sorted(zh) == sorted(en)
    assert [label for label in zh if label.startswith("chapter")] == [
        label for label in en if label.startswith("chapter")
    ]


@pytest.mark.parametrize(("corpus", "lang"), FLOORS)
def test_gold_sentences_are_found_again(corpus: str, lang: Lang, shared: Path) -> None:
    right = wrong = missed = 0
    for path in sorted((shared / "gold" / corpus).glob(f"*.{lang}")):
        lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for paragraph in paragraphs(lines, lang):
            text, gold = joined(paragraph, lang)
            found = {s.end for s in split_text(text, lang)} - {len(text)}
            right += len(gold & found)
            wrong += len(found - gold)
            missed += len(gold - found)
    assert right > 900
    assert 2 * right / (2 * right + wrong + missed) >= FLOORS[corpus, lang]


def paragraphs(lines: Iterable[str], lang: Lang) -> Iterator[list[str]]:
    """Eight sentences a paragraph; a line without a stop (a heading, a name) ends its paragraph."""
    paragraph: list[str] = []
    for line in lines:
        paragraph.append(line)
        if len(paragraph) == 8 or line[-1] not in STOPS[lang]:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def joined(sentences: list[str], lang: Lang) -> tuple[str, set[int]]:
    """A paragraph's text and where its sentences end, the last aside."""
    between = "" if lang == "zh" else " "
    ends: set[int] = set()
    at = -len(between)
    for sentence in sentences:
        at += len(between) + len(sentence)
        ends.add(at)
    return between.join(sentences), ends - {at}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第二章 总则", "chapter:2"),
        ("Chapter 2 General", "chapter:2"),
        ("Chapter Two General", "chapter:2"),
        ("二、目标", "chapter:2"),
        ("II. Aims", "chapter:2"),
        ("第三节　目标", "section:3"),
        ("Section 3 Aims", "section:3"),
        ("（三）目标", "section:3"),
        ("(三)目标", "section:3"),
        ("(3) Aims", "section:3"),
        ("( 11) Aims", "section:11"),
        ("（十三）目标", "section:13"),
        ("（３）目标", "section:3"),
        ("1.目标", "item:1"),
        ("1、目标", "item:1"),
        ("1. Aims", "item:1"),
        ("专栏4 工程", "box:4"),
        ("Box 4: Works", "box:4"),
        ("專欄四　工程", "box:4"),
        ("Special Column 4 Works", "box:4"),
        ("第十二条　船舶", "article:12"),
        ("Article 12 Boats", "article:12"),
        ("第十二條之一　船舶", "article:12-1"),
        ("附件1", "annex:1"),
        ("Annex 1: Works", "annex:1"),
        ("Appendix I", "annex:1"),
        ("附件：名单", "annex"),
        ("Annex", "annex"),
        ("表3 指标", "table:3"),
        ("Table 3: Aims", "table:3"),
        ("1.2 Aims", "section:1.2"),
        ("第三篇 船", "part:3"),
        ("Table 3 shows the boats", None),
        ("1.5 trillion yuan", None),
        ("1.5万亿元", None),
        ("2023. The year", None),
        ("第三方服务", None),
        ("一些船", None),
        ("表示感谢", None),
        ("A. Boats", None),
        ("Article", None),
        ("Box office", None),
        ("In 2020", None),
        ("I think so", None),
        ("(see above) boats", None),
    ],
)
def test_labels(text: str, label: str | None) -> None:
    mark = mark_of(text)
    assert (numbering([mark]).label(mark) if mark else None) == label


@pytest.mark.parametrize(
    ("heads", "labels"),
    [
        (["第一章", "一、", "（一）"], ["chapter:1", "section:1", "item:1"]),
        (["Chapter 1", "I. A", "(1) B"], ["chapter:1", "section:1", "item:1"]),
        (["一、", "（一）", "1.甲", "（1）"], ["chapter:1", "section:1", "item:1", "clause:1"]),
        (["I. A", "(I) B", "1. C", "(1) D"], ["chapter:1", "section:1", "item:1", "clause:1"]),
        (["I. A", "(1) B", "1. C"], ["chapter:1", "section:1", "item:1"]),
        (
            ["1. A", "(1) B", "(2) C", "2. D", "(1) E"],
            ["chapter:1", "section:1", "section:2", "chapter:2", "section:1"],
        ),
        (["第一章", "第一节", "一、"], ["chapter:1", "section:1", "item:1"]),
    ],
)
def test_ranks_depend_on_what_else_is_numbered(heads: list[str], labels: list[str]) -> None:
    marks = [mark for mark in map(mark_of, heads) if mark]
    ranks = numbering(marks)
    assert [ranks.label(mark) for mark in marks] == labels

"""Inline glosses: the case files, the seeds, offsets, suspects."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duizhao import documents, sentences
from duizhao.glossary import load
from duizhao.model import Concept, Gloss, Sentence, Term
from duizhao.terms import find_glosses
from duizhao.terms.brackets import clean, is_pinyin, is_term, mentions
from duizhao.terms.lemma import base_verb, lemma, singular
from duizhao.terms.suspects import Doubts

CASES = Path(__file__).parent / "cases"


@cache
def of_case(text: str, source: str | None) -> tuple[Gloss, ...]:
    return glosses_of(text, source)


def glosses_of(text: str, source: str | None = None, **more: object) -> tuple[Gloss, ...]:
    sentence = Sentence(1, text, 0, len(text), 1)
    return find_glosses([sentence], "x", source={1: source} if source else None, **more)  # type: ignore[arg-type]


def bare(text: str) -> str:
    return " ".join(text.split()).strip(" “”\"‘’'")


def all_cases() -> list[object]:
    found: list[object] = []
    for name in ("forms", "unseen"):
        cases = json.loads((CASES / f"glosses-{name}.json").read_text(encoding="utf-8"))["cases"]
        for number, case in enumerate(cases):
            marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
            found.append(pytest.param(case, id=f"{name}-{number}-{case['form']}", marks=marks))
    return found


@pytest.mark.parametrize("case", all_cases())
def test_case(case: dict[str, object]) -> None:
    wanted: list[dict[str, object]] = case["glosses"]  # type: ignore[assignment]
    found = of_case(str(case["text"]), str(case["source"]) if "source" in case else None)
    assert len(found) == len(wanted)
    for gloss, want in zip(found, wanted, strict=True):
        assert gloss.zh in [want["zh"], *case.get("zh_also", [])]  # type: ignore[misc]
        spellings = [str(want["en"]), *want.get("also", [])]  # type: ignore[misc]
        assert bare(gloss.en) in map(bare, spellings)
        assert bare(str(case["text"])[gloss.start : gloss.end])[:3] == bare(gloss.en)[:3]
    assert any(g.suspect for g in found) == bool(case.get("suspect"))


def test_lemmas_of_the_cases() -> None:
    """Dictionary forms may differ in a few: Cantonese names, a plural that is meant."""
    right = total = 0
    for param in all_cases():
        case = param.values[0]  # type: ignore[attr-defined]
        for gloss, want in zip(of_case(case["text"], case.get("source")), case["glosses"], strict=False):
            if bare(gloss.en) == bare(want["en"]):
                total += 1
                right += gloss.lemma == want.get("lemma", want["en"])
    assert right / total > 0.95


@pytest.mark.parametrize("text", json.loads((CASES / "glosses-none.json").read_text(encoding="utf-8"))["sentences"])
def test_brackets_that_are_no_glosses(text: str) -> None:
    assert glosses_of(text) == ()


def test_sample() -> None:
    sample = Path(__file__).parent.parent / "aligned/plan"
    document = documents.read(sample / "plan.en.txt", "en")
    found = find_glosses(sentences.split(document), "plan", document=document)
    rows = [line.split("\t") for line in (sample / "glosses.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert [(g.zh, bare(g.en)) for g in found] == [(row[0], bare(row[1])) for row in rows]
    for gloss in found:
        assert gloss.zh.strip("“”")[:2] in document.raw.split("\n")[gloss.line - 1]


def test_seeds(shared: Path) -> None:
    path = next((shared / "seeds").glob("003_*.txt"))
    gold = [json.loads(line) for line in (shared / "policy/glosses.jsonl").read_text(encoding="utf-8").splitlines()]
    document = documents.read(path, "en")
    found = find_glosses(sentences.split(document), str(path), document=document, known=load())
    assert sorted((g.line, g.zh) for g in found) == sorted((g["line"], g["zh"]) for g in gold)
    printed = {(g["line"], g["zh"]): g.get("en_printed", g["en"]) for g in gold}
    right = [g for g in found if document.raw[g.start : g.end] == printed[g.line, g.zh]]
    assert len(right) >= 52
    suspects = {g.zh for g in found if g.suspect}
    assert {"航空强国", "电力电池", "因地适宜、适度超前"} <= suspects
    assert len(suspects) <= 6
    other = next((shared / "seeds").glob("000_*.txt"))
    assert find_glosses(sentences.split(documents.read(other, "en")), str(other)) == ()


def test_offsets_survive_repairs() -> None:
    raw = "First line of the text, and then a fan\neconomy (“粉 丝经济”) at the end of the\nsecond one.\n"
    document = documents.read_text(raw, "x.txt", "en")
    (gloss,) = find_glosses(sentences.split(document), "x.txt", document=document)
    assert gloss.zh == "粉丝经济"
    assert raw[gloss.start : gloss.end] == "fan\neconomy"


def test_bracket_between_the_words_of_a_term() -> None:
    text = "Uphold the “Three Guarantees” [food, water, and shelter] relief system (“三保障”救助体系)."
    (gloss,) = glosses_of(text)
    assert gloss.en == "“Three Guarantees” relief system"
    assert text[gloss.start : gloss.end] == "“Three Guarantees” [food, water, and shelter] relief system"


@pytest.mark.parametrize(
    ("raw", "zh"),
    [
        ("“走 出去”", "走出去"),
        ("《国家鼓 励目录》", "国家鼓励目录"),
        ("“内卷式”竞争", "“内卷式”竞争"),
        ("“两个”和“三个”", "“两个”和“三个”"),
        ("「綠色 運輸」", "綠色運輸"),
        ("𠀀 石灣", "𠀀石灣"),
        ("㐀㐁", "㐀㐁"),
    ],
)
def test_clean(raw: str, zh: str) -> None:
    assert clean(raw) == zh


@pytest.mark.parametrize("raw", ["附件1", "见附件", "第三条", "2025年", "国发〔2016〕67号", "试行", "二", "约合3亿元"])
def test_what_is_no_term(raw: str) -> None:
    assert not is_term(raw)


def test_pinyin() -> None:
    assert is_pinyin("wǎngluò qiángguó")
    assert is_pinyin("wangluo qiangguo")
    assert not is_pinyin("see")
    assert not is_pinyin("strong country")


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("cities", "city"),
        ("taxes", "tax"),
        ("processes", "process"),
        ("SMEs", "SME"),
        ("buses", "bus"),
        ("electronics", "electronics"),
        ("enterprises", "enterprise"),
        ("criteria", "criterion"),
        ("data", "data"),
        ("consortia", "consortium"),
        ("gas", "gas"),
    ],
)
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("going global", "go global"),
        ("sources of radiation", "source of radiation"),
        ("late Moore’s Law eras", "late Moore’s Law era"),
        ("Super Sensitive Movie Theaters", "super sensitive movie theater"),
        ("agriculture, farmers, and rural areas", "agriculture, farmers, and rural areas"),
        ("the Belt and Road", "Belt and Road"),
        ("printing industries", "printing industry"),
    ],
)
def test_lemma(text: str, form: str) -> None:
    assert lemma(text) == form


def test_base_verb() -> None:
    forms = {"welcoming": "welcome", "running": "run", "making": "make", "developing": "develop"}
    assert {w: base_verb(w) for w in forms} == forms


def test_a_gloss_against_the_glossary() -> None:
    concept = Concept("c1", (Term("动力电池"), Term("电力电池", "deprecated")), (Term("power battery"),))
    text = "Recycle every power battery (电力电池) after use."
    (gloss,) = glosses_of(text, known=[concept])
    assert gloss.suspect is not None
    assert "动力电池" in gloss.suspect
    (gloss,) = glosses_of(text.replace("电力", "动力"), known=[concept])
    assert gloss.suspect is None


def test_doubts_are_rare_in_right_pairs() -> None:
    """Every pair of the shipped glossary is right: what is told of them is false."""
    from duizhao.lexicon import default_lexicon
    from duizhao.terms.edges import Evidence

    doubts = Doubts(Evidence(default_lexicon(), {}))
    pairs = [(c.zh[0].text, c.en[0].text) for c in load() if c.state == "approved"][::3]
    told = [(zh, en, why) for zh, en in pairs if (why := doubts.of(zh, en))]
    assert len(told) < 0.01 * len(pairs), told[:10]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab the of, .;:()（）[]“”\"'《》、网络强国电力𠀀1 ", max_size=60))
@example('":"力力')
def test_any_text(text: str) -> None:
    for gloss in glosses_of(text):
        assert 0 <= gloss.start < gloss.end <= len(text)
        assert re.search("[A-Za-z0-9]", gloss.en)
    for mention in mentions(text):
        assert mention.zh
        assert text[mention.start : mention.end]

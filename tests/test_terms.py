"""Term candidates: gold texts, judged lists, properties, lists with a shared head, several documents."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.evaluate.extraction import Comparison, TermPair, compare, read_terms
from duizhao.evaluate.samples import gold_units, is_judged
from duizhao.glossary import load
from duizhao.model import Candidate, Concept, Term, Unit, plain_unit
from duizhao.terms import extract, families, find_abbreviations
from duizhao.terms.bitext import pairs_of, rendering_key, term_key
from duizhao.terms.chinese import KnownTerms, spans

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "cases"
JUDGED = json.loads((CASES / "extract-judged.json").read_text(encoding="utf-8"))


def units_of(*texts: tuple[str, str], file: str = "x") -> list[Unit]:
    return [plain_unit(i, zh, en, line=i, file=file) for i, (zh, en) in enumerate(texts, 1)]


@cache
def sample_units(name: str) -> tuple[Unit, ...]:
    """The units of a sample: by its gold alignment, or of a case file."""
    case = CASES / f"terms-{name}.json"
    if case.exists():
        return tuple(units_of(*((u["zh"], u["en"]) for u in json.loads(case.read_text(encoding="utf-8"))["units"])))
    return gold_units(ROOT / "aligned" / name)


@cache
def found_in(name: str) -> tuple[Candidate, ...]:
    return extract(sample_units(name), known=load())


def gold_of(name: str) -> tuple[TermPair, ...]:
    case = CASES / f"terms-{name}.json"
    if case.exists():
        terms = json.loads(case.read_text(encoding="utf-8"))["terms"]
        return tuple(TermPair(t["zh"], tuple(t["en"])) for t in terms)
    return read_terms(ROOT / "aligned" / name / "terms.tsv")


def compared(name: str) -> Comparison:
    return compare(gold_of(name), [TermPair(c.zh, (c.en, c.lemma)) for c in found_in(name)])


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("plan", 0.78, 0.79), ("elderly", 0.8, 0.78), ("renewal", 0.9, 0.84)]
)
def test_gold_texts(name: str, precision: float, recall: float) -> None:
    """Strictly by the gold list; what it does not hold counts as wrong, right or not."""
    result = compared(name)
    assert result.precision(first=50) >= precision
    assert result.recall(first=2 * result.gold) >= recall
    assert result.recall(pairs=False) >= 0.95


def right_among(found: Sequence[Candidate], name: str) -> tuple[float, list[str]]:
    """The share of pairs that are in the gold list or were judged right, and those that nobody judged."""
    good, bad = ({term_key(zh): en for zh, en in JUDGED[name][verdict].items()} for verdict in ("good", "bad"))
    gold = {(t.key, key) for t in (gold_of(name) if name not in REAL else ()) for key in t.keys}
    right, unjudged = 0, []
    for candidate in found:
        zh, en = term_key(candidate.zh), rendering_key(candidate.en)
        if (zh, en) in gold or (zh in good and is_judged(good[zh], en)):
            right += 1
        elif not (zh in bad and is_judged(bad[zh], en)):
            unjudged.append(f"{candidate.zh} = {candidate.en}")
    return right / len(found), unjudged


REAL = {"laws-tw": "articles_25_laws.tsv", "laws-prc": "*_articles.tsv", "xuexi": "paragraphs.tsv"}


@pytest.mark.parametrize("name", ["plan", "notice", "elderly", "renewal"])
def test_first_fifty_are_right(name: str) -> None:
    share, unjudged = right_among(found_in(name)[:50], name)
    assert share >= 0.85, unjudged


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_texts(name: str, shared: Path) -> None:
    units = real_units(name, shared)
    share, unjudged = right_among(extract(units, known=load(), limit=100), name)
    assert share >= 0.8, unjudged


def real_units(name: str, shared: Path) -> list[Unit]:
    texts: list[tuple[str, str]] = []
    for path in sorted((shared / "corpora" / name).glob(REAL[name])):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
            texts += [(row.get("zh") or row.get("zh_hant") or "", row.get("en") or "") for row in rows]
    return units_of(*((zh, en) for zh, en in texts if zh and en), file=name)


def test_every_example_shows_the_term() -> None:
    for candidate in found_in("notice"):
        assert candidate.examples
        for example in candidate.examples:
            assert term_key(candidate.zh) in term_key(example.zh)
        assert 0 <= candidate.score <= 1
        assert candidate.cofreq <= max(candidate.freq_zh, 1)


def test_candidates_are_unique_and_best_first() -> None:
    found = found_in("elderly")
    assert len({term_key(c.zh) for c in found}) == len(found)
    scores = [round(c.score, 6) for c in found]
    assert scores == sorted(scores, reverse=True)


def pair_of(found: Sequence[Candidate], zh: str) -> str | None:
    return next((c.lemma for c in found if term_key(c.zh) == term_key(zh)), None)


def test_a_list_shares_its_head() -> None:
    found = extract(
        units_of(
            ("大力发展风电、光伏和水电产业。", "Develop the wind, solar, and hydropower industries."),
            ("有序发展风电、光伏发电和水电。", "Develop wind, solar, and hydro power in an orderly way."),
            ("风电装机规模继续扩大。", "The installed capacity of wind power will go on growing."),
        )
    )
    assert pair_of(found, "风电") == "wind power"


def test_a_term_with_a_mark_inside_is_the_same() -> None:
    found = extract(
        units_of(
            ("支持中、小企业发展。", "Support small and medium-sized enterprises."),
            ("服务中小企业。", "Serve small and medium-sized enterprises."),
        ),
        known={"中小企业": ["small and medium-sized enterprise"]},
    )
    (term,) = (c for c in found if term_key(c.zh) == "中小企业")
    assert (term.zh, term.freq_zh, term.lemma) == ("中小企业", 2, "small and medium-sized enterprise")


def test_a_quotation_renders_a_quotation() -> None:
    found = extract(
        units_of(
            ("落实“三同时”要求。", "Meet the requirements of the “three synchronizations” in full."),
            ("推行“先体检、后更新”。", "Follow the principle of “checkup first, renewal second” in all work."),
        )
    )
    assert pair_of(found, "三同时") == "three synchronizations"
    assert pair_of(found, "先体检、后更新") == "checkup first, renewal second"


@pytest.mark.parametrize(
    ("zh", "term"),
    [
        ("印发关于加强养老服务的实施意见。", "实施意见"),
        ("制定三年行动方案。", "三年行动方案"),
        ("做实居家社区养老。", "居家社区养老"),
        ("稳步扩大长期护理保险覆盖面。", "长期护理保险"),
        ("对失能老年人给予补贴。", "失能老年人"),
        ("规范公建民营，明确责任。", "公建民营"),
        ("妥善处置批而未供和闲置土地。", "批而未供"),
        ("采取拆除重建、整治提升等方式。", "整治提升"),
        ("增设托育点和便民市场。", "托育点"),
        ("不得办理竣工验收备案。", "竣工验收备案"),
        ("建设𠀀石灣風電場。", "𠀀石灣風電場"),
    ],
)
def test_chinese_candidates(zh: str, term: str) -> None:
    (pair,) = pairs_of(units_of((zh, "Something.")))
    assert term_key(term) in {s.key for s in spans(pair.zh_text, pair.zh)}


@pytest.mark.parametrize("zh", ["加快推进工作。", "的了和与。", "2026年3月18日"])
def test_nothing_to_find(zh: str) -> None:
    assert extract(units_of((zh, "It will be done."))) == ()


def test_known_terms_are_marked_and_conflicts_told() -> None:
    concepts = [
        Concept("c1", (Term("地下综合管廊"),), (Term("underground utility tunnel"),)),
        Concept("c2", (Term("海绵城市"),), (Term("sponge city"), Term("spongy city", "deprecated"))),
        Concept("c3", (Term("统筹发展和安全"),), (Term("balance development and security"),)),
    ]
    found = {
        c.zh: c
        for c in extract(
            units_of(
                ("建设地下综合管廊。", "Build underground utility tunnels."),
                ("建设海绵城市。", "Build spongy cities."),
                ("统筹发展和安全，守住底线。", "Coordinate development and security and hold the bottom line."),
            ),
            known=concepts,
        )
    }
    assert "glossary" in found["地下综合管廊"].origin
    assert not found["地下综合管廊"].why
    assert found["海绵城市"].status == "suspect"
    assert "sponge city" in found["海绵城市"].why
    assert "differs from the glossary" in found["统筹发展和安全"].why


def test_documents_are_merged() -> None:
    first = units_of(("发展海洋牧场。", "Develop marine ranching."), file="one")
    second = units_of(
        ("海洋牧场建设。", "Development of marine ranches."), ("建设海洋牧场。", "Build marine ranches."), file="two"
    )
    (found,) = (c for c in extract([*first, *second]) if c.zh == "海洋牧场")
    assert found.freq_zh == 3
    assert {e.file for e in found.examples} <= {"one", "two"}
    assert len({en for en, _ in found.renderings}) == len(found.renderings)


def test_abbreviations_of_both_languages() -> None:
    units = units_of(
        ("推进大众创业、万众创新（以下简称“双创”）。", "Encourage brain-computer interfaces (BCIs)."),
        ("落实“双随机”（即随机抽取、随机选派）。", "Use building-integrated photovoltaics (BIPV) widely."),
    )
    found = {(a.short, a.full) for a in find_abbreviations(units)}
    assert ("BCI", "brain-computer interfaces") in found
    assert ("BIPV", "building-integrated photovoltaics") in found
    assert ("双创", "大众创业、万众创新") in found
    units = units_of(("小区应当同步规划、同步建设、同步交付（以下简称“三同步”）。", "Centers (PRC) were built."))
    assert {(a.short, a.full) for a in find_abbreviations(units)} == {("三同步", "同步规划、同步建设、同步交付")}


def test_families() -> None:
    groups = families(found_in("elderly"))
    assert any("养老" in group.label and len(group.members) > 2 for group in groups)
    members = [c.zh for group in groups for c in group.members]
    assert len(set(members)) == len(members)


def test_order_does_not_depend_on_the_process(tmp_path: Path) -> None:
    case = json.loads((CASES / "terms-renewal.json").read_text(encoding="utf-8"))["units"][:12]
    path = tmp_path / "units.tsv"
    path.write_text("zh\ten\n" + "".join(f"{u['zh']}\t{u['en']}\n" for u in case), encoding="utf-8")
    outputs = []
    for seed, threads in (("1", "1"), ("2", "2")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}
        done = subprocess.run(
            [sys.executable, "-m", "duizhao", "extract", path, "--format", "jsonl"],
            capture_output=True, check=True, env=environment, timeout=200,
        )  # fmt: skip
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 100


CHINESE = st.text(alphabet="发展风电、和的“”《》（）产业海绵城市。0５G 𠀀㐀", min_size=1, max_size=40)
ENGLISH = st.text(alphabet="abe of and the, .-“”()5G\n", max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CHINESE, ENGLISH), min_size=1, max_size=4))
def test_any_texts(texts: list[tuple[str, str]]) -> None:
    units = units_of(*texts)
    for pair in pairs_of(units):
        for span in spans(pair.zh_text, pair.zh, KnownTerms({"海绵城市", "风电产业"})):
            assert term_key(pair.zh_text[span.start : span.end]) == span.key
            assert 0 <= span.first < span.last <= len(pair.zh)
    for candidate in extract(units, known={"风电": ["wind power"]}):
        assert any(term_key(candidate.zh) in term_key(e.zh) for e in candidate.examples)
        assert candidate.en.strip()

"""`duizhao score`: sacrebleu's own figures and signatures, terms counted by hand, files that do not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Run
from duizhao.errors import InputError
from duizhao.evaluate.metrics import set_apart, translation_scores
from duizhao.evaluate.terms import term_scores
from duizhao.glossary import Glossary
from duizhao.glossary.matching import Matcher
from duizhao.model import Concept, Term

EN = [
    "The province will build twelve computing centers by 2030.",
    "Output is to exceed 150 million yuan.",
    "It’s a pilot zone (自贸区).",
]
EN_REF = [
    "The province will have built 12 computing centers by 2030.",
    "Its output is to exceed 150 million yuan.",
    "It is a pilot zone (自贸区).",
]
ZH = ["到2030年，全省将建成12个算力中心。", "产值超过1.5亿元。"]
ZH_REF = ["到2030年全省要建成12个算力中心。", "产值将超过1.5亿元。"]


def values(hypotheses: list[str], references: list[list[str]], lang: str) -> dict[str, tuple[float, str]]:
    return {s.name: (s.value, s.signature) for s in translation_scores(hypotheses, references, lang)}  # type: ignore[arg-type]


def test_english_as_sacrebleu_does_by_default() -> None:
    import sacrebleu

    found = values(EN, [EN_REF], "en")
    assert list(found) == ["BLEU", "chrF", "chrF++", "TER"]
    assert found["BLEU"][0] == sacrebleu.corpus_bleu(EN, [EN_REF]).score
    assert found["chrF"][0] == sacrebleu.corpus_chrf(EN, [EN_REF]).score
    assert found["chrF++"][0] == sacrebleu.corpus_chrf(EN, [EN_REF], word_order=2).score
    assert found["TER"][0] == sacrebleu.corpus_ter(EN, [EN_REF]).score
    assert "tok:13a" in found["BLEU"][1]
    assert found["BLEU"][1].endswith(f"version:{sacrebleu.__version__}")
    assert found["BLEU"][0] != found["chrF"][0] != found["TER"][0]


def test_chinese_by_characters() -> None:
    import sacrebleu

    found = values(ZH, [ZH_REF], "zh")
    assert list(found) == ["BLEU", "chrF", "TER"]
    assert found["BLEU"][0] == sacrebleu.corpus_bleu(ZH, [ZH_REF], tokenize="zh").score
    assert found["TER"][0] == sacrebleu.corpus_ter(ZH, [ZH_REF], normalized=True, asian_support=True).score
    assert "tok:zh" in found["BLEU"][1]
    assert "norm:yes" in found["TER"][1]
    assert "asian:yes" in found["TER"][1]
    assert not any("rare-han" in signature for _, signature in found.values())
    assert found["BLEU"][0] > values(ZH, [ZH_REF], "en")["BLEU"][0]  # English tokens: a sentence is a word


def test_rare_characters_are_characters() -> None:
    hyp, ref = ["𠀀𠀁𠀂𠀃𠀄𠀅中文和𪚥"], ["𠀀𠀁𠀂𠀃𠀄𠀆中文和𪚥"]
    common = str.maketrans("𠀀𠀁𠀂𠀃𠀄𠀅𠀆𪚥", "天地玄黄宇宙洪荒")
    rare = values(hyp, [ref], "zh")
    usual = values([hyp[0].translate(common)], [[ref[0].translate(common)]], "zh")
    for name, marked in (("BLEU", True), ("TER", True), ("chrF", False)):
        assert rare[name][0] == pytest.approx(usual[name][0])
        assert rare[name][1] == usual[name][1] + ("|rare-han:spaced" if marked else "")


@given(st.text("中国㐀𠀀〇々a1 ，。“”…—", max_size=40))
def test_nothing_else_is_changed(text: str) -> None:
    """Tokens that sacrebleu knows stay as it makes them."""
    from sacrebleu.tokenizers.tokenizer_zh import TokenizerZh

    tokenizer = TokenizerZh()
    plain = text.replace("𠀀", "")
    assert set_apart(plain) == plain
    assert "𠀀𠀀" not in tokenizer(set_apart(text))
    assert tokenizer(set_apart(text)).replace(" ", "") == tokenizer(text).replace(" ", "")


def test_more_references_help() -> None:
    one = values(EN, [EN_REF], "en")
    two = values(EN, [EN_REF, EN], "en")
    assert two["BLEU"][0] == pytest.approx(100)
    assert one["BLEU"][0] < 100
    assert two["BLEU"][1].startswith("nrefs:2|")


@pytest.mark.parametrize(("hyp", "refs"), [([], [[]]), (["a"], []), (["a", "b"], [["a"]])])
def test_what_cannot_be_scored(hyp: list[str], refs: list[list[str]]) -> None:
    with pytest.raises(InputError):
        translation_scores(hyp, refs, "en")


def glossary(*rows: tuple[str, str, str, str]) -> Glossary:
    return Glossary(
        tuple(
            Concept(
                f"t{n}",
                tuple(Term(t) for t in zh.split("|")),
                (
                    Term(preferred),
                    *(Term(t, "admitted") for t in admitted.split("|") if t),
                    *(Term(t, "deprecated") for t in deprecated.split("|") if t),
                ),
            )
            for n, (zh, preferred, admitted, deprecated) in enumerate(rows)
        )
    )


TERMS = glossary(
    ("网络强国", "internet superpower", "", "cyber power"),
    ("龙头企业", "leading enterprise", "industry leader", ""),
    ("网络", "network", "", ""),
)


@pytest.mark.parametrize(
    ("zh", "en", "occurrences", "exact", "lemma", "avoided"),
    [
        ("建设网络强国。", "Build an internet superpower.", 1, 1, 1, 0),
        ("建设网络强国。", "Build an Internet Superpower.", 1, 1, 1, 0),  # capitals are no fault
        ("建设网络强国。", "Build internet superpowers.", 1, 0, 1, 0),
        ("建设网络强国。", "Build a cyber power.", 1, 0, 0, 1),
        ("建设网络强国。", "Build a network.", 1, 0, 0, 0),  # the longest term counts, not the one inside it
        ("培育龙头企业。", "Foster industry leaders and a leading enterprise.", 1, 1, 1, 0),
        ("龙头企业带动龙头企业。", "Leading enterprises drive others.", 2, 0, 0.5, 0),
        ("没有术语。", "No internet superpower here.", 0, 1, 1, 0),
    ],
)
def test_term_success(zh: str, en: str, occurrences: int, exact: float, lemma: float, avoided: int) -> None:
    found = term_scores([zh], [en], Matcher(TERMS), "en")
    assert (found.occurrences, found.exact, found.lemma, found.avoided) == (occurrences, exact, lemma, avoided)
    assert sum(miss.count for miss in found.misses) == round(occurrences * (1 - lemma))


def test_success_is_over_occurrences_not_segments() -> None:
    found = term_scores(
        ["网络强国和龙头企业。", "龙头企业。", "无。"],
        ["Internet superpower.", "A leading enterprise.", "None."],
        Matcher(TERMS),
        "en",
    )
    assert (found.occurrences, found.concepts) == (3, 2)
    assert found.exact == pytest.approx(2 / 3)
    (miss,) = found.misses
    assert (miss.term, miss.wanted, miss.count, miss.segment) == ("龙头企业", "leading enterprise", 1, 1)


def test_consistency_is_the_share_of_the_most_frequent() -> None:
    zh = ["龙头企业。"] * 4 + ["网络强国。"] * 2
    en = ["Leading enterprises."] * 3 + ["Industry leaders.", "An internet superpower.", "A cyber power."]
    found = term_scores(zh, en, Matcher(TERMS), "en")
    assert found.repeated == 6
    once = term_scores(
        [*zh, "网络。"], [*en, "A network."], Matcher(TERMS), "en"
    )  # says nothing about consistency
    assert (once.repeated, once.consistency) == (found.repeated, found.consistency)
    assert found.consistency == pytest.approx((3 + 1) / 6)
    assert term_scores(zh[:1], en[:1], Matcher(TERMS), "en").consistency == 1.0


def test_a_place_with_two_concepts_is_satisfied_by_either() -> None:
    terms = glossary(("方案", "plan", "", ""), ("方案", "scheme", "", ""))
    for en in ("A plan.", "A scheme."):
        assert term_scores(["制定方案。"], [en], Matcher(terms), "en").lemma == 1
    assert term_scores(["制定方案。"], ["A draft."], Matcher(terms), "en").lemma == 0


def test_into_chinese() -> None:
    found = term_scores(["Leading enterprises grow."], ["龙头企业成长。"], Matcher(TERMS), "zh")
    assert (found.occurrences, found.lemma) == (1, 1)


def write(folder: Path, name: str, lines: list[str]) -> Path:
    (folder / name).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return folder / name


@pytest.fixture
def files(tmp_path: Path) -> Path:
    write(tmp_path, "hyp.en", ["Build an internet superpower.", "Foster leading firms."])
    write(tmp_path, "ref.en", ["Build an internet superpower.", "Foster leading enterprises."])
    write(tmp_path, "source.zh", ["建设网络强国。", "培育龙头企业。"])
    write(tmp_path, "terms.csv", ["id,zh,en", "a1,网络强国,internet superpower", "a2,龙头企业,leading enterprise"])
    return tmp_path


@pytest.mark.usefixtures("files")
def test_command_text(run: Run) -> None:
    done = run("score", "hyp.en", "--ref", "ref.en", "--source", "source.zh", "--glossary", "terms.csv")
    assert done.returncode == 0, done.stderr
    assert "tok:13a" in done.stdout
    assert "0.500 exact, 0.500 with inflection" in done.stdout
    assert "1 × 龙头企业 not rendered as “leading enterprise”, first in segment 2" in done.stdout


@pytest.mark.usefixtures("files")
def test_command_json_and_floors(run: Run) -> None:
    args = [
        "score",
        "hyp.en",
        "--ref",
        "ref.en",
        "--source",
        "source.zh",
        "--glossary",
        "terms.csv",
        "--format",
        "json",
    ]
    data = json.loads(run(*args).stdout)
    assert {"bleu", "chrf", "chrf++", "ter", "signatures", "segments", "lang", "terms"} <= data.keys()
    assert (data["segments"], data["lang"], data["terms"]["lemma"]) == (2, "en", 0.5)
    assert run(*args, "--min-terms", "0.5").returncode == 0
    assert run(*args, "--min-terms", "0.6").returncode == 1
    assert run(*args, "--min-bleu", "100").returncode == 1
    assert run(*args, "--min-chrf", "10").returncode == 0


def test_command_takes_units(run: Run, files: Path) -> None:
    rows = ["建设网络强国。\tBuild an internet superpower.", "培育龙头企业。\tFoster leading enterprises."]
    write(files, "hyp.tsv", ["zh\ten", *rows])
    done = run("score", "hyp.tsv", "--ref", "ref.en", "--glossary", "terms.csv", "--format", "json")
    data = json.loads(done.stdout)
    assert data["bleu"] == pytest.approx(100)
    assert data["terms"]["lemma"] == 1.0
    assert not done.stderr
    write(files, "ref.tsv", ["zh\ten", *reversed(rows)])
    mixed = run("score", "hyp.tsv", "--ref", "ref.tsv", "--glossary", "terms.csv")
    assert (
        "warning: ref.tsv: 2 of 2 segments have another source text than in hyp.tsv, first segment 1"
        in mixed.stderr
    )
    chinese = run(
        "score", "hyp.tsv", "--ref", "source.zh", "--lang", "zh", "--format", "json", "--glossary", "terms.csv"
    )
    assert json.loads(chinese.stdout)["signatures"]["bleu"].split("|")[3] == "tok:zh"


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (
            ["hyp.en", "--ref", "short.en"],
            3,
            "short.en: 1 segments, but hyp.en has 2; both must have a sentence a line",
        ),
        (["hyp.en", "--ref", "source.zh"], 3, "source.zh: holds no English; see --lang"),
        (["hyp.en", "--ref", "ref.en", "--source", "short.zh"], 3, "short.zh: 1 segments, but hyp.en has 2"),
        (["empty.en", "--ref", "ref.en"], 3, "empty.en: holds no sentences"),
        (["missing.en", "--ref", "ref.en"], 3, "missing.en: no such file"),
        (["hyp.en", "--ref", "."], 3, ".: is a folder"),
        (["hyp.en"], 2, "--ref"),
        (["hyp.en", "--ref", "ref.en", "--glossary", "terms.csv"], 2, "give --source"),
    ],
)
def test_command_says_what_does_not_fit(run: Run, files: Path, args: list[str], code: int, said: str) -> None:
    write(files, "short.en", ["One."])
    write(files, "short.zh", ["一。"])
    write(files, "empty.en", [])
    done = run("score", *args)
    assert done.returncode == code
    assert said in done.stderr
    if code == 3:
        assert done.stderr.count("\n") == 1

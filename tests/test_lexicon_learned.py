"""Words learned from aligned units and from a glossary: the file, its errors, the commands."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Run
from duizhao.errors import DuizhaoError, InputError
from duizhao.jobs.learn import learn_from, lexicon_with, terms_of
from duizhao.lexicon import Lexicon, default_lexicon
from duizhao.lexicon.learned import Learned, Translations, above, merged, read_learned, write_learned
from duizhao.lexicon.terms import learned_from_terms
from duizhao.model import Concept, Term, Unit, plain_unit
from duizhao.words import stem

# Our own: 链主企业 (the enterprise that leads an industrial chain) is in no dictionary; 抓手 is, with other senses.
SENTENCES = [
    ("支持链主企业牵头组建创新联合体。", "Support chain leaders in forming innovation consortia."),
    ("全省新增链主企业12家。", "The province added 12 chain leaders."),
    ("链主企业要带动配套企业发展。", "Chain leaders shall drive the growth of their suppliers."),
    ("对链主企业给予资金奖励。", "Chain leaders are given financial rewards."),
    ("以数字化改造为抓手，提升制造业水平。", "Take digital upgrading as the key lever to raise manufacturing."),
    ("以项目建设为抓手，扩大有效投资。", "Take project construction as the key lever to expand investment."),
    ("把园区作为招商的抓手。", "Make industrial parks the key lever for attracting investment."),
    ("找准工作抓手，压实责任。", "Find the key lever of the work and enforce responsibility."),
    ("县级人民政府负责组织实施。", "County governments shall organize implementation."),
    ("省财政安排专项资金。", "Provincial finance sets aside special funds."),
]


CHINESE = st.text("国家发展改革网络强省𠀀㐀1A，", max_size=12)
ENGLISH = st.text("abc netwrk developing 5", max_size=30)


def units() -> list[Unit]:
    return [plain_unit(n, zh, en) for n, (zh, en) in enumerate(SENTENCES, 1)]


def test_new_words_are_learned_from_units() -> None:
    found = learn_from(units()).learned
    assert found.units == len(SENTENCES)
    assert stem("lever") in found.words["抓手"].stems
    assert found.words["抓手"].seen == 4
    assert "发展" not in found.words  # seen once
    zh, en = ["抓手"], [stem("lever")]
    before, after = (lex.table(zh, en) for lex in (default_lexicon(), Lexicon(default_lexicon().tables, found.table())))
    assert float(after.val.sum()) > float(before.val.sum()) + 0.1


def test_only_sure_new_two_sided_units_teach() -> None:
    given_units = [
        *units(), *units()[:3],
        plain_unit(20, "抓手", "handle", score=0.5), plain_unit(21, "抓手", ""), plain_unit(22, "", "handle"),
        plain_unit(23, "𠀀" + "字词" * 3, " ".join(f"w{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}"
                                                   f"{'uvwxyz'[n // 100]}" for n in range(450))),
    ]  # fmt: skip
    lesson = learn_from(given_units)
    assert (lesson.repeated, lesson.unsure, lesson.one_sided, lesson.too_long) == (3, 1, 2, 1)
    assert lesson.learned.table() == learn_from(units()).learned.table()


def test_nothing_to_learn_from() -> None:
    assert learn_from([]).learned.words == {}
    assert (
        learn_from([plain_unit(1, "。", "!"), plain_unit(2, "\ud800", "x"), plain_unit(3, "１", "1")]).learned.words
        == {}
    )


def test_traditional_and_full_width_teach_the_same() -> None:
    from duizhao.script import traditional

    other = [plain_unit(u.id, traditional(u.zh_text), u.en_text.replace("chain", "ｃｈａｉｎ")) for u in units()]
    assert learn_from(other).learned == learn_from(units()).learned


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(CHINESE, ENGLISH), max_size=12))
def test_probabilities_are_probabilities(texts: list[tuple[str, str]]) -> None:
    learned = learn_from([plain_unit(n, zh, en) for n, (zh, en) in enumerate(texts, 1)]).learned
    for entry in learned.words.values():
        assert all(0 < p <= 1 for p in entry.stems.values())
        assert sum(entry.stems.values()) <= 1 + 1e-6
    table = Lexicon(default_lexicon().tables, learned.table()).table(
        list(learned.words), default_lexicon().tables.stems
    )
    assert np.all(np.bincount(table.row, table.val, len(table.ptr) - 1) <= 2 + 1e-5)
    assert np.all(table.val <= 1)


def test_the_file_is_the_same_for_the_same_units_in_any_order_and_comes_back(tmp_path: Path) -> None:
    learned = learn_from(units()).learned
    write_learned(learned, tmp_path / "a.json")
    write_learned(learn_from(units()).learned, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert read_learned(tmp_path / "a.json") == learned
    about = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["about"]
    assert about["units"] == len(SENTENCES)
    assert about["dictionary"]
    write_learned(learn_from(units()[::-1]).learned, tmp_path / "c.json")
    assert sorted((tmp_path / "c.json").read_text(encoding="utf-8").split()) == sorted(
        (tmp_path / "a.json").read_text(encoding="utf-8").split()
    )


HEAD = '{"about": {"format": "duizhao-lexicon", "version": 1, "units": 3, "dictionary": "x"},\n"words": {\n'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", ":1: not JSON"),
        ("[1]", ": not a learned lexicon; make it with"),
        ('{"zh": "a"}\n{"zh": "b"}\n', ":2: not JSON"),
        (HEAD.replace('"version": 1', '"version": 9') + "}}", "of version 9"),
        (HEAD + '"发展": [3, {"develop": 1.5}]}}', "'发展' does not say"),
        (HEAD + '"发展": [3, {"a": 0.6, "b": 0.6}]}}', "'发展' does not say"),
        (HEAD + '"发展": {"develop": 0.5}}}', "'发展' does not say"),
        (HEAD + '"发展": [3, {"develop": NaN}]}}', "'发展' does not say"),
        (HEAD + '"发展": [3, {"develop": true}]}}', "'发展' does not say"),
        (HEAD + '"发展": [3, {"develop": 0.5},]}}', ":3: not JSON"),
        (b"\xff\xfe\x00", ": not a learned lexicon"),
        ("[" * 100_000, ": not a learned lexicon"),
    ],
)
def test_a_broken_file_is_told_with_place_and_mend(tmp_path: Path, content: str | bytes, message: str) -> None:
    path = tmp_path / "learned.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DuizhaoError) as caught:
        read_learned(path)
    assert str(caught.value).startswith(str(path))
    assert message in str(caught.value)
    assert ";" in str(caught.value)
    with pytest.raises(InputError, match="no such file"):
        read_learned(tmp_path / "none.json")


def test_files_are_averaged_by_what_they_saw() -> None:
    a = Learned(10, "d", {"抓手": Translations(30, {"lever": 0.8})})
    b = Learned(20, "d", {"抓手": Translations(10, {"grip": 0.4}), "省": Translations(5, {"provinc": 0.9})})
    both = merged([a, b])
    assert both.units == 30
    assert both.words["抓手"].stems == {"lever": pytest.approx(0.6), "grip": pytest.approx(0.1)}
    assert both.words["省"] == Translations(5, {"provinc": pytest.approx(0.9)})
    assert merged([a]) == a
    assert merged([]).words == {}


def test_terms_stand_above_what_was_learned() -> None:
    terms = Learned(1, "", {"抓手": Translations(1, {"handl": 0.75})})
    units_ = Learned(9, "d", {"抓手": Translations(30, {"lever": 0.8, "handl": 0.2})})
    assert above(terms, units_).words["抓手"].stems == {"handl": pytest.approx(0.8), "lever": pytest.approx(0.2)}


def test_a_term_says_which_of_its_words_is_the_new_one() -> None:
    found = learned_from_terms(
        default_lexicon(), [("网络强国", ["internet superpower"]), ("", [""]), ("Wi-Fi", ["Wi-Fi"])]
    )
    assert stem("superpower") in found.words["强国"].stems
    assert stem("superpower") not in found.words["网络"].stems
    assert found.words.keys() == {"网络", "强国"}


def test_forbidden_and_suspect_terms_are_no_evidence() -> None:
    concepts = [
        Concept(
            "a", (Term("链主企业"), Term("龙头", "deprecated")), (Term("chain leader"), Term("chain boss", "forbidden"))
        ),
        Concept("b", (Term("甲"),), (Term("x"),), state="suspect"),
    ]
    assert terms_of(concepts) == (("链主企业", ("chain leader",)),)
    assert lexicon_with() is default_lexicon()
    assert lexicon_with((), terms_of(concepts)).learned


def test_train_show_and_align(run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.tsv").write_text("zh\ten\n" + "".join(f"{zh}\t{en}\n" for zh, en in SENTENCES), encoding="utf-8")
    done = run("lexicon", "train", "u.tsv", "-o", "learned.json")
    assert done.returncode == 0, done.stderr
    assert "from 10 units" in done.stderr
    shown = run("lexicon", "show", "learned.json", "抓手", "火星")
    assert shown.stdout.startswith("抓手  4×  ")
    assert "火星: nothing learned" in shown.stderr
    (tmp_path / "a.zh").write_text("找准抓手。\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("Find the lever.\n", encoding="utf-8")
    (tmp_path / "g.csv").write_text("id,zh,en\nt1,抓手,key lever\n", encoding="utf-8")
    aligned = run(
        "align", "--presplit", "a.zh", "a.en", "--lexicon", "learned.json", "--glossary", "g.csv", "--format", "beads"
    )
    assert (aligned.returncode, aligned.stdout.strip()) == (0, "[0]:[0]"), aligned.stderr
    wrong = run("align", "--presplit", "a.zh", "a.en", "--lexicon", "u.tsv")
    assert wrong.returncode == 3
    assert "u.tsv:1: not JSON" in wrong.stderr


def test_units_that_teach_nothing_are_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "u.tsv").write_text("zh\ten\n发展\t\n", encoding="utf-8")
    done = run("lexicon", "train", "u.tsv", "-o", "learned.json")
    assert done.returncode == 3
    assert "has both sides" in done.stderr
    assert not (tmp_path / "learned.json").exists()
    assert run("lexicon", "train").returncode == 2
    assert run("lexicon", "train", "none.tmx").returncode == 3


def test_a_project_names_its_lexicon(run: Run, tmp_path: Path) -> None:
    from duizhao.config import load_project
    from duizhao.errors import ConfigError

    (tmp_path / "documents").mkdir()
    for lang, text in (("zh", "找准工作抓手。"), ("en", "Find the key lever of the work.")):
        (tmp_path / "documents" / f"a.{lang}.txt").write_text(text, encoding="utf-8")
    settings_ = tmp_path / "duizhao.toml"
    settings_.write_text('[project]\nshipped_glossary = false\n[align]\nlexicon = "learned.json"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r":4: no such lexicon: learned.json; make it: duizhao lexicon train"):
        load_project(tmp_path)
    write_learned(learn_from(units()).learned, tmp_path / "learned.json")
    assert load_project(tmp_path).lexicons == (tmp_path / "learned.json",)
    built = run("build", ".")
    assert built.returncode == 0, built.stderr
    (tmp_path / "learned.json").write_text("broken", encoding="utf-8")
    assert "not JSON" in run("build", ".").stderr

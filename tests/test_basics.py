"""Script, words, files, errors: what all rooms stand on."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duizhao.errors import DuizhaoError, InputError, OutputError
from duizhao.files import read_bytes, write_atomically
from duizhao.model import Edit, join_sentences, repaired
from duizhao.script import (
    fold,
    is_han,
    is_traditional,
    language_of,
    narrow,
    simplified,
    traditional,
)
from duizhao.words import chinese_words, english_words, stem

TEXT = st.text("国網络強国ＡＢ１．５％，。“”𠀀㐀 abcÉİß", max_size=40)


@pytest.mark.parametrize("char", ["国", "\u3400", "\U00020000", "\U0002070e", "\U00030000", "〇", "々"])
def test_han_of_all_planes(char: str) -> None:
    assert is_han(char)


@pytest.mark.parametrize("char", ["，", "A", "Ａ", "ア", "1", "“", "\U0001f600"])
def test_what_is_not_han(char: str) -> None:
    assert not is_han(char)


@settings(deadline=None)  # the first call loads dictionaries
@given(TEXT)
def test_folding_keeps_the_length(text: str) -> None:
    for folded in (narrow(text), simplified(text), traditional(text), fold(text)):
        assert len(folded) == len(text)


def test_folding() -> None:
    assert fold("網絡強國５Ｇ") == "网络强国5g"
    assert narrow("１．５％（Ａ）\u3000") == "1.5%(A) "
    assert is_traditional("建設網絡強國")
    assert not is_traditional("建设网络强国")


def test_language_by_script() -> None:
    assert language_of("internet superpower (网络强国)") == "en"
    assert language_of("加快5G网络建设") == "zh"
    assert language_of("2016-11-29") is None


@settings(deadline=None)  # the first call loads dictionaries
@given(TEXT)
def test_words_slice_back_to_the_text(text: str) -> None:
    for words in (chinese_words(text), english_words(text)):
        assert all(text[w.start : w.end] == w.text for w in words)


def test_chinese_words_of_rare_characters() -> None:
    assert "\U00020000" in [w.text for w in chinese_words("在\U00020000石湾建设5G基站")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("powers’", "power"), ("organisation", "organizations"), ("programmes", "program"), ("built", "building"),
        ("policies", "policy"), ("labour", "labor"), ("women", "woman"), ("Analysed", "analyze"),
    ],
)  # fmt: skip
def test_stems_bring_forms_together(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_stems_keep_words_apart() -> None:
    assert stem("power") != stem("powder")


def test_joining_sentences() -> None:
    assert join_sentences(["甲。", "乙。"], "zh") == "甲。乙。"
    assert join_sentences(["用5G", "IPv6"], "zh") == "用5G IPv6"
    assert join_sentences(["One.", "Two."], "en") == "One. Two."


def test_repairs_apply_only_inside() -> None:
    edits = (Edit(2, 3, ""), Edit(5, 7, " "))
    assert repaired("ab\ncd\n\nef", edits, 0, 9) == "abcd ef"
    assert repaired("ab\ncd\n\nef", edits, 3, 9) == "cd ef"
    assert repaired("ab\ncd\n\nef", edits, 3, 6) == "cd\n"


def test_an_error_is_one_line_with_place_and_mend() -> None:
    error = DuizhaoError("not UTF-8\nat all", file="a\nb.txt", line=3, mend="give --encoding")
    assert str(error) == "a b.txt:3: not UTF-8 at all; give --encoding"
    str(DuizhaoError("x", file="\udcff")).encode("utf-8")


def test_reading_what_cannot_be_read(tmp_path: Path) -> None:
    for path, word in ((tmp_path, "folder"), (tmp_path / "none", "no such file"), ("a\0b", "not a file name")):
        with pytest.raises(InputError, match=word):
            read_bytes(path)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out.txt"
    with write_atomically(target) as stream:
        stream.write("first\n")
    with pytest.raises(OutputError, match="surrogate"), write_atomically(target) as stream:
        stream.write("second" * 10_000 + "\ud800")
    assert target.read_text(encoding="utf-8") == "first\n"
    assert [p.name for p in target.parent.iterdir()] == ["out.txt"]


def test_a_lone_surrogate_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="surrogate"), write_atomically(target) as stream:
        stream.write("\ud800")
    assert target.read_text(encoding="utf-8") == "old"


def test_a_folder_in_the_place_of_the_output_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="folder"), write_atomically(tmp_path) as stream:
        stream.write("x")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX files")
def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.touch(0o600)
    with write_atomically(target) as stream:
        stream.write("x")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with write_atomically(pipe) as stream:
            stream.write("汉字")
        assert os.read(reader, 100).decode() == "汉字"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]

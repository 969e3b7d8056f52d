"""Many texts cut at once must give jieba's own words, to the last tie."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao import words
from duizhao.words import cutting

TEXTS = (
    "推进京津冀协同发展，深入实施区域协调发展战略，健全基本公共服务体系。",
    "他说：“北京大学生前来应聘。”研究生命的起源，结婚的和尚未结婚的",
    "第３款所称3D打印、T恤、AA制和卡拉OK，不含ABC-12型；增长3.5%",
    "㐀𠀀鿖鿕〇々 网络 强国\u3000试点",
    "a\rb\r\n\r\nc\n\nd",
    "\ud800中\x00文 éß 一一二二三三",
    "-._%+#&",
    "",
)


def test_words_are_those_of_jieba() -> None:
    found = words.segment_all(TEXTS)
    assert found == [words.segment(text) for text in TEXTS]
    assert found[0][:4] == ["推进", "京津冀", "协同", "发展"]
    assert words.segment_all([]) == []


@given(
    st.lists(
        st.text(
            st.sampled_from("中国人民生活的研究生命大学一二三不和服务器官员工会上海AB3.%-，。 \r\n鿖𠀀"), max_size=25
        ),
        max_size=4,
    )
)
def test_any_text_gives_the_words_of_jieba(texts: list[str]) -> None:
    assert words.segment_all(texts) == [words.segment(text) for text in texts]


def test_texts_in_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = words.segment_all(TEXTS)
    monkeypatch.setattr(cutting, "_AT_ONCE", 20)
    assert words.segment_all(TEXTS) == whole


def test_of_equally_likely_ways_the_longer_word_is_taken() -> None:
    # 甲乙 + 丙 and 甲 + 乙丙 weigh the same.
    tree = cutting.compiled({"甲": 4, "甲乙": 4, "乙": 0, "乙丙": 4, "丙": 4}, 64)
    assert cutting.cut(["甲乙丙", "乙丁"], tree) == [["甲乙", "丙"], ["乙", "丁"]]


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"PK\x03\x04"])
def test_a_broken_tree_is_made_anew(damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bool] = []

    def load() -> tuple[dict[str, int], int]:
        made.append(True)
        return {"抓": 0, "抓手": 3}, 3

    monkeypatch.setattr(cutting, "cache_folder", lambda: tmp_path)
    first = cutting.load_tree(load)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage)
    again = cutting.load_tree(load)
    assert made == [True, True]
    assert cutting.load_tree(load).unknown == first.unknown
    assert made == [True, True]
    assert np.array_equal(again.keys, first.keys)
    assert cutting.cut(["抓手"], again) == [["抓手"]]

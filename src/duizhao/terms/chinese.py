"""Chinese term candidates of a sentence: runs of words that can be a compound."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from duizhao.script import count_han, is_han
from duizhao.terms.bitext import ZhWord, count_han_of, term_key

MOST_WORDS, MOST_CHARS = 7, 16
_OPEN, _CLOSE = "“「『《〈‘（(", "”」』》〉’）)"
_INNER_GAP = re.compile(r"^[“”「」『』‘’（）()]*$")
# At the beginning of a number word, but 第三方.
_COUNT = re.compile("[一二三四五六七八九十百千万亿两几数]|第[一二三四五六七八九十百]+(?:[条款项目章节次届期年个]|$)")
_BODIES = re.compile(r"[部委厅廳局署院会會]$")
_STOP = re.compile("[。；：！？]")
_PERIOD = re.compile("[一二三四五六七八九十]+年$")  # 三年行动方案
_AFTER_PERIOD = frozenset("行动 计划 规划".split())
_RESULTS = frozenset("实 密 好 强 优 大 细 牢 紧 足 准 快 深 严 稳".split())  # of a verb before the term: 织密, 做实
_LIGHT = frozenset("办理 开展 进行 实行 接受".split())  # verbs whose object is another verb, used as a noun
_SKELETON = re.compile("([一-鿿])而(?:未|不)[一-鿿]")  # 批而未供, 供而未用
_KNOWN_WORDS = 8
_ADVERBS_INSIDE = frozenset("全 超 多 双 再 零 无 共 自 互 直 非 近 微 亚 泛 类 单 准 反 高 低 新 首".split())
_SUFFIXES = frozenset(
    "性 化 率 费 制 厅 局 部 院 型 度 量 力 者 业 品 法 权 税 网 链 站 所 仪 机 器 车 船 区 园 港 群 带 圈 库 池 券 板 仓 桩 剂 药 "
    "学 家 员 师 级 类 式 号 线 层 体 物 质 材 液 套 产 委 办 会 处 科 队 队 厂 店 馆 场 台 岛 湾 省 市 县 州 镇 乡 村".split()
)
_FREE = frozenset(
    "省 市 县 区 州 国 港 各 全 年 月 日 促 育 建 投 用 抓 保 稳 增 扩 推 强 优 补 降 控 我 本 该 等 为 向 以 对".split()
)


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first` to `last` (exclusive) of a sentence as a candidate.

    Attributes:
        key: what makes it the same as others: its folded words without marks.
        start, end: its characters in the sentence, with quotation marks that belong to it.
        quoted: enclosed by quotation marks or 《》, or partly in them.
    """

    first: int
    last: int
    key: str
    start: int
    end: int
    quoted: str = ""


@cache
def sections() -> dict[str, frozenset[str]]:
    """The word lists of `data/chinese_edges.txt`."""
    text = resources.files("duizhao").joinpath("data/chinese_edges.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = set()
        elif not line.startswith("#"):
            found[name].update(line.split())
    return {k: frozenset(v) for k, v in found.items()}


def spans(text: str, words: tuple[ZhWord, ...], known: KnownTerms | None = None) -> Iterator[Span]:
    """All candidates of a sentence: runs of words, quotations, names, and the `known` terms whatever their form."""
    if known is not None:
        yield from known.spans(text, words)
    yield from _bodies(words)
    yield from _skeletons(text, words)
    first = 0
    while first < len(words):
        last = first
        while last < len(words) and inside(words, last) and (last == first or _INNER_GAP.match(words[last].gap)):
            last += 1
        for i in range(first, last):
            if begins(words, i):
                for j in range(i + 1, min(last, i + MOST_WORDS) + 1):
                    span = _span(text, words, i, j) if ends(words, j - 1) else None
                    if span is not None:
                        yield span
        first = max(last, first + 1)
    yield from _quoted(text, words)  # the last: what they say of the same words holds


def inside(words: tuple[ZhWord, ...], i: int) -> bool:
    """Whether a word can stand in a compound."""
    word = words[i]
    if word.quoted:
        return True
    if word.tag == "q" and len(word.key) == 1:  # 垂类模型, but 三类企业
        return bool(i and not word.gap and words[i - 1].content and words[i - 1].tag[:1] not in "mr")
    if word.key in ("能", "可") and i and not word.gap and words[i - 1].content and len(words[i - 1].key) <= 2:
        return words[i - 1].key not in sections()["openers"] and words[i - 1].tag[:1] in "nvagz"  # 蓄能电站
    if word.key in sections()["never"]:
        return False
    if word.key == "点" and i and not word.gap and words[i - 1].content and words[i - 1].tag[:1] not in "mq":
        return True  # 托育点
    if word.key in _ADVERBS_INSIDE:
        return True
    if word.tag[:1] == "f" and len(word.key) == 1:
        return False
    if word.tag[:1] in "dm":
        return word.tag[:1] == "m" and is_han(word.key[0]) and len(word.key) > 1
    return word.content


def begins(words: tuple[ZhWord, ...], i: int) -> bool:
    """Whether a word can be a term's first: no opener, and not torn from a character before it."""
    word = words[i]
    if word.key in sections()["openers"]:
        return _nominal(words, i)
    if word.tag[:1] == "m" and _COUNT.match(word.key):
        period = _PERIOD.match(word.key) and i + 1 < len(words) and words[i + 1].key in _AFTER_PERIOD
        return bool(period) and not words[i + 1].gap
    if not i or word.gap or not _clings(words[i - 1]) or words[i - 1].key in _FREE:
        return True
    if words[i - 1].key in _RESULTS and i > 1 and not words[i - 1].gap and words[i - 2].tag[:1] == "v":
        return True
    if words[i - 1].tag[:1] in "vdfpm" or (words[i - 1].tag == "q" and i > 1 and words[i - 2].tag[:1] == "m"):
        return True
    return words[i - 1].key in _SUFFIXES and i > 1 and not words[i - 1].gap and words[i - 2].content


def _nominal(words: tuple[ZhWord, ...], i: int) -> bool:
    """Whether a verb that opens clauses is an attribute here: …的实施意见; 拆除新建、整治提升等方式."""
    if i and words[i - 1].key == "的" and not words[i].gap:
        return True
    if i + 1 >= len(words) or len(words[i].key) != 2 or words[i + 1].gap:
        return False
    if i and words[i - 1].key in _LIGHT and not words[i].gap:  # 办理竣工验收备案
        return words[i + 1].tag[:1] in "vn"
    if words[i + 1].tag[:1] != "v" and words[i + 1].key not in sections()["openers"]:
        return False
    behind = i + 2 >= len(words) or words[i + 2].gap[:1] == "、" or words[i + 2].key in ("等", "和")
    before = i and (words[i].gap[:1] == "、" or words[i - 1].key in ("采取", "通过"))
    return bool(before) and behind and len(words[i + 1].key) == 2


def ends(words: tuple[ZhWord, ...], i: int) -> bool:
    """Whether a word can be a term's last: not torn from a character behind it."""
    if i + 1 == len(words) or words[i + 1].gap:
        return True
    behind = words[i + 1]
    if not _clings(behind) or behind.key in sections()["openers"] or behind.tag[:1] in "fdpcmv":
        return True
    last = i + 2 >= len(words) or bool(words[i + 2].gap) or not inside(words, i + 2)
    return not last and behind.key not in _SUFFIXES


def _clings(word: ZhWord) -> bool:
    """Whether a word is a single character that is seldom a word of its own."""
    return len(word.key) == 1 and is_han(word.key) and word.key not in sections()["never"]


def _span(text: str, words: tuple[ZhWord, ...], i: int, j: int) -> Span | None:
    key = _key(words, i, j)
    size = sum(count_han_of(w.key) for w in words[i:j])
    if size > MOST_CHARS or len(key) < 2 or size == 0:
        return None
    if j - i == 1 and len(words[i].text) < 2:
        return None
    last = words[j - 1]
    # 公建民营 may stand before a mark, not before a noun.
    open_end = j < len(words) and not words[j].gap and words[j].content
    if (last.tag[:1] in "mdpc" and last.key != "点") or (last.tag[:1] == "b" and (j - i == 1 or open_end)):
        return None
    if last.tag[:1] == "f":
        return None
    start, end = words[i].start, last.end
    inner = text[start:end]
    quoted = ""
    opened = sum(inner.count(c) for c in "“「『")
    closed = sum(inner.count(c) for c in "”」』")
    if opened != closed or opened:
        before, behind = text[start - 1 : start], text[end : end + 1]
        if closed == opened + 1 and before in tuple("“「『"):
            start -= 1
        elif opened == closed + 1 and behind in tuple("”」』"):
            end += 1
        elif opened != closed:
            return None
        if text[start] in "“「『" and text[end - 1] in "”」』" and opened != closed:
            return None
        quoted = "part"
    elif text[start - 1 : start] in tuple("“「『") and text[end : end + 1] in tuple("”」』"):
        return None  # found as a quotation
    if inner.count("（") + inner.count("(") != inner.count("）") + inner.count(")"):
        if inner[-1] not in "）)" and text[end : end + 1] in ("）", ")"):
            end += 1
        else:
            return None
    return Span(i, j, key, start, end, quoted)


def _quoted(text: str, words: tuple[ZhWord, ...]) -> Iterator[Span]:
    """What stands in quotation marks or 《》 as a whole."""
    for match in re.finditer(r"“([^“”]{2,24})”|「([^「」]{2,24})」|『([^『』]{2,24})』|《([^《》]{2,40})》", text):
        start, end = match.start() + 1, match.end() - 1
        content = text[start:end]
        if re.search("[，。；：？！]", content) or not count_han(content):
            continue
        index = [k for k, w in enumerate(words) if start <= w.start and w.end <= end]
        if index:
            first, last = index[0], index[-1] + 1
            yield Span(
                first, last, _key(words, first, last), start, end, "title" if match.group()[0] == "《" else "whole"
            )
            if match.group()[0] == "《":
                continue
            for j in range(last, min(last + 5, len(words))):  # “卡脖子”技术, “十四五”时期
                if not inside(words, j) or words[j].gap not in ("", "”", "」", "』"):
                    break
                yield Span(first, j + 1, _key(words, first, j + 1), start - 1, words[j].end, "part")


def _bodies(words: tuple[ZhWord, ...]) -> Iterator[Span]:
    """Names of bodies that hold an “and”: 工业和信息化部, 人力资源和社会保障厅."""
    for k, word in enumerate(words):
        if word.key not in ("和", "与", "及") or not 0 < k < len(words) - 1:
            continue
        for j in range(k + 1, min(k + 5, len(words))):
            if words[j].gap or not inside(words, j):
                break
            if _BODIES.search(words[j].key):
                for i in range(k - 1, max(-1, k - 5), -1):
                    if words[i + 1].gap or not inside(words, i):
                        break
                    yield Span(i, j + 1, _key(words, i, j + 1), words[i].start, words[j].end)
                break


def _skeletons(text: str, words: tuple[ZhWord, ...]) -> Iterator[Span]:
    """Phrases of the form 批而未供."""
    for match in _SKELETON.finditer(text):
        index = [k for k, w in enumerate(words) if match.start() <= w.start and w.end <= match.end()]
        if index and words[index[0]].start == match.start() and words[index[-1]].end == match.end():
            yield Span(index[0], index[-1] + 1, _key(words, index[0], index[-1] + 1), *match.span())


class KnownTerms:
    """Finds terms that are known by their keys; those of fewer than three characters are left to the grammar.

    Args:
        keys: of the terms.
    """

    def __init__(self, keys: Collection[str]) -> None:
        self.keys = keys
        self._starts = {k[:2] for k in keys}

    def spans(self, text: str, words: tuple[ZhWord, ...]) -> Iterator[Span]:
        """Every known term that stands on the borders of words, marks inside it aside."""
        keys = [term_key(w.text) for w in words]
        for i in range(len(words)):
            key = ""
            for j in range(i, min(i + _KNOWN_WORDS, len(words))):
                if j > i and _STOP.search(words[j].gap):
                    break
                key += keys[j]
                if len(key) > 1 and key[:2] not in self._starts:
                    break
                if len(key) > 2 and key in self.keys:
                    edges = _balanced(text, words[i].start, words[j].end)
                    if edges is not None:
                        yield Span(i, j + 1, key, *edges)


def _balanced(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch with the mark before or behind it that closes a pair: 共建“一带一路”; None if that is elsewhere."""
    for opening, closing in ("“”", "「」", "『』", "《》", "（）", "()"):
        inner = text[start:end]
        more = inner.count(opening) - inner.count(closing)
        if more == 1 and text[end : end + 1] == closing:
            end += 1
        elif more == -1 and text[start - 1 : start] == opening and start:
            start -= 1
        elif more:
            return None
    return start, end


def _key(words: tuple[ZhWord, ...], first: int, last: int) -> str:
    return "".join(term_key(w.text) for w in words[first:last])

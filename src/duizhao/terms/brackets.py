"""Where an English sentence shows Chinese: brackets, Chinese before a bracket, Chinese without one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from duizhao.script import HAN, HAN_MARKS, count_han

Form = Literal["bracket", "chinese-first", "bare"]

OPENING, CLOSING = "([（［【〔{", ")]）］】〕}"
_ENCLOSING = ("“”", "「」", "『』", "《》", "〈〉", "‘’", '""', "''", "〝〞", "＂＂", "«»", "*", "_")
# A Chinese term: Han characters with what stands between and around them.
_INSIDE = rf"[{HAN}]|[、·・“”‘’「」『』《》〈〉—–×＋+＂\"'（）()〔〕\[\]-]|[A-Za-z0-9０-９Ａ-Ｚａ-ｚ％%.&+]"
_CORE = re.compile(rf"[{HAN}](?:(?:{_INSIDE}|[ \u3000\u00a0]|[，：:])*(?:[{HAN}”」』》〉）)×＋+]|[A-Za-z0-9]+))?")
_BARE = re.compile(rf"[“「《『]?[{HAN}](?:[{HAN}、·“”「」『』《》—×（）]|[ \u3000](?=[{HAN}]))*")
_LABEL = re.compile(
    r"(?:in\s+)?(?:chinese|mandarin|ch(?:in)?|zh|cn)\b[.:]?\s*(?:name|term)?[.:]?|\bor\b|\balso\b|\bi\.e\.,?|\blit(?:erally|\.)?|"
    r"\bpinyin\b:?|\bin\s+short\b|\babbr(?:eviated|eviation|\.)?\b(?:\s+(?:as|of|for))?|\bshort\s+for\b|\b(?:known|called)\s+as\b|"
    r"\boriginal(?:ly)?\b:?|\bthe\s+so-called\b",
    re.IGNORECASE,
)
# What Chinese in brackets says that is no term: references, numbers of documents, states of a document.
_REFERENCE = re.compile(
    rf"^(?:下略|上略|完$|续表|續表|电话|電話|传真|傳真|邮编|邮箱|详?见|參見|参见|詳見|参阅|參閱|同上|下同|以下|注[：:释意]?|註[：:]?|[《]?附(?:件|表|图|圖|录|錄|则|則)|[图圖表][\d一二三四五六七八九十]|"
    rf"第[\d一二三四五六七八九十百零〇]+[条條章节節款项項页頁届屆次号號期批卷编編部分]*$|责任单位|責任單位|牵头|此件|此文|来源|來源|单位[：:]|單位[：:]|原文|截止|约合|約合|共\d|第[\d一二三四五六七八九十百]+[至—-]|"
    rf"(?:试行|試行|草案|暂行|暫行|修订|修訂|修正|节选|節選|摘要|摘录|征求意见稿|徵求意見稿|送审稿|全文|略|续|續|"
    rf"公开发布|公開發佈|印发稿|代拟稿|讨论稿)[稿本版案]?$|[^{HAN}]*[年月日]|[^{HAN}]*\d[^{HAN}]*年|[一二三四五六七八九十百千万亿零〇○两]+$|"
    rf"[\d一二三四五六七八九十〇○零]+[年月日]|(?:民国|民國|公元)?[\d一二三四五六七八九十〇○零百]+[年月日])"
)
_DOCUMENT_NUMBER = re.compile(r"[〔\[（(]?(?:19|20)\d\d[〕\]）)]?\s*(?:第)?\s*\d*\s*[号號]|[字令]第?\s*\d+\s*[号號]")
_SENTENCE = re.compile("[。！？；!?]")
_ABBREVIATION = re.compile(r"[a-z]?[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9&/-]*s?$|[A-Z]{2,}[a-z]?$|R&D|S&T")
_TITLE_MAX, _TERM_MAX = 60, 34  # characters of a title in 《》 and of any other term


@dataclass(frozen=True, slots=True)
class Mention:
    """A Chinese term shown in an English sentence.

    Attributes:
        zh: the term without layout spaces and marks that enclose all of it.
        raw: the term as printed.
        start, end: the whole bracket (or the Chinese run), in the sentence.
        form: English before a bracket, Chinese before a bracket with the English, Chinese without a bracket.
        abbreviations: what stands beside the Chinese and is no English of its own (`MOX`).
        en: for `chinese-first`, the English term's characters in the sentence.
    """

    zh: str
    raw: str
    start: int
    end: int
    form: Form
    abbreviations: tuple[str, ...] = ()
    en: tuple[int, int] | None = None


def groups(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Outermost bracket pairs (offsets of the opening mark and behind the closing one); any closing mark
    closes any opening one, since translators mix widths. An unclosed bracket is none."""
    found, depth, opened = [], 0, 0
    for i in range(start, len(text) if end is None else end):
        if text[i] in OPENING:
            if depth == 0:
                opened = i
            depth += 1
        elif text[i] in CLOSING and depth:
            depth -= 1
            if depth == 0:
                found.append((opened, i + 1))
    if depth:  # an opening bracket that is never closed hides those behind it: try again after it
        found += groups(text, opened + 1, end)
    return found


def mentions(text: str) -> list[Mention]:
    """All places of an English sentence that show a Chinese term, in order."""
    found: list[Mention] = []
    covered: list[tuple[int, int]] = []
    for start, end in _all_groups(text):
        if any(a <= start < b for a, b in covered):
            continue
        inside = list(_bracket(text, start, end))
        if inside:
            found += inside
            covered.append((start, end))
    whole = groups(text)
    for match in _BARE.finditer(text):
        if count_han(match.group()) < 2 or any(a <= match.start() < b for a, b in whole):
            continue
        mention = _bare(text, match.start(), match.end())
        if mention is not None:
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _all_groups(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Bracket pairs from the outside to the inside."""
    for a, b in groups(text, start, end):
        yield a, b
        yield from _all_groups(text, a + 1, b - 1)


def _bracket(text: str, start: int, end: int) -> Iterator[Mention]:
    """The Chinese terms of one bracket; nothing if it is a reference, a quotation or English with Chinese in it."""
    content = text[start + 1 : end - 1]
    if not count_han(content):
        return
    abbreviations: list[str] = []
    terms: list[str] = []
    for piece in _pieces(content):
        kind, term = _classify(piece)
        if kind == "term":
            terms.append(term)
        elif kind == "abbreviation":
            abbreviations.append(term)
        elif kind == "distractor":
            return
        elif kind == "english" and not terms:
            return  # English before the Chinese: a remark that mentions it
    seen: set[str] = set()
    for raw in terms:
        zh = clean(raw)
        if zh and zh not in seen:
            seen.add(zh)
            yield Mention(zh, raw, start, end, "bracket", tuple(abbreviations))


def _pieces(content: str) -> list[str]:
    """The parts of a bracket: at semicolons and slashes, and at commas beside which there is no Chinese on one side."""
    pieces: list[str] = []
    for part in re.split(r"\s*[;；|]\s*|\s+/\s+|\s*,\s+(?=or\b)|\s+or\s+(?=[“\"'「]?[" + HAN + "])", content):
        at = 0
        for match in re.finditer(r"\s*[,，]\s*", part):
            left, right = part[at : match.start()], part[match.end() :]
            if match.group().strip() == "," or not (count_han(left) and count_han(right)):
                pieces.append(left)
                at = match.end()
        pieces.append(part[at:])
    return [p.strip() for p in pieces if p.strip()]


def _classify(piece: str) -> tuple[str, str]:
    """What a part of a bracket is: `term`, `abbreviation`, `pinyin`, `english`, or `distractor`."""
    if not count_han(piece):
        bare = piece.strip(" “”\"'‘’")
        if _ABBREVIATION.match(bare) or re.match(r"(?:the |hereinafter )", bare):
            return "abbreviation", bare
        return ("pinyin", bare) if is_pinyin(bare) else ("english", bare)
    first = re.search(f"[{HAN}]", piece)
    assert first is not None
    head = piece[: first.start()]
    opening = re.search(r"[“「『《〈‘\"'〝＂(（〔]*(?:[A-Za-z0-9０-９Ａ-Ｚａ-ｚ.%+&-]+[“”\"]?)?$", head)
    assert opening is not None
    attached = opening.group()
    before = head[: opening.start()].strip(" :：,，“\"'")
    rest = attached + piece[first.start() :]
    before = re.sub(r"\s+", " ", _LABEL.sub(" ", before)).strip(" ,:")
    latin = attached.strip("“「『《〈‘\"'〝＂(（〔”+")
    if latin and before and is_pinyin(f"{before} {latin}"):
        before, rest = "", piece[first.start() :]
    if before and not is_pinyin(before):
        words = before.split()
        if all(_ABBREVIATION.match(w) for w in words):
            rest = " ".join([*words, rest])
        else:
            return "distractor", ""
    if latin and is_pinyin(latin) and len(latin) > 3 and latin.islower():
        rest = piece[first.start() :]
    tail = re.search(rf"[{HAN}](?P<tail>[^{HAN}]*)$", rest)
    if tail is not None:
        behind = tail["tail"].strip(" ”’」』》〉)）\"'＂×+＋:：")
        if behind and (" " in tail["tail"].strip() or is_pinyin(behind)) and re.search("[A-Za-zÀ-ǜ]{2}", behind):
            rest = rest[: tail.start() + 1] + re.sub(r"[A-Za-zÀ-ɏ0-9 ,.].*$", "", tail["tail"], flags=re.DOTALL)
    if not is_term(rest):
        return "distractor", ""
    rest = re.split(r"[：:]", rest, maxsplit=1)[0].strip(" .,")  # 三旧：旧城镇、旧厂房、旧村庄
    return ("term", rest) if is_term(rest) else ("distractor", "")


def is_term(raw: str) -> bool:
    """Whether Chinese in a bracket can be a term: no reference, year, document number, sentence."""
    flat = re.sub(r"[ \u3000\u00a0]", "", raw)
    core = flat.strip("“”‘’「」『』\"'＂()（）〔〕")
    if not count_han(core) or _REFERENCE.match(core) or _DOCUMENT_NUMBER.search(core) or _SENTENCE.search(core):
        return False
    if core.count("，") > 2 or re.search(r"\d[^a-zA-Z]*[元人个家次米吨亩里％%]$", core):
        return False
    return len(core) <= (_TITLE_MAX if core.startswith(("《", "〈")) else _TERM_MAX)


def clean(raw: str) -> str:
    """A Chinese term without layout spaces and without marks that enclose all of it.

    Spaces stay between Latin words. Quotation marks around a part stay: “内卷式”竞争.
    """
    text = re.sub(rf"(?<=[{HAN}{HAN_MARKS}])[ \u3000\u00a0]+|[ \u3000\u00a0]+(?=[{HAN}{HAN_MARKS}])", "", raw.strip())
    text = text.strip("*_")
    while True:
        inner = _unwrapped(text)
        if inner is None:
            return text
        text = inner


def _unwrapped(text: str) -> str | None:
    for pair in _ENCLOSING:
        left, right = pair[0], pair[-1]
        if len(text) > 2 and text[0] == left and text[-1] == right:
            inside = text[1:-1]
            if left == right:
                return inside if left not in inside else None
            depth = 1
            for i, char in enumerate(text[1:], 1):
                depth += (char == left) - (char == right)
                if depth == 0:
                    return inside if i == len(text) - 1 else None
    return None


def _bare(text: str, start: int, end: int) -> Mention | None:
    """Chinese outside of brackets: before a bracket with its English, or directly behind its English."""
    raw = text[start:end].rstrip("“「《『（、—")
    end = start + len(raw)
    if not is_term(raw):
        return None
    zh = clean(raw).strip("”」》』")
    behind = re.compile(r"[”」』》\"’]?\s*(?=[(\[（［])").match(text, end)
    if behind is not None:
        opened = behind.end()
        group = next(((a, b) for a, b in groups(text, opened) if a == opened), None)
        if group is not None:
            span = _english_inside(text, *group)
            return None if span is None else Mention(zh, raw, start, group[1], "chinese-first", (), span)
    before = text[:start]
    if re.search(r"[A-Za-z)”\"’](?:,|:| [–—-])?\s*(?:\bor |in Chinese,? |Chinese:? )?[“\"‘'(]?$", before):
        return Mention(zh, raw, start, end, "bare")
    return None


def _english_inside(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The English term in a bracket behind Chinese: the first part that is no pinyin, label or abbreviation."""
    at = start + 1
    for piece in re.split(r"([;,，；])", text[start + 1 : end - 1]):
        core = piece.strip(" “”\"'‘’")
        label = _LABEL.match(core)
        if label and label.end() < len(core):
            core = core[label.end() :].strip(" “”\"'‘’:")
        if (
            re.search("[A-Za-z]{2}", core)
            and not count_han(core)
            and not is_pinyin(core)
            and not re.match(r"(?:see|cf|hereinafter|hereafter|e\.g|note|source|annex|appendix)\b", core, re.IGNORECASE)
        ):
            first = text.index(core, at)
            # A comma inside an English term (“agriculture, farmers, and rural areas”): take all if there is no label.
            whole = text[first : end - 1].rstrip(" ”\"'’")
            if "," in whole and re.search(r",[^,]*\band\b", whole) and ";" not in whole:
                return first, first + len(whole)
            return first, first + len(core)
        at += len(piece)
    return None


_TONES = {"ü": "u", "v": "u"}
_SYLLABLE = re.compile(
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|er|"
    "ia|ie|iu|in|ua|uo|ue|ui|un|ve|vn|a|e|i|o|u|v))"
)


@cache
def is_pinyin(text: str) -> bool:
    """Whether all words of a Latin text can be read as pinyin, with or without tones, and one shows that it
    is not English: a tone mark or number, or several syllables (`wangluo qiangguo`)."""
    flat = unicodedata.normalize("NFD", text.lower())
    toned = any(c in "\u0300\u0301\u0304\u030c" for c in flat)
    flat = "".join(c for c in flat if not unicodedata.combining(c)).replace("ü", "u")
    words = re.findall(r"[a-z]+[1-5]?|[^a-z\s'’,-]", flat)
    if not words:
        return False
    total = 0
    for word in words:
        letters = word.rstrip("12345")
        count = _syllables(letters)
        if not count:
            return False
        toned |= letters != word
        total += count
    return toned or total >= 2


def _syllables(word: str) -> int:
    """The fewest pinyin syllables that make up a word; 0 if it is none."""
    best = [0] + [99] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            # Inside a word no syllable begins with a vowel (that takes an apostrophe: Xi'an).
            if best[start] < 99 and (not start or word[start] not in "aeiou") and _SYLLABLE.fullmatch(word, start, end):
                best[end] = min(best[end], best[start] + 1)
    return best[-1] if best[-1] < 99 else 0

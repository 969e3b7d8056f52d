"""Denials of a translation that its source does not make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from duizhao.checks.denials import denials
from duizhao.checks.elsewhere import known_words
from duizhao.checks.negatives import Clauses, Stretch, is_bare
from duizhao.checks.polarity import DENIES, END, LATE, denial_characters, denied
from duizhao.checks.sections import sections
from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.checks.case import Case

# No character that could be behind an English denial.
_POSITIVE = re.compile(
    "[不无未非没勿毋莫禁免否拒反止缺失难仅唯戒杜绝停废撤欠违误逾阻抗忌弃亏错乱坏弱脱离祸弊竭虚]|防(?![控城务部线护汛疫灾治])|避|"
    "除(?!了)|外(?![贸资交汇商国部])|限(?!额以上)|(?<![不减])少|只(?!要)|零|超|[错已经]过|过[期剩度错]|(?<!中)断|假(?!期)|较差|"
    "低于|空[白置缺谈]|落空|独|另[有行]|[人才]才能|才[能可会有得]|方[可能得予准]|严[格控禁惩防厉]|控制|消[除失极]|取[消缔]|谢绝|"
    "退[出休]|终[止结]|(?<![高崇时])尚|仍|[之以]?前[，。；]|[之以]前|却|始[得能]|不|劣|差额|贫"
)
_VERBS = "shall|may|must|will|should|would|can|could|does|do|did|is|are|was|were|has|have|had|be|need"
_REFUSAL = re.compile(
    rf"\b(?:(?:{_VERBS})\s+(?:also\s+|now\s+)?(?:not|never)|cannot|never(?!-)|prohibit\w*|forb[ia]d\w*|disallow\w*|"
    r"discourag\w*|barred|banned|fail(?:s|ed)?\s+to|unable\s+to|from\s+not|refus(?:es?|ed)|lack(?:s|ed)?|"
    r"(?:avoid|refrain|neglect)(?:s|ed)?|"
    r"(?:has|have|had|is|are|was|were)\s+no(?=\s+(?:right|power|need|longer|confidence|obligation|duty|access)))\b"
    r"(?!\s+(?:only|just|less|more|fewer|later|earlier|exceed|limited|necessarily|merely|simply|yet|until|fall|waver|"
    r"before))",
    re.IGNORECASE,
)
_VERBS_THAT_DENY = re.compile("fail|unable|refus|lack|avoid|refrain|neglect", re.IGNORECASE)
_NONE = re.compile("不[断仅久同论管少]|无论|非常|非洲|未来|未成|无人|无线|外[资贸商汇国]|绝对")
_FIRST = re.compile("先|[须需应]经|始|方可|之前|以前")
_SHORT = 80  # characters of a Chinese text whose clauses are surely found
# What allows or asks for something, and what denies it; what makes a denial a condition.
_LICENCE = re.compile("允许|准许|许可|可以|鼓励|支持|应当|必须|有权|一律|均应|务必")
_FORBIDS = re.compile(
    r"(?:may|shall|must|can|should|will|need) not|(?:has|have|had) no|cannot|prohibit|forb|disallow|discourag|"
    r"barred|banned|"
    r"\w+ not (?:be )?(?:permitted|allowed|encouraged|supported|entitled|required|obliged|eligible|authorized)",
    re.IGNORECASE,
)
_WHETHER = re.compile("[是能可有与][否无]")
_CONDITION = re.compile(
    r"\b(?:until|unless|except|without|only|before|after|prior|other than|but|less than|more than)\b", re.IGNORECASE
)
# Two denials that make none, and what may stand for each of them.
_NOT_FOR_NOT = (
    "(?:fail|refuse|exempt|prohibit|forbid|exclude|den|prevent|waive|relieve|reject|refrain|disqualif|preclud|"
    "withh[eo]ld)"
)
_TWO = re.compile(
    rf"\b(?:not|never|cannot)(?:\s+(?:be|been|to|have|\w+ly))*\s+{_NOT_FOR_NOT}\w*"
    rf"|\bno(?:\s+\w+){{1,4}}?\s+(?:may|shall|must|can|will)\s+(?:be\s+)?{_NOT_FOR_NOT}\w*",
    re.IGNORECASE,
)
_NOTS = frozenset(("not", "never", "cannot", "no"))  # one in each; the pattern alone takes 30 µs a segment
_DENIES_TWICE = re.compile("[不无未非没勿毋莫禁免否拒毋杜戒绝防止避碍阻弃误缺逃漏排消撤扣]")
_DEGREE = frozenset(("不够", "不太", "不甚", "不尽"))  # not enough, whatever else stands for lack in the sentence
_WITHHELD = re.compile("[截瞒]")


def added_denial(case: Case) -> Stretch | None:
    """The denial of a unit's English that its Chinese does not make: nowhere in the sentence, or not near the clause
    that it went into, or not in that one though it allows or asks for something, or one that another denial undoes
    there (may not be exempted)."""
    whole = said = ""
    for match in _REFUSAL.finditer(case.en):
        whole = whole or _NONE.sub("＿＿", _WHETHER.sub("＿＿", fold_text(case.zh)))
        said = said or _without_said(case, whole)
        text = whole if _VERBS_THAT_DENY.match(match.group()) else said
        if _FIRST.search(text) and _CONDITION.search(case.en):
            continue  # 应先经批准: may not, without approval
        if not _POSITIVE.search(text) or _is_added(case, text, match.start()):
            return Stretch(match.start(), match.end())
        near = [text[a:b] for a, b in _clauses_of(case, match.end(), around=1)]
        free = not _CONDITION.search(case.en)
        if free and near and len(text) < _SHORT and not any(map(_POSITIVE.search, near)):
            return Stretch(match.start(), match.end())
        if free and _FORBIDS.match(case.en, match.start()):
            here = "".join(near)
            if _LICENCE.search(here) and not DENIES.search(here):
                return Stretch(match.start(), match.end())
    for match in () if case.words.isdisjoint(_NOTS) else _TWO.finditer(case.en):
        if "withh" in match.group().lower() and _WITHHELD.search(fold_text(case.zh)):
            continue
        clauses = _clauses_of(case, match.end()) or [(0, len(case.zh))]
        if all(len(_DENIES_TWICE.findall(fold_text(case.zh[a:b]))) == 1 for a, b in clauses):
            return Stretch(match.start(), match.end())
    return None


def _is_added(case: Case, text: str, at: int) -> bool:
    """Whether the sentence that an English denial went out from makes none, nor lets go of one to its neighbours.

    Args:
        text: what of the Chinese may account for it.
    """
    parts = sections(case)
    n = next((n for n, part in enumerate(parts) if part.en_start <= at < part.en_end), None)
    if n is None or len(parts) == 1 or _POSITIVE.search(text, parts[n].zh_start, parts[n].zh_end):
        return False
    if _CONDITION.search(case.en, parts[n].en_start, parts[n].en_end):
        return False
    beside = parts[max(0, n - 1) : n] + parts[n + 1 : n + 2]
    return not any(denial_characters(case.zh, part) > denied(case.en, part) for part in beside)


def _without_said(case: Case, text: str) -> str:
    """The Chinese without the verbs and nouns that deny and have a rendering of their own, for they do not account for
    further denials (拒不履行: does not refuse)."""
    used = set[int]()  # “short” stands for one of 不够 and 不足
    for denial in denials(case.zh):
        own = denial.says.finditer(case.en) if denial.sure and not denial.counts and denial.says else ()
        said = next((m.start() for m in own if m.start() not in used and not is_bare(m.group())), None)
        if denial.text[:2] not in LATE and denial.text not in _DEGREE and said is not None:
            used.add(said)
            text = text[: denial.start] + "＿" * (denial.end - denial.start) + text[denial.end :]
    return text


def _clauses_of(case: Case, at: int, around: int = 0) -> list[tuple[int, int]]:
    """The Chinese clauses that the English words behind a place went out from: those of most of them.

    Args:
        around: how many clauses before and behind are to be with each of them.
    """
    known = known_words(case)
    own = Clauses(case.en).domain(at)[0]
    pieces = {k: known.pieces[n] for n, k in known.place.items()}
    ends = [0, *(m.end() for m in END.finditer(case.zh)), len(case.zh)]
    found = Counter[int]()
    for k in range(known.at(at), len(known.tokens)):
        if known.tokens[k].start < own.end and k in pieces:
            found[bisect_right(ends, pieces[k].start) - 1] += 1
    most = max(found.values(), default=0)
    return [
        (ends[max(0, c - around)], ends[min(c + 1 + around, len(ends) - 1)])
        for c, n in found.items() if n == most
    ]  # fmt: skip

"""Denials of a Chinese text that its translation lost, and denials of a translation that its source does not make.

Judged one by one: a denial is looked for in the English clause that the denied words went to. Built to be quiet:
every English word that may carry it (only, fail, exempt, un-, -less) clears it, unless another Chinese word explains
that word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.checks.counterparts import Counterparts
from duizhao.checks.denials import Denial, denials
from duizhao.checks.elsewhere import known_words
from duizhao.checks.evidence import is_in, with_beginnings
from duizhao.checks.meanings import meanings
from duizhao.checks.negatives import Clauses, Stretch, is_bare, is_elliptic, negatives, weight
from duizhao.glossary.folding import fold_text

if TYPE_CHECKING:
    from duizhao.checks.case import Case

_DENIED = 4  # words behind a denial that may be what it denies
_CLAIM = 0.03  # probability from which an English word may be what a Chinese one became
_END = re.compile("[，。；：！？,;:!?（）()]")
_LIST = re.compile("下列|以下|如下|之一")
# What in the English means another Chinese word, and does not count where that stands.
_OTHERS = tuple(
    (re.compile(zh), re.compile(rf"(?:{en})", re.IGNORECASE))
    for zh, en in (
        ("未经|没有|无", r"without"),
        ("[未逾].{0,8}的", r"without|fail\w*|yet|not"),
        ("[非违]法|违[纪规]", r"(?:illegal|unlawful|invalid|violat|discipl)\w*"),
        ("拒绝|拒不", r"(?:refus|reject)\w*"),
        ("防止|避免|预防", r"(?:prevent|avoid)\w*"),
        ("限制|限额", r"(?:restrict|limit)\w*|subject to"),
        ("反对|打击|反", r"against|oppos\w*"),
        ("缺|不足", r"lack\w*|less|fail\w*"),
        ("非", r"non-?\w+"),
        ("除|以外|之外|例外", r"except\w*|other|outside|apart|aside|beyond"),
        ("其他|其它|另|别", r"other|otherwise"),
        ("只|仅|唯|惟|限于|才|方[可能得]|专", r"only|solely|merely"),
        ("仍|尚", r"still|yet"),
        ("如|若|倘|的话|[，、].{0,3}的，", r"if"),
        ("前|先", r"before|until"),
        ("结束|终止|停止|废止|取消|末|底", r"end|ends|ended|ceas\w*|stop\w*|abolish\w*|terminat\w*"),
        ("自由|免费|无偿", r"free"),
        ("短", r"short|shortage"),
        ("要求|须|需", r"requires?"),
    )
)

# No character that could be behind an English denial.
_POSITIVE = re.compile(
    "[不无未非没勿莫禁免否拒反止防避缺失难除外仅只唯别戒杜绝停撤废限少零欠违误逾超过阻断抗忌弃却亏虚假错乱坏差弱低空脱离"
    "独另才方严控消取退终弊祸仍尚前竭]"
)
_VERBS = "shall may must will should would can could do does did is are was were has have had be".replace(" ", r"|")
_REFUSAL = re.compile(
    rf"\b(?:(?:{_VERBS})\s+(?:also\s+|now\s+)?(?:not|never)|cannot|never|prohibit\w*|forb[ia]d\w*|disallow\w*|discourag\w*|barred|banned)\b"
    r"(?!\s+(?:only|just|less|more|fewer|later|earlier|exceed|limited|necessarily|merely|simply|yet|until|fall|waver|before))",
    re.IGNORECASE,
)

_OUTSIDE_ZH = re.compile("以外|之外|[除非].{1,12}外")
_OUTSIDE = re.compile(r"not (?:on|in|within|covered|listed|included|part)\b", re.IGNORECASE)
# What allows or asks for something, and what denies it; what makes a denial a condition.
_LICENCE = re.compile("允许|准许|许可|可以|鼓励|支持|应当|必须|有权|一律|均应|务必")
_DENIES = re.compile("[不无未非没勿莫禁免否拒毋杜戒绝防止避]")
_FORBIDS = re.compile(
    r"(?:may|shall|must|can|should|will) not|cannot|prohibit|forb|disallow|discourag|barred|banned|"
    r"\w+ not (?:be )?(?:permitted|allowed|encouraged|supported|entitled|required|obliged|eligible|authorized)",
    re.IGNORECASE,
)
_WHETHER = re.compile("[是能可有与][否无]")
_CONDITION = re.compile(
    r"\b(?:until|unless|except|without|only|before|after|prior|other than|but|less than|more than)\b", re.IGNORECASE
)
# “Without” goes with the first kind, not with the second.
_LACKING, _FORBIDDEN = re.compile("[未无無没沒]"), re.compile("[不严嚴禁]")
_DENIED_BEFORE = re.compile(r"\b(?:no|not|never|nor|neither|cannot|without|only|solely)\b|n['’]t\b", re.IGNORECASE)
_HEDGED = re.compile(r"\b(?:without|only|solely|unless)\b", re.IGNORECASE)
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
_DENIES_TWICE = re.compile("[不无未非没勿莫禁免否拒毋杜戒绝防止避碍阻弃误缺逃漏排消撤扣]")


@dataclass(frozen=True, slots=True)
class Lost:
    """A denial that the English lost.

    Attributes:
        start, end: its place in the Chinese.
        said: the English that says the opposite; None where the denial is just not there.
    """

    start: int
    end: int
    said: Stretch | None = None


def lost_denial(case: Case) -> Lost | None:
    """The first denial of a unit's Chinese of which the English clause has no trace."""
    terms = case.terms
    rendered = [(p.start, p.end) for p in terms.places if terms.rendered(p)]
    every = [d for d in denials(case.zh) if not any(a <= d.start and d.end <= b for a, b in rendered)]
    if not every:
        return None
    known, clauses = known_words(case), Clauses(case.en)
    for denial in every:
        if not denial.counts and (said := _turned(case, denial, known, clauses)) is not None:
            return Lost(denial.start, denial.end, said)
    found = [denial for denial in every if denial.counts]
    negative = _unexplained(case.zh, case.en, found, known)
    if is_elliptic(case.en) or sum(weight(m.group()) for m in negative if is_bare(m.group())) >= len(found):
        return None
    balanced = sum(weight(m.group()) for m in negative) >= len(found)
    lacking = any(_LACKING.match(denial.text) for denial in found)
    taken = {
        known.tokens[k].start
        for n, k in known.place.items()
        if not any(known.pieces[n].start < d.end and d.start < known.pieces[n].end for d in found)
    }
    for denial in found:
        if not denial.sure:
            continue
        domains = _domains(case.zh, denial, known, clauses)
        where = [s for domain in domains for s in domain]
        if denial.opposite is not None and (not balanced or len(found) == 1):
            said = _said(denial.opposite, case.en, [domain[0] for domain in domains])
            if said is not None:
                return Lost(denial.start, denial.end, said)
        if balanced or (denial.says is not None and any(m.start() not in taken for m in denial.says.finditer(case.en))):
            continue
        own = negative
        if lacking and _FORBIDDEN.match(denial.text):
            own = [m for m in negative if m.group().lower() != "without"]
        if not any(_counts(m, s) for s in where for m in own):
            return Lost(denial.start, denial.end)
    return None


def _turned(case: Case, denial: Denial, known: Counterparts, clauses: Clauses) -> Stretch | None:
    """The English opposite of a word (legally for 非法) in a clause without any negative word."""
    where = [domain[0] for domain in _domains(case.zh, denial, known, clauses)]
    if denial.opposite is None or negatives(case.en):
        return None
    return _said(denial.opposite, case.en, where)


def _counts(negative: re.Match[str], where: Stretch) -> bool:
    inside = where.start <= negative.start() < where.end
    return inside and (not where.subject or is_bare(negative.group()))


def _unexplained(
    zh: str, en: str, found: Sequence[Denial], known: Counterparts
) -> list[re.Match[str]]:  # fmt: skip
    """The negative words of the English that no Chinese word outside of the denials explains."""
    rest = fold_text(zh)
    for denial in found:
        rest = rest[: denial.start] + "＿" * (denial.end - denial.start) + rest[denial.end :]
    explained = [words for chinese, words in _OTHERS if chinese.search(rest)]
    inside = {n for n, p in enumerate(known.pieces) if any(p.start < d.end and d.start < p.end for d in found)}
    store = meanings()
    said = Counter(t.stem for t in known.tokens)
    meant = Counter(
        e
        for n, piece in enumerate(known.pieces)
        if n not in inside
        for e, p in store.of(piece.text).items()
        if p > _CLAIM
    )
    taken = {known.tokens[k].start for n, k in known.place.items() if n not in inside}
    taken |= {t.start for t in known.tokens if meant[t.stem] >= said[t.stem]}
    outside = _OUTSIDE_ZH.search(rest) is not None
    return [
        m for m in negatives(en)
        if not (outside and _OUTSIDE.match(en, m.start())) and (
            is_bare(m.group()) or (m.start() not in taken and not any(w.fullmatch(m.group()) for w in explained))
        )
    ]  # fmt: skip


def _domains(zh: str, denial: Denial, known: Counterparts, clauses: Clauses) -> list[tuple[Stretch, ...]]:
    """The stretches of English where a denial may stand, by clause: all clauses with most of what it denies, or the
    whole text."""
    whole: list[tuple[Stretch, ...]] = [(Stretch(0, len(clauses.text)),)]
    end = _END.search(zh, denial.end)
    stop = end.start() if end else len(zh)
    if _LIST.search(zh, denial.end, stop):
        return whole
    start = max((m.end() for m in _END.finditer(zh, 0, denial.start)), default=0)
    behind = [n for n, p in enumerate(known.pieces) if denial.end <= p.start and p.end <= stop][:_DENIED]
    before = [n for n, p in enumerate(known.pieces) if start <= p.start and p.end <= denial.start][-_DENIED:]
    return _holding(behind, known, clauses) or _holding(before, known, clauses) or whole


def _holding(words: Sequence[int], known: Counterparts, clauses: Clauses) -> list[tuple[Stretch, ...]]:
    """The domains of the English clauses that hold most of some Chinese words, or the first of them."""
    store = meanings()
    found: dict[tuple[Stretch, ...], set[int]] = {}
    for n in words:
        there = with_beginnings([e for e, p in store.of(known.pieces[n].text).items() if p > _CLAIM])
        for k, token in enumerate(known.tokens):
            if k == known.place.get(n) or is_in(token.stem, there):
                found.setdefault(tuple(clauses.domain(token.start)), set()).add(n)
    most = max(map(len, found.values()), default=0)
    return [domain for domain, held in found.items() if len(held) == most or words[0] in held]


def _said(opposite: re.Pattern[str], en: str, where: Iterable[Stretch]) -> Stretch | None:
    """The English of some stretches that says the opposite of a denial and is not denied itself."""
    for s in where:
        for match in opposite.finditer(en, s.start, s.end):
            if not _DENIED_BEFORE.search(en, s.start, match.start()) and not _HEDGED.search(en, match.end(), s.end):
                return Stretch(match.start(), match.end())
    return None


def added_denial(case: Case) -> Stretch | None:
    """The denial of a unit's English that its Chinese does not make: nowhere, or not in the clause that it went into
    though that one allows or asks for something, or one that another denial undoes there (may not be exempted)."""
    text = _WHETHER.sub("＿＿", fold_text(case.zh))
    for match in _REFUSAL.finditer(case.en):
        if not _POSITIVE.search(text):
            return Stretch(match.start(), match.end())
        if _FORBIDS.match(case.en, match.start()) and not _CONDITION.search(case.en):
            here = _WHETHER.sub("＿＿", fold_text("".join(_clauses_of(case, match.end(), around=1))))
            if _LICENCE.search(here) and not _DENIES.search(here):
                return Stretch(match.start(), match.end())
    for match in _TWO.finditer(case.en):
        clauses = _clauses_of(case, match.end()) or [case.zh]
        if all(len(_DENIES_TWICE.findall(fold_text(clause))) == 1 for clause in clauses):
            return Stretch(match.start(), match.end())
    return None


def _clauses_of(case: Case, at: int, around: int = 0) -> list[str]:
    """The Chinese clauses that the English words behind a place went out from: those of most of them.

    Args:
        around: how many clauses before and behind are to be with each of them.
    """
    known = known_words(case)
    own = Clauses(case.en).domain(at)[0]
    pieces = {k: known.pieces[n] for n, k in known.place.items()}
    ends = [0, *(m.end() for m in _END.finditer(case.zh)), len(case.zh)]
    found = Counter[int]()
    for k in range(known.at(at), len(known.tokens)):
        if known.tokens[k].start < own.end and k in pieces:
            found[bisect_right(ends, pieces[k].start) - 1] += 1
    most = max(found.values(), default=0)
    return [
        case.zh[ends[max(0, c - around)] : ends[min(c + 1 + around, len(ends) - 1)]]
        for c, n in found.items() if n == most
    ]  # fmt: skip

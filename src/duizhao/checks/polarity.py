"""Denials of a Chinese text that its translation lost.

Judged one by one: a denial is looked for in the English clause that the denied words went to. Built to be quiet:
every English word that may carry it (only, fail, exempt, un-, -less) clears it, unless another Chinese word explains
that word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duizhao.checks.counterparts import Counterparts
from duizhao.checks.denials import Denial, denials
from duizhao.checks.elsewhere import known_words
from duizhao.checks.evidence import is_in, with_beginnings
from duizhao.checks.meanings import meanings
from duizhao.checks.negatives import BARE, NEGATIVE, Clauses, Stretch, is_bare, is_elliptic, weight
from duizhao.checks.sections import ClauseMap, Section, is_meant, sections
from duizhao.glossary.folding import fold_text
from duizhao.words import stem

if TYPE_CHECKING:
    from duizhao.checks.case import Case

_SHORT = 60  # characters of a sentence in which a denial needs its word for itself
_DENIED = 4  # words behind a denial that may be what it denies
_CLAIM = 0.03  # probability from which an English word may be what a Chinese one became
END = re.compile("[，。；：！？,;:!?（）()]")
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
        ("逾期|期限|限期|时限|期间|期内", r"limit\w*"),
        ("结束|终止|停止|废止|取消|末|底", r"end|ends|ended|ceas\w*|stop\w*|abolish\w*|terminat\w*"),
        ("自由|免费|无偿", r"free"),
        ("短", r"short|shortage"),
        ("要求|须|需", r"requires?"),
        ("扣|押|截|留置|代收", r"withh\w+"),
        ("欠|拖|失职|失败|失信|疏", r"fail\w*"),
        ("剥夺|褫夺", r"depriv\w*|strip\w*"),
        ("豁免|免[征收缴交税费予除去职票]|减免", r"exempt\w*|waive\w*|free"),
        ("驳回|否决", r"(?:reject|refus)\w*|den\w+"),
    )
)

DENIES = re.compile("[不无未非没勿莫禁免否拒毋杜戒绝防止避]")
_OUTSIDE_ZH = re.compile("以外|之外|[除非].{1,12}外")
_OUTSIDE = re.compile(r"not (?:on|in|within|covered|listed|included|part)\b", re.IGNORECASE)
# “Without” goes with the first kind, not with the second.
# 未…的X，一律不; 未经…，不得. What may stand for both: only after approval; apart from those that.
_MODIFIER = re.compile("[^，。；：、]{1,16}的[^，。；、]{1,10}[，,]?[^，。；、]{0,8}")
_PROVISO = re.compile("[^，。；：]{1,24}[，,][^，。；]{0,14}")
_PROVISOS = frozenset(("未经", "未經", "非经", "非經", "非因", "不经"))
_FOR_TWO = re.compile(
    r"\b(?:only|solely|until|other than|apart from|save|outside|beyond|ineligible|disqualif\w*|subject to|prior|must|"
    r"require\w*|without|unless|absent|failing|fail\w*|lack\w*)\b",
    re.IGNORECASE,
)
_FORBIDS, _FORBIDS_EN = re.compile("严?禁"), re.compile(r"\b(?:prohibit|forbid|forbad|ban)", re.IGNORECASE)
_LACKING, _FORBIDDEN = re.compile("[未无無没沒]"), re.compile("[不严嚴禁]")
_DENIED_BEFORE = re.compile(r"\b(?:no|not|never|nor|neither|cannot|without|only|solely)\b|n['’]t\b", re.IGNORECASE)
_HEDGED = re.compile(r"\b(?:without|only|solely|unless)\b", re.IGNORECASE)
_NEEDLESS = re.compile("[无毋勿無]|不[需须必]")
# What goes with a prohibition and is none.
_NO_ONE = re.compile(r"\b(?:No|Neither|None)\b[^.;]{2,160}?\b(?:may|shall|must|can|will)\b[^.;]* (?:or|nor) ")
_PROHIBITION = re.compile("不[得准许許]|[严嚴]禁|禁止")
_CONDITIONS = re.compile("except|unless|otherwise|notwithstanding", re.IGNORECASE)
_CONDITIONAL, _NOT_THAT = re.compile("[的者][，,]|[，,][就便则]"), re.compile("并非|並非|不是|绝非|絕非")
# Negative words that go with others; words that are no denial though they stand for 逾期未; what an idiom with a denial
# (坚定不移, 不负众望) may become.
_SLIGHT = re.compile("if|still|yet|other|otherwise|too|requires?|before|limit\\w*|ends?|ended", re.IGNORECASE)
_FAILS = re.compile("fail", re.IGNORECASE)
LATE = frozenset(("逾期", "到期", "过期", "過期"))
_AFFIRMED = re.compile(
    r"\b(?:liv\w+ up|remain\w*|ke(?:ep|pt)\w*|retain\w*|maintain\w*|continu\w*|firm\w*|determin\w*|resolut\w*|stead\w*|"
    r"every|all|always|consist\w*|constant\w*|as \w+ as|small\w*|low\w*|poor\w*|weak\w*|moratorium|suspen\w*|anonym\w*|"
    r"bearer|privat\w*|secre\w*|blank|vacan\w*|empty|idle|clos\w*|must|minim\w*|prevent\w*|avoid\w*|ignor\w*|lift\w*)\b",
    re.IGNORECASE,
)


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
    every = [
        d for d in denials(case.zh)
        if not any(a <= d.start and d.end <= b and b - a > d.end - d.start for a, b in rendered)
    ]  # fmt: skip
    if not every:
        return None
    known, clauses, parts = known_words(case), Clauses(case.en), sections(case)
    within = [[d for d in every if part.zh_start <= d.start < part.zh_end] for part in parts]
    for n, part in enumerate(parts):
        if within[n] and (lost := _lost_in(case, part, within[n], known, clauses)) is not None:
            beside = [k for k in (n - 1, n + 1) if 0 <= k < len(parts)]
            if not any(denied(case.en, parts[k]) > denial_characters(case.zh, parts[k]) for k in beside):
                return lost
    return None


def denied(en: str, section: Section) -> int:
    """How many denials proper there are in the English of a section."""
    return sum(weight(m.group()) for m in BARE.finditer(en, section.en_start, section.en_end))


def denial_characters(zh: str, section: Section) -> int:
    """How many characters of a section's Chinese may be denials."""
    return len(DENIES.findall(fold_text(zh[section.zh_start : section.zh_end])))


def _lost_in(
    case: Case, section: Section, every: Sequence[Denial], known: Counterparts, clauses: Clauses
) -> Lost | None:
    """The first denial of some sentences that their English does not have."""
    found = [denial for denial in every if denial.counts]
    negative = _unexplained(case, section, found, known)
    for denial in every:
        if denial.counts:
            continue
        if (said := _turned(case, section, denial, known, clauses)) is not None:
            return Lost(denial.start, denial.end, said)
        if denial.sure and not _has_trace(case, section, denial, every, negative):
            return Lost(denial.start, denial.end)
    if all(_PROHIBITION.match(denial.text) for denial in found):
        if len(found) > 1 and _NO_ONE.search(case.en, section.en_start, section.en_end):
            return None  # 不得修改，不得要求: no person may alter … or ask
        negative = [m for m in negative if not _CONDITIONS.match(m.group())]
    if is_elliptic(case.en, section.en_start, section.en_end):
        return None
    if sum(weight(m.group()) for m in negative if is_bare(m.group())) >= len(found):
        return None
    if (single := _second(case.zh, case.en[section.en_start : section.en_end], found, negative)) is not None:
        return Lost(single.start, single.end)
    affirmed = negative or _AFFIRMED.search(case.en, section.en_start, section.en_end)
    if found and not affirmed and not any(_is_said(case, section, denial) for denial in found):
        return Lost(found[0].start, found[0].end)
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
        domains = _domains(case.zh, section, denial, known, clauses)
        where = [s for domain in domains for s in domain]
        forbidden = _FORBIDS.match(denial.text) and _FORBIDS_EN.search(case.en, section.en_start, section.en_end)
        if denial.opposite is not None and not forbidden and (not balanced or len(found) == 1):
            hedges = frozenset(m.start() for m in negative)
            said = _said(denial.opposite, case.en, [domain[0] for domain in domains], hedges)
            if said is not None:
                return Lost(denial.start, denial.end, said)
        if balanced or _is_said(case, section, denial, taken):
            continue
        own = negative
        if _NEEDLESS.match(denial.text):
            own = [m for m in negative if not m.group().lower().startswith("require")]
        if lacking and _FORBIDDEN.match(denial.text):
            own = [m for m in negative if m.group().lower() != "without"]
        if not any(_counts(m, s) for s in where for m in own):
            return Lost(denial.start, denial.end)
    return None


def _second(zh: str, en: str, found: Sequence[Denial], negative: Iterable[re.Match[str]]) -> Denial | None:
    """The denial that has no English negative left: of two that make an affirmation (并非没有), or whose condition or
    subject is denied, too (不提出的，; 未参保的人员不享受; 未经批准，), where the English has one only."""
    negative = list(negative)
    if len(found) != 2 or sum(weight(m.group()) or not _SLIGHT.fullmatch(m.group()) for m in negative) != 1:
        return None
    one, two = found
    if one.end == two.start and _NOT_THAT.fullmatch(one.text):
        return one
    if not two.sure:
        return None
    if _CONDITIONAL.search(zh, one.end, two.start):
        return two
    between = zh[one.end : two.start]
    if not (_PROVISO if one.text in _PROVISOS else _MODIFIER).fullmatch(between):
        return None
    said = next(m for m in negative if weight(m.group()) or not _SLIGHT.fullmatch(m.group()))
    if _FOR_TWO.search(en):
        return None
    return one if is_bare(said.group()) else two


def _is_said(case: Case, section: Section, denial: Denial, taken: Collection[int] = ()) -> bool:
    """Whether a word that renders a denial stands in the English of a section, save at some characters."""
    found = denial.says.finditer(case.en, section.en_start, section.en_end) if denial.says else ()
    return any(m.start() not in taken for m in found)


def _has_trace(
    case: Case, section: Section, denial: Denial, every: Sequence[Denial], negative: Iterable[re.Match[str]]
) -> bool:
    """Whether a word that denies, or one that renders a denial without that, stands in the English of a section, and
    does not come from another clause that explains it: prevent, from the 防止 of the next one."""
    found = [m for m in negative if weight(m.group())]
    if denial.says is not None:
        found += denial.says.finditer(case.en, section.en_start, section.en_end)
    if not found:
        return False
    clauses = ClauseMap(case, section)
    own = clauses.around(denial.start)[0]
    counted = [d for d in every if d.counts and clauses.around(d.start)[0] != own]
    if len(counted) == 1 and section.zh_end - section.zh_start < _SHORT:
        bare = [m for m in found if is_bare(m.group())]
        found = [m for m in found if m not in bare[:1]]  # 逾期未…的，不予…: that one needs it itself
    if case.zh[own] in "并並且也又及":
        return True  # one verb for two: 撤销…，并取消…
    for m in found:
        start = clauses.of(m.start())
        if start in (None, own):
            return True
        end = clauses.around(start)[1]
        others = [d for d in every if start <= d.start < end and d.says is not denial.says]
        alike = [d for d in every if d.says is denial.says]  # 反对…，反对…: may be rendered once
        pieces = [
            p for p in case.terms.pieces
            if start <= p.start < end and not any(d.start < p.end and p.start < d.end for d in alike)
        ]  # fmt: skip
        if not is_meant(pieces, stem(m.group())) and not any(d.says and d.says.fullmatch(m.group()) for d in others):
            return True
    return False


def _turned(
    case: Case, section: Section, denial: Denial, known: Counterparts, clauses: Clauses
) -> Stretch | None:  # fmt: skip
    """The English opposite of a word (legally for 非法) in a clause of a section without any negative word."""
    if denial.opposite is None or NEGATIVE.search(case.en, section.en_start, section.en_end):
        return None
    return _said(denial.opposite, case.en, [d[0] for d in _domains(case.zh, section, denial, known, clauses)])


def _counts(negative: re.Match[str], where: Stretch) -> bool:
    inside = where.start <= negative.start() < where.end
    return inside and (not where.subject or is_bare(negative.group()))


def _unexplained(
    case: Case, section: Section, found: Sequence[Denial], known: Counterparts
) -> list[re.Match[str]]:  # fmt: skip
    """The negative words of a section's English that no Chinese word outside of the denials explains."""
    rest = fold_text(case.zh)
    for denial in found:
        rest = rest[: denial.start] + "＿" * (denial.end - denial.start) + rest[denial.end :]
    rest = rest[section.zh_start : section.zh_end]
    explained = [words for chinese, words in _OTHERS if chinese.search(rest)]
    others = [
        n for n, p in enumerate(known.pieces)
        if section.zh_start <= p.start < section.zh_end and p.text not in LATE
        and not any(p.start < d.end and d.start < p.end for d in found)
    ]  # fmt: skip
    store = meanings()
    here = known.tokens[known.at(section.en_start) : known.at(section.en_end)]
    said = Counter(t.stem for t in here)
    meant = Counter(e for n in others for e, p in store.of(known.pieces[n].text).items() if p > _CLAIM)
    taken = {
        known.tokens[known.place[n]].start for n in others if known.place.get(n, len(known.tokens)) < len(known.tokens)
    }
    taken |= {t.start for t in here if meant[t.stem] >= said[t.stem]}
    outside = _OUTSIDE_ZH.search(rest) is not None
    found_there = []
    for m in NEGATIVE.finditer(case.en, section.en_start, section.en_end):
        word = m.group()
        if outside and _OUTSIDE.match(case.en, m.start()):
            continue
        own = m.start() not in taken or _FAILS.match(word)
        if is_bare(word) or (own and not any(w.fullmatch(word) for w in explained)):
            found_there.append(m)
    return found_there


def _domains(
    zh: str, section: Section, denial: Denial, known: Counterparts, clauses: Clauses
) -> list[tuple[Stretch, ...]]:
    """The stretches of a section's English where a denial may stand, by clause: all clauses with most of what it
    denies, or the whole section."""
    whole: list[tuple[Stretch, ...]] = [(Stretch(section.en_start, section.en_end),)]
    end = END.search(zh, denial.end)
    stop = end.start() if end else len(zh)
    if _LIST.search(zh, denial.end, stop):
        return whole
    start = max((m.end() for m in END.finditer(zh, 0, denial.start)), default=0)
    behind = [n for n, p in enumerate(known.pieces) if denial.end <= p.start and p.end <= stop][:_DENIED]
    before = [n for n, p in enumerate(known.pieces) if start <= p.start and p.end <= denial.start][-_DENIED:]
    here = range(known.at(section.en_start), known.at(section.en_end))
    inside = range(section.zh_start, section.zh_end)
    return _holding(behind, inside, here, known, clauses) or _holding(before, inside, here, known, clauses) or whole


def _holding(
    words: Sequence[int], inside: range, here: range, known: Counterparts, clauses: Clauses
) -> list[tuple[Stretch, ...]]:  # fmt: skip
    """The domains of the English clauses, among tokens by number, that hold most of some Chinese words, or the first
    of them.

    Args:
        inside, here: the characters of the section's Chinese; the tokens of its English.
    """
    store = meanings()
    found: dict[tuple[Stretch, ...], set[int]] = {}
    for n in words:
        text = known.pieces[n].text
        there = with_beginnings([e for e, p in store.of(text).items() if p > _CLAIM])
        places = [k for k in here if k == known.place.get(n) or is_in(known.tokens[k].stem, there)]
        again = [m for m, p in enumerate(known.pieces) if p.text == text and p.start in inside]
        if len(again) == len(places) > 1 and n in again:
            places = [places[again.index(n)]]  # each of them went to its own
        for k in places:
            found.setdefault(tuple(clauses.domain(known.tokens[k].start)), set()).add(n)
    most = max(map(len, found.values()), default=0)
    return [domain for domain, held in found.items() if len(held) == most or words[0] in held]


def _said(
    opposite: re.Pattern[str], en: str, where: Iterable[Stretch], hedges: frozenset[int] | None = None
) -> Stretch | None:
    """The English of some stretches that says the opposite of a denial and is not denied itself.

    Args:
        hedges: where the words stand that may take it back (is allowed only); all of them if not given.
    """
    for s in where:
        for match in opposite.finditer(en, s.start, s.end):
            behind = [m for m in _HEDGED.finditer(en, match.end(), s.end) if hedges is None or m.start() in hedges]
            if not behind and not _DENIED_BEFORE.search(en, s.start, match.start()):
                return Stretch(match.start(), match.end())
    return None

"""A term of the glossary without a rendering."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from duizhao.checks.base import Sample, check, concept
from duizhao.checks.case import SURE, Case
from duizhao.checks.evidence import evidence, in_other_form, is_common, left
from duizhao.checks.other_concept import intruder
from duizhao.checks.run import Run
from duizhao.checks.terms import ACCEPTED, Place
from duizhao.model import Finding, Severity

ALARM, _SURE = 0.15, 1.0  # log-odds that a term is not rendered, from which it is a warning, an error
# Common words have many translations: more is asked for, and that next to nothing in the English is unexplained.
_COMMON_ALARM, _OPEN = 1.5, 2
_PART = 0.15  # log-odds that part of a term is not rendered, likewise
_NOTHING, _OPEN_MORE = 1.9, 3  # log-odds where not one word speaks for the term
_CREDIT = re.compile(
    "[（(【](?:资料|資料|文章|数据|數據)?[来來]源[:：][^（()）]*$"
)  # whom an editor thanks, in brackets
# Log-odds from which a term may be rendered by half (the relevant system for 河长制), if so few English words are left
# unexplained: as a termbase of the client's own has it, and where a word points at something instead of naming it.
_HALF, _FEW, _POINTED = -2.0, 2, 4
_OWN = 3_000  # concepts of a glossary from which it is no client's own
_POINTING_EN = re.compile(
    r"\b(?:such|these|those(?!\s+(?:who|that|which|whose|in|with|of)\b)|"
    r"the (?:relevant|said|aforementioned|related|corresponding))\s+(?!as\b)[a-z]|\b(?:concerned|in question)\b",
    re.IGNORECASE,
)
_POINTING_ZH = re.compile("这|這|此|该|該|上述|前述|有关|有關|相关|相關|其|所|那|等|本")
# A suffix with which a term of so many characters means the same; 高水平开放 in 高水平开放型 does not.
_SUFFIX, _LONG = "型", 4
_KINDS = frozenset("开放 创新 資源 资源 密集 外向 内生 集约 服务 学习 节约 友好 技术 劳动 知识 成长 领军 骨干".split())
_INNER = 3  # characters of a term inside another that is looked for by itself
_OFTEN = 3  # units of a file in which a term is missing: the translator has a rendering of their own

_CHAIN = concept("产业链", "industrial chain", admitted="industry chain")


@check(
    "DZ201", "missing-term", "error", "set", "A term has none of its admitted renderings.",
    right=[
        Sample("延伸产业链条，壮大产业链。", "The industry’s chains will be extended.", terms=(_CHAIN,)),
        Sample("发展低碳产业链。", "We will develop low-carbon industrial chains.", terms=(_CHAIN,)),
    ],
    wrong=[Sample("推动产业链升级。", "We will upgrade our factories.", terms=(_CHAIN,))],
)  # fmt: skip
def missing_term(run: Run) -> Iterator[Finding]:
    """Nothing in the translation stands for a term of the glossary: no admitted rendering, in whatever inflection,
    order or abbreviation, and not even the words that could paraphrase it.

    A rendering that the glossary does not have is only mentioned (add it to the glossary if it is good); so is
    a term that is missing in three units or more of a file and in most of its places, if these have a word in
    common that nothing in the source explains, for then the translator has a rendering of their own. Terms with
    the flag `nocheck` are never checked.
    """
    if run.glossary is None:
        return
    total, found = Counter[tuple[str, str]](), []
    for case in run.cases:
        if not case.zh or not case.en or case.copied:
            continue
        seen: set[frozenset[str]] = set()
        for place in (*case.terms.places, *_with_suffix(case)):
            if place.ids in seen:
                continue
            seen.add(place.ids)
            total[case.file, place.concepts[0].id] += 1
            if is_unrendered(case, place):
                found.append((case, place))
    missing: dict[tuple[str, str], list[set[str]]] = defaultdict(list)
    for case, place in found:
        missing[case.file, place.concepts[0].id].append(set(left(case.terms, place)))
    for case, place in found:
        if any(intruder(case, p) is not None for p in (place, *parts(case, place))):
            continue  # other-concept tells more
        key = case.file, place.concepts[0].id
        own = 2 * len(missing[key]) > total[key] and _in_common(missing[key])
        yield _finding(case, place, own)


def _with_suffix(case: Case) -> Iterator[Place]:
    """Terms that a suffix makes a kind of something (产教融合型企业): they are looked for as if it were not there."""
    if _SUFFIX not in case.zh:
        return
    terms = case.terms
    for place in terms.terminology.places(case.zh.replace(_SUFFIX, "，")):
        if case.zh[place.end : place.end + 1] == _SUFFIX and len(place.text) >= _LONG and place.text[-2:] not in _KINDS:
            ids = place.ids - {i for p in terms.places for i in p.ids} - terms.inner.keys()
            terms.inner.update((i, []) for i in ids)
            for hit in terms.terminology.english(ids).find_english(case.en) if ids else ():
                if hit.term.status in ACCEPTED:
                    terms.inner[hit.concept.id].append(hit)
            yield place


def _in_common(unexplained: Sequence[set[str]]) -> bool:
    """Whether the places where a term is missing have a word in common that nothing explains: the translator's own."""
    if len(unexplained) < _OFTEN:
        return False
    return any(2 * n > len(unexplained) for n in Counter(w for words in unexplained for w in words).values())


def is_unrendered(case: Case, place: Place) -> bool:
    """Whether a term that is to be checked has no rendering that may be used."""
    if case.terms.rendered(place):
        return False
    known = case.terms.unrendered
    key = place.start, place.end
    if key not in known:  # four checks ask
        known[key] = _is_unrendered(case, place)
    return known[key]


def _is_unrendered(case: Case, place: Place) -> bool:
    terms = case.terms
    if not any(terms.terminology.checked(c) for c in place.concepts):
        return False
    if _CREDIT.search(case.zh, 0, place.start):
        return False
    return not in_other_form(terms, place) and not _is_number(case, place)


def _is_number(case: Case, place: Place) -> bool:
    """Whether a term is part of a quantity (百分点, 十四五), which the checks of numbers judge."""
    found = case.quantities
    spans = [m.zh for m in found.matched] + [d.zh for d in found.different] + list(found.missing)
    return any(q.start < place.end and place.start < q.end for q in spans)


def _finding(case: Case, place: Place, own: bool) -> Finding:
    odds, severity = _judge(case, place)
    if severity == "info":
        # Part of a long term may be missing: “our policy” for 稳健的货币政策 has no 货币政策.
        for part in parts(case, place):
            part_odds, part_severity = _judge(case, part)
            if part_severity == "error" or part_odds > _PART:
                place, odds, severity = part, part_odds, "warning"
                break
    if severity == "info" and _is_half(case, place, odds):
        severity = "warning"
    avoided = any(h.concept.id in place.ids for h in case.terms.avoided)
    if own or avoided or case.unit.score < SURE:
        severity = "info"
    preferred = next(iter(place.concepts[0].english("preferred")), "")
    return case.finding(
        missing_term, f"{place.text} ({preferred}) is not in the translation", zh=(place.start, place.end),
        suggestion=preferred, key=place.text, severity=severity, confidence=1 / (1 + math.exp(-odds)),
    )  # fmt: skip


def _is_half(case: Case, place: Place, odds: float) -> bool:
    """Whether a term that some words of the English may stand for is rendered by half at best: next to nothing in the
    English is unexplained, so that it is not paraphrased either."""
    glossary = case.run.glossary
    if odds <= _HALF or is_common(place) or glossary is None:
        return False
    pointed = _POINTING_EN.search(case.en) is not None and not _POINTING_ZH.search(case.zh)
    if not pointed and len(glossary) >= _OWN:
        return False
    return len(left(case.terms, place)) <= (_POINTED if pointed else _FEW)


def parts(case: Case, place: Place) -> Iterator[Place]:
    """The unrendered terms inside a term, and those inside them: 中医药 in 中医药传承创新 in 促进中医药传承创新."""
    if len(place.text) <= _INNER:
        return
    for part in case.terms.inside(place):
        if len(part.text) >= _INNER and is_unrendered(case, part):
            yield part
            yield from parts(case, part)


def _judge(case: Case, place: Place) -> tuple[float, Severity]:
    """The log-odds that a term is not rendered, and what they are worth."""
    odds = evidence(case.terms, place).missing
    if not is_common(place):
        return odds, "error" if odds > _SURE else "warning" if odds > ALARM else "info"
    noun = any(c.pos in ("", "noun") for c in place.concepts)
    if odds <= _COMMON_ALARM or not noun or len(place.text) < 2:
        return odds, "info"
    if odds > _NOTHING and len(place.text) > 2:
        return odds, "warning"
    unexplained = len(left(case.terms, place))
    return odds, "warning" if unexplained <= (_OPEN_MORE if odds > _NOTHING else _OPEN) else "info"

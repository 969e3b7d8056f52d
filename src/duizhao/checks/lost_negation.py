"""A prohibition or denial that the translation turned round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import SURE, Case
from duizhao.glossary.folding import fold_text
from duizhao.model import Finding

# Prohibitions; 不得超过 and the like set a bound and belong to bound-mismatch.
_NO = re.compile(
    r"不得(?!不|超过|超過|低于|高于|少于|多于|逾|大于|小于|晚于|早于)|严禁|禁止|不准|不许|不再|不予|无权|不搞|不作(?!为)|不应当?(?!超过)"
)
_NOT = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nothing|nobody|cannot|only|solely|merely|without|notwithstanding|impossible|prohibit\w*|forb[ia]d\w*|bans?|banned|banning|refrain\w*|"
    r"disallow\w*|disqualif\w*|ineligible|inviolable|unable|refus\w*|reject\w*|den(?:y|ies|ied|ial)|exempt\w*|exclu\w+|"
    r"except\w*|unless|void|invalid\w*|impermissible|irrespective|regardless|cease\w*|stop\w*|abolish\w*|strip\w*|free|"
    r"immun\w+|preclud\w*|bar(?:red|s)|depriv\w+|unlawful\w*|illegal\w*|withh[eo]ld\w*|dismiss\w*|avoid\w*|prevent\w*|"
    r"un(?:authorized|qualified|affected|fit|acceptable|available)|non-?\w+|less|restrict\w*|limit\w*|lack\w*|fail\w*|"
    r"waive\w*|outlaw\w*|against|instead|rather|other than)\b|n['’]t\b",
    re.IGNORECASE,
)
# English words that mean a Chinese word besides the negation, and do not count where it stands.
_OTHERS = (
    (re.compile("未经|没有|無|无"), re.compile(r"\bwithout\b", re.IGNORECASE)),
    (re.compile("非法|违法"), re.compile(r"\b(?:illegal|unlawful|invalid)\w*\b", re.IGNORECASE)),
    (re.compile("拒绝|拒不"), re.compile(r"\b(?:refus\w*|reject\w*)\b", re.IGNORECASE)),
    (re.compile("防止|避免|预防"), re.compile(r"\b(?:prevent\w*|avoid\w*)\b", re.IGNORECASE)),
    (re.compile("限制|限额"), re.compile(r"\b(?:restrict\w*|limit\w*)\b", re.IGNORECASE)),
    (re.compile("反对|打击|反"), re.compile(r"\bagainst\b", re.IGNORECASE)),
    (re.compile("缺|不足"), re.compile(r"\b(?:lack\w*|less|fail\w*)\b", re.IGNORECASE)),
    (re.compile("非农|非公|非"), re.compile(r"\bnon-?\w+\b", re.IGNORECASE)),
)


@check(
    "DZ406", "lost-negation", "warning", "pair", "A prohibition is not one in the translation.",
    right=[Sample("不得擅自改变土地用途。", "The use of land may not be changed without permission.")],
    wrong=[Sample("不得擅自改变土地用途。", "The use of land may be changed.")],
)  # fmt: skip
def lost_negation(case: Case) -> Iterator[Finding]:
    """不得, 严禁, 禁止, 不再 and the like, and not one word in the translation that negates, forbids, excepts or
    restricts. It says the opposite of the source.
    """
    text = fold_text(case.zh)
    match = _NO.search(text)
    if match is None or case.unit.score < SURE:
        return
    english = case.en
    for zh, en in _OTHERS:
        if zh.search(text):
            english = en.sub(" ", english)
    if not _NOT.search(english):
        yield case.finding(
            lost_negation, f"{case.zh[match.start() : match.end()]} is not in the translation", zh=match.span(),
            confidence=0.9,
        )  # fmt: skip

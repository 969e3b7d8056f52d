"""Titles of documents 《…》 whose English is another one, by the dictionary: no list has all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.case import Case
from duizhao.checks.counterparts import rarity
from duizhao.checks.elsewhere import free
from duizhao.checks.evidence import is_in, with_beginnings
from duizhao.checks.meanings import meanings
from duizhao.model import Span

_TITLE = re.compile("《([^《》]{3,60})》")
_NAME = re.compile(r"\b[A-Z][\w'’&-]*(?:,?\s+(?:(?:and|of|the|for|on|in|to|with|by)\s+)*(?:[A-Z][\w'’&-]*|\d{2,4}\b))+")
# What kind of document it is, and whose, tells nothing about which one.
_KIND = re.compile(
    "中华人民共和国|全国人民代表大会|中共中央|国务院|法$|条例|办法|规定|细则|意见|通知|决定|决议|纲要|规划|计划|方案|公约|协定|协议|"
    "宣言|声明|公报|报告|白皮书|目录|标准|指南|指引|准则|章程|若干|关于|试行|暂行|修订|修正案|实施|中国|国家|全国"
)
_GENERIC = re.compile(
    r"(?:law|act|regulation|rule|measure|provision|opinion|notice|decision|resolution|outline|plan|program|convention|agreement|"
    r"declaration|statement|communiqu|report|white|paper|catalog|standard|guid|guideline|republ|peopl|person|china|chines|state|"
    r"nation|council|central|committe|parti|cpc|implement|revis|amend|trial|interim|articl|titl|shall|deleg|action|initi)\w*"
)
_CLAIM = 0.02  # probability from which an English word may be what a Chinese one of a title became
_PART = 0.3  # of the words of a title, rare ones weighing more, that may be there by chance
_STRANGE = 2 / 3  # of the telling words of an English title that nothing in the Chinese accounts for
_FEWEST = 2  # telling words of an English title


def misnamed(case: Case) -> Iterator[tuple[Span, Span]]:
    """The Chinese titles of which not one word is in the English, with the English title that stands in their place."""
    names = [Span(m.start(), m.end()) for m in _NAME.finditer(case.en)] if "《" in case.zh else []
    for match in _TITLE.finditer(case.zh) if names else ():
        title = Span(*match.span(1))
        known, unclaimed = free(case, title.start, title.end)
        words = [p for p in case.terms.pieces if title.start <= p.start and p.end <= title.end and p.content]
        words = [p for p in words if not _KIND.search(p.text) and meanings().of(p.text)]
        there = with_beginnings([known.tokens[k].stem for k in unclaimed])
        there_of = {
            p.start: any(is_in(e, there) for e, n in meanings().of(p.text).items() if n > _CLAIM) for p in words
        }
        weights = {p.start: rarity(p.text) for p in words}
        if sum(w for at, w in weights.items() if there_of[at]) > _PART * sum(weights.values()) or not words:
            continue
        if any(p.start < title.end and title.start < p.end and case.terms.rendered(p) for p in case.terms.places):
            continue
        for name in names:
            telling = [
                k for k, t in enumerate(known.tokens)
                if name.start <= t.start < name.end and not _GENERIC.fullmatch(t.stem)
            ]  # fmt: skip
            enough = 1 if match[1].endswith("法") else _FEWEST
            if len(telling) >= enough and len(unclaimed.intersection(telling)) >= _STRANGE * len(telling):
                yield title, name
                break

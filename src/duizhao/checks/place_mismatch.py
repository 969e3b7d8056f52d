"""One place for another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.bodies import Named, bodies
from duizhao.checks.case import Case
from duizhao.checks.meanings import Piece
from duizhao.checks.names import Found, places
from duizhao.glossary.folding import fold_text
from duizhao.model import Finding

_SEVERAL = 2  # places that a word names by one character each
# Characters that stand for one place in a word of nothing else.
_PLAIN = dict(
    pair.split(":")
    for pair in (
        "京:北京 津:天津 冀:河北 晋:山西 辽:辽宁 沪:上海 浙:浙江 皖:安徽 闽:福建 赣:江西 鲁:山东 豫:河南 鄂:湖北 "
        "湘:湖南 粤:广东 渝:重庆 川:四川 黔:贵州 滇:云南 陕:陕西 甘:甘肃 港:香港 澳:澳门 台:台湾"
    ).split()
)
_ROW = re.compile(f"[{''.join(_PLAIN)}]{{3,}}")


@check(
    "DZ502", "place-mismatch", "error", "pair", "Another place is named than in the source.",
    right=[Sample("支持台州、温州先行先试。", "Taizhou and Wenzhou will be supported in going first.")],
    wrong=[Sample("支持台州、温州先行先试。", "Taizhou and Wuhan will be supported in going first.")],
)  # fmt: skip
def place_mismatch(case: Case) -> Iterator[Finding]:
    """A province, city, river, region or country of the source is not in the translation, which names one that the
    source does not have. One that is only left out is mentioned.
    """
    known = places()
    in_en = known.find_english(case.en)
    words = case.terms.pieces
    in_zh = known.find_chinese(case.zh, words)
    if not in_zh and not in_en:
        return
    named = {name for name, _, _ in in_en}
    in_zh = _outside(in_zh, bodies().find_chinese(case.zh)) if in_zh else []
    short = list(known.in_short(words)) if in_en else []
    there = {p.zh for p in in_zh}.union(*(every for _, several in short for every in several))
    there.update(_PLAIN[c] for m in _ROW.finditer(fold_text(case.zh)) for c in m.group())
    # A compound names its parts: 京津冀 is Beijing, Tianjin and Hebei; 中美 names the United States.
    missing = [
        p for p in in_zh
        if not named & set(known.english[p.zh]) and not _by_parts(p.zh, named)
    ]  # fmt: skip
    # Three in a row are ones even where a word begins inside: 港澳|台地|区.
    rows = [Piece(m.group(), *m.span(), content=True) for m in _ROW.finditer(fold_text(case.zh))] if in_en else []
    for word in {w.start: w for w in (*(w for w, _ in short), *rows)}.values():
        if len(word.text) >= _SEVERAL and all(c in _PLAIN for c in word.text) and word.text not in known.english:
            wanted = [zh for c in word.text for zh in known.by_short[c] if zh == _PLAIN[c]]
            missing += [Found(zh, word.start, word.end) for zh in wanted if not named & set(known.english[zh])]
    if not missing:
        return
    wider = {word for p in missing for text in known.english[p.zh] for word in text.split()}  # Asia for 东南亚
    folded = fold_text(case.zh)
    extra = [
        (name, a, b) for name, a, b in in_en
        if name not in wider
        and not any(zh in folded for zh in known.chinese[name])  # 大湾|区内: words may begin inside a name
        and not any(zh in there or any(_has_part(zh, other) for other in there) for zh in known.chinese[name])
    ]  # fmt: skip
    if extra:
        name, a, b = extra[0]
        right = known.english[missing[0].zh][0]
        yield case.finding(
            place_mismatch, f"{missing[0].zh} ({right}) is rendered as “{name}”", en=(a, b),
            zh=(missing[0].start, missing[0].end), suggestion=right, key=f"{missing[0].zh}={name}",
        )  # fmt: skip
        return
    for place in missing:
        if place.zh in case.zh.replace(" ", ""):
            yield case.finding(
                place_mismatch, f"{place.zh} ({known.english[place.zh][0]}) is not in the translation",
                zh=(place.start, place.end), severity="info", key=place.zh, confidence=0.5,
            )  # fmt: skip


def _outside(found: list[Found], names: Iterable[Named]) -> list[Found]:
    """The places that are not part of a body's name: 上海合作组织."""
    spans = [(n.start, n.end) for n in names]
    return [p for p in found if not any(a <= p.start and p.end <= b and b - a > p.end - p.start for a, b in spans)]


def _has_part(zh: str, compound: str) -> bool:
    """Whether a compound of one character a place names one: 京津冀 has 河北."""
    short = places().short[zh]
    whole = zh != compound and all(c in _PLAIN for c in compound)
    return whole and any(c in compound for c in short)


def _by_parts(zh: str, named: set[str]) -> bool:
    known = places()
    parts = [p for p, short in known.short.items() if p != zh and len(short) == 1 and short in zh]
    hits = [p for p in parts if named & set(known.english[p])]
    return len(hits) >= len(zh) and len(zh) > 1

"""One place for another."""

from __future__ import annotations

from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.checks.names import places
from duizhao.model import Finding


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
    in_zh = known.find_chinese(case.zh)
    in_en = known.find_english(case.en)
    if not in_zh and not in_en:
        return
    named = {name for name, _, _ in in_en}
    # A compound names its parts: 京津冀 is Beijing, Tianjin and Hebei; 中美 names the United States.
    missing = [
        p for p in in_zh
        if not named & set(known.english[p.zh]) and not _by_parts(p.zh, named)
    ]  # fmt: skip
    if not missing:
        return
    text = case.zh
    extra = [
        (name, a, b) for name, a, b in in_en
        if not any(zh in text or any(c in text for c in known.short[zh]) for zh in known.chinese[name])
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


def _by_parts(zh: str, named: set[str]) -> bool:
    known = places()
    parts = [p for p, short in known.short.items() if p != zh and len(short) == 1 and short in zh]
    hits = [p for p in parts if named & set(known.english[p])]
    return len(hits) >= len(zh) and len(zh) > 1

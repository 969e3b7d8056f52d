"""Findings and candidates that tests of reports and pages share: ordinary ones, and hostile ones."""

from __future__ import annotations

from duizhao.model import Candidate, Example, Finding, Span

HOSTILE = (
    "<script>alert(1)</script>",
    "\"quoted\" & 'single' --> ]]> </article></script><!-- <style>",
    "a lone \ud800 surrogate, a NUL \x00, an ESC \x1b[31m, a \u202eturn\u202c",
    "𠀀㐀𬺰 U+20000, U+3400, 〇",
    "line\nbreak\r\nand\ttab\u2028here",
    '=HYPERLINK("http://example.org") _x000D_ 100% %0A ::error::',
)


def finding(number: int = 1, **changes: object) -> Finding:
    """An ordinary finding, with changes."""
    values: dict[str, object] = {
        "code": "DZ102",
        "name": "number-magnitude",
        "severity": "error",
        "message": "10万亿元 is 10 trillion yuan; the English says 10 billion",
        "file": "plan.en.txt",
        "line": 10 + number,
        "unit": number,
        "zh": f"到2030年，{number}号园区产值超过10万亿元。",
        "en": f"By 2030, the output of park {number} will exceed 10 billion yuan.",
        "suggestion": "10 trillion yuan",
        "precedent": {"zh": "10万亿元", "en": "10 trillion yuan", "file": "old.tmx", "line": 3},
        "fingerprint": f"{number:012x}",
        "confidence": 0.95,
    } | changes
    zh, en = str(values["zh"]), str(values["en"])
    for key, text, mark in (("zh_span", zh, "10万亿元"), ("en_span", en, "10 billion yuan")):
        if key not in values and mark in text:
            values[key] = Span(text.index(mark), text.index(mark) + len(mark))
    return Finding(**values)  # type: ignore[arg-type]


def ordinary() -> list[Finding]:
    """Of three severities, two files, three checks; not in the order of gravity."""
    return [
        finding(
            1,
            code="DZ301",
            name="inconsistent-term",
            severity="info",
            message="两个译法 here",
            suggestion="",
            precedent=None,
        ),
        finding(2),
        finding(
            3,
            code="DZ201",
            name="term-missing",
            severity="warning",
            file="notice.en.txt",
            message="a term is missing",
        ),
        finding(4),
        finding(
            5, code="DZ401", name="omitted-sentence", severity="warning", en="", en_span=None, message="left out"
        ),
    ]


def hostile() -> list[Finding]:
    """Findings whose every text wants to break out of its report."""
    return [
        finding(
            number,
            message=text,
            zh="甲" + text,
            en="A " + text,
            zh_span=Span(1, 4),
            en_span=Span(2, 6),
            suggestion=text,
            fingerprint=f"f{number}",
            file=f"{text[:12]}.txt".replace("\x00", ""),
            precedent={"zh": text, "en": text, "file": text},
        )
        for number, text in enumerate(HOSTILE, 1)
    ]


def candidates() -> list[Candidate]:
    """Candidates of both states, with several renderings, and one hostile."""
    example = Example(
        "要推动低空 经济健康发展，培育低空经济龙头企业。",
        "Promote the sound growth of the low-altitude economy and foster leading firms in Low-Altitude Economies.",
        "plan.jsonl",
        7,
    )
    return [
        Candidate(
            "低空经济", "low-altitude economy", "low-altitude economy", 0.97, 5, 4, 4, ("statistical", "gloss"),
            (("low-altitude economy", 4), ("low altitude industry", 1)), (example,),
        ),
        Candidate(
            "航天强国", "aviation powers", "aviation power", 0.4, 9, 1, 1, ("gloss",), (),
            (Example("建设航天强国。", "Build an aviation power."),), "suspect", "航天 is space, not aviation",
        ),
        Candidate(
            HOSTILE[0], HOSTILE[1], HOSTILE[5], 0.6, 1, 1, 1, ("statistical",), (),
            (Example(HOSTILE[2], HOSTILE[0]),),
        ),
    ]  # fmt: skip

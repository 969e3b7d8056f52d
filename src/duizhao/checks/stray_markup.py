"""Tags, entities, placeholders and broken characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding

# Codes that belong to both sides or to neither: tags, entities, placeholders.
_CODE = (
    r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>|</?\d{1,3}/?>|<!--.*?-->|<!\[CDATA\[|\]\]>|"
    r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});|"
    r"\$?\{\{?\s*[\w.:-]{0,30}\s*\}?\}|%(?:\d\$)?[sd](?![a-zA-Z])|%\(\w+\)[sd]"
)
# What no text has: Markdown, TeX and wiki markup, field codes, errors of office programs, translators' marks.
_LEFT = (
    r"\*\*(?=\w)|(?<=[\w.:])\*\*|(?<![\w*])\*(?=\w[^*\n]{0,60}\*(?![\w*]))|\[\^\w+\]|"
    r"\]\((?=#|[\w./-]+\.\w{2,5}\))|(?<!_)__(?=[a-zA-Z])|(?<=[a-zA-Z])__(?!_)|~~|`+(?=\w)|(?<=\w)`+|^#{1,6} |"
    r"\]\(https?:|\\[nrt](?![a-z])|\\u[0-9a-fA-F]{4}|\\[\"']|\\(?:textbf|textit|emph|underline|cite|ref)\{|\[\[|\]\]|'''|"
    r"\b(?:HYPERLINK|PAGEREF|MERGEFIELD|NOTEREF|STYLEREF) |\b_(?:Toc|Ref)\d+|\\\* ?MERGEFORMAT|_x000[0-9A-D]_|"
    r"Error! (?:Reference source|Bookmark)|#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!)|"
    r"\b(?:TODO|FIXME|TBC|XXX+)\b|\?{3,}|@@+|\[(?:\?+|sic|TM|MT)\]|\ufffd|"
    r"[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\ufffc\u00ad\ue000-\uf8ff]|"
    r"â€[\u0080-\u2fff]?|Ã[\u0080-\u00bf]|Â(?=[\u00a0-\u00bf])|ï»¿"
)
# Markdown that a translation keeps: headings, items, quotations; emphasis and code; targets of links; table rows.
_KEPT = re.compile(
    r"^[ \t]*(?:#{1,6}|[-*+>])(?=[ \t])|(?<=[-*+] )\[[ xX]\](?= )|\*{1,3}|`+|~~|\]\([^()\s]*\)|\|", re.MULTILINE
)
_ROW = 2  # bars of a table row at least
_MARKUP = re.compile(rf"{_CODE}|{_LEFT}", re.DOTALL)
_CODES = re.compile(_CODE, re.DOTALL)
# What every one of these has in it: most texts have nothing of the kind, and the long pattern is slow; so is one
# pattern for a set of characters and for words.
_SIGN = re.compile(
    r"[<>&{}*_~`#|\\\[\]?@\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\ufffc\ufffd\u00ad\ue000-\uf8ffâÃÂï]"
)
_CAPITALS = re.compile("HYPERLINK|PAGEREF|MERGEFIELD|NOTEREF|STYLEREF|TODO|FIXME|TBC|XXX")
_PLACEHOLDER = re.compile(r"%[\d(sd]")
_ITEM = re.compile(r"[ \t]*[-+] ")


@check(
    "DZ705", "stray-markup", "warning", "target", "Markup or a broken character stands in the text.",
    right=[Sample("产值占比<5%。", "The share of output is <5%."), Sample("共{0}项。", "There are {0} items in all.")],
    wrong=[
        Sample("全面推进乡村振兴。", "We will advance <b>rural revitalization</b> across the board."),
        Sample("全面推进乡村振兴。", "We will advance **rural revitalization** across the board."),
        Sample("全面推进乡村振兴。", "We will advance rural revitalization\\n across the board."),
        Sample("共{0}项。", "There are items in all."),
        Sample("**总体要求**：稳中求进。", "**General requirements: making progress while ensuring stability."),
        Sample("## 二、主要任务", "II. Main Tasks"),
        Sample("<b>牵头单位</b>：市水务局", "<b>Lead: Municipal Water Authority"),
        Sample("| 指标 | 单位 |", "| Indicator | Unit"),
        Sample("- [x] 完成自查", "- Self-inspection completed"),
    ],
    alone=True,
)  # fmt: skip
def stray_markup(case: Case) -> Iterator[Finding]:
    """HTML tags and entities, placeholders, Markdown, field codes, errors of office programs (#REF!), zero-width and
    private characters, signs of a wrong encoding (â€™). What the source has, too, is no finding, as often as it has
    it; a placeholder, a tag or Markdown of the source that the translation has lost is one.
    """
    if not _is_suspect(case.en) and not _is_suspect(case.zh):
        return
    spare = Counter(m.group() for m in _MARKUP.finditer(case.zh))
    for match in _MARKUP.finditer(case.en):
        if spare[match.group()] > 0:
            spare[match.group()] -= 1
            continue
        if match.group() == "*" and case.zh.count("*") >= case.en.count("*"):
            continue  # *資料來源：*經濟部: no blank behind emphasis in Chinese
        shown = match.group() if match.group().isprintable() else f"U+{ord(match.group()[0]):04X}"
        yield case.finding(stray_markup, f"stray {shown}", en=match.span())
    if not case.zh:
        return
    for match in _CODES.finditer(case.zh):
        if spare[match.group()] > 0 and not match.group().startswith("&"):
            spare[match.group()] -= 1
            yield case.finding(
                stray_markup, f"{match.group()} is lost", zh=match.span(), suggestion=match.group(),
                severity="info" if match.group().startswith("<!") else None,
            )  # fmt: skip
    yield from _lost(case)


def _is_suspect(text: str) -> bool:
    return (
        _SIGN.search(text) is not None
        or _CAPITALS.search(text) is not None
        or _PLACEHOLDER.search(text) is not None
        or _ITEM.match(text) is not None
        or "'''" in text
        or "Error!" in text
    )


def _lost(case: Case) -> Iterator[Finding]:
    """Markdown of the source that the translation has not as often; the first of its kind that is too many."""
    here, there = (Counter(_marks(text)) for text in (case.zh, case.en))
    if here["|"] < _ROW:
        del here["|"]
    for mark in here - there:
        at = case.zh.find(mark)
        yield case.finding(
            stray_markup, f"{mark} is lost", zh=(at, at + len(mark)), suggestion=mark, key=f"lost {mark}",
        )  # fmt: skip


def _marks(text: str) -> list[str]:
    return [m.group().strip() for m in _KEPT.finditer(text)]

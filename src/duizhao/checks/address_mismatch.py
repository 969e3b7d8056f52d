"""Mail and web addresses that were damaged or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding
from duizhao.script import narrow

_NEAR = 2  # units before and after in which an address may stand instead
_MAIL = r"[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_WEB = r"(?:https?://|www\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d+)?(?:/[!#$%&*+,./:;=?@\w~-]*)?"
_BARE = r"(?:[A-Za-z0-9-]+\.)+(?:com|org|net|edu|gov|cn|hk|tw|mo|int|info)\b(?:/[!#$%&*+,./:;=?@\w~-]*)?"
_ADDRESS = re.compile(rf"(?<![\w@./-])(?:(?P<mail>{_MAIL})|{_WEB}|{_BARE})", re.ASCII)
_SIGN = re.compile(r"@|://|www\.|\.(?:com|org|net|edu|gov|cn|hk|tw|mo|int|info)\b")
_START = re.compile(r"https?://|www\.")
# The pages of a site in another language: english.mee.gov.cn, …/zh/…, …/en/…
_LANGUAGE = re.compile(r"(?<![a-z0-9])(?:english|eng|en|chinese|chn|cn|zh|zh-cn|zh-hans)(?=[./]|$)")
_LAST = re.compile(r"[.,;:!?]+$")


@dataclass(frozen=True, slots=True)
class _Address:
    start: int
    end: int
    text: str
    key: str
    mail: bool
    full: bool  # a mail address, or one that begins with http:// or www.


@check(
    "DZ408", "address-mismatch", "error", "pair", "A mail or web address is damaged or missing.",
    right=[
        Sample("咨询邮箱：cold@example.gov.cn。", "For inquiries, write to cold@example.gov.cn."),
        Sample("详见www.example.gov.cn/zh/。", "See https://www.example.gov.cn/en/ for details."),
    ],
    wrong=[
        Sample("咨询邮箱：cold@example.gov.cn。", "For inquiries, write to cold@example.gov.com."),
        Sample("网址为https://www.example.gov.cn/plan/2024。", "The website is https://www.example.gov.cn/plan/2042."),
        Sample("有关材料请发送至cold@example.gov.cn。", "The documents should be sent by email."),
    ],
    both_ways=True,
)  # fmt: skip
def address_mismatch(case: Case) -> Iterator[Finding]:
    """An address of the source stands in the translation in another form, or (a warning) not at all, nor in the
    units beside it.

    Capitals, `http://`, `www.` and a slash at the end make no difference; a page for the same page in the other
    language (/zh/ and /en/, english.…) and one further inside the same site are in order; a bare name (gov.cn) may be
    left out. Copy the address from the source, and try whether there is a page in the other language.
    """
    if not _SIGN.search(case.source):
        return
    wanted, there = addresses(case.source), addresses(case.target)
    squeezed = "".join(case.target.lower().split())
    left = [a for a in there if not any(_same(w, a) for w in wanted)]
    for one in wanted:
        if any(_same(one, other) for other in there) or one.key in squeezed:
            continue
        alike = [a for a in left if a.mail == one.mail]
        if alike:
            other = max(alike, key=lambda a: SequenceMatcher(None, one.key, a.key, autojunk=False).ratio())
            left.remove(other)
            yield _finding(case, one, other)
        elif one.full and not any(_same(one, a) for near in _beside(case) for a in addresses(near.target)):
            yield _finding(case, one, None)


def addresses(text: str) -> list[_Address]:
    """The mail and web addresses of a text, in either language."""
    if not _SIGN.search(text := narrow(text)):
        return []
    found = []
    for match in _ADDRESS.finditer(text):
        shown = _LAST.sub("", match.group())
        key = _START.sub("", _START.sub("", shown.lower())).rstrip("/")
        mail = match["mail"] is not None
        full = mail or _START.match(shown.lower()) is not None
        found.append(_Address(match.start(), match.start() + len(shown), shown, key, mail, full))
    return found


def _same(one: _Address, other: _Address) -> bool:
    """Whether an address of the translation will do for one of the source."""
    if one.key == other.key:
        return True
    if one.mail or other.mail:
        return False
    site, page = _parts(one.key)
    other_site, other_page = _parts(other.key)
    return site == other_site and (page == other_page or not page)


def _parts(key: str) -> tuple[str, str]:
    """The site and the page of an address, whatever its language."""
    site, _, page = key.partition("/")
    labels = [label for label in site.split(".")[:-2] if not _LANGUAGE.fullmatch(label)]
    return ".".join([*labels, *site.split(".")[-2:]]), _LANGUAGE.sub("~", page).strip("/").removeprefix("~").strip("/")


def _beside(case: Case) -> list[Case]:
    return case.run.cases[max(0, case.index - _NEAR) : case.index + _NEAR + 1]


def _finding(case: Case, one: _Address, other: _Address | None) -> Finding:
    here = (one.start, one.end)
    there = (other.start, other.end) if other else None
    zh, en = (there, here) if case.into_chinese else (here, there)
    message = f"{one.text} is rendered as “{other.text}”" if other else f"{one.text} is not in the translation"
    return case.finding(
        address_mismatch, message, zh=zh, en=en, suggestion=one.text, key=f"{one.key}={other.key if other else ''}",
        severity=None if other else "warning", confidence=1.0 if other else 0.8,
    )  # fmt: skip

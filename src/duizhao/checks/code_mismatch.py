"""Names with numbers: C919, IPv6, PM2.5, 5G."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duizhao.checks.address_mismatch import addresses
from duizhao.checks.base import Sample, check
from duizhao.checks.case import Case
from duizhao.model import Finding
from duizhao.script import narrow

_CODE = re.compile(r"(?<![A-Za-z\d.])(?:[A-Za-z]{1,5}-?\d[\dA-Za-z.-]*|\d{1,4}[A-Z][A-Za-z]?\d*)(?![A-Za-z\d])")
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")
_UNIT = re.compile(r"\d+(?:[KMGT]?(?:W|B|V|Hz|T)|[KMGTH]|Wh|mm|cm|km|kg)$")


@check(
    "DZ503", "code-mismatch", "error", "pair", "A name with a number (C919, IPv6) is another in the translation.",
    right=[Sample("加强IPv6规模部署。", "IPv6 will be deployed on a large scale.")],
    wrong=[Sample("加强IPv6规模部署。", "IPv4 will be deployed on a large scale.")],
    both_ways=True,
)  # fmt: skip
def code_mismatch(case: Case) -> Iterator[Finding]:
    """Models, standards and the like, written in Latin letters and digits, must be the same on both sides. One
    that is only missing is mentioned: it may be spelled out.
    """
    if not _LATIN.search(case.zh):
        return
    zh = {_key(m.group()): m for m in _CODE.finditer(_plain(case.zh)) if not _UNIT.match(m.group())}
    if not zh:
        return
    en = {_key(m.group()): m for m in _CODE.finditer(_plain(case.en)) if not _UNIT.match(m.group())}
    plain = _key(case.en)
    for key, match in zh.items():
        if key in en or key in plain:
            continue
        shape = re.sub(r"\d+(?:\.\d+)?", "#", key)
        other = next((m for k, m in en.items() if k not in zh and re.sub(r"\d+(?:\.\d+)?", "#", k) == shape), None)
        if other is not None:
            yield case.finding(
                code_mismatch, f"{match.group()} is rendered as “{other.group()}”", zh=match.span(), en=other.span(),
                suggestion=match.group(), key=f"{key}={_key(other.group())}",
            )  # fmt: skip
        else:
            yield case.finding(
                code_mismatch, f"{match.group()} is not in the translation", zh=match.span(), key=key,
                severity="info", confidence=0.5,
            )  # fmt: skip


def _plain(text: str) -> str:
    """The text without mail and web addresses, which are compared as a whole; as long as before."""
    text = narrow(text)
    for address in addresses(text):
        text = text[: address.start] + " " * (address.end - address.start) + text[address.end :]
    return text


def _key(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper().rstrip(".")

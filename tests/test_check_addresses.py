"""Mail and web addresses: damaged and missing ones are told, what is a matter of style is not."""

from __future__ import annotations

import pytest

from duizhao.checks import Options, check_units
from duizhao.model import Finding, Sentence, Unit


def told(*pairs: tuple[str, str], direction: str = "zh-en") -> list[Finding]:
    units = [
        Unit(n, *((Sentence(1, text, 0, len(text), n),) if text else () for text in pair))
        for n, pair in enumerate(pairs, 1)
    ]
    only = frozenset(("DZ408", "DZ503"))
    return list(check_units(units, options=Options(direction="en-zh" if direction == "en-zh" else "zh-en", only=only)))


@pytest.mark.parametrize("direction", ["zh-en", "en-zh"])
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("网址：http://www.example.gov.cn/。", "Website: www.example.gov.cn."),
        ("网址：WWW.EXAMPLE.GOV.CN", "Website: https://www.example.gov.cn/"),
        ("请登录平台（www.12315.example.cn）投诉。", "Complain on the platform (https://www.12315.example.cn)."),
        ("邮箱ａｂｃ＠example.cn", "Email: abc@example.cn"),
        ("发至shan@example.cn，抄送li@example.cn。", "Send it to li@example.cn and Shan@example.cn."),
        ("见https://www.example.org/a/b.html?id=3&p=1。", "See https://www.example.org/a/b.html?id=3&p=1."),
        ("见https://www.example.gov.cn/zh/plan/", "See https://www.example.gov.cn/en/plan/"),
        ("见https://chinese.example.gov.cn/plan", "See https://english.example.gov.cn/plan"),
        ("见https://www.example.gov.cn/plan/2024/a.htm", "See https://www.example.gov.cn/plan/2024/a.htm"),
        ("实施“互联网+”，邮编100032。", "Pursue Internet Plus (zip code 100032)."),
        ("用ASP.NET和i.MX 2.0开发。", "Developed in ASP.NET and i.MX 2.0."),
        ("登录京东（JD.com）。", "Log in to JD."),
        ("见𠮷田网https://𠮷.example.cn。", "See the website."),  # not ASCII: left alone
    ],
)
def test_what_is_in_order(zh: str, en: str, direction: str) -> None:
    assert told((zh, en), direction=direction) == []


@pytest.mark.parametrize(
    ("zh", "en", "severity", "message"),
    [
        ("邮箱abc@example.cn", "Email: abd@example.cn", "error", "abc@example.cn is rendered as “abd@example.cn”"),
        ("邮箱abc@example.cn", "Email: abc at example", "warning", "abc@example.cn is not in the translation"),
        ("见http://www.example.cn。", "See http://www.exmaple.cn.", "error", "is rendered as “http://www.exmaple.cn”"),
        ("见http://example.cn/t2023.htm", "See http://example.cn/t2032.htm", "error", "t2032.htm”"),
        ("见http://example.cn/a/b.htm", "See http://example.cn.", "error", "is rendered as “http://example.cn”"),
        ("见http://example.cn/a/b.htm", "See the website.", "warning", "is not in the translation"),
    ],
)
def test_what_is_damaged_or_missing(zh: str, en: str, severity: str, message: str) -> None:
    (finding,) = told((zh, en))
    assert (finding.code, finding.severity) == ("DZ408", severity)
    assert message in finding.message
    assert finding.zh_span is not None
    assert finding.suggestion == finding.zh[finding.zh_span.start : finding.zh_span.end]


def test_the_nearest_address_is_the_damaged_one() -> None:
    found = told(("甲a1@example.cn，乙secretary@example.org", "B: secretery@example.org; A: a7@example.cn"))
    assert {f.message for f in found} == {
        "a1@example.cn is rendered as “a7@example.cn”",
        "secretary@example.org is rendered as “secretery@example.org”",
    }


def test_an_address_may_stand_in_the_next_unit() -> None:
    assert told(("请来函abc@example.cn。", "Please write."), ("谢谢。", "Thank you (abc@example.cn).")) == []


def test_into_chinese_the_english_is_the_source() -> None:
    (finding,) = told(("致函abd@example.cn。", "Write to abc@example.cn."), direction="en-zh")
    assert finding.message == "abc@example.cn is rendered as “abd@example.cn”"
    assert finding.suggestion == "abc@example.cn"

"""Denials and prohibitions in both languages.

Built to be quiet: a Chinese denial counts only if it is one beyond doubt (不得, 不适用, 未经; not 不断, 不足, 会不会),
and every English word that may carry it (only, fail, exempt, un-, -less) clears it.
"""

from __future__ import annotations

import re

from duizhao.glossary.folding import fold_text

# 不得超过 and the like set a bound and belong to bound-mismatch.
_BOUND = "(?!不|超过|[低高少多大小早晚迟]于|逾)"
_DENIAL = re.compile(
    rf"不得{_BOUND}|严禁|禁止|不准(?!确)|不许|不再|不予|无权|不搞|不作(?!为)|不应当?(?!超过)|从不|决不|绝不|并不|"
    "不(?:适用|包括|包含|属于|构成|承担|享受|参加|纳入|计入|具备|符合|需要|必|能(?!力)|会(?!议)|接受|承认|允许|同意|支持|"
    "影响|改变|谋求|称霸|交纳|缴纳|收取|征收|设置|列入|发放|办理|受理|实行)|"
    "未(?:能|经|被|予|按|依|取得|完成|发现|发生|达到|通过|列入|纳入|办理|履行|缴纳|申报|获得|建立|设立|出现|实施|涉及)|"
    "没有|尚未|从未"
)
# Other words with 不 in them, double denials, and questions (会不会, 有没有).
_NONE = re.compile(r"不(?:得不|可不|能不|会不)|必不可少|(.)不\1|有没有|没有错|无不|不可抗|不必要|不要求|不需要时")
_ENGLISH = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nothing|nobody|cannot|only|solely|merely|without|notwithstanding|impossible|"
    r"prohibit\w*|forb[ia]d\w*|bans?|banned|banning|refrain\w*|disqualif\w*|refus\w*|reject\w*|den(?:y|ies|ied|ial)|"
    r"exempt\w*|exclu\w+|except\w*|unless|void|irrespective|regardless|cease\w*|stop\w*|abolish\w*|strip\w*|free|"
    r"immun\w+|preclud\w*|bar(?:red|s)|depriv\w+|withh[eo]ld\w*|avoid\w*|prevent\w*|less|restrict\w*|limit\w*|"
    r"lack\w*|fail\w*|waive\w*|outlaw\w*|against|instead|rather|other|hardly|few|little|beyond|outside|absen\w+|pending|yet|"
    r"still|before|end(?:ed|s)?|halt\w*|omit\w*|miss(?:ed|ing|es)?|apart|aside|otherwise|oppos\w+|resist\w*|"
    r"far from|zero|contrary|violat\w*|short|requires?|subject to|"
    r"(?:un(?!it|ion|iv|der|til|if)|dis(?!tri|cus|sem|tin|play|cov|pos|ci|aster|put|eas)|non-?|il(?!l)|"
    r"im(?!pl|por|prov|med|pos|age|pac)|in(?:ac|ad|ap|cap|comp|cons|cor|def|dis|el|eff|ex|in|op|suf|val|vi)|ir(?:r))[a-z]{3,})\b"
    r"|less\b|n['’]t\b",
    re.IGNORECASE,
)
# What in the English means another Chinese word, and does not count where that stands.
_OTHERS = tuple(
    (re.compile(zh), re.compile(rf"\b(?:{en})\b", re.IGNORECASE))
    for zh, en in (
        ("未经|没有|无", "without"),
        ("[未逾].{0,8}的", r"without|fail(?:s|ed|ing)?(?: to)?|not yet|(?:has|have|had) not"),
        ("[非违]法|违[纪规]", r"(?:illegal|unlawful|invalid|violat|discipl)\w*"),
        ("拒绝|拒不", r"(?:refus|reject)\w*"),
        ("防止|避免|预防", r"(?:prevent|avoid)\w*"),
        ("限制|限额", r"(?:restrict|limit)\w*"),
        ("反对|打击|反", "against"),
        ("缺|不足", r"lack\w*|less|fail\w*"),
        ("非", r"non-?\w+"),
        ("以外|之外", "not (?:on|in|within)|outside|other"),
        ("其他|其它|另", "other|otherwise"),
    )
)
# No character that could be behind an English denial.
_POSITIVE = re.compile(
    "[不无未非没勿莫禁免否拒反止防避缺失难除外仅只唯别戒杜绝停撤废限少零欠违误逾超过阻断抗忌弃却亏虚假错乱坏差弱低空脱离"
    "独另才方严控消取退终弊祸仍尚前竭]"
)
_VERBS = (
    "shall may must will should would can could do does did is are was were has have had be".replace(" ", "|")
)
_REFUSAL = re.compile(
    rf"\b(?:(?:{_VERBS})\s+(?:also\s+|now\s+)?(?:not|never)|cannot|never|prohibit\w*|forb[ia]d\w*|disallow\w*|discourag\w*)\b"
    r"(?!\s+(?:only|just|less|more|fewer|later|earlier|exceed|limited|necessarily|merely|simply|yet|until|fall|waver|before))",
    re.IGNORECASE,
)


def lost_denial(zh: str, en: str) -> re.Match[str] | None:
    """The denial of a Chinese text of which the English has no trace; its offsets are those of `zh`."""
    text = _NONE.sub(lambda m: "＿" * len(m.group()), fold_text(zh))
    for match in _DENIAL.finditer(text):
        rest, english = text[: match.start()] + text[match.end() :], en
        for chinese, words in _OTHERS:
            if chinese.search(rest):
                english = words.sub(" ", english)
        if not _ENGLISH.search(english):
            return match
    return None


def added_denial(zh: str, en: str) -> re.Match[str] | None:
    """The denial of an English text of which the Chinese has no trace."""
    match = _REFUSAL.search(en)
    return None if match is None or _POSITIVE.search(fold_text(zh)) else match

"""What a term is: a title, a body, a programme, a slogan, an attribute, a name, or a plain term."""

from __future__ import annotations

import re

_TITLE = re.compile(
    r"(?:目录|目錄|规划|規劃|纲要|綱要|意见|意見|办法|辦法|条例|條例|规定|規定|通知|决定|決定|方案|指南|白皮书|白皮書|公报|公報|法典?|宪法|憲法|公约|公約|"
    r"协定|協定|宣言|清单|细则|細則)$"
)
_BODY = re.compile(
    r"(?:部|委员会|委員會|委|局|厅|廳|署|办公室|辦公室|办公厅|辦公廳|联席会议|聯席會議|协会|協會|学会|學會|联盟|聯盟|公司|集团|集團|银行|銀行|基金|基金会|"
    r"组织|組織|大学|大學|学院|學院|研究院|研究所|科学院|領導小組|领导小组|法院|检察院|檢察院|政府|国务院|國務院|党|黨|中央|代表大会|代表大會|政协|交易所)$"
)
_PROGRAMME = re.compile(
    r"(?:工程|计划|計畫|計劃|行动|行動|专项|專項|战略|戰略|项目|項目|示范区|示範區|试验区|試驗區|开发区|開發區|新区|新區)$"
)
_PLACE = re.compile(r"(?:省|市|县|縣|区|區|州|乡|鄉|镇|鎮|村|盟|旗|江|河|湖|海|山|岛|島|湾|灣)$")
_SLOGAN = re.compile(
    r"(?:强国|強國|大国|大國|强省|強省|强市|強市|强县)$|^[一二两兩三四五六七八九十双雙][^年月日]{1,3}(?:$|总体|战略|總體|戰略)|[、，]|"
    r"走出去|引进来|引進來|跨越|中国梦|中國夢"
)
_ADJECTIVE = re.compile(
    r"(?:ed|ized|ised|ization|isation|ible|able|ive|ous|al|ic|ary|based|oriented|inspired|driven|intensive|efficient|friendly)$"
)


def kind_of(zh: str, en: str, *, raw: str = "", quoted: bool = False, behind: str = "", reading: str = "") -> str:
    """The kind of a gloss.

    Args:
        zh, en: the pair as extracted; `raw` the Chinese as printed.
        quoted: whether quotation marks enclose it.
        behind: the English text that follows the bracket.
        reading: the Chinese term in pinyin without tones and spaces, where known.
    """
    words = [w for w in re.findall(r"[A-Za-z][\w’'-]*", en) if len(w) > 3]
    capitals = bool(words) and sum(w[0].isupper() for w in words) >= 0.7 * len(words)
    letters = re.sub("[^a-z]", "", en.lower())
    if "《" in raw or (capitals and _TITLE.search(zh) and len(zh) > 3):
        return "title"
    if capitals and reading and letters == reading:
        return "place" if _PLACE.search(zh) and len(zh) > 1 else "person" if len(zh) in (2, 3, 4) else "name"
    if capitals and len(words) > 1 and _BODY.search(zh):
        return "organisation"
    if capitals and _PLACE.search(zh) and reading and letters.startswith(reading[: max(2, len(reading) // 2)]):
        return "place"
    if _PROGRAMME.search(zh) and ((capitals and len(words) > 1) or quoted):
        return "programme"
    if _SLOGAN.search(zh.strip("“”「」")):
        return "slogan"
    if len(zh) <= 4 and len(en.split()) == 1:
        if zh.endswith("化") and _ADJECTIVE.search(en.lower()):
            return "attribute"
        if _ADJECTIVE.search(en.lower()) and re.match(r"\s+[a-z]{3,}", behind):
            return "attribute"
    return "term"

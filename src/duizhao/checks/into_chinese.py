"""Translations from English into Chinese: what the comparison found, told from the other side.

Quantities, codes and labels are compared without a direction; their checks speak of a Chinese source. Here the
English is the source: “3.5 billion” is rendered as 3.5亿, and what only the Chinese has was added.
"""

from __future__ import annotations

import re
from dataclasses import replace

from duizhao.checks.base import Check
from duizhao.model import Finding

# Chinese sums up what it has listed: 这3个方面, 两者.
_SUM = re.compile("[2-9两二三四五六七八九]")
_COMPARED = ("DZ1", "DZ503", "DZ8")  # the others know what is the source
_TWINS = {"DZ103": "DZ104", "DZ104": "DZ103"}
_PLACES = {"not in the translation": "not in the source", "not in the source": "not in the translation"}


def twin(check: Check) -> Check:
    """The check that a check's findings are of, seen from the other side: missing becomes added."""
    from duizhao.checks.registry import find

    return (find(_TWINS[check.code]) if check.code in _TWINS else None) or check


def turned(finding: Finding) -> Finding:
    """A finding as it reads where the English is the source."""
    from duizhao.checks.registry import find

    if not finding.code.startswith(_COMPARED):
        return finding
    zh = finding.zh[finding.zh_span.start : finding.zh_span.end] if finding.zh_span else ""
    en = finding.en[finding.en_span.start : finding.en_span.end] if finding.en_span else ""
    if zh and en:
        meaning = f" ({finding.suggestion})" if finding.suggestion not in ("", zh, en) else ""
        code = en if finding.name == "code-mismatch" else ""
        return replace(finding, message=f"“{en}” is rendered as {zh}{meaning}", suggestion=code)
    other = find(_TWINS.get(finding.code, finding.code))
    assert other is not None
    place = next((name for name in _PLACES if name in finding.message), "")
    message = finding.message.replace(place, _PLACES[place]) if place else finding.message
    suggestion = "" if place else finding.suggestion
    severity = "info" if _SUM.fullmatch(zh) else finding.severity
    return replace(
        finding, code=other.code, name=other.name, message=message, suggestion=suggestion, severity=severity
    )

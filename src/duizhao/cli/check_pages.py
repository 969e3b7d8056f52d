"""What `duizhao check` says of itself: the list of the checks, and the page of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from duizhao.checks import Check, Sample

_ENGLISH_ONLY = ("DZ111", "DZ305", "DZ306", "DZ307", "DZ803")


def listed() -> str:
    """Every check by its code, with its meaning and an example of what it finds."""
    from duizhao.checks import CHECKS

    lines = []
    for each in sorted(CHECKS, key=lambda check: check.code):
        lines.append(f"{each.code}  {each.name}  ({each.severity})\n    {each.summary}")
        lines += [f"    e.g. {text}" for text in _shown(each.wrong[0])] if each.wrong else []
    return "\n".join(lines)


def explained(code: str) -> str:
    """What a check finds, what not, what to do about it, and examples.

    Raises:
        click.UsageError: there is no such check.
    """
    from duizhao.checks import find

    found = find(code)
    if found is None:
        from duizhao.jobs.settings import known_checks

        raise click.UsageError(f"no check {code!r}; {known_checks(code)}")
    parts = [f"{found.code} {found.name} ({found.severity})", found.summary, "", found.page]
    for title, samples in (("Wrong", found.wrong), ("Right", found.right)):
        if samples:
            parts += ["", f"{title}:"]
        for sample in samples:
            parts += [f"  {text}" for text in (sample.zh, sample.en) if text]
            parts += [f"    beside: {' = '.join(text for text in pair if text)}" for pair in sample.more]
    parts += ["", f"Runs on {_ground(found)}.", "", "If a finding is right as it is:", *_ways(found)]
    return "\n".join(parts)


def _shown(sample: Sample) -> list[str]:
    """An example in as few lines as it takes: a pair, or what is compared with each other."""
    units = [*sample.more, (sample.zh, sample.en)]
    texts = [" | ".join(text for text in unit if text) for unit in units]
    return texts if len(texts) < 3 else [texts[0], texts[-1]]


def _ground(check: Check) -> str:
    if check.code in _ENGLISH_ONLY:
        return "English without a source"
    places = ["a translation with its source"]
    if check.alone:
        places.append("English alone")
    if check.both_ways:
        places.append("translations from English into Chinese")
    return places[0] if len(places) == 1 else f"{', '.join(places[:-1])} and {places[-1]}"


def _ways(check: Check) -> list[str]:
    ways = [
        '  this one:      duizhao check --accept FINGERPRINT --reason "…"   (its 12 digits, in brackets)',
        f"  in one unit:   duizhao: ignore {check.code}   in the unit's note or comment",
    ]
    if check.code[:3] == "DZ2":
        ways.append("  for a term:    --do-not-check TERM, or --severity TERM=info")
    return [*ways, f"  everywhere:    --severity {check.code}=off, or [check.severities] in duizhao.toml"]

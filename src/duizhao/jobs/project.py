"""The main job: a project → units, translation memory, glossary candidates, termbases, pages, check report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from duizhao.checks import Options, check_units
from duizhao.config import Pair, Project
from duizhao.exchange import write_concepts, write_units
from duizhao.glossary import Glossary
from duizhao.jobs import run_all
from duizhao.jobs.accepted import FILE as ACCEPTED
from duizhao.jobs.accepted import read_accepted
from duizhao.jobs.checking import read_memory
from duizhao.jobs.learn import Terms, lexicon_with
from duizhao.jobs.pair import AlignedPair, align_files
from duizhao.jobs.settings import not_checked, severities_of
from duizhao.jobs.termbase import candidate_concepts, known_concepts
from duizhao.model import Candidate, Finding, Unit
from duizhao.reports import findings as finding_reports
from duizhao.reports.sidebyside import write_html
from duizhao.terms import extract
from duizhao.units import renumbered, without_repetitions

_TERMBASE_SCORE = 0.5  # candidates with less are left to the terminologist


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found, and the files it wrote (with what each is for)."""

    pairs: tuple[AlignedPair, ...]
    units: tuple[Unit, ...]
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]
    files: tuple[tuple[Path, str], ...]


def build(
    project: Project,
    glossary: Glossary,
    *,
    terms: Terms = (),
    jobs: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Run the main job; every file takes its place when it is whole.

    Units of a pair that does not match are written, but enter neither memory nor terms.

    Args:
        glossary: the terms to check against and to mark as known.
        terms: those that count as evidence in alignment, see `duizhao.jobs.learn.terms_of`.
        jobs: processes for the alignment of several pairs.
        progress: is told what is being done.
    """
    out = project.output
    severities = severities_of(project)  # a code that does not exist is told before the work
    progress(f"aligning {len(project.pairs)} document pair{'s' * (len(project.pairs) != 1)}")
    pairs = tuple(_aligned(project, terms, jobs, progress))
    files: list[tuple[Path, str]] = []
    for pair, aligned in zip(project.pairs, pairs, strict=True):
        write_units(aligned.units, out / "units" / f"{pair.name}.jsonl")
        page = out / "units" / f"{pair.name}.html"
        write_html(aligned.units, page, title=f"{pair.zh.name} · {pair.en.name}")
        files.append((page, "both texts side by side, doubtful units marked"))
    trusted = [
        unit
        for pair in pairs
        if pair.alignment.verdict != "mismatched"
        for unit in pair.units
        if unit.score >= project.min_confidence
    ]
    memory = out / "memory.tmx"
    both = (unit for unit in trusted if unit.zh and unit.en)
    write_units(renumbered(without_repetitions(both)), memory, title=project.name)
    files.append((memory, "translation memory for Trados, memoQ, Phrase, OmegaT (tm/auto)"))

    progress("looking for terms")
    candidates = extract(trusted, known=glossary, limit=project.extract_limit)
    candidates = tuple(c for c in candidates if c.score >= project.extract_min_score)
    files += _write_terms(out, project, candidates, trusted, glossary)

    progress("checking")
    units = tuple(renumbered(unit for pair in pairs for unit in pair.units))
    options = Options(
        severities=severities,
        do_not_check=not_checked(project.do_not_check, glossary)[0],
        direction=project.direction,
    )
    accepted = read_accepted(project.accepted or project.folder / ACCEPTED)
    found = check_units(units, glossary, options=options, memory=read_memory(tuple(map(str, project.memories))))
    findings = tuple(finding for finding in found if finding.fingerprint not in accepted)
    report = out / "check.html"
    finding_reports.write(findings, report, "html", title=project.name)
    finding_reports.write(findings, out / "check.jsonl", "jsonl", title=project.name)
    files.append((report, "what a reviser should look at, gravest first"))
    return Built(pairs, units, candidates, findings, tuple(files))


def _aligned(project: Project, terms: Terms, jobs: int, progress: Callable[[str], None]) -> Iterator[AlignedPair]:
    work = partial(
        _align, presplit=project.presplit, encoding=project.encoding,
        lexicons=tuple(map(str, project.lexicons)), terms=terms,
    )  # fmt: skip
    for pair, result in zip(project.pairs, run_all(work, project.pairs, jobs), strict=True):
        progress(f"{pair.name}: {result.summary()}")
        yield result


def _align(
    pair: Pair, *, presplit: bool, encoding: str | None, lexicons: tuple[str, ...], terms: Terms
) -> AlignedPair:
    # A worker reads the lexicon itself: the dictionary's tables are larger than the way to them.
    lexicon = lexicon_with(lexicons, terms)
    return align_files(pair.zh, pair.en, presplit=presplit, encoding=encoding, lexicon=lexicon)


def _write_terms(
    out: Path, project: Project, candidates: Sequence[Candidate], units: Sequence[Unit], glossary: Glossary
) -> list[tuple[Path, str]]:
    """The candidates to curate, and a termbase for CAT tools: known terms of the text, and good candidates."""
    sheet = out / "candidates.csv"
    write_concepts(candidate_concepts(candidates), sheet, format="glossary")
    good = [c for c in candidates if c.status == "candidate" and c.score >= _TERMBASE_SCORE]
    ready = (*known_concepts(glossary, units), *candidate_concepts(good, doubts=False))
    standard, old, omegat = out / "terms.tbx", out / "terms-v2.tbx", out / "omegat" / "terms.utf8"
    write_concepts(ready, standard, title=project.name)
    write_concepts(ready, old, dialect="v2", title=project.name)
    write_concepts(ready, omegat, format="omegat", tool="omegat")
    return [
        (sheet, "glossary candidates to curate (`duizhao glossary review`)"),
        (standard, "termbase, TBX v3 (ISO 30042:2019)"),
        (old, "termbase, TBX v2 for MultiTerm, memoQ, OmegaT"),
        (omegat, "glossary for OmegaT"),
    ]

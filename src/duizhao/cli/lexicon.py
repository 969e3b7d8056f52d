"""`duizhao lexicon`: word translations learned from one's own aligned units."""

from __future__ import annotations

import click

from duizhao.cli.common import note

_EXAMPLES = 8


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def lexicon() -> None:
    """Learn how words are translated from aligned units, for `duizhao align --lexicon`."""


@lexicon.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="UNITS...")
@click.option("-o", "--output", default="-", show_default=True, help="Where to write; - is standard output.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.9,
    show_default=True,
    help="Units below it teach nothing.",
)
@click.option("--input-format", metavar="NAME", help="Format of the units.  [default: by suffix and content]")
def train(files: tuple[str, ...], output: str, min_confidence: float, input_format: str | None) -> None:
    """Learn from UNITS (.jsonl, .tmx, .tsv, …): which English words translate which Chinese ones there.

    The result is a JSON file with one word a line, sorted, the same for the same units: it can be kept under
    version control, shared and edited. English words stand in it as stems.

    \b
    Examples:
      duizhao lexicon train reviewed.jsonl old/*.tmx -o learned.json
      duizhao align new.zh.txt new.en.txt --lexicon learned.json
    """  # fmt: skip
    from duizhao.errors import InputError
    from duizhao.exchange import read_units
    from duizhao.jobs.learn import learn_from
    from duizhao.lexicon import default_lexicon
    from duizhao.lexicon.learned import write_learned

    units = [u for file in files for u in read_units(file, format=input_format, tell=lambda r: note(f"note: {r}"))]
    lesson = learn_from(units, min_confidence=min_confidence)
    if not lesson.learned.units:
        raise InputError(
            f"none of {len(units)} units has both sides and a confidence of {min_confidence:g} or more",
            file=files[0], mend="align first, or lower --min-confidence",
        )  # fmt: skip
    write_learned(lesson.learned, output)
    left_out = ", ".join(
        f"{count} {name}"
        for count, name in (
            (lesson.one_sided, "one-sided"), (lesson.unsure, "unsure"),
            (lesson.repeated, "repeated"), (lesson.too_long, "too long"),
        )
        if count
    )  # fmt: skip
    learned = lesson.learned
    note(
        f"{learned.pairs} pairs for {len(learned.words)} words from {learned.units} units"
        + (f" (left out: {left_out})" if left_out else "")
    )
    known = default_lexicon()
    new = sorted((-t.seen, w, t) for w, t in learned.words.items() if not known.knows(w))[:_EXAMPLES]
    if new:
        note("not in the dictionary: " + "; ".join(f"{w} = {', '.join(t.stems)}" for _, w, t in new))


@lexicon.command()
@click.argument("file", type=click.Path())
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True, help="Words to show.")
def show(file: str, words: tuple[str, ...], limit: int) -> None:
    """Show what a learned FILE says of some WORDS; without WORDS, of the most frequent ones.

    \b
    Example:
      duizhao lexicon show learned.json 发展 机关
    """
    from duizhao.lexicon.learned import read_learned
    from duizhao.script import simplified

    learned = read_learned(file)
    frequent = sorted(learned.words, key=lambda w: (-learned.words[w].seen, w))
    wanted = [simplified(w) for w in words] or frequent[:limit]
    for word in wanted:
        entry = learned.words.get(word)
        if entry is None:
            note(f"{word}: nothing learned")
            continue
        stems = "  ".join(f"{s} {p:.2f}" for s, p in sorted(entry.stems.items(), key=lambda s: (-s[1], s[0])))
        click.echo(f"{word}  {entry.seen}×  {stems}")
    note(f"{learned.pairs} pairs for {len(learned.words)} words from {learned.units} units")

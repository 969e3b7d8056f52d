"""The walk through candidates of `duizhao glossary review`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from duizhao.cli.cards import concept_card
from duizhao.glossary.csvfile import COLUMNS, row_of
from duizhao.glossary.review import Review, edited
from duizhao.model import Concept, EntryState

_KEYS = "[a]ccept  [e]dit  [r]eject  [s]kip  [q]uit"


def walk(path: str, rejected: str, states: Sequence[EntryState]) -> None:
    """Asks about every row that waits for a decision; the end of input means quit."""
    review = Review(path, rejected, states)
    waiting = review.waiting()
    if not waiting:
        click.echo("duizhao: nothing to review", err=True)
        return
    done = 0
    try:
        for number, concept in enumerate(waiting, 1):
            click.echo(f"\n{number}/{len(waiting)}")
            click.echo(concept_card(concept))
            decision = _decide(review, concept)
            if decision == "q":
                break
            done += decision != "s"
    except (click.Abort, EOFError):
        click.echo(err=True)
    rest = len(review.waiting())
    click.echo(f"duizhao: {done} decided, {rest} left in {path}", err=True)


def _decide(review: Review, concept: Concept) -> str:
    choices = click.Choice(list("aersq"))
    while True:
        key: str = click.prompt(_KEYS, type=choices, show_choices=False, err=True)
        if key == "a":
            review.accept(concept)
        elif key == "e":
            concept = _edit(concept)
            review.change(concept)
            click.echo(concept_card(concept))
            continue
        elif key == "r":
            review.reject(concept, click.prompt("reason", err=True))
        return key


def _edit(concept: Concept) -> Concept:
    cells = dict(zip(COLUMNS, row_of(concept), strict=True))
    given = {
        name: click.prompt(name, default=cells[name], show_default=bool(cells[name]), err=True).strip()
        for name in ("zh", "en", "en_admitted", "note")
    }
    if not given["zh"] or not given["en"]:
        click.echo("a concept needs a Chinese and an English term; nothing changed", err=True)
        return concept
    return edited(concept, given["zh"], given["en"], given["en_admitted"], given["note"])

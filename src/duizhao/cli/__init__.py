"""The command line: one file a command group, loaded only when its command is called."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module

import click

from duizhao import __version__
from duizhao.errors import DuizhaoError

# command: (module in this package, summary). Summaries stand here so that `duizhao --help` loads no command.
COMMANDS = {
    "new": ("new", "Start a project: settings, an example pair, folders."),
    "build": ("build", "The main job: a project → units, TMX, TBX, terms, report."),
    "fetch": ("fetch", "Save a public page with its provenance."),
    "split": ("split", "A document → its sentences."),
    "align": ("align", "A document pair → aligned units."),
    "glosses": ("glosses", "Chinese in brackets of a translation → term pairs."),
    "extract": ("extract", "Aligned units → glossary candidates, best first."),
    "lookup": ("lookup", "A term → its card: characters, pinyin, initials, English."),
    "annotate": ("annotate", "A running text → the glossary's terms in it."),
    "concordance": ("concordance", "A term → every place in aligned units, both sides."),
    "glossary": ("glossary", "Curate glossaries: lint, merge, stats, review."),
    "quantities": ("quantities", "Text → numbers, dates, amounts as values."),
    "check": ("check", "A translation → what a reviser should look at, gravest first."),
    "convert": ("convert", "Between all formats of units, and of glossaries."),
    "score": ("score", "BLEU, chrF, TER; terms rendered as the glossary has them."),
    "lexicon": ("lexicon", "Word translations learned from your aligned units, for align."),
    "eval": ("eval", "Alignments and glossaries against gold."),
    "validate": ("validate", "Is a TMX, TBX, XLIFF or glossary valid, and will CAT tools read all of it?"),
}


class LazyGroup(click.Group):
    """Imports a command's module when the command is named: start-up is felt (design.md, decision 12)."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"duizhao.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, 1)
            ctx.fail(f"no such command {args[0]!r}" + (f"; did you mean {close[0]!r}?" if close else ""))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="duizhao")
def group() -> None:
    """Align English translations with their Chinese source, draw a glossary out of them, check new ones.

    \b
    Start here:
      duizhao new my-project      a folder with an example pair
      duizhao build my-project    everything: alignment, TMX, TBX, candidates, report
    """


def main() -> None:
    """Entry point: runs the command; errors become one line on stderr and exit code 3, wrong usage 2."""
    for stream in (sys.stdout, sys.stderr):  # UTF-8 whatever the locale; a lone surrogate shows as ?
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = group(prog_name="duizhao", standalone_mode=False) or 0
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        code = done.exit_code
    except click.Abort:
        click.echo("duizhao: interrupted; nothing was left half-written", err=True)
        code = 3
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except DuizhaoError as error:
        click.echo(f"duizhao: {error}", err=True)
        code = 3
    except BrokenPipeError:
        # The reader of a pipe went away (`| head`): no error, but stdout can't be flushed any more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:  # files are told by their readers and writers: this is standard output
        click.echo(f"duizhao: standard output cannot be written ({error.strerror or error})", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 3
    except MemoryError:
        click.echo("duizhao: out of memory; split the document", err=True)
        code = 3
    except KeyboardInterrupt:
        click.echo("duizhao: interrupted; nothing was left half-written", err=True)
        code = 3
    sys.exit(code)

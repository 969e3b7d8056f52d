"""The exception tree, and the style of its messages: place, fault, mend, in one line."""

from __future__ import annotations


class DuizhaoError(Exception):
    """Base of every error that duizhao raises on purpose; the command line exits with 3 on it.

    Args:
        message: what is wrong, without the place.
        file: the file as the user named it.
        line: its line, counted from 1.
        mend: what the user can do about it, as an imperative.
    """

    def __init__(
        self, message: str, *, file: object = None, line: int | None = None, mend: str | None = None
    ) -> None:
        self.message = message
        self.file = None if file is None else str(file)
        self.line = line
        self.mend = mend
        place = "" if self.file is None else self.file + ("" if line is None else f":{line}") + ": "
        text = f"{place}{message}" + (f"; {mend}" if mend else "")
        # A file's name or content may hold line breaks or lone surrogates; an error stays one printable line.
        super().__init__(" ".join(text.split()).encode("utf-8", "replace").decode("utf-8"))


class InputError(DuizhaoError):
    """A file cannot be read as what it is meant to be."""


class EncodingError(InputError):
    """The encoding of a file cannot be told, or is not what was said."""


class FormatError(InputError):
    """A file is in no known format, or breaks the rules of its own."""


class ConfigError(DuizhaoError):
    """`duizhao.toml` says something that cannot be carried out."""


class OutputError(DuizhaoError):
    """A result cannot be written."""

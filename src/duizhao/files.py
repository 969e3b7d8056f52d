"""Reading and writing files so that nothing of the user's is lost or half-written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from duizhao.errors import InputError, OutputError


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file; `-` is standard input.

    Raises:
        InputError: the file is missing, a folder, or may not be read.
    """
    if os.fspath(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"not a file name ({error})", file=path) from error


def unreadable(path: str | os.PathLike[str], error: OSError) -> InputError:
    """The error to raise when the system refuses to open `path`."""
    if isinstance(error, FileNotFoundError):
        return InputError("no such file", file=path)
    if isinstance(error, IsADirectoryError):
        return InputError("is a folder, a file is wanted", file=path)
    if isinstance(error, PermissionError):
        return InputError("no permission to read it", file=path)
    return InputError(f"cannot be read ({error.strerror or error})", file=path)


@contextmanager
def write_atomically(path: str | os.PathLike[str], mode: str = "w", newline: str = "\n") -> Iterator[IO[Any]]:
    """Open a file for writing that takes its place only when it is whole; `-` is standard output.

    Text is UTF-8. The temporary file lies in the same folder; on any exception it is removed and an older
    file at `path` stays as it was.

    Raises:
        OutputError: the place cannot be written to, or the disk is full.
    """
    binary = "b" in mode
    if os.fspath(path) == "-":
        yield sys.stdout.buffer if binary else sys.stdout
        sys.stdout.flush()
        return
    import tempfile  # 5 ms that a lookup, which only reads, need not wait

    target = Path(path)
    if target.is_dir():
        raise OutputError("is a folder, a file is wanted", file=path)
    if target.exists() and not target.is_file():
        # A device or a pipe (/dev/null, /dev/stdout, a FIFO) is written to: a file put in its place would destroy it.
        yield from _written(target, mode, newline)
        return
    with suppress(OSError):
        target = target.resolve()  # a link keeps pointing to the file that is replaced
    temporary = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
        with (
            os.fdopen(descriptor, "wb")
            if binary
            else os.fdopen(descriptor, "w", encoding="utf-8", newline=newline) as stream
        ):
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError):
            mode_bits = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            Path(temporary).chmod(mode_bits)
        Path(temporary).replace(target)
    except BaseException as error:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()
        if isinstance(error, UnicodeEncodeError):
            raise OutputError("text with a lone surrogate cannot be written as UTF-8", file=path) from error
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise OutputError(f"cannot be written ({error.strerror or error})", file=path) from error
        raise


def _written(target: Path, mode: str, newline: str) -> Iterator[IO[Any]]:
    try:
        with target.open(mode) if "b" in mode else target.open(mode, encoding="utf-8", newline=newline) as stream:
            yield stream
    except UnicodeEncodeError as error:
        raise OutputError("text with a lone surrogate cannot be written as UTF-8", file=target) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror or error})", file=target) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""What the command line reads from and writes to, and what can go wrong there."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator


class OutputError(Exception):
    """The file of --output could not be written: its name and the reason."""


class Output:
    """Where the articles go: a file, opened when there is something to write to it, or the standard output."""

    def __init__(self, path: Path | None) -> None:
        """Write to `path`, or to the standard output when it is None."""
        self.path = path
        self.empty = True
        self._file: TextIO | None = None

    def close(self) -> None:
        """Close the file, if one was opened."""
        if self._file is not None:
            with self._told():
                self._file.close()

    def write(self, text: str) -> None:
        """Write `text` as UTF-8. What UTF-8 cannot say, a lone surrogate, is written as its escape."""
        self.empty = False
        if self.path is not None:
            with self._told():
                if self._file is None:
                    self._file = self.path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
                self._file.write(text)
        elif sys.stdout is not None:
            sys.stdout.write(text)

    def takes_colour(self) -> bool:
        """Tell whether someone is looking who wants colours (see no-color.org)."""
        if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return False
        return self.path is None and sys.stdout is not None and sys.stdout.isatty()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn an error of the operating system into one that names the file."""
        try:
            yield
        except OSError as error:
            raise OutputError(f"{self.path}: {reason(error)}") from error


def read(name: str) -> bytes:
    """Return the bytes of the file `name`, or of the standard input when it is `-`."""
    if name != "-":
        return Path(name).read_bytes()
    if sys.stdin is None:
        raise OSError(errno.EBADF, "there is no standard input")
    if sys.stdin.isatty():
        complain("reading what you type; end it with Ctrl-D, or see `cleaner --help`")
    return sys.stdin.buffer.read()


def use_utf8() -> None:
    """Make the standard streams UTF-8, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def leave_stdout() -> None:
    """Send what is left of the standard output nowhere, so that the interpreter does not trip over it on its way out."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def complain(message: str) -> None:
    """Tell people on the standard error."""
    if sys.stderr is not None:
        sys.stderr.write(f"cleaner: {message}\n")


def reason(error: OSError) -> str:
    """Return why, without the number and the file's name."""
    return error.strerror or str(error)

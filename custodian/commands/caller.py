"""Who called a command: the terminal of this process, or another one that handed its command to the running app.

A process has one working directory and one stdout, yet the app runs commands of several callers beside its pages.
So a command asks here for paths and consoles, and what it prints goes to the one who called it.
"""

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Voice = Literal["out", "err"]
TO_BE_READ_BY_PROGRAMS = 200  # columns, where no terminal says how wide it is


@dataclass(frozen=True)
class Caller:
    """Somebody elsewhere: `hears` gets every piece of text with the stream it belongs to."""

    directory: Path
    columns: int
    hears: Callable[[Voice, str], None]
    is_terminal: bool = False  # there is somebody who sees how far a command is


_caller: ContextVar[Caller | None] = ContextVar("caller", default=None)


def path(given: Path) -> Path:
    """The file that the caller means by a relative path."""
    caller = _caller.get()
    return caller.directory / given if caller else given


def console(stderr: bool = False) -> "Console":
    from rich.console import Console

    caller = _caller.get()
    stream = sys.stderr if stderr else sys.stdout
    if caller:
        return Console(stderr=stderr, width=caller.columns, force_terminal=caller.is_terminal and stderr)
    return Console(stderr=stderr, width=None if stream.isatty() else TO_BE_READ_BY_PROGRAMS)


@contextmanager
def speaking_to(caller: Caller) -> Iterator[None]:
    """Within, everything this thread prints goes to the caller, and there is nobody to answer a question."""
    _share_streams()
    before = _caller.set(caller)
    try:
        yield
    finally:
        _caller.reset(before)


def _share_streams() -> None:
    if isinstance(sys.stdout, _Shared):
        return
    sys.stdin = _Silent(sys.stdin)
    sys.stdout, sys.stderr = _Shared("out", sys.stdout), _Shared("err", sys.stderr)


class _Shared(io.TextIOBase):
    """A standard stream that each caller has for himself."""

    def __init__(self, voice: Voice, own: TextIO) -> None:
        self._voice: Voice = voice
        self._own = own

    encoding = "utf-8"

    def write(self, text: str) -> int:
        caller = _caller.get()
        if caller is None:
            return self._own.write(text)
        caller.hears(self._voice, text)
        return len(text)

    def flush(self) -> None:
        if _caller.get() is None:
            self._own.flush()

    def isatty(self) -> bool:
        return _caller.get() is None and self._own.isatty()

    def fileno(self) -> int:
        if _caller.get() is not None:
            raise io.UnsupportedOperation("this caller has no terminal here")
        return self._own.fileno()


class _Silent(io.TextIOBase):
    """Standard input, which only this process's own terminal has."""

    def __init__(self, own: TextIO) -> None:
        self._own = own

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        return "" if _caller.get() else self._own.readline(-1 if size is None else size)

    def isatty(self) -> bool:
        return _caller.get() is None and self._own.isatty()

"""Ctrl-C on the command line: kept, and answered only where a command may stop.

Raised wherever the program happens to be, it would end a transaction, a clean-up or a callback of
SQLite half-way. So it is noted, and a command stops by `Cancelled` where it asks: at every step of
what takes long, in every question and wait, and before its act begins. All else is short and done
to its end, and then the command was not stopped.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, TypeVar

from domain.errors import Cancelled

_CTRL_C: Final = (signal.SIGINT,)
_T = TypeVar("_T")


def defer() -> None:
    """Let Ctrl-C wait until somebody hears it; what comes when nobody does any more is too late."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _CTRL_C)


class CtrlC:
    """Whether somebody asked to stop. Pressed again, it is the same."""

    def __init__(self) -> None:
        self._asked = self._listening = False

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Keep Ctrl-C for the length of the block; only the main thread hears of it.

        Whoever started the program may have had it ignored; then it stays so.
        """
        in_main = threading.current_thread() is threading.main_thread()
        if not in_main or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            yield
            return
        former = signal.signal(signal.SIGINT, self._pressed)
        mask = signal.pthread_sigmask(signal.SIG_UNBLOCK, _CTRL_C)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            signal.signal(signal.SIGINT, former)

    def stop(self) -> None:
        """Stop here when it was asked for; raises `Cancelled`."""
        if self._asked:
            raise Cancelled

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Stop anywhere in the block, which does nothing but wait for somebody."""
        self._listening = True
        try:
            self.stop()
            yield
        finally:
            self._listening = False

    def sleep(self, seconds: float) -> None:
        """Wait; raises `Cancelled`."""
        with self.listening():
            time.sleep(seconds)

    def _pressed(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked = True
        if self._listening:
            self._listening = False
            raise Cancelled


class TerminalProgress:
    """Shows progress on standard error, only when that is a terminal; each step may stop."""

    def __init__(self, ctrl_c: CtrlC) -> None:
        self._ctrl_c = ctrl_c
        self._shown = sys.stderr.isatty()

    def step(self, done: int, total: int) -> None:
        """Overwrite the line; raises `Cancelled` once that was asked for."""
        self._ctrl_c.stop()
        if self._shown:
            line = f"{done}/{total}" if total else f"{done}"
            sys.stderr.write(f"\r{line}")
            sys.stderr.flush()

    def counted(self, what: Iterable[_T]) -> Iterator[_T]:
        """Yield what is read one by one, each a step."""
        for done, each in enumerate(what, 1):
            self.step(done, 0)
            yield each

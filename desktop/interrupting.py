"""Ctrl-C while something is made that must be whole or not there: it stops the next step only."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING

from domain.errors import Cancelled

if TYPE_CHECKING:  # every command loads this
    from domain.workflow.ports import Progress


@dataclass(frozen=True, slots=True)
class Stoppable:
    """Passes steps on until somebody asked to stop."""

    progress: Progress
    asked: threading.Event = field(default_factory=threading.Event)

    def step(self, done: int, total: int) -> None:
        """Pass a step on; raises `Cancelled` once it was asked for."""
        if self.asked.is_set():
            raise Cancelled
        self.progress.step(done, total)


@contextmanager
def stopping_at_steps(progress: Progress) -> Iterator[Progress]:
    """Let Ctrl-C stop the block where it steps and nowhere else.

    What it does after its last step is done to the end, and then it was not stopped.
    """
    stoppable = Stoppable(progress)
    with _on_ctrl_c(lambda *_: stoppable.asked.set()):
        yield stoppable


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end a question at once, also where it else stops at steps only."""
    with _on_ctrl_c(signal.default_int_handler):
        yield


@contextmanager
def _on_ctrl_c(act: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Let Ctrl-C do something else; only the main thread hears of it, others let it be."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGINT, act)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)

"""Stopping what must be whole or not there; with Ctrl-C itself in the tests of the program."""

from __future__ import annotations

import threading

import pytest

from desktop.interrupting import Stoppable, stopping_at_steps
from domain.errors import Cancelled
from tests.desktop.backing_up import Steps


def test_who_asked_to_stop_stops_the_next_step() -> None:
    steps = Steps()
    stoppable = Stoppable(steps)
    stoppable.step(1, 3)
    stoppable.asked.set()
    with pytest.raises(Cancelled):
        stoppable.step(2, 3)
    assert steps.told == [(1, 3)]


def test_a_thread_that_hears_no_signals_works_all_the_same() -> None:
    steps = Steps()

    def work() -> None:
        with stopping_at_steps(steps) as progress:
            progress.step(1, 1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert steps.told == [(1, 1)]

"""Forks of the warm program: they do something, tell what they acknowledge, and how they end."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from domain.errors import Refusal
from tests.faults.program import Defect, Refused, places

PATIENCE_SECONDS: Final = 60.0
ACKNOWLEDGED: Final = "acknowledged"
DONE, REFUSED, DEFECT, KILLED = "done", "refused", "defect", "killed"

Act = Callable[[Callable[[], None]], Any]
"""What a fork does; it gets what acknowledges, and what it returns is told."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a process ended: how often it acknowledged, `done`, `refused`, `defect` or `killed`."""

    acknowledged: int
    how: str
    told: Any = None


class Fork:
    """A fork of this process at work."""

    def __init__(self, act: Act) -> None:
        self._pipe, writing = os.pipe()
        self._status: int | None = None
        self._child = os.fork()
        if self._child == 0:
            os.close(self._pipe)
            _be_the_child(act, writing)
        os.close(writing)

    def stands_still(self) -> bool:
        """Wait until it stops, or ends, and tell whether it stopped."""
        _, status = os.waitpid(self._child, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            return True
        self._status = status
        return False

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self._status is None:
            os.kill(self._child, number)

    def ended(self) -> Ending:
        """Wait for its end and say how it was."""
        lines = self._heard()
        if self._status is None:
            _, self._status = os.waitpid(self._child, 0)
        acknowledged = lines.count([ACKNOWLEDGED])
        last = lines[-1] if lines else ["", ""]
        if os.WIFSIGNALED(self._status):
            return Ending(acknowledged, KILLED, os.WTERMSIG(self._status))
        return Ending(acknowledged, *last) if len(last) > 1 else Ending(acknowledged, DEFECT, "end")

    def _heard(self) -> list[list[Any]]:
        """Return the lines that it told; one that says nothing for long is ended."""
        content, patient_until = b"", time.monotonic() + PATIENCE_SECONDS
        while True:
            left = max(0.0, patient_until - time.monotonic())
            ready, _, _ = select.select([self._pipe], [], [], left)
            if not ready:
                self.signal(signal.SIGKILL)
            piece = os.read(self._pipe, 65536)
            if not piece:
                break
            content += piece
        os.close(self._pipe)
        lines = [json.loads(line) for line in content.splitlines()]
        return [*lines, [DEFECT, "hung"]] if time.monotonic() > patient_until else lines


def in_a_fork(act: Act) -> Ending:
    """Run `act` in a fork of this process and say how it ended."""
    return Fork(act).ended()


def _be_the_child(act: Act, pipe: int) -> None:
    """Do it, tell how it ended, and leave without cleaning up, as a process does that ends."""

    def tell(*line: object) -> None:
        os.write(pipe, json.dumps(line).encode() + b"\n")

    try:
        told = act(partial(tell, ACKNOWLEDGED))
        tell(DONE, told)
    except (Refused, Refusal) as refused:
        tell(REFUSED, refused.code)
    except Defect as defect:
        tell(DEFECT, str(defect))
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
        with suppress(OSError):
            tell(DEFECT, places(error))
    finally:
        os._exit(0)

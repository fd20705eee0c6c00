"""Runs work off the GUI thread: one lane that may write, one that only reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from domain.errors import Cancelled
from ui.messages import UserMessage, explain

if TYPE_CHECKING:  # the unlock page comes up without the business
    from domain.workflow.ports import Progress

T = TypeVar("T")

_STEP_SECONDS: Final = 0.05
_DONE: Final = "done"
_FAILED: Final = "failed"
_CANCELLED: Final = "cancelled"
_STEP: Final = "step"


def ignore(*_: object) -> None:
    """Stand in for a callback the caller does not need."""


class Task:
    """The handle of one piece of work, and the `Progress` that the work reports to."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report, self._stop, self._next = report, Event(), 0.0
        self.abandoned = False

    @property
    def stopped(self) -> bool:
        """Whether the user has given up on the work."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it still ends with one of its callbacks."""
        self._stop.set()

    def abandon(self) -> None:
        """Stop the work and hear nothing more of it; for answers nobody waits for any longer."""
        self.abandoned = True
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Pass progress on, not oftener than the eye follows; raise `Cancelled` if told to."""
        if self._stop.is_set():
            raise Cancelled
        now = monotonic()
        if now >= self._next or done == total:
            self._next = now + _STEP_SECONDS
            self._report(done, total)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Who waits for a task. Kept on the GUI thread, so that no Qt object dies on a worker."""

    owner: QObject
    task: Task
    done: Callable[[Any], None]
    failed: Callable[[UserMessage], None]
    cancelled: Callable[[], None]
    progress: Callable[[int, int], None]


class Lane(QObject):
    """One worker thread and its queue.

    Exactly one of a task's three endings runs, on the GUI thread, unless the task was abandoned
    or its owner is gone.
    """

    busy_changed = Signal(bool)
    _arrived = Signal(int, str, object)

    def __init__(self, name: str, texts: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._numbers = count(1)
        self._waiting: dict[int, _Waiting] = {}
        self._closed, self.admits = False, True
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[UserMessage], None],
        cancelled: Callable[[], None] = ignore,
        progress: Callable[[int, int], None] = ignore,
    ) -> Task:
        """Queue work; one piece runs after the other.

        After `close`, and while it `admits` nothing, what is given is dropped.
        """
        number = next(self._numbers)
        task = Task(lambda at, of: self._arrived.emit(number, _STEP, (at, of)))
        if self._closed or not self.admits:
            task.abandon()
            return task
        self._waiting[number] = _Waiting(owner, task, done, failed, cancelled, progress)
        self.busy_changed.emit(True)
        self._worker.submit(self._carry_out, number, task, work)
        return task

    @property
    def busy(self) -> bool:
        """Whether something is running or queued."""
        return bool(self._waiting)

    def close(self) -> None:
        """Let the running work stop at its next step, drop the rest, wait for the thread."""
        self._closed = True
        for waiting in self._waiting.values():
            waiting.task.abandon()
        self._worker.shutdown(cancel_futures=True)
        self._waiting.clear()

    def _carry_out(self, number: int, task: Task, work: Callable[[Progress], object]) -> None:
        try:
            task.step(0, 0)
            result = work(task)
        except Cancelled:
            self._arrived.emit(number, _CANCELLED, None)
        except Exception as error:  # noqa: BLE001 - the border of the workers; explain logs it
            self._arrived.emit(number, _FAILED, explain(error, self._texts))
        else:
            self._arrived.emit(number, _DONE, result)

    @Slot(int, str, object)
    def _hand_over(self, number: int, ending: str, result: Any) -> None:  # noqa: ANN401 - any work's result
        waiting = self._waiting.get(number)
        if waiting is None:
            return
        wanted = isValid(waiting.owner) and not waiting.task.abandoned
        if ending == _STEP:
            if wanted:
                waiting.progress(*result)
            return
        del self._waiting[number]
        if not self._waiting:
            self.busy_changed.emit(False)
        if wanted:
            self._end(waiting, ending, result)

    @staticmethod
    def _end(waiting: _Waiting, ending: str, result: Any) -> None:  # noqa: ANN401 - any work's result
        if ending == _DONE:
            waiting.done(result)
        elif ending == _FAILED:
            waiting.failed(result)
        else:
            waiting.cancelled()


class Lanes(QObject):
    """Two lanes: `write` does acts in order, `read` answers pages and changes nothing."""

    writing_changed = Signal(bool)

    def __init__(self, texts: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._reading, self._writing = Lane("reading", texts, self), Lane("writing", texts, self)
        self.read, self.write = self._reading.run, self._writing.run
        self._writing.busy_changed.connect(self.writing_changed)

    def words(self, error: BaseException) -> UserMessage:
        """Word a refusal by the same table as the failures of tasks."""
        return explain(error, self._texts)

    @property
    def busy_writing(self) -> bool:
        """Whether an act is running or queued."""
        return self._writing.busy

    def admit_writing(self, *, admitted: bool) -> None:
        """Take further acts, or none: those that were taken are carried out."""
        self._writing.admits = admitted

    def close(self) -> None:
        """Let the running work stop at its next step, drop the rest, wait for the threads."""
        self._writing.close()
        self._reading.close()

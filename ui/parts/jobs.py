"""Work with something to see: a busy line after 0.3 s, a bar and 取消 after 2 s."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ui.messages import UserMessage
from ui.parts.furniture import button, label
from ui.parts.holding import Held
from ui.parts.notices import Notices
from ui.tasks import Lanes, Task, ignore

if TYPE_CHECKING:  # the unlock page comes up without the business
    from domain.workflow.ports import Progress

T = TypeVar("T")
SHOW_MS: Final = 300
BAR_MS: Final = 2000
_BAR_STEPS: Final = 1000


class BusyBar(QFrame):
    """Docked below the page: what is being done, how far it is, a button to stop it."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("busy")
        self._words = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        self._count = label("", "hint")
        self._cancel = button("取消")
        self._cancel.clicked.connect(self.cancel_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(12)
        layout.addWidget(self._words)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._count)
        layout.addWidget(self._cancel)
        self.hide()

    def begin(self, words: str) -> None:
        """Show the words alone."""
        self._words.setText(f"正在{words}…")
        self._count.setText("")
        self._bar.setRange(0, 0)
        for part in (self._bar, self._cancel):
            part.hide()
        self._cancel.setEnabled(True)
        self.show()

    def offer_cancel(self) -> None:
        """Show the bar and the button."""
        self._bar.show()
        self._cancel.show()

    def stopping(self) -> None:
        """Say that the work is being stopped."""
        self._words.setText("正在停止…")
        self._cancel.setEnabled(False)

    def step(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if total > 0:
            self._bar.setRange(0, _BAR_STEPS)
            self._bar.setValue(done * _BAR_STEPS // total)
            self._count.setText(f"{done} / {total}")


class _Job(QObject):
    """One piece of work on its way, and what the bar shows of it."""

    due = Signal()
    stepped = Signal(object, int, int)
    ended = Signal(object)

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words, self.slow, self.long = words, False, False
        self.task: Task | None = None
        self._soon, self._late = QTimer(self), QTimer(self)
        for timer, pause, show in (
            (self._soon, SHOW_MS, self._show),
            (self._late, BAR_MS, self._show_late),
        ):
            timer.setSingleShot(True)
            timer.timeout.connect(show)
            timer.start(pause)

    def _show(self) -> None:
        self.slow = True
        self.due.emit()

    def _show_late(self) -> None:
        self.long = True
        self.due.emit()

    def step(self, done: int, total: int) -> None:
        self.stepped.emit(self, done, total)

    def end(self) -> None:
        self._soon.stop()
        self._late.stop()
        self.ended.emit(self)


@dataclass(frozen=True, slots=True)
class _Ends:
    """How a piece of work is called and what follows it."""

    words: str
    done: Callable[[Any], None]
    failed: Callable[[UserMessage], None] | None
    ended: Callable[[], None]


class Jobs(QObject):
    """Starts work on the lanes and shows that it runs. Refusals go to the notices."""

    def __init__(self, lanes: Lanes, notices: Notices, bar: BusyBar) -> None:
        super().__init__(bar)
        self.lanes, self._notices, self._bar = lanes, notices, bar
        self._running: list[_Job] = []
        bar.cancel_asked.connect(self.cancel)

    def read(
        self,
        owner: QObject,
        words: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[UserMessage], None] | None = None,
        ended: Callable[[], None] = ignore,
    ) -> Task:
        """Read for a page; `words` say what for, after "正在".

        `ended` is called first at every ending, then `done` or `failed`.
        """
        return self._start(self.lanes.read, owner, work, _Ends(words, done, failed, ended))

    def write(
        self,
        owner: QObject,
        words: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[UserMessage], None] | None = None,
        ended: Callable[[], None] = ignore,
        holds: tuple[QWidget, ...] = (),
    ) -> Task:
        """Carry an act out, or read for so long that pages should not have to wait behind it.

        What the act `holds` is disabled meanwhile: it is not asked for twice, and what it takes
        stays as it is.
        """
        held = Held(holds)

        def release() -> None:
            held.release()
            ended()

        return self._start(self.lanes.write, owner, work, _Ends(words, done, failed, release))

    def words(self, error: BaseException) -> UserMessage:
        """Word a refusal that the work gave back instead of raising it."""
        return self.lanes.words(error)

    def cancel(self) -> None:
        """Stop the work that the bar shows."""
        if self._running and (task := self._running[0].task) is not None:
            task.cancel()
            self._bar.stopping()

    def _start(
        self,
        lane: Callable[..., Task],
        owner: QObject,
        work: Callable[[Progress], T],
        ends: _Ends,
    ) -> Task:
        job = _Job(ends.words, self)
        job.ended.connect(self._forget)
        job.due.connect(self._show)
        job.stepped.connect(self._step)
        self._running.append(job)

        def finish(result: T) -> None:
            job.end()
            ends.ended()
            ends.done(result)

        def refuse(message: UserMessage) -> None:
            job.end()
            ends.ended()
            (ends.failed or self._notices.tell)(message)

        def stop() -> None:
            job.end()
            ends.ended()
            self._notices.say(f"已取消{ends.words}，没有改动任何数据。")

        job.task = lane(owner, work, done=finish, failed=refuse, cancelled=stop, progress=job.step)
        return job.task

    def _forget(self, job: _Job) -> None:
        self._running.remove(job)
        job.deleteLater()
        self._show()

    def _show(self) -> None:
        """Show the oldest work that has been running for a while."""
        first = self._running[0] if self._running else None
        if first is None or not first.slow:
            self._bar.hide()
            return
        self._bar.begin(first.words)
        if first.long:
            self._bar.offer_cancel()

    def _step(self, job: _Job, done: int, total: int) -> None:
        if self._running and job is self._running[0]:
            self._bar.step(done, total)

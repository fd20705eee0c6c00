"""Every stick that comes or goes while somebody is signed in is entered, with its serial number."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from desktop.attendance import Attendance, entry_of
from domain.errors import Refusal
from domain.workflow.ports import Progress
from export.sticks.stick import Stick
from export.sticks.watching import MountWatch, inserted
from ui.tasks import Lanes, ignore

PRESENT: Final = "stick.present"
CAME: Final = "stick.inserted"
GONE: Final = "stick.removed"
_NO_SERIAL: Final = "没有序列号"


class StickLog(QObject):
    """Emits `seen` with the name of an act and a stick, in the order in which they happen.

    What is there when it begins was put in before and is told as present. The kernel wakes it;
    where it does not, nothing is told.
    """

    seen = Signal(str, object)

    def __init__(self, parent: QObject, watch: MountWatch | None = None) -> None:
        super().__init__(parent)
        self._watch = watch or MountWatch()
        self._held: tuple[Stick, ...] = ()
        self._notifier: QSocketNotifier | None = None

    def begin(self) -> None:
        """Tell what is there, and listen from now on."""
        self._held = self._watch.sticks()
        self._tell(PRESENT, self._held)
        if self._watch.fileno() >= 0:
            kind = QSocketNotifier.Type.Exception
            self._notifier = QSocketNotifier(self._watch.fileno(), kind, self)
            self._notifier.activated.connect(self.look)

    def look(self, *_: object) -> None:
        """Tell what changed since the last look."""
        now = self._watch.sticks()
        changes, self._held = inserted(self._held, now), now
        self._tell(GONE, changes.gone)
        self._tell(CAME, changes.came)

    def stop(self) -> None:
        """Listen no more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        self._watch.close()

    def _tell(self, act: str, sticks: Iterable[Stick]) -> None:
        for stick in sticks:
            self.seen.emit(act, stick)


def log_sticks(window: QObject, lanes: Lanes, attendance: Attendance) -> StickLog:
    """Enter every stick for as long as a window is there, on the lane that writes."""
    log = StickLog(window)

    def enter(act: str, stick: Stick) -> None:
        def work(_: Progress) -> None:
            enter_stick(attendance, act, stick)

        lanes.write(window, work, done=ignore, failed=ignore)

    log.seen.connect(enter)
    log.begin()
    return log


def told_stick(stick: Stick) -> str:
    """Return what an entry says of a stick: what it calls itself and its serial number."""
    name = " ".join(filter(None, (stick.vendor, stick.model, stick.label))) or stick.device
    serial = f"序列号 {stick.serial}" if stick.serial else _NO_SERIAL
    return f"{name}，{serial}" + ("，只读" if stick.read_only else "")


def enter_stick(attendance: Attendance, act: str, stick: Stick) -> None:
    """Enter that a stick came, went or was there.

    A disk that is full keeps nobody from working: the next act refuses for it anyway.
    """
    entry = entry_of(attendance.session, attendance.clock, act, told_stick(stick))
    with suppress(Refusal):
        attendance.audit.append((entry,))

"""Keeps what is typed as it is typed: a working copy, quietly, off the GUI thread."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from domain.working_copy import Typed, WorkingCopy
from ui.cases.form import CaseForm
from ui.messages import UserMessage
from ui.parts.page import Surroundings

KEEP_MS: Final = 1500
"""What was typed is on the disk at most this long after, and the time of one short transaction."""


class Keeping(QObject):
    """Follows the form that is open. Only what differs from how it was opened is kept."""

    def __init__(self, owner: QObject, around: Surroundings) -> None:
        super().__init__(owner)
        self._desk, self._session = around.desk, around.session
        self._lanes, self._tell = around.jobs.lanes, around.notices.tell
        self._form: CaseForm | None = None
        self._key, self._held = "", False
        self._opened, self._last = Typed(), Typed()
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(KEEP_MS)
        self._due.timeout.connect(self.keep)

    def follow(self, form: CaseForm, copy: WorkingCopy | None = None) -> None:
        """Follow a form from how it stands now; with a copy, go on keeping that one."""
        self._due.stop()
        self._form, self._held = form, copy is not None
        self._key = copy.key if copy is not None else uuid4().hex
        self._last = form.typed()
        self._opened = Typed() if copy is not None else self._last

    def touch(self, form: CaseForm) -> None:
        """Something was typed into a form: it is kept soon, however long the typing goes on."""
        if form is self._form and not self._due.isActive():
            self._due.start()

    def leave(self) -> None:
        """Keep at once what is not kept yet, and follow the form no longer."""
        if self._due.isActive():
            self.keep()
        self._form = None

    def keep(self) -> None:
        """Keep what is typed, unless it is kept already or nothing differs any more."""
        self._due.stop()
        form = self._form
        if form is None:
            return
        typed = form.typed()
        if typed == self._last:
            return
        if typed == self._opened:
            self._discard(typed)
        else:
            subject = form.particulars.subject()
            copy = WorkingCopy(self._key, form.name, subject, typed, form.based_on)
            self._keep(copy)

    @property
    def key(self) -> str:
        """Under which key the copy of the form is, "" while there is none."""
        return self._key if self._held else ""

    def settled(self, typed: Typed) -> None:
        """The draft holds this now and the copy is gone; what was typed since is kept soon."""
        self._held = False
        self._opened = self._last = typed
        self._session.typing_kept.emit("")
        if self._form is not None and self._form.typed() != typed:
            self._due.start()

    def _keep(self, copy: WorkingCopy) -> None:
        desk, before = self._desk, self._last
        self._last, self._held = copy.typed, True

        def failed(message: UserMessage) -> None:
            self._last = before
            self._tell(message)
            self._session.typing_lost.emit(message.text)

        self._lanes.write(
            self,
            lambda _: desk.keep_working_copy(copy),
            done=self._told,
            failed=failed,
        )

    def _told(self, at: datetime) -> None:
        self._session.typing_kept.emit(f"自动保存 {at.astimezone():%H:%M}")

    def _discard(self, typed: Typed) -> None:
        desk, key = self._desk, self._key
        held, self._last, self._held = self._held, typed, False
        if held:
            self._lanes.write(
                self,
                lambda _: desk.discard_working_copy(key),
                done=self._discarded,
                failed=self._tell,
            )

    def _discarded(self, _: None) -> None:
        self._session.typing_kept.emit("")

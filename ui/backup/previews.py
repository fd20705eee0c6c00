"""预览对照: a set opened beside the ledgers, its units looked at, one of them to be taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from domain.backups import SetOpening, ShownSet
from domain.facts import UnitId
from domain.taking_back_outcomes import RegisterBeside, UnitReturn
from domain.workflow.taking_back import TakeBack
from ui.backup.model import moment_text
from ui.backup.opening import KEY_WANTED
from ui.backup.taking import told_taken
from ui.backup.view import BackupView
from ui.backup_desk import BackupDesk
from ui.messages import UserMessage
from ui.security.place import Place


class Previews(QObject):
    """Opens what the page of backups asks for, and lets it go when its list comes back."""

    def __init__(self, view: BackupView, desk: BackupDesk, place: Place) -> None:
        super().__init__(view)
        self.view, self._desk, self._place = view, desk, place
        self._stale = self._anew = False
        place.when_ledger_changes(self._outdate)
        view.compare.alone = place.actor.single
        view.opened.connect(self._preview)
        view.preview.clicked.connect(lambda: self._preview(view.set))
        view.open_form.given.connect(self._open_by)
        view.compare.unit_asked.connect(self._look)
        view.compare.taking_asked.connect(
            partial(place.confirm, view, "从备份取回一个单位", self._take_back)
        )
        view.compare.back.clicked.connect(self._end_preview)

    def shown(self) -> None:
        """Compare anew where the ledgers have changed since; stopped or refused, the next time."""
        if self._stale and not self._anew and self.view.comparing:
            self._anew, compare = True, self._desk.compare
            self._place.jobs.write(self, "重新对照", compare, self._show_anew, ended=self._end_anew)

    def _end_anew(self) -> None:
        self._anew = False

    def _show_anew(self, found: RegisterBeside) -> None:
        self._stale = False
        self.view.compare.show_anew(found)

    def _outdate(self) -> None:
        self._stale = True

    def _preview(self, chosen: ShownSet | None) -> None:
        if chosen is not None and self.view.preview.isEnabled():
            self._open(chosen, None)

    def _open_by(self) -> None:
        chosen, opening = self.view.set, self.view.open_form.by.opening()
        if chosen is not None:
            self._open(chosen, opening)

    def _open(self, chosen: ShownSet, opening: SetOpening | None) -> None:
        desk, path = self._desk, Path(chosen.path)
        called = moment_text(chosen.made, self._place.today) if chosen.made else chosen.path.name
        self._place.jobs.write(
            self,
            "打开备份对照",
            lambda progress: desk.preview(path, opening, progress),
            partial(self._compare, called),
            failed=self._not_opened,
            holds=(self.view.preview, self.view.open_form),
        )

    def _not_opened(self, message: UserMessage) -> None:
        form = self.view.open_form
        if self.view.side.currentWidget() is form:
            form.refuse(message)
        elif message.code == KEY_WANTED:
            self.view.show_form(form)
        else:
            self._place.notices.tell(message)

    def _compare(self, called: str, found: RegisterBeside) -> None:
        self._stale = False
        self.view.open_form.clear()
        self.view.show_told()
        self.view.show_compare()
        self.view.compare.show_beside(called, found)

    def _look(self, unit: str) -> None:
        desk, compare = self._desk, self.view.compare
        asked = TakeBack(UnitId(unit), kept=compare.kept)
        self._place.jobs.read(self, "对照一个单位", lambda _: desk.look(asked), compare.show_unit)

    def _take_back(self) -> None:
        desk, compare = self._desk, self.view.compare
        if compare.unit is not None:
            asked = TakeBack(compare.unit, compare.reason.text(), compare.kept)
            self._place.jobs.write(
                self,
                f"取回{compare.found.name if compare.found else ''}",
                lambda _: desk.take_back(asked),
                self._taken,
                holds=(compare.take,),
            )

    def _taken(self, done: UnitReturn) -> None:
        if done.case is not None:
            self._place.notices.say(told_taken(done.name, done.case))
        self.view.compare.found = None
        self.view.compare.begin()
        self._look(done.unit)
        self._outdate()
        self._place.ledger_changed()
        self.shown()

    def _end_preview(self) -> None:
        desk = self._desk
        self._place.jobs.write(self, "关闭备份", lambda _: desk.end_preview(), lambda _: None)

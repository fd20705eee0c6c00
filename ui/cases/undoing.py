"""Undoing edits of a form: Ctrl+Z, Ctrl+Y, and a menu that says what would be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from domain.dossier import Member
from domain.working_copy import Typed
from ui.cases.naming_steps import name_of
from ui.cases.steps import Place, Step, Steps
from ui.parts.document_picker import DocumentPicker
from ui.parts.enter import on_keys
from ui.parts.fields import DayEdit
from ui.parts.furniture import button
from ui.parts.unit_picker import UnitPicker

if TYPE_CHECKING:
    from ui.cases.form import CaseForm

UNDO: Final = "Ctrl+Z"
REDO: Final = "Ctrl+Y"
REDO_TOO: Final = "Ctrl+Shift+Z"
_KEYS: Final = tuple(QKeySequence(keys) for keys in (UNDO, REDO, REDO_TOO))
_COMPLETING: Final = (UnitPicker, DocumentPicker, DayEdit)
"""Fields that spell out or tidy what was typed into them: both are one edit."""


class FormUndoes(QObject):
    """Keeps a field's own undoing away: the form undoes the edits of all its fields in order."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) in _KEYS
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Undoing(QObject):
    """The steps of one form. Everything that one key or click changes is one step."""

    changed = Signal()

    def __init__(self, form: CaseForm) -> None:
        super().__init__(form)
        self._form, self._steps, self._showing = form, Steps(Typed()), False
        self._members: dict[str, Member] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.take)
        form.touched.connect(self._touched)
        self.button = button("撤销 ▾")
        self.button.setAccessibleName("撤销和重做")
        menu = QMenu(self.button)
        self.undo_action, self.redo_action = QAction(menu), QAction(menu)
        for action, act in ((self.undo_action, self.undo), (self.redo_action, self.redo)):
            menu.addAction(action)
            action.triggered.connect(act)
        menu.aboutToShow.connect(self.take)
        self.button.setMenu(menu)
        for keys, act in ((UNDO, self.undo), (REDO, self.redo), (REDO_TOO, self.redo)):
            on_keys(form, keys, act)
        self._tell()

    def begin(self) -> None:
        """Begin anew with how the form stands."""
        self._soon.stop()
        self._members = {}
        self._learn()
        self._steps = Steps(self._form.typed())
        self._tell()

    def take(self) -> None:
        """Take in what has been edited since."""
        self._soon.stop()
        self._learn()
        self._steps.take(self._form.typed(), self._completes)
        self._tell()

    def undo(self) -> None:
        """Undo the last edit."""
        self.take()
        step = self._steps.undo()
        if step is None:
            self._form.tell("没有可以撤销的操作。")
        else:
            self._show(step.before, step, f"已撤销：{self._named(step)}（{REDO} 重做）")

    def redo(self) -> None:
        """Do again what was undone last."""
        self.take()
        step = self._steps.redo()
        if step is None:
            self._form.tell("没有可以重做的操作。")
        else:
            self._show(step.after, step, f"已重做：{self._named(step)}（{UNDO} 撤销）")

    def _touched(self) -> None:
        if not self._showing:
            self._soon.start()

    def _show(self, typed: Typed, step: Step, told: str) -> None:
        self._showing = True
        self._form.show_typed(typed, self._members)
        self._showing = False
        self._steps.settle(self._form.typed())
        self._form.go_to(step.places[0])
        self._form.tell(told)
        self._tell()

    def _learn(self) -> None:
        """Remember everybody who stands in the form: an undone step may bring him back."""
        for member in self._form.particulars.members():
            self._members[member.person.id_no] = member

    def _completes(self, place: Place) -> bool:
        field = self._form.field_at(place)
        return field is not None and isinstance(field.editor, _COMPLETING)

    def _named(self, step: Step) -> str:
        return name_of(step, self._label)

    def _label(self, place: Place) -> str:
        field = self._form.field_at(place)
        return f"“{field.name}”" if field is not None else ""

    def _tell(self) -> None:
        for action, step, word, keys in (
            (self.undo_action, self._steps.last, "撤销", UNDO),
            (self.redo_action, self._steps.next, "重做", REDO),
        ):
            told = f"{word}：{self._named(step)}" if step is not None else f"没有可以{word}的"
            action.setText(f"{told}\t{keys}")
            action.setEnabled(step is not None)
        self.changed.emit()

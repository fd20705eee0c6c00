"""Answers what the window asks before something leaves the office."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.session_desk import PASSWORD
from ui.parts.confirming import ConfirmDialog
from ui.parts.roster_terms import RosterTermsDialog


class Confirmed:
    """Says yes for whoever sits there, and keeps what was asked for."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def __call__(self, _over: QWidget, reason: str, then: Callable[[], None]) -> None:
        self.reasons.append(reason)
        then()


def asked() -> ConfirmDialog | None:
    """Return the question for the password that is seen, if there is one."""
    shown = (each for each in QApplication.topLevelWidgets() if isinstance(each, ConfirmDialog))
    return next((each for each in shown if each.isVisible()), None)


def confirm(qtbot: QtBot, password: str = PASSWORD) -> None:
    """Give the password once it is asked for."""
    qtbot.waitUntil(lambda: asked() is not None)
    dialog = asked()
    assert dialog is not None
    assert isinstance(dialog.password.editor, QLineEdit)
    dialog.password.editor.setText(password)
    dialog.agree.click()


def agree_to_terms(qtbot: QtBot, *, full: bool = False, secrecy: str = "", copy: str = "") -> None:
    """Choose how a roster leaves."""

    def found() -> list[RosterTermsDialog]:
        widgets = QApplication.topLevelWidgets()
        shown = [each for each in widgets if isinstance(each, RosterTermsDialog)]
        return [each for each in shown if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    (dialog,) = found()
    dialog.full.setChecked(full)
    for field, text in ((dialog.secrecy, secrecy), (dialog.copy, copy)):
        if isinstance(field.editor, QLineEdit):
            field.editor.setText(text)
        elif text:
            field.editor.setProperty("currentText", text)
    dialog.agree.click()

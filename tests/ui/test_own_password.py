"""Everybody changes his own password from the menu of his account."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from ui.accounts.own_password import OwnPasswordForm
from ui.parts.fields import Field
from ui.window import MainWindow


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


def ask(window: MainWindow) -> OwnPasswordForm:
    window._top.password_asked.emit()
    form = window.password.form
    assert form is not None
    return form


def test_the_password_is_changed_by_who_knows_it(
    qtbot: QtBot, desk: FakeDesk, window: MainWindow
) -> None:
    form = ask(window)
    write(form.old, "not it")
    write(form.new, "another secret")
    write(form.again, "another secret")
    form.act.click()
    qtbot.waitUntil(lambda: "vault.password_wrong" in form.old.complaint)
    write(form.old, "correct horse")
    form.act.click()
    qtbot.waitUntil(lambda: "密码已修改" in window.notices.text)
    assert desk.security.accounts.passwords["zhang"] == "another secret"
    assert window.password.form is None


def test_what_was_typed_is_forgotten_with_the_dialog(window: MainWindow) -> None:
    form = ask(window)
    write(form.old, "correct horse")
    form.left.emit()
    assert window.password.form is None
    assert ask(window).old.raw() == ""

"""What is entered about an account stays in sight, and is neither lost nor done by mistake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from domain.accounts import AccountState, AccountView
from domain.register import Actor
from domain.roles import Role
from tests.fakes.security_desk import FakeSecurityDesk
from tests.ui.accounts_window import Opened, opened
from tests.ui.answering import asked
from ui.accounts.view import AccountsView
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import PAUSE_MS
from ui.parts.leave_question import LeaveQuestion
from ui.security.window import SecurityWindow

__all__ = ["opened"]


def desk_of(*, appointed: bool, single: bool = False) -> FakeSecurityDesk:
    return FakeSecurityDesk(
        Actor("sun", frozenset({"负责人"}), single, officers_appointed=appointed)
    )


def test_the_buttons_of_the_roles_stay_in_sight_whatever_is_ticked(
    qtbot: QtBot, opened: Opened
) -> None:
    desk = desk_of(appointed=False)
    desk.accounts.held["老王"] = AccountView("老王", (), AccountState.WAITS_FOR_ROLES)
    view = opened(desk)
    view.window().resize(1366, 768)
    window = view.window()
    assert isinstance(window, SecurityWindow)
    window.notices.say("已新建账号“老王”。下一步：授予角色，由谁办见右边。")
    view.choose("老王")
    view.card.buttons["roles"].click()
    form = view.roles_form
    before = form._told[Role.AUDITOR].mapTo(form, QPoint(0, 0))
    pair = (Role.SYSTEM_ADMIN, Role.AUDITOR)
    for role, other in (pair, pair[::-1]):
        form.boxes[role].click()
        qtbot.wait(20)
        assert not view.side.verticalScrollBar().maximum()
        assert form.act.visibleRegion().boundingRect() == form.act.rect()
        assert form._told[Role.AUDITOR].mapTo(form, QPoint(0, 0)) == before
        assert form._told[other].text() == f"不能与“{role}”由同一个账号担任"
        form.boxes[role].click()


def test_ticks_that_were_not_saved_are_not_thrown_away_unasked(opened: Opened) -> None:
    desk = desk_of(single=True, appointed=False)
    for name in ("同事00", "同事03"):
        desk.accounts.held[name] = AccountView(name, (Role.CLERK,), AccountState.ACTIVE)
    view = opened(desk)
    view.choose("同事03")
    view.card.buttons["roles"].click()
    view.roles_form.boxes[Role.REVIEWER].click()

    def answer(*, leave: bool) -> QWidget:
        other = view.grid.visualRect(view.table.index(1, 0)).center()
        QTest.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=other)
        box = question(view)
        (box.leave if leave else box.stay).click()
        return view.form

    assert answer(leave=False) is view.roles_form
    assert view.account == desk.accounts.held["同事03"]
    assert view.roles_form.boxes[Role.REVIEWER].isChecked()
    assert answer(leave=True) is view.card
    assert view.account == desk.accounts.held["同事00"]
    assert desk.accounts.log == []


@pytest.fixture(params=[130, 150])
def _large(request: pytest.FixtureRequest, theme: Theme, qapp: QApplication) -> Iterator[None]:
    theme.scale = request.param
    theme.dress(qapp)
    yield
    theme.scale = 100
    theme.dress(qapp)


@pytest.mark.usefixtures("_large")
def test_the_buttons_of_the_roles_stay_in_sight_at_large_type(qtbot: QtBot, opened: Opened) -> None:
    desk = desk_of(appointed=False)
    desk.accounts.held["老王"] = AccountView("老王", (), AccountState.WAITS_FOR_ROLES)
    view = opened(desk)
    view.window().resize(1366, 640)
    view.choose("老王")
    view.card.buttons["roles"].click()
    form, last = view.roles_form, view.roles_form.boxes[Role.AUDITOR]
    qtbot.waitUntil(lambda: last.visibleRegion().isEmpty())
    qtbot.waitUntil(lambda: _whole(form.act) and _whole(form.back))
    QTest.keyClick(form.boxes[Role.SECURITY_OFFICER], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def _whole(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


def question(view: AccountsView) -> LeaveQuestion:
    boxes: list[LeaveQuestion] = list(view.window().findChildren(LeaveQuestion))
    (box,) = (each for each in boxes if each.isVisible())
    return box


@pytest.mark.parametrize("other", ["new", "mode"])
def test_nothing_else_is_begun_over_ticks_that_were_not_saved(other: str, opened: Opened) -> None:
    desk = desk_of(single=True, appointed=False)
    desk.accounts.held["老王"] = AccountView("老王", (Role.CLERK,), AccountState.ACTIVE)
    view = opened(desk)
    view.choose("老王")
    view.card.buttons["roles"].click()
    view.roles_form.boxes[Role.REVIEWER].click()
    pressed = {"new": view.new, "mode": view.mode}[other]
    pressed.click()
    question(view).stay.click()
    assert view.form is view.roles_form
    assert view.roles_form.boxes[Role.REVIEWER].isChecked()
    pressed.click()
    question(view).leave.click()
    assert view.form is {"new": view.new_form, "mode": view.consent}[other]
    assert desk.accounts.log == []


def test_a_new_account_asked_for_again_stays_as_it_is_filled_in(opened: Opened) -> None:
    view = opened(desk_of(single=True, appointed=False))
    view.new.click()
    assert isinstance(view.new_form.name.editor, QLineEdit)
    view.new_form.name.editor.setText("老王")
    view.new.click()
    assert view.new_form.name.text() == "老王"


def test_roles_that_cannot_be_changed_say_why(qtbot: QtBot, opened: Opened) -> None:
    view = opened(desk_of(appointed=False))
    view.card.buttons["roles"].click()
    form = view.roles_form
    assert not any(box.isEnabled() for box in form.boxes.values())
    told = form.meaning.text()
    assert told.startswith("这个账号的角色，您不能改。办业务的角色由安全保密管理员授予和收回")
    assert "多人模式的负责人只能任命三员，单人模式的负责人代办" in told
    assert told.endswith("三员不能由办业务的账号兼任，请另建账号。")
    qtbot.waitUntil(form.back.hasFocus)


def test_of_somebody_who_left_neither_steps_nor_password_are_told(opened: Opened) -> None:
    desk = desk_of(single=True, appointed=False)
    desk.accounts.held["老王"] = AccountView(
        "老王", (), AccountState.LEFT, first_password=True, key_file=True
    )
    view = opened(desk)
    view.choose("老王")
    assert not view.card._way.isVisible()
    assert not view.card._steps.isVisible()
    told = [view.table.index(1, column).data() for column in range(view.table.columnCount())]
    assert told[:2] == ["老王", "（已收回）"]
    assert told[-2:] == ["—", "—"]


def test_what_was_refused_is_not_called_good(qtbot: QtBot, opened: Opened) -> None:
    """The hint and the refusal agree, whichever of them comes last."""
    view = opened(desk_of(single=True, appointed=False))
    view.new.click()
    new = view.new_form.new
    assert isinstance(new.editor, QLineEdit)
    new.editor.setText("Anlan-2026-demo")
    new.editor.textEdited.emit(new.editor.text())
    view.new_form.refuse(UserMessage("vault.password_weak", "密码不合要求：是常见密码。"))
    qtbot.wait(2 * PAUSE_MS)
    assert new._note.text() == ""
    assert new.complaint == "密码不合要求：是常见密码。"


def test_a_password_is_judged_again_when_the_name_is_typed_after_it(
    qtbot: QtBot, opened: Opened
) -> None:
    view = opened(desk_of(single=True, appointed=False))
    view.new.click()
    form = view.new_form
    for field, text in ((form.new, "laowang-2026-demo"), (form.name, "laowang")):
        assert isinstance(field.editor, QLineEdit)
        field.editor.setText(text)
        field.editor.textEdited.emit(text)
        qtbot.waitUntil(lambda: bool(form.new._note.text() or form.new.complaint))
    qtbot.waitUntil(lambda: "含有账号名" in form.new.complaint)
    assert form.new._note.text() == ""


def test_what_cannot_be_undone_is_not_done_by_a_stray_key(qtbot: QtBot, opened: Opened) -> None:
    desk = desk_of(single=True, appointed=False)
    desk.accounts.held["老王"] = AccountView("老王", (Role.CLERK,), AccountState.ACTIVE)
    view = opened(desk)
    view.choose("老王")
    view.card.buttons["lock"].click()
    qtbot.waitUntil(view.consent.act.hasFocus)
    QTest.keyClick(view.consent.act, Qt.Key.Key_Escape)
    assert view.form is view.card
    view.card.buttons["leave"].click()
    assert "不能撤销" in view.consent.meaning.text()
    assert view.consent.act.objectName() == "danger"
    qtbot.waitUntil(view.consent.back.hasFocus)
    QTest.keyClick(view.consent.back, Qt.Key.Key_Return)
    assert view.form is view.card
    assert asked() is None
    assert desk.accounts.log == []

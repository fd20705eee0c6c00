"""What is entered about an account stays in sight, and is neither lost nor done by mistake."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.accounts import AccountState, AccountView
from domain.register import Actor
from domain.roles import Role
from tests.fakes.security_desk import FakeSecurityDesk
from tests.ui.accounts_window import Opened, opened
from tests.ui.answering import asked
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
        boxes: list[LeaveQuestion] = list(view.window().findChildren(LeaveQuestion))
        (box,) = (each for each in boxes if each.isVisible())
        (box.leave if leave else box.stay).click()
        return view.form

    assert answer(leave=False) is view.roles_form
    assert view.account == desk.accounts.held["同事03"]
    assert view.roles_form.boxes[Role.REVIEWER].isChecked()
    assert answer(leave=True) is view.card
    assert view.account == desk.accounts.held["同事00"]
    assert desk.accounts.log == []


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

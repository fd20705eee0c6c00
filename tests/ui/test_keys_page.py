"""The page 密钥: the sheet is proved, renewed and typed back; key files; new keys are ordered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from domain.register import Actor
from domain.roles import Role
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.fakes.keys_desk import CODE, PASSWORD, FakeKeysDesk
from tests.fakes.security_desk import FakeSecurityDesk
from tests.ui.answering import asked, confirm
from ui.keys.model import told_lost_stick
from ui.keys.page import KeysPage
from ui.keys.view import KeysView
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.leave_question import LeaveQuestion
from ui.security.window import SecurityWindow
from ui.shell.topbar import TopBar
from ui.tasks import Lanes


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


class Opened:
    """The page of somebody, in its window."""

    def __init__(self, window: SecurityWindow, desk: FakeKeysDesk) -> None:
        self.window, self.desk = window, desk

    @property
    def view(self) -> KeysView:
        page = self.window.pages["keys"]
        assert isinstance(page, KeysPage)
        return page.view


@pytest.fixture
def role() -> Role:
    return Role.HEAD


@pytest.fixture
def opened(role: Role, qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme) -> Opened:
    alone = role is Role.HEAD
    desk = FakeSecurityDesk(
        Actor("zhang", frozenset({role.value}), alone, officers_appointed=not alone)
    )
    window = SecurityWindow(desk, lanes, files, theme, Remembered())
    qtbot.addWidget(window)
    window.resize(1366, 740)
    window.show()
    qtbot.waitUntil(lambda: bool(window.current))
    window.open_page("keys")
    made = Opened(window, desk.keys)
    qtbot.waitUntil(lambda: bool(made.view.sheet_card.told.text()))
    return made


@pytest.mark.rule("security 3.3")
def test_the_sheet_is_drilled_and_the_day_is_kept(qtbot: QtBot, opened: Opened) -> None:
    """密钥: the yearly drill types the recovery sheet back."""
    view = opened.view
    assert "上次核对 2026-03-01" in view.sheet_card.told.text()
    view.drill.click()
    write(view.drill_form.code, "错的")
    view.drill_form.act.click()
    qtbot.waitUntil(lambda: "recovery.wrong" in view.drill_form.code.complaint)
    write(view.drill_form.code, " ".join(CODE))
    view.drill_form.act.click()
    qtbot.waitUntil(lambda: "上次核对 2026-11-22" in view.sheet_card.told.text())
    assert view.drill_form.code.text() == ""


@pytest.mark.rule("security 3.3")
def test_a_new_sheet_counts_once_it_was_typed_back(qtbot: QtBot, opened: Opened) -> None:
    """密钥: a new recovery sheet is typed back before it counts."""
    view, desk = opened.view, opened.desk
    view.renew.click()
    assert desk.log == []
    view.renew_form.act.click()
    assert desk.log == []
    confirm(qtbot)
    qtbot.waitUntil(lambda: view.sheet._code.text() == "\n".join(desk.code))
    assert desk.sheet_unproved
    view.sheet.save_asked.emit()
    qtbot.waitUntil(lambda: "save 恢复单.pdf" in desk.log)
    write(view.sheet.typed, "".join(CODE))
    view.sheet._confirm.click()
    qtbot.waitUntil(lambda: "recovery.wrong" in view.sheet.typed.complaint)
    write(view.sheet.typed, "".join(desk.code))
    view.sheet._confirm.click()
    qtbot.waitUntil(lambda: not desk.sheet_unproved)
    qtbot.waitUntil(lambda: view.sheet._code.text() == "")


def test_a_new_code_is_typed_back_where_the_cursor_waits(qtbot: QtBot, opened: Opened) -> None:
    view = opened.view
    view.renew.click()
    view.renew_form.act.click()
    confirm(qtbot, "not it")
    dialog = asked()
    assert dialog is not None
    height = dialog.password.editor.height()
    qtbot.waitUntil(dialog.problem.isVisible)
    qtbot.waitUntil(dialog.password.editor.isEnabled)
    assert dialog.password.editor.height() >= height
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
    confirm(qtbot)
    qtbot.waitUntil(lambda: opened.window.focusWidget() is view.sheet.typed.editor)


def renewed(qtbot: QtBot, opened: Opened) -> KeysView:
    """Return the page with a new code on it."""
    view = opened.view
    view.renew.click()
    view.renew_form.act.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: view.sheet.shows_code)
    return view


def question(qtbot: QtBot, opened: Opened) -> LeaveQuestion:
    """Return what is asked before the code is lost, once it is."""

    def found() -> list[LeaveQuestion]:
        boxes: list[LeaveQuestion] = list(opened.window.findChildren(LeaveQuestion))
        return [box for box in boxes if box.isVisible()]

    qtbot.waitUntil(lambda: len(found()) == 1)
    return found()[0]


def test_a_new_sheet_is_told_as_unproved_at_once(qtbot: QtBot, opened: Opened) -> None:
    view = renewed(qtbot, opened)
    qtbot.waitUntil(lambda: "还没有打回核对过" in view.sheet_card.told.text())
    assert view.sheet.shows_code


def test_whoever_leaves_a_new_code_is_asked_and_may_go_back_to_it(
    qtbot: QtBot, opened: Opened
) -> None:
    view, code = renewed(qtbot, opened), "\n".join(opened.desk.code)
    opened.window.open_page("accounts")
    box = question(qtbot, opened)
    assert "还没有打回，离开就看不到了" in box.text()
    box.stay.click()
    qtbot.waitUntil(lambda: opened.window.current == "keys")
    assert view.sheet._code.text() == code
    assert view.form.isAncestorOf(view.sheet)
    opened.window.open_page("accounts")
    question(qtbot, opened).reject()
    qtbot.waitUntil(lambda: opened.window.current == "keys")
    assert view.sheet._code.text() == code


def test_the_code_is_not_left_standing(qtbot: QtBot, opened: Opened) -> None:
    view = renewed(qtbot, opened)
    opened.window.open_page("accounts")
    question(qtbot, opened).leave.click()
    qtbot.waitUntil(lambda: not view.sheet.shows_code)
    assert opened.window.current == "accounts"
    opened.window.open_page("keys")
    qtbot.waitUntil(lambda: "还没有打回核对过" in view.sheet_card.told.text())


def test_the_window_is_not_closed_over_a_new_code_unasked(qtbot: QtBot, opened: Opened) -> None:
    view = renewed(qtbot, opened)
    opened.window.close()
    question(qtbot, opened).stay.click()
    assert opened.window.isVisible()
    assert view.sheet.shows_code
    opened.window.close()
    question(qtbot, opened).leave.click()
    qtbot.waitUntil(lambda: not opened.window.isVisible())
    assert not view.sheet.shows_code


def test_another_form_takes_the_place_of_a_code_only_when_asked(
    qtbot: QtBot, opened: Opened
) -> None:
    view = renewed(qtbot, opened)
    view.drill.click()
    question(qtbot, opened).stay.click()
    assert view.sheet.shows_code
    assert view.form is not view.drill_form
    view.drill.click()
    question(qtbot, opened).leave.click()
    qtbot.waitUntil(lambda: view.form is view.drill_form)
    assert not view.sheet.shows_code


@pytest.mark.rule("22239 8.1.4.1 d", "security 3.4")
def test_a_key_file_is_made_with_the_password_and_dropped(qtbot: QtBot, opened: Opened) -> None:
    """密钥: a key file on a stick is needed beside the password."""
    view, desk = opened.view, opened.desk
    view.make_file.click()
    write(view.file_form.password, "not it")
    view.file_form.act.click()
    qtbot.waitUntil(lambda: "vault.password_wrong" in view.file_form.password.complaint)
    write(view.file_form.password, PASSWORD)
    view.file_form.act.click()
    qtbot.waitUntil(lambda: "登录要密码和 U 盘" in view.file_card.told.text())
    assert not view.make_file.isVisible()
    view.drop_file.click()
    write(view.drop_form.password, PASSWORD)
    view.drop_form.act.click()
    qtbot.waitUntil(lambda: "登录只要密码" in view.file_card.told.text())
    assert desk.log == ["key file", "no key file"]


def test_new_keys_are_ordered_with_a_reason_and_may_be_taken_back(
    qtbot: QtBot, opened: Opened
) -> None:
    view = opened.view
    view.order.click()
    view.order_form.act.click()
    assert view.order_form.reason.complaint
    assert asked() is None
    write(view.order_form.reason, "老王离任")
    view.order_form.act.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: "老王离任" in view.rotation_card.told.text())
    assert not view.order.isVisible()
    view.cancel.click()
    qtbot.waitUntil(view.order.isVisible)


def test_who_left_with_keys_makes_new_ones_advisable(qtbot: QtBot, opened: Opened) -> None:
    opened.desk.held = replace(opened.desk.held, leavers=("老王",), drill_due=True)
    opened.window.open_page("keys")
    qtbot.waitUntil(lambda: "老王 离任后还没有更换过密钥" in opened.view.rotation_card.told.text())
    assert "已满一年" in opened.view.sheet_card.told.text()


@pytest.mark.parametrize("role", [Role.SECURITY_OFFICER])
def test_the_officer_orders_new_keys_and_touches_no_sheet(opened: Opened) -> None:
    view = opened.view
    assert view.order.isEnabled()
    assert not view.sheet_card.isVisible()


def test_the_day_of_the_last_new_keys_is_told(qtbot: QtBot, opened: Opened) -> None:
    assert "上次更换" not in opened.view.rotation_card.told.text()
    opened.desk.held = replace(opened.desk.held, rotated="2026-11-20")
    opened.window.open_page("keys")
    qtbot.waitUntil(lambda: "上次更换 2026-11-20" in opened.view.rotation_card.told.text())


@pytest.mark.rule("22239 8.1.4.1 d")
@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDITOR])
def test_an_officer_has_a_key_file_of_his_own_and_no_other_keys(
    qtbot: QtBot, opened: Opened
) -> None:
    """密钥: every account may be opened by a key file, the officers' too."""
    view, window = opened.view, opened.window
    window.open_page(next(iter(window.pages)))
    bars: list[TopBar] = list(window.findChildren(TopBar))
    bars[0].key_file_asked.emit()
    assert window.current == "keys"
    assert not view.sheet_card.isVisible()
    assert not view.rotation_card.isVisible()
    view.make_file.click()
    write(view.file_form.password, PASSWORD)
    view.file_form.act.click()
    qtbot.waitUntil(lambda: "登录要密码和 U 盘" in view.file_card.told.text())
    assert opened.desk.log == ["key file"]


@pytest.mark.parametrize(
    ("roles", "appointed", "told"),
    [
        (
            {"经办"},
            True,
            "请系统管理员重设密码，以后只凭新密码登录，还要由能使用台账的同事重新放行",
        ),
        ({"经办"}, False, "请负责人重设密码"),
        ({"负责人"}, False, "请另一位负责人重设密码"),
        ({"负责人"}, True, "只有您一个负责人的，别人不能重设，用恢复单打开"),
        ({"安全审计员"}, True, "您的角色先收回，核实是您本人以后重新授予。"),
        ({"系统管理员"}, True, "没有另一位系统管理员的，请负责人用恢复单打开。"),
    ],
)
def test_whoever_makes_a_key_file_is_told_who_helps_when_it_is_lost(
    roles: set[str],
    appointed: bool,  # noqa: FBT001 - whether there are three officers
    told: str,
) -> None:
    actor = Actor("zhang", frozenset(roles), single=not appointed, officers_appointed=appointed)
    assert told in told_lost_stick(actor)

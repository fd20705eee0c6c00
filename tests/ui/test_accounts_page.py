"""The page 账号与权限: an account joins step by step, and every step says whose it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from domain.accounts import AccountState, AccountView
from domain.register import Actor
from domain.roles import HOLDERS, Act, Role
from tests.fakes.security_desk import FakeSecurityDesk
from tests.ui.accounts_window import Opened, opened
from tests.ui.answering import confirm
from ui.accounts.view import AccountsView
from ui.parts.fields import Field
from ui.security.window import SecurityWindow
from ui.tasks import Lanes

GOOD = "Anlan-2026-demo"
CELL = 16
TEXTS = {
    "vault.password_weak": "密码不合要求：{why}。",
    "role.denied": "您的角色不能办理“{act}”。",
}


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)
    field.editor.textEdited.emit(text)


__all__ = ["opened"]


def desk_of(*roles: Role, single: bool = False, appointed: bool = True) -> FakeSecurityDesk:
    names = frozenset(role.value for role in roles)
    return FakeSecurityDesk(Actor("sun", names, single, officers_appointed=appointed))


def alone() -> FakeSecurityDesk:
    return desk_of(Role.HEAD, single=True, appointed=False)


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    made = Lanes(TEXTS, qapp)
    yield made
    made.close()


def notices(view: AccountsView) -> str:
    window = view.window()
    assert isinstance(window, SecurityWindow)
    return window.notices.text


def told(qtbot: QtBot, view: AccountsView, text: str) -> None:
    qtbot.waitUntil(lambda: text in notices(view))


def state_of(view: AccountsView, name: str) -> AccountState:
    return next(held.state for held in view.table.rows if held.name == name)


def add(qtbot: QtBot, view: AccountsView, name: str) -> None:
    view.new.click()
    form = view.new_form
    write(form.name, name)
    write(form.new, GOOD)
    write(form.again, GOOD)
    form.act.click()
    told(qtbot, view, f"已新建账号“{name}”")
    qtbot.waitUntil(lambda: view.account is not None and view.account.name == name)


def give(qtbot: QtBot, view: AccountsView, *roles: Role) -> None:
    view.card.buttons["roles"].click()
    for role in roles:
        view.roles_form.boxes[role].click()
    view.roles_form.act.click()
    qtbot.waitUntil(lambda: view.account is not None and set(view.account.roles) == set(roles))


@pytest.mark.rule("22239 8.1.4.2", "security 3.2")
def test_a_clerk_joins_by_steps_that_the_page_names(qtbot: QtBot, opened: Opened) -> None:
    """账号与权限: joining is shown step by step."""
    view = opened(alone())
    add(qtbot, view, "老王")
    assert "下一步：授予角色。现在由您办理。" in view.card.next.text()
    give(qtbot, view, Role.CLERK)
    qtbot.waitUntil(lambda: "下一步：放行" in view.card.next.text())
    assert state_of(view, "老王") is AccountState.WAITS_FOR_RELEASE
    view.card.buttons["release"].click()
    told(qtbot, view, "已放行“老王”")
    qtbot.waitUntil(lambda: "首次登录时改成自己的密码" in view.card.next.text())
    assert state_of(view, "老王") is AccountState.ACTIVE


@pytest.mark.rule("22239 8.1.5.1", "design 1")
def test_a_pair_that_nobody_may_hold_is_told_before_it_is_tried(
    qtbot: QtBot, opened: Opened
) -> None:
    """角色: forbidden pairs are barred with their reason."""
    view = opened(alone())
    add(qtbot, view, "老王")
    view.card.buttons["roles"].click()
    boxes = view.roles_form.boxes
    boxes[Role.CLERK].click()
    for officer in (Role.SYSTEM_ADMIN, Role.SECURITY_OFFICER, Role.AUDITOR):
        assert not boxes[officer].isEnabled()
        assert "不能与“经办”由同一个账号担任" in boxes[officer].toolTip()
    assert boxes[Role.REVIEWER].isEnabled()
    boxes[Role.CLERK].click()
    boxes[Role.AUDITOR].click()
    assert "不能与“安全审计员”" in boxes[Role.SYSTEM_ADMIN].toolTip()


@pytest.mark.parametrize(
    ("role", "barred"),
    [
        (Role.SYSTEM_ADMIN, {"roles", "release"}),
        (Role.SECURITY_OFFICER, {"reset", "lock", "leave", "release"}),
    ],
)
def test_an_officer_does_his_own_acts_only(role: Role, barred: set[str], opened: Opened) -> None:
    desk = desk_of(role)
    desk.accounts.held["老王"] = AccountView("老王", (Role.CLERK,), AccountState.WAITS_FOR_RELEASE)
    view = opened(desk)
    view.choose("老王")
    buttons = view.card.buttons
    shown = {name for name in buttons if buttons[name].isVisible()}
    assert {name for name in shown if not buttons[name].isEnabled()} == barred
    for name in barred:
        assert f"不能办理“{buttons[name].text().rstrip('…')}”" in buttons[name].toolTip()
    assert view.new.isEnabled() == (role is Role.SYSTEM_ADMIN)
    assert view.mode.isEnabled() == (role is Role.SECURITY_OFFICER)


def test_outside_single_mode_the_head_appoints_officers_and_nobody_else(
    qtbot: QtBot, opened: Opened
) -> None:
    view = opened(desk_of(Role.HEAD, appointed=False))
    add(qtbot, view, "老王")
    view.card.buttons["roles"].click()
    boxes = view.roles_form.boxes
    open_to_him = {role for role in Role if boxes[role].isEnabled()}
    assert open_to_him == {Role.SYSTEM_ADMIN, Role.SECURITY_OFFICER, Role.AUDITOR}
    assert "负责人只能任命三员" in boxes[Role.CLERK].toolTip()
    assert "负责人只能任命三员" in view.roles_form.meaning.text()
    assert "负责人只能任命三员" not in view.roles_form._told[Role.CLERK].text()
    assert "三员还没有设齐：请新建三个账号" in view._told.text()
    qtbot.waitUntil(boxes[Role.SYSTEM_ADMIN].hasFocus)


def test_once_three_officers_are_named_the_head_is_told_whose_acts_these_are(
    qtbot: QtBot, opened: Opened
) -> None:
    """His buttons go with the third officer; in their place stands who does it now."""
    desk = desk_of(Role.HEAD, appointed=False)
    for officer in (Role.SYSTEM_ADMIN, Role.SECURITY_OFFICER):
        held = AccountView(officer.value, (officer,), AccountState.ACTIVE)
        desk.accounts.held[officer.value] = held
    view = opened(desk)
    add(qtbot, view, "钱进")
    give(qtbot, view, Role.AUDITOR)
    qtbot.waitUntil(lambda: not view.new.isVisible())
    assert not view.card.buttons["roles"].isVisible()
    assert "新建、停用账号和重设密码由系统管理员办" in view._told.text()
    assert "您在这里看得到谁能办什么，也可以放行同事" in view._told.text()


def test_enter_leads_through_a_form_to_its_act_and_not_back(qtbot: QtBot, opened: Opened) -> None:
    view = opened(alone())
    view.new.click()
    form = view.new_form
    qtbot.waitUntil(form.name.editor.hasFocus)
    for field, text in ((form.name, "老王"), (form.new, GOOD), (form.again, GOOD)):
        write(field, text)
        QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert form.act.hasFocus()
    QTest.keyClick(form.act, Qt.Key.Key_Return)
    told(qtbot, view, "已新建账号“老王”")


def test_nobody_shuts_himself_out(opened: Opened) -> None:
    view = opened(alone())
    for name in ("reset", "lock", "leave"):
        assert not view.card.buttons[name].isEnabled()
        assert "不能对自己的账号" in view.card.buttons[name].toolTip()


def test_a_password_is_judged_while_it_is_typed(qtbot: QtBot, opened: Opened) -> None:
    view = opened(alone())
    view.new.click()
    form = view.new_form
    write(form.name, "老王")
    write(form.new, "short")
    qtbot.waitUntil(lambda: form.new.complaint == "太短或含有账号名")
    write(form.new, GOOD)
    qtbot.waitUntil(lambda: form.new._note.text() == "✓ 符合要求")
    assert form.new.complaint == ""
    write(form.again, "another one")
    form.act.click()
    assert form.again.complaint == "两次输入的密码不一致。"


def test_what_is_refused_is_said_in_the_form(qtbot: QtBot, opened: Opened) -> None:
    view = opened(alone())
    view.new.click()
    form = view.new_form
    for field, text in ((form.name, "sun"), (form.new, GOOD), (form.again, GOOD)):
        write(field, text)
    form.act.click()
    qtbot.waitUntil(lambda: "account.exists" in form.name.complaint)
    assert form.name.text() == "sun"


def test_shutting_out_is_asked_about_and_told(qtbot: QtBot, opened: Opened) -> None:
    desk = alone()
    view = opened(desk)
    add(qtbot, view, "老王")
    give(qtbot, view, Role.CLERK)
    view.card.buttons["lock"].click()
    assert view.form is view.consent
    assert view.consent.act.text() == "停用“老王”"
    assert desk.accounts.log[-1] == "roles 老王"
    view.consent.act.click()
    told(qtbot, view, "已停用“老王”")
    qtbot.waitUntil(lambda: state_of(view, "老王") is AccountState.LOCKED)
    assert not view.card.buttons["lock"].isVisible()
    view.card.buttons["unlock"].click()
    qtbot.waitUntil(lambda: state_of(view, "老王") is AccountState.WAITS_FOR_RELEASE)
    view.card.buttons["leave"].click()
    view.consent.act.click()
    assert state_of(view, "老王") is AccountState.WAITS_FOR_RELEASE
    confirm(qtbot)
    qtbot.waitUntil(lambda: state_of(view, "老王") is AccountState.LEFT)
    assert not any(pressed.isVisible() for pressed in view.card.buttons.values())


def test_the_mode_of_work_is_switched_with_its_meaning_told(qtbot: QtBot, opened: Opened) -> None:
    desk = alone()
    view = opened(desk)
    assert "现在是单人模式" in view._told.text()
    view.mode.click()
    assert "谁录入的谁不能审核办结" in view.consent.meaning.text()
    view.consent.act.click()
    told(qtbot, view, "已改为多人模式")
    qtbot.waitUntil(lambda: "现在是多人模式" in view._told.text())
    assert not desk.accounts.single
    assert not view.mode.isEnabled()


def test_a_reset_password_is_a_first_password_again(qtbot: QtBot, opened: Opened) -> None:
    desk = alone()
    view = opened(desk)
    add(qtbot, view, "老王")
    give(qtbot, view, Role.CLERK)
    view.card.buttons["reset"].click()
    assert view.reset_form.head.text() == "重设“老王”的密码"
    write(view.reset_form.new, "Another-2026")
    write(view.reset_form.again, "Another-2026")
    view.reset_form.act.click()
    told(qtbot, view, "请把新密码当面告诉本人。他还要由能使用台账的人员重新放行")
    assert desk.accounts.passwords["老王"] == "Another-2026"
    assert view.reset_form.new.raw() == ""


def test_an_officers_roles_wait_after_his_password_was_reset(qtbot: QtBot, opened: Opened) -> None:
    view = opened(alone())
    add(qtbot, view, "钱进")
    give(qtbot, view, Role.AUDITOR)
    view.card.buttons["reset"].click()
    for field in (view.reset_form.new, view.reset_form.again):
        write(field, "Another-2026")
    view.reset_form.act.click()
    told(qtbot, view, "他的角色（安全审计员）已收回：请安全保密管理员核实是本人以后重新授予")
    qtbot.waitUntil(lambda: state_of(view, "钱进") is AccountState.WAITS_FOR_ROLES)


def crowd(desk: FakeSecurityDesk) -> None:
    for number in range(40):
        name = f"同事{number:02}"
        desk.accounts.held[name] = AccountView(name, (Role.CLERK,), AccountState.ACTIVE)


def test_saving_roles_leaves_list_and_keys_where_they_were(qtbot: QtBot, opened: Opened) -> None:
    desk = alone()
    crowd(desk)
    view = opened(desk)
    view.choose("同事30")
    bar = view.grid.verticalScrollBar()
    bar.setValue(bar.value() + 2)
    before = bar.value()
    assert before > 0
    pressed = view.card.buttons["roles"]
    pressed.setFocus()
    pressed.click()
    view.roles_form.boxes[Role.REVIEWER].click()
    view.roles_form.act.click()
    roles = (Role.CLERK, Role.REVIEWER)
    qtbot.waitUntil(lambda: view.account is not None and view.account.roles == roles)
    assert view.account is not None
    assert view.account.name == "同事30"
    qtbot.waitUntil(pressed.hasFocus)
    qtbot.wait(50)
    assert bar.value() == before
    assert view.form is view.card
    assert "审核" in view.card._roles.text()


def test_what_fits_beside_the_list_is_not_scrolled(qtbot: QtBot, opened: Opened) -> None:
    """The wrapped text of a form that is not shown made room below the card."""
    view = opened(alone())
    view.window().resize(1366, 768)
    window = view.window()
    assert isinstance(window, SecurityWindow)
    window.notices.say("已保存。")
    qtbot.wait(50)
    bar = view.side.verticalScrollBar()
    assert not bar.maximum()
    view.card.buttons["roles"].click()
    view.roles_form.head.setText("角色\n" * 40)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    view.roles_form.left.emit()
    qtbot.waitUntil(lambda: not bar.maximum())


def test_the_keys_go_to_the_list_where_an_act_is_not_offered_again(
    qtbot: QtBot, opened: Opened
) -> None:
    desk = desk_of(Role.HEAD)
    waits = AccountView("老王", (Role.CLERK,), AccountState.WAITS_FOR_RELEASE)
    desk.accounts.held["老王"] = waits
    view = opened(desk)
    view.choose("老王")
    view.card.buttons["release"].setFocus()
    view.card.buttons["release"].click()
    qtbot.waitUntil(lambda: state_of(view, "老王") is AccountState.ACTIVE)
    qtbot.waitUntil(view.grid.hasFocus)


def test_a_form_that_is_open_stays_when_the_accounts_are_read_again(
    qtbot: QtBot, opened: Opened
) -> None:
    desk = alone()
    view = opened(desk)
    view.new.click()
    write(view.new_form.name, "老王")
    crowd(desk)
    window = view.window()
    assert isinstance(window, SecurityWindow)
    window.pages["accounts"].shown()
    qtbot.waitUntil(lambda: len(view.table.rows) > 1)
    assert view.form is view.new_form
    assert view.new_form.name.text() == "老王"


def test_the_table_of_rights_is_wholly_readable_on_a_small_screen(
    qtbot: QtBot, opened: Opened
) -> None:
    view = opened(alone())
    view.tell_rights.click()
    grid, table = view.rights.grid, view.rights.table
    qtbot.waitUntil(view.rights.back.hasFocus)
    assert not grid.verticalScrollBar().maximum()
    assert not grid.horizontalScrollBar().maximum()
    lines = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
    for number, (told, _) in enumerate(table.rows):
        room = QRect(0, 0, grid.columnWidth(0) - CELL, 1000)
        assert grid.fontMetrics().boundingRect(room, lines, told).height() <= grid.rowHeight(number)
    assert any(grid.rowHeight(number) > grid.rowHeight(0) for number in range(table.rowCount()))
    view.rights.back.click()
    assert view.grid.isVisible()


def test_esc_leads_from_the_table_of_rights_back_to_the_list(qtbot: QtBot, opened: Opened) -> None:
    view = opened(alone())
    for held in (view.rights.back, view.rights.grid):
        view.tell_rights.click()
        held.setFocus()
        QTest.keyClick(held, Qt.Key.Key_Escape)
        assert view.grid.isVisible()
        qtbot.waitUntil(view.tell_rights.hasFocus)


def test_the_table_of_rights_is_that_of_the_roles(opened: Opened) -> None:
    view = opened(alone())
    holders = {act: roles for told, roles in view.rights.table.rows for act in told.split("、")}
    assert holders == {act.value: HOLDERS[act] for act in Act}

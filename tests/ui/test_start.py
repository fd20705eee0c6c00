"""Getting in: the set-up, the password, the recovery code."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from domain.keys import CODE_IN_FULL
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import CODE_LINES, PASSWORD, ChosenFiles, FakeFrontDoor
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.session_desk import BY_HAND, IDLE, KEY_FILE, SCREEN, SLEEP
from ui.start import StartWindow
from ui.tasks import Lanes
from ui.unlock.view import UnlockView
from ui.wizard.view import ACCOUNT, OFFICE, PEOPLE, RECOVERY, UNITS, WizardView


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


def start(
    qtbot: QtBot, door: FakeFrontDoor, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> tuple[StartWindow, list[object]]:
    window, entered = StartWindow(door, lanes, files, theme), list[object]()
    window.signed_in.connect(entered.append)
    qtbot.addWidget(window)
    window.show()
    return window, entered


@pytest.fixture
def page(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> Iterator[WizardView]:
    """Yield the set-up of an office that does not exist yet, in its window."""
    window, _ = start(qtbot, FakeFrontDoor(desk, new=True), lanes, files, theme)
    assert isinstance(window.page, WizardView)
    yield window.page  # noqa: PT022 - keeps the window while the test goes on


def answer_questions(qtbot: QtBot, page: WizardView) -> None:
    """Fill in the first two steps, with a slip in each that is told under its field."""
    write(page.office.code, "6299")
    page._next.click()
    assert page.office.code.complaint == "县（市、区）的行政区划代码是 6 位数字。"
    assert page.office.name.complaint == "请填写地区名称（印在手册和表册上）。"
    write(page.office.code, "629925")
    write(page.office.name, "安澜县委编办")
    page._next.click()
    assert page.step == ACCOUNT
    write(page.account.account, "zhang")
    write(page.account.password, " 空格也算 ")
    write(page.account.again, "空格也算")
    page._next.click()
    assert page.account.again.complaint.startswith("两次输入的密码不一致")
    write(page.account.again, " 空格也算 ")
    page._next.click()
    qtbot.waitUntil(lambda: page.step == RECOVERY)


def type_code_back(qtbot: QtBot, page: WizardView) -> None:
    """Type the recovery code wrongly, then rightly."""
    assert page.sheet._code.text() == "\n".join(CODE_LINES)
    hints: list[QLabel] = list(page.sheet.typed.findChildren(QLabel))
    assert any(CODE_IN_FULL in hint.text() for hint in hints)
    write(page.sheet.typed, "KKKK")
    page.sheet._confirm.click()
    qtbot.waitUntil(lambda: page.sheet.typed.complaint == "与恢复单不一致，请逐字核对。")
    write(page.sheet.typed, " ".join(CODE_LINES).lower())
    page.sheet._confirm.click()
    qtbot.waitUntil(lambda: page.step == UNITS)
    assert page.sheet._code.text() == ""


def test_the_set_up_leads_from_the_office_to_the_desk(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    door = FakeFrontDoor(desk, new=True)
    window, entered = start(qtbot, door, lanes, files, theme)
    page = window.page
    assert isinstance(page, WizardView)
    answer_questions(qtbot, page)
    assert door.answers is not None
    assert (door.answers.code, door.answers.level) == ("629925", "county")
    assert door.answers.password == " 空格也算 "
    page.sheet.save_asked.emit()
    qtbot.waitUntil(lambda: door.sheets == ["恢复单.pdf"])
    type_code_back(qtbot, page)
    page.intakes[0].file_asked.emit()
    qtbot.waitUntil(page.intakes[0].commit.isVisible)
    page.intakes[0].commit.click()
    qtbot.waitUntil(lambda: page._next.text() == "下一步")
    page._next.click()
    assert page.step == PEOPLE
    page._next.click()
    assert entered == [desk]
    assert desk.log[-1].startswith("import units real")


def test_a_backup_is_offered_before_anything_is_set_up_and_not_later(page: WizardView) -> None:
    """Restoring from a later step would throw away what was typed, or a new office."""
    offered = []
    for step in (OFFICE, ACCOUNT, RECOVERY, UNITS, PEOPLE):
        page.show_step(step)
        offered.append(page._restore.isVisible())
    assert offered == [True, False, False, False, False]
    page.show_step(OFFICE)
    assert page._restore.isVisible()


def test_what_is_typed_anew_is_no_longer_complained_about(qtbot: QtBot, page: WizardView) -> None:
    write(page.office.name, "安澜县")
    write(page.office.code, "62992")
    page._next.click()
    assert page.office.code.complaint
    qtbot.waitUntil(page.office.code.editor.hasFocus)
    QTest.keyClicks(page.office.code.editor, "5")
    assert page.office.code.complaint == ""


def test_enter_leads_through_a_step_and_on(qtbot: QtBot, page: WizardView) -> None:
    write(page.office.name, "安澜县")
    write(page.office.code, "629925")
    qtbot.waitUntil(page.office.code.editor.hasFocus)
    for editor in (page.office.code.editor, page.office.name.editor, page.office.trial.editor):
        assert editor.hasFocus()
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(page._next, Qt.Key.Key_Return)
    assert page.step == ACCOUNT
    write(page.account.account, "zhang")
    qtbot.waitUntil(page.account.account.editor.hasFocus)
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page._next.hasFocus()


def test_enter_leads_through_the_recovery_code_and_not_back(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window, _ = start(qtbot, FakeFrontDoor(desk, new=False), lanes, files, theme)
    page = window.page
    assert isinstance(page, UnlockView)
    page.sign_in.recovery_asked.emit()
    card = page.recovery
    qtbot.waitUntil(card.code.editor.hasFocus)
    for field in (card.code, card.account, card.new, card.again):
        QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert card._open.hasFocus()


def test_a_weak_password_is_told_under_the_password(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window, _ = start(qtbot, FakeFrontDoor(desk, new=True), lanes, files, theme)
    page = window.page
    assert isinstance(page, WizardView)
    page.show_step(ACCOUNT)
    for field in (page.account.account, page.account.password, page.account.again):
        write(field, "zhang")
    page._next.click()
    qtbot.waitUntil(lambda: "密码不合要求" in page.account.password.complaint)
    assert window.notices.text == ""
    assert abs(page.account.password.width() - page.account.again.width()) <= 1
    assert page.step == ACCOUNT


def test_skipping_an_import_does_not_look_like_the_thing_to_do(page: WizardView) -> None:
    page.show_step(UNITS)
    assert (page._next.text(), page._next.objectName()) == ("跳过", "")
    page.show_imported()
    assert (page._next.text(), page._next.objectName()) == ("下一步", "primary")


def test_a_refused_password_does_not_squeeze_the_fields(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window, _ = start(qtbot, FakeFrontDoor(desk, new=False), lanes, files, theme)
    page = window.page
    assert isinstance(page, UnlockView)
    card = page.sign_in
    card.refuse("账号“张三”或密码不对（已连续 3 次）。数据不受影响，4 秒后可以再试。" * 2, 0)
    qtbot.waitUntil(lambda: card.problem.height() > card.problem.fontMetrics().height())
    for field in (card.account, card.password):
        assert field.height() >= field.minimumSizeHint().height()


def test_the_set_up_begins_with_the_office(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window, _ = start(qtbot, FakeFrontDoor(desk, new=True), lanes, files, theme)
    assert isinstance(window.page, WizardView)
    assert window.page.step == OFFICE


def test_a_wrong_password_is_told_and_the_delay_shown(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window, entered = start(qtbot, FakeFrontDoor(desk, new=False), lanes, files, theme)
    page = window.page
    assert isinstance(page, UnlockView)
    assert window.windowTitle() == "编清"
    write(page.sign_in.password, "wrong")
    page.sign_in.enter.click()
    qtbot.waitUntil(lambda: page.sign_in.problem.text() == "账号或密码不对。")
    assert not page.sign_in.enter.isEnabled()
    assert page.sign_in.enter.text() == "请等 3 秒后再试"
    assert page.sign_in.password.raw() == ""
    assert entered == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (IDLE, "一段时间没有人操作"),
        (KEY_FILE, "U 盘拔出"),
        (SCREEN, "屏幕锁定"),
        (SLEEP, "休眠"),
        (BY_HAND, ""),
    ],
)
def test_whoever_was_locked_out_is_told_why(
    reason: str,
    told: str,
    *,
    qtbot: QtBot,
    desk: FakeDesk,
    lanes: Lanes,
    files: ChosenFiles,
    theme: Theme,
) -> None:
    door = FakeFrontDoor(desk, new=False)
    door.locked_by = reason
    page = start(qtbot, door, lanes, files, theme)[0].page
    assert isinstance(page, UnlockView)
    assert told in page.sign_in._before.text()
    assert page.sign_in._before.isVisible() is bool(told)


def test_the_right_password_opens_the_desk(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window, entered = start(qtbot, FakeFrontDoor(desk, new=False), lanes, files, theme)
    page = window.page
    assert isinstance(page, UnlockView)
    assert page.sign_in.account.text() == "zhang"
    qtbot.waitUntil(page.sign_in.password.editor.hasFocus)
    write(page.sign_in.password, PASSWORD)
    page.sign_in.enter.click()
    qtbot.waitUntil(lambda: entered == [desk])


@pytest.mark.rule("22239 8.1.4.1 a", "security 3.2")
def test_who_has_a_first_password_sets_his_own_before_anything_else(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    """登录: a first password is changed at the first sign-in."""
    accounts = desk.security.accounts
    accounts.first_password, accounts.passwords["zhang"] = True, PASSWORD
    window, entered = start(qtbot, FakeFrontDoor(desk, new=False), lanes, files, theme)
    page = window.page
    assert isinstance(page, UnlockView)
    write(page.sign_in.password, PASSWORD)
    page.sign_in.enter.click()
    qtbot.waitUntil(page.first.isVisible)
    assert entered == []
    write(page.first.new, "short")
    write(page.first.again, "short")
    page.first.act.click()
    qtbot.waitUntil(lambda: "密码不合要求" in page.first.new.complaint)
    write(page.first.new, "my own secret")
    write(page.first.again, "my own secret")
    page.first.act.click()
    qtbot.waitUntil(lambda: entered == [desk])
    assert accounts.passwords["zhang"] == "my own secret"


def test_the_recovery_code_opens_and_a_new_one_is_typed_back(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window, entered = start(qtbot, FakeFrontDoor(desk, new=False), lanes, files, theme)
    page = window.page
    assert isinstance(page, UnlockView)
    page.sign_in.recovery_asked.emit()
    card = page.recovery
    assert card.account.text() == page.sign_in.account.text()
    for field, text in (
        (card.code, "错的"),
        (card.account, "zhang"),
        (card.new, "new secret"),
        (card.again, "new secret"),
    ):
        write(field, text)
    card._open.click()
    qtbot.waitUntil(lambda: card.code.complaint == "与恢复单不一致，请逐字核对。")
    write(card.code, "".join(CODE_LINES))
    card._open.click()
    qtbot.waitUntil(page.sheet.isVisible)
    qtbot.waitUntil(page.sheet.typed.editor.hasFocus)
    write(page.sheet.typed, "".join(CODE_LINES))
    page.sheet._confirm.click()
    qtbot.waitUntil(lambda: entered == [desk])

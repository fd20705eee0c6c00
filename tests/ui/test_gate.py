"""Between the password and the window: new keys, and a sheet that nobody has typed back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from domain.keys import RotationAsked
from domain.register import Actor
from domain.workflow.ports import Progress
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import CODE_LINES, PASSWORD, ChosenFiles, FakeFrontDoor
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.leave_question import LeaveQuestion
from ui.session_desk import IDLE, KEY_FILE, SCREEN
from ui.start import StartWindow
from ui.tasks import Lanes
from ui.unlock.view import UnlockView
from ui.wizard.view import RECOVERY, WizardView

ASKED = RotationAsked("孙伟", "2026-11-20T09:00:00+08:00", "老王离岗")


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


class Entrance:
    """The unlock page in its window, and who got in."""

    def __init__(self, qtbot: QtBot, window: StartWindow, door: FakeFrontDoor) -> None:
        self.qtbot, self.window, self.door = qtbot, window, door
        self.entered: list[object] = []
        window.signed_in.connect(self.entered.append)

    @property
    def page(self) -> UnlockView:
        page = self.window.page
        assert isinstance(page, UnlockView)
        return page

    def sign_in(self) -> None:
        write(self.page.sign_in.password, PASSWORD)
        self.page.sign_in.enter.click()

    def is_in(self) -> bool:
        return self.entered == [self.door.desk]


@pytest.fixture
def entrance(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> Entrance:
    door = FakeFrontDoor(desk, new=False)
    return Entrance(qtbot, shown(qtbot, StartWindow(door, lanes, files, theme)), door)


def shown(qtbot: QtBot, window: StartWindow) -> StartWindow:
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.rule("security 3.5")
@pytest.mark.parametrize("now", [True, False])
def test_an_order_for_new_keys_is_told_and_carried_out_or_left_for_later(
    now: bool,  # noqa: FBT001 - which of the two buttons
    qtbot: QtBot,
    entrance: Entrance,
) -> None:
    """登录: an order for new keys is told to whoever can carry it out."""
    entrance.door.asked = ASKED
    entrance.sign_in()
    form = entrance.page.rotation
    qtbot.waitUntil(form.isVisible)
    assert "孙伟 于 2026-11-20 要求更换密钥，原因：老王离岗" in form.meaning.text()
    (form.act if now else form.back).click()
    if now:
        told = entrance.page.rotated
        qtbot.waitUntil(told.isVisible)
        assert entrance.entered == []
        assert told.meaning.text() == "密钥已更换。\n\n请备份到外部介质。"
        told.act.click()
    qtbot.waitUntil(entrance.is_in)
    assert entrance.door.rotated is now


@pytest.mark.rule("security 3.3")
def test_nobody_works_on_an_office_whose_sheet_was_never_typed_back(
    qtbot: QtBot, desk: FakeDesk, entrance: Entrance
) -> None:
    """设置: a set-up that was closed at the recovery sheet goes on there."""
    keys = desk.security.keys
    keys.held = replace(keys.held, drilled=None)
    entrance.sign_in()
    proof = entrance.page.proof
    qtbot.waitUntil(proof.isVisible)
    write(proof.code, "错的")
    proof.act.click()
    qtbot.waitUntil(lambda: "recovery.wrong" in proof.code.complaint)
    assert entrance.entered == []
    proof.renew_asked.emit()
    qtbot.waitUntil(entrance.page.sheet.isVisible)
    assert entrance.page.sheet._code.text() == "\n".join(keys.code)
    entrance.page.sheet.save_asked.emit()
    qtbot.waitUntil(lambda: "save 恢复单.pdf" in keys.log)
    write(entrance.page.sheet.typed, "".join(CODE_LINES))
    entrance.page.sheet._confirm.click()
    qtbot.waitUntil(lambda: "recovery.wrong" in entrance.page.sheet.typed.complaint)
    write(entrance.page.sheet.typed, "".join(keys.code))
    entrance.page.sheet._confirm.click()
    qtbot.waitUntil(entrance.is_in)
    assert entrance.page.sheet._code.text() == ""
    assert not keys.sheet_unproved


def test_the_sheet_in_the_hand_will_do(qtbot: QtBot, desk: FakeDesk, entrance: Entrance) -> None:
    keys = desk.security.keys
    keys.held = replace(keys.held, drilled=None)
    entrance.sign_in()
    qtbot.waitUntil(entrance.page.proof.isVisible)
    write(entrance.page.proof.code, " ".join(keys.code))
    entrance.page.proof.act.click()
    qtbot.waitUntil(entrance.is_in)


def test_a_new_code_typed_back_after_a_recovery_is_not_asked_for_again(
    qtbot: QtBot, desk: FakeDesk, entrance: Entrance
) -> None:
    keys = desk.security.keys
    keys.held = replace(keys.held, drilled=None)
    page = entrance.page
    page.sign_in.recovery_asked.emit()
    card = page.recovery
    for field, text in (
        (card.code, "".join(CODE_LINES)),
        (card.account, "zhang"),
        (card.new, "new secret"),
        (card.again, "new secret"),
    ):
        write(field, text)
    card._open.click()
    qtbot.waitUntil(page.sheet.isVisible)
    write(page.sheet.typed, "".join(CODE_LINES))
    page.sheet._confirm.click()
    qtbot.waitUntil(entrance.is_in)
    assert keys.log == ["drill"]


def test_the_unlock_page_is_not_closed_over_a_new_code_unasked(
    qtbot: QtBot, entrance: Entrance
) -> None:
    window, sheet = entrance.window, entrance.page.sheet
    entrance.page.show_new_code(CODE_LINES)
    window.close()
    assert window.isVisible()
    boxes: list[LeaveQuestion] = list(window.findChildren(LeaveQuestion))
    assert "下次登录要先核对恢复单，或再换一张新的" in boxes[0].text()
    boxes[0].leave.click()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not sheet.shows_code


def test_the_first_password_is_told_as_used_before_it_is_refused(
    qtbot: QtBot, desk: FakeDesk, entrance: Entrance
) -> None:
    desk.security.accounts.first_password = True
    entrance.sign_in()
    form = entrance.page.first
    qtbot.waitUntil(form.isVisible)
    assert isinstance(form.new.editor, QLineEdit)
    form.new.editor.setText(PASSWORD)
    form.new.editor.textEdited.emit(PASSWORD)
    qtbot.waitUntil(lambda: form.new.complaint == "用过的密码")
    assert form.new._note.text() == ""


@pytest.mark.rule("design 4", "security 5")
def test_a_register_that_is_not_as_witnessed_is_accepted_with_a_reason(
    qtbot: QtBot, desk: FakeDesk, entrance: Entrance
) -> None:
    """登录: what the register lacks is told before anybody works on it."""
    desk.security.doubts = ("最近 2 条操作记录缺失。", "缺少：老王 审核办结 2026-0007")
    entrance.sign_in()
    form = entrance.page.doubt
    qtbot.waitUntil(form.isVisible)
    assert "缺少：老王 审核办结 2026-0007" in form._lines.text()
    form.act.click()
    assert form.reason.complaint
    write(form.reason, "已对照纸质材料")
    form.act.click()
    told = entrance.page.accepted
    qtbot.waitUntil(told.isVisible)
    assert entrance.entered == []
    assert "隔离区：1-register.db" in told._lines.text()
    told.act.click()
    qtbot.waitUntil(entrance.is_in)
    assert entrance.door.accepted == "已对照纸质材料"


def test_it_may_be_looked_at_first(qtbot: QtBot, desk: FakeDesk, entrance: Entrance) -> None:
    desk.security.doubts = ("最近 2 条操作记录缺失。",)
    entrance.sign_in()
    qtbot.waitUntil(entrance.page.doubt.isVisible)
    entrance.page.doubt.back.click()
    qtbot.waitUntil(entrance.is_in)
    assert entrance.door.accepted == ""


def test_what_cannot_be_accepted_is_opened_anew_to_be_looked_at(
    qtbot: QtBot, desk: FakeDesk, entrance: Entrance
) -> None:
    desk.security.doubts = ("最近 2 条操作记录缺失。",)
    entrance.door.damaged = True
    entrance.sign_in()
    form = entrance.page.doubt
    qtbot.waitUntil(form.isVisible)
    write(form.reason, "已对照纸质材料")
    form.act.click()
    qtbot.waitUntil(lambda: "register.damaged" in form._problem.text())
    assert entrance.entered == []
    form.back.click()
    qtbot.waitUntil(entrance.is_in)
    assert entrance.door.rotated is False


def test_who_may_not_accept_it_is_told_who_may(
    qtbot: QtBot, desk: FakeDesk, entrance: Entrance
) -> None:
    desk.actor = Actor("zhang", frozenset({"经办"}), single=False)
    desk.security.doubts = ("最近 2 条操作记录缺失。",)
    entrance.sign_in()
    form = entrance.page.doubt
    qtbot.waitUntil(form.isVisible)
    assert not form.act.isVisible()
    assert "请告诉负责人" in form.meaning.text()


@pytest.mark.rule("22239 8.1.4.1 b", "security 2.12")
@pytest.mark.parametrize(
    "question", ["keys", "doubt", "accepted", "first", "sheet", "recovery", "code", "set"]
)
def test_whoever_leaves_while_something_is_asked_is_locked_out(
    question: str, qtbot: QtBot, desk: FakeDesk, entrance: Entrance
) -> None:
    """登录: each question before the window, and whatever shows a code, locks by itself."""
    at, door = [1000.0], entrance.door
    _lead_to(question, qtbot, desk, entrance)
    if question == "accepted":
        _accept(qtbot, entrance.page)
    qtbot.waitUntil(lambda: entrance.window.locking is not None)
    locking = entrance.window.locking
    assert locking is not None
    locking._idling._clock = lambda: at[0]
    door.minutes = 1
    locking.ask_minutes()
    qtbot.waitUntil(lambda: locking._idling._limit == 60)
    at[0] += 59
    locking._idling.look()
    assert door.locked == []
    at[0] += 1
    locking._idling.look()
    qtbot.waitUntil(lambda: door.locked == [IDLE])
    assert entrance.entered == []


def _lead_to(question: str, qtbot: QtBot, desk: FakeDesk, entrance: Entrance) -> None:
    """Come to one of the questions."""
    page, keys = entrance.page, desk.security.keys
    if question == "keys":
        entrance.door.asked = ASKED
    elif question in ("doubt", "accepted"):
        desk.security.doubts = ("最近 2 条操作记录缺失。",)
    elif question == "first":
        desk.security.accounts.first_password = True
    elif question == "sheet":
        keys.held = replace(keys.held, drilled=None)
    elif question == "set":
        page.sign_in.restore_asked.emit()
    else:
        page.sign_in.recovery_asked.emit()
    if question == "code":
        page.recovery.open_asked.emit("".join(CODE_LINES), "zhang", "new secret")
        qtbot.waitUntil(page.sheet.isVisible)
    elif question not in ("recovery", "set"):
        entrance.sign_in()


def _accept(qtbot: QtBot, page: UnlockView) -> None:
    qtbot.waitUntil(page.doubt.isVisible)
    write(page.doubt.reason, "已对照纸质材料")
    page.doubt.act.click()
    qtbot.waitUntil(page.accepted.isVisible)


@pytest.mark.rule("security 2.12")
@pytest.mark.parametrize("reason", [SCREEN, KEY_FILE])
def test_the_screen_and_the_stick_lock_a_question_too(
    reason: str, qtbot: QtBot, entrance: Entrance, tmp_path: Path
) -> None:
    door = entrance.door
    door.asked, door.key_file = ASKED, tmp_path / "bianqing.key"
    door.key_file.touch()
    entrance.sign_in()
    qtbot.waitUntil(entrance.page.rotation.isVisible)
    locking = entrance.window.locking
    assert locking is not None
    if reason == SCREEN:
        locking.lock(SCREEN)
    else:
        door.key_file.unlink()
        locking._idling.look()
    qtbot.waitUntil(lambda: door.locked == [reason])


class Slow(FakeFrontDoor):
    """Makes new keys until it is let go."""

    gate = Event()

    def rotate(self, progress: Progress) -> tuple[FakeDesk, tuple[str, ...]]:
        self.gate.wait(10)
        return super().rotate(progress)


@pytest.mark.rule("security 2.12")
def test_who_left_while_keys_were_made_comes_in_by_his_password_only(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    door = Slow(desk, new=False)
    window = shown(qtbot, StartWindow(door, lanes, files, theme))
    entrance = Entrance(qtbot, window, door)
    door.asked = ASKED
    entrance.sign_in()
    qtbot.waitUntil(entrance.page.rotation.isVisible)
    entrance.page.rotation.act.click()
    assert window.locking is not None
    window.locking.lock(IDLE)
    assert door.locked == []
    door.gate.set()
    qtbot.waitUntil(lambda: door.locked == [IDLE])
    assert door.rotated
    assert entrance.entered == []


def test_a_set_up_locks_from_its_recovery_code_on(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    door = FakeFrontDoor(desk, new=True)
    window = shown(qtbot, StartWindow(door, lanes, files, theme))
    page = window.page
    assert isinstance(page, WizardView)
    write(page.office.code, "629925")
    write(page.office.name, "安澜县")
    page._next.click()
    for field, text in (
        (page.account.account, "zhang"), (page.account.password, "one long secret"),
        (page.account.again, "one long secret"),
    ):  # fmt: skip
        write(field, text)
    guarded: list[None] = []
    window.guarded.connect(lambda: guarded.append(None))
    page._next.click()
    qtbot.waitUntil(lambda: page.step == RECOVERY)
    assert guarded == [None]
    assert window.locking is not None
    window.locking.lock(IDLE)
    qtbot.waitUntil(lambda: door.locked == [IDLE])


@pytest.mark.parametrize("renewed", [False, True])
def test_enter_twice_lets_in_once(
    renewed: bool,  # noqa: FBT001 - by the sheet in the hand or by a new one
    qtbot: QtBot,
    desk: FakeDesk,
    entrance: Entrance,
) -> None:
    keys, page = desk.security.keys, entrance.page
    keys.held = replace(keys.held, drilled=None)
    entrance.sign_in()
    qtbot.waitUntil(page.proof.isVisible)
    field, pressed = page.proof.code, page.proof.act
    if renewed:
        page.proof.renew_asked.emit()
        qtbot.waitUntil(page.sheet.isVisible)
        field, pressed = page.sheet.typed, page.sheet._confirm
    write(field, "".join(keys.code))
    for _ in range(2):
        pressed.click()
    qtbot.waitUntil(lambda: bool(entrance.entered))
    qtbot.waitUntil(lambda: not entrance.window.jobs._running)
    assert keys.log.count("drill") == 1
    assert entrance.entered == [desk]

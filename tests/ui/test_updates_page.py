"""The page 程序升级: registered, copied onto the stick, taken in, looked at, never run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.exchange.installers import OLDER, SAME, Installer, state_of
from domain.exchange.releases import Program
from domain.facts import OfficeCode
from domain.register import Actor, Office
from domain.roles import Role
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.fakes.security_desk import FakeSecurityDesk
from tests.fakes.update_desk import ARM, COMMAND, RELEASE, FakeUpdateDesk
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.security.window import SecurityWindow
from ui.tasks import Lanes
from ui.updates.model import processor_in, told_state, version_in
from ui.updates.page import UpdatesPage
from ui.updates.view import UpdatesView

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")


class Opened:
    """The page of somebody, in a window."""

    def __init__(self, window: SecurityWindow, desk: FakeUpdateDesk, qtbot: QtBot) -> None:
        self.window, self.desk, self._qtbot = window, desk, qtbot

    @property
    def view(self) -> UpdatesView:
        page = self.window.pages["updates"]
        assert isinstance(page, UpdatesPage)
        return page.view

    @property
    def steps(self) -> list[str]:
        return [self.view.steps.item(at).text() for at in range(self.view.steps.count())]

    @property
    def told(self) -> str:
        return self.window.notices.text

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.window.jobs._running)

    def press(self, pressed: QPushButton) -> None:
        assert pressed.isVisible()
        assert pressed.isEnabled()
        pressed.click()
        self.settle()


class Opening:
    """Opens the page for somebody at an office."""

    def __init__(self, qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme) -> None:
        self._qtbot, self._rest = qtbot, (lanes, files, theme, Remembered())

    def __call__(self, *roles: Role, office: Office = CITY, single: bool = False) -> Opened:
        held = frozenset(role.value for role in roles)
        desk = FakeSecurityDesk(Actor("sun", held, single, officers_appointed=not single))
        desk.office = office
        window = SecurityWindow(desk, *self._rest)
        self._qtbot.addWidget(window)
        window.resize(1366, 740)
        window.show()
        self._qtbot.waitUntil(lambda: bool(window.current))
        window.open_page("updates")
        made = Opened(window, desk.updates, self._qtbot)
        made.settle()
        return made


@pytest.fixture
def opening(qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme) -> Opening:
    return Opening(qtbot, lanes, files, theme)


def written(field: Field) -> str:
    editor: QWidget = field.editor
    assert isinstance(editor, QLineEdit | QComboBox)
    return editor.text() if isinstance(editor, QLineEdit) else str(editor.currentData())


def test_who_may_not_do_a_step_does_not_see_it(opening: Opening) -> None:
    county = replace(CITY, code=OfficeCode("629925"), level="county")
    assert opening(Role.HEAD).steps == ["收下安装文件", "登记、下发"]
    assert opening(Role.HEAD, office=county).steps == ["收下安装文件"]
    assert opening(Role.REVIEWER).steps == ["收下安装文件"]
    assert opening(Role.SYSTEM_ADMIN).steps == ["核对和安装"]
    alone = opening(Role.HEAD, single=True)
    assert alone.steps == ["收下安装文件", "核对和安装", "登记、下发"]
    assert alone.view.steps.isVisible()
    assert not opening(Role.REVIEWER).view.steps.isVisible()


def test_a_file_is_shown_before_it_is_registered(opening: Opening, files: ChosenFiles) -> None:
    opened, files.opened = opening(Role.HEAD), Path("/media/u/bianqing_1.5.0_arm64.deb")
    opened.view.open_step("登记、下发")
    page = opened.view.offering
    opened.press(page.choose)
    assert [act for act, *_ in opened.desk.log] == ["measure"]
    assert not page.known.isVisible()
    assert "172.6 MB（181000000 字节）" in page._file.text()
    assert page._digest.text().endswith("77AB 77AB")
    assert (written(page.version), written(page.processor)) == ("1.5.0", "aarch64")
    opened.press(page.register)
    assert opened.desk.log[-1] == ("offer", files.opened, "1.5.0", "aarch64")
    assert "在“交换上报”的“下发”里发“升级”包" in opened.told
    assert not page.found.isVisible()
    assert page.known.isVisible()
    assert [each.version for each in page.known.table.rows] == ["1.5.0"]


def test_nothing_is_registered_without_version_and_processor(
    opening: Opening, files: ChosenFiles
) -> None:
    opened, files.opened = opening(Role.HEAD), Path("/media/u/bianqing.deb")
    opened.view.open_step("登记、下发")
    page = opened.view.offering
    opened.press(page.choose)
    opened.press(page.register)
    assert isinstance(page.version.editor, QLineEdit)
    page.version.editor.setText("1.5.0")
    opened.press(page.register)
    assert [act for act, *_ in opened.desk.log] == ["measure"]
    assert "处理器" in page.processor.editor.accessibleDescription()


def test_the_chosen_file_is_copied_and_only_then_said_to_be_there(
    opening: Opening, files: ChosenFiles
) -> None:
    opened = opening(Role.HEAD)
    opened.view.open_step("登记、下发")
    page = opened.view.offering
    page.known.grid.selectRow(1)
    opened.desk.broken = True
    opened.press(page.copy)
    assert "已写入" not in opened.told
    assert opened.desk.log == []
    opened.desk.broken = False
    opened.press(page.copy)
    assert opened.desk.log == [("copy", ARM.name, files.folder_path)]
    assert f"已写入并核对，可以拔出：{files.folder_path / ARM.name}" in opened.told
    opened.desk.own_disk = True
    opened.press(page.copy)
    assert "这是本机硬盘" in opened.told
    assert "可以拔出" not in opened.told


@pytest.mark.parametrize(
    ("vouched", "words"),
    [("listed", "有登记，一致"), ("unlisted", "没有登记"), ("", "请系统管理员")],
)
def test_what_the_trust_table_says_of_a_taken_file_is_told(
    vouched: str, words: str, opening: Opening
) -> None:
    opened = opening(Role.REVIEWER)
    page, opened.desk.vouched = opened.view.taking, vouched
    opened.press(page.choose)
    assert page.result.isVisible()
    assert words in page.told
    assert "没有运行" in page.told


def test_a_file_that_differs_is_not_said_to_be_taken(opening: Opening) -> None:
    opened = opening(Role.REVIEWER)
    page = opened.view.taking
    opened.press(page.choose)
    opened.desk.foreign = True
    opened.press(page.choose)
    assert not page.result.isVisible()
    assert len(opened.desk.log) == 1


def test_nothing_to_take_is_told(opening: Opening) -> None:
    opened = opening(Role.REVIEWER)
    opened.desk.known = ()
    opened.window.pages["updates"].shown()
    opened.settle()
    assert opened.view.taking.known._empty.isVisible()
    assert not opened.view.taking.known.grid.isVisible()


def test_the_command_is_copied_and_never_run(opening: Opening) -> None:
    opened = opening(Role.SYSTEM_ADMIN)
    page = opened.view.installing
    assert page.command == COMMAND
    page._copy.click()
    assert QGuiApplication.clipboard().text() == COMMAND
    page.grid.selectRow(1)
    assert page.command == ""
    assert "不是本机的处理器" in page._told.text()


def test_a_file_that_was_changed_has_no_command(opening: Opening) -> None:
    opened = opening(Role.SYSTEM_ADMIN)
    opened.desk.broken = True
    opened.press(opened.view.installing.again)
    assert opened.view.installing.command == ""
    assert "不要安装" in opened.view.installing._told.text()
    opened.desk.known = ()
    opened.press(opened.view.installing.again)
    assert not opened.view.installing._body.filled


@pytest.mark.parametrize(("version", "words"), [("1.4.0", "不用安装"), ("1.5.0", "旧")])
def test_what_is_not_newer_is_told(version: str, words: str) -> None:
    state = state_of(RELEASE, Program(version, "x86_64"), whole=True)
    assert state in (SAME, OLDER)
    assert words in told_state(Installer(RELEASE, "", state, ""))


def test_a_name_tells_version_and_processor() -> None:
    assert (version_in(RELEASE.name), processor_in(RELEASE.name)) == ("1.4.0", "x86_64")
    assert (version_in("bianqing-2.0.aarch64.rpm"), processor_in(ARM.name)) == ("2.0", "aarch64")
    assert (version_in("程序.deb"), processor_in("程序.deb")) == ("", "")

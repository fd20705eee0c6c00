"""The auditor finds who did what, proves the chain, and brings both out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from domain.audit import GROUPS
from domain.register import Actor
from domain.roles import Role
from tests.fakes.audit_desk import LAST_DAY, FakeAuditDesk, entry
from tests.fakes.front_door import ChosenFiles
from tests.ui.answering import Confirmed
from ui.audit.model import COLUMNS, particulars
from ui.audit.page import AuditPage
from ui.look.theme import Theme
from ui.parts.jobs import BusyBar, Jobs
from ui.parts.notices import NoticeBar
from ui.security.place import Place
from ui.tasks import Lanes

AUDITOR = Actor("孙审计", frozenset({Role.AUDITOR.value}), single=False, officers_appointed=True)
OTHER = Actor("王系统", frozenset({Role.SYSTEM_ADMIN.value}), single=False, officers_appointed=True)


class Page:
    """The page over a fake desk."""

    def __init__(
        self, qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme, actor: Actor = AUDITOR
    ) -> None:
        self.desk, self.notices = FakeAuditDesk(actor), NoticeBar()
        self.jobs = Jobs(lanes, self.notices, BusyBar())
        self.confirmed = Confirmed()
        place = Place(self.jobs, self.notices, files, theme, LAST_DAY, actor, self.confirmed)
        self.page = AuditPage(self.desk, place)
        self.view, self.filters = self.page.view, self.page.view.filters
        self.bot = qtbot
        for widget in (self.view, self.notices, self.jobs._bar):
            qtbot.addWidget(widget)
        self.view.resize(1140, 620)
        self.view.show()
        self.page.shown()
        self.wait_for("找到 960 条")

    def wait_for(self, count: str) -> None:
        self.bot.waitUntil(lambda: self.view.count.text().partition("，另有")[0] == count)

    def wait_told(self, part: str) -> None:
        self.bot.waitUntil(lambda: part in self.notices.text)

    def cells(self, row: int) -> list[str]:
        table = self.view.table
        self.bot.waitUntil(lambda: table.value_at(row) is not None)
        return [str(table.index(row, at).data()) for at in range(table.columnCount())]


@pytest.fixture
def page(qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme) -> Page:
    return Page(qtbot, lanes, files, theme)


def test_what_was_done_stands_there_the_newest_first(page: Page) -> None:
    assert page.cells(0)[0] == "1200"
    assert page.cells(0)[3] == "登录"
    assert page.cells(1)[3] == "查看身份证号"
    assert page.desk.log[0] == "read"
    assert "共 1 200 条" in page.view.standing.text()


@pytest.mark.rule("22239 8.1.4.3 b", "ux W16")
def test_who_exported_id_numbers_last_month_is_found_in_two_steps(page: Page) -> None:
    page.filters.time.setCurrentText("上月")
    page.filters.group.setCurrentText("查看、导出身份证号")
    page.wait_for("找到 124 条")
    assert page.cells(0)[1].startswith("2026-10-31")
    assert {page.cells(row)[3] for row in range(20)} == {"导出花名册", "查看身份证号"}


def test_only_what_is_looked_at_is_read(page: Page) -> None:
    page.cells(0)
    assert [asked for asked in page.desk.log if asked.startswith("entries")] == ["entries 200"]
    page.view.grid.scrollToBottom()
    assert page.cells(959)[0] == "1"


@pytest.mark.parametrize(
    ("field", "word", "count"),
    [
        ("result", "拒绝", "找到 24 条"),
        ("result", "单人办理的", "找到 240 条"),
        ("actor", "负责人", "找到 320 条"),
        ("role", "领导", "找到 0 条"),
        ("time", "今天", "找到 8 条"),
        ("time", "今年", "找到 960 条"),
    ],
)
def test_lists_narrow_what_is_found(page: Page, field: str, word: str, count: str) -> None:
    getattr(page.filters, field).setCurrentText(word)
    page.wait_for(count)


def test_days_are_typed_where_no_way_fits(page: Page) -> None:
    page.filters.time.setCurrentText("自选日期")
    assert page.filters.first.isVisible()
    page.filters.first.setText("2026年11月20日")
    page.filters.last.setText("20261120")
    page.filters.last.editingFinished.emit()
    page.wait_for("找到 8 条")


def test_what_an_act_was_about_is_searched(page: Page) -> None:
    page.filters.text.setText("00123")
    page.wait_for("找到 1 条")
    page.filters.text.setText("nowhere")
    page.wait_for("找到 0 条")
    assert not page.view._list.filled


def test_witnesses_are_shown_when_asked_for(page: Page) -> None:
    assert page.view.count.text() == "找到 960 条，另有 240 条见证记录未列出"
    page.filters.witnesses.setChecked(True)
    page.wait_for("找到 1 200 条")
    assert page.view.count.text() == "找到 1 200 条"


def test_an_entry_is_shown_whole_beside_the_list(page: Page) -> None:
    page.cells(0)
    page.bot.waitUntil(lambda: _told(page, "本条的链值"))
    assert _told(page, "第 1200 条")


def _told(page: Page, part: str) -> bool:
    return any(part in one.text() for one in found(page))


def found(page: Page) -> list[QLabel]:
    return list(page.view.detail.widget().findChildren(QLabel))


def test_a_sound_chain_is_told(page: Page) -> None:
    page.view.verify.click()
    page.wait_told("链条完整：共 1 200 条")


def test_a_chain_that_was_touched_is_told_until_it_is_read(page: Page) -> None:
    page.desk.problems = ("审计第 7 条的内容被改动过。",)
    page.view.verify.click()
    page.wait_told("第 7 条")


@pytest.mark.rule("security 5")
def test_a_code_from_paper_is_found_in_the_chain(page: Page) -> None:
    page.view.code.setText(page.desk.standing().code.lower())
    QTest.keyClick(page.view.code, Qt.Key.Key_Return)
    page.wait_told("链条在第 1200 条")
    page.view.code.setText("0" * 16)
    page.view.check.click()
    page.wait_told("链条不经过这个短码")


def test_the_code_is_put_on_paper(page: Page) -> None:
    page.view.paper.click()
    page.wait_told("由安全审计员和负责人签字存档")
    assert "paper 审计短码单_2026-11-21.pdf" in page.desk.log


def test_what_is_found_is_exported(page: Page) -> None:
    page.filters.result.setCurrentText("拒绝")
    page.wait_for("找到 24 条")
    page.view.export.click()
    page.wait_told("已导出 24 条")
    assert "export 审计记录_2026-11-21.xlsx 24" in page.desk.log


@pytest.mark.parametrize("press", ["verify", "export", "paper", "check"])
def test_what_the_page_itself_enters_is_listed_and_counted_at_once(page: Page, press: str) -> None:
    page.cells(0)
    page.view.code.setText(page.desk.standing().code)
    page.view.grid.selectRow(30)
    looked_at = page.page._numbers[30]
    getattr(page.view, press).click()
    page.wait_for("找到 961 条")
    assert "共 1 201 条" in page.view.standing.text()
    assert page.cells(0)[0] == "1201"
    assert page.page._numbers[page.view.row] == looked_at
    assert page.desk.log.count("read") == 1


def test_a_chain_that_stands_in_is_told_above_the_list(page: Page) -> None:
    assert page.view.stand_in.text == ""
    page.desk.stands_in = "现在看到的是临时接着记的审计"
    page.page.shown()
    page.bot.waitUntil(page.view.stand_in.isVisible)
    assert page.desk.stands_in in page.view.stand_in.text
    page.desk.stands_in = ""
    page.page.shown()
    page.bot.waitUntil(lambda: not page.view.stand_in.isVisible())


def test_an_export_waits_for_the_password(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    page = Page(qtbot, lanes, files, theme)
    asked: list[str] = []
    page.page._place = replace(page.page._place, confirm=lambda *said: asked.append(said[1]))
    page.view.export.click()
    assert asked == ["导出审计记录"]
    assert not [one for one in page.desk.log if one.startswith("export")]


class NoFile(ChosenFiles):
    """Thinks better of it."""

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        super().save_file(title, name, kinds)
        return None


def test_thinking_better_of_it_writes_nothing(
    qtbot: QtBot, lanes: Lanes, theme: Theme, tmp_path: Path
) -> None:
    files = NoFile(tmp_path)
    page = Page(qtbot, lanes, files, theme)
    page.view.export.click()
    page.view.paper.click()
    assert files.asked == ["导出审计记录", "短码单另存为"]
    assert not [one for one in page.desk.log if one.startswith(("export", "paper"))]


def test_another_officers_buttons_are_barred(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    desk, notices = FakeAuditDesk(OTHER), NoticeBar()
    jobs = Jobs(lanes, notices, BusyBar())
    place = Place(jobs, notices, files, theme, LAST_DAY, OTHER, Confirmed())
    view = AuditPage(desk, place).view
    qtbot.addWidget(view)
    for pressed in (view.verify, view.export, view.paper, view.check):
        assert not pressed.isEnabled()
        assert pressed.toolTip() == "role.denied"


def test_what_locked_a_window_is_told_in_words() -> None:
    held = replace(entry(1, 1), act="session.auto_lock", did="自动锁定", object="idle")
    (about,) = (column for column in COLUMNS if column.heading == "对象")
    assert about.read(held) == "久未操作"
    assert ("对象", "久未操作") in particulars(held)
    assert ("对象", "idle") in particulars(replace(held, act="case.opened"))


def test_what_is_looked_for_by_name_stands_there_whole(page: Page) -> None:
    group = page.filters.group
    wide = max(group.fontMetrics().horizontalAdvance(word) for word in GROUPS)
    style, option = group.style(), QStyleOptionComboBox()
    group.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, group)
    assert wide <= room.width()

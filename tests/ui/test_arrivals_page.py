"""What waits is offered again, findings lead from a unit, no remark that was written is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from domain.exchange.remarks import Remark
from domain.exchange.shipment import HANDED_DOWN, REPORT, RETURN
from domain.facts import OfficeCode
from domain.outcomes import PackageView, WordedFinding
from domain.register import Actor, Receipt
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import INBOX, UNIT, receipt, staged
from tests.ui.test_exchange_page import Opened, opened, press, shown
from tests.ui.test_remarks_page import fill
from ui.exchange.accepting import AcceptTab
from ui.exchange.difference import _whose
from ui.exchange.view import ExchangeView
from ui.parts.leave_question import LeaveQuestion

__all__ = ["opened"]
CTRL = Qt.KeyboardModifier.ControlModifier
ERROR = WordedFinding(12, "error", UNIT.unit, UNIT.name, "", None, {}, "编制数不符")
VIEW = PackageView(
    "P", PurePath("a.bqp"), REPORT, OfficeCode("629925"), "安澜县", (OfficeCode("6299"),), 1,
    "staged", {},
)  # fmt: skip
HINT = WordedFinding(41, "info", "629925000002", "安澜县水利局", "", None, {}, "批文没有上传")


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk(build_county(people=60, units=5))
    made.found = (HINT, ERROR)
    return made


def accepting(qtbot: QtBot, page: ExchangeView) -> AcceptTab:
    """Look at a report, to the end of its checks."""
    page.begin_with_accept()
    press(page.accept, "选择数据包…")
    qtbot.waitUntil(lambda: page.accept.panes.tabText(1) == "校验结果（2）")
    return page.accept


def leads(accept: AcceptTab) -> bool:
    """Tell whether choosing a package looks like what comes next."""
    return accept.choose.objectName() == "primary"


def question() -> LeaveQuestion | None:
    asked = (each for each in QApplication.topLevelWidgets() if isinstance(each, LeaveQuestion))
    return next((each for each in asked if each.isVisible()), None)


def test_the_findings_of_what_came_in_lead_from_a_unit(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    panes = accepting(qtbot, opened(desk)).panes
    assert list(panes.found.rows) == [ERROR, HINT]
    assert panes.told.text() == "错误 1 · 警告 0 · 提示 1"
    panes.people.activated.emit(panes.changes.index(0, 0))
    assert list(panes.found.rows) == [ERROR]
    assert panes.told.text().startswith("安澜县教育局：错误 1")
    panes.grid.selectRow(0)
    assert panes.whole.text() == "编制数不符"
    panes.every.click()
    assert len(panes.found.rows) == 2


def test_what_was_found_may_be_looked_at_after_it_was_accepted(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    accept = accepting(qtbot, opened(desk))
    accept.accept.click()
    qtbot.waitUntil(accept.accept.isHidden)
    assert accept.panes.isTabVisible(1)
    assert list(accept.panes.found.rows) == [ERROR, HINT]


def test_what_waits_is_gone_on_with_or_given_up(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.staged = (staged(7, INBOX),)
    page = opened(desk)
    page.begin_with_accept()
    lines = page.accept.waiting
    qtbot.waitUntil(lambda: not lines.isHidden())
    press(lines, "接着看")
    qtbot.waitUntil(lambda: shown(page.accept, "放弃") is not None)
    qtbot.waitUntil(lines.isHidden)
    assert page.accept.accept.text() == "接收入库"
    assert not leads(page.accept)
    page.accept.discard.setFocus()
    page.accept.discard.click()
    qtbot.waitUntil(lambda: desk.carried == [f"discard {INBOX.name}"])
    qtbot.waitUntil(page.accept.accept.isHidden)
    assert page.window().focusWidget() is page.accept.choose
    assert leads(page.accept)
    assert not desk.staged


def test_a_held_package_whose_turn_has_come_is_offered_and_cannot_be_given_up(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.staged = (replace(staged(7, INBOX), by=""),)
    page = opened(desk)
    page.begin_with_accept()
    lines = page.accept.waiting
    qtbot.waitUntil(lambda: not lines.isHidden())
    texts: Iterable[QLabel] = lines.findChildren(QLabel)
    assert any("轮到它了" in each.text() for each in texts)
    assert shown(lines, "放弃") is None
    press(lines, "接着看")
    qtbot.waitUntil(lines.isHidden)


def test_what_else_lies_on_the_stick_is_a_quiet_line(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.strangers = ("“autorun.inf”是自动运行文件。", "“照片”是文件夹。")
    page = opened(desk)
    accepting(qtbot, page)
    qtbot.waitUntil(lambda: not page.strangers.isHidden())
    assert page.strangers.texts.splitlines() == list(desk.strangers)
    assert page.strangers._list.isHidden()
    page.strangers.see.click()
    assert not page.strangers._list.isHidden()
    page.strangers.close_it.click()
    assert page.strangers.isHidden()


def editor_in(accept: AcceptTab, column: int) -> QLineEdit:
    """Begin to write in a cell of the first line."""
    lines = accept.form.lines
    lines.setCurrentCell(0, column)
    lines.editItem(lines.item(0, column))
    editors: Iterable[QLineEdit] = lines.viewport().findChildren(QLineEdit)
    return next(each for each in editors if each.isVisible())


def test_ctrl_enter_takes_what_is_being_written_in_a_cell(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    accept = accepting(qtbot, opened(desk))
    accept.give_back.click()
    accept.form.reason.setText("改好再报")
    editor_in(accept, 0).setText("缺批文")
    QTest.keyClick(accept.form.lines, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.given == ((Remark(1, "缺批文"),), "改好再报"))


def test_a_unit_is_named_by_its_initials(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    accept = accepting(qtbot, opened(desk))
    accept.give_back.click()
    fill(accept.form, "改好再报", ("缺批文", "", ""))
    editor_in(accept, 1).setText("jyj")
    accept.form.act.click()
    qtbot.waitUntil(lambda: desk.given[0] == (Remark(1, "缺批文", 0, UNIT.unit),))


def test_a_unit_that_nobody_knows_is_told(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    accept = accepting(qtbot, opened(desk))
    accept.give_back.click()
    fill(accept.form, "改好再报", ("缺批文", "没有的局", ""))
    accept.form.act.click()
    assert "没有找到单位“没有的局”" in accept.form._problem.text()
    assert desk.carried == []


def test_errors_and_files_become_remarks(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    desk.in_file = (Remark(1, "来自文件", 3),)
    accept = accepting(qtbot, opened(desk))
    accept.give_back.click()
    press(accept.form, "把校验出的 1 条错误列进来")
    press(accept.form, "从文件导入…")
    qtbot.waitUntil(lambda: accept.form.lines.rowCount() == 2)
    accept.form.reason.setText("改好再报")
    accept.form.act.click()
    qtbot.waitUntil(
        lambda: desk.given[0] == (Remark(1, "编制数不符", 12, UNIT.unit), Remark(2, "来自文件", 3))
    )


def test_what_was_written_is_not_left_without_being_asked(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    accept = accepting(qtbot, opened(desk))
    accept.give_back.click()
    accept.form.back.click()
    assert accept.form.isHidden()
    accept.give_back.click()
    accept.form.reason.setText("改好再报")
    assert not accept.choose.isEnabled()
    for answer, hidden in (("stay", False), ("leave", True)):
        accept.form.back.click()
        qtbot.waitUntil(lambda: question() is not None)
        asked = question()
        assert asked is not None
        button: QPushButton = getattr(asked, answer)
        button.click()
        qtbot.waitUntil(lambda: question() is None)
        assert accept.form.isHidden() is hidden
    assert accept.choose.isEnabled()


def test_what_is_written_about_an_accepted_report_survives_a_reload(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.receipts = [_report()]
    page = opened(desk)
    history = page.history
    qtbot.waitUntil(lambda: history.table.rowCount() == 1)
    page._tabs.setCurrentWidget(history)
    history.grid.selectRow(0)
    press(history, "提意见…")
    history.form.reason.setText("请看")
    page.show_receipts(tuple(desk.receipts), {}, {})
    assert not history.form.isHidden()
    assert not history.grid.isEnabled()


def _report() -> Receipt:
    return replace(receipt(1, "accepted"), facts={"kind": REPORT})


def test_whoever_may_not_decide_is_offered_nothing_to_decide(qtbot: QtBot, opened: Opened) -> None:
    desk = FakeDesk(build_county(people=60, units=5), single=False)
    desk.found = (HINT, ERROR)
    desk.actor = Actor("li", frozenset({"经办"}), single=False, officers_appointed=True)
    page = opened(desk)
    accept = accepting(qtbot, page)
    offered: list[QWidget] = [accept.accept, accept.give_back]
    assert all(part.isHidden() for part in offered)
    assert "由审核或负责人办理" in accept.told.text()
    assert shown(page.history, "提意见…") is None


def test_without_a_certificate_it_is_said_before_a_folder_is_asked_for(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.certified = False
    page = opened(desk)
    report = page.report
    assert report is not None
    press(report, "生成上报包到 U 盘…")
    qtbot.waitUntil(lambda: "请先处理“本办证书”" in report.told)
    assert desk.carried == []


def test_what_was_decided_above_is_told_line_by_line(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.arriving = HANDED_DOWN
    page = opened(desk)
    page.begin_with_accept()
    press(page.accept, "选择数据包…")
    panes = page.accept.panes
    qtbot.waitUntil(lambda: panes.lines.rowCount() == 3)
    assert panes.lines.rows[0] == "下发内容：第 1 版改为第 2 版"
    assert "3 → 6；本办自己定的以上级为准" in panes.lines.rows[1]
    assert panes.lines.rows[2].startswith("上报冻结：增加")
    assert not panes.others.isHidden()
    assert panes.people.isHidden()


def test_what_an_office_above_says_of_a_report_is_told_before_it_is_accepted(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.arriving = RETURN
    page = opened(desk)
    page.begin_with_accept()
    press(page.accept, "选择数据包…")
    panes = page.accept.panes
    qtbot.waitUntil(lambda: panes.lines.rowCount() == 2)
    assert panes.lines.rows[0] == "针对第 3 号上报。总的说明：一处要改"
    assert panes.lines.rows[1] == "第 1 条意见：批文没有上传"


def test_remarks_that_wait_for_an_answer_are_told_with_what_was_accepted(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.arriving = RETURN
    accept = opened(desk).accept
    press(accept, "选择数据包…")
    qtbot.waitUntil(lambda: not accept.accept.isHidden())
    accept.accept.click()
    qtbot.waitUntil(lambda: "有 1 条意见要答复" in accept.told.text())


def test_a_unit_that_is_chosen_tells_who_they_are(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    panes = accepting(qtbot, opened(desk)).panes
    assert panes._who.text() == "点一个单位，看是哪些人。"
    panes.people.selectRow(0)
    qtbot.waitUntil(lambda: panes.who.rowCount() == 1)
    assert desk.carried == ["who 629925 安澜县教育局"]
    line = [panes.who.data(panes.who.index(0, n)) for n in range(panes.who.columnCount())]
    assert line[1:] == ["安澜县教育局的人", "629925********0017", "行政编制 科员"]


def test_people_of_a_unit_that_is_left_by_now_are_not_shown(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    page = opened(desk)
    accept = accepting(qtbot, page)
    desk.gate.clear()
    accept.panes.people.selectRow(0)
    accept.panes._asked = (OfficeCode("629925"), "安澜县水利局")
    desk.gate.set()
    qtbot.waitUntil(lambda: bool(desk.carried))
    qtbot.wait(50)
    assert accept.panes.who.rowCount() == 0


def test_a_unit_that_could_not_be_read_may_be_chosen_anew(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    panes = accepting(qtbot, opened(desk)).panes
    desk.refusing = Refusal("stick.gone", folder="/media/usb")
    panes.people.selectRow(0)
    qtbot.waitUntil(lambda: desk.refusing is None)
    qtbot.waitUntil(lambda: panes._who.text() == "点一个单位，看是哪些人。")
    panes.people.selectRow(0)
    qtbot.waitUntil(lambda: panes.who.rowCount() == 1)


def test_units_below_the_sender_are_asked_for_by_their_own_office() -> None:
    offices = {"6299": {"name": "安河市"}, "629925": {"name": "安澜县委编办"}}
    view = replace(VIEW, sender=OfficeCode("6299"), difference={"offices": offices})
    assert _whose(view, "安澜县委编办 安澜县教育局") == ("629925", "安澜县教育局")
    assert _whose(view, "安河市教育局") == ("6299", "安河市教育局")

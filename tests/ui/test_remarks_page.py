"""A report is returned or remarked on above; below, each remark is answered in the window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from domain.exchange.remarks import Remark
from domain.exchange.shipment import PRE_AUDIT, REPORT, RETURN
from domain.facts import OfficeCode
from domain.register import Receipt
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import receipt
from tests.ui.test_exchange_page import Opened, opened, press, shown
from ui.exchange.answering import AnswersTab
from ui.exchange.remark_form import RemarkForm
from ui.exchange.remarks import heard_remarks
from ui.exchange.view import ExchangeView

__all__ = ["opened"]
FOUND = (
    Remark(1, "身份证号与出生年月不一致", 12, "629925000001"),
    Remark(2, "批文没有上传"),
)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=60, units=5))


def returned() -> Receipt:
    about = {"seq": 3, "status": "returned", "reason": "两处要改"}
    facts = {"kind": RETURN, "about": about, "remarks": [asdict(each) for each in FOUND]}
    return replace(receipt(1, "accepted"), facts=facts)


def answers_of(page: ExchangeView, qtbot: QtBot, rows: int) -> AnswersTab:
    tab = page.answers
    assert tab is not None
    qtbot.waitUntil(lambda: tab.table.rowCount() == rows)
    return tab


def title(page: ExchangeView, tab: AnswersTab) -> str:
    tabs = page._tabs
    tabs.setCurrentWidget(tab)
    return tabs.tabText(tabs.indexOf(tab))


def fill(form: RemarkForm, reason: str, *remarks: tuple[str, str, str]) -> None:
    form.reason.setText(reason)
    for at, cells in enumerate(remarks):
        if at >= form.lines.rowCount():
            form.more.click()
        for column, text in enumerate(cells):
            item = form.lines.item(at, column)
            assert item is not None
            item.setText(text)


def test_each_remark_is_answered_and_then_reporting_is_possible(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.receipts = [returned()]
    page = opened(desk)
    tab = answers_of(page, qtbot, 2)
    assert title(page, tab) == "上级意见（2）"
    assert "还有 2 条没有答复" in tab.told.text()
    assert not tab.save.isEnabled()
    tab.text.setPlainText("已按身份证更正")
    tab.text.setFocus()
    QTest.keyClick(tab.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: title(page, tab) == "上级意见（1）")
    assert [heard.number for heard in tab.table.rows] == [2, 1]
    assert (tab.grid.currentIndex().row(), tab.text.toPlainText()) == (0, "")
    tab.text.setPlainText("批文已上传")
    tab.save.click()
    qtbot.waitUntil(lambda: title(page, tab) == "上级意见")
    assert "可以再次上报" in tab.told.text()
    assert {heard.answer for heard in tab.table.rows} == {"已按身份证更正", "批文已上传"}


def test_a_remark_is_read_first_and_its_person_is_masked(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    found = returned()
    about = {**asdict(FOUND[0]), "person": "629925197008232906"}
    desk.receipts = [replace(found, facts={**found.facts, "remarks": [about]})]
    tab = answers_of(opened(desk), qtbot, 1)
    labels: Iterable[QLabel] = tab.whole.findChildren(QLabel)
    shown_now = [label.text() for label in labels]
    assert shown_now[:2] == ["第 1 条意见", FOUND[0].text]
    assert "629925********2906" in shown_now


def test_a_unit_is_called_by_its_name_and_one_that_is_no_more_by_its_code(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    unit = desk.county.units[0]
    on = (replace(FOUND[0], unit=str(unit.unit)), replace(FOUND[1], unit="629925999999"))
    facts = {**returned().facts, "remarks": [asdict(each) for each in on]}
    desk.receipts = [replace(returned(), facts=facts)]
    tab = answers_of(opened(desk), qtbot, 2)
    assert [heard.unit_name for heard in tab.table.rows] == [unit.name, "629925999999"]


def test_what_is_being_answered_survives_a_reload(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.receipts = [returned()]
    page = opened(desk)
    tab = answers_of(page, qtbot, 2)
    tab.grid.selectRow(1)
    tab.text.setPlainText("正在写")
    page.show_receipts(tuple(desk.receipts), {}, {})
    assert (tab.grid.currentIndex().row(), tab.text.toPlainText()) == (1, "正在写")


def test_the_office_above_is_called_by_the_name_in_its_certificate(
    desk: FakeDesk, opened: Opened
) -> None:
    report = opened(desk).report
    assert report is not None
    headings: Iterable[QLabel] = report.findChildren(QLabel, "section")
    assert [each.text() for each in headings] == ["向上级编办（6299）上报"]
    above = replace(desk.certificates()[0], office=OfficeCode("6299"), name="安州市委编办")
    report.call_above((*desk.certificates(), above))
    assert [each.text() for each in headings] == ["向安州市委编办（6299）上报"]


def test_an_answer_of_two_lines_is_saved_as_one(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.receipts = [returned()]
    tab = answers_of(opened(desk), qtbot, 2)
    tab.text.setPlainText("已改\n已补批文")
    number = str(FOUND[0].number)
    answers = {number: {"text": "已改 已补批文", "at": "2026-11-22T09:00:00+00:00"}}
    facts = {**returned().facts, "answers": answers}
    tab.show_remarks(heard_remarks((replace(returned(), facts=facts),), {}))
    assert tab.typed().lines == ()


def test_open_remarks_are_told_before_packing(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    desk.receipts = [returned()]
    report = opened(desk).report
    assert report is not None
    press(report, "打包前检查")
    qtbot.waitUntil(lambda: report.table.rowCount() == 4)
    line = report.table.rows[3]
    assert (line.mark.word, line.subject) == ("不能上报", "上级意见")
    assert "还有 2 条没有答复" in line.text
    desk.receipts = []
    press(report, "打包前检查")
    qtbot.waitUntil(lambda: report.table.rows[3].mark.word == "正常")


def test_a_report_is_returned_and_the_return_goes_onto_the_stick(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    page = opened(desk)
    page.begin_with_accept()
    accept = page.accept
    press(accept, "选择数据包…")
    qtbot.waitUntil(lambda: shown(accept, "退回…") is not None)
    qtbot.waitUntil(lambda: "没有发现问题" in accept.panes.told.text())
    press(accept, "退回…")
    form = accept.form
    form.act.click()
    assert desk.carried == []
    fill(form, "两处要改", ("", "629925000001", "12"))
    form.act.click()
    assert desk.carried == []
    fill(form, "两处要改", (FOUND[0].text, "629925000001", "甲"))
    form.act.click()
    assert desk.carried == []
    fill(form, "两处要改", (FOUND[0].text, "629925000001", "12"), (FOUND[1].text, "", ""))
    form.more.click()
    form.less.click()
    assert form.lines.rowCount() == 2
    form.act.click()
    qtbot.waitUntil(lambda: desk.given == (FOUND, "两处要改"))
    qtbot.waitUntil(lambda: shown(accept, "把退回写到 U 盘…") is not None)
    assert form.isHidden()
    assert "已退回，本机数据不变" in accept.told.text()
    assert page.window().focusWidget() is accept.receipt
    assert shown(accept, "退回…") is None
    assert accept.accept.isHidden()
    press(accept, "把退回写到 U 盘…")
    qtbot.waitUntil(lambda: desk.carried == ["return", "write B-0001"])


def test_only_the_newest_accepted_report_is_remarked_on(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    newer, older = (replace(receipt(seq, "accepted"), facts={"kind": REPORT}) for seq in (2, 1))
    desk.receipts = [newer, older]
    history = opened(desk).history
    qtbot.waitUntil(lambda: history.table.rowCount() == 2)
    ask = shown(history, "提意见…")
    assert ask is not None
    history.grid.selectRow(1)
    assert not ask.isEnabled()
    history.grid.selectRow(0)
    assert ask.isEnabled()
    ask.click()
    fill(history.form, "请看", (FOUND[1].text, "", ""))
    history.form.act.click()
    qtbot.waitUntil(lambda: desk.carried == [f"remark 6299 {newer.package}", "write V-0001"])
    assert desk.given == ((replace(FOUND[1], number=1),), "请看")
    assert PRE_AUDIT == "预审反馈"


def test_why_a_report_was_returned_is_told(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    sent = replace(
        receipt(3, "sent"), status="returned", facts={"kind": REPORT, "reason": "两处要改"}
    )
    desk.receipts = [sent, receipt(1, "accepted")]
    history = opened(desk).history
    qtbot.waitUntil(lambda: history.table.rowCount() == 2)
    history.grid.selectRow(0)
    assert history.reason.text() == "退回的理由：两处要改"
    assert not history.reason.isHidden()
    history.grid.selectRow(1)
    assert history.reason.isHidden()

"""Remarks and answers that are written and not given come back after the window was left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from domain.exchange.shipment import REPORT
from domain.facts import OfficeCode
from domain.working_copy import (
    ANSWERING,
    REMARKING,
    RETURNING,
    HeldCopy,
    Typed,
    TypedLine,
    WorkingCopy,
)
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import receipt
from tests.ui.test_exchange_page import Opened, opened, press, shown
from tests.ui.test_remarks_page import answers_of, fill, returned
from ui.exchange.view import ExchangeView
from ui.tasks import Lanes
from ui.window import MainWindow

__all__ = ["opened"]


OTHER = OfficeCode("629926")


class SlowDesk(FakeDesk):
    """Tells what is kept only while the gate is open."""

    def __init__(self) -> None:
        super().__init__(build_county(people=60, units=5))
        self.gate, self.read = Event(), 0
        self.gate.set()

    def working_copies(self) -> tuple[HeldCopy, ...]:
        self.gate.wait(5)
        self.read += 1
        return super().working_copies()


@pytest.fixture
def desk() -> Iterator[SlowDesk]:
    made = SlowDesk()
    yield made
    made.gate.set()


def left(qtbot: QtBot, page: ExchangeView, lanes: Lanes) -> None:
    """Let the page keep what is typed, as locking and closing do first."""
    window = page.window()
    assert isinstance(window, MainWindow)
    window._session.leaving.emit()
    qtbot.waitUntil(lambda: not lanes.busy_writing)


def began_to_return(qtbot: QtBot, page: ExchangeView) -> None:
    page.begin_with_accept()
    press(page.accept, "选择数据包…")
    qtbot.waitUntil(lambda: shown(page.accept, "退回…") is not None)
    qtbot.waitUntil(lambda: "没有发现问题" in page.accept.panes.told.text())
    press(page.accept, "退回…")


def test_a_return_that_was_begun_comes_back_with_its_report(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, opened: Opened
) -> None:
    page = opened(desk)
    began_to_return(qtbot, page)
    fill(page.accept.form, "两处要改", ("批文没有上传", "教育局", "12"))
    left(qtbot, page, lanes)
    (copy,) = desk.copies.values()
    assert (copy.form, copy.typed.fields) == (RETURNING, {"reason": "两处要改"})
    assert copy.typed.lines == (TypedLine("批文没有上传", {"unit": "教育局", "rule": "12"}),)
    again = opened(desk)
    began_to_return(qtbot, again)
    form = again.accept.form
    qtbot.waitUntil(lambda: form.reason.text() == "两处要改")
    assert form.lines.written(0) == ("批文没有上传", "教育局", "12")
    fill(form, "两处要改", ("批文没有上传", "", ""))
    form.act.click()
    qtbot.waitUntil(lambda: desk.copies == {})


def test_a_form_in_which_nothing_stands_is_not_kept(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, opened: Opened
) -> None:
    page = opened(desk)
    began_to_return(qtbot, page)
    left(qtbot, page, lanes)
    assert desk.copies == {}


def test_remarks_on_an_accepted_report_come_back_and_lead_there(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, opened: Opened
) -> None:
    came = receipt(1, "accepted")
    desk.receipts = [replace(came, facts={"kind": REPORT, "sender_name": "安澜县委编办"})]
    page = opened(desk)
    qtbot.waitUntil(lambda: page.history.table.rowCount() == 1)
    page.history.grid.selectRow(0)
    press(page.history, "提意见…")
    fill(page.history.form, "请补正", ("缺批文", "", ""))
    left(qtbot, page, lanes)
    (held,) = desk.working_copies()
    assert (held.copy.form, held.copy.subject) == (REMARKING, "安澜县委编办 第 1 号上报")
    again = opened(desk)
    window = again.window()
    assert isinstance(window, MainWindow)
    window.open_page("overview")
    window._session.resume_typing(held)
    qtbot.waitUntil(again.history.isVisible)
    qtbot.waitUntil(lambda: again.history.table.rowCount() == 1)
    again.history.grid.selectRow(0)
    press(again.history, "提意见…")
    qtbot.waitUntil(lambda: again.history.form.reason.text() == "请补正")
    again.history.form.lines.setRowCount(0)
    again.history.form.reason.clear()
    again.history.form.leave()
    qtbot.waitUntil(lambda: desk.copies == {})


def test_what_was_kept_comes_back_for_its_own_report_only(
    qtbot: QtBot, desk: SlowDesk, opened: Opened
) -> None:
    facts = {"kind": REPORT, "sender_name": "甲县"}
    one = replace(receipt(1, "accepted"), package="a" * 8, facts=facts)
    other = replace(receipt(2, "accepted"), package="b" * 8, facts=facts, peer=OTHER)
    desk.receipts = [one, other]
    history = opened(desk).history
    qtbot.waitUntil(lambda: history.table.rowCount() == 2)
    rows = {receipt.package: at for at, receipt in enumerate(history.table.rows)}
    kept = Typed({"reason": "甲县的意见"}, lines=(TypedLine("重复", {"unit": "", "rule": ""}),))
    desk.keep_working_copy(WorkingCopy(f"remark {one.package}", REMARKING, "甲县", kept))
    before = desk.read
    desk.gate.clear()
    history.grid.selectRow(rows[one.package])
    press(history, "提意见…")
    press(history, "返回")
    history.grid.selectRow(rows[other.package])
    press(history, "提意见…")
    history.form.reason.setText("乙县的意见")
    desk.gate.set()
    qtbot.waitUntil(lambda: desk.read == before + 2)
    qtbot.wait(50)
    assert history.form.typed().fields == {"reason": "乙县的意见"}
    assert history.form.lines.typed() == ()


def test_what_is_typed_before_the_kept_is_known_stands_behind_it(
    qtbot: QtBot, desk: SlowDesk, opened: Opened
) -> None:
    one = replace(receipt(1, "accepted"), facts={"kind": REPORT, "sender_name": "甲县"})
    desk.receipts = [one]
    history = opened(desk).history
    qtbot.waitUntil(lambda: history.table.rowCount() == 1)
    line = TypedLine("重复", {"unit": "", "rule": ""})
    kept = Typed({"reason": "甲县的意见"}, lines=(line,))
    desk.keep_working_copy(WorkingCopy(f"remark {one.package}", REMARKING, "甲县", kept))
    desk.gate.clear()
    history.grid.selectRow(0)
    press(history, "提意见…")
    fill(history.form, "两处要改", ("缺批文", "", ""))
    desk.gate.set()
    qtbot.waitUntil(lambda: history.form.lines.rowCount() == 2)
    assert history.form.typed().fields == {"reason": "两处要改"}
    assert history.form.lines.typed() == (line, replace(line, title="缺批文"))


def test_remarks_that_were_taken_out_again_do_not_come_back(
    qtbot: QtBot, desk: SlowDesk, lanes: Lanes, opened: Opened
) -> None:
    one = replace(receipt(1, "accepted"), facts={"kind": REPORT, "sender_name": "甲县"})
    desk.receipts = [one]
    page = opened(desk)
    history = page.history
    qtbot.waitUntil(lambda: history.table.rowCount() == 1)
    kept = Typed({"reason": "甲县的意见"}, lines=(TypedLine("重复", {"unit": "", "rule": ""}),))
    desk.keep_working_copy(WorkingCopy(f"remark {one.package}", REMARKING, "甲县", kept))
    history.grid.selectRow(0)
    press(history, "提意见…")
    qtbot.waitUntil(lambda: history.form.reason.text() == "甲县的意见")
    history.form.reason.clear()
    history.form.lines.setRowCount(0)
    left(qtbot, page, lanes)
    assert not desk.copies


def test_answers_stay_with_their_remarks_and_come_back(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, opened: Opened
) -> None:
    desk.receipts = [returned()]
    page = opened(desk)
    tab = answers_of(page, qtbot, 2)
    tab.grid.selectRow(1)
    tab.text.setPlainText("正在写")
    tab.grid.selectRow(0)
    assert tab.text.toPlainText() == ""
    tab.grid.selectRow(1)
    assert tab.text.toPlainText() == "正在写"
    left(qtbot, page, lanes)
    assert [copy.form for copy in desk.copies.values()] == [ANSWERING]
    again = answers_of(opened(desk), qtbot, 2)
    again.grid.selectRow(1)
    qtbot.waitUntil(lambda: again.text.toPlainText() == "正在写")
    again.save.click()
    qtbot.waitUntil(lambda: any(heard.answer == "正在写" for heard in again.table.rows))
    assert again.typed().lines == ()

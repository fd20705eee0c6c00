"""What lies in the outbox is written again, and a report that was accepted is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from domain.exchange.shipment import RECEIPT, REPORT
from domain.outcomes import Summary
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import receipt
from tests.fakes.front_door import ChosenFiles
from tests.ui.answering import asked, confirm
from tests.ui.test_exchange_page import Opened, opened, press, shown
from ui.exchange.past import told_state
from ui.exchange.view import ExchangeView

__all__ = ["opened"]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=60, units=5))


class EmptyDesk(FakeDesk):
    """Nothing was imported yet."""

    def counts(self, day: date) -> Summary:
        return Summary(day, (), (), 0)


def sent(page: ExchangeView, qtbot: QtBot) -> None:
    report = page.report
    assert report is not None
    press(report, "生成上报包到 U 盘…")
    confirm(qtbot)
    qtbot.waitUntil(lambda: page.history.table.rowCount() == 1)


def test_what_speaks_against_a_report_is_said_where_the_password_is_asked_for(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    report = opened(desk).report
    assert report is not None
    pack = shown(report, "生成上报包到 U 盘…")
    assert pack is not None
    pack.setFocus()
    pack.click()
    qtbot.waitUntil(lambda: asked() is not None)
    dialog = asked()
    assert dialog is not None
    texts: Iterable[QLabel] = dialog.findChildren(QLabel)
    told = "生成上报包（数据校验有错误，仍可办理），请再输一遍密码。"
    assert any(each.text().startswith(told) for each in texts)
    dialog.reject()
    assert report.window().focusWidget() is pack
    assert not desk.carried


def test_only_what_was_sent_and_counts_is_written_again(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    page = opened(desk)
    sent(page, qtbot)
    again = shown(page.history, "再写到 U 盘…")
    assert again is not None
    assert not again.isEnabled()
    page.history.grid.selectRow(0)
    assert again.isEnabled()
    again.click()
    qtbot.waitUntil(lambda: desk.carried[-1] == "write 629925-000001")


def test_a_stick_that_takes_nothing_is_told_and_the_package_is_not_lost(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.trouble = Refusal("stick.read_only", folder="/media/usb")
    page = opened(desk)
    sent(page, qtbot)
    report = page.report
    assert report is not None
    assert "放在发件箱，还没有写到 U 盘" in report.told
    assert "可以拔出" not in report.told


def test_nothing_is_said_to_be_pulled_where_no_stick_was_made_out(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.own_disk = True
    page = opened(desk)
    sent(page, qtbot)
    report = page.report
    assert report is not None
    assert "已写入并核对" in report.told
    assert "没有认出这里是 U 盘" in report.told
    assert "可以拔出" not in report.told


def test_a_receipt_goes_back_onto_the_stick_that_the_report_came_from(
    qtbot: QtBot, desk: FakeDesk, opened: Opened, files: ChosenFiles
) -> None:
    page = opened(desk)
    page.begin_with_accept()
    accept = page.accept
    press(accept, "选择数据包…")
    qtbot.waitUntil(lambda: not accept.accept.isHidden())
    press(accept, "接收入库，写回执")
    qtbot.waitUntil(lambda: desk.carried == [f"receipt {files.folder_path.name}"])
    qtbot.waitUntil(lambda: "回执已写入并核对，可以拔出" in accept.told.text())
    assert accept.accept.isHidden()
    assert shown(accept, "把回执写到 U 盘…") is None


def test_a_receipt_that_the_stick_did_not_take_is_written_later(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.trouble = Refusal("stick.gone", folder="/media/usb")
    page = opened(desk)
    page.begin_with_accept()
    accept = page.accept
    press(accept, "选择数据包…")
    qtbot.waitUntil(lambda: not accept.accept.isHidden())
    press(accept, "接收入库，写回执")
    qtbot.waitUntil(lambda: not accept.receipt.isHidden())
    assert "可以拔出" not in accept.told.text()
    assert page.window().focusWidget() is accept.receipt
    desk.trouble = None
    press(accept, "把回执写到 U 盘…")
    qtbot.waitUntil(lambda: desk.carried == ["write R-0001"])
    qtbot.waitUntil(lambda: "已写入并核对，可以拔出" in accept.told.text())


def test_an_empty_ledger_is_not_reported(qtbot: QtBot, opened: Opened) -> None:
    desk = EmptyDesk(build_county(people=60, units=5))
    report = opened(desk).report
    assert report is not None
    press(report, "生成上报包到 U 盘…")
    qtbot.waitUntil(lambda: "请先处理“台账内容”" in report.told)
    assert not desk.carried
    assert asked() is None


def test_what_became_of_the_last_report_is_told(desk: FakeDesk, opened: Opened) -> None:
    report = opened(desk).report
    assert report is not None
    assert report._last.text() == "还没有上报过。"
    one = receipt(2, "sent")
    report.show_last([replace(one, status="accepted", facts={"kind": REPORT}), receipt(1, "sent")])
    assert report._last.text() == "上一次上报：2026-11-22，第 2 号，对方已接收入库。"


def test_nobody_waits_for_an_answer_to_a_receipt() -> None:
    sent = replace(receipt(1, "sent"), status="written", facts={"kind": REPORT})
    assert told_state(sent) == "已写出，等对方回执"
    assert told_state(replace(sent, facts={"kind": RECEIPT})) == "已写出"

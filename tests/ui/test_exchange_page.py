"""The exchange page: a root is compared before it is believed; one prepares and another signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import ASKED, ROOT
from tests.fakes.front_door import ChosenFiles, Remembered
from ui.exchange.model import grouped
from ui.exchange.view import ExchangeView
from ui.look.theme import Theme
from ui.tasks import Lanes
from ui.window import MainWindow

Opened = Callable[[FakeDesk], ExchangeView]


@pytest.fixture
def opened(qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme) -> Opened:
    """Open the page over a desk."""

    def open_page(desk: FakeDesk) -> ExchangeView:
        window = MainWindow(desk, lanes, files, theme, Remembered())
        qtbot.addWidget(window)
        window.resize(1366, 740)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window.current == "overview")
        window.open_page("exchange")
        view = window.pages["exchange"].view
        assert isinstance(view, ExchangeView)
        qtbot.waitUntil(lambda: view.certificates.table.rowCount() == int(desk.certified))
        return view

    return open_page


def shown(part: QWidget, text: str) -> QPushButton | None:
    """Return the button of that text unless it is hidden."""
    buttons: Iterable[QPushButton] = part.findChildren(QPushButton)
    for found in buttons:
        if found.text() == text and not found.isHidden():
            return found
    return None


def press(part: QWidget, text: str) -> None:
    found = shown(part, text)
    assert found is not None, text
    found.click()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=60, units=5))


def test_a_first_root_is_compared_before_anything_is_installed(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.certified = False
    page = opened(desk).certificates
    press(page, "3 安装证书…")
    qtbot.waitUntil(lambda: "根证书指纹" in page.fingerprint.text)
    labels: Iterable[QLabel] = page.fingerprint.findChildren(QLabel)
    assert grouped(ROOT) in [label.text() for label in labels]
    assert desk.carried == []
    press(page.fingerprint, "核对一致，安装")
    qtbot.waitUntil(lambda: desk.carried == [f"install 人员表.xlsx {ROOT[:4]}"])
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert shown(page.fingerprint, "核对一致，安装") is None


def test_a_root_that_differs_is_not_installed(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    desk.certified = False
    page = opened(desk).certificates
    press(page, "3 安装证书…")
    qtbot.waitUntil(lambda: not page.fingerprint.isHidden())
    press(page.fingerprint, "不一致，不安装")
    assert page.fingerprint.isHidden()
    assert (desk.carried, desk.certified) == ([], False)


def test_a_root_that_is_held_is_not_asked_about_again(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    page = opened(desk).certificates
    press(page, "3 安装证书…")
    qtbot.waitUntil(lambda: desk.carried == ["install 人员表.xlsx "])
    qtbot.waitUntil(lambda: "证书已安装" in page.fingerprint.text)


def test_an_operator_asks_and_is_certified(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    page = opened(desk).certificates
    press(page, "申请签名证书")
    qtbot.waitUntil(lambda: page.requests.rowCount() == 1)
    press(page, "核对一致，颁发")
    qtbot.waitUntil(lambda: desk.carried == [f"certify 审核甲 {ASKED[:4]}"])
    qtbot.waitUntil(lambda: page.requests.rowCount() == 0)
    assert shown(page, "生成根证书") is None


def test_whoever_works_alone_makes_the_package_in_one_step(desk: FakeDesk, opened: Opened) -> None:
    report = opened(desk).report
    assert report is not None
    assert shown(report, "生成上报包到 U 盘…")
    assert shown(report, "1 起草上报包") is None
    assert shown(report, "2 签发到 U 盘…") is None


def test_where_nobody_works_alone_one_prepares_and_another_signs(
    qtbot: QtBot, opened: Opened
) -> None:
    desk = FakeDesk(build_county(people=60, units=5), single=False)
    page = opened(desk)
    report = page.report
    assert report is not None
    assert shown(report, "生成上报包到 U 盘…") is None
    press(report, "1 起草上报包")
    qtbot.waitUntil(lambda: desk.carried == ["prepare 6299"])
    qtbot.waitUntil(lambda: "请审核或负责人" in report.told)
    press(report, "2 签发到 U 盘…")
    qtbot.waitUntil(lambda: desk.carried == ["prepare 6299", "sign 6299"])
    qtbot.waitUntil(lambda: page.receipts.rowCount() == 1)

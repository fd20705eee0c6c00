"""W14: a county reports up and its city takes it in, with real windows, four steps each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.desk import OfficeDesk
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from tests.end2end.place import PASSWORD, TODAY, Place, Quiet, shown
from tests.end2end.walking import CTRL
from ui.exchange.view import ExchangeView
from ui.window import MainWindow

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("collected_here")]

STEPS = 4
ID_NUMBER = re.compile(r"\d{17}[\dXx]")


def exchange(place: Place, window: MainWindow) -> ExchangeView:
    place.clerk.press(Qt.Key.Key_7, CTRL)
    return shown(window, "exchange", ExchangeView)


def reported(county: Place, window: MainWindow, folder: Path) -> Path:
    """Report up: the page, the button, the password that signing asks for, the stick."""
    view, clerk = exchange(county, window), county.clerk
    assert view.report is not None
    clerk.click(view.report._pack)
    clerk.see(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    assert view.report.table.rowCount() == 4
    clerk.fill(PASSWORD)
    clerk.enter()
    clerk.see(lambda: "已写入并核对" in window.notices.text)
    (package,) = folder.glob("*.bqp")
    assert "数据摘要" in view.report.told
    # A folder of the machine's own disk: nothing can be pulled out.
    assert "没有认出这里是 U 盘" in view.report.told
    assert "可以拔出" not in window.notices.text
    return package


@pytest.fixture
def city(offices: Path, tmp_path: Path, machine: Callable[[Path], Place]) -> Place:
    shutil.copytree(offices / "6299", tmp_path / "city")
    return machine(tmp_path / "city")


def looked_at(city: Place, view: ExchangeView, package: Path) -> None:
    city.clerk.path = package
    city.clerk.click(view.accept.choose)


def differs(view: ExchangeView) -> bool:
    return view.accept.panes.changes.rowCount() > 0


def test_w14_a_report_goes_up_and_its_receipt_comes_back(
    county: Place, city: Place, tmp_path: Path
) -> None:
    window, desk = county.enter()
    package = reported(county, window, tmp_path)
    assert county.clerk.steps <= STEPS
    assert not ID_NUMBER.search(package.name)
    sent = desk.packages()
    at_city, city_desk = city.enter()
    view = exchange(city, at_city)
    looked_at(city, view, package)
    city.clerk.see(lambda: differs(view))
    assert not city_desk.packages()
    assert "接收后将是" in view.accept.panes.sums.text()
    city.clerk.click(view.accept.accept)
    city.clerk.see(lambda: "回执已写入并核对" in view.accept.told.text())
    assert city.clerk.steps <= STEPS
    theirs = city_desk.counts(TODAY)
    assert theirs.people == desk.summary(TODAY, Quiet()).people == 6001
    assert {held.office for held in theirs.units} == {OfficeCode("629925")}
    (receipt,) = set(tmp_path.glob("*.bqp")) - {package}
    assert not ID_NUMBER.search(receipt.name)
    assert closed(desk, receipt) == [(sent[0].package, "accepted")]


def closed(desk: OfficeDesk, receipt: Path) -> list[tuple[str, str]]:
    """Take a receipt in; return where what was sent stands then."""
    taken: PackageView = desk.accept_package(receipt, Quiet())
    assert taken.kind == "回执"
    return [(held.package, held.status) for held in desk.packages() if held.direction == "sent"]


def test_w14_an_edited_package_is_refused_with_its_reason(
    county: Place, city: Place, tmp_path: Path
) -> None:
    window, _ = county.enter()
    package = reported(county, window, tmp_path)
    whole = package.read_bytes()
    package.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    at_city, city_desk = city.enter()
    view = exchange(city, at_city)
    looked_at(city, view, package)
    city.clerk.see(lambda: "package.tampered" in at_city.notices.text)
    assert "内容与签名清单不符：文件被改动过" in at_city.notices.text
    assert "台账没有变动" in at_city.notices.text
    assert view.accept.accept.isHidden()
    assert not city_desk.packages()
    assert not city_desk.staged_packages()


def test_w14_what_was_looked_at_is_offered_again_after_a_restart(
    county: Place, city: Place, tmp_path: Path
) -> None:
    """The stick may be gone by then: what is accepted lies on this machine."""
    window, _ = county.enter()
    package = reported(county, window, tmp_path)
    at_city, desk = city.enter()
    view = exchange(city, at_city)
    looked_at(city, view, package)
    city.clerk.see(lambda: differs(view))
    package.unlink()
    city.clerk.see(lambda: "校验结果（" in view.accept.panes.tabText(1))
    at_city.close()
    again = city.open(desk)
    again.open_page("exchange")
    view = shown(again, "exchange", ExchangeView)
    city.clerk.see(lambda: not view.accept.waiting.isHidden())
    (waiting,) = desk.staged_packages()
    view.accept.waiting.resume_asked.emit(waiting)
    city.clerk.see(lambda: differs(view))
    city.clerk.click(view.accept.accept)
    city.clerk.see(lambda: "已接收" in view.accept.told.text())
    assert desk.staged_packages() == ()
    assert not view.accept.receipt.isHidden()

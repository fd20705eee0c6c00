"""The exchange page: a root is compared before it is believed; one prepares and another signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from domain.exchange.shipment import ACCEPTED, CODE_TABLES, REPORT, SENT
from domain.facts import OfficeCode
from domain.outcomes import CertificateView
from domain.register import Actor, Office
from domain.roles import Role
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import ASKED, ROOT, WISH, receipt
from tests.ui.answering import confirm
from ui.exchange.model import grouped
from ui.exchange.view import ExchangeView
from ui.window import MainWindow

Opened = Callable[[FakeDesk], ExchangeView]


@pytest.fixture
def opened(qtbot: QtBot, open_window: Callable[[FakeDesk], MainWindow]) -> Opened:
    """Open the page over a desk."""

    def open_page(desk: FakeDesk) -> ExchangeView:
        window = open_window(desk)
        window.open_page("exchange")
        view = window.pages["exchange"].view
        assert isinstance(view, ExchangeView)
        qtbot.waitUntil(lambda: view.certificates.table.rowCount() == len(desk.certificates()))
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
    card = page.install.fingerprint
    press(page, "选择证书文件…")
    qtbot.waitUntil(lambda: "根证书指纹" in card.text)
    labels: Iterable[QLabel] = card.findChildren(QLabel)
    assert grouped(ROOT) in [label.text() for label in labels]
    assert desk.carried == []
    press(card, "核对一致，安装")
    qtbot.waitUntil(lambda: desk.carried == [f"install 人员表.xlsx {ROOT[:4]}"])
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert shown(card, "核对一致，安装") is None


def test_a_root_that_differs_is_not_installed(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    desk.certified = False
    page = opened(desk).certificates
    card = page.install.fingerprint
    press(page, "选择证书文件…")
    qtbot.waitUntil(lambda: not card.isHidden())
    press(card, "不一致，不安装")
    assert card.isHidden()
    assert (desk.carried, desk.certified) == ([], False)


def test_a_root_that_is_held_is_not_asked_about_again(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    page = opened(desk).certificates
    press(page, "选择证书文件…")
    qtbot.waitUntil(lambda: desk.carried == ["install 人员表.xlsx "])
    qtbot.waitUntil(lambda: "证书已安装" in page.install.fingerprint.text)


def test_an_operator_asks_and_is_certified(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    page = opened(desk).certificates
    press(page, "申请签名证书")
    qtbot.waitUntil(lambda: page.requests.rowCount() == 1)
    press(page, "核对一致，颁发")
    qtbot.waitUntil(lambda: desk.carried == [f"certify 审核甲 {ASKED[:4]}"])
    qtbot.waitUntil(lambda: page.requests.rowCount() == 0)
    assert [page.pages.item(n).text() for n in range(page.pages.count())] == [
        "证书一览", "申请证书", "安装证书", "吊销证书", "人员签名证书", "信任表",
    ]  # fmt: skip


def test_a_request_is_looked_at_and_compared_before_it_is_granted(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.office = CITY
    page = opened(desk).certificates
    card = page.grant.fingerprint
    press(page, "选择申请文件…")
    qtbot.waitUntil(lambda: "安澜县委编办（629925）" in card.text)
    assert "还没有颁发" in card.text
    assert desk.carried == ["wish 人员表.xlsx"]
    press(card, "核对一致，颁发…")
    confirm(qtbot)
    qtbot.waitUntil(lambda: desk.carried[1:] == [f"grant {WISH.fingerprint[:4]} 629925.bqcert"])
    qtbot.waitUntil(lambda: "证书已保存到" in card.text)
    assert shown(card, "核对一致，颁发…") is None


def test_a_request_that_differs_is_not_granted(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.office = CITY
    page = opened(desk).certificates
    press(page, "选择申请文件…")
    card = page.grant.fingerprint
    qtbot.waitUntil(lambda: not card.isHidden())
    press(card, "不一致，不颁发")
    assert card.isHidden()
    assert desk.carried == ["wish 人员表.xlsx"]


def test_a_request_is_written_and_its_sheet_printed(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    page = opened(desk).certificates
    press(page, "写出申请文件…")
    card = page.request.fingerprint
    qtbot.waitUntil(lambda: "用电话核对" in card.text)
    press(card, "打印核对单…")
    qtbot.waitUntil(lambda: desk.carried[1:] == ["sheet abab 证书核对单_629925.pdf"])


def test_who_may_not_handle_certificates_only_looks(desk: FakeDesk, opened: Opened) -> None:
    desk.actor = Actor("jingban", frozenset({"经办"}), single=False, officers_appointed=True)
    page = opened(desk).certificates
    offered = [
        page.pages.item(n).text()
        for n in range(page.pages.count())
        if not page.pages.item(n).isHidden()
    ]
    assert offered == ["证书一览", "人员签名证书", "信任表"]
    assert shown(page, "吊销…") is None


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
    qtbot.waitUntil(lambda: desk.carried == ["prepare 上报 6299"])
    qtbot.waitUntil(lambda: "请审核或负责人" in report.told)
    press(report, "2 签发到 U 盘…")
    confirm(qtbot)
    qtbot.waitUntil(lambda: desk.carried == ["prepare 上报 6299", "sign 上报 6299"])
    qtbot.waitUntil(lambda: page.history.table.rowCount() == 1)


CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
COUNTY = CertificateView(
    "office", OfficeCode("629925"), "安澜县委编办", CITY.name, "ab" * 32,
    date(2026, 1, 1), date(2029, 1, 1), "valid",
)  # fmt: skip


def test_a_city_ticks_the_counties_that_get_its_calendar(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.office = CITY
    other = replace(COUNTY, office=OfficeCode("629926"), name="清平县委编办")
    expired = replace(COUNTY, office=OfficeCode("629927"), state="expired")
    desk.offices_below = (COUNTY, COUNTY, other, expired)
    page = opened(desk)
    down = page.down
    assert down is not None
    assert [down.offices.item(at).text() for at in range(down.offices.count())] == [
        "安澜县委编办（629925）",
        "清平县委编办（629926）",
    ]
    create = shown(down, "生成代码表包到 U 盘…")
    assert create is not None
    assert not create.isEnabled()
    press(down, "全选")
    down.offices.item(1).setCheckState(Qt.CheckState.Unchecked)
    create.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: desk.carried == ["create 代码表 629925"])
    qtbot.waitUntil(lambda: "第 3 号代码表包已写入并核对，可以拔出" in down.told)
    qtbot.waitUntil(lambda: page.history.table.rowCount() == 1)
    assert down.recipients == (COUNTY.office,)


def test_a_city_chooses_what_it_sends_down(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    desk.office = CITY
    desk.offices_below = (COUNTY,)
    down = opened(desk).down
    assert down is not None
    assert [each.text()[:3] for each in down.kinds.buttons()] == [
        "代码表", "下发（", "初始化", "升级（", "信任表",
    ]  # fmt: skip
    press(down, "全选")
    down.kinds.buttons()[1].click()
    press(down, "生成下发包到 U 盘…")
    confirm(qtbot)
    qtbot.waitUntil(lambda: desk.carried == ["create 下发 629925"])
    qtbot.waitUntil(lambda: "号下发包已写入并核对，可以拔出" in down.told)
    down.kinds.buttons()[0].click()
    assert down.told == ""
    assert shown(down, "生成代码表包到 U 盘…") is not None


def test_an_office_is_given_its_own_ledgers_alone(desk: FakeDesk, opened: Opened) -> None:
    other = replace(COUNTY, office=OfficeCode("629926"), name="安溪县委编办")
    desk.office = CITY
    desk.offices_below = (COUNTY, other)
    down = opened(desk).down
    assert down is not None
    press(down, "全选")
    down.kinds.buttons()[2].click()
    create = shown(down, "生成初始化包到 U 盘…")
    assert create is not None
    assert not create.isEnabled()
    assert "一次只发给一个单位" in create.toolTip()
    down.offices.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert create.isEnabled()


def test_a_city_without_counties_is_told_how_to_get_their_certificates(
    desk: FakeDesk, opened: Opened
) -> None:
    desk.office = CITY
    down = opened(desk).down
    assert down is not None
    labels: Iterable[QLabel] = down.findChildren(QLabel)
    assert any("颁发给下级" in label.text() for label in labels)
    assert down.recipients == ()


def test_a_county_has_nobody_to_send_tables_to(desk: FakeDesk, opened: Opened) -> None:
    assert opened(desk).down is None


def test_a_county_sees_which_years_a_package_changes(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.arriving = CODE_TABLES
    accept = opened(desk).accept
    press(accept, "选择数据包…")
    qtbot.waitUntil(lambda: accept.panes.years.rowCount() == 2)
    assert [line[:2] for line in accept.panes.years.rows] == [("2027", "new"), ("2026", "changed")]
    assert "本办自己录入的以上级为准" in accept.panes.years.rows[1][2]
    assert accept.panes.sums.text() == "放假安排：新增 1 年，变动 1 年，相同 0 年。"
    press(accept, "接收入库")
    qtbot.waitUntil(lambda: len(desk.receipts) == 1)
    desk.arriving = REPORT
    press(accept, "选择数据包…")
    qtbot.waitUntil(lambda: accept.panes.changes.rowCount() == 1)
    assert accept.panes.years.rowCount() == 0


def test_who_sent_is_called_by_name_in_the_history(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    came = receipt(1, ACCEPTED)
    desk.receipts = [replace(came, facts={**came.facts, "sender_name": "安澜县委编办"})]
    page = opened(desk)
    qtbot.waitUntil(lambda: page.history.table.rowCount() == 1)
    table = page.history.table
    line = [table.data(table.index(0, n)) for n in range(table.columnCount())]
    assert f"安澜县委编办（{came.peer}）" in line
    assert came.path not in line


def test_who_was_sent_to_is_called_by_the_name_in_its_certificate(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    above = replace(desk.certificates()[0], office=OfficeCode("6299"), name="安州市委编办")
    desk.offices_below, desk.receipts = (above,), [receipt(1, SENT)]
    table = opened(desk).history.table
    qtbot.waitUntil(lambda: table.rowCount() == 1)
    line = [table.data(table.index(0, n)) for n in range(table.columnCount())]
    assert "安州市委编办（6299）" in line


def test_a_grant_that_failed_may_be_tried_again(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.office = Office(OfficeCode("6299"), "安河市委编办", "city")
    page = opened(desk).certificates
    card = page.grant.fingerprint
    press(page.grant, "选择申请文件…")
    qtbot.waitUntil(lambda: not card.isHidden())
    desk.refusing = Refusal("command.disk_full", path="stick")
    press(card, "核对一致，颁发…")
    confirm(qtbot)
    qtbot.waitUntil(lambda: desk.refusing is None)
    qtbot.waitUntil(page.grant.isEnabled)
    press(card, "核对一致，颁发…")
    qtbot.waitUntil(lambda: any(each.startswith("grant") for each in desk.carried))


def test_an_installation_that_failed_may_be_tried_again(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.certified = False
    page = opened(desk).certificates
    press(page, "选择证书文件…")
    card = page.install.fingerprint
    qtbot.waitUntil(lambda: not card.isHidden())
    desk.refusing = Refusal("command.file_unreadable", path="stick")
    press(card, "核对一致，安装")
    qtbot.waitUntil(lambda: desk.refusing is None)
    qtbot.waitUntil(page.install.isEnabled)
    press(card, "核对一致，安装")
    qtbot.waitUntil(lambda: desk.certified)


def test_a_revocation_that_no_table_tells_of_yet_says_so(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    desk.trouble = Refusal("clock.unconfirmed")
    page = opened(desk).certificates.revoking
    page.which.setCurrentIndex(0)
    page.reason.setText("失窃")
    page._act.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: not page.fingerprint.isHidden())
    assert "新一版信任表还没有签发" in page.fingerprint._result.text()


def test_nothing_else_is_chosen_while_a_package_is_sealed(
    qtbot: QtBot, desk: FakeDesk, opened: Opened
) -> None:
    report = opened(desk).report
    assert report is not None
    enabled: list[bool] = []
    desk.on_create = lambda: enabled.append(report.isEnabled())
    press(report, "生成上报包到 U 盘…")
    confirm(qtbot)
    qtbot.waitUntil(lambda: bool(report.told))
    assert enabled == [False]
    assert report.isEnabled()


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.CLERK, ["1 起草上报包"]),
        (Role.REVIEWER, ["2 签发到 U 盘…"]),
        (Role.LEADER, []),
        (Role.HEAD, ["1 起草上报包", "2 签发到 U 盘…"]),
    ],
)
def test_only_those_whose_act_it_is_are_offered_to_send(
    role: Role, offered: list[str], opened: Opened
) -> None:
    desk = FakeDesk(build_county(people=60, units=5), single=False)
    desk.actor = Actor("某人", frozenset({role}), single=False)
    page = opened(desk)
    assert page.report is not None
    acts = ("生成上报包到 U 盘…", "1 起草上报包", "2 签发到 U 盘…")
    assert [each for each in acts if shown(page.report, each) is not None] == offered
    signs = "2 签发到 U 盘…" in offered
    assert (shown(page.history, "再写到 U 盘…") is not None) is signs

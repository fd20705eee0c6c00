"""上报情况: who has reported, what it told, and the way into an office's ledgers and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from domain.collected_outcomes import Collection, Compared, FindingCounts, OfficePart
from domain.exchange.collected import AnsweredRemark, ReportState, Standing
from domain.exchange.remarks import Remark
from domain.exchange.shipment import ACCEPTED, HELD, PRE_AUDIT, REPORT, RETURNED, SENT, TAKEN_OVER
from domain.facts import OfficeCode
from domain.register import Office, Receipt
from domain.report_periods import period_called
from domain.tallies import Tally
from tests.fakes.desk import FakeDesk
from tests.fakes.form_desk import COUNTY
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.ui.answering import confirm
from ui.checks.view import ChecksView
from ui.collected.model import OfficeRow, rows_of, signed, told_row
from ui.collected.parts import lines_of, told_package, told_remark
from ui.collected.view import CollectedView
from ui.look.lights import GREEN, GREY, RED, YELLOW
from ui.look.theme import Theme
from ui.overview.view import OverviewView
from ui.people.view import PeopleView
from ui.shell.office import OfficeBanner
from ui.tasks import Lanes
from ui.units.view import UnitsView
from ui.window import MainWindow

FIRST, SECOND, THIRD = OfficeCode("629926"), OfficeCode("629927"), OfficeCode("629928")
NOVEMBER = period_called(COUNTY.periods, "2026-11")
REMARK = Remark(1, "缺批准文号", 3, "6299260001")


def receipt(status: str = TAKEN_OVER, direction: str = ACCEPTED, **facts: object) -> Receipt:
    told = {"kind": REPORT, "data_date": "2026-11-20", **facts}
    at = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    return Receipt(direction, FIRST, "report", 1, 2, "a" * 32, "b" * 64, "", at, status, facts=told)


MOVED: dict[str, Any] = {"units": {"教育局": {"added": 3, "changed": 1, "gone": 2}}}
REPORTED = Standing(
    FIRST, "清平县", ReportState.ACCEPTED, receipt(**MOVED), receipt(**MOVED), receipt(),
    (AnsweredRemark("c" * 32, 2, PRE_AUDIT, REMARK),),
)  # fmt: skip
RETURNED_ONE = Standing(SECOND, "云溪县", ReportState.RETURNED, receipt(RETURNED))
MISSING = Standing(THIRD, "石门县", ReportState.MISSING)
TOLD = Compared(
    Tally(3, 12, 10, 0, 2), Tally(3, 9, 10, 1, 0), (OfficePart(FIRST, "清平县", Tally(3, 12)),)
)


@pytest.fixture
def city(desk: FakeDesk) -> FakeDesk:
    desk.office = Office(OfficeCode("6299"), "安河市", "city")
    desk.standings = (MISSING, REPORTED, RETURNED_ONE)
    desk.told = {FIRST: TOLD}
    desk.findings_below = {FIRST: FindingCounts(4, 2, 1)}
    desk.names = {FIRST: "清平县"}
    desk.packages_of = (receipt(),)
    return desk


@pytest.fixture
def leading(
    qtbot: QtBot, city: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> MainWindow:
    made = MainWindow(city, lanes, files, theme, Remembered())
    qtbot.addWidget(made)
    made.resize(1366, 740)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.current == "overview")
    made.open_page("collected")
    page = collected(made)
    qtbot.waitUntil(lambda: page.detail.lines.rowCount() > 0 or page.table.rowCount() == 3)
    qtbot.waitUntil(lambda: any(row.compared for row in page.table.rows))
    return made


def collected(window: MainWindow) -> CollectedView:
    return cast(CollectedView, window.pages["collected"].view)


def choose(page: CollectedView, office: OfficeCode) -> None:
    at = [row.standing.office for row in page.table.rows].index(office)
    page.grid.selectRow(at)


def banner(window: MainWindow) -> OfficeBanner:
    return cast(OfficeBanner, window.findChild(OfficeBanner))


def test_a_county_has_no_such_page(window: MainWindow) -> None:
    assert "collected" not in list(window.pages)


def test_those_who_call_for_somebody_come_first_and_are_counted(leading: MainWindow) -> None:
    page = collected(leading)
    assert [row.mark.word for row in page.table.rows] == ["未报", "已退回", "已接收"]
    assert page._counts.text() == "应报 3　已报 1　未报 1　退回 1"
    assert page.export.text() == "导出未报名单（2）"
    texts = [page.table.data(page.table.index(2, at)) for at in range(11)]
    assert texts == [
        "已接收", "清平县", "2026-11-20", "10", "12", "+3", "2", "1 条未答", "—", "—", "—",
    ]  # fmt: skip


def test_an_office_is_told_in_full(qtbot: QtBot, leading: MainWindow) -> None:
    page = collected(leading)
    choose(page, FIRST)
    detail = page.detail
    assert [(line.name, line.before, line.now, line.moved) for line in detail.lines.rows][1] == (
        "实有（人）", 9, 12, "+3",
    )  # fmt: skip
    assert detail.units.rows == (("教育局", 3, 1, 2),)
    assert detail._remark.text().endswith("答复：还没有答复")
    assert detail._told.text().startswith("第 2 号，数据日期 2026-11-20")
    qtbot.waitUntil(lambda: detail.packages.rowCount() == 1)
    choose(page, THIRD)
    assert not detail.look.isEnabled()
    assert detail._told.text() == "2026-11 还没有报来。校验：还没有校验"


def test_the_rules_are_run_when_asked_and_counted_office_by_office(
    qtbot: QtBot, leading: MainWindow
) -> None:
    page = collected(leading)
    page.check.click()
    qtbot.waitUntil(lambda: any(row.found for row in page.table.rows))
    assert page.table.data(page.table.index(2, 8)) == "4"
    choose(page, FIRST)
    assert page.detail._told.text().endswith("错误 4 · 警告 2 · 提示 1")


def test_another_period_is_read_anew(qtbot: QtBot, leading: MainWindow, city: FakeDesk) -> None:
    page = collected(leading)
    city.standings = (MISSING,)
    page.periods.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert page.table.rows[0].mark.light == RED
    page.kind.setCurrentIndex(1)
    assert page.period.text == "2026下半年"
    city.standings = ()
    page.kind.setCurrentIndex(2)
    qtbot.waitUntil(lambda: not page._body.filled)


def test_the_list_of_the_missing_goes_out(
    qtbot: QtBot, leading: MainWindow, city: FakeDesk
) -> None:
    collected(leading).export.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: bool(city.missing_written))
    assert city.missing_written[0].startswith("2026-11 ")


def test_the_overview_tells_who_has_reported_and_leads_there(
    qtbot: QtBot, leading: MainWindow
) -> None:
    leading.open_page("overview")
    overview = cast(OverviewView, leading.pages["overview"].view)
    qtbot.waitUntil(overview.reported.isVisible)
    told = overview.reported._told.text()
    assert told == "下级上报 2026-11：应报 3　已报 1　未报 1　退回 1"
    assert "本单位的" in overview._light_count.text()
    for way in (overview.reported.asked, overview.figures[3].chosen):
        leading.open_page("overview")
        way.emit()
        assert collected(leading).isVisible()


def test_a_county_s_overview_tells_nothing_of_offices_below(
    qtbot: QtBot, window: MainWindow
) -> None:
    overview = cast(OverviewView, window.pages["overview"].view)
    qtbot.waitUntil(lambda: overview.alarms.rowCount() > 0)
    assert overview.reported.isHidden()
    assert "本单位的" not in overview._light_count.text()


def test_an_office_s_ledgers_are_looked_into_and_left_again(
    qtbot: QtBot, leading: MainWindow, city: FakeDesk
) -> None:
    page = collected(leading)
    choose(page, FIRST)
    page.detail.look.click()
    units = cast(UnitsView, leading.pages["units"].view)
    qtbot.waitUntil(lambda: leading.current == "units" and units.table.rowCount() == 40)
    assert FIRST in city.looked_into
    assert "清平县" in banner(leading).text
    assert not units.import_button.isEnabled()
    assert not units.more.isEnabled()
    leading.open_page("people")
    people = cast(PeopleView, leading.pages["people"].view)
    qtbot.waitUntil(lambda: people.table.rowCount() == 700)
    assert people.tabs.isHidden()
    leading._session.back_to_today()
    assert not banner(leading).text
    qtbot.waitUntil(lambda: not people.tabs.isHidden())
    assert units.import_button.isEnabled()


def test_going_to_a_page_of_the_own_office_leaves_the_other_one(leading: MainWindow) -> None:
    leading._session.look_into(FIRST)
    leading.open_page("cases")
    assert leading._session.office is None


def test_no_business_is_begun_in_another_office_s_ledgers(leading: MainWindow) -> None:
    leading._session.look_into(FIRST)
    assert "只能看" in leading._session.why_wait
    leading._session.look_into(None)
    assert leading._session.why_wait == ""


def test_an_office_s_findings_stay_while_one_looks_at_what_they_are_about(
    qtbot: QtBot, leading: MainWindow
) -> None:
    page = collected(leading)
    choose(page, FIRST)
    page.detail.findings.click()
    checks = cast(ChecksView, leading.pages["checks"].view)
    qtbot.waitUntil(lambda: leading.current == "checks" and checks.table.rowCount() > 0)
    assert leading._session.office == FIRST
    found = checks.table.rowCount()
    leading.open_page("collected")
    assert not banner(leading).text
    leading.open_page("checks")
    assert "清平县" in banner(leading).text
    assert checks.table.rowCount() == found
    leading._session.look_into(None)
    assert not checks._body.filled


def test_what_is_not_known_yet_is_no_number() -> None:
    row = OfficeRow(MISSING)
    assert row.mark.light == YELLOW
    assert lines_of(None) == ()
    first = lines_of(replace(TOLD, before=None))[0]
    assert (first.before, first.moved) == (None, "—")
    assert [signed(number) for number in (3, 0, -2)] == ["+3", "0", "−2"]


def test_findings_of_the_counties_that_a_city_sent_are_its_own() -> None:
    city = replace(REPORTED, office=OfficeCode("6299"))
    found = {FIRST: FindingCounts(1, 2, 3), SECOND: FindingCounts(1, 0, 0)}
    (row,) = rows_of(Collection(NOVEMBER, (city,), (FIRST,)), {}, found, late=False)
    assert row.ledger == FIRST
    assert row.found == FindingCounts(2, 2, 3)


@pytest.mark.parametrize(
    ("standing", "told", "light"),
    [
        (replace(MISSING, state=ReportState.FROZEN), "冻结期内，暂不接收。", GREY),
        (
            replace(RETURNED_ONE, state=ReportState.STAGED),
            "已送到本办，还没有决定：请到“交换上报”的“接收”点“接着看”。",
            YELLOW,
        ),
        (RETURNED_ONE, "第 2 号已退回，等它改好再报。", YELLOW),
        (
            replace(MISSING, state=ReportState.WAITING, report=receipt("gap", HELD)),
            "第 2 号来早了，前面缺的包补齐后再接收。",
            YELLOW,
        ),
        (REPORTED, "第 2 号，数据日期 2026-11-20，11 月 21 日接收。", GREEN),
    ],
)
def test_every_state_is_told_in_words(standing: Standing, told: str, light: str) -> None:
    row = OfficeRow(standing)
    assert told_row(row, NOVEMBER) == f"{told}校验：还没有校验"
    assert row.mark.light == light


def test_packages_and_remarks_are_told_in_words() -> None:
    sent = replace(receipt(direction=SENT), facts={"kind": PRE_AUDIT, "counts": {"remark": 2}})
    assert told_package(sent) == "发出预审反馈，2 条意见"
    assert told_package(receipt(RETURNED)) == "上报，已退回"
    assert told_package(receipt()) == "上报，已接收"
    assert told_package(receipt("gap", HELD)) == "上报，留存待前面的包"
    answered = AnsweredRemark("c" * 32, 2, PRE_AUDIT, REMARK, "已补")
    told = "缺批准文号（规则 3）\n答复：已补"
    assert told_remark(answered, {}) == f"预审反馈第 1 条：单位 6299260001：{told}"
    names = {"6299260001": "云溪县教育局"}
    assert told_remark(answered, names) == f"预审反馈第 1 条：云溪县教育局：{told}"

"""数据比对: lists made, sent and removed; differences narrowed, opened, given out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from domain.exchange.list_difference import Category
from domain.exchange.listed import Listed, ListHead
from domain.facts import OfficeCode
from domain.outcomes import CertificateView
from domain.register import Office
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles
from tests.ui.answering import confirm
from ui.lists.presenter import ListsPresenter
from ui.lists.view import ListsView
from ui.window import MainWindow

CITY, COUNTY = OfficeCode("6299"), OfficeCode("629925")
ABOVE = CertificateView(
    "office", CITY, "安河市委编办", "陇原省委编办", "5b" * 32,
    date(2026, 1, 1), date(2029, 1, 1), "valid",
)  # fmt: skip
STRANGER = Listed("629925197001010014", "某局", "编外某")
DAY = date(2026, 11, 20)


def listed(desk: FakeDesk) -> tuple[Listed, ...]:
    """Return a list of all but one, with a name, a number and a unit mistaken, and a stranger."""
    names = {unit.unit: unit.name for unit in desk.county.units}
    found = [
        Listed(m.person.id_no, names[m.place.unit], m.person.name) for m in desk.county.members[1:]
    ]
    found[0] = replace(found[0], name="错某某")
    found[1] = replace(found[1], unit="别的局")
    return (*found, STRANGER)


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk(build_county(people=120, units=8))
    made.offices_below = (ABOVE,)
    rows = listed(made)
    for key in ("629925-1", "6299-4"):
        made.lists[key] = ListHead(key, "财政供养", "2026-11", DAY, rows=len(rows)), rows
    return made


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ListsView:
    window.open_page("lists")
    view = view_of(window)
    qtbot.waitUntil(lambda: view.table.rowCount() == 2)
    return view


def view_of(window: MainWindow) -> ListsView:
    return cast("ListsView", window.pages["lists"].view)


def compare(qtbot: QtBot, page: ListsView) -> None:
    page.compare.click()
    qtbot.waitUntil(lambda: page.results.filled and page.results.table.rowCount() > 0)


def counts(page: ListsView) -> dict[str, int]:
    return {group.words: group.count for group in page.results.groups.rows}


def first(qtbot: QtBot, page: ListsView) -> list[str]:
    table = page.results.table
    qtbot.waitUntil(lambda: table.value_at(0) is not None)
    return [str(table.data(table.index(0, at))) for at in range(7)]


def test_lists_say_whose_they_are(page: ListsView) -> None:
    told = [page.table.data(page.table.index(row, 3)) for row in range(2)]
    assert told == ["安河市委编办", "本办"]
    assert page.chosen is not None
    assert page.chosen.head.key == "6299-4"
    assert not page.results.filled
    assert page.offices.isHidden()


def test_differences_are_counted_by_category_and_narrowed(qtbot: QtBot, page: ListsView) -> None:
    compare(qtbot, page)
    assert counts(page) == {
        "全部差异": 4, "台账有、名单没有": 1, "名单有、台账没有": 1, "单位不一致": 1,
        "姓名不一致": 1, "身份证号不一致": 0, "名单里重复": 0,
    }  # fmt: skip
    assert "差异 4 条" in page.results._told.text()
    page.results.lines.selectRow(2)
    qtbot.waitUntil(lambda: page.results.table.rowCount() == 1)
    assert first(qtbot, page) == [
        "名单有、台账没有", "629925********0014", "—", "—", "编外某", "某局", "—",
    ]  # fmt: skip
    page.results.lines.selectRow(0)
    qtbot.waitUntil(lambda: page.results.table.rowCount() == 4)
    page.results.unit.setText("别的局")
    qtbot.waitUntil(lambda: page.results._found.text() == "1 条")
    assert first(qtbot, page)[0] == "单位不一致"
    page.results.unit.setText("没有这样的单位")
    qtbot.waitUntil(lambda: page.results._found.text() == "0 条")
    assert not page.results.export.isEnabled()


def test_a_difference_leads_to_the_record(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: ListsView
) -> None:
    compare(qtbot, page)
    first(qtbot, page)
    opened: list[tuple[str, object]] = []
    window._session.person_asked.connect(lambda name, person: opened.append((name, person)))
    at = {row.category: n for n in range(4) if (row := page.results.table.value_at(n))}
    page.results.grid.activated.emit(page.results.table.index(at[Category.ONLY_LIST], 0))
    assert opened == []
    page.results.grid.activated.emit(page.results.table.index(at[Category.ONLY_LEDGER], 0))
    missing = desk.county.members[0].person
    assert opened == [(missing.name, missing.person)]
    assert window.current == "people"


def test_what_is_found_goes_out_as_a_workbook(
    qtbot: QtBot, desk: FakeDesk, page: ListsView
) -> None:
    compare(qtbot, page)
    page.results.lines.selectRow(2)
    qtbot.waitUntil(lambda: page.results.table.rowCount() == 1)
    page.results.export.click()
    confirm(qtbot)
    wanted = f"write {Category.ONLY_LIST} 比对差异_6299-4.xlsx"
    qtbot.waitUntil(lambda: wanted in desk.list_acts)


def test_a_comparison_ends_with_the_ledger_it_was_made_with(
    qtbot: QtBot, window: MainWindow, page: ListsView
) -> None:
    compare(qtbot, page)
    window._session.ledger_changed.emit()
    assert not page.results.filled


def test_a_list_is_made_from_a_workbook(
    qtbot: QtBot, desk: FakeDesk, files: ChosenFiles, page: ListsView
) -> None:
    page.make.click()
    assert not page.results.isVisible()
    page.making.act.click()
    assert page.making.fields[0].complaint
    page.making.item.setText("社保")
    page.making.day.setText("不是日期")
    page.making.act.click()
    assert page.making.fields[2].complaint
    page.making.day.set_day(DAY)
    files.opened = None
    page.making.act.click()
    files.opened = Path("社保.xlsx")
    desk.brought = ()
    page.making.act.click()
    qtbot.waitUntil(lambda: not page.making._problem.isHidden())
    desk.brought = (STRANGER,)
    page.making.act.click()
    qtbot.waitUntil(lambda: page.table.rowCount() == 3)
    assert page.making.isHidden()
    assert desk.lists["629925-3"][0].item == "社保"


def test_a_list_is_removed_once_that_was_asked(
    qtbot: QtBot, desk: FakeDesk, page: ListsView
) -> None:
    compare(qtbot, page)
    page.remove.click()
    assert "6299-4" in page.removing.meaning.text()
    page.removing.back.click()
    assert len(desk.lists) == 2
    page.remove.click()
    page.removing.act.click()
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert "6299-4" not in desk.lists
    assert not page.results.filled


def test_only_own_lists_are_sent(qtbot: QtBot, desk: FakeDesk, page: ListsView) -> None:
    page.send.click()
    assert "不能由本办再发" in page.sending._what.text()
    assert not page.sending._pack.isEnabled()
    page.grid.selectRow(1)
    assert page.sending.isHidden()
    page.send.click()
    assert page.sending.recipients == (CITY,)
    page.sending._pack.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: "第 3 号" in page.sending.told)
    assert desk.list_acts == ["choose 629925-1"]
    assert desk.carried[-1].startswith("create 比对名单")


def test_without_a_neighbour_s_certificate_nothing_is_sent(
    qtbot: QtBot, open_window: Callable[[FakeDesk], MainWindow], desk: FakeDesk
) -> None:
    desk.offices_below = ()
    window = open_window(desk)
    window.open_page("lists")
    page = view_of(window)
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    page.grid.selectRow(1)
    page.send.click()
    assert page.sending._nobody.isVisible()
    assert not page.sending._pack.isEnabled()


def test_a_city_compares_with_the_ledger_of_a_county_and_goes_there(
    qtbot: QtBot, open_window: Callable[[FakeDesk], MainWindow], desk: FakeDesk
) -> None:
    desk.office = Office(CITY, "安河市", "city")
    desk.ledgers, desk.names = (CITY, COUNTY), {COUNTY: "安澜县"}
    window = open_window(desk)
    window.open_page("lists")
    page = view_of(window)
    qtbot.waitUntil(lambda: page.offices.count() == 2)
    assert [page.offices.itemText(at) for at in range(2)] == ["本单位", "安澜县"]
    page.offices.setCurrentIndex(1)
    compare(qtbot, page)
    assert desk.list_acts == [f"compare 6299-4 {COUNTY} {window._session.day}"]
    assert "安澜县截至" in page.results._told.text()
    first(qtbot, page)
    page.results.grid.activated.emit(page.results.table.index(0, 0))
    assert window._session.office == COUNTY


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("领导", set()), ("审核", {"发出…", "2 签发到 U 盘…"}),
        ("经办", {"从表格建立…", "发出…", "删除…", "1 起草名单包", "导出 Excel…"}),
    ],
)  # fmt: skip
def test_nobody_sees_the_button_of_what_is_not_his(
    open_window: Callable[[FakeDesk], MainWindow], role: str, seen: set[str]
) -> None:
    desk = FakeDesk(build_county(people=30, units=4), single=False)
    desk.actor = replace(desk.actor, roles=frozenset({role}))
    window = open_window(desk)
    window.open_page("lists")
    page = view_of(window)
    sending, results = page.sending, page.results
    buttons = (
        page.make, page.send, page.remove, results.export, sending._pack, sending._prepare,
        sending._sign,
    )  # fmt: skip
    assert {each.text() for each in buttons if not each.isHidden()} == seen


def test_one_prepares_and_another_signs(
    qtbot: QtBot, open_window: Callable[[FakeDesk], MainWindow]
) -> None:
    desk = FakeDesk(build_county(people=30, units=4), single=False)
    desk.offices_below, desk.brought = (ABOVE,), (STRANGER,)
    window = open_window(desk)
    window.open_page("lists")
    page = view_of(window)
    assert isinstance(window.pages["lists"], ListsPresenter)
    desk.lists["629925-1"] = ListHead("629925-1", "社保", "2026", DAY, rows=1), (STRANGER,)
    window.pages["lists"].reload()
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    page.send.click()
    page.sending._prepare.click()
    qtbot.waitUntil(lambda: "已起草名单包" in page.sending.told)
    page.sending._sign.click()
    confirm(qtbot)
    qtbot.waitUntil(lambda: "第 3 号" in page.sending.told)
    assert desk.list_acts == ["choose 629925-1"]


def test_a_filter_typed_just_before_comparing_loses_no_comparison(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: ListsView
) -> None:
    compare(qtbot, page)
    desk.lists["629925-1"] = ListHead("629925-1", "社保", "2026", DAY, rows=1), (STRANGER,)
    page.grid.selectRow(1)
    assert page.chosen is not None
    assert page.chosen.head.key == "629925-1"
    page.compare.click()
    page.results.query_changed.emit()  # the field has settled while the comparison runs
    qtbot.waitUntil(lambda: "社保" in page.results._told.text())
    presenter = cast("ListsPresenter", window.pages["lists"])
    assert presenter._compared is not None
    assert presenter._compared.head.key == "629925-1"

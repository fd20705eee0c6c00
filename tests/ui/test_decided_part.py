"""系统设置, 规定: what the office decides, what was decided above, wrong values, what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from domain.facts import OfficeCode
from domain.register import Office
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.dossiers import county
from ui.look.lights import GREEN, GREY, LightMark
from ui.system.decided import DecidedPart
from ui.system.decided_rows import DECIDED, told_now, told_takes
from ui.system.view import SystemView
from ui.window import MainWindow

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
MONTHS, NOTICE = "thresholds.vacancy_months", "thresholds.retire_notice_months"
LINKED, TITLE, DAYS = "problems.blocking", "forms.roster.title", "flows.人员上编.days"
MINUTES = "thresholds.vacancy_share_percent"
Shown = Callable[[], DecidedPart]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=20, units=2))


@pytest.fixture
def shown(qtbot: QtBot, open_window: Callable[[FakeDesk], MainWindow], desk: FakeDesk) -> Shown:
    def show() -> DecidedPart:
        window = open_window(desk)
        window.open_page("system")
        view = window.pages["system"].view
        assert isinstance(view, SystemView)
        (named,) = view.parts.findItems("规定", Qt.MatchFlag.MatchExactly)
        view.parts.setCurrentItem(named)
        qtbot.waitUntil(lambda: view.decided.table.rowCount() > 0)
        return view.decided

    return show


def choose(part: DecidedPart, name: str) -> None:
    (number,) = (n for n, item in enumerate(part.table.rows) if item.name == name)
    part.grid.selectRow(number)


def write(part: DecidedPart, text: str) -> None:
    editor = part.form.line.editor
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    editor.insert(text)
    editor.textEdited.emit(editor.text())


def cells(part: DecidedPart, name: str) -> list[object]:
    (item,) = (item for item in part.table.rows if item.name == name)
    return [column.read(item) for column in DECIDED]


def notice(part: DecidedPart) -> str:
    window = part.window()
    assert isinstance(window, MainWindow)
    return window.notices._text.text()


def test_every_item_stands_there_with_its_value_in_words_and_on_whose_word(
    desk: FakeDesk, shown: Shown
) -> None:
    desk.own_decisions, desk.decided_above = {MONTHS: 6}, {DAYS: 0}
    part = shown()
    assert cells(part, MONTHS) == [
        "预警线", "空编几个月以上预警", "6 个月", LightMark(GREEN, "本办规定")
    ]  # fmt: skip
    assert cells(part, DAYS)[1:] == [
        "人员上编几个工作日内办结", "不限期", LightMark(GREEN, "上级规定")
    ]  # fmt: skip
    assert cells(part, MINUTES)[2:] == ["20 %", LightMark(GREY, "程序原有")]
    assert cells(part, TITLE)[2] == "【地名】roster"
    assert part.form.head.text() == "请先在左边选一项"
    assert part.form.decide.isHidden()


def test_a_number_that_gives_way_to_another_tells_what_is_gone_by(
    desk: FakeDesk, shown: Shown
) -> None:
    desk.own_decisions = {NOTICE: 2}
    part = shown()
    (item,) = (i for i in part.table.rows if i.name == "thresholds.retire_warning_months")
    assert told_now(item) == "3 个月，实际按 2 个月"
    assert county().thresholds.retire_warning_months == 3


def test_a_county_decides_for_itself_and_takes_it_back(
    qtbot: QtBot, desk: FakeDesk, shown: Shown
) -> None:
    part = shown()
    changed: list[bool] = []
    window = part.window()
    assert isinstance(window, MainWindow)
    window._session.ledger_changed.connect(lambda: changed.append(True))
    choose(part, MONTHS)
    assert part.form.now.text() == "现在：12 个月（程序原有）"
    assert part.form.takes.text() == "可以是：0 至 120 的整数（个月）。"
    assert not part.form.drop.isEnabled()
    write(part, "６")
    part.form.decide.click()
    qtbot.waitUntil(lambda: desk.own_decisions == {MONTHS: 6})
    qtbot.waitUntil(part.form.drop.isEnabled)
    qtbot.waitUntil(lambda: part.form.line.text() == "6")
    assert part.form.now.text() == "现在：6 个月（本办规定）\n程序原有的：12 个月"
    assert notice(part) == "已设为本办规定：空编几个月以上预警，6 个月。现在起按它办。"
    assert changed == [True]
    part.form.drop.click()
    qtbot.waitUntil(lambda: desk.own_decisions == {})
    qtbot.waitUntil(lambda: part.form.line.text() == "12")
    assert not part.form.drop.isEnabled()
    assert notice(part).startswith("已恢复：空编几个月以上预警")
    assert changed == [True, True]


def test_a_city_is_told_to_hand_it_down(qtbot: QtBot, desk: FakeDesk, shown: Shown) -> None:
    desk.office = CITY
    part = shown()
    choose(part, DAYS)
    assert part.form.takes.text() == "可以是：0 至 250 的整数（个工作日），0 是不限期。"
    write(part, "0")
    part.form.decide.click()
    qtbot.waitUntil(lambda: desk.own_decisions == {DAYS: 0})
    qtbot.waitUntil(lambda: "不限期。请把“下发”包发给下级。" in notice(part))
    qtbot.waitUntil(part.form.drop.isEnabled)
    part.form.drop.click()
    qtbot.waitUntil(lambda: "本办不再规定。请把“下发”包发给下级。" in notice(part))


def test_a_wrong_value_is_told_at_its_field_and_stays_to_be_mended(
    qtbot: QtBot, desk: FakeDesk, shown: Shown
) -> None:
    part = shown()
    choose(part, MONTHS)
    write(part, "")
    part.form.decide.click()
    assert part.form.line.complaint.startswith("请填写")
    write(part, "500")
    part.form.decide.click()
    wrong = "“空编几个月以上预警”不能是“500”，可以是：0 至 120 的整数。"
    qtbot.waitUntil(lambda: part.form.line.complaint == wrong)
    assert part.form.line.text() == "500"
    assert desk.own_decisions == {}
    qtbot.waitUntil(part.isEnabled)
    write(part, "50")
    assert part.form.line.complaint == ""
    part.form.decide.click()
    qtbot.waitUntil(lambda: desk.own_decisions == {MONTHS: 50})


def test_what_is_typed_for_an_item_waits_while_another_is_looked_at_or_all_is_read_anew(
    qtbot: QtBot, desk: FakeDesk, shown: Shown
) -> None:
    part = shown()
    choose(part, MONTHS)
    write(part, "9")
    choose(part, MINUTES)
    assert part.form.line.text() == "20"
    window = part.window()
    assert isinstance(window, MainWindow)
    desk.own_decisions = {MINUTES: 30}
    window._session.ledger_changed.emit()
    qtbot.waitUntil(lambda: part.form.line.text() == "30")
    choose(part, MONTHS)
    assert part.form.line.text() == "9"


def test_what_is_decided_above_is_looked_at_only(shown: Shown, desk: FakeDesk) -> None:
    desk.decided_above = {MONTHS: 6}
    part = shown()
    choose(part, MONTHS)
    assert "由上级编办（6299）规定，本办改不了" in part.form.locked.text()
    assert not part.form.locked.isHidden()
    for barred in (part.form.line.editor, part.form.decide, part.form.drop):
        assert not barred.isEnabled()
    choose(part, MINUTES)
    assert part.form.locked.isHidden()
    assert part.form.line.editor.isEnabled()
    assert part.form.decide.isEnabled()


def test_what_the_office_above_decided_meanwhile_is_refused_with_the_reason(
    qtbot: QtBot, desk: FakeDesk, shown: Shown
) -> None:
    part = shown()
    choose(part, MONTHS)
    desk.decided_above = {MONTHS: 6}
    write(part, "7")
    part.form.decide.click()
    qtbot.waitUntil(lambda: "由上级编办（6299）规定" in part.form.line.complaint)
    assert desk.own_decisions == {}


def test_yes_or_no_is_chosen_and_a_title_written(
    qtbot: QtBot, desk: FakeDesk, shown: Shown
) -> None:
    part = shown()
    choose(part, LINKED)
    assert part.form.field is part.form.choice
    assert part.form.takes.isHidden()
    assert part.form.line.isHidden()
    editor = part.form.choice.editor
    assert isinstance(editor, QComboBox)
    assert editor.currentText() == "是"
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert editor.currentText() == "否"
    part.form.decide.click()
    qtbot.waitUntil(lambda: desk.own_decisions == {LINKED: False})
    qtbot.waitUntil(part.isEnabled)
    choose(part, TITLE)
    assert part.form.line.text() == "【地名】roster"
    write(part, "【地名】在编（１）名册")
    part.form.decide.click()
    qtbot.waitUntil(lambda: desk.own_decisions.get(TITLE) == "{office}在编（１）名册")
    qtbot.waitUntil(lambda: cells(part, TITLE)[2] == "【地名】在编（１）名册")
    assert "{" not in notice(part)


def test_the_list_shows_one_heading_alone(shown: Shown) -> None:
    part = shown()
    whole = part.table.rowCount()
    names = [part.area.itemText(n) for n in range(part.area.count())]
    assert names == ["全部", "预警线", "问题整改", "办理期限", "表的标题"]
    choose(part, MONTHS)
    part.area.setCurrentIndex(4)
    part.area.activated.emit(4)
    assert {item.name.split(".")[0] for item in part.table.rows} == {"forms"}
    assert part.form.head.text() == "请先在左边选一项"
    part.area.setCurrentIndex(0)
    part.area.activated.emit(0)
    assert part.table.rowCount() == whole


def test_a_title_is_told_without_braces(shown: Shown) -> None:
    part = shown()
    (item,) = (item for item in part.table.rows if item.name == TITLE)
    assert "不超过 60 字" in told_takes(item)
    assert "{" not in told_takes(replace(item, value="{office}x"))

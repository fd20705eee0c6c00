"""ID numbers are seen when they are asked for, not longer than half a minute, and not in lists."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.ui.answering import agree_to_terms, asked, confirm
from ui.cases.view import CasesView
from ui.parts.confirming import TRUSTED_SECONDS
from ui.people.model import MASS, ORDERS, REVEALED_MS
from ui.people.presenter import PeoplePresenter
from ui.people.view import PeopleView
from ui.window import MainWindow

NUMBER = ORDERS.index("id_no")


@pytest.fixture
def people(qtbot: QtBot, window: MainWindow) -> PeopleView:
    window.open_page("people")
    view = window.pages["people"].view
    assert isinstance(view, PeopleView)
    qtbot.waitUntil(lambda: view.table.rowCount() > MASS)
    return view


def presenter(window: MainWindow) -> PeoplePresenter:
    made = window.pages["people"]
    assert isinstance(made, PeoplePresenter)
    return made


def first_number(people: PeopleView) -> str:
    return str(people.table.index(0, NUMBER).data())


def shown_texts(people: PeopleView) -> str:
    labels: list[QLabel] = list(people.detail.findChildren(QLabel))
    return " ".join(each.text() for each in labels)


@pytest.mark.rule("22239 8.1.4.11", "PIPL 28", "security 2.12")
def test_a_record_is_masked_until_it_is_asked_for_and_again_after_half_a_minute(
    qtbot: QtBot, people: PeopleView, desk: FakeDesk
) -> None:
    people.grid.selectRow(0)
    qtbot.waitUntil(lambda: people.detail.member is not None)
    member = people.detail.member
    assert member is not None
    assert member.person.id_no not in shown_texts(people)
    people.detail._reveal.click()
    qtbot.waitUntil(lambda: member.person.id_no in shown_texts(people))
    assert desk.entered == [f"reveal {member.person.person}"]
    assert people.detail._veil.isActive()
    assert people.detail._veil.interval() == REVEALED_MS == 30_000
    people.detail._veil.timeout.emit()
    qtbot.waitUntil(lambda: member.person.id_no not in shown_texts(people))
    people.detail._reveal.click()
    qtbot.waitUntil(lambda: member.person.id_no in shown_texts(people))
    people.hide()
    assert member.person.id_no not in shown_texts(people)


@pytest.mark.rule("PIPL 28", "security 2.12")
def test_what_is_veiled_in_the_changes_of_somebody_is_shown_by_the_same_act(
    qtbot: QtBot, people: PeopleView, desk: FakeDesk
) -> None:
    """变动经历: 民族 and the like are shown with the number, for as long, entered once."""
    people.grid.selectRow(0)
    timeline = people.detail.timeline
    people.detail._tabs.setCurrentWidget(timeline)
    qtbot.waitUntil(lambda: timeline.table.rowCount() == 3)
    timeline.grid.selectRow(1)
    assert not any("回族" in told.text for told in timeline.table.rows)
    people.detail._reveal.click()
    qtbot.waitUntil(lambda: any("民族 回族 → 汉族" in told.text for told in timeline.table.rows))
    assert timeline.grid.currentIndex().row() == 1
    assert [one.partition(" ")[0] for one in desk.entered] == ["reveal"]
    people.detail._veil.timeout.emit()
    assert not any("回族" in told.text for told in timeline.table.rows)
    assert any("科员 → 股长" in told.text for told in timeline.table.rows)


@pytest.mark.rule("22239 8.1.4.11", "security 2.12")
def test_more_than_twenty_numbers_at_once_ask_for_the_password(
    qtbot: QtBot, people: PeopleView, desk: FakeDesk, window: MainWindow
) -> None:
    assert "*" in first_number(people)
    people.reveal.click()
    confirm(qtbot, "a guess")
    dialog = asked()
    assert dialog is not None
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "*" in first_number(people)
    confirm(qtbot)
    qtbot.waitUntil(lambda: "*" not in first_number(people))
    count = people.table.rowCount()
    assert desk.entered == ["confirm 显示一批完整身份证号", f"reveal list {count}"]
    presenter(window).revealing.timer.timeout.emit()
    assert "*" in first_number(people)
    people.reveal.click()
    qtbot.waitUntil(lambda: "*" not in first_number(people))
    window.open_page("units")
    assert "*" in first_number(people)


def test_the_button_says_what_it_does_and_masks_what_it_showed(
    qtbot: QtBot, people: PeopleView
) -> None:
    people.search.setText(str(people.table.index(0, 0).data()))
    qtbot.waitUntil(lambda: 0 < people.table.rowCount() <= MASS)
    assert people.reveal.text() == "显示号码"
    people.reveal.click()
    qtbot.waitUntil(lambda: "*" not in first_number(people))
    assert people.reveal.text() == "遮盖号码"
    people.reveal.click()
    assert "*" in first_number(people)
    assert people.reveal.text() == "显示号码"
    people.reveal.click()
    qtbot.waitUntil(lambda: people.reveal.text() == "遮盖号码")
    people.search.setText("")
    qtbot.waitUntil(lambda: people.table.rowCount() > MASS)
    assert people.reveal.text() == "显示号码"


def test_a_few_numbers_are_shown_without_a_password(
    qtbot: QtBot, people: PeopleView, desk: FakeDesk
) -> None:
    name = str(people.table.index(0, 0).data())
    people.search.setText(name)
    qtbot.waitUntil(lambda: 0 < people.table.rowCount() <= MASS)
    people.reveal.click()
    qtbot.waitUntil(lambda: "*" not in first_number(people))
    assert desk.entered == [f"reveal list {people.table.rowCount()}"]
    assert asked() is None


@pytest.mark.rule("security 2.12")
def test_what_was_proved_is_trusted_for_two_minutes_and_for_its_own_kind_only(
    qtbot: QtBot, window: MainWindow, people: PeopleView, desk: FakeDesk
) -> None:
    confirming = presenter(window).around.confirming
    at = [1000.0]
    confirming._clock = lambda: at[0]
    done: list[str] = []
    confirming.ask(people, "导出甲", lambda: done.append("甲"))
    confirm(qtbot)
    qtbot.waitUntil(lambda: done == ["甲"])
    at[0] += TRUSTED_SECONDS - 1
    confirming.ask(people, "导出甲", lambda: done.append("甲"))
    assert done == ["甲", "甲"]
    confirming.ask(people, "导出乙", lambda: done.append("乙"))
    qtbot.waitUntil(lambda: asked() is not None)
    dialog = asked()
    assert dialog is not None
    dialog.reject()
    at[0] += 1
    confirming.ask(people, "导出甲", lambda: done.append("甲"))
    qtbot.waitUntil(lambda: asked() is not None)
    assert done == ["甲", "甲"]
    assert desk.entered == ["confirm 导出甲"]
    QApplication.activeModalWidget().close()


@pytest.mark.rule("ux W16", "22239 8.1.4.11")
def test_a_roster_for_a_meeting_is_masked_and_marked_and_a_full_one_is_named_so(
    qtbot: QtBot, people: PeopleView, desk: FakeDesk
) -> None:
    people.export_asked.emit()
    agree_to_terms(qtbot, secrecy="工作秘密", copy="03")
    confirm(qtbot)
    qtbot.waitUntil(lambda: bool(desk.log))
    assert desk.log == ["export.roster.masked None 花名册.xlsx 密级：工作秘密　份号：03"]
    people.export_asked.emit()
    agree_to_terms(qtbot, full=True)
    confirm(qtbot)
    qtbot.waitUntil(lambda: len(desk.log) == 2)
    assert desk.log[1].startswith("export.roster None 花名册.xlsx")
    assert desk.entered == ["confirm 导出花名册", "confirm 导出花名册（含完整身份证号）"]


@pytest.mark.rule("security 3.6 channel 07")
def test_the_input_method_is_asked_not_to_learn_names_numbers_and_passwords(
    qtbot: QtBot, window: MainWindow, people: PeopleView
) -> None:
    wanted = (
        Qt.InputMethodHint.ImhSensitiveData, Qt.InputMethodHint.ImhNoPredictiveText,
    )  # fmt: skip
    window.open_page("cases")
    cases = window.pages["cases"].view
    assert isinstance(cases, CasesView)
    entry = cases.entry
    presenter(window).around.confirming.ask(people, "导出", lambda: None)
    qtbot.waitUntil(lambda: asked() is not None)
    dialog = asked()
    assert dialog is not None
    editors = (
        people.search, window.search, entry.name.editor, entry.id_no.editor,
        dialog.password.editor,
    )  # fmt: skip
    for editor in editors:
        assert isinstance(editor, QLineEdit)
        assert all(editor.inputMethodHints() & hint for hint in wanted), editor
    dialog.reject()


@pytest.mark.rule("security 3.6 channel 10")
def test_no_title_and_no_name_for_the_reader_tells_of_a_person(
    qtbot: QtBot, window: MainWindow, people: PeopleView, desk: FakeDesk
) -> None:
    people.grid.selectRow(0)
    qtbot.waitUntil(lambda: people.detail.member is not None)
    for name in ("units", "cases", "problems", "documents", "history", "people"):
        window.open_page(name)
        qtbot.wait(20)
    numbers = {member.person.id_no for member in desk.county.members}
    names = {member.person.name for member in desk.county.members if len(member.person.name) > 2}
    for widget in QApplication.allWidgets():
        for text in (widget.windowTitle(), widget.objectName(), widget.toolTip()):
            assert not any(name in text for name in names)
        for text in (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()):
            assert not any(number in text for number in numbers)


def test_the_files_that_are_proposed_name_nobody(
    qtbot: QtBot, people: PeopleView, desk: FakeDesk, files: object, tmp_path: Path
) -> None:
    del files, tmp_path
    people.export_asked.emit()
    agree_to_terms(qtbot)
    confirm(qtbot)
    qtbot.waitUntil(lambda: bool(desk.log))
    assert not any(member.person.name in desk.log[0] for member in desk.county.members)

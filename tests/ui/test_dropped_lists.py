"""Lists that drop from fields: what the keys and the mouse take from them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.form_desk import REGISTERED
from ui.cases.entry import EntryParticulars
from ui.cases.offers import OfUnit
from ui.cases.view import CasesView
from ui.look.theme import Theme
from ui.parts.choice import Choice
from ui.parts.document_picker import DocumentPicker
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
COUNTY = build_county(people=20, units=4)
UNIT = COUNTY.units[1]
SLOTS = ("安编〔2026〕0001", "安编〔2026〕0002")


@pytest.fixture
def picker(qtbot: QtBot) -> Iterator[DocumentPicker]:
    """Return a field, with the list of one document dropped from it."""
    around, made = QWidget(), DocumentPicker()
    column = QVBoxLayout(around)
    for part in (made, Choice()):
        column.addWidget(part)
    qtbot.addWidget(around)
    around.show()
    around.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    made.wanted.connect(lambda text: made.offer(text, (REGISTERED,)))
    QTest.keyClicks(made, "2026")
    qtbot.waitUntil(popup_of(made).isVisible)
    yield made
    popup_of(made).hide()


def popup_of(picker: DocumentPicker) -> QAbstractItemView:
    return picker.completer().popup()


def test_enter_takes_the_document_that_the_arrows_marked(
    qtbot: QtBot, picker: DocumentPicker
) -> None:
    taken = list[object]()
    picker.picked.connect(taken.append)
    QTest.keyClick(popup_of(picker), Qt.Key.Key_Down)
    assert picker.text() == REGISTERED.number
    QTest.keyClick(popup_of(picker), Qt.Key.Key_Return)
    assert (picker.text(), taken) == (REGISTERED.number, [REGISTERED])
    assert not popup_of(picker).isVisible()
    qtbot.waitUntil(lambda: not picker.hasFocus())


def test_a_click_takes_a_document_and_leaves_its_number(picker: DocumentPicker) -> None:
    taken = list[object]()
    picker.picked.connect(taken.append)
    rows = popup_of(picker)
    where = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert (picker.text(), taken) == (REGISTERED.number, [REGISTERED])


def test_a_short_list_drops_with_every_line(qtbot: QtBot, theme: Theme) -> None:
    around, choice = QWidget(), Choice()
    QVBoxLayout(around).addWidget(choice)
    choice.offer(("行政管理岗位", "专业技术岗位", "工勤技能岗位"))
    qtbot.addWidget(around)
    theme.wardrobe.add(around)
    around.show()
    choice.showPopup()
    rows = choice.view()
    qtbot.waitUntil(rows.isVisible)
    last = rows.visualRect(choice.model().index(2, 0))
    assert rows.viewport().rect().contains(last)
    choice.hidePopup()


@pytest.fixture
def entry(qtbot: QtBot) -> EntryParticulars:
    made = EntryParticulars()
    qtbot.addWidget(made)
    made.offer(tuple(COUNTY.units), {})
    made.show()
    return made


def test_the_slots_of_the_unit_are_chosen_by_number(entry: EntryParticulars) -> None:
    asked = list[object]()
    entry.unit_meant.connect(lambda part, unit: asked.append((part, unit)))
    entry.begin_in(UNIT.unit)
    assert asked == [(entry, UNIT.unit)]
    entry.offer_of(OfUnit(UNIT.unit, slots=SLOTS))
    QTest.keyClicks(entry.slot.editor, "2")
    assert entry.persons() == ({"slot": SLOTS[1]},)


def test_slots_of_another_unit_are_not_offered(entry: EntryParticulars) -> None:
    entry.begin_in(UNIT.unit)
    entry.offer_of(OfUnit(COUNTY.units[2].unit, slots=SLOTS))
    QTest.keyClicks(entry.slot.editor, "1")
    assert entry.slot.text() == ""


def test_another_unit_takes_the_slot_back(entry: EntryParticulars) -> None:
    entry.begin_in(UNIT.unit)
    entry.offer_of(OfUnit(UNIT.unit, slots=SLOTS))
    QTest.keyClicks(entry.slot.editor, "1")
    entry.offer_of(OfUnit(UNIT.unit))
    assert entry.slot.text() == SLOTS[0]
    QTest.keyClicks(entry.unit_field.editor, "x")
    assert entry.slot.text() == ""


def test_the_form_of_a_newcomer_reads_the_slots_of_his_unit(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    page = window.pages["cases"].view
    assert isinstance(page, CasesView)
    qtbot.waitUntil(lambda: page.form is page.entry_form)
    qtbot.waitUntil(page.entry.name.editor.hasFocus)
    unit = desk.county.units[0].unit

    def chosen() -> bool:
        page.entry.begin_in(unit)
        return page.entry.unit() == unit

    qtbot.waitUntil(chosen)
    choice = page.entry.slot.editor
    assert isinstance(choice, Choice)
    qtbot.waitUntil(lambda: choice.placeholderText() == "该单位没有待用的用编号")

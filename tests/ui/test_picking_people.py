"""The field that finds people: Enter takes the only one, and of several says how to choose."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.dossier import Member
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.ui.test_case_forms import begin, page, pick
from ui.cases.line_card import LineValues
from ui.cases.lines import MEMBERS
from ui.cases.view import CasesView
from ui.parts.people_list import PeopleList
from ui.parts.person_picker import PersonPicker
from ui.window import MainWindow

__all__ = ["page"]
FOUND = build_county(people=20, units=4).members[:3]


class Register:
    """Answers what a field asks for when it is told to."""

    def __init__(self, picker: PersonPicker) -> None:
        self._picker, self.asked = picker, list[str]()
        picker.wanted.connect(self.asked.append)

    def answer(self, *members: Member) -> None:
        self._picker.offer(self.asked[-1], members, {})


@pytest.fixture
def people(qtbot: QtBot) -> PeopleList:
    made = PeopleList()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.picker.setFocus()
    qtbot.waitUntil(made.picker.hasFocus)
    return made


def enter(people: PeopleList) -> None:
    QTest.keyClick(people.picker, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_enter_with_several_opens_the_list_and_says_how_to_choose(people: PeopleList) -> None:
    register, popup = Register(people.picker), people.picker.completer().popup()
    QTest.keyClicks(people.picker, "zhang")
    enter(people)
    register.answer(*FOUND)
    assert (popup.isVisible(), people.members) == (True, ())
    assert people.field._note.text() == "列出 3 人，请用 ↓ 选择"
    popup.hide()
    enter(people)
    assert popup.isVisible()
    assert register.asked == ["zhang"]
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert [member.person.person for member in people.members] == [FOUND[0].person.person]
    assert people.field._note.text() == ""


def test_enter_before_the_answer_takes_the_only_one(people: PeopleList) -> None:
    register = Register(people.picker)
    QTest.keyClicks(people.picker, "zhang")
    enter(people)
    register.answer(FOUND[1])
    assert people.members == (FOUND[1],)
    assert people.picker.text() == ""


def test_enter_takes_nobody_who_answers_to_another_text(people: PeopleList) -> None:
    register = Register(people.picker)
    QTest.keyClicks(people.picker, "zhang")
    people.picker._settle()
    register.answer(FOUND[1])
    people.picker.completer().popup().hide()
    people.picker.selectAll()
    QTest.keyClicks(people.picker, "li")
    enter(people)
    assert people.members == ()
    register.answer()
    assert people.field._note.text() == "没有找到，请核对"
    QTest.keyClicks(people.picker, "u")
    assert people.field._note.text() == ""


@pytest.mark.parametrize("kind", ["离岗登记", "人员修改"])
def test_people_are_found_in_a_line_that_was_filled_in_for_the_user(
    kind: str, qtbot: QtBot, window: MainWindow, page: CasesView, desk: FakeDesk
) -> None:
    begin(qtbot, window, page, kind)
    word = next(word for word in page.lines.business.words if word.goes == MEMBERS)
    page.lines.fill("", (LineValues(word.title),))
    pick(qtbot, page, desk.county.members[0].person.id_no)

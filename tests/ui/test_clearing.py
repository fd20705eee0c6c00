"""What was chosen is taken back: by Delete, by a small button; and a field may state 清空."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.changes.person_edit import CLEARED
from tests.fakes.desk import FakeDesk
from tests.ui.test_case_forms import begin, page, pick
from tests.ui.test_cases_page import Keyboard
from ui.cases.businesses import business_of
from ui.cases.editors import ItemField
from ui.cases.lines import CHOICE, DAY, Item
from ui.cases.offers import Offers
from ui.cases.view import CasesView
from ui.parts.choice import Choice
from ui.parts.fields import DayEdit
from ui.window import MainWindow

__all__ = ["page"]
Typing = Callable[[QWidget, str], None]


@pytest.fixture
def keyboard(type_chinese: Typing) -> Keyboard:
    return Keyboard(type_chinese)


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    made = Choice()
    made.let_clear()
    made.offer(("行政编制", "事业编制"))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_key_takes_a_choice_back(choice: Choice, key: Qt.Key) -> None:
    QTest.keyClicks(choice, "2")
    assert choice.label() == "事业编制"
    QTest.keyClick(choice, key)
    assert (choice.label(), choice.currentText()) == ("", "")


def test_a_button_takes_a_choice_back_and_shows_only_while_there_is_one(choice: Choice) -> None:
    clear = choice._clear
    assert clear is not None
    shown = [clear.isVisible()]
    choice.choose("行政编制")
    shown.append(clear.isVisible())
    assert clear.geometry().right() < choice.width()
    clear.click()
    shown.append(clear.isVisible())
    assert (choice.label(), shown) == ("", [False, True, False])


def test_a_choice_that_must_stay_stays(qtbot: QtBot) -> None:
    made = Choice()
    qtbot.addWidget(made)
    made.offer(("变动", "更正"))
    made.choose("更正")
    QTest.keyClick(made, Qt.Key.Key_Delete)
    assert made.label() == "更正"


def test_a_day_is_taken_back(qtbot: QtBot) -> None:
    field = ItemField(Item("until", "截止时间", DAY))
    qtbot.addWidget(field)
    assert isinstance(field.editor, DayEdit)
    field.write("2026-11-22")
    field.editor.selectAll()
    QTest.keyClick(field.editor, Qt.Key.Key_Delete)
    assert field.value() == ""
    assert field.editor.isClearButtonEnabled()


def test_only_what_may_be_empty_is_offered_to_be_emptied(qtbot: QtBot) -> None:
    offers = Offers(choices={"degree": ("学士",), "on_duty": ("是", "否")})
    for kind, empties in (("degree", True), ("on_duty", False)):
        field = ItemField(Item(kind, kind, CHOICE, empties=empties))
        qtbot.addWidget(field)
        field.offer(offers)
        assert isinstance(field.editor, Choice)
        offered = [field.editor.itemData(n) for n in range(field.editor.count())]
        assert (CLEARED in offered) == empties
    names = {
        word.field: word.items[0].empties
        for each in ("人员修改", "关键指标修改")
        for word in business_of(each).words
    }
    assert {name for name, empties in names.items() if not empties} == {
        "name", "id_no", "quota_type", "on_duty",
    }  # fmt: skip


def test_a_field_of_somebody_is_emptied_by_keyboard(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    member = desk.county.members[0]
    begin(qtbot, window, page, "人员修改")
    titles = [word.title for word in business_of("人员修改").words]
    keyboard.fill(str(titles.index("入党时间") + 1))
    pick(qtbot, page, member.person.id_no)
    keyboard.enter()
    keyboard.fill(CLEARED)
    (made,) = page.lines_form.drafts(desk.today)
    (person,) = made.persons
    assert person == {"id": member.person.id_no, "party_joined": CLEARED}


def test_a_post_held_beside_may_be_above_its_rank(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    member = desk.county.members[0]
    begin(qtbot, window, page, "人员异动")
    titles = [word.title for word in business_of("人员异动").words]
    keyboard.fill(str(titles.index("兼职") + 1))
    pick(qtbot, page, member.person.id_no)
    keyboard.enter()
    keyboard.type("主任")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    card = page.lines.editor.cards[0]
    for name, value in (("above_rank", "是"), ("above_doc", "安组发〔2026〕3号")):
        field = card.field_named(name)
        assert isinstance(field, ItemField)
        field.write(value)
    (made,) = page.lines_form.drafts(desk.today)
    (person,) = made.persons
    assert person["change"] == "兼职"
    assert (person["above_rank"], person["above_doc"]) == ("是", "安组发〔2026〕3号")

"""What the hand meets: Enter presses, the field with the cursor is seen, nothing runs away."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.test_case_forms import ALT, begin, keyboard, page
from tests.ui.test_cases_page import Keyboard
from ui.cases.view import CasesView
from ui.parts.furniture import button
from ui.parts.notices import NoticeBar
from ui.window import MainWindow

__all__ = ["keyboard", "page"]


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    pressed = button("归档", "primary")
    qtbot.addWidget(pressed)
    pressed.show()
    with qtbot.waitSignal(pressed.clicked):
        QTest.keyClick(pressed, Qt.Key.Key_Return)
    with qtbot.waitSignal(pressed.clicked):
        QTest.keyClick(pressed, Qt.Key.Key_Enter)


def test_a_line_that_is_added_comes_into_sight(
    qtbot: QtBot, window: MainWindow, page: CasesView, keyboard: Keyboard
) -> None:
    window.resize(1200, 700)
    begin(qtbot, window, page, "人员异动")
    for _ in range(3):
        keyboard.type("1")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, ALT)
    cursor = page.lines.editor.cards[-1].fields()[0].editor
    qtbot.waitUntil(cursor.hasFocus)
    seen, whole = page.lines_form._scroll.viewport(), page.lines_form._scroll.widget()
    qtbot.waitUntil(lambda: cursor.mapTo(whole, QPoint(0, 0)).y() > seen.height())
    qtbot.waitUntil(lambda: in_sight(page, cursor))


def test_what_grows_above_the_cursor_does_not_push_it_out_of_sight(
    qtbot: QtBot, window: MainWindow, page: CasesView
) -> None:
    window.resize(1200, 700)
    begin(qtbot, window, page, "人员异动")
    cursor = page.lines.editor.cards[-1].fields()[0].editor
    cursor.setFocus()
    QTest.qWait(50)
    assert in_sight(page, cursor)
    grown = QLabel("上面展开的内容")
    grown.setFixedHeight(1500)
    whole = page.lines_form._scroll.widget()
    lines = whole.layout()
    assert isinstance(lines, QVBoxLayout)
    lines.insertWidget(0, grown)
    qtbot.waitUntil(lambda: cursor.mapTo(whole, QPoint(0, 0)).y() > 1500)
    qtbot.waitUntil(lambda: in_sight(page, cursor))


def in_sight(page: CasesView, field: QWidget) -> bool:
    seen = page.lines_form._scroll.viewport()
    top = field.mapTo(seen, QPoint(0, 0)).y()
    return top >= 0 and top + field.height() <= seen.height()


def test_good_news_goes_when_the_user_goes_on_not_while_he_aims(qtbot: QtBot) -> None:
    shell = QWidget()
    bar, below = NoticeBar(), button("审核办结")
    layout = QVBoxLayout(shell)
    layout.addWidget(bar)
    layout.addWidget(below)
    qtbot.addWidget(shell)
    shell.show()
    bar.say("已提交。")
    QTest.mouseClick(below, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert bar.text == "已提交。"
    bar._timer.timeout.emit()
    bar._timer.stop()
    QApplication.processEvents()
    assert bar.text == "已提交。"
    with qtbot.waitSignal(below.clicked):
        QTest.mouseClick(below, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.text == "")

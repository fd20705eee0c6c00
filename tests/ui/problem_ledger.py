"""The page 问题台账 as tests work it: what is held, what is shown, what is chosen."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.problem import OTHER, Matter, ProblemId
from domain.problem_outcomes import ProblemView
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import OFFICE, TODAY
from ui.problems.view import ProblemsView
from ui.window import MainWindow


def matter(desk: FakeDesk) -> Matter:
    unit = desk.county.units[0]
    found = TODAY - timedelta(30)
    return Matter(OTHER, OFFICE.code, unit.unit, unit.name, "台账与实际不符", found)


def held(desk: FakeDesk, *days: int, about: Matter | None = None) -> None:
    """Enter a problem for each number of days that are left."""
    for left in days:
        desk.add_problem(about or matter(desk), TODAY + timedelta(left))


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.jobs._running)


def page_of(qtbot: QtBot, window: MainWindow) -> ProblemsView:
    window.open_page("problems")
    view = window.pages["problems"].view
    assert isinstance(view, ProblemsView)
    settle(qtbot, window)
    return view


def numbers(page: ProblemsView) -> list[int]:
    return [view.problem.number for view in page.lists.table.rows]


def choose(page: ProblemsView, *rows: int) -> None:
    page.lists.grid.clearSelection()
    model, table = page.lists.grid.selectionModel(), page.lists.table
    for row in rows:
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        model.select(table.index(row, 0), flags)


def stands(desk: FakeDesk, number: int = 1) -> ProblemView:
    return desk.problem(ProblemId(number))


def scan(folder: Path) -> Path:
    path = folder / "返岗证明.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(path))
    return path


def drop(page: ProblemsView, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    way = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.lists, QDragEnterEvent(QPoint(9, 9), *way))
    QApplication.sendEvent(page.lists, QDropEvent(QPointF(9, 9), *way))

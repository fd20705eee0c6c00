"""What is closed for good is forgotten: a day of work piles up no windows nor what they held."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.ui.answering import confirm
from ui.look.theme import Theme
from ui.parts.confirming import Confirming
from ui.shell.navigation import PLACES
from ui.tasks import Lanes
from ui.window import MainWindow


def bury(app: QApplication, *gone: QWidget | Lanes) -> None:
    """Let objects end as the event loop ends them."""
    for each in gone:
        each.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_part_that_is_gone_is_not_kept_dressed(qapp: QApplication, theme: Theme) -> None:
    part = QWidget()
    theme.wardrobe.add(part)
    kept = weakref.ref(part)
    bury(qapp, part)
    del part
    gc.collect()
    assert kept() is None


def test_a_window_that_is_gone_leaves_nothing_behind(
    qtbot: QtBot, qapp: QApplication, theme: Theme, files: ChosenFiles
) -> None:
    desk, lanes = FakeDesk(build_county(people=60, units=5)), Lanes({})
    window = MainWindow(desk, lanes, files, theme, Remembered())
    window.show()
    for place in PLACES:
        window.open_page(place.name)
    confirmed: list[str] = []
    Confirming(desk, lanes, theme).ask(window, "导出花名册", lambda: confirmed.append("导出"))
    confirm(qtbot)
    qtbot.waitUntil(lambda: confirmed == ["导出"])
    kept = {name: weakref.ref(thing) for name, thing in (("desk", desk), ("window", window))}
    lanes.close()
    window.close()
    bury(qapp, window, lanes)
    del desk, lanes, window
    gc.collect()
    assert [name for name, ref in kept.items() if ref() is not None] == []

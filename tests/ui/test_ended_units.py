"""Units that have ended stay in the register and say so; one that is new is found at once."""

from dataclasses import replace
from typing import cast

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from domain.facts import ABOLISHED, UnitId
from tests.fakes.desk import FakeDesk
from tests.ui.test_pages import units
from ui.look.lights import LightChip, LightMark
from ui.parts.furniture import paragraph, row
from ui.window import MainWindow


def test_a_unit_that_has_ended_says_so_and_is_counted_apart(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    ended = desk.county.units[3]
    desk.county.units[3] = replace(ended, status=ABOLISHED)
    window._session.open_unit(ended.unit)
    page = units(window)
    qtbot.waitUntil(lambda: page.detail.isVisible() and page.table.rowCount() == 40)
    qtbot.waitUntil(lambda: page.detail._name.text() == ended.name)
    labels = cast(list[QLabel], page.detail._basic.findChildren(QLabel))
    told = [part.text() for part in labels]
    assert told[told.index("机构状态") + 1] == ABOLISHED
    row = next(n for n, held in enumerate(page.table.rows) if held.unit.unit == ended.unit)
    assert page.table.data(page.table.index(row, 0)) == ABOLISHED
    assert page._head._hint.text() == "39 个单位，另有已撤销的 1 个"
    shown = page.tree.data(page.tree.index_of_unit(ended.unit))
    assert str(shown).endswith(ABOLISHED)
    assert page.tree.data(page.tree.index(0, 0)) == "全部单位  39 个"


def test_the_overview_counts_units_in_force(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    desk.county.units[3] = replace(desk.county.units[3], status=ABOLISHED)
    window._session.ledger_changed.emit()
    labels = cast(list[QLabel], window.pages["overview"].view.findChildren(QLabel))
    wanted = "39 个单位，另有已撤销的 1 个 · 截至"
    qtbot.waitUntil(lambda: any(label.text().startswith(wanted) for label in labels))


def test_a_unit_founded_since_the_page_was_read_is_gone_to(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window._session.open_unit(desk.county.units[3].unit)
    page = units(window)
    qtbot.waitUntil(lambda: page.table.rowCount() == 40)
    window.open_page("cases")
    founded = replace(desk.county.units[3], unit=UnitId("6299259999"), name="安澜县综合局")
    desk.county.units.append(founded)
    desk.county.quotas[founded.unit] = desk.county.quotas[desk.county.units[3].unit]
    window._session.ledger_changed.emit()
    window._session.open_unit(founded.unit)
    qtbot.waitUntil(lambda: page.table.rowCount() == 41)
    qtbot.waitUntil(lambda: page.detail._name.text() == "安澜县综合局")


def test_the_word_of_a_light_is_never_cut_by_the_name_beside_it(qtbot: QtBot) -> None:
    head, chip = QWidget(), LightChip()
    head.setLayout(row(paragraph("安澜县科技和工业信息化局" * 3), chip))
    qtbot.addWidget(head)
    head.resize(260, 80)
    head.show()
    chip.show_mark(LightMark("green", "正常"))
    qtbot.waitUntil(lambda: chip.width() == chip.sizeHint().width())

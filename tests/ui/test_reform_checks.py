"""What the form of a reform says under its fields before anything is submitted."""

from pytestqt.qtbot import QtBot

from tests.ui.test_reform_form import fill_plan, page
from ui.cases.view import CasesView

__all__ = ["page"]


def test_who_stays_behind_must_be_told_where_to_go(qtbot: QtBot, page: CasesView) -> None:
    fill_plan(qtbot, page)
    page.reform.movers.grid.selectRow(0)
    page.reform.movers.turn.click()
    assert not page.reform.check()
    assert page.reform.elsewhere.complaint.startswith("有 1 人不转入")
    page.reform.movers.turn.click()
    assert page.reform.check()
    assert page.reform.elsewhere.complaint == ""

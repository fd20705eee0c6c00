"""W15: 200 rows were edited wrongly; one unit goes back to the last backup, in the real window."""

from __future__ import annotations

from itertools import groupby

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.desk import OfficeDesk
from domain.backup_keeping import BackupReason
from domain.case import DONE, CaseId
from domain.case_outcomes import CaseDraft
from domain.documents import Document
from domain.dossier import Member
from domain.facts import UnitId
from domain.register import PeopleQuery
from tests.end2end.place import PASSWORD, TODAY, Place, Quiet
from tests.end2end.walking import Clerk
from tests.ui.answering import confirm
from ui.backup.page import BackupPage
from ui.security.presenter import SecurityPresenter
from ui.shell.statusline import StatusLine
from ui.window import MainWindow

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("collected_here")]
EDITED, STEPS = 200, 6
WRONG = "改错的学院"


def _edit(desk: OfficeDesk, unit: UnitId, people: tuple[Member, ...]) -> CaseId:
    """Give people of a unit a wrong school by one case."""
    stated = tuple({"id": one.person.id_no, "school": WRONG} for one in people)
    document = Document("安编办函〔2026〕9号")
    case = desk.save_draft(CaseDraft("人员修改", unit, document, TODAY, stated)).case.id
    desk.submit(case)
    return desk.approve(case).case.id


def _schools(desk: OfficeDesk) -> dict[int, str]:
    people = desk.people(PeopleQuery(), TODAY, 0, EDITED)
    return {one.person.person: one.person.school for one in people}


def _backup_page(window: MainWindow, qtbot: QtBot) -> BackupPage:
    presenter = window.pages["security"]
    assert isinstance(presenter, SecurityPresenter)
    qtbot.waitUntil(lambda: isinstance(presenter._shown, BackupPage), timeout=60_000)
    page = presenter._shown
    assert isinstance(page, BackupPage)
    return page


def test_w15_one_unit_is_taken_back_from_yesterdays_backup(county: Place, qtbot: QtBot) -> None:
    """Nothing is lost: the history and the audit show the edit and the taking back."""
    window, desk = county.enter()
    clerk: Clerk = county.clerk
    backup = desk.security.backup
    backup.make(BackupReason.EXIT, Quiet())
    before = desk.people(PeopleQuery(), TODAY, 0, EDITED)
    for unit, some in groupby(before, key=lambda one: one.place.unit):
        edited = _edit(desk, unit, tuple(some))
    unit = before[0].place.unit

    assert set(_schools(desk).values()) == {WRONG}
    began = clerk.steps
    line = window.statusBar()
    assert isinstance(line, StatusLine)
    clerk.click(line.backup)
    page = _backup_page(window, qtbot)
    compare = page.view.compare
    clerk.click(page.view.preview)
    qtbot.waitUntil(lambda: bool(compare.units.rows), timeout=60_000)
    place = [one.unit for one in compare.units.rows].index(unit)
    clerk.click_line(compare.unit_grid, compare.units.index(place, 0))
    clerk.see(lambda: compare.found is not None and compare.found.unit == unit)
    assert isinstance(compare.reason.editor, QLineEdit)
    clerk.steps += 1
    compare.reason.editor.setText("批量改错了院校")
    clerk.click(compare.take)
    confirm(qtbot, PASSWORD)
    clerk.steps += 1
    clerk.see(lambda: "已按备份取回" in window.notices.text)
    assert "记为一次更正" in window.notices.text
    assert clerk.steps - began <= STEPS
    after = _schools(desk)
    for one in before:
        own = one.place.unit == unit
        assert after[one.person.person] == (one.person.school if own else WRONG)
    timeline = desk.timeline_of_person(before[0].person.person).entries
    assert [entry.change.kind for entry in timeline][-2:] == ["人员修改", "取回"]
    _case_of(desk, unit, edited)


def _case_of(desk: OfficeDesk, unit: UnitId, edited: CaseId) -> None:
    """The taking back is a case like any other, marked 单人; the audit shows it and the edit."""
    (case,) = (view.case for view in desk.cases((DONE,)) if view.case.kind == "取回")
    assert (case.unit, case.mode, case.single, case.decided_by) == (
        unit, "更正", True, case.entered_by,
    )  # fmt: skip
    acts = [(entry.act, entry.object) for entry in desk.opened.audit.rows(0)]
    assert ("case.approve", edited) in acts
    assert acts.index(("case.approve", edited)) < acts.index(("case.approve", case.id))

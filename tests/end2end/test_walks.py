"""The walks of a clerk through the real window, on a real register, within their steps."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from desktop.clock import ProgramClock
from desktop.desk import OfficeDesk
from desktop.front_door import OfficeDoor
from desktop.resources import Resources
from desktop.sample import ACCOUNT
from domain.errors import Refusal
from domain.outcomes import UnitSummary
from tests.end2end.place import CLOCK, PASSWORD, TODAY, Place, Quiet, at_step, shown
from tests.end2end.walking import CTRL
from ui.cases.view import CasesView
from ui.checks.view import ChecksView
from ui.overview.view import OverviewView
from ui.people.view import PeopleView
from ui.wizard.view import ACCOUNT as ACCOUNT_STEP
from ui.wizard.view import PEOPLE, RECOVERY, UNITS, WizardView

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("collected_here")]

NEWCOMER = "629925199503070010"


def test_w1_the_first_day_ends_with_the_county_in_the_register(
    tmp_path: Path, machine: Callable[[Path], Place], resources: Resources
) -> None:
    place = machine(tmp_path / "new")
    clerk = place.clerk
    start, entered = place.start()
    page = start.page
    assert isinstance(page, WizardView)
    clerk.see(page.office.code.editor.hasFocus)
    clerk.fill("629925")
    clerk.enter()
    clerk.fill("安澜县")
    clerk.click(page._next)
    clerk.see(lambda: page.step == ACCOUNT_STEP)
    for text in ("zhang", PASSWORD, PASSWORD):
        clerk.fill(text)
        clerk.enter()
    clerk.click(page._next)
    clerk.see(lambda: page.step == RECOVERY)
    page.sheet.typed.editor.setFocus()
    clerk.fill(page.sheet._code.text().replace("\n", " "))
    clerk.click(page.sheet._confirm)
    clerk.see(lambda: page.step == UNITS)
    assert clerk.steps <= 12
    for step, name in ((UNITS, "units.xlsx"), (PEOPLE, "persons.xlsx")):
        clerk.see(partial(at_step, page, step))
        before, intake = clerk.steps, page.intakes[step - UNITS]
        clerk.path = resources.sample / name
        clerk.click(intake._choose)
        clerk.click(intake.commit)
        clerk.see(lambda: page._next.text() in ("下一步", "进入工作台"))
        clerk.click(page._next)
        assert clerk.steps - before <= 5
    clerk.see(lambda: entered)
    summary = entered[0].summary(TODAY, Quiet())
    assert (len(summary.units), summary.people) == (120, 6001)


def test_w4_somebody_comes_by_the_keyboard_alone(county: Place, tmp_path: Path) -> None:
    window, desk = county.enter()
    clerk = county.clerk
    unit, initials = vacant_unit(desk)
    quota_type = desk.choices("quota_type").index(unit.types[0].quota_type) + 1
    clerk.press(Qt.Key.Key_4, CTRL)
    view = shown(window, "cases", CasesView)
    clerk.see(lambda: view.lists.isVisible() and window.current == "cases")
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.see(lambda: view.form is view.entry_form and view.entry.name.editor.hasFocus())
    clerk.rest()
    typed = ("林晓澜", NEWCOMER, initials, "", str(quota_type), "", "1", "", "安编办函(2026)8号")
    for text in typed:
        if text:
            clerk.fill(text)
        clerk.enter()
    clerk.press(Qt.Key.Key_Return, CTRL)
    clerk.see(lambda: view.form is None)
    assert clerk.steps <= 10
    clerk.see(lambda: window.focusWidget() is view.record.approve)
    clerk.press(Qt.Key.Key_Return)
    clerk.see(lambda: view.record._chip.accessibleName() == "办结")
    assert clerk.steps <= 10 + 2
    (done,) = desk.cases(("done",))
    assert (done.unit_name, done.case.document.number) == (unit.unit.name, "安编办函〔2026〕8号")
    assert desk.person_by_id(NEWCOMER, TODAY)
    clerk.click(view.record.papers.button)
    clerk.see(lambda: (tmp_path / "核准通知单.pdf").exists() and not window.jobs._running)
    with pypdfium2.PdfDocument(tmp_path / "核准通知单.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert "人员上编核准通知单" in text
    assert NEWCOMER in text


@pytest.mark.parametrize("count", [1, 3])
def test_w5_those_who_retire_leave_from_one_list(
    count: int, offices: Path, tmp_path: Path, machine: Callable[..., Place]
) -> None:
    day = date(2021, 1, 20)
    shutil.copytree(offices / "629925", tmp_path / "county")
    place = machine(tmp_path / "county", ProgramClock(day))
    window, desk = place.enter()
    clerk, overview = place.clerk, shown(window, "overview", OverviewView)
    grid, due = overview._due_grid, overview.due
    clerk.see(lambda: len(grid.selectionModel().selectedRows()) == 4)
    if count == 1:
        clerk.click_line(grid, due.index(0, 1))
    else:
        clerk.click_line(grid, due.index(3, 1), CTRL)
    chosen = [due.row_at(at) for at in grid.selectionModel().selectedRows()]
    assert len(chosen) == count
    clerk.click(overview._leave)
    view = shown(window, "cases", CasesView)
    clerk.see(view.departure_form.number.editor.hasFocus)
    clerk.fill("安编办函〔2021〕9号")
    clerk.see(lambda: view.departure_form.impact.sentence)
    clerk.click(view.departure_form._submit)
    clerk.see(lambda: view.form is None)
    clerk.click(view.record.approve)
    clerk.see(lambda: view.record._chip.accessibleName() == "办结")
    assert clerk.steps <= 6
    assert len(desk.cases(("done",))) == len({held.member.place.unit for held in chosen})
    assert desk.summary(day, Quiet()).people == 6001 - count
    assert not any(desk.person_by_id(held.member.person.id_no, day) for held in chosen)


def vacant_unit(desk: OfficeDesk) -> tuple[UnitSummary, str]:
    """Return a unit with places left, and initials that find it alone."""
    keys = desk.unit_keys(TODAY)
    for held in desk.summary(TODAY, Quiet()).units:
        for typed in keys[held.unit.unit].split():
            if held.types[0].vacant > 1 and sum(typed in other for other in keys.values()) == 1:
                return held, typed
    raise AssertionError


def test_w7_a_finding_leads_to_the_record(county: Place) -> None:
    window, _ = county.enter()
    clerk = county.clerk
    clerk.press(Qt.Key.Key_6, CTRL)
    view = shown(window, "checks", ChecksView)
    clerk.rest()
    clerk.press(Qt.Key.Key_F5)
    clerk.see(lambda: view.table.rowCount() > 0)
    at, found = next(
        (n, found) for n, found in enumerate(view.table.rows) if found.person_number is not None
    )
    clerk.double_click(view.grid, view.table.index(at, 4))
    people = shown(window, "people", PeopleView)
    clerk.see(lambda: people.detail._member is not None)
    assert window.current == "people"
    assert people.detail._member is not None
    assert people.detail._member.person.person == found.person_number
    assert clerk.steps <= 5


def test_locking_starts_the_program_anew_and_leaves_no_key(county: Place) -> None:
    window, desk = county.enter()
    session, register = desk.opened.session, desk.opened.register
    assert session.register_key
    county.clerk.press(Qt.Key.Key_L, CTRL)
    county.clerk.see(lambda: county.restarts)
    assert not window.isVisible()
    assert not any(session.register_key)
    assert not any(session.audit_key)
    with pytest.raises(Refusal), register.reading() as reader:
        reader.began()
    again = OfficeDoor(county.door.data_folder, county.door.resources, CLOCK,
                       county.door.preferences, lambda _: None)  # fmt: skip
    again.open_office(ACCOUNT, PASSWORD).opened.session.wipe()
    assert again._presence is not None
    again._presence.close()

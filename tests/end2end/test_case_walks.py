"""The walks of a clerk through the forms of cases, in the real window, within their steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.desk import OfficeDesk
from domain.checks.post_rooms import PostRoom, post_rooms
from domain.documents import Document
from domain.dossier import Dossier
from domain.facts import Unit, UnitId
from domain.outcomes import Summary, UnitSummary
from tests.end2end.place import TODAY, Place, Quiet, shown
from tests.end2end.walking import CTRL, Clerk
from ui.cases.reform_plan import Plan
from ui.cases.view import CasesView

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("collected_here")]

ALT = Qt.KeyboardModifier.AltModifier
ADDED = 3
DOCUMENT = Document("安编发〔2026〕12号", "关于调整编制的通知", "安澜县委编委", date(2026, 11, 2))


def places(summary: Summary) -> int:
    return sum(count.approved for held in summary.units for count in held.types)


def summary_of(desk: OfficeDesk, unit: UnitId, day: date = TODAY) -> UnitSummary:
    return next(held for held in desk.summary(day, Quiet()).units if held.unit.unit == unit)


def initials_of(desk: OfficeDesk, unit: Unit) -> str:
    """Return initials that find a unit alone, its name where there are none."""
    keys = desk.unit_keys(TODAY)
    alone = (
        typed
        for typed in keys[unit.unit].split()
        if typed.isascii() and sum(typed in other for other in keys.values()) == 1
    )
    return next(alone, unit.name)


def approve(clerk: Clerk, view: CasesView) -> None:
    clerk.see(lambda: view.form is None and view.record.approve.hasFocus())
    clerk.press(Qt.Key.Key_Return)
    clerk.see(lambda: view.record._chip.accessibleName() == "办结")


def type_through(clerk: Clerk, *texts: str) -> None:
    for text in texts:
        clerk.see(QApplication.focusWidget)
        if text:
            clerk.fill(text)
        clerk.enter()


def test_w3_a_registered_document_adds_places(county: Place) -> None:
    """The six steps of registering the document come before these."""
    window, desk = county.enter()
    clerk, view = county.clerk, shown(window, "cases", CasesView)
    clerk.see(lambda: window.pages.ready("cases"))
    held = desk.summary(TODAY, Quiet()).units[3]
    quota_type = held.types[0].quota_type
    window._session.begin_with_document(DOCUMENT)
    clerk.see(lambda: view.form is view.lines_form and view.lines.unit_field.editor.hasFocus())
    clerk.rest()
    number = desk.choices("quota_type").index(quota_type) + 1
    effective = "2026-11-03"
    type_through(clerk, initials_of(desk, held.unit), "", str(number), str(ADDED), "", effective)
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.steps <= 11 - 6
    approve(clerk, view)
    after = summary_of(desk, held.unit.unit).types[0]
    assert (after.quota_type, after.approved) == (quota_type, held.types[0].approved + ADDED)
    assert summary_of(desk, held.unit.unit, date(2026, 11, 2)).types[0] == held.types[0]
    told = desk.dossier(held.unit.unit, TODAY).ledger[-1]
    assert (told.doc_no, told.delta) == (DOCUMENT.number, ADDED)


def mergeable(desk: OfficeDesk) -> tuple[Dossier, Dossier]:
    """Return two small units of one rank to which nothing answers, some of whose people fail."""
    units = desk.units(TODAY)
    condition = desk.transfer_conditions()["专科以上"]
    above = {unit.supervisor for unit in units}
    found: dict[tuple[str, str], list[Dossier]] = {}
    for unit in units:
        if unit.unit in above:
            continue
        dossier = desk.dossier(unit.unit, TODAY)
        failing = [m for m in dossier.members if not condition.holds(m.person.education)]
        workers = any(member.place.quota_type == "工勤编制" for member in failing)
        if len(dossier.members) <= 40 and failing and not workers:
            same = found.setdefault((unit.rank, unit.supervisor), [])
            same.append(dossier)
            if len(same) == 2:
                return same[0], same[1]
    raise AssertionError


def chosen(plan: Callable[[], Plan], number: int) -> bool:
    return len(plan().dossiers) == number


def room_for_those_who_fail(desk: OfficeDesk, *merged: Dossier) -> Unit:
    """Return a unit with places for whom the condition 专科以上 keeps out."""
    condition = desk.transfer_conditions()["专科以上"]
    wanted = Counter(
        member.place.quota_type
        for dossier in merged
        for member in dossier.members
        if not condition.holds(member.person.education)
    )
    assert wanted
    for held in desk.summary(TODAY, Quiet()).units:
        room = {count.quota_type: count.available for count in held.types}
        if all(room.get(name, 0) >= number for name, number in wanted.items()):
            return held.unit
    raise AssertionError


def test_w11_two_units_become_one(county: Place, tmp_path: Path) -> None:
    window, desk = county.enter()
    clerk, view = county.clerk, shown(window, "cases", CasesView)
    clerk.see(lambda: window.pages.ready("cases"))
    first, second = mergeable(desk)
    before = desk.summary(TODAY, Quiet())
    elsewhere = room_for_those_who_fail(desk, first, second)
    clerk.press(Qt.Key.Key_1, ALT)
    clerk.see(lambda: view.form is view.lines_form)
    clerk.press(Qt.Key.Key_H, ALT)
    clerk.see(lambda: view.form is view.reform_form and view.reform.units.editor.hasFocus())
    clerk.rest()
    plan = view.reform.plan
    for number, dossier in enumerate((first, second), 1):
        type_through(clerk, initials_of(desk, dossier.unit))
        clerk.see(partial(chosen, plan, number))
        clerk.rest()
    clerk.enter()
    type_through(clerk, "安澜县综合保障中心")
    clerk.click(view.reform.conditions.checks["专科以上"])
    failing = [mover for mover in plan().movers() if mover.fails]
    view.reform.elsewhere.editor.setFocus()
    type_through(clerk, elsewhere.name)
    type_through(clerk, DOCUMENT.number)
    clerk.see(lambda: view.reform_form.impact.sentence)
    assert not view.reform_form.impact.findings.texts, failing
    clerk.click(view.reform_form.impact.print)
    clerk.see((tmp_path / "方案对照表.pdf").exists)
    clerk.see(lambda: not window.jobs._running)
    clerk.press(Qt.Key.Key_Return, CTRL)
    approve(clerk, view)
    assert clerk.steps <= 12
    after = desk.summary(TODAY, Quiet())
    assert after.people == before.people
    assert places(after) == places(before)
    merged = next(held for held in after.units if held.unit.name == "安澜县综合保障中心")
    people = len(first.members) + len(second.members) - len(failing)
    assert len(desk.dossier(merged.unit.unit, TODAY).members) == people
    assert {u.status for u in desk.units(TODAY) if u.unit == first.unit.unit} <= {"撤销"}


def test_w15_a_mistaken_edit_of_many_is_taken_back_by_one_case(county: Place) -> None:
    window, desk = county.enter()
    clerk, view = county.clerk, shown(window, "cases", CasesView)
    clerk.see(lambda: window.pages.ready("cases"))
    largest = max(desk.summary(TODAY, Quiet()).units, key=lambda held: held.types[0].actual)
    untouched = desk.dossier(largest.unit.unit, TODAY)
    people = untouched.members
    clerk.press(Qt.Key.Key_6, ALT)
    clerk.see(lambda: view.form is view.lines_form)
    clerk.rest()
    type_through(clerk, "2")
    listed = view.lines.editor.cards[0].people
    assert listed is not None
    clerk.fill(people[0].person.id_no)
    clerk.see(lambda: listed.members)
    clerk.click(listed._all)
    clerk.see(lambda: len(listed.members) == len(people))
    listed.picker.setFocus()
    type_through(clerk, "", "1", DOCUMENT.number)
    clerk.see(lambda: view.lines_form.impact.sentence)
    clerk.press(Qt.Key.Key_Return, CTRL)
    approve(clerk, view)
    assert desk.dossier(largest.unit.unit, TODAY) != untouched
    clerk.steps = 0
    clerk.press(Qt.Key.Key_4, CTRL)
    view.record._back.click()
    lists = view.lists
    clerk.see(lambda: lists.tables[2].rows)
    clerk.click_tab(lists._tabs, 2)
    clerk.click_line(lists.grids[2], lists.tables[2].index(0, 1))
    clerk.see(view.record.reverse.isVisible)
    clerk.click(view.record.reverse)
    clerk.see(lambda: view.lines_form.impact.sentence)
    clerk.press(Qt.Key.Key_Return, CTRL)
    approve(clerk, view)
    assert clerk.steps <= 6
    assert desk.dossier(largest.unit.unit, TODAY) == untouched


def test_w18_posts_are_examined_before_somebody_is_appointed(county: Place, tmp_path: Path) -> None:
    window, desk = county.enter()
    clerk, view = county.clerk, shown(window, "cases", CasesView)
    clerk.see(lambda: window.pages.ready("cases"))
    unit, kind = free_post(desk)
    clerk.press(Qt.Key.Key_7, ALT)
    clerk.see(lambda: view.form is view.lines_form and view.lines.unit_field.editor.hasFocus())
    clerk.rest()
    number = desk.choices("held_post_kind").index(kind) + 1
    type_through(clerk, initials_of(desk, unit), "", str(number))
    form = view.lines_form
    clerk.see(lambda: form.impact.sentence == "职数足够，可以配备")
    assert form.impact.print.text() == "提交、审核并打印预审单"
    clerk.click(form.impact.print)
    clerk.see(lambda: (tmp_path / "职数预审单.pdf").exists() and not window.jobs._running)
    assert clerk.steps <= 5
    clerk.see(lambda: view.form is None and view.record._chip.accessibleName() == "办结")
    (room,) = (room for room in rooms_of(desk, unit) if room.post_kind == kind)
    assert room.held == 1
    with pypdfium2.PdfDocument(tmp_path / "职数预审单.pdf") as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert "在职数以内" in text
    assert "Z2026" in text
    assert "草稿" not in text
    assert unit.name in text


def rooms_of(desk: OfficeDesk, unit: Unit) -> Iterable[PostRoom]:
    return post_rooms(desk.dossier(unit.unit, TODAY), desk.opened.resources.county).values()


def free_post(desk: OfficeDesk) -> tuple[Unit, str]:
    """Return a unit and a kind of leading post of which one is free."""
    for unit in desk.units(TODAY):
        for room in rooms_of(desk, unit):
            if room.free > 0 and room.post_kind == "副职":
                return unit, room.post_kind
    raise AssertionError

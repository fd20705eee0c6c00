"""The form of a reform: units merged into one, who comes along, the plan on paper."""

from dataclasses import replace

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from domain.case_outcomes import CaseDraft
from tests.fakes.desk import FakeDesk
from tests.ui.test_case_forms import page
from ui.cases.line_card import LineValues
from ui.cases.model import Group
from ui.cases.view import CasesView
from ui.window import MainWindow

__all__ = ["page"]


def merge(qtbot: QtBot, page: CasesView) -> None:
    page.lines.reform_asked.emit()
    qtbot.waitUntil(lambda: page.form is page.reform_form)
    for unit in page.lines._offers.units[1:3]:
        page.reform.merged.picker.choose(unit.unit)
        qtbot.waitUntil(
            lambda unit=unit: unit in [each.unit for each in page.reform.plan().dossiers]  # type: ignore[misc]  # the loop's own
        )
    page.reform.items[0].write("安澜县综合局")


def test_a_reform_moves_everybody_but_whom_the_conditions_keep_out(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    first = page.lines._offers.units[1].unit
    member = next(m for m in desk.county.members if m.place.unit == first)
    at = desk.county.members.index(member)
    desk.county.members[at] = replace(member, person=replace(member.person, education="初中"))
    desk.county._indexed = -1
    merge(qtbot, page)
    page.reform.conditions.checks["专科以上"].setChecked(True)
    kept_out = [mover for mover in page.reform.movers.table.rows if not mover.moves]
    assert member.person.id_no in {mover.member.person.id_no for mover in kept_out}
    (group,) = page.reform.groups()
    assert [entry["change"] for entry in group.entries][:3] == ["设立", "合并", "合并"]
    assert member.person.id_no not in {person["id"] for person in group.persons}
    assert {person["to"] for person in group.persons} == {"安澜县综合局"}


def test_a_reform_is_compared_before_and_after_on_paper(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    merge(qtbot, page)
    for made, value in zip(page.reform.items[1:4], ("行政机构", "正科级", "政府"), strict=True):
        made.write(value)
    qtbot.waitUntil(lambda: "下表是有变化的" in page.reform_form.impact.sentence)
    page.reform_form.impact.print.click()
    qtbot.waitUntil(lambda: bool(desk.printed))
    ((name, (draft,)),) = desk.printed
    assert name == "方案对照表"
    assert isinstance(draft, CaseDraft)
    assert (draft.kind, draft.case, desk.held) == ("机构修改", None, {})


def test_somebody_may_be_turned_round_by_hand(qtbot: QtBot, page: CasesView) -> None:
    merge(qtbot, page)
    page.reform.movers.grid.selectRow(0)
    first = page.reform.movers.table.rows[0].member.person.id_no
    page.reform.movers.turn.click()
    assert not page.reform.movers.table.rows[0].moves
    (group,) = page.reform.groups()
    assert first not in {person["id"] for person in group.persons}


def fill_plan(qtbot: QtBot, page: CasesView) -> None:
    merge(qtbot, page)
    values = ("行政机构", "正科级", "政府")
    for made, value in zip(page.reform.items[1:4], values, strict=True):
        made.write(value)
    QApplication.processEvents()


def add_more(page: CasesView) -> None:
    """Give the new unit three places more by the same document."""
    page.reform.editor.add_line()
    page.reform.editor.cards[0].fill(
        LineValues("编制增加", {"quota_type": "行政编制", "number": "3"})
    )
    page.reform.changed.emit()
    QApplication.processEvents()


def saved(qtbot: QtBot, desk: FakeDesk, page: CasesView) -> Group:
    """Save the plan, leave it, and open the draft again; return what was saved."""
    (group,) = page.reform.groups()
    page.reform_form.save_asked.emit()
    qtbot.waitUntil(lambda: len(desk.held) == 1)
    page.reform_form.back_asked.emit()
    qtbot.waitUntil(lambda: page.at_lists)
    page.lists.case_chosen.emit("2026-00001")
    qtbot.waitUntil(lambda: page.form is not None)
    return group


def test_a_saved_plan_opens_as_the_plan_with_its_table_and_its_other_lines(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    fill_plan(qtbot, page)
    page.reform._elsewhere.choose(page.lines._offers.units[5].unit)
    page.reform.movers.grid.selectRow(0)
    page.reform.movers.turn.click()
    add_more(page)
    group = saved(qtbot, desk, page)
    assert page.form is page.reform_form
    assert page.reform.groups() == (group,)
    assert group.entries[-1] == {
        "change": "编制增加",
        "quota_type": "行政编制",
        "number": "3",
        "unit": "安澜县综合局",
    }
    assert sum(not mover.moves for mover in page.reform.movers.table.rows) == 1
    assert page.reform.elsewhere.text() == page.lines._offers.units[5].name
    page.reform_form.save_asked.emit()
    qtbot.waitUntil(lambda: not page.reform.window().jobs._running)  # type: ignore[attr-defined]  # the window's
    assert len(desk.held) == 1


def test_people_who_came_since_stand_in_the_reopened_plan(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    fill_plan(qtbot, page)
    stranger = next(
        m for m in desk.county.members if m.place.unit == page.lines._offers.units[7].unit
    )
    at = desk.county.members.index(stranger)
    group = saved(qtbot, desk, page)
    place = replace(stranger.place, unit=page.lines._offers.units[1].unit)
    desk.county.members[at] = replace(stranger, place=place)
    desk.county._indexed = -1
    page.reform_form.back_asked.emit()
    page.lists.case_chosen.emit("2026-00001")
    qtbot.waitUntil(lambda: page.form is page.reform_form and bool(page.reform.groups()))
    kept_out = [m.member for m in page.reform.movers.table.rows if not m.moves]
    assert [member.person.person for member in kept_out] == [stranger.person.person]
    assert page.reform.groups() == (group,)


def test_what_a_plan_cannot_say_opens_as_lines(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    fill_plan(qtbot, page)
    saved(qtbot, desk, page)
    view = desk.held["2026-00001"]
    first, *rest = view.case.persons
    case = replace(view.case, persons=({**first, "position": "主任"}, *rest))
    desk.held["2026-00001"] = replace(view, case=case)
    page.reform_form.back_asked.emit()
    page.lists.case_chosen.emit("2026-00001")
    qtbot.waitUntil(lambda: page.form is page.lines_form)
    (group,) = page.lines.groups()
    assert group.entries == case.entries
    assert {p["id"]: p.get("position") for p in group.persons}[first["id"]] == "主任"


def test_a_plan_is_undone_step_by_step_and_its_units_come_back(
    qtbot: QtBot, page: CasesView
) -> None:
    fill_plan(qtbot, page)
    undoing = page.reform_form.undoing
    page.reform.movers.grid.selectRow(0)
    page.reform.movers.turn.click()
    QApplication.processEvents()
    assert undoing.undo_action.text().startswith("撤销：填写划转人员的去向")
    undoing.undo()
    assert all(mover.moves for mover in page.reform.movers.table.rows)
    while undoing.undo_action.isEnabled():
        undoing.undo()
    assert (page.reform.merged.codes, page.reform.movers.table.rows) == ((), ())
    while undoing.redo_action.isEnabled():
        undoing.redo()
    assert len(page.reform.plan().dossiers) == 2
    assert [mover.moves for mover in page.reform.movers.table.rows].count(False) == 1


def test_a_plan_left_unsaved_comes_back_with_its_people(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView
) -> None:
    fill_plan(qtbot, page)
    add_more(page)
    groups = page.reform.groups()
    page.reform_form.back_asked.emit()
    qtbot.waitUntil(lambda: bool(desk.copies))
    (held,) = desk.working_copies()
    assert (held.copy.form, held.copy.subject) == ("机构合并", "安澜县综合局")
    page.lists.kind_asked.emit("用编核准")
    window._session.resume_typing(held)
    qtbot.waitUntil(lambda: page.form is page.reform_form and page.reform.groups() == groups)

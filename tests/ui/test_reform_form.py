"""The form of a reform: units merged into one, who comes along, the plan on paper."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from domain.paper_table import A3
from tests.fakes.desk import FakeDesk
from tests.ui.test_case_forms import page
from ui.cases.view import CasesView

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
    qtbot.waitUntil(lambda: "涉及 2 个单位" in page.reform_form.impact.sentence)
    page.reform_form.impact.print.click()
    qtbot.waitUntil(lambda: bool(desk.printed))
    (sheet,) = desk.printed
    assert (sheet.title, sheet.paper) == ("机构编制方案对照表", A3)
    assert sheet.rows[-1][0] == "总计"


def test_somebody_may_be_turned_round_by_hand(qtbot: QtBot, page: CasesView) -> None:
    merge(qtbot, page)
    page.reform.movers.grid.selectRow(0)
    first = page.reform.movers.table.rows[0].member.person.id_no
    page.reform.movers.turn.click()
    assert not page.reform.movers.table.rows[0].moves
    (group,) = page.reform.groups()
    assert first not in {person["id"] for person in group.persons}

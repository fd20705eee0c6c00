"""What the form of a reform says under its fields before anything is submitted."""

from dataclasses import replace
from datetime import date

from pytestqt.qtbot import QtBot

from domain.case import DONE, SUBMITTED, Case, CaseId
from domain.case_outcomes import CaseProgress, CaseView, UnitImpact
from domain.changes.post_hold import KIND as POST_HOLD
from domain.documents import Document
from domain.dossier import TypeCount
from domain.facts import UnitId
from domain.outcomes import PostCount
from tests.ui.test_reform_form import fill_plan, page
from ui.cases.effects import effects_of, has_effect
from ui.cases.impact import Impact
from ui.cases.view import CasesView
from ui.messages import UserMessage
from ui.window import MainWindow

__all__ = ["page"]
DAY = date(2026, 11, 21)


def test_who_stays_behind_must_be_told_where_to_go(qtbot: QtBot, page: CasesView) -> None:
    fill_plan(qtbot, page)
    page.reform.movers.grid.selectRow(0)
    page.reform.movers.turn.click()
    assert not page.reform.check()
    assert page.reform.elsewhere.complaint.startswith("有 1 人不转入")
    page.reform.movers.turn.click()
    assert page.reform.check()
    assert page.reform.elsewhere.complaint == ""


def merged(state: str, *, ended: bool) -> CaseView:
    """Return a merger of two units, which leaves the unit of the case without counts."""
    full, none = (TypeCount("行政编制", 13, 13),), ()
    both = (TypeCount("行政编制", 30, 30),)
    kept = (TypeCount("行政编制", 9, 9),)
    impacts = (
        UnitImpact(UnitId("1"), "科学技术局", full, none),
        UnitImpact(UnitId("2"), "统战部", kept, kept),
        UnitImpact(UnitId("3"), "综合局", (TypeCount("行政编制", 17, 17),), both),
    )
    case = Case(CaseId("2026-00001"), "机构修改", UnitId("1"), Document("安编发〔2026〕31号"), DAY)
    progress = CaseProgress(state, ended=ended)
    return CaseView(replace(case, state=state), "科学技术局", (), impacts, progress=progress)


def test_a_merger_that_waits_shows_what_it_will_do_though_its_unit_keeps_nothing() -> None:
    assert has_effect(merged(SUBMITTED, ended=False))
    assert not has_effect(merged(DONE, ended=True))


def test_the_sum_adds_up_the_rows_that_are_shown() -> None:
    *rows, total = effects_of((merged(SUBMITTED, ended=False),))
    assert {row.unit for row in rows} == {"科学技术局", "综合局"}
    for side in ("before", "after"):
        counts = [getattr(row, side).approved for row in rows]
        assert getattr(total, side).approved == sum(counts) == 30


def test_only_units_that_change_are_named_above_the_sum(qtbot: QtBot) -> None:
    panel = Impact()
    qtbot.addWidget(panel)
    panel.show_cases((merged(SUBMITTED, ended=False),))
    assert panel._unit.text() == "科学技术局、综合局"
    assert panel.sentence.startswith("涉及 2 个单位。")


def test_posts_are_shown_of_an_examination_that_asks_for_some(qtbot: QtBot) -> None:
    view = merged(SUBMITTED, ended=False)
    posts = (PostCount("副职", 4, 2),)
    impact = replace(view.impacts[2], posts_before=posts, posts_after=posts)
    asked = replace(view, case=replace(view.case, kind=POST_HOLD), impacts=(impact,))
    (row,) = effects_of((asked,))
    assert (row.name, row.after.approved, row.after.actual) == ("职数 副职", 4, 2)
    panel = Impact()
    qtbot.addWidget(panel)
    panel.show_cases((asked,))
    assert panel.sentence == "编制数不变。下表是这个单位的领导职数："


def test_a_refusal_goes_when_the_form_is_judged_anew(
    qtbot: QtBot, window: MainWindow, page: CasesView
) -> None:
    fill_plan(qtbot, page)
    window.notices.tell(UserMessage("case.blocked", "还有错误没有处理"))
    page.reform.items[0].write("安澜县综合二局")
    qtbot.waitUntil(lambda: window.notices.text == "")

"""职数预审 in one act: submitted, approved where one is alone, and printed."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.case import DONE, DRAFT, SUBMITTED
from domain.errors import Refusal
from domain.flow import Flow, Flows, Step
from domain.materials import MaterialState
from domain.register import Actor
from tests.fakes.desk import FakeDesk
from ui.cases.form import CaseForm
from ui.cases.view import CasesView
from ui.parts.beginning import Beginning
from ui.window import MainWindow

KIND = "职数预审"
STEPPED = Flows({KIND: Flow((Step("审议", "deliberated", "审议"),), 5)})
SEVERAL = Actor("zhang", frozenset({"经办"}), single=False)


@pytest.fixture
def page(window: MainWindow) -> CasesView:
    window.open_page("cases")
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    return view


def examined(qtbot: QtBot, window: MainWindow, page: CasesView, desk: FakeDesk) -> CaseForm:
    """Return the form of a 职数预审 that may be granted."""
    unit = desk.county.units[1].unit
    window._session.begin_case(Beginning(KIND, unit=unit, values={"post_kind": "副职"}))
    form = page.lines_form
    qtbot.waitUntil(lambda: page.form is form and bool(page.lines.editor.cards))
    form.draft_changed.emit()
    qtbot.waitUntil(lambda: form.impact.sentence == "职数足够，可以配备")
    return form


@pytest.mark.parametrize(
    ("actor", "flows", "words", "state"),
    [
        (None, Flows(), "提交、审核并打印预审单", DONE),
        (SEVERAL, Flows(), "提交并打印预审单", SUBMITTED),
        (None, STEPPED, "提交并打印预审单", SUBMITTED),
    ],
)
def test_what_may_be_granted_is_submitted_and_printed_without_a_document(  # noqa: PLR0917 - a case each
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView,
    actor: Actor | None, flows: Flows, words: str, state: str,
) -> None:  # fmt: skip
    desk.actor, desk.flows = actor or desk.actor, flows
    form = examined(qtbot, window, page, desk)
    assert form.impact.print.text() == words
    assert not form.number.required
    form.impact.print.click()
    qtbot.waitUntil(lambda: bool(desk.printed) and page.record.isVisible())
    (view,) = desk.held.values()
    assert (view.case.state, view.case.document.number) == (state, "")
    assert desk.printed == [("职数预审单", (view.case.id,))]
    qtbot.waitUntil(lambda: "职数预审单.pdf" in window.notices.text)


def test_a_sheet_that_cannot_be_written_is_told_and_the_case_stands(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(_: str, __: object, path: Path) -> None:
        raise Refusal("paper.not_written", path=str(path))

    form = examined(qtbot, window, page, desk)
    monkeypatch.setattr(desk, "print_paper", full)
    form.impact.print.click()
    qtbot.waitUntil(lambda: "paper.not_written" in window.notices.text)
    assert page.record.isVisible()
    assert [view.case.state for view in desk.held.values()] == [DONE]


def test_who_thinks_better_of_it_submits_nothing(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    form = examined(qtbot, window, page, desk)
    monkeypatch.setattr(
        window.pages["cases"].around.files, "save_file", lambda *_: None, raising=True
    )
    form.impact.print.click()
    qtbot.wait(50)
    assert page.form is form
    assert desk.held == {}


def test_another_kind_asks_for_its_document_again(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView
) -> None:
    form = examined(qtbot, window, page, desk)
    window._session.begin_case(Beginning("用编核准"))
    qtbot.waitUntil(lambda: form.kind == "用编核准")
    assert form.number.required


def test_papers_are_attached_to_a_draft_from_its_form(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView
) -> None:
    asked = (MaterialState("使用领导职数的报告", required=True, filed=False),)
    desk.materials = asked
    form = examined(qtbot, window, page, desk)
    assert form.impact.papers.text() == "附要件（缺 1）"
    form.impact.papers.click()
    qtbot.waitUntil(page.record.isVisible)
    assert page.record.sides.currentWidget() is page.record.materials
    assert page.record.materials.attach.isVisible()
    assert [view.case.state for view in desk.held.values()] == [DRAFT]
    page.record.edit.click()
    qtbot.waitUntil(lambda: page.form is form)

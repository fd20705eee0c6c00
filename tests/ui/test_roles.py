"""What somebody may not do cannot be pressed and says whose it is; keys say so too."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from domain.archive import DocumentRecord
from domain.register import Actor
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from ui.cases.view import CasesView
from ui.checks.view import ChecksView
from ui.documents.view import DocumentsView
from ui.overview.view import OverviewView
from ui.parts.beginning import Beginning
from ui.people.view import PeopleView
from ui.units.view import UnitsView
from ui.window import MainWindow

ROLES = ("审核", "领导")


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk(build_county(people=60, units=5))
    made.add_document(DocumentRecord("安编办〔2026〕7号", "", "关于核编"))
    return made


@pytest.fixture(params=ROLES)
def reader(request: pytest.FixtureRequest, desk: FakeDesk) -> MainWindow:
    """Return the window of somebody who drafts nothing."""
    desk.actor = Actor("qian", frozenset({str(request.param)}), single=False)
    window = request.getfixturevalue("window")
    assert isinstance(window, MainWindow)
    return window


def drafting(window: MainWindow) -> tuple[QWidget, ...]:
    pages = {name: window.pages[name].view for name in window.pages}
    overview, units, people = pages["overview"], pages["units"], pages["people"]
    cases, documents, checks = pages["cases"], pages["documents"], pages["checks"]
    assert isinstance(overview, OverviewView)
    assert isinstance(units, UnitsView)
    assert isinstance(people, PeopleView)
    assert isinstance(cases, CasesView)
    assert isinstance(documents, DocumentsView)
    assert isinstance(checks, ChecksView)
    return (
        overview.leaving, *overview.imports, units.detail.business, units.import_button,
        people.detail.business, people.import_button, cases.lists.cards, documents.lists.add,
        documents.lists.detail.acts, checks.transfer,
    )  # fmt: skip


def test_who_drafts_nothing_is_told_so_by_every_button(reader: MainWindow) -> None:
    for pressed in drafting(reader):
        assert not pressed.isEnabled()
        assert pressed.toolTip() == "role.denied"
    reader._session.day_changed.emit(reader._session.today)
    assert not any(pressed.isEnabled() for pressed in drafting(reader))


def test_who_drafts_may_press_them_all(window: MainWindow) -> None:
    assert all(pressed.isEnabled() for pressed in drafting(window))


def test_keys_and_links_begin_nothing_either(reader: MainWindow) -> None:
    reader._session.begin_case(Beginning("人员上编"))
    assert "role.denied" in reader.notices.text
    assert reader.current == "overview"

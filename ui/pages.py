"""The pages of the window, each made from its view and its presenter."""

from __future__ import annotations

from ui.cases.presenter import CasesPresenter
from ui.cases.view import CasesView
from ui.checks.presenter import ChecksPresenter
from ui.checks.view import ChecksView
from ui.exchange.model import above
from ui.exchange.presenter import ExchangePresenter
from ui.exchange.view import ExchangeView
from ui.intake.page import IntakePage
from ui.intake.view import IntakeView
from ui.overview.presenter import OverviewPresenter
from ui.overview.view import OverviewView
from ui.parts.page import PagePresenter, Surroundings
from ui.people.model import PeopleTable
from ui.people.presenter import PeoplePresenter
from ui.people.view import PeopleView
from ui.units.presenter import UnitsPresenter
from ui.units.view import UnitsView


def pages(around: Surroundings) -> dict[str, PagePresenter]:
    """Return every page by its name; `intake` is reached from the others only."""
    theme, people = around.theme, PeopleTable()
    exchange = ExchangeView(theme, above(around.desk.office))
    return {
        "overview": OverviewPresenter(OverviewView(theme), around),
        "units": UnitsPresenter(UnitsView(theme), around),
        "people": PeoplePresenter(PeopleView(theme, people), people, around),
        "cases": CasesPresenter(CasesView(theme), around),
        "checks": ChecksPresenter(ChecksView(theme), around),
        "exchange": ExchangePresenter(exchange, around),
        "intake": IntakePage(IntakeView(theme), around),
    }

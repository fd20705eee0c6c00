"""The pages of the window, each made from its view and its presenter when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from PySide6.QtWidgets import QStackedWidget

from domain.roles import Act
from domain.workflow.permission import allowed
from ui.cases.presenter import CasesPresenter
from ui.cases.view import CasesView
from ui.checks.presenter import ChecksPresenter
from ui.checks.view import ChecksView
from ui.collected.presenter import CollectedPresenter
from ui.collected.view import CollectedView
from ui.documents.presenter import DocumentsPresenter
from ui.documents.view import DocumentsView
from ui.exchange.model import above
from ui.exchange.presenter import ExchangePresenter
from ui.exchange.view import ExchangeView
from ui.history.presenter import HistoryPresenter
from ui.history.view import HistoryView
from ui.intake.page import IntakePage
from ui.intake.view import IntakeView
from ui.lists.presenter import ListsPresenter
from ui.lists.view import ListsView
from ui.overview.presenter import OverviewPresenter
from ui.overview.view import OverviewView
from ui.parts.barring import why_not
from ui.parts.page import PagePresenter, Surroundings
from ui.people.model import PeopleTable
from ui.people.presenter import PeoplePresenter
from ui.people.view import PeopleView
from ui.problems.presenter import ProblemsPresenter
from ui.problems.view import ProblemsView
from ui.security.pages import told_parts
from ui.security.presenter import SecurityPresenter, SecurityView
from ui.system.presenter import SystemPresenter
from ui.system.view import SystemView
from ui.units.presenter import UnitsPresenter
from ui.units.view import UnitsView

DOUBTED: Final = (
    "台账或审计有问题，现在只能查阅和打印。请先恢复备份，或由负责人锁定后重新登录、确认现状，再办理"
)
_NONE_LEFT: Final = object()


class Pages(Mapping[str, PagePresenter]):
    """Every page of whoever is signed in, by its name.

    Looking one up builds it and puts it on the stack.
    """

    def __init__(self, around: Surroundings, stack: QStackedWidget) -> None:
        self._around, self._stack = around, stack
        actor = around.desk.actor
        around.session.barred = why_not(actor, Act.DRAFT, around.jobs)
        around.session.doubted = DOUBTED if around.desk.security.doubts else ""
        configures = allowed(actor, Act.CONFIGURE)
        makers = {**_MAKERS, "system": _system} if configures else _MAKERS
        leads = around.desk.office.leads
        self._makers = {**makers, "collected": _collected} if leads else makers
        self._built: dict[str, PagePresenter] = {}
        self._steps: dict[str, Iterator[None]] = {}
        self._ready: set[str] = set()

    def __getitem__(self, name: str) -> PagePresenter:
        self.build(name)
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def build(self, name: str) -> None:
        """Build a page unless it is there."""
        if name not in self._built:
            self._built[name] = self._makers[name](self._around)
            self._stack.addWidget(self._built[name].view)
            self._steps[name] = self._built[name].prepare()

    def advance(self, name: str) -> bool:
        """Take one step towards a page, a short one; tell whether there was one left to take."""
        if name not in self._built:
            self.build(name)
            return True
        left = next(self._steps[name], _NONE_LEFT) is not _NONE_LEFT
        self._ready.add(name)
        return left

    def ready(self, name: str) -> bool:
        """Tell whether a page can be shown without delay."""
        return name in self._ready

    def come_home(self, name: str) -> None:
        """Show what a page begins with."""
        self[name].come_home()

    @property
    def built(self) -> tuple[str, ...]:
        """The names of the pages that exist so far."""
        return tuple(self._built)


def _people(around: Surroundings) -> PagePresenter:
    table = PeopleTable()
    return PeoplePresenter(PeopleView(around.theme, table), table, around)


def _exchange(around: Surroundings) -> PagePresenter:
    office, leads = around.desk.office, around.desk.office.level != "county"
    view = ExchangeView(around.theme, above(office), alone=around.desk.actor.single, leads=leads)
    if leads:
        view.begin_with_accept()
    return ExchangePresenter(view, around)


def _collected(around: Surroundings) -> PagePresenter:
    view = CollectedView(around.theme, around.desk.period_kinds, around.desk.today)
    return CollectedPresenter(view, around)


def _lists(around: Surroundings) -> PagePresenter:
    desk = around.desk
    return ListsPresenter(ListsView(around.theme, desk.actor, desk.today), around)


def _documents(around: Surroundings) -> PagePresenter:
    desk = around.desk
    view = DocumentsView(around.theme, desk.document_choices, desk.today)
    return DocumentsPresenter(view, around)


def _problems(around: Surroundings) -> PagePresenter:
    desk = around.desk
    view = ProblemsView(around.theme, desk.problem_codes, desk.today)
    return ProblemsPresenter(view, around)


def _system(around: Surroundings) -> PagePresenter:
    desk = around.desk
    leads = desk.office.level != "county"
    return SystemPresenter(SystemView(around.theme, desk.today, leads=leads), around)


def _security(around: Surroundings) -> PagePresenter:
    return SecurityPresenter(SecurityView(told_parts(around.desk.actor)), around)


# `intake` and `history` are reached from the others only, as is `security` for most.
_MAKERS: Final[Mapping[str, Callable[[Surroundings], PagePresenter]]] = {
    "overview": lambda around: OverviewPresenter(OverviewView(around.theme), around),
    "units": lambda around: UnitsPresenter(UnitsView(around.theme), around),
    "people": _people,
    "cases": lambda around: CasesPresenter(CasesView(around.theme), around),
    "documents": _documents,
    "checks": lambda around: ChecksPresenter(ChecksView(around.theme), around),
    "lists": _lists,
    "exchange": _exchange,
    "problems": _problems,
    "security": _security,
    "history": lambda around: HistoryPresenter(HistoryView(around.theme), around),
    "intake": lambda around: IntakePage(IntakeView(around.theme), around),
}

"""Joins the overview to the desk."""

from __future__ import annotations

from datetime import date
from functools import partial

from domain.accounts import AccountView
from domain.archive import DocumentRecord
from domain.case import CaseId
from domain.case_flow import open_states
from domain.case_outcomes import CaseFigures
from domain.changes.quota_exit import RETIREMENT
from domain.collected_outcomes import Collection
from domain.dossier import Member
from domain.facts import UnitId
from domain.outcomes import DueRetirement, Summary, UnitLight
from domain.problem_outcomes import ProblemFigures
from domain.report_periods import periods_until
from domain.roles import Act
from domain.workflow.ports import Progress
from ui.overview.model import alarms
from ui.overview.todo import Task, about, of_problems, waiting_for_release
from ui.overview.view import OverviewView
from ui.parts.page import PagePresenter, Surroundings
from ui.parts.unsaved import UnsavedOffer

MONTHS = 6
_Read = tuple[
    Summary,
    tuple[UnitLight, ...],
    tuple[DueRetirement, ...],
    tuple[Task, ...],
    tuple[CaseFigures, ...],
    ProblemFigures,
    Collection | None,
]


class OverviewPresenter(PagePresenter):
    """Fills the overview and leads on to the records."""

    def __init__(self, view: OverviewView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page = view
        view.leads = self.desk.office.leads
        self._unsaved = UnsavedOffer(view.unsaved, around)
        view.unit_chosen.connect(self._open_unit)
        view.person_chosen.connect(self._open_person)
        view.case_chosen.connect(self._open_case)
        view.document_chosen.connect(self._open_document)
        view.departure_asked.connect(self._retire)
        view.import_asked.connect(self.session.begin_import)
        view.figure_chosen.connect(self._open_figure)
        view.problems_chosen.connect(self.session.open_problems)
        view.reported.asked.connect(partial(self.session.open_page, "collected"))
        view.drafts.release_asked.connect(partial(self.session.open_security, "accounts"))
        self.session.problems_changed.connect(self._outdate)
        self.session.accounts_changed.connect(self._outdate)
        self.only_for(Act.DRAFT, view.leaving)
        self.only_for(Act.IMPORT, *view.imports)
        self.only_today(view.leaving)

    def load(self) -> None:
        day, today, desk = self.session.day, self.session.today, self.desk
        running = next(iter(periods_until(desk.period_kinds[0], today, 1)))

        def work(progress: Progress) -> _Read:
            return (
                desk.counts(day),
                desk.lights(day, progress),
                desk.due_to_retire(day, MONTHS),
                (
                    *desk.cases(open_states(desk.flows)),
                    *desk.unentered(),
                    *waiting_for_release(desk.security.accounts.accounts()),
                ),
                desk.case_figures(date(today.year, 1, 1), today),
                desk.problem_figures(day),
                desk.collection(running) if desk.office.leads else None,
            )

        self.around.jobs.read(self, "统计编制和人员", work, self._show)

    def _show(self, read: _Read) -> None:
        summary, lights, due, tasks, figures, problems, collection = read
        if summary.day != self.session.day:
            return
        self._page.show_summary(summary)
        self._page.show_alarms(alarms(lights, summary))
        self._page.show_due(due, summary.day)
        self._page.drafts.show_tasks((*tasks, *of_problems(problems)))
        waiting = [about(task) for task in tasks if isinstance(task, AccountView)]
        # An empty register shows no list of what is to be done that would lead to the page.
        if waiting and not summary.units:
            told = "、".join(waiting)
            self.around.notices.say(f"{told}等待放行，请到“安全管理—账号与权限”办理（Ctrl+0）。")
        self._page.show_pace(figures)
        self._page.show_problems(problems)
        if collection is not None:
            self._page.reported.show_collection(collection)

    def _retire(self, members: tuple[Member, ...]) -> None:
        self.session.begin_departure(members, RETIREMENT)

    def _open_unit(self, light: UnitLight) -> None:
        self.session.open_unit(UnitId(light.unit))

    def _open_case(self, case: str) -> None:
        self.session.open_case(CaseId(case))

    def _open_document(self, record: DocumentRecord) -> None:
        self.session.open_document(record.number or record.title, record.id)

    def _open_person(self, member: Member) -> None:
        self.session.open_person(member.person.name, member.person.person)

    def _open_figure(self, name: str) -> None:
        """Lead from a figure to the list behind it."""
        if name == "cases":
            self.session.open_page(name)
        elif name == "problems":
            self.session.open_problems("")
        elif self.desk.office.leads:  # counted over all held, and most of it came from below
            self.session.open_page("collected")
        elif name in ("units", "vacant", "over"):
            self.session.open_units(name)
        elif name == "people":
            self.session.open_people("")
        else:
            self.session.open_people(name)

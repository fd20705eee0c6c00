"""Joins the page 问题台账 to the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from domain.dossier import Member
from domain.facts import Unit, UnitId
from domain.problem import ProblemId, ProblemQuery
from domain.problem_outcomes import ProblemFigures, ProblemView
from domain.roles import Act
from domain.workflow.permission import allowed
from domain.workflow.ports import Progress
from ui.documents.showing import Showing
from ui.parts.exporting import PDF, WORKBOOK, Export
from ui.parts.page import PagePresenter, Surroundings
from ui.parts.writing import UNKEPT
from ui.problems.acting import Acting
from ui.problems.entering import Entering
from ui.problems.model import ANY_TIME, NOT_ENDED, by_urgency
from ui.problems.view import ProblemsView

_PAPERS: Final = {
    False: ("导出问题台账", "问题台账.xlsx", WORKBOOK),
    True: ("打印问题台账", "问题台账.pdf", PDF),
}


@dataclass(frozen=True, slots=True)
class _Read:
    views: tuple[ProblemView, ...]
    figures: ProblemFigures
    units: tuple[Unit, ...]
    keys: Mapping[UnitId, str]


class ProblemsPresenter(PagePresenter):
    """Shows the ledger, its days counted to the day looked at, and leads to the records."""

    def __init__(self, view: ProblemsView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._lists = view, view.lists
        self._turn, self._query = 0, ProblemQuery()
        self.acting, self.entering = Acting(view.lists, around), Entering(view, around)
        self.showing = Showing(self, view, around)
        view.preview_built.connect(self.showing.join)
        lists, detail, actor = view.lists, view.lists.detail, self.desk.actor
        detail.act_as(actor)
        lists.entering.setVisible(allowed(actor, Act.DRAFT))
        lists.paper.setVisible(allowed(actor, Act.EXPORT))
        lists.filters.changed.connect(self._narrow)
        lists.chosen.connect(self._choose)
        lists.record_asked.connect(self._open_record)
        lists.paper_asked.connect(self._write)
        detail.evidence.attachment_chosen.connect(self.showing.open)
        self.acting.changed.connect(self._changed)
        self.entering.entered.connect(self._entered)
        self.session.problems_changed.connect(self._outdate)
        self.session.problems_asked.connect(self._go_to)
        self.only_today(lists.entering, detail.acts, detail.evidence.editing)
        view.form_built.connect(lambda form: self.only_today(form.keep))
        view.plan_built.connect(lambda plan: self.only_today(plan.card))

    def parts(self) -> tuple[QWidget, ...]:
        return ()

    def prepare(self) -> Iterator[None]:
        yield from self._page.prepare()

    def come_home(self) -> None:
        if self._page.at_form and self._page.form.begun:
            self.around.notices.say(UNKEPT)
        else:
            self._page.open_lists()

    def load(self) -> None:
        self._turn += 1
        turn, day, desk = self._turn, self.session.day, self.desk
        query = self._query = self._lists.filters.query(day)

        def work(_: Progress) -> _Read:
            return _Read(
                by_urgency(desk.problems(query, day)),
                desk.problem_figures(day),
                desk.units(day),
                desk.unit_keys(day),
            )

        self.around.jobs.read(self, "读取问题台账", work, partial(self._show, turn))

    def _show(self, turn: int, read: _Read) -> None:
        if turn != self._turn:
            return
        another_day = self.session.day != self.session.today
        counted = f"剩余天数、逾期按 {self.session.day} 计，其余是现在的情况"
        self._lists.say(counted if another_day else "")
        self._lists.filters.know(read.units, read.keys)
        self.entering.know(read.units, read.keys)
        self._lists.filters.show_figures(read.figures)
        self._lists.show_problems(read.views, self._query)

    def _narrow(self) -> None:
        if self._lists.filters.query(self.session.day) != self._query:
            self.reload()

    def _choose(self, views: tuple[ProblemView, ...]) -> None:
        self._lists.detail.show_problems(views, self.session.today)

    def _changed(self) -> None:
        """Let the overview count anew too."""
        self.session.problems_changed.emit()

    def _entered(self, numbers: frozenset[ProblemId]) -> None:
        """Show what is new among all that is pending, and choose it."""
        self._lists.expect(numbers)
        self._lists.filters.aim(NOT_ENDED)
        self._changed()

    def _go_to(self, time: str) -> None:
        self._stale = True
        self._lists.filters.aim(NOT_ENDED, time or ANY_TIME)
        self._page.open_lists()
        self.session.open_page("problems")

    def _open_record(self, view: ProblemView) -> None:
        """Lead to the person's record, to the unit's where nobody is meant or nobody is found."""
        matter, desk, day = view.problem.matter, self.desk, self.session.day
        if not matter.person:
            self.session.open_unit(matter.unit)
            return

        def show(member: Member | None) -> None:
            if member is None:
                self.session.open_unit(matter.unit)
            else:
                self.session.open_person(member.person.name, member.person.person)

        self.around.jobs.read(
            self, "查找人员", lambda _: desk.person_by_id(matter.person, day), show
        )

    def _write(self, printed: bool) -> None:  # noqa: FBT001 - a signal's argument
        title, name, kinds = _PAPERS[printed]
        desk, query, day = self.desk, self._query, self.session.day
        ledger = Export(
            title,
            lambda path, _: desk.write_problems(query, path, day),
            lambda path, count: f"问题台账已保存到 {path}，共 {count} 项。",
        )
        self.around.exporting.to_file(self._page, name, kinds, ledger)

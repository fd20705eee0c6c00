"""Problems entered at the desk: by hand, from a check, from a 专项."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from domain.dossier import Member
from domain.facts import Unit, UnitId
from domain.problem_outcomes import EnteredProblems, ProblemView
from domain.register import PeopleQuery
from domain.workflow.ports import Progress
from ui.parts.fields import read_day
from ui.parts.page import Surroundings
from ui.problems.adding import AddingForm, told
from ui.problems.model import hits_of, told_counts
from ui.problems.plan import PlanPanel
from ui.problems.view import ProblemsView
from ui.tasks import ignore

_OFFERED: Final = 12
_CHECK: Final = "从数据校验转入"
Enter = Callable[[Progress, date | None, bool], EnteredProblems]
"""Enters with a deadline, or only tells what would be entered."""


class Entering(QObject):
    """Works form and plan. `entered` tells the numbers of what is new in the ledger."""

    entered = Signal(object)

    def __init__(self, page: ProblemsView, around: Surroundings) -> None:
        super().__init__(page)
        self._page, self._around, self._desk = page, around, around.desk
        self._units: tuple[Unit, ...] = ()
        self._keys: Mapping[UnitId, str] = {}
        self._title, self._enter = "", self._check
        page.form_built.connect(self._join_form)
        page.plan_built.connect(self._join_plan)
        page.lists.add.clicked.connect(self._begin)
        page.lists.check.clicked.connect(self._plan_check)
        page.lists.special_asked.connect(self._plan_special)

    _enter: Enter

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units that a problem may be about."""
        self._units, self._keys = units, keys
        if "form" in vars(self._page):
            self._page.form.know(units, keys)

    # By hand

    def _join_form(self, form: AddingForm) -> None:
        form.know(self._units, self._keys)
        form.keep_asked.connect(self._keep)
        form.back_asked.connect(self._page.open_lists)
        form.people_wanted.connect(self._find_people)

    def _begin(self) -> None:
        self._page.open_form().begin()

    def _find_people(self, text: str) -> None:
        desk, day = self._desk, self._around.session.day
        names = {str(unit.unit): unit.name for unit in self._units}

        def show(members: tuple[Member, ...]) -> None:
            self._page.form.picker.offer(text, members, names)

        self._around.jobs.lanes.read(
            self,
            lambda _: desk.people(PeopleQuery(text=text), day, 0, _OFFERED),
            done=show,
            failed=self._around.notices.tell,
            cancelled=ignore,
        )

    def _keep(self) -> None:
        form, desk = self._page.form, self._desk
        matter = form.matter(desk.office.code)
        due, contact = read_day(form.deadline.text()), form.contact.text()
        self._around.jobs.write(
            self,
            "登记问题",
            lambda _: desk.add_problem(matter, due, contact),
            self._kept,
            failed=form.refuse,
            holds=(form,),
        )

    def _kept(self, view: ProblemView) -> None:
        self._around.notices.say(told(view))
        self._page.open_lists()
        self.entered.emit(frozenset({view.problem.number}))

    # From a check and from a 专项

    def _join_plan(self, plan: PlanPanel) -> None:
        plan.enter_asked.connect(self._carry_out)
        plan.back_asked.connect(self._page.open_lists)

    def _check(self, progress: Progress, due: date | None, dry: bool) -> EnteredProblems:  # noqa: FBT001 - one of two ways to enter
        return self._desk.problems_of_check(None, (), progress, deadline=due, dry_run=dry)

    def _special(self, name: str, _: Progress, due: date | None, dry: bool) -> EnteredProblems:  # noqa: FBT001 - the same
        return self._desk.problems_of_special(name, deadline=due, dry_run=dry)

    def _plan_check(self) -> None:
        self._plan(_CHECK, self._check)

    def _plan_special(self, name: str) -> None:
        self._plan(f"专项：{name}", partial(self._special, name))

    def _plan(self, title: str, enter: Enter) -> None:
        self._title, self._enter = title, enter
        self._around.jobs.write(
            self,
            title,
            lambda progress: enter(progress, None, True),
            self._show_plan,
            holds=(self._page.lists.special, self._page.lists.check),
        )

    def _show_plan(self, entered: EnteredProblems) -> None:
        self._page.open_plan().show_plan(self._title, entered)

    def _carry_out(self, due: date | None) -> None:
        enter, plan = self._enter, self._page.plan
        self._around.jobs.write(
            self,
            self._title,
            lambda progress: enter(progress, due, False),
            self._carried_out,
            failed=plan.refuse,
            holds=(plan,),
        )

    def _carried_out(self, entered: EnteredProblems) -> None:
        self._around.notices.say(f"{self._title}：{told_counts(hits_of(entered))}。")
        self._page.open_lists()
        self.entered.emit(frozenset(one.number for one in entered.added))

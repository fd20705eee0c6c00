"""The page 问题台账: the ledger, and a form, a plan or an attachment in its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from PySide6.QtCore import Signal

from domain.problem_codes import ProblemCodes
from ui.documents.parts_page import PartsPage
from ui.look.theme import Theme
from ui.problems.adding import AddingForm
from ui.problems.lists import ProblemLists
from ui.problems.plan import PlanPanel


class ProblemsView(PartsPage):
    """Shows the ledger or one of the others, which are built when needed."""

    form_built = Signal(object)
    plan_built = Signal(object)

    def __init__(self, theme: Theme, codes: ProblemCodes, today: date) -> None:
        super().__init__(theme)
        self._today = today
        self.lists = ProblemLists(theme, codes)
        self._add(self.lists)

    def prepare(self) -> Iterator[None]:
        """Dress the ledger, then build and dress the others, a step at a time."""
        return self._dress(
            lambda: self.lists,
            lambda: self.form,
            lambda: self.plan,
            lambda: self.preview,
        )

    @cached_property
    def form(self) -> AddingForm:
        """The form that enters a problem."""
        form = AddingForm(self._today)
        self._add(form)
        self.form_built.emit(form)
        return form

    @cached_property
    def plan(self) -> PlanPanel:
        """What a check or a 专项 would enter."""
        plan = PlanPanel()
        self._add(plan)
        self.plan_built.emit(plan)
        return plan

    def open_lists(self) -> None:
        """Show the ledger."""
        self._show(self.lists)

    def open_form(self) -> AddingForm:
        """Show the form."""
        self._show(self.form)
        return self.form

    def open_plan(self) -> PlanPanel:
        """Show the plan."""
        self._show(self.plan)
        return self.plan

    def close_preview(self) -> None:
        """Show the ledger again."""
        self.open_lists()

    @property
    def at_form(self) -> bool:
        """Whether the form is shown."""
        return self._stack.currentWidget() is self.form

    @property
    def at_lists(self) -> bool:
        """Whether the ledger is shown."""
        return self.shown is self.lists

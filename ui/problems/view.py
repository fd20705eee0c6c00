"""The page 问题台账: the ledger, and a form, a plan or an attachment in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from domain.problem_codes import ProblemCodes
from ui.documents.preview import Preview
from ui.look.theme import Theme
from ui.problems.adding import AddingForm
from ui.problems.lists import ProblemLists
from ui.problems.plan import PlanPanel


class ProblemsView(QWidget):
    """Shows the ledger or one of the others, which are built when needed."""

    form_built = Signal(object)
    plan_built = Signal(object)
    preview_built = Signal(object)

    def __init__(self, theme: Theme, codes: ProblemCodes, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme, self._today = theme, today
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.addWidget(self._stack)
        self.lists = ProblemLists(theme, codes)
        self._add(self.lists)

    def _add(self, part: QWidget) -> None:
        part.setObjectName("page")
        part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack.addWidget(part)
        self._theme.wardrobe.add(part)

    def prepare(self) -> Iterator[None]:
        """Dress the ledger, then build and dress the others, a step at a time."""
        steps: tuple[Callable[[], QWidget], ...] = (
            lambda: self.lists,
            lambda: self.form,
            lambda: self.plan,
            lambda: self.preview,
        )
        for build in steps:
            part = build()
            if part is not self.lists:
                yield
            self._theme.wardrobe.dress(part)
            yield

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

    @cached_property
    def preview(self) -> Preview:
        """What shows evidence."""
        preview = Preview(self._theme)
        self._add(preview)
        self.preview_built.emit(preview)
        return preview

    def open_lists(self) -> None:
        """Show the ledger."""
        self._stack.setCurrentWidget(self.lists)

    def open_form(self) -> AddingForm:
        """Show the form."""
        self._stack.setCurrentWidget(self.form)
        return self.form

    def open_plan(self) -> PlanPanel:
        """Show the plan."""
        self._stack.setCurrentWidget(self.plan)
        return self.plan

    def open_preview(self) -> Preview:
        """Show the preview."""
        self._stack.setCurrentWidget(self.preview)
        return self.preview

    def close_preview(self) -> None:
        """Show the ledger again."""
        self.open_lists()

    @property
    def at_lists(self) -> bool:
        """Whether the ledger is shown."""
        return self._stack.currentWidget() is self.lists

"""One problem with its evidence and steps, or several, and what can be done with them."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from domain.problem import REPORTED
from domain.problem_codes import ProblemCodes
from domain.problem_outcomes import ProblemView
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.look.lights import LightChip, LightMark
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, row
from ui.parts.particulars import Particulars
from ui.problems.evidence import Evidence
from ui.problems.forms import (
    ActForm,
    CloseForm,
    DeadlineForm,
    ProgressForm,
    RemindForm,
    ReopenForm,
    views_open,
)
from ui.problems.model import left_mark, particulars, step_lines

_REMIND, _DEADLINE, _PROGRESS, _CLOSE, _REOPEN = range(5)
_TITLES: Final = ("提醒", "改期限", "整改情况", "销号", "重新整改")
_OF_SEVERAL: Final = (_REMIND, _DEADLINE)
_OF_PENDING: Final = (_REMIND, _DEADLINE, _PROGRESS, _CLOSE)
_CLOSING: Final = (_CLOSE, _REOPEN)
_EVIDENCE, _STEPS = 1, 2
_NAMED: Final = 12


class ProblemDetail(QWidget):
    """Shows what is chosen in the list; `views` are the problems shown."""

    record_asked = Signal(object)

    def __init__(self, theme: Theme, codes: ProblemCodes) -> None:
        super().__init__()
        self.views: tuple[ProblemView, ...] = ()
        self._actor: Actor | None = None
        self._title, self._chip = label("", "section"), LightChip()
        self._state, self.go = label("", "hint"), button("看记录", "flat")
        self.tabs, self._text, self._steps = QTabWidget(), Particulars(), Particulars()
        self.evidence = Evidence(theme)
        self.remind, self.deadline = RemindForm(codes), DeadlineForm()
        self.progress, self.close_form = ProgressForm(), CloseForm()
        self.reopen, self.acts = ReopenForm(), QTabWidget()
        self._forms: tuple[ActForm, ...] = (
            self.remind, self.deadline, self.progress, self.close_form, self.reopen,
        )  # fmt: skip
        card = Card()
        card.body.addLayout(row(self._title, self._chip, self._state, None, self.go))
        card.body.addWidget(self.tabs, 1)
        card.body.addWidget(self.acts)
        for title, part in (("问题", self._text), ("佐证", self.evidence), ("经过", self._steps)):
            self.tabs.addTab(part, title)
        for title, form in zip(_TITLES, self._forms, strict=True):
            self.acts.addTab(form, title)
        empty = EmptyState(
            "未选择问题", "在列表中点一项，这里显示它的每一步；按住 Ctrl 或 Shift 可选几项一起办。"
        )
        self._body = OrEmpty(card, empty)
        self._body.choose(filled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.go.clicked.connect(self._ask_record)

    def act_as(self, actor: Actor) -> None:
        """Tell who is signed in, whose acts alone are offered."""
        self._actor = actor

    def show_problems(self, views: tuple[ProblemView, ...], today: date) -> None:
        """Show one problem, or several that are pending, or that none is chosen.

        What is being typed about a problem stays when the same one is shown anew.
        """
        at_evidence = self.tabs.currentIndex() == _EVIDENCE
        same = [view.problem.number for view in views] == [v.problem.number for v in self.views]
        self.views = views
        self._body.choose(filled=bool(views))
        if not views:
            return
        alone = len(views) == 1
        for tab in (_EVIDENCE, _STEPS):
            self.tabs.setTabVisible(tab, alone)
        self.go.setVisible(alone)
        acts = self._show_one(views[0]) if alone else self._show_several(views)
        typing = same and self._forms[self.acts.currentIndex()].typed
        at = self.acts.currentIndex()
        self._offer(acts)
        for act in acts:
            self._forms[act].begin(views, today, again=same)
        if typing and self.acts.isTabVisible(at):
            self.acts.setCurrentIndex(at)
        elif alone and self._may_end(views[0]) and self.acts.isTabVisible(_CLOSE):
            self.acts.setCurrentIndex(_CLOSE)
        self.tabs.setCurrentIndex(_EVIDENCE if same and at_evidence else 0)

    def _show_one(self, view: ProblemView) -> tuple[int, ...]:
        """Show a problem and return what can be done with it."""
        problem, mark = view.problem, left_mark(view)
        self._title.setText(f"第 {problem.number} 号")
        self._state.setText(problem.state)
        self._chip.setVisible(isinstance(mark, LightMark))
        if isinstance(mark, LightMark):
            self._chip.show_mark(mark)
        self._text.show_pairs(particulars(view))
        self._steps.show_pairs(step_lines(problem))
        editable = problem.pending and self._may(Act.DRAFT)
        count = self.evidence.show_problem(view, editable=editable)
        self.tabs.setTabText(_EVIDENCE, f"佐证 {count}")
        self.tabs.setTabText(_STEPS, f"经过 {len(problem.steps)}")
        self.close_form.count_evidence(count)
        self.close_form.attach.setVisible(editable)
        return _OF_PENDING if problem.pending else (_REOPEN,)

    @staticmethod
    def _may_end(view: ProblemView) -> bool:
        """Tell whether ending it comes next: the unit has reported, or evidence is there."""
        held = any(one.attached for one in view.evidence)
        return view.problem.pending and (view.problem.state == REPORTED or held)

    def _show_several(self, views: tuple[ProblemView, ...]) -> tuple[int, ...]:
        """Show several problems and return what can be done with them."""
        waiting = views_open(views)
        self._title.setText(f"已选 {len(views)} 项")
        self._chip.hide()
        self._state.setText(f"其中待整改 {len(waiting)} 项")
        shown = [
            (f"第 {view.problem.number} 号", view.problem.matter.text) for view in views[:_NAMED]
        ]
        more = len(views) - len(shown)
        rest = (("", f"另有 {more} 项"),) if more else ()
        self._text.show_pairs((*shown, *rest))
        return _OF_SEVERAL if waiting else ()

    def _offer(self, acts: tuple[int, ...]) -> None:
        """Offer these acts, as far as whoever is signed in may do them."""
        for act in range(len(_TITLES)):
            may = self._may(Act.CLOSE_PROBLEM if act in _CLOSING else Act.DRAFT)
            self.acts.setTabVisible(act, act in acts and may)
        shown = [act for act in acts if self.acts.isTabVisible(act)]
        self.acts.setVisible(bool(shown))
        if shown:
            self.acts.setCurrentIndex(shown[0])

    def _may(self, act: Act) -> bool:
        return self._actor is not None and allowed(self._actor, act)

    @property
    def takes_files(self) -> bool:
        """Whether files may be attached to what is shown."""
        return (
            len(self.views) == 1
            and self.views[0].problem.pending
            and self.evidence.editing.isEnabled()
            and self._may(Act.DRAFT)
        )

    def _ask_record(self) -> None:
        if self.views:
            self.record_asked.emit(self.views[0])

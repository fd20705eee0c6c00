"""Joins the checks page to the desk."""

from __future__ import annotations

from datetime import date
from functools import partial

from domain.facts import UnitId
from domain.outcomes import WordedFinding
from domain.problem_outcomes import EnteredProblems
from domain.roles import Act
from ui.checks.model import person_of
from ui.checks.view import ChecksView
from ui.parts.page import PagePresenter, Surroundings
from ui.problems.model import hits_of, told_counts


class ChecksPresenter(PagePresenter):
    """Runs the rules when asked; a run holds until the ledger or the day changes."""

    def __init__(self, view: ChecksView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._checked = view, False
        view.run_asked.connect(self._run)
        view.opened.connect(self._open)
        view.transfer_asked.connect(self._transfer)
        self.only_for(Act.DRAFT, view.transfer)
        self.only_today(view.transfer)

    def load(self) -> None:
        if self._checked:
            self._checked = False
            self._page.forget()

    def _run(self) -> None:
        day, desk = self.session.day, self.desk
        self._page.ready(running=True)
        self.around.jobs.write(
            self,
            "校验",
            lambda progress: desk.check(day, None, progress),
            partial(self._show, day),
            ended=self._offer_again,
        )

    def _show(self, day: date, findings: tuple[WordedFinding, ...]) -> None:
        if day == self.session.day:
            self._checked = True
            self._page.show_findings(findings)

    def _offer_again(self) -> None:
        self._page.ready(running=False)

    def _transfer(self, findings: tuple[WordedFinding, ...]) -> None:
        """Enter what was marked into the problem ledger, where it is not pending there already."""
        desk = self.desk

        def done(entered: EnteredProblems) -> None:
            left = len(findings) - len(entered.added) - len(entered.held)
            rest = f"，{left} 条不列入（提示、到龄提醒，或不是本级单位的）" if left > 0 else ""
            told = told_counts(hits_of(entered)) or "没有新的问题"
            self.around.notices.say(f"转入问题台账：{told}{rest}。")
            self.session.problems_changed.emit()

        self.around.jobs.write(
            self, "转入问题台账", lambda _: desk.problems_of_findings(findings), done
        )

    def _open(self, found: WordedFinding) -> None:
        if found.person_number is not None:
            self.session.open_person(person_of(found), found.person_number)
        elif found.unit:
            self.session.open_unit(UnitId(found.unit))

"""Joins the checks page to the desk."""

from __future__ import annotations

from datetime import date
from functools import partial

from domain.facts import OfficeCode, UnitId
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
        self.session.office_changed.connect(self._other_office)
        self.session.findings_asked.connect(self._go_to)
        self.only_for(Act.DRAFT, view.transfer)
        self.only_today(view.transfer)

    _scope: OfficeCode | None = None

    def shown(self) -> None:
        """Look at the office again whose findings are shown."""
        if self._checked:
            self.session.look_into(self._scope)
        super().shown()

    def _other_office(self) -> None:
        if self._visible and self._checked and self.session.office != self._scope:
            self.reload()

    def _go_to(self, office: OfficeCode) -> None:
        self.session.open_page("checks")
        self.session.look_into(office)
        self._run()

    def load(self) -> None:
        if self._checked:
            self._checked = False
            self._page.forget()

    def _run(self) -> None:
        # Without another office everything held is checked, what came in from below too.
        day, office = self.session.day, self.session.office
        ledger = self.ledger if office else self.desk
        self._page.ready(running=True)
        self.around.jobs.write(
            self,
            "校验",
            lambda progress: ledger.check(day, None, progress),
            partial(self._show, day, office),
            ended=self._offer_again,
        )

    def _show(
        self, day: date, office: OfficeCode | None, findings: tuple[WordedFinding, ...]
    ) -> None:
        if (day, office) == (self.session.day, self.session.office):
            self._checked, self._scope = True, office
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
        self.session.look_into(self._theirs(found))
        if found.person_number is not None:
            self.session.open_person(person_of(found), found.person_number)
        elif found.unit:
            self.session.open_unit(UnitId(found.unit))

    def _theirs(self, found: WordedFinding) -> OfficeCode | None:
        """Return the office below that a finding is about, `None` for the own one."""
        return found.office if found.office not in ("", self.desk.office.code) else None

"""Prints the papers of cases, of those that are kept and of drafts that are not kept yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.case import CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.case_papers import DELIBERATION, HOLD, NOTICE, PLAN, SLIP, mark_of
from domain.register import Actor
from domain.roles import Act
from domain.use_papers import UseForms, UsePaper
from domain.workflow.case_reading import CaseReading
from domain.workflow.permission import require
from domain.workflow.reform_plan import ReformPlan
from domain.workflow.slips import Slips
from domain.workflow.use_papers import UsePapers


@dataclass(frozen=True, slots=True)
class CasePapers:
    """Every paper about a case, marked where it is not in force (草稿, 预拟, 已撤回, 已冲销).

    Refuses `role.denied`, `case.unknown`, and what the paper refuses.
    """

    cases: CaseReading
    forms: UseForms

    def __call__(self, actor: Actor, name: str, *cases: CaseId | CaseDraft) -> UsePaper:
        """Return the paper of a name (`domain.case_papers`) over some cases as one file."""
        papers = [paper for case in cases for paper in self.each(actor, name, case)]
        return replace(papers[0], parts=tuple(part for paper in papers for part in paper.parts))

    def each(self, actor: Actor, name: str, case: CaseId | CaseDraft) -> Iterator[UsePaper]:
        """Yield the papers of a name about one case: of a notice one for each unit."""
        require(actor, Act.PRINT)
        view = self._view(actor, case)
        mark = mark_of(view.case)
        for paper in self._papers(name, view):
            yield replace(paper, parts=tuple(replace(part, mark=mark) for part in paper.parts))

    def _view(self, actor: Actor, case: CaseId | CaseDraft) -> CaseView:
        if isinstance(case, CaseDraft):
            return self.cases.preview(actor, case)
        return self.cases.show(actor, case)

    def _papers(self, name: str, view: CaseView) -> tuple[UsePaper, ...]:
        register, county, case = self.cases.register, self.cases.county, view.case
        if name == PLAN:
            table = ReformPlan(register, county)(view)
            return (UsePaper(table.title, case.id, (table,)),)
        if name == SLIP:
            return (Slips(register, self.forms.slip)(case),)
        papers = UsePapers(register, county, self.forms, self.cases.clock)
        if name == NOTICE:
            return papers.notices(case)
        one = {DELIBERATION: papers.deliberation, HOLD: papers.hold_sheet}
        return (one[name](case),)

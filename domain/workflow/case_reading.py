"""What is asked about cases, and what a draft would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.case import DRAFT, Case, CaseId, Stage
from domain.case_flow import require_way
from domain.case_outcomes import CaseDraft, CaseFigures, CaseView
from domain.changes.kinds import form_of, kind_of
from domain.codes import County
from domain.facts import Unit
from domain.flow import Flow
from domain.register import Actor
from domain.roles import Act
from domain.words import Words
from domain.workflow.case_progress import ENDED, figures_of, progress_of
from domain.workflow.case_views import CaseViews
from domain.workflow.office_data import calendar_of
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Reader, Register

_PREVIEW: Final = CaseId("")
_UNIT_FIELDS: Final = ("unit", "to", "from", "into", "supervisor")


@dataclass(frozen=True, slots=True)
class CaseReading:
    """Shows cases; changes nothing. Refuses `role.denied` and `case.unknown`."""

    register: Register
    county: County
    words: Words
    clock: Clock

    @property
    def _views(self) -> CaseViews:
        return CaseViews(self.register.office.code, self.county, self.words, self.clock)

    def preview(self, actor: Actor, draft: CaseDraft) -> CaseView:
        """Tell what a draft would do and what blocks it; keeps nothing."""
        require(actor, Act.DRAFT)
        form_of(draft.kind)
        with self.register.reading() as reader:
            return self.judged(reader, actor, draft)

    def judged(self, reader: Reader, actor: Actor, draft: CaseDraft) -> CaseView:
        """Return what a draft would do and what blocks it, on a view that is open already."""
        return self._views.view(reader, self.case_of(actor, draft))

    def show(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Return one case as it stands."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return self._views.told(reader, reader.case(case_id))

    def list(
        self, actor: Actor, states: Iterable[str] = (), kind: str = "", unit: Unit | None = None
    ) -> tuple[CaseView, ...]:
        """Return cases, newest first, narrowed to states, a kind and a unit where given.

        A case is one of the unit's when it is its own or one of its lines names it. Refuses
        `case.kind_unknown`.
        """
        require(actor, Act.READ)
        if kind:
            kind_of(kind)
        with self.register.reading() as reader:
            views = self._views
            waiting = views.waiting(reader)
            return tuple(
                views.view(reader, case, waiting)
                for case in reader.cases(states, kind)
                if unit is None or _concerns(case, unit)
            )

    def figures(self, actor: Actor, first: date, last: date) -> tuple[CaseFigures, ...]:
        """Return how many cases of each kind ended in a period, and how quickly."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            cases = reader.cases(tuple(ENDED))
            calendar, today = calendar_of(reader, self.county), self.clock.today()
            found = [progress_of(case, self._flow(case), calendar, today) for case in cases]
        return figures_of(cases, found, first, last)

    def require(self, case: Case, state: str) -> None:
        """Refuse a state that the case can't come into now, as `require_way` does."""
        require_way(self._flow(case), case, state)

    def _flow(self, case: Case) -> Flow:
        return self.county.flows.of(case.kind)

    def case_of(self, actor: Actor, draft: CaseDraft) -> Case:
        """Return the case that a draft states, under its number where it has one."""
        kind = kind_of(draft.kind)
        return Case(
            draft.case or _PREVIEW,
            kind.name,
            draft.unit,
            draft.document,
            draft.effective,
            draft.persons,
            draft.entries,
            kind.mode or draft.mode,
            explanation=draft.explanation.strip(),
            entered_by=actor.account,
            entered_at=self._now(),
            single=actor.single,
            stages=(Stage(DRAFT, actor.account, self._now()),),
        )

    def _now(self) -> str:
        return self.clock.now().isoformat(timespec="seconds")


def _concerns(case: Case, unit: Unit) -> bool:
    names = {unit.unit, unit.name, unit.short_name, unit.uscc} - {""}
    lines = (*case.entries, *case.persons)
    named = (line.get(field, "") for line in lines for field in _UNIT_FIELDS)
    return case.unit == unit.unit or not names.isdisjoint(named)

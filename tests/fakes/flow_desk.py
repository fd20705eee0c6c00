"""The way of cases at the desk over the invented county."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.case import ARCHIVED, DONE, RETURNED, WITHDRAWN, Case, CaseId, numbered
from domain.case_flow import next_step, word_of
from domain.case_outcomes import CaseFigures, CaseProgress, CaseView
from domain.errors import Refusal
from domain.flow import Flows

ENDED = (DONE, ARCHIVED, WITHDRAWN)


class FakeFlowDesk:
    """Moves the cases of `FakeCaseDesk` on their way; `flows` may be set by a test."""

    flows = Flows()
    figures: tuple[CaseFigures, ...] = (CaseFigures("人员上编", 20, 17, 1),)
    held: dict[str, CaseView]
    log: list[str]

    def take_step(self, case: CaseId, note: str) -> CaseView:
        step = next_step(self.flows.of(self.held[case].case.kind), self.held[case].case)
        if step is None:
            raise Refusal("case.no_step", case=case, state="")
        return self.move(case, step.state, note)

    def supplement(self, case: CaseId, items: Iterable[str]) -> CaseView:
        return self.move(case, RETURNED, numbered(items))

    def archive(self, case: CaseId) -> CaseView:
        return self.move(case, ARCHIVED)

    def case_figures(self, first: date, last: date) -> tuple[CaseFigures, ...]:
        assert first <= last
        return self.figures

    def print_notice(self, kind: str, path: Path) -> None:
        self.log.append(f"notice {kind} {path.name}")

    def print_supplement(self, case: CaseId, path: Path) -> None:
        self.log.append(f"supplement {case} {path.name}")

    def move(self, case: CaseId, state: str, reason: str = "") -> CaseView:
        held = self.held[case]
        moved = held.case.came_to(state, "zhang", "2026-11-22T09:00", reason)
        self.held[case] = replace(
            held,
            case=replace(moved, reason=reason),
            progress=self._way(moved),
        )
        self.log.append(f"{state} {case}")
        return self.held[case]

    def _way(self, case: Case) -> CaseProgress:
        """Return the progress of a case by its state alone."""
        flow = self.flows.of(case.kind)
        step = next_step(flow, case)
        word, waiting = word_of(flow, case.state), step.name if step else ""
        return CaseProgress(word, waiting, ended=case.state in ENDED)

"""What the state and the kind of a case allow."""

from __future__ import annotations

from domain.case import ARCHIVED, DONE, Case
from domain.case_materials import missing
from domain.case_outcomes import CaseView
from domain.changes.kinds import APPLIED_FOR
from domain.changes.reversal import REVERSED_BY
from ui.cases.model import DEPARTURE, DRAFTS, ENTRY


def can_be_edited(case: Case) -> bool:
    """Tell whether a case is a draft that a form may go on with."""
    return case.state in DRAFTS and case.kind in APPLIED_FOR


def wanting(view: CaseView) -> tuple[str, ...]:
    """Return what a 补正告知书 of a case would tell, nothing once it is ended."""
    return () if view.progress.ended else view.case.wanted or missing(view.materials)


def doing(waiting: list[CaseView]) -> str:
    """Return what approving does to how many people, "" where that says too little."""
    kind = waiting[0].case.kind if waiting else ""
    verb = {ENTRY: "上编", DEPARTURE: "下编"}.get(kind, "")
    return f"{verb} {sum(len(view.case.persons) for view in waiting)} 人" if verb else ""


def can_be_reversed(cases: list[Case]) -> bool:
    """Tell whether a lone finished case is in effect, so that a 冲销 may take it back."""
    (*others, case) = cases
    return not others and case.state in (DONE, ARCHIVED) and REVERSED_BY not in case.facts

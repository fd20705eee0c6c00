"""Runs the rules and enters what they find into the problem ledger."""

from __future__ import annotations

from datetime import date

from desktop.office import OpenOffice
from domain.problem_outcomes import EnteredProblems
from domain.register import UnitAt
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Progress
from domain.workflow.problem_entry import CheckScope


def enter_findings(
    office: OpenOffice,
    at: UnitAt | None,
    rules: tuple[int, ...],
    progress: Progress,
    *,
    deadline: date | None = None,
    dry_run: bool = False,
) -> EnteredProblems:
    """Run the rules today, all or some, over the office's own units or one, and enter the findings.

    Refuses `role.denied` and `rule.unknown`.
    """
    require(office.actor, Act.DRAFT)
    whose = office.office.code if at is None else at.office
    scope = CheckScope(whose, None if at is None else at.unit, rules)
    found = office.overview.findings(office.clock.today(), progress, at, rules)
    of_office = [finding for finding in found if finding.office == whose]
    entry = office.problem_entry
    return entry.from_findings(office.actor, of_office, scope, deadline=deadline, dry_run=dry_run)

"""Prints what a kind of business asks for, and what one case still lacks, for an open office."""

from __future__ import annotations

from pathlib import Path

from desktop.office import OpenOffice
from desktop.outlets import require_place
from desktop.papers import fonts
from domain.case import CaseId
from domain.notices import notice_of, supplement_of
from domain.roles import Act
from domain.workflow.permission import require


def print_notice(office: OpenOffice, kind: str, out: Path) -> tuple[str, ...]:
    """Write the 一次性告知单 of a kind; returns the code points that no font has."""
    from export.notices.writer import write_notice

    require(office.actor, Act.PRINT)
    today = office.clock.today()
    notice = notice_of(kind, office.resources.county, office.place, today)
    require_place(out)
    missing = write_notice(out, notice, fonts(office.resources.fonts))
    office.enter("print.notice", kind)
    return missing


def print_supplement(office: OpenOffice, case: CaseId, out: Path) -> tuple[str, ...]:
    """Write the 补正告知书 of a case; returns as `print_notice`."""
    from export.notices.writer import write_supplement

    require(office.actor, Act.PRINT)
    view = office.cases.show(office.actor, case)
    today = office.clock.today()
    notice = supplement_of(view, office.resources.county, office.place, today)
    require_place(out)
    missing = write_supplement(out, notice, fonts(office.resources.fonts))
    office.enter("print.supplement", case)
    return missing

"""Writes the papers of 用编 and 职数预审, and the rosters beside the 花名册, for an open office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.office import OpenOffice
from desktop.outlets import require_folder
from desktop.papers import fonts
from domain.case import CaseId
from domain.facts import UnitId
from domain.use_papers import UsePaper
from domain.workflow.rosters import FORMS, Rosters
from domain.workflow.use_papers import UsePapers
from export.sheets.forms import load_sheet_form
from export.sheets.paper import Heading
from export.sheets.rows import write_rows
from export.use_papers import load_use_forms, write_use_paper


def write_deliberation(office: OpenOffice, case: CaseId, out: Path) -> int:
    """Write the 审议表 of a case of 用编核准; returns how many pages."""
    return _written(office, _papers(office).deliberation(case), out, case)


def write_hold_sheet(office: OpenOffice, case: CaseId, out: Path) -> int:
    """Write the 职数预审单 of a case; returns how many pages."""
    return _written(office, _papers(office).hold_sheet(case), out, case)


def write_notices(office: OpenOffice, case: CaseId, folder: Path) -> tuple[tuple[Path, int], ...]:
    """Write the 编制使用通知单 of a case into a folder, one file per unit: path and pages."""
    papers = _papers(office).notices(case)
    require_folder(folder)
    made = ((folder / f"{paper.title}_{paper.subject}.pdf", paper) for paper in papers)
    return tuple((out, _written(office, paper, out, case)) for out, paper in made)


def write_other_roster(
    office: OpenOffice, kind: str, unit: UnitId | None, out: Path, day: date
) -> int:
    """Write the roster of 编外, 离退休, 人编分离 or 减少人员; returns how many rows."""
    form = load_sheet_form(office.resources.form(FORMS[kind]))
    rows = Rosters(office.register, office.resources.county).rows(kind, day, unit)
    require_folder(out.parent)
    written = write_rows(rows, out, form, Heading(office.place, office.session.account, day))
    office.enter("export.roster", f"{kind} {unit or '全部单位'} {day}")
    return written


def _papers(office: OpenOffice) -> UsePapers:
    forms = load_use_forms(office.resources.form("quota_use"), office.place)
    return UsePapers(office.register, office.resources.county, forms, office.clock)


def _written(office: OpenOffice, paper: UsePaper, out: Path, case: CaseId) -> int:
    require_folder(out.parent)
    pages = write_use_paper(paper, out, fonts(office.resources.fonts))
    office.enter("print.use", f"{paper.title} {case}")
    return pages

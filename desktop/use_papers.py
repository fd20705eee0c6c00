"""Writes the papers of cases, and the rosters beside the 花名册, for an open office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.office import OpenOffice
from desktop.outlets import require_folder
from desktop.papers import fonts, letting_out
from domain.case import CaseId
from domain.case_outcomes import CaseDraft
from domain.case_papers import NOTICE
from domain.facts import UnitId
from domain.roster_terms import FULL, RosterTerms
from domain.use_papers import UsePaper
from domain.workflow.case_papers import CasePapers
from domain.workflow.rosters import FORMS, Rosters
from export.sheets.paper import Heading
from export.sheets.rows import write_rows
from export.use_papers import load_use_forms, write_use_paper


def case_paper(office: OpenOffice, name: str, *cases: CaseId | CaseDraft) -> UsePaper:
    """Return a paper about cases, kept or not, see `CasePapers`."""
    return _papers(office)(office.actor, name, *cases)


def write_paper(office: OpenOffice, paper: UsePaper, out: Path) -> int:
    """Write a paper about cases and enter that; returns how many pages."""
    require_folder(out.parent)
    pages = write_use_paper(paper, out, fonts(office.resources.fonts))
    act = letting_out("print.use", paper.texts())
    office.enter(act, f"{paper.title} {paper.subject}")
    return pages


def write_notices(office: OpenOffice, case: CaseId, folder: Path) -> tuple[tuple[Path, int], ...]:
    """Write the 编制使用通知单 of a case into a folder, one file per unit: path and pages."""
    papers = tuple(_papers(office).each(office.actor, NOTICE, case))
    require_folder(folder)
    made = ((folder / f"{paper.title}_{paper.subject}.pdf", paper) for paper in papers)
    return tuple((out, write_paper(office, paper, out)) for out, paper in made)


def write_other_roster(
    office: OpenOffice,
    kind: str,
    unit: UnitId | None,
    out: Path,
    day: date,
    *,
    terms: RosterTerms = FULL,
) -> int:
    """Write the roster of 编外, 离退休, 人编分离 or 减少人员; returns how many rows."""
    form = office.resources.sheet_form(FORMS[kind])
    rosters = Rosters(office.register, office.resources.county)
    rows = [terms.cells(row) for row in rosters.rows(kind, day, unit)]
    require_folder(out.parent)
    heading = Heading(office.place, office.session.account, day, terms.marking)
    written = write_rows(rows, out, form, heading)
    office.enter(terms.act, f"{kind} {unit or '全部单位'} {day} {written} 人")
    return written


def _papers(office: OpenOffice) -> CasePapers:
    forms = load_use_forms(office.resources.form("quota_use"), office.place)
    return CasePapers(office.cases, forms)

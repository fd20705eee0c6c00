"""Writes the problem ledger as a workbook or as pages to print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from desktop.office import OpenOffice
from desktop.outlets import require_folder, require_workbook
from desktop.papers import fonts
from domain.errors import Refusal
from domain.handbook import Column
from domain.handbook.parts import written_out
from domain.problem import ProblemQuery
from domain.problem_outcomes import ProblemView
from domain.problem_rows import problem_cells, problem_table
from domain.roles import Act
from domain.workflow.permission import require
from export.paper_table import write_paper_table
from export.sheets.paper import Heading
from export.sheets.rows import write_rows

PDF: Final = ".pdf"
WORKBOOK: Final = ".xlsx"
_GAP: Final = "　" * 14


def write_problems(
    office: OpenOffice, query: ProblemQuery, out: Path, day: date | None = None
) -> tuple[ProblemView, ...]:
    """Write the problems that a query finds, counted to a day, and return them.

    Refuses `problem.ending` for a name that ends neither in .xlsx nor in .pdf.
    """
    require(office.actor, Act.EXPORT)
    if out.suffix.lower() not in (PDF, WORKBOOK):
        raise Refusal("problem.ending", path=str(out))
    views = office.problem_ledger.list(office.actor, query, day)
    require_folder(out.parent)
    counted = day or office.clock.today()
    form = office.resources.sheet_form("problems")
    if out.suffix.lower() == WORKBOOK:
        require_workbook(out)
        heading = Heading(office.place, office.session.account, counted)
        write_rows(map(problem_cells, views), out, form, heading)
    else:
        place, filler = office.place, office.session.account
        issuer = form.issuer.replace("{office}", place)
        columns = tuple(Column(one.key, one.title, one.width, one.align) for one in form.columns)
        table = problem_table(
            form.title.replace("{office}", place),
            columns,
            views,
            (f"{issuer}　　截至 {written_out(counted)}，共 {len(views)} 项",),
            (_GAP.join(one.replace("{filler}", filler) for one in form.signers),),
        )
        write_paper_table(table, out, fonts(office.resources.fonts))
    office.enter("export.problems", f"{len(views)} 项")
    return views

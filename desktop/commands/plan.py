"""方案对照表: what a reform does to its units, printed on A3."""

from __future__ import annotations

from typing import Final

from desktop.commands.console import Answer, Console
from desktop.outlets import require_folder
from desktop.papers import fonts
from domain.case import CaseId
from domain.errors import Refusal
from domain.workflow.reform_plan import ReformPlan
from export.paper_table import write_paper_table

_PDF: Final = ".pdf"


def plan(console: Console) -> Answer:
    """Print the 方案对照表 of a case; refuses `plan.not_pdf` and `paper.not_written`."""
    number, out = CaseId(console.arguments.target), console.path("out")
    if out.suffix.lower() != _PDF:
        raise Refusal("plan.not_pdf", path=str(out))
    with console.office() as office:
        table = ReformPlan(office.cases)(office.actor, number)
        require_folder(out.parent)
        write_paper_table(table, out, fonts(office.resources.fonts))
        office.enter("print.table", f"{table.title} {number}")
    units = len(table.rows) - 1
    return Answer({"path": str(out), "units": units}, f"{out}  {units} 个单位")

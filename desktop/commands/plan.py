"""方案对照表: what a reform does to its units, printed on A3."""

from __future__ import annotations

from typing import Final

from desktop.commands.console import Answer, Console
from desktop.use_papers import case_paper, write_paper
from domain.case import CaseId
from domain.case_papers import PLAN
from domain.errors import Refusal
from domain.paper_table import PaperTable

_PDF: Final = ".pdf"


def plan(console: Console) -> Answer:
    """Print the 方案对照表 of a case; refuses `plan.not_pdf` and `paper.not_written`."""
    out = console.path("out")
    if out.suffix.lower() != _PDF:
        raise Refusal("plan.not_pdf", path=str(out))
    with console.office() as office:
        paper = case_paper(office, PLAN, CaseId(console.arguments.target))
        write_paper(office, paper, out)
    units = sum(len(part.rows) - 1 for part in paper.parts if isinstance(part, PaperTable))
    return Answer({"path": str(out), "units": units}, f"{out}  {units} 个单位")

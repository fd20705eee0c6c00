"""What 冲销 leaves on the cases it concerns: which of them are taken back, and by which."""

from __future__ import annotations

from dataclasses import replace

from domain.case import Case
from domain.changes.reversal import KIND, RESTORED_BY, REVERSED_BY, stated_case
from domain.workflow.ports import Writer


def mark_reversed(writer: Writer, reversal: Case) -> None:
    """Enter an approved reversal into the case it took back, and into those that one took back.

    A reversal that is itself taken back restores its case, and so on down the line.
    """
    case, mark = reversal, REVERSED_BY
    while case.kind == KIND:
        case = writer.case(stated_case(case))
        facts = {
            name: value
            for name, value in case.facts.items()
            if name not in (REVERSED_BY, RESTORED_BY)
        }
        writer.save_case(replace(case, facts={**facts, mark: reversal.id}))
        mark = RESTORED_BY if mark == REVERSED_BY else REVERSED_BY

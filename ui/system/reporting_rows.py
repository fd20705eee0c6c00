"""Frozen periods of reporting and exceptions as rows of one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.exchange.freezing import NOBODY, ReportFreeze, ReportLeave, told_freeze
from domain.facts import OfficeCode
from domain.workflow.report_freezes import Periods
from ui.parts.table import Column


@dataclass(frozen=True, slots=True)
class ReportingRow:
    """A period or an exception; `sender` is the office above that sent it, "" for an own one."""

    what: str
    days: str
    reason: str
    document: str = ""
    sender: OfficeCode = NOBODY
    freeze: ReportFreeze | None = None
    leave: ReportLeave | None = None


ROWS: Final = (
    Column[ReportingRow]("内容", lambda held: held.what, 10),
    Column[ReportingRow]("日期", lambda held: held.days, 12),
    Column[ReportingRow]("原因", lambda held: held.reason, 12, rest=True),
    Column[ReportingRow]("依据文件", lambda held: held.document, 10),
)


def rows_of(held: Periods) -> Iterator[ReportingRow]:
    """Yield the periods of one side, then its exceptions."""
    whose = f"上级（{held.sender}）冻结本办" if held.sender else "冻结下级上报"
    for freeze in held.freezes:
        days = told_freeze(freeze)
        yield ReportingRow(whose, days, freeze.reason, freeze.document, held.sender, freeze=freeze)
    for leave in held.leaves:
        what = f"例外：{leave.office}"
        yield ReportingRow(what, f"到 {leave.until}", leave.reason, sender=held.sender, leave=leave)

"""The tables of the past as workbooks, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from desktop.office import OpenOffice
from desktop.outlets import require_folder
from domain.between import Comparison
from domain.between_words import told
from domain.facts import UnitId
from domain.workflow.history_tables import HistoryTables
from export.sheets.forms import SheetForm, load_sheet_form
from export.sheets.history import (
    Span,
    write_basics,
    write_between,
    write_chronicle,
    write_transfers,
)
from export.sheets.paper import Heading

CHRONICLE: Final = "沿革"
BASICS: Final = "基本情况"
TRANSFERS: Final = "调动"
_FORMS: Final[Mapping[str, str]] = {
    CHRONICLE: "chronicle",
    BASICS: "basics",
    TRANSFERS: "transfers",
}
TABLES: Final = tuple(_FORMS)


@dataclass(frozen=True, slots=True)
class TableRequest:
    """Which of `TABLES`, of which unit (`None`: all), up to which day.

    `year` is the year of the 人员调动情况表; the others tell up to the day.
    """

    table: str
    unit: UnitId | None
    day: date
    year: int


def write_table(office: OpenOffice, wanted: TableRequest, out: Path) -> int:
    """Write one of the three tables; returns its rows."""
    require_folder(out.parent)
    table, unit, day = wanted.table, wanted.unit, wanted.day
    form = office.resources.sheet_form(_FORMS[table])
    tables = HistoryTables(office.register, office.resources.county.quota_order)
    span = Span(tables.began(), wanted.year if table == TRANSFERS else day.year)
    heading = Heading(office.place, office.session.account, day)
    writing: Mapping[str, Callable[[], int]] = {
        CHRONICLE: lambda: write_chronicle(tables.chronicle(day, unit), out, form, heading, span),
        BASICS: lambda: write_basics(tables.basics(day, unit), out, form, heading, span),
        TRANSFERS: lambda: write_transfers(
            tables.transfers(day, wanted.year, unit), out, form, heading, span
        ),
    }
    rows = writing[table]()
    office.enter("export.history", f"{table} {unit or '全部单位'} {day}")
    return rows


def write_comparison(office: OpenOffice, found: Comparison, out: Path) -> int:
    """Write what two days tell apart; returns the rows."""
    require_folder(out.parent)
    form: SheetForm = load_sheet_form(office.resources.form("between"))
    heading = Heading(office.place, office.session.account, office.clock.today())
    days = (found.before.day, found.after.day)
    rows = write_between(told(found, office.resources.words), out, form, heading, days)
    office.enter("export.between", f"{days[0]} - {days[1]}")
    return rows

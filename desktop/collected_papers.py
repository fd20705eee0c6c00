"""What an open office tells of those below it: who they are, and the list of who is missing."""

from __future__ import annotations

from pathlib import Path

from desktop.office import OpenOffice
from desktop.outlets import require_folder, require_workbook
from domain.collected_outcomes import Collection
from domain.collected_rows import not_accepted, standing_cells
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.report_periods import ReportPeriod
from domain.roles import Act
from domain.workflow.collecting import Collecting
from domain.workflow.permission import require
from export.packages import Role
from export.packages.offices import parent_of


def names_below(office: OpenOffice) -> dict[OfficeCode, str]:
    """Return the offices that this one has certified and not revoked; none before its own."""
    try:
        store = office.trust.store()
    except Refusal as refusal:
        if refusal.code != "trust.missing":
            raise
        return {}
    return {
        OfficeCode(held.office.code): held.office.name
        for held in store.certificates()
        if held.role is Role.AUTHORITY
        and parent_of(held.office.code) == office.office.code
        and held.fingerprint not in store.untrusted
    }


def collecting_of(office: OpenOffice) -> Collecting:
    """Return the acts of an office that has others below it."""
    return Collecting(office.register, office.resources.county)


def collection_of(office: OpenOffice, acts: Collecting, period: ReportPeriod) -> Collection:
    """Return where the offices below stand for a period today."""
    return acts.status(office.actor, period, names_below(office), office.clock.today())


def write_missing(office: OpenOffice, found: Collection, out: Path) -> int:
    """Write the offices whose report is missing as a workbook; returns how many they are.

    Refuses as `require_workbook`.
    """
    from export.sheets.forms import load_sheet_form
    from export.sheets.paper import Heading
    from export.sheets.rows import write_rows

    require(office.actor, Act.EXPORT)
    require_workbook(out)
    require_folder(out.parent)
    form = load_sheet_form(office.resources.form("collected"))
    rows = (standing_cells(each, found.period) for each in not_accepted(found.standings))
    heading = Heading(office.place, office.session.account, office.clock.today())
    count = write_rows(rows, out, form, heading)
    office.enter("export.collected", f"{found.period.text} {count} 个")
    return count

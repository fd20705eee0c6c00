"""Prints handbooks and writes workbooks for an open office."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from desktop.office import OpenOffice
from desktop.outlets import require_folder
from domain.dossier import Dossier
from domain.facts import UnitId
from domain.identity import tells_number
from domain.outcomes import PrintedHandbook
from domain.register import UnitAt, UnitStaffing
from domain.roster_terms import FULL, RosterTerms
from domain.versions import AsOf
from domain.workflow.asking import require_begun
from domain.workflow.ports import Progress
from export.handbook.furniture import Stamp
from export.handbook.many import write_many
from export.pdf.fonts import FontChain
from export.sheets.ledger import write_ledger as write_ledger_sheet
from export.sheets.paper import Heading
from export.sheets.roster import write_roster as write_roster_sheet


def print_handbooks(
    office: OpenOffice,
    units: tuple[UnitId, ...] | None,
    folder: Path,
    day: date,
    progress: Progress,
) -> tuple[PrintedHandbook, ...]:
    """Write handbooks of some units, of all when `None`, into a folder; see `require_folder`."""
    stamp = Stamp(office.clock.now(), office.session.account)
    contents = list(office.printing.handbooks(day, units))
    require_folder(folder)
    written = write_many(
        contents, folder, fonts(office.resources.fonts), stamp, progress, total=len(contents)
    )
    printed = (text for content in contents for page in content.pages for text in page.texts())
    office.enter(letting_out("print.handbook", printed), _subject(units, day))
    return tuple(
        PrintedHandbook(
            content.unit_name,
            each.path,
            each.pages,
            tuple(glyph.code_point for glyph in each.missing_glyphs),
        )
        for content, each in zip(contents, written, strict=True)
    )


def letting_out(act: str, texts: Iterable[str]) -> str:
    """Return the code of an act that wrote these texts: one of its own with full ID numbers."""
    return f"{act}.numbers" if tells_number(texts) else act


def write_roster(
    office: OpenOffice,
    unit: UnitId | None,
    out: Path,
    day: date,
    terms: RosterTerms = FULL,
    *,
    through: Callable[[Iterable[Dossier]], Iterable[Dossier]] = iter,
) -> int:
    """Write the 花名册 of one unit or all; returns the number of people.

    What is read goes `through` whoever may want to stop.
    """
    form = office.resources.sheet_form("roster")
    units = None if unit is None else (unit,)
    require_folder(out.parent)
    dossiers = (terms.dossier(each) for each in through(office.printing.dossiers(day, units)))
    heading = replace(_heading(office, day), marking=terms.marking)
    rows = write_roster_sheet(dossiers, out, form, heading)
    office.enter(terms.act, f"{_subject(units, day)} {rows} 人")
    return rows


def write_ledger(
    office: OpenOffice,
    unit: UnitAt | None,
    out: Path,
    day: date,
    *,
    through: Callable[[Iterable[UnitStaffing]], Iterable[UnitStaffing]] = iter,
) -> int:
    """Write the 机构编制职数一览表 of one unit or of all that is held; returns how many units.

    What is read goes `through` whoever may want to stop.
    """
    form = office.resources.sheet_form("ledger")
    quota_types = office.resources.county.quota_order
    require_folder(out.parent)
    with office.register.reading() as reader:
        require_begun(reader, day)
        staffing = (
            each
            for each in through(reader.staffing(AsOf(day)))
            if unit in (None, (each.office, each.unit.unit))
        )
        rows = write_ledger_sheet(staffing, out, form, _heading(office, day), quota_types)
    office.enter("export.ledger", _subject(None if unit is None else (unit.unit,), day))
    return rows


def _subject(units: tuple[UnitId, ...] | None, day: date) -> str:
    """Return what is entered of paper: which units (or how many), as of which day."""
    if units is None:
        return f"全部单位 {day}"
    which = units[0] if len(units) == 1 else f"{len(units)} 个单位"
    return f"{which} {day}"


def _heading(office: OpenOffice, day: date) -> Heading:
    return Heading(office.place, office.session.account, day)


@cache
def fonts(folder: Path) -> FontChain:
    """Return the fonts of a folder, read once."""
    return FontChain(folder)

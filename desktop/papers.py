"""Prints handbooks and writes workbooks for an open office."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from desktop.office import OpenOffice
from domain.facts import UnitId
from domain.outcomes import PrintedHandbook
from domain.workflow.ports import Progress
from export.handbook.furniture import Stamp
from export.handbook.writer import HandbookWriter, file_name
from export.packages.files import writing
from export.pdf.fonts import FontChain


def print_handbooks(
    office: OpenOffice,
    units: tuple[UnitId, ...] | None,
    folder: Path,
    day: date,
    progress: Progress,
) -> tuple[PrintedHandbook, ...]:
    """Write handbooks of some units, of all when `None`, into a folder made if need be."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    stamp = Stamp(office.clock.now().astimezone(), office.session.account)
    writer = HandbookWriter(_fonts(office.resources.fonts), stamp)
    contents = list(office.printing.handbooks(day, units))
    printed = []
    for done, content in enumerate(contents, start=1):
        written = writer.write(content, folder / file_name(content))
        missing = tuple(glyph.code_point for glyph in written.missing_glyphs)
        printed.append(PrintedHandbook(content.unit_name, written.path, written.pages, missing))
        progress.step(done, len(contents))
    return tuple(printed)


@cache
def _fonts(folder: Path) -> FontChain:
    return FontChain(folder)


def write_roster(office: OpenOffice, unit: UnitId | None, out: Path, day: date) -> int:
    """Write the 花名册 of one unit or all; returns the number of people."""
    raise RuntimeError(office, unit, out, day)


def write_ledger(office: OpenOffice, unit: UnitId | None, out: Path, day: date) -> int:
    """Write the 机构编制职数一览表 of one unit or all; returns the number of units."""
    raise RuntimeError(office, unit, out, day)

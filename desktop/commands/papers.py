"""What is printed or written out: handbooks, the roster, the ledger."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.ledgers import chosen_unit
from desktop.office import OpenOffice
from desktop.outlets import require_workbook
from desktop.papers import print_handbooks, write_ledger, write_roster
from desktop.use_papers import write_other_roster
from domain.errors import Refusal
from domain.facts import UnitId
from domain.roles import Act
from domain.roster_terms import RosterTerms
from domain.workflow.permission import require


def own_unit(console: Console, office: OpenOffice) -> UnitId | None:
    """Return the own office's unit that `--unit` names, `None` for all.

    Papers of a unit are printed by the office that keeps it: refuses `unit.other_office`.
    """
    chosen = chosen_unit(console, office)
    if chosen is None:
        return None
    if chosen.office != office.office.code:
        raise Refusal("unit.other_office", unit=console.arguments.unit, office=chosen.office)
    return chosen.unit


def handbook(console: Console) -> Answer:
    """Write handbooks as PDF into a folder."""
    with console.office() as office:
        require(office.actor, Act.PRINT)
        unit = own_unit(console, office)
        units = None if unit is None else (unit,)
        printed = print_handbooks(office, units, console.path("out"), console.day, console.progress)
    missing = sorted({glyph for each in printed for glyph in each.missing_glyphs})
    value = {
        "files": [
            {"unit": each.unit, "path": str(each.path), "pages": each.pages} for each in printed
        ],
        "missing_glyphs": missing,
    }
    lines = [f"{each.path}  {each.pages} 页" for each in printed]
    if missing:
        lines.append(f"有字库里没有的字，已印成〓：{'、'.join(missing)}")
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if missing else DONE)


def _list_file(console: Console) -> Path:
    out = console.path("out")
    require_workbook(out)
    return out


def roster(console: Console) -> Answer:
    """Write the 花名册 of one unit or all, or another roster."""
    with console.office() as office:
        require(office.actor, Act.EXPORT)
        out, unit, kind = _list_file(console), own_unit(console, office), console.arguments.kind
        counted = console.progress.counted
        terms = RosterTerms(full=not console.arguments.masked)
        if kind:
            rows = write_other_roster(office, kind, unit, out, console.day, terms=terms)
        else:
            rows = write_roster(office, unit, out, console.day, terms, through=counted)
    return Answer({"path": str(out), "rows": rows}, f"{out}  {rows} 人")


def ledger(console: Console) -> Answer:
    """Write the 机构编制职数一览表."""
    with console.office() as office:
        require(office.actor, Act.EXPORT)
        out = _list_file(console)
        unit, counted = chosen_unit(console, office), console.progress.counted
        rows = write_ledger(office, unit, out, console.day, through=counted)
    return Answer({"path": str(out), "rows": rows}, f"{out}  {rows} 个单位")

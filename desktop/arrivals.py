"""Packages that came in, as the window decides on them: checked, given up, remarked on by unit."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Final

from desktop.json_files import read_json
from desktop.office import OpenOffice
from domain.errors import Refusal
from domain.exchange.arrived import Arrived, NamedUnits, Whose
from domain.exchange.changed_people import ChangedPerson, changed_people
from domain.exchange.difference import people_of
from domain.exchange.remarks import Remark, is_rule_number, remarks_of
from domain.exchange.sections import held
from domain.facts import OfficeCode, Unit
from domain.outcomes import PackageView
from domain.versions import AsOf
from domain.workflow.accepting import Accepting
from domain.workflow.overview import Overview
from domain.workflow.ports import Progress, Reader
from storage.pinyin import initials

_JSON: Final = ".json"
_CSV: Final = ".csv"
_LARGEST: Final = 4 * 1024 * 1024
_REMARKS: Final = "remarks"


def staged(office: OpenOffice, path: Path, progress: Progress) -> PackageView:
    """Verify a package for this office; one that was not taken yet is staged."""
    return Accepting(office.exchange).stage(office.actor, path, progress)


def arrived(office: OpenOffice, path: Path, progress: Progress) -> Arrived:
    """Run the rules in force over what a staged package carries, as of its data date.

    Refuses as `Accepting.opened`.
    """
    resources = office.resources
    accepting = Accepting(office.exchange)
    day = accepting.inspect(office.actor, path).data_date or office.clock.today()
    with accepting.opened(office.actor, path, progress) as carried:
        whose = _whose(office, carried.office.code)
        overview = Overview(carried, resources.county, resources.words)
        findings = tuple(map(whose.finding, overview.findings(day, progress)))
        with carried.reading() as reader:
            units = _units(reader, whose, AsOf(day))
    return Arrived(_named(units), findings)


def people_changed(
    office: OpenOffice, path: Path, of: OfficeCode, unit: str, progress: Progress
) -> tuple[ChangedPerson, ...]:
    """Return the people of a unit whom a staged package adds, changes or takes away.

    They are those that its difference counts for the unit. Refuses as `Accepting.opened`.
    """
    accepting = Accepting(office.exchange)
    when = AsOf(accepting.inspect(office.actor, path).data_date or office.clock.today())
    with (
        accepting.opened(office.actor, path, progress) as carried,
        carried.reading() as staged,
        office.register.reading() as reader,
    ):
        before = people_of(reader.dossiers(when, of)) if of in reader.offices() else {}
        after = people_of(staged.dossiers(when, of)) if of in staged.offices() else {}
    return changed_people(before, after, unit, office.resources.words)


def units_of(office: OpenOffice, of: OfficeCode) -> NamedUnits:
    """Return the units that this office holds of another and of those below that."""
    whose, when = _whose(office, of), AsOf(office.clock.today())
    with office.register.reading() as reader:
        return _named(_units(reader, whose, when))


def _whose(office: OpenOffice, sender: OfficeCode) -> Whose:
    told = held(receipt.facts for receipt in office.exchange.history(office.actor))
    return Whose(sender, {code: section.name for code, section in told.items()})


def _units(reader: Reader, whose: Whose, when: AsOf) -> tuple[Unit, ...]:
    codes = [code for code in reader.offices() if code.startswith(whose.sender)]
    return tuple(whose.unit(code, unit) for code in codes for unit in reader.units(when, code))


def _named(units: tuple[Unit, ...]) -> NamedUnits:
    return NamedUnits(units, {unit.unit: _found_by(unit) for unit in units})


def _found_by(unit: Unit) -> str:
    spelt = [spelling for name in (unit.name, unit.short_name) for spelling in initials(name)]
    return " ".join(dict.fromkeys(spelt))


def discard(office: OpenOffice, path: Path) -> None:
    """Give up what waits under this path, if it does."""
    accepting = Accepting(office.exchange)
    for waiting in accepting.waiting(office.actor):
        if waiting.by and Path(waiting.path) == path:
            accepting.discard(office.actor, waiting.sha256)


def read_remarks(office: OpenOffice, path: Path) -> tuple[Remark, ...]:
    """Return the remarks of a file: JSON as `package remark` reads it, else a table.

    The table has a column 意见, and may have 单位 (a name or a code) and 规则号. Refuses
    `package.remarks_invalid` with the number of the remark, and what reading a workbook refuses.
    """
    kind = path.suffix.casefold()
    if kind == _JSON:
        return remarks_of(read_json(path, lambda _: _invalid()))
    stated: list[dict[str, str | int]] = []
    for line in _of_csv(office, path) if kind == _CSV else _of_workbook(office, path):
        told = {name: _text(line.get(name, "")) for name in ("text", "unit")}
        rule = _text(line.get("rule", ""))
        if rule and not is_rule_number(rule):
            raise Refusal("package.remarks_invalid", number=len(stated) + 1)
        stated.append({**told, "rule": int(rule or 0)})
    return remarks_of(stated)


def _of_workbook(office: OpenOffice, path: Path) -> Iterator[Mapping[str, object]]:
    from desktop.workbooks import IsolatedWorkbooks

    books = IsolatedWorkbooks(office.resources.layouts)
    for table in books.tables(path, (_REMARKS,), None, _Unseen()):
        fields = [column.field for column in table.columns]
        yield from (dict(zip(fields, row.cells, strict=True)) for row in table.rows)


def _of_csv(office: OpenOffice, path: Path) -> Iterator[Mapping[str, object]]:
    """Yield the lines below the head; WPS writes GB 18030, others UTF-8."""
    try:
        if path.stat().st_size > _LARGEST:
            raise _invalid()
        data = path.read_bytes()
    except OSError:
        raise Refusal("command.file_unreadable", path=str(path)) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    titles = {
        alias: spec.field
        for spec in office.resources.layouts[_REMARKS].fields
        for alias in spec.aliases
    }
    try:
        head, *rows = [row for row in csv.reader(StringIO(text)) if any(row)] or [[]]
    except csv.Error:
        raise _invalid() from None
    fields = [titles.get(title.strip(), "") for title in head]
    yield from (dict(zip(fields, row, strict=False)) for row in rows)


def _invalid() -> Refusal:
    return Refusal("package.remarks_invalid", number=0)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


class _Unseen:
    """Progress of a file that is read at once."""

    def step(self, done: int, total: int) -> None:
        """Show nothing."""

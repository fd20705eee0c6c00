"""Import a workbook of units with their inner organs, approved places and leading posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from domain.facts import Fact, InnerOrgan, LeaderPost, LedgerEntry, OrganId, Quota, Unit, UnitId
from domain.intake.cells import Fault
from domain.intake.held import UNIT_KEYS, completed, differing_keys
from domain.intake.persons import Unsound
from domain.intake.table import Complaints, Table
from domain.intake.unit_names import UnitNames
from domain.intake.units import StatedUnit, read_all_units, read_organs
from domain.outcomes import ImportOutcome
from domain.register import Actor
from domain.workflow.held_units import HeldUnits
from domain.workflow.importing import (
    Importing,
    ImportRequest,
    Tally,
    amend,
    unprepared,
)
from domain.workflow.ports import Progress, Writer
from domain.workflow.referring import of_import

KIND: Final = "导入机构"
UNITS: Final = "units"
KINDS: Final = (UNITS, "inner_organs")
SUBJECT_QUOTA: Final = "编制"
SUBJECT_POST: Final = "职数"
ENTRY_TAKEN_OVER: Final = "接管"


@dataclass(frozen=True, slots=True)
class ImportUnits:
    """Take units over from a workbook.

    Sound rows go in, in one transaction. A unit already held may be completed, but its structure
    (name, kind, rank, supervisor, funding, places, posts) changes only by a case. The same file
    again changes nothing. Refuses `register.before_start` and `import.future`.
    """

    parts: Importing

    def __call__(
        self,
        actor: Actor,
        request: ImportRequest,
        progress: Progress,
        before: Callable[[], object] = unprepared,
    ) -> ImportOutcome:
        """Import and return the counts and complaints.

        `before` is called once all rows are judged and something is to be entered.
        """
        return self.parts.run(actor, request, KINDS, self._judge, progress=progress, before=before)

    def _judge(self, writer: Writer, day: date, tables: tuple[Table, ...], tally: Tally) -> _Run:
        run = _Run(self.parts, writer, day, tally, HeldUnits.on(writer, day))
        run.units(tuple(table for table in tables if table.layout == UNITS))
        run.organs(tuple(table for table in tables if table.layout != UNITS))
        return run


@dataclass(slots=True)
class _Run:
    """One import under way: rows become facts to add or facts to amend."""

    parts: Importing
    writer: Writer
    day: date
    tally: Tally
    held: HeldUnits
    new: dict[type[Fact], list[Fact]] = field(default_factory=dict)
    changed: list[Fact] = field(default_factory=list)
    fresh: list[Unit] = field(default_factory=list)
    names: UnitNames = field(default_factory=lambda: UnitNames.of(()))

    def units(self, tables: tuple[Table, ...]) -> None:
        """Take all rows of units; a supervisor may stand further down than its subordinates."""
        rows = read_all_units(tables, self.parts.county)
        sheets = [[self._known(result, rows.codes) for result in some] for some in rows.results]
        self.names = UnitNames.of((*self.held.units.values(), *self.fresh))
        for table, results in zip(tables, sheets, strict=True):
            complaints = self.parts.complaints(table)
            fields = frozenset(column.field for column in table.columns)
            for result in results:
                self.tally.row()
                if isinstance(result, Unsound):
                    self.tally.reject(complaints, result.row, result.faults)
                else:
                    self._unit(result, fields, complaints)

    def _known(
        self, result: StatedUnit | Unsound, stated: frozenset[UnitId]
    ) -> StatedUnit | Unsound:
        """Return a row under the code of the unit that it means, or under a new one."""
        if isinstance(result, Unsound):
            return result
        unit, warnings = result.unit, result.warnings
        code = self.held.find(unit)
        if isinstance(code, Fault):
            return Unsound(result.row, (("name", code),))
        if code is None:
            code = unit.unit or self._free_code(stated)
            self.fresh.append(replace(unit, unit=code))
        elif unit.unit not in {"", code}:
            facts = {"unit": unit.name, "held": code, "code": unit.unit}
            warnings += (("code", Fault("unit.code.differs", facts)),)
        return replace(result, unit=replace(unit, unit=code), warnings=warnings)

    def _free_code(self, stated: frozenset[UnitId]) -> UnitId:
        """Return a code that neither the register nor any row of the file uses."""
        code = self.writer.next_unit()
        while code in stated:
            code = self.writer.next_unit()
        return code

    def _unit(self, stated: StatedUnit, fields: frozenset[str], complaints: Complaints) -> None:
        supervisor = self.names.find(stated.supervisor) if stated.supervisor else ""
        warnings = stated.warnings
        if isinstance(supervisor, Fault):
            warnings += (("supervisor", Fault("unit.supervisor", supervisor.facts)),)
            supervisor = ""
        unit = replace(stated.unit, supervisor=supervisor)
        held = self.held.units.get(unit.unit)
        if held is None:
            self.tally.created += 1
            self._add(unit, *_counts(unit, stated))
        else:
            differs = differing_keys(held, unit, UNIT_KEYS)
            differs += self.held.contradicted(unit.unit, stated)
            if differs:
                fault = Fault("unit.key.changed", {"unit": held.name, "fields": differs})
                self.tally.reject(complaints, stated.row, (("name", fault),))
                return
            self._complete(held, completed(held, unit, fields))
        self.tally.warn(complaints, stated.row, warnings)

    def _complete(self, held: Unit, merged: Unit) -> None:
        if merged == held:
            self.tally.unchanged += 1
        else:
            self.tally.updated += 1
            self.changed.append(merged)

    def organs(self, tables: tuple[Table, ...]) -> None:
        """Take all rows of inner organs; they are counted apart from units."""
        for table in tables:
            complaints = self.parts.complaints(table)
            fields = frozenset(column.field for column in table.columns)
            for result in read_organs(table, self.names, self.parts.county):
                if isinstance(result, Unsound):
                    self.tally.reject(complaints, result.row, result.faults)
                else:
                    self._organ(result.organ, fields)

    def _organ(self, organ: InnerOrgan, fields: frozenset[str]) -> None:
        key = (organ.unit, organ.name)
        held = self.held.organs.get(key)
        if held is None:
            numbered = replace(organ, organ=OrganId(self.writer.next_organ(organ.unit)))
            self.held.organs[key] = numbered
            self.tally.inner_created += 1
            self._add(numbered)
            return
        merged = completed(held, organ, fields)
        if merged != held:
            self.changed.append(merged)

    def _add(self, *facts: Fact) -> None:
        for fact in facts:
            self.new.setdefault(type(fact), []).append(fact)

    @property
    def changes(self) -> bool:
        """Whether any row says anything new."""
        return bool(self.new or self.changed)

    def write(self, writer: Writer, actor: Actor, request: ImportRequest) -> None:
        """Enter everything as one change."""
        change = writer.record(self.parts.change(actor, request, KIND, self.day))
        for facts in self.new.values():
            writer.add(facts, self.day, change)
        for fact in self.changed:
            amend(writer, fact, self.day, change)
        tally = self.tally
        writer.audit("import.units", of_import(tally.created, tally.updated))


def _counts(unit: Unit, stated: StatedUnit) -> Iterator[Fact]:
    """Yield the unit's quotas and posts, each with the ledger entry that it sums up."""
    code, doc_no, day = unit.unit, unit.doc_no, unit.approved_on
    entries = (
        *((SUBJECT_QUOTA, item, count) for item, count in stated.quotas.items()),
        *((SUBJECT_POST, item, count) for item, count in stated.posts.items()),
    )
    for number, (subject, item, count) in enumerate(entries, start=1):
        yield LedgerEntry(code, number, subject, item, count, ENTRY_TAKEN_OVER, doc_no, day)
        if subject == SUBJECT_QUOTA:
            yield Quota(code, item, count, doc_no=doc_no, approved_on=day)
        else:
            yield LeaderPost(code, item, count, doc_no=doc_no, approved_on=day)

"""What the forms of cases need of an open office beside the cases themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from desktop.office import OpenOffice
from desktop.outlets import require_folder
from desktop.papers import fonts
from domain.archive import DocumentQuery
from domain.checks.post_rooms import PostRoom, post_rooms
from domain.codes import UnitChange
from domain.documents import Document
from domain.errors import Refusal
from domain.facts import UnitId
from domain.paper_table import PaperTable
from domain.roles import Act
from domain.transfers import Condition
from domain.versions import AsOf
from domain.workflow.permission import require
from domain.workflow.working_copies import WorkingCopies
from domain.working_copy import HeldCopy, WorkingCopy
from export.paper_table import write_paper_table

_FEW: Final = 8


@dataclass(frozen=True)
class FormDesk:
    """Choices, documents and printed tables for the forms of an open office."""

    opened: OpenOffice

    def choices(self, field: str) -> tuple[str, ...]:
        """Return the county's labels for a field, or a list of its own."""
        county = self.opened.resources.county
        own = {
            "contract_form": county.use.contract_forms,
            "detachment_kind": county.use.detachment_kinds,
            "held_post_kind": tuple(dict.fromkeys(county.rule_data.post_kinds.values())),
        }
        table = county.tables.get(field)
        return table.labels if table else own.get(field, ())

    def unit_changes(self) -> tuple[UnitChange, ...]:
        """Return what a 机构修改 may do."""
        return tuple(self.opened.resources.county.unit_changes.changes.values())

    def transfer_conditions(self) -> Mapping[str, Condition]:
        """Return what a reform may ask of those whom it moves."""
        return self.opened.resources.county.transfers.conditions

    def post_rooms(self, unit: UnitId, day: date) -> tuple[PostRoom, ...]:
        """Return the room that the leading posts of a unit leave; refuses `unit.absent`."""
        with self.opened.register.reading() as reader:
            found = next(iter(reader.dossiers(AsOf(day), units=(unit,))), None)
        if found is None:
            raise Refusal("unit.absent", unit=unit, day=day)
        return tuple(post_rooms(found, self.opened.resources.county).values())

    def registered(self, text: str) -> tuple[Document, ...]:
        """Return a few of the registered documents that a text is found in."""
        require(self.opened.actor, Act.READ)
        with self.opened.register.reading() as reader:
            listed = reader.documents(DocumentQuery(text=text), 0, _FEW)
        records = (each.record for each in listed)
        return tuple(Document(r.number, r.title, r.issuer, r.dated) for r in records if r.number)

    def working_copies(self) -> tuple[HeldCopy, ...]:
        """Return what the account typed and did not keep as a draft, kept last first."""
        return self._copies.held(self.opened.actor)

    def keep_working_copy(self, copy: WorkingCopy) -> datetime:
        """Keep what is being typed; return when."""
        return self._copies.keep(self.opened.actor, copy)

    def discard_working_copy(self, key: str) -> None:
        """Throw a working copy away."""
        self._copies.discard(self.opened.actor, key)

    @property
    def _copies(self) -> WorkingCopies:
        return WorkingCopies(self.opened.register, self.opened.clock)

    def print_table(self, table: PaperTable, path: Path) -> None:
        """Write a table as a PDF to be printed; refuses `paper.not_written`."""
        require(self.opened.actor, Act.PRINT)
        require_folder(path.parent)
        write_paper_table(table, path, fonts(self.opened.resources.fonts))
        self.opened.enter("print.table", table.title)

"""What the forms of cases need of an open office beside the cases themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from desktop.office import OpenOffice
from desktop.use_papers import case_paper, write_paper
from domain.archive import DocumentQuery
from domain.case import CaseId
from domain.case_outcomes import CaseDraft
from domain.codes import UnitChange
from domain.documents import Document
from domain.roles import Act
from domain.transfers import Condition
from domain.workflow.permission import require
from domain.workflow.working_copies import WorkingCopies
from domain.working_copy import HeldCopy, WorkingCopy

_FEW: Final = 8


@dataclass(frozen=True)
class FormDesk:
    """Choices, documents and papers for the forms of an open office."""

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

    def print_paper(self, name: str, cases: Iterable[CaseId | CaseDraft], path: Path) -> None:
        """Write a paper about cases, or about drafts as they are typed."""
        with self.opened.witnessed("print.use"):
            write_paper(self.opened, case_paper(self.opened, name, *cases), path)

"""What the forms of cases need from the program beside the cases themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from domain.checks.post_rooms import PostRoom
from domain.codes import UnitChange
from domain.documents import Document
from domain.facts import UnitId
from domain.paper_table import PaperTable
from domain.transfers import Condition
from domain.working_copy import HeldCopy, WorkingCopy


class FormDesk(Protocol):
    """Choices, documents and printed tables for forms. Every method may be slow."""

    def unit_changes(self) -> tuple[UnitChange, ...]:
        """Return what a 机构修改 may do, in the county's words and order."""
        ...

    def transfer_conditions(self) -> Mapping[str, Condition]:
        """Return what a reform may ask of those whom it moves (划转条件), by name."""
        ...

    def post_rooms(self, unit: UnitId, day: date) -> tuple[PostRoom, ...]:
        """Return the room that the leading posts of a unit leave; refuses `unit.absent`."""
        ...

    def registered(self, text: str) -> tuple[Document, ...]:
        """Return a few of the registered documents that a text is found in."""
        ...

    def working_copies(self) -> tuple[HeldCopy, ...]:
        """Return what the account typed and did not keep as a draft, kept last first."""
        ...

    def keep_working_copy(self, copy: WorkingCopy) -> datetime:
        """Keep what is being typed; return when. No act of business, so the audit is not told."""
        ...

    def discard_working_copy(self, key: str) -> None:
        """Throw a working copy away."""
        ...

    def print_table(self, table: PaperTable, path: Path) -> None:
        """Write a table as a PDF to be printed; refuses `paper.not_written`."""
        ...

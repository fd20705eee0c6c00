"""The trust table as the window needs it: every method is one act, on a worker."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.keys import OfficeTrust
from desktop.outlets import deliver, require_place
from desktop.trust_tables import Said, TrustTables, note_of
from domain.errors import Refusal
from domain.exchange.trust_notes import TableNote


class AtTrust(Protocol):
    """An office where somebody is signed in, with or without the ledgers."""

    @property
    def trust(self) -> OfficeTrust:
        """Keys and certificates."""
        ...

    def witnessed(self, act: str, subject: str = "") -> AbstractContextManager[None]:
        """Enter it when what is done in the block is refused."""
        ...


@dataclass(frozen=True)
class TableDesk:
    """Satisfies the window's `TableDesk`."""

    opened: AtTrust

    def trust_table(self) -> TableNote | None:
        """Return the table in force, `None` before the first one."""
        try:
            table = self.opened.trust.store().table
        except Refusal as refusal:
            if refusal.code != "trust.missing":
                raise
            return None
        return None if table is None else note_of(table.table, table.table.version)

    def trust_publish(self) -> TableNote:
        """Sign the province's next table; what it says besides revocations stays as it was."""
        with self.opened.witnessed("trust.publish"):
            table = TrustTables(self.opened.trust).publish(Said())
            return note_of(table, table.version - 1)

    def trust_save_table(self, path: Path) -> None:
        """Write the table in force to a file, to be carried by hand; it is no secret."""
        with self.opened.witnessed("trust.save"):
            deliver(path, (TrustTables(self.opened.trust).held(),))
        self.opened.trust.enter("trust.save", path.name)

    def trust_roll_over(self, path: Path) -> TableNote:
        """Put another root in the place of the province's; the table that brings it goes to a file.

        The place is tried before anything is changed. When it is not written after all, the new
        table is in force and can be saved again.
        """
        with self.opened.witnessed("trust.rollover"):
            require_place(path)
            tables = TrustTables(self.opened.trust)
            table = tables.roll_over(Said())
            deliver(path, (tables.held(),))
            return note_of(table, table.version - 1, roots=True)

"""What the window needs from the program for the trust table (信任表)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from domain.exchange.trust_notes import TableNote


class TableDesk(Protocol):
    """The table that the province signs and everybody below goes by."""

    def trust_table(self) -> TableNote | None:
        """Return the table in force, `None` before the first one."""
        ...

    def trust_publish(self) -> TableNote:
        """Sign the province's next table; returns it."""
        ...

    def trust_save_table(self, path: Path) -> None:
        """Write the table in force to a file, to be carried by hand."""
        ...

    def trust_roll_over(self, path: Path) -> TableNote:
        """Put another root in the place of the province's, and write the table that brings it."""
        ...

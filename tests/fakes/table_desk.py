"""The trust table at a desk, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.errors import Refusal
from domain.exchange.trust_notes import AUTHORITY, RevokedNote, TableNote

REVOKED = RevokedNote("3f9a" * 16, "629901", AUTHORITY, 1, 4, "密钥遗失")
TABLE = TableNote(2, 2, date(2026, 11, 22), date(2027, 5, 21), roots=False, revoked=(REVOKED,))


class FakeTableDesk:
    """Holds one table; what it is asked stands among what was `carried`."""

    carried: list[str]
    table: TableNote | None = TABLE
    refuses_tables = False

    def trust_table(self) -> TableNote | None:
        return self.table

    def trust_publish(self) -> TableNote:
        if self.refuses_tables:
            raise Refusal("trust.table_not_root", office="安河市委编办")
        version = 1 if self.table is None else self.table.version + 1
        self.table = replace(TABLE, version=version)
        self.carried.append("publish")
        return self.table

    def trust_save_table(self, path: Path) -> None:
        self.carried.append(f"save {path.name}")

    def trust_roll_over(self, path: Path) -> TableNote:
        self.carried.append(f"roll over {path.name}")
        return self.trust_publish()

"""比对名单 at the window's desk: made, sent, removed, held against a ledger, given out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from desktop.listed_files import listed_in
from desktop.office import OpenOffice
from desktop.outlets import require_folder, require_workbook
from domain.exchange.difference_rows import (
    ComparedCounts,
    DifferenceQuery,
    DifferenceRow,
    Sifting,
    cells_of,
    shown,
)
from domain.exchange.listed import ListHead
from domain.facts import OfficeCode
from domain.roles import Act
from domain.workflow.list_acts import Compared, ListActs
from domain.workflow.permission import require
from domain.workflow.ports import Progress


@dataclass(frozen=True)
class ListsDesk:
    """Satisfies the window's `ListsDesk`; it keeps what was compared last until the next time."""

    opened: OpenOffice

    def comparison_lists(self) -> tuple[ListHead, ...]:
        """Return the lists, the newest first."""
        return self._lists.lists(self.opened.actor)

    def held_offices(self) -> tuple[OfficeCode, ...]:
        """Return the offices whose ledgers are held."""
        with self.opened.register.reading() as reader:
            return reader.offices()

    def add_list(
        self, path: Path, item: str, period: str, day: date, progress: Progress
    ) -> ListHead:
        """Make a list of the people in a workbook; refuses as `listed_in` and `ListActs.add`."""
        with self.opened.witnessed("list.add"):
            require(self.opened.actor, Act.IMPORT)
            rows = listed_in(path, self.opened.resources.layouts, progress)
            return self._lists.add(self.opened.actor, item, period, day, rows)

    def choose_list(self, key: str) -> ListHead:
        """Let the next package of the kind carry a list that was made here."""
        with self.opened.witnessed("list.send", key):
            return self._lists.send(self.opened.actor, key)

    def remove_list(self, key: str) -> None:
        """Remove a list with its people."""
        with self.opened.witnessed("list.remove", key):
            self._lists.remove(self.opened.actor, key)

    def compare_list(
        self, key: str, day: date, office: OfficeCode, progress: Progress
    ) -> ComparedCounts:
        """Hold a list against the ledger of an office as of a day, and keep the differences."""
        asked = None if office == self.opened.office.code else office
        with self.opened.witnessed("list.compare", key):
            found = self._lists.compare(self.opened.actor, key, day, progress, asked)
        self.opened.enter("list.compare", f"{key} {found.office}")
        self._last[:] = [(found, Sifting(found.differences))]
        return found.counted

    def count_differences(self, query: DifferenceQuery) -> int:
        """Return how many of the differences a query finds, none before anything was compared."""
        return sum(len(sifting.found(query)) for _, sifting in self._last)

    def differences(
        self, query: DifferenceQuery, offset: int, limit: int
    ) -> tuple[DifferenceRow, ...]:
        """Return one block of the differences that a query finds."""
        return next((sifting.block(query, offset, limit) for _, sifting in self._last), ())

    def write_differences(self, query: DifferenceQuery, path: Path) -> int:
        """Write the differences that a query finds as a workbook; returns how many.

        Refuses as `require_workbook`, and what writing a workbook refuses.
        """
        with self.opened.witnessed("export.lists"):
            require(self.opened.actor, Act.EXPORT)
            return sum(self._write(found, sifting, query, path) for found, sifting in self._last)

    def _write(self, found: Compared, sifting: Sifting, query: DifferenceQuery, out: Path) -> int:
        from export.sheets.forms import load_sheet_form
        from export.sheets.paper import Heading
        from export.sheets.rows import write_rows

        require_workbook(out)
        require_folder(out.parent)
        form = load_sheet_form(self.opened.resources.form("lists"))
        rows = (cells_of(shown(one)) for one in sifting.found(query))
        heading = Heading(self.opened.place, self.opened.session.account, found.day)
        count = write_rows(rows, out, form, heading)
        self.opened.enter("export.lists", f"{found.head.key} {found.office} {count} 条")
        return count

    @property
    def _lists(self) -> ListActs:
        return ListActs(self.opened.register)

    @cached_property
    def _last(self) -> list[tuple[Compared, Sifting]]:
        """What was compared last; nothing before that."""
        return []

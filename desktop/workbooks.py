"""Joins the import acts to the reader of workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from desktop.outlets import require_folder
from domain.outcomes import Complaint
from domain.workflow.ports import Progress
from export.workbooks import isolated
from export.workbooks.layout import Layout
from export.workbooks.rejects import Reject, Severity
from export.workbooks.table import Row, Table


@dataclass(frozen=True, slots=True)
class IsolatedWorkbooks:
    """Satisfies the `Workbooks` port: hostile files are parsed in a child process."""

    layouts: Mapping[str, Layout]

    def tables(
        self, path: PurePath, kinds: tuple[str, ...], sheet: str | None, progress: Progress
    ) -> tuple[Table, ...]:
        """Read every sheet of these kinds; rows of the last one are read while they are used."""
        found = isolated.read_tables(Path(path), self._chosen(kinds), sheet, report=progress.step)
        tables = []
        for table in found:
            if table.is_last:
                tables.append(replace(table, rows=_to_the_end(found, table.rows)))
                break
            tables.append(replace(table, rows=iter(list(table.rows))))
        return tuple(tables)

    def give_back(
        self,
        source: PurePath,
        out: PurePath,
        kinds: tuple[str, ...],
        rejected: Iterable[Complaint],
        warnings: Iterable[Complaint],
    ) -> None:
        """Write the workbook back with what is wrong in it; refuses as `require_folder`."""
        require_folder(Path(out).parent)
        rejects: dict[tuple[str, int], list[Reject]] = {}
        marked: tuple[tuple[Severity, Iterable[Complaint]], ...] = (
            ("error", rejected),
            ("warning", warnings),
        )
        for severity, complaints in marked:
            for complaint in complaints:
                reject = Reject(complaint.column or None, complaint.text, severity)
                rejects.setdefault((complaint.sheet, complaint.row), []).append(reject)
        isolated.write_returned(Path(source), Path(out), self._chosen(kinds), rejects)

    def _chosen(self, kinds: tuple[str, ...]) -> tuple[Layout, ...]:
        return tuple(self.layouts[kind] for kind in kinds)


def _to_the_end(tables: Iterator[Table], rows: Iterator[Row]) -> Iterator[Row]:
    """Yield the rows of the last table; the child lives as long as somebody may want them."""
    yield from rows
    yield from (row for table in tables for row in table.rows)

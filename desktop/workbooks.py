"""Joins the import acts to the reader of workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from domain.intake.table import Table
from domain.outcomes import Complaint
from domain.workflow.ports import Progress
from export.workbooks import isolated
from export.workbooks.layout import Layout
from export.workbooks.rejects import Reject, Severity


@dataclass(frozen=True, slots=True)
class IsolatedWorkbooks:
    """Satisfies the `Workbooks` port: hostile files are parsed in a child process."""

    layouts: Mapping[str, Layout]

    def tables(
        self, path: PurePath, kinds: tuple[str, ...], sheet: str | None, progress: Progress
    ) -> tuple[Table, ...]:
        """Read every sheet of these kinds; the rows of each are read here and now."""
        found = isolated.read_tables(Path(path), self._chosen(kinds), sheet, report=progress.step)
        return tuple(replace(table, rows=iter(list(table.rows))) for table in found)

    def give_back(
        self,
        source: PurePath,
        out: PurePath,
        kinds: tuple[str, ...],
        rejected: Iterable[Complaint],
        warnings: Iterable[Complaint],
    ) -> None:
        """Write the workbook back with what is wrong in it."""
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

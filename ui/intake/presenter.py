"""Joins the import to the desk: a rehearsal first, then the act."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from domain.outcomes import ImportOutcome
from domain.workflow.ports import Progress
from ui.desk import Desk, WorkbookKind
from ui.intake.model import told
from ui.intake.view import IntakeView
from ui.parts.choosers import FileChooser
from ui.parts.fields import read_day
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices

_KINDS = "表格 (*.xlsx *.xls *.et *.ods);;所有文件 (*)"


class IntakePresenter(QObject):
    """Carries one workbook in. `imported` follows when the ledger has changed."""

    imported = Signal()

    def __init__(
        self, view: IntakeView, desk: Desk, jobs: Jobs, notices: Notices, files: FileChooser
    ) -> None:
        super().__init__(view)
        self._page, self._desk, self._jobs = view, desk, jobs
        self._notices, self._files = notices, files
        self._path: Path | None = None
        self._rejected = False
        view.file_asked.connect(self._choose)
        view.commit_asked.connect(self._commit)

    def begin(self, kind: WorkbookKind) -> None:
        """Start with no file."""
        self._path = None
        self._page.begin(kind)

    def _choose(self) -> None:
        if self._page.day_is_wrong():
            return
        path = self._files.open_file("选择要导入的表格", _KINDS)
        if path is not None:
            self._path = path
            self._page.show_file(path)
            self._notices.leave_page()
            self._run(path, None, dry_run=True)

    def _commit(self) -> None:
        if self._path is None or self._page.day_is_wrong():
            return
        returned = None
        if self._rejected:
            proposal = f"{self._path.stem}_退回.xlsx"
            returned = self._files.save_file("退回的行另存为", proposal, "Excel 工作簿 (*.xlsx)")
            if returned is None:
                return
        self._run(self._path, returned, dry_run=False)

    def _run(self, path: Path, returned: Path | None, *, dry_run: bool) -> None:
        desk, kind = self._desk, self._page.kind
        effective = read_day(self._page.effective.text())
        document = self._page.document.text()
        self._page.commit.setEnabled(False)

        def work(progress: Progress) -> ImportOutcome:
            return desk.import_workbook(
                kind,
                path,
                dry_run=dry_run,
                returned=returned,
                effective=effective,
                document=document,
                progress=progress,
            )

        words = "预检" if dry_run else "导入"
        self._jobs.write(
            self, f"{words} {path.name}", work, partial(self._show, kind), ended=self._free
        )

    def _free(self) -> None:
        self._page.commit.setEnabled(True)

    def _show(self, kind: WorkbookKind, outcome: ImportOutcome) -> None:
        self._rejected = bool(outcome.rejected)
        self._page.show_outcome(outcome)
        if not outcome.dry_run:
            self._notices.say(told(outcome, kind))
            self.imported.emit()

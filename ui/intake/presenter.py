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
        self._rejected, self._day, self._asked = False, "", 0
        view.file_asked.connect(self._choose)
        view.day_settled.connect(self._follow_day)
        view.commit_asked.connect(self._commit)

    def begin(self, kind: WorkbookKind) -> None:
        """Start with no file."""
        self._path = None
        self._asked += 1
        self._page.begin(kind)

    def _choose(self) -> None:
        if self._page.day_is_wrong():
            return
        path = self._files.open_file("选择要导入的表格", _KINDS)
        if path is not None:
            self._path = path
            self._page.show_file(path)
            self._rehearse(path)

    def _rehearse(self, path: Path) -> None:
        self._notices.leave_page()
        self._run(path, None, dry_run=True)

    def _follow_day(self) -> None:
        """Rehearse anew for another day: what was told held for the one before."""
        day = self._page.effective.text()
        if self._path is None or day == self._day:
            return
        self._day = day
        self._asked += 1
        self._page.outdate()
        if not self._page.day_is_wrong():
            self._rehearse(self._path)

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
        desk, page, kind = self._desk, self._page, self._page.kind
        self._day, self._asked = page.effective.text(), self._asked + 1
        effective, document = read_day(self._day), page.document.text()

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
        show = partial(self._show, self._asked) if dry_run else partial(self._tell, kind)
        holds = (page.commit,) if dry_run else page.asked
        self._jobs.write(self, f"{words} {path.name}", work, show, holds=holds)

    def _show(self, asked: int, outcome: ImportOutcome) -> None:
        if asked == self._asked:  # else another file, or another day, was asked about meanwhile
            self._rejected = bool(outcome.rejected)
            self._page.show_outcome(outcome)

    def _tell(self, kind: WorkbookKind, outcome: ImportOutcome) -> None:
        self._path = None
        self._page.show_outcome(outcome)
        self._notices.say(told(outcome, kind))
        self.imported.emit()

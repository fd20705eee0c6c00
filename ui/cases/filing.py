"""The papers of a case at the desk: attached, looked at, taken away, and filed with the case."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from domain.archive import Attachment, CasePapers
from domain.case_outcomes import CaseView
from domain.workflow.ports import Progress
from ui.cases.record import CaseRecord
from ui.cases.view import CasesView
from ui.documents.attaching import KINDS, Kept, attach_each
from ui.documents.keeping import last_box
from ui.documents.showing import Showing
from ui.parts.page import Surroundings

_Filing = tuple[CasePapers, str]


class CaseFiling(QObject):
    """Works the papers of the record that is shown. `moved` tells the case once it is filed."""

    moved = Signal(object)
    changed = Signal(object)

    def __init__(self, page: CasesView, around: Surroundings) -> None:
        super().__init__(page)
        self._page, self._around, self._desk = page, around, around.desk
        self._view: CaseView | None = None
        self._showing = Showing(self, page, around)
        page.preview_built.connect(self._showing.join)
        page.record_built.connect(self._join)

    def _join(self, record: CaseRecord) -> None:
        papers = record.materials
        record.shown.connect(self._shown)
        record.archive_asked.connect(self._begin)
        record.filing.filing_asked.connect(self._file)
        papers.attach_asked.connect(self._choose)
        papers.files_dropped.connect(self._attach)
        papers.attachment_chosen.connect(self._showing.open)
        papers.detach_given.connect(self._detach)

    def _shown(self, view: CaseView) -> None:
        self._view, desk, case = view, self._desk, view.case.id
        self._around.jobs.read(
            self, "读取材料", lambda _: desk.case_papers(case), partial(self._show_papers, view)
        )

    def _show_papers(self, view: CaseView, held: CasePapers) -> None:
        if view is self._view:
            self._page.record.materials.show_papers(held)

    def _choose(self, material: str) -> None:
        path = self._around.files.open_file(f"附上{material}", KINDS)
        if path is not None:
            self._attach(material, (path,))

    def _attach(self, material: str, files: tuple[Path, ...]) -> None:
        if self._view is None or not files:
            return
        desk, case = self._desk, self._view.case.id

        def work(_: Progress) -> tuple[CaseView, Kept]:
            kept = attach_each(files, lambda file: desk.attach_to_case(case, file, material))
            return desk.case(case), kept

        self._around.jobs.write(self, "保存附件", work, partial(self._attached, material))

    def _attached(self, material: str, read: tuple[CaseView, Kept]) -> None:
        view, kept = read
        if kept.names:
            self._around.notices.say(f"已附上 {kept.told}（{material}），加密保存。")
            self.changed.emit(view)
        if kept.refusal is not None:
            self._around.notices.tell(self._around.jobs.words(kept.refusal))

    def _detach(self, attachment: Attachment, reason: str) -> None:
        if self._view is None:
            return
        desk, case = self._desk, self._view.case.id

        def work(_: Progress) -> CaseView:
            desk.detach(attachment.id, reason)
            return desk.case(case)

        def done(view: CaseView) -> None:
            self._around.notices.say(f"已取下 {attachment.file_name}，记录保留。")
            self.changed.emit(view)

        self._around.jobs.write(self, "取下附件", work, done)

    # 归档

    def _begin(self) -> None:
        """Ask for year and box, unless the document lies in one already."""
        if self._view is None:
            return
        desk, view = self._desk, self._view
        year = min(view.case.effective.year, self._around.session.today.year)

        def work(_: Progress) -> _Filing:
            papers = desk.case_papers(view.case.id)
            return papers, last_box(desk, year) or view.case.kind

        self._around.jobs.read(self, "读取档案目录", work, partial(self._ask, year))

    def _ask(self, year: int, read: _Filing) -> None:
        papers, box = read
        if any(one.place is None for one in papers.documents):
            self._page.record.filing.open_for(year, box)
        else:
            self._file(year, box)

    def _file(self, year: int, box: str, _: str = "") -> None:
        if self._view is None:
            return
        desk, case = self._desk, self._view.case.id

        def work(_: Progress) -> CaseView:
            desk.file_case(case, year, box)
            return desk.case(case)

        self._around.jobs.write(self, "归档业务单", work, self._filed)

    def _filed(self, view: CaseView) -> None:
        self.moved.emit((view,))

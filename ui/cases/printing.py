"""Prints what a form shows at its right; a 职数预审 is submitted in the same act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from domain.case_outcomes import CaseView
from domain.errors import Refusal
from domain.finding import Severity
from domain.paper_table import PaperTable
from domain.roles import Act
from domain.workflow.permission import allowed
from domain.workflow.ports import Progress
from ui.cases.form import CaseForm
from ui.cases.papers import EXAMINATION, asked_posts, comparison, examination, sheet_of
from ui.parts.page import Surroundings

_PDF = "PDF 文件 (*.pdf)"
Saved = Callable[[tuple[CaseView, ...]], None]
_Submitted = tuple[CaseView, Refusal | None]


class FormPrinting(QObject):
    """Writes the sheet of a form as a PDF where the user wants it.

    `save_then` saves the drafts of the form that is open, and calls what follows with them.
    """

    submitted = Signal(object)

    def __init__(
        self, owner: QObject, around: Surroundings, save_then: Callable[[Saved], None]
    ) -> None:
        super().__init__(owner)
        self._around, self._desk, self._save_then = around, around.desk, save_then

    def words_of(self, views: tuple[CaseView, ...]) -> str:
        """Return what the button says, "" for nothing to print."""
        if not self.submits(views):
            return sheet_of(views)
        return "提交、审核并打印预审单" if self._approves(views[0]) else "提交并打印预审单"

    def submits(self, views: tuple[CaseView, ...]) -> bool:
        """Tell whether printing submits: a lone 职数预审 in whose way nothing stands."""
        if len(views) != 1 or sheet_of(views) != EXAMINATION:
            return False
        sound = all(found.severity != Severity.ERROR for found in views[0].blocked_by)
        return sound and allowed(self._desk.actor, Act.SUBMIT)

    def _approves(self, view: CaseView) -> bool:
        """Tell whether who submits approves at once: alone in the office, no step between."""
        actor = self._desk.actor
        steps = self._desk.flows.of(view.case.kind).steps
        return actor.single and not steps and allowed(actor, Act.APPROVE)

    def print(self, form: CaseForm) -> None:
        """Print what a form shows; a 职数预审 is submitted in the same act.

        Who thinks better of it when asked where to does nothing at all.
        """
        views = form.impact.views
        if not views or (self.submits(views) and not form.check()):
            return
        path = self._ask(views, self.words_of(views))
        if path is not None and self.submits(views):
            self._save_then(partial(self._submit_saved, path))
        elif path is not None:
            self._write(views, path)

    def print_views(self, views: tuple[CaseView, ...]) -> None:
        """Print the sheet of cases that are shown to be decided."""
        path = self._ask(views, sheet_of(views)) if views else None
        if path is not None:
            self._write(views, path)

    def _ask(self, views: tuple[CaseView, ...], words: str) -> Path | None:
        name = "职数预审单.pdf" if sheet_of(views) == EXAMINATION else "方案对照表.pdf"
        return self._around.files.save_file(words, name, _PDF)

    def _write(self, views: tuple[CaseView, ...], path: Path) -> None:
        def work(_: Progress) -> None:
            self._desk.print_table(self._sheet(views), path)

        self._around.jobs.write(
            self, "打印", work, lambda _: self._around.notices.say(f"已生成 {path}，可以打印。")
        )

    def _submit_saved(self, path: Path, views: tuple[CaseView, ...]) -> None:
        def done(answer: _Submitted) -> None:
            self.submitted.emit((answer[0],))
            self._tell(path, answer[1])

        work = partial(self._submit, views[0], path)
        self._around.jobs.write(self, "提交并打印", work, done)

    def _submit(self, view: CaseView, path: Path, _: Progress) -> _Submitted:
        """Submit a saved 职数预审, approve it where one is alone, and write its sheet.

        What is judged is the room before: the posts are kept from then on. A sheet that cannot be
        written does not undo that; it can be printed from the record.
        """
        sheet = self._sheet((view,))
        moved = self._desk.submit(view.case.id)
        if self._approves(view):
            moved = self._desk.approve(view.case.id)
        try:
            self._desk.print_table(sheet, path)
        except Refusal as refusal:
            return moved, refusal
        return moved, None

    def _tell(self, path: Path, refusal: Refusal | None) -> None:
        if refusal is None:
            self._around.notices.say(f"已提交，预审单已生成 {path}，可以打印。")
        else:
            self._around.notices.tell(self._around.jobs.words(refusal))

    def _sheet(self, views: tuple[CaseView, ...]) -> PaperTable:
        day = self._around.session.today
        if sheet_of(views) != EXAMINATION:
            return comparison(views, day)
        case = views[0].case
        rooms = self._desk.post_rooms(case.unit, max(case.effective, day))
        return examination(views[0], rooms, asked_posts(views[0]), day)

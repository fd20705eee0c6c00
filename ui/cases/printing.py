"""Prints what a form shows at its right; a 职数预审 is submitted in the same act."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from domain.case_outcomes import CaseView
from domain.errors import Refusal
from domain.finding import Severity
from domain.paper_table import PaperTable
from domain.roles import Act
from domain.workflow.permission import allowed
from domain.workflow.ports import Progress
from ui.cases.papers import EXAMINATION, asked_posts, comparison, examination, sheet_of
from ui.parts.page import Surroundings

_PDF = "PDF 文件 (*.pdf)"
Submitted = tuple[CaseView, Refusal | None]


class FormPrinting(QObject):
    """Writes the sheet of a form as a PDF where the user wants it."""

    def __init__(self, owner: QObject, around: Surroundings) -> None:
        super().__init__(owner)
        self._around, self._desk = around, around.desk

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

    def ask(self, views: tuple[CaseView, ...]) -> Path | None:
        """Ask where to; who thinks better of it does nothing at all."""
        name = "职数预审单.pdf" if sheet_of(views) == EXAMINATION else "方案对照表.pdf"
        return self._around.files.save_file(self.words_of(views), name, _PDF) if views else None

    def print_shown(self, views: tuple[CaseView, ...]) -> None:
        """Ask where to, then write the sheet of the cases whose effect is shown."""
        path = self.ask(views)
        if path is None:
            return

        def work(_: Progress) -> None:
            self._desk.print_table(self._sheet(views), path)

        self._around.jobs.write(
            self, "打印", work, lambda _: self._around.notices.say(f"已生成 {path}，可以打印。")
        )

    def submit(self, view: CaseView, path: Path, _: Progress) -> Submitted:
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

    def tell(self, path: Path, refusal: Refusal | None) -> None:
        """Say where the sheet is, or why it is not."""
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

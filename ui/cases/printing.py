"""Prints what a form shows at its right."""

from __future__ import annotations

from PySide6.QtCore import QObject

from domain.workflow.ports import Progress
from ui.cases.form import CaseForm
from ui.cases.papers import EXAMINATION, asked_posts, comparison, examination, sheet_of
from ui.parts.page import Surroundings

_PDF = "PDF 文件 (*.pdf)"


class FormPrinting(QObject):
    """Writes the sheet of a form as a PDF where the user wants it."""

    def __init__(self, owner: QObject, around: Surroundings) -> None:
        super().__init__(owner)
        self._around = around

    def print_shown(self, form: CaseForm) -> None:
        """Ask where to, then write the sheet of the cases whose effect is shown."""
        views, day = form.impact.views, self._around.session.today
        examined = sheet_of(views) == EXAMINATION
        name = "职数预审单.pdf" if examined else "方案对照表.pdf"
        path = self._around.files.save_file("打印", name, _PDF) if views else None
        if path is None:
            return
        desk = self._around.desk

        def work(_: Progress) -> None:
            table = comparison(views, day)
            if examined:
                view = views[0]
                rooms = desk.post_rooms(view.case.unit, max(view.case.effective, day))
                table = examination(view, rooms, asked_posts(view), day)
            desk.print_table(table, path)

        self._around.jobs.write(
            self, "打印", work, lambda _: self._around.notices.say(f"已生成 {path}，可以打印。")
        )

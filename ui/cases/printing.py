"""Prints the papers of cases and of what is typed; a 职数预审 is submitted in the same act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from domain.case import CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.case_papers import HOLD
from domain.errors import Refusal
from domain.finding import Severity
from domain.roles import Act
from domain.workflow.permission import allowed
from domain.workflow.ports import Progress
from ui.cases.form import CaseForm
from ui.cases.papers import sheet_of
from ui.parts.page import Surroundings

_PDF = "PDF 文件 (*.pdf)"
Saved = Callable[[tuple[CaseView, ...]], None]
_Submitted = tuple[CaseView, Refusal | None]


class FormPrinting(QObject):
    """Writes papers of a form and of records as PDF where the user wants them.

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
        sheet = sheet_of(views)
        if not self.submits(views):
            return f"打印{sheet}" if sheet else ""
        return "提交、审核并打印预审单" if self._approves(views[0]) else "提交并打印预审单"

    def submits(self, views: tuple[CaseView, ...]) -> bool:
        """Tell whether printing submits: a lone 职数预审 in whose way nothing stands."""
        if len(views) != 1 or sheet_of(views) != HOLD:
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
        name, drafts = sheet_of(views), form.previews(self._around.session.today)
        path = self._ask(self.words_of(views), name)
        if path is not None and self.submits(views):
            self._save_then(partial(self._submit_saved, path))
        elif path is not None:
            self._write(name, drafts, path)

    def print_cases(self, name: str, views: tuple[CaseView, ...]) -> None:
        """Print a paper of cases that are kept."""
        path = self._ask(f"打印{name}", name)
        if path is not None:
            self._write(name, tuple(view.case.id for view in views), path)

    def _ask(self, words: str, name: str) -> Path | None:
        return self._around.files.save_file(words, f"{name}.pdf", _PDF)

    def _write(self, name: str, cases: tuple[CaseId | CaseDraft, ...], path: Path) -> None:
        self._around.jobs.write(
            self,
            f"打印{name}",
            lambda _: self._desk.print_paper(name, cases, path),
            lambda _: self._around.notices.say(f"已生成 {path}，可以打印。"),
        )

    def _submit_saved(self, path: Path, views: tuple[CaseView, ...]) -> None:
        def done(answer: _Submitted) -> None:
            self.submitted.emit((answer[0],))
            self._tell(path, answer[1])

        work = partial(self._submit, views[0], path)
        self._around.jobs.write(self, "提交并打印", work, done)

    def _submit(self, view: CaseView, path: Path, _: Progress) -> _Submitted:
        """Submit a saved 职数预审, approve it where one is alone, and write its sheet.

        A sheet that cannot be written does not undo that; it can be printed from the record.
        """
        moved = self._desk.submit(view.case.id)
        if self._approves(view):
            moved = self._desk.approve(view.case.id)
        try:
            self._desk.print_paper(HOLD, (view.case.id,), path)
        except Refusal as refusal:
            return moved, refusal
        return moved, None

    def _tell(self, path: Path, refusal: Refusal | None) -> None:
        if refusal is None:
            self._around.notices.say(f"已提交，预审单已生成 {path}，可以打印。")
        else:
            self._around.notices.tell(self._around.jobs.words(refusal))

"""What is done with the problems chosen, carried out at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from domain.archive import Attachment
from domain.errors import Cancelled, Refusal
from domain.problem_outcomes import ProblemView
from domain.workflow.ports import Progress
from ui.documents.attaching import KINDS, Kept, attach_each
from ui.messages import UserMessage
from ui.parts.page import Surroundings
from ui.problems.detail import ProblemDetail
from ui.problems.forms import ActForm, DeadlineForm, ProgressForm, to_remind_of
from ui.problems.lists import ProblemLists
from ui.problems.model import grade_of

_STOPPED: Final = "其余已停止，没有办。"
_CHOOSE: Final = "附上佐证"
_NOT_TAKEN: Final = "佐证附在一项没有销号的问题上。请回到今天，先在列表中点一项，再附。"


@dataclass(frozen=True, slots=True)
class _Done:
    """How many problems an act was done to, and why not to the others."""

    count: int
    refusals: tuple[Refusal, ...]
    stopped: bool = False


class Acting(QObject):
    """Each act is one transaction for each problem; `changed` once something was done."""

    changed = Signal()

    def __init__(self, lists: ProblemLists, around: Surroundings) -> None:
        super().__init__(lists)
        self._detail: ProblemDetail = lists.detail
        self._around, self._desk = around, around.desk
        detail = self._detail
        detail.remind.given.connect(self._remind)
        detail.deadline.given.connect(self._defer)
        detail.progress.given.connect(self._tell)
        detail.close_form.given.connect(self._close)
        detail.reopen.given.connect(self._reopen)
        for asking in (detail.close_form.attach_asked, detail.evidence.attach_asked):
            asking.connect(self._choose)
        detail.evidence.detach_given.connect(self._detach)
        lists.files_dropped.connect(self._attach)

    def _remind(self) -> None:
        form, desk, codes = self._detail.remind, self._desk, self._desk.problem_codes
        said, today = form.value(), self._around.session.today

        def remind(view: ProblemView) -> object:
            grade = said.grade or grade_of(view, today, codes)
            return desk.remind_of_problem(view.problem.number, replace(said, grade=grade))

        self._each(form, "登记提醒", to_remind_of(self._detail.views), remind)

    def _defer(self) -> None:
        views = tuple(view for view in self._detail.views if view.problem.pending)
        self._update(self._detail.deadline, "改期限", views)

    def _tell(self) -> None:
        self._update(self._detail.progress, "保存整改情况", self._detail.views)

    def _update(
        self, form: DeadlineForm | ProgressForm, words: str, views: tuple[ProblemView, ...]
    ) -> None:
        desk, edit = self._desk, form.value()
        self._each(form, words, views, lambda view: desk.update_problem(view.problem.number, edit))

    def _close(self) -> None:
        form, desk = self._detail.close_form, self._desk
        said, end = form.value()
        self._each(
            form,
            "销号" if end == "已销号" else f"办为“{end}”",
            self._detail.views,
            lambda view: desk.close_problem(view.problem.number, said, end),
        )

    def _reopen(self) -> None:
        form, desk = self._detail.reopen, self._desk
        reason, due = form.value()
        self._each(
            form,
            "重新整改",
            self._detail.views,
            lambda view: desk.reopen_problem(view.problem.number, reason, due),
        )

    def _each(
        self,
        form: ActForm,
        words: str,
        views: tuple[ProblemView, ...],
        act: Callable[[ProblemView], object],
    ) -> None:
        """Do an act to problem after problem; those that are refused stop no other."""
        if not views:
            return

        def work(progress: Progress) -> _Done:
            refusals = []
            for number, view in enumerate(views):
                try:
                    progress.step(number, len(views))
                    act(view)
                except Refusal as refusal:
                    refusals.append(refusal)
                except Cancelled:
                    if number == len(refusals):
                        raise
                    return _Done(number - len(refusals), tuple(refusals), stopped=True)
            return _Done(len(views) - len(refusals), tuple(refusals))

        self._around.jobs.write(
            self,
            words,
            work,
            partial(self._end, form, words, views),
            failed=form.refuse,
            holds=(form,),
        )

    def _end(self, form: ActForm, words: str, views: tuple[ProblemView, ...], done: _Done) -> None:
        """Say what was done; what was refused is said in the form while that still holds it."""
        told = f"{words}：{_named(views, done.count)}。{_STOPPED if done.stopped else ''}"
        if done.count:
            form.settle()
            self.changed.emit()
        if not done.refusals:
            self._around.notices.say(told)
            return
        message = self._around.jobs.words(done.refusals[0])
        if not done.count:
            form.refuse(message)
        else:
            rest = f"另外 {len(done.refusals)} 项没有办成："
            self._around.notices.tell(UserMessage(message.code, f"{told}{rest}{message.text}"))

    # Evidence

    def _choose(self) -> None:
        path = self._around.files.open_file(_CHOOSE, KINDS)
        if path is not None:
            self._attach((path,))

    def _attach(self, files: tuple[Path, ...]) -> None:
        if not self._detail.takes_files:
            self._around.notices.say(_NOT_TAKEN)
            return
        desk, number = self._desk, self._detail.views[0].problem.number

        def done(kept: Kept) -> None:
            if kept.names:
                self._around.notices.say(f"第 {number} 号已附上 {kept.told}，加密保存。")
                self.changed.emit()
            if kept.refusal is not None:
                self._around.notices.tell(self._around.jobs.words(kept.refusal))

        self._around.jobs.write(
            self,
            "保存佐证",
            lambda _: attach_each(files, lambda file: desk.attach_to_problem(number, file)),
            done,
        )

    def _detach(self, attachment: Attachment, reason: str) -> None:
        desk = self._desk

        def done(held: Attachment) -> None:
            self._around.notices.say(f"已取下 {held.file_name}，记录保留。")
            self.changed.emit()

        self._around.jobs.write(
            self, "取下佐证", lambda _: desk.detach(attachment.id, reason), done
        )


def _named(views: tuple[ProblemView, ...], count: int) -> str:
    return f"第 {views[0].problem.number} 号" if len(views) == 1 else f"{count} 项"

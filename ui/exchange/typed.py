"""Keeps remarks and answers that are written and not given yet, and gives them back.

They are working copies like the forms of the business: locking, closing and a crash of the machine
take nothing away. Those of a form come back when the same package is remarked on again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from domain.outcomes import PackageView
from domain.register import Receipt
from domain.working_copy import (
    ANSWERING,
    EXCHANGE_FORMS,
    REMARKING,
    RETURNING,
    HeldCopy,
    Typed,
    WorkingCopy,
)
from ui.exchange.remark_form import RemarkForm
from ui.exchange.view import ExchangeView
from ui.messages import UserMessage
from ui.parts.page import Surroundings
from ui.tasks import ignore

_WHERE: Final = {
    RETURNING: "请接着看那个上报，再点“退回…”，写过的意见还在。",
    REMARKING: "请选中那次上报，再点“提意见…”，写过的意见还在。",
    ANSWERING: "写过的答复还在，请逐条看过再保存。",
}


class KeepingRemarks(QObject):
    """Follows the two forms and the tab of answers of a page."""

    def __init__(self, view: ExchangeView, around: Surroundings) -> None:
        super().__init__(view)
        self._page, self._around = view, around
        self._keys: dict[RemarkForm, WorkingCopy] = {}
        self._held: set[str] = set()
        self._given: set[RemarkForm] = set()
        view.accept.return_begun.connect(self._begin_return)
        view.history.remark_begun.connect(self._begin_remark)
        for form in (view.accept.form, view.history.form):
            form.left.connect(partial(self.settled, form))
        around.session.leaving.connect(self._keep_all)
        around.session.typing_resumed.connect(self._lead)
        if view.answers is not None:
            self._read(self._give_answers)

    def settled(self, form: RemarkForm) -> None:
        """What stood in a form was given or thrown away: nothing of it is kept any more."""
        copy = self._keys.pop(form, None)
        if copy is not None:
            self._forget(copy.key)

    def _begin_return(self, view: PackageView) -> None:
        about = f"{view.sender_name} 第 {view.seq} 号上报"
        copy = WorkingCopy(f"return {view.package}", RETURNING, about, Typed())
        self._begin(self._page.accept.form, copy)

    def _begin_remark(self, receipt: Receipt) -> None:
        name = receipt.facts.get("sender_name", receipt.peer)
        copy = WorkingCopy(
            f"remark {receipt.package}", REMARKING, f"{name} 第 {receipt.seq} 号上报", Typed()
        )
        self._begin(self._page.history.form, copy)

    def _begin(self, form: RemarkForm, copy: WorkingCopy) -> None:
        self._keys[form] = copy
        self._given.discard(form)

        def give(found: tuple[HeldCopy, ...]) -> None:
            held = next((each.copy for each in found if each.copy.key == copy.key), None)
            if self._keys.get(form) is not copy:
                return
            self._given.add(form)
            if held is not None:
                form.put(_both(held.typed, form.typed()))

        self._read(give)

    def _give_answers(self, found: tuple[HeldCopy, ...]) -> None:
        held = next((each.copy for each in found if each.copy.form == ANSWERING), None)
        if held is not None and self._page.answers is not None:
            self._page.answers.put(held.typed)

    def _read(self, done: Callable[[tuple[HeldCopy, ...]], None]) -> None:
        desk = self._around.desk

        def got(found: tuple[HeldCopy, ...]) -> None:
            self._held |= {each.copy.key for each in found if each.copy.form in EXCHANGE_FORMS}
            done(found)

        self._around.jobs.lanes.read(
            self, lambda _: desk.working_copies(), done=got, failed=self._around.notices.tell
        )

    def _keep_all(self) -> None:
        for form, copy in self._keys.items():
            if form.unsaved:
                self._keep(WorkingCopy(copy.key, copy.form, copy.subject, form.typed()))
            elif form in self._given:  # all of it was seen and taken out again
                self._forget(copy.key)
        answers = self._page.answers
        if answers is None:
            return
        typed = answers.typed()
        if typed.lines:
            self._keep(WorkingCopy(ANSWERING, ANSWERING, f"{len(typed.lines)} 条", typed))
        else:
            self._forget(ANSWERING)

    def _keep(self, copy: WorkingCopy) -> None:
        desk, session = self._around.desk, self._around.session

        def failed(message: UserMessage) -> None:
            self._around.notices.tell(message)
            session.typing_lost.emit(message.text)

        self._held.add(copy.key)
        self._around.jobs.lanes.write(
            self, lambda _: desk.keep_working_copy(copy), done=ignore, failed=failed
        )

    def _forget(self, key: str) -> None:
        desk = self._around.desk
        if key in self._held:
            self._held.discard(key)
            self._around.jobs.lanes.write(
                self,
                lambda _: desk.discard_working_copy(key),
                done=ignore,
                failed=self._around.notices.tell,
            )

    def _lead(self, held: HeldCopy) -> None:
        """Lead to where what was written comes back."""
        parts: dict[str, QWidget | None] = {
            RETURNING: self._page.accept,
            REMARKING: self._page.history,
            ANSWERING: self._page.answers,
        }
        part = parts.get(held.copy.form)
        if part is not None:
            self._around.session.open_page("exchange")
            self._page.begin_with(part)
            self._around.notices.say(_WHERE[held.copy.form])


def _both(kept: Typed, typed: Typed) -> Typed:
    """Return what was kept, and behind it what was typed before that was known."""
    fields = {name: typed.fields.get(name) or text for name, text in kept.fields.items()}
    return Typed({**typed.fields, **fields}, lines=(*kept.lines, *typed.lines))

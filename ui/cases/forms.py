"""Joins the forms to the desk: choices, previews while typing, saving and submitting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from domain.case import Case
from domain.case_outcomes import CaseDraft, CaseView
from domain.dossier import Member
from domain.facts import Unit, UnitId
from domain.register import PeopleQuery
from domain.workflow.ports import Progress
from ui.cases.entry import CHOICES
from ui.cases.form import CaseForm
from ui.cases.model import DEPARTURE, ENTRY
from ui.cases.view import CasesView
from ui.messages import UserMessage
from ui.parts.page import Surroundings

_OFFERED = 8
_Offer = tuple[tuple[Unit, ...], Mapping[UnitId, str], dict[str, tuple[str, ...]]]


class FormPresenter(QObject):
    """Fills in and reads out the form that is open."""

    kept = Signal(object)
    submitted = Signal(object)

    def __init__(self, view: CasesView, around: Surroundings) -> None:
        super().__init__(view)
        self._page, self._around = view, around
        self._desk, self._session, self._jobs = around.desk, around.session, around.jobs
        self._names: dict[str, str] = {}
        self._turn = 0
        self._joined: set[str] = set()
        self._offered: _Offer | None = None
        view.form_built.connect(self._join)
        self._session.leaving.connect(self._keep)

    def _join(self, form: CaseForm) -> None:
        form.draft_changed.connect(self._preview)
        form.save_asked.connect(self._save)
        form.submit_asked.connect(self._submit)
        if form.kind == DEPARTURE:
            self._page.departure.picker.wanted.connect(self._find_people)
        self._joined.add(form.kind)
        self._offer_to(form.kind)

    def load(self) -> None:
        """Read the units and choices of the day."""
        desk, day = self._desk, self._session.day

        def work(_: Progress) -> _Offer:
            choices = {name: desk.choices(name) for name in (*CHOICES, "exit_reason")}
            return desk.units(day), desk.unit_keys(day), choices

        self._jobs.read(self, "读取单位和代码表", work, self._offer)

    def _offer(self, read: _Offer) -> None:
        self._offered = read
        self._names = {str(unit.unit): unit.name for unit in read[0]}
        for kind in self._joined:
            self._offer_to(kind)

    def _offer_to(self, kind: str) -> None:
        if self._offered is None:
            return
        units, keys, choices = self._offered
        if kind == DEPARTURE:
            self._page.departure.offer_choices(choices)
            self._page.departure.name_units(self._names)
        else:
            self._page.entry.offer(units, keys)
            self._page.entry.offer_choices(choices)

    def begin(self, kind: str) -> None:
        """Open an empty form."""
        self._page.build_form(kind)
        if kind == ENTRY:
            self._page.entry.fill(None)
        else:
            self._page.departure.fill((), {})
        self._open(kind, None)

    def begin_departure(self, members: tuple[Member, ...], reason: str) -> None:
        """Open a 下编 form for people chosen elsewhere; what is known need not be typed."""
        form = self._page.build_form(DEPARTURE)
        self._page.departure.fill(members, {"exit_reason": reason})
        self._open(DEPARTURE, None)
        if members and reason:
            form.number.editor.setFocus()

    def resume(self, view: CaseView) -> None:
        """Open a kept draft."""
        case = view.case
        self._page.build_form(case.kind)
        if case.kind == ENTRY:
            self._page.entry.fill(case)
            self._open(case.kind, case)
            return
        desk, day = self._desk, self._session.day

        def work(_: Progress) -> tuple[Member, ...]:
            found = (desk.person_by_id(person["id"], day) for person in case.persons)
            return tuple(member for member in found if member is not None)

        self._jobs.read(self, "读取人员", work, partial(self._resume_departure, case))

    def _resume_departure(self, case: Case, members: tuple[Member, ...]) -> None:
        self._page.departure.fill(members, case.persons[0] if case.persons else {})
        self._open(case.kind, case)

    def _open(self, kind: str, case: Case | None) -> None:
        self._turn += 1
        self._page.open_form(kind).begin(case, self._session.today)

    def _drafts(self) -> tuple[CaseDraft, ...]:
        form = self._page.form
        return form.drafts(self._session.today) if form is not None else ()

    def _preview(self) -> None:
        form, drafts = self._page.form, self._drafts()
        self._turn += 1
        if form is not None and form.kind == DEPARTURE:
            self._page.departure.name_units(self._names)
        if form is None or not drafts or not form.ready():
            if form is not None:
                form.impact.wait("")
            return
        turn, desk = self._turn, self._desk
        self._jobs.read(
            self,
            "预检",
            lambda _: tuple(desk.preview_case(draft) for draft in drafts),
            partial(self._show_preview, turn),
            failed=partial(self._show_refusal, turn),
        )

    def _show_preview(self, turn: int, views: tuple[CaseView, ...]) -> None:
        if turn == self._turn and self._page.form is not None:
            self._page.form.show_effect(views)

    def _show_refusal(self, turn: int, message: UserMessage) -> None:
        if turn == self._turn and self._page.form is not None:
            self._page.form.impact.wait(message.text)

    def _find_people(self, text: str) -> None:
        desk, day = self._desk, self._session.day
        self._jobs.read(
            self,
            "查找人员",
            lambda _: desk.people(PeopleQuery(text=text), day, 0, _OFFERED),
            partial(self._offer_people, text),
        )

    def _offer_people(self, text: str, members: tuple[Member, ...]) -> None:
        self._page.departure.picker.offer(text, members, self._names)

    def _save(self) -> None:
        if not self._drafts() and self._page.form is not None:
            self._page.form.check()
        self._keep()

    def _keep(self) -> None:
        """Keep what is being typed, as far as it can be kept."""
        self._keep_then(self._saved)

    def _keep_then(self, done: Callable[[tuple[CaseView, ...]], None]) -> None:
        drafts, desk = self._drafts(), self._desk
        if drafts:
            self._jobs.write(
                self,
                "保存草稿",
                lambda _: tuple(desk.save_draft(draft) for draft in drafts),
                done,
            )

    def _saved(self, views: tuple[CaseView, ...]) -> None:
        if self._page.form is not None:
            self._page.form.keep_as(views)
        self.kept.emit(views)

    def _submit(self) -> None:
        self._keep_then(self._submit_kept)

    def _submit_kept(self, views: tuple[CaseView, ...]) -> None:
        """Submit what was just kept; a refusal leaves the form open on the kept drafts.

        What something stands in the way of comes first, so that the refusal comes before anything
        has been submitted.
        """
        if self._page.form is not None:
            self._page.form.keep_as(views)
            self._page.form.show_effect(views)
        order = sorted(views, key=lambda view: not view.blocked_by)
        desk, cases = self._desk, [view.case.id for view in order]
        self._jobs.write(
            self, "提交", lambda _: tuple(desk.submit(case) for case in cases), self.submitted.emit
        )

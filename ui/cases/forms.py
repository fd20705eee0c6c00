"""Joins the forms to the desk: choices, previews while typing, saving and submitting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from domain.case_outcomes import CaseDraft, CaseView
from domain.workflow.ports import Progress
from domain.working_copy import Typed, WorkingCopy
from ui.cases.departure import DepartureParticulars
from ui.cases.entry import EntryParticulars
from ui.cases.form import CaseForm
from ui.cases.keeping import Keeping
from ui.cases.lines_form import LinesParticulars
from ui.cases.papers import papers_offered, verdict_of
from ui.cases.printing import FormPrinting
from ui.cases.reads import FormReads
from ui.cases.reform import ReformParticulars
from ui.cases.view import CasesView
from ui.messages import UserMessage
from ui.parts.page import Surroundings

_TOO_LITTLE = "还不够存成草稿（先选单位或人员）；已填的内容自动保存，不会丢。"


class FormPresenter(QObject):
    """Reads out the form that is open. What is typed is kept as a working copy meanwhile."""

    kept = Signal(object)
    submitted = Signal(object)
    papers_wanted = Signal(object)

    def __init__(self, view: CasesView, around: Surroundings) -> None:
        super().__init__(view)
        self._page = view
        self._desk, self._session, self._jobs = around.desk, around.session, around.jobs
        self._notices = around.notices
        self.reads = FormReads(self, around)
        self.printing = FormPrinting(self, around, self._save_then)
        self.printing.submitted.connect(self.submitted)
        self.keeping = Keeping(self, around)
        self._turn, self.opening = 0, 0
        self._saving = False
        self._next: Callable[[], None] | None = None
        self._joined: list[CaseForm] = []
        view.form_built.connect(self._join)
        self.reads.offered.connect(self._offer)
        self._session.leaving.connect(self.keeping.keep)

    def _join(self, form: CaseForm) -> None:
        form.draft_changed.connect(self._preview)
        form.touched.connect(partial(self.keeping.touch, form))
        form.save_asked.connect(self._save)
        form.submit_asked.connect(self._submit)
        form.impact.print_asked.connect(partial(self.printing.print, form))
        form.impact.papers_asked.connect(partial(self._save_then, self.papers_wanted.emit))
        self.reads.serve_document(form.about.picker)
        particulars = form.particulars
        if isinstance(particulars, DepartureParticulars):
            self.reads.serve_person(particulars.picker)
        elif isinstance(particulars, ReformParticulars):
            particulars.units_changed.connect(self._read_reform)
        elif isinstance(particulars, EntryParticulars):
            particulars.unit_meant.connect(self.reads.offer_of_unit)
        if particulars.editor is not None:
            particulars.editor.people_built.connect(self.reads.serve)
            particulars.editor.unit_meant.connect(self.reads.offer_of_unit)
        self._joined.append(form)
        self._offer_to(form)

    def load(self) -> None:
        """Read the units and choices of the day."""
        self.reads.load()

    def _offer(self) -> None:
        for form in self._joined:
            self._offer_to(form)

    def _offer_to(self, form: CaseForm) -> None:
        if not self.reads.ready:
            return
        offers, particulars = self.reads.offers, form.particulars
        if isinstance(particulars, DepartureParticulars):
            particulars.offer_choices(offers.choices)
            particulars.name_units(offers.names)
        elif isinstance(particulars, EntryParticulars):
            particulars.offer(offers.units, offers.keys)
            particulars.offer_choices(offers.choices)
        elif isinstance(particulars, LinesParticulars):
            particulars.offer(offers)
        elif isinstance(particulars, ReformParticulars):
            particulars.offer(offers, self.reads.conditions)

    def _read_reform(self, units: tuple[str, ...]) -> None:
        self.reads.read_dossiers(units, self._page.reform.show_dossiers)

    def put_aside(self) -> None:
        """Keep what is typed before the form is left."""
        self.keeping.leave()

    def opened(self) -> None:
        """Another form is being opened: what is on its way belongs to the one before."""
        self.keeping.leave()
        self._turn += 1
        self.opening += 1

    def begun(self, form: CaseForm, copy: WorkingCopy | None = None) -> None:
        """A form stands as it was opened, or as a working copy had it."""
        form.undoing.begin()
        self.keeping.follow(form, copy)

    def _drafts(self) -> tuple[CaseDraft, ...]:
        form = self._page.form
        return form.drafts(self._session.today) if form is not None else ()

    def _preview(self) -> None:
        form = self._page.form
        self._turn += 1
        if form is None:
            return
        drafts = form.previews(self._session.today)
        if isinstance(form.particulars, DepartureParticulars):
            form.particulars.name_units(self.reads.offers.names)
        if not drafts:
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
            # What was refused before is judged anew beside the form.
            self._notices.leave_page()
            self._show_effect(self._page.form, views)

    def _show_effect(self, form: CaseForm, views: tuple[CaseView, ...]) -> None:
        form.show_effect(views)
        form.impact.offer_print(self.printing.words_of(views))
        form.impact.offer_papers(papers_offered(views))
        form.impact.conclude(verdict_of(views))
        if isinstance(form.particulars, LinesParticulars):
            form.particulars.show_views(views)

    def _show_refusal(self, turn: int, message: UserMessage) -> None:
        if turn == self._turn and self._page.form is not None:
            self._page.form.impact.wait(message.text)

    def _save(self) -> None:
        form = self._page.form
        if not self._drafts() and form is not None:
            form.check()
            form.tell(_TOO_LITTLE)
            self.keeping.keep()
        self._save_then(self.kept.emit)

    def _save_then(self, done: Callable[[tuple[CaseView, ...]], None]) -> None:
        """Save the drafts, after those that are being saved already have their numbers."""
        if self._saving:
            self._next = partial(self._save_then, done)
            return
        form, drafts = self._page.form, self._drafts()
        if form is None or not drafts:
            return
        self._saving = True
        self._jobs.write(
            self,
            "保存草稿",
            partial(self._save_all, drafts, self.keeping.key),
            partial(self._then, self.opening, form.typed(), done),
            ended=self._ended_saving,
        )

    def _save_all(
        self, drafts: tuple[CaseDraft, ...], copy: str, _: Progress
    ) -> tuple[CaseView, ...]:
        """Save drafts; what they hold need not be kept as a working copy any more."""
        views = tuple(self._desk.save_draft(draft) for draft in drafts)
        if copy:
            self._desk.discard_working_copy(copy)
        return views

    def _ended_saving(self) -> None:
        self._saving = False
        if self._next is not None:
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        after, self._next = self._next, None
        if after is not None:
            after()

    def _then(
        self,
        opening: int,
        typed: Typed,
        done: Callable[[tuple[CaseView, ...]], None],
        views: tuple[CaseView, ...],
    ) -> None:
        if self._page.form is not None and opening == self.opening:
            self._page.form.keep_as(views)
            self.keeping.settled(typed)
        done(views)

    def _submit(self) -> None:
        self._save_then(self._submit_saved)

    def _submit_saved(self, views: tuple[CaseView, ...]) -> None:
        """Submit what was just saved; a refusal leaves the form open on the saved drafts.

        What something stands in the way of comes first, so that the refusal comes before anything
        has been submitted.
        """
        if self._page.form is not None:
            self._show_effect(self._page.form, views)
        order = sorted(views, key=lambda view: not view.blocked_by)
        desk, cases = self._desk, [view.case.id for view in order]
        self._jobs.write(
            self, "提交", lambda _: tuple(desk.submit(case) for case in cases), self.submitted.emit
        )

"""Joins the lists and records of the cases page to the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from domain.case import CaseId
from domain.case_outcomes import CaseView
from domain.dossier import Member
from domain.roles import Act
from domain.workflow.ports import Progress
from domain.working_copy import EXCHANGE_FORMS, HeldCopy
from ui.cases.allowing import can_be_edited
from ui.cases.businesses import topic_of
from ui.cases.filing import CaseFiling
from ui.cases.form import CaseForm
from ui.cases.forms import FormPresenter
from ui.cases.model import ENDED, states_of
from ui.cases.opening import FormOpening
from ui.cases.record import CaseRecord
from ui.cases.resuming import FormResuming
from ui.cases.view import CasesView
from ui.messages import UserMessage
from ui.parts.beginning import Beginning
from ui.parts.page import PagePresenter, Surroundings
from ui.parts.unsaved import UnsavedOffer

_PDF = "PDF 文件 (*.pdf)"


class CasesPresenter(PagePresenter):
    """Opens forms and records, and carries cases from state to state."""

    def __init__(self, view: CasesView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._shown = view, ()
        self._typing = FormPresenter(view, around)
        self._typing.kept.connect(self._kept)
        self._typing.submitted.connect(self._moved)
        self._typing.papers_wanted.connect(self._show_papers)
        self._forms = FormOpening(view, self._typing, self.session)
        self._resuming = FormResuming(view, self._typing, self.session)
        self._unsaved = UnsavedOffer(view.lists.unsaved, around)
        self._filing = CaseFiling(view, around)
        self._filing.moved.connect(self._moved)
        self._filing.changed.connect(self._changed)
        view.lists.kind_asked.connect(self._forms.begin)
        view.lists.case_chosen.connect(self._open)
        view.lists.notice_asked.connect(self._print_notice)
        view.form_built.connect(self._join_form)
        view.record_built.connect(self._join_record)
        self.only_for(Act.DRAFT, view.lists.cards)
        self.only_today(view.lists.cards)
        self.session.case_asked.connect(self._go_to)
        self.session.departures_asked.connect(self._go_to_departure)
        self.session.case_begun.connect(self._go_to_form)
        self.session.typing_resumed.connect(self._go_on_typing)

    _shown: tuple[CaseView, ...]

    def parts(self) -> tuple[QWidget, ...]:
        return ()

    @property
    def topic(self) -> str:
        form = self._page.form
        return topic_of(form.kind) if form is not None else ""

    def prepare(self) -> Iterator[None]:
        yield from self._page.prepare()

    def _join_form(self, form: CaseForm) -> None:
        form.back_asked.connect(self._back)

    def _join_record(self, record: CaseRecord) -> None:
        record.back_asked.connect(self._back)
        record.edit_asked.connect(self._edit)
        record.approve_asked.connect(self._approve)
        record.return_asked.connect(self._return)
        record.withdraw_asked.connect(self._withdraw)
        record.reversal_asked.connect(self._reverse)
        record.step_asked.connect(self._step)
        record.supplement_asked.connect(self._supplement)
        record.print_asked.connect(self._print)
        record.act_as(self.desk.actor, self.desk.flows)
        record.paper_asked.connect(self._print_paper)
        self.only_today(record.reverse, record.edit)

    def load(self) -> None:
        desk = self.desk

        def work(_: Progress) -> tuple[tuple[CaseView, ...], ...]:
            return tuple(desk.cases(states) for states in states_of(desk.flows))

        self.around.jobs.read(self, "读取业务单", work, self._page.lists.show_cases)
        self._typing.load()

    def _go_to_departure(self, members: tuple[Member, ...], reason: str) -> None:
        self.session.open_page("cases")
        self._forms.begin_departure(members, reason)

    def _go_to_form(self, beginning: Beginning) -> None:
        self.session.open_page("cases")
        self._forms.begin_with(beginning)

    def _go_on_typing(self, held: HeldCopy) -> None:
        if held.copy.form not in EXCHANGE_FORMS:
            self.session.open_page("cases")
            self._resuming.go_on_with(held)

    def _reverse(self) -> None:
        if len(self._shown) == 1:
            self._forms.begin_reversal(self._shown[0])

    def _go_to(self, case: str) -> None:
        self.session.open_page("cases")
        self._open(case)

    def _open(self, *cases: str) -> None:
        desk = self.desk

        def work(_: Progress) -> tuple[CaseView, ...]:
            return tuple(desk.case(CaseId(case)) for case in cases)

        self.around.jobs.read(self, "读取业务单", work, self._show)

    def _show(self, views: tuple[CaseView, ...]) -> None:
        self._shown = views
        today = self.session.day == self.session.today
        if len(views) == 1 and can_be_edited(views[0].case) and today:
            self._resuming.resume(views[0])
        elif views:
            self._page.open_record(views)

    def _show_papers(self, views: tuple[CaseView, ...]) -> None:
        """Show the papers of a draft that has just been saved; 修改 leads back to its form."""
        self._shown = views
        self._page.open_record(views)
        self._page.record.sides.setCurrentWidget(self._page.record.materials)

    def _changed(self, view: CaseView) -> None:
        """Show a case whose papers have changed, which other pages count."""
        side = self._page.record.sides.currentIndex()
        self._shown = (view,)
        self._page.open_record(self._shown)
        self._page.record.sides.setCurrentIndex(side)
        self.session.ledger_changed.emit()

    def _edit(self) -> None:
        if self._shown:
            self._resuming.resume(self._shown[0])

    def come_home(self) -> None:
        if not self._page.at_lists:
            self._back()

    def _back(self) -> None:
        self._typing.put_aside()
        self._page.open_lists()
        self.reload()

    def _kept(self, views: tuple[CaseView, ...]) -> None:
        self.around.notices.say(f"草稿 {_numbers(views)} 已保存，可以随时继续。")
        self.reload()

    def _approve(self) -> None:
        self._decide("办结业务单", self.desk.approve)

    def _withdraw(self) -> None:
        self._decide("撤回业务单", self.desk.withdraw)

    def _return(self, reason: str) -> None:
        desk = self.desk
        self._decide("退回业务单", lambda case: desk.return_case(case, reason))

    def _step(self, note: str) -> None:
        desk = self.desk
        self._decide("办理下一环节", lambda case: desk.take_step(case, note))

    def _supplement(self, items: tuple[str, ...]) -> None:
        desk = self.desk
        self._decide("一次性补正", lambda case: desk.supplement(case, items))

    def _print_paper(self, name: str) -> None:
        self._typing.printing.print_cases(name, self._shown)

    def _print(self) -> None:
        desk, case = self.desk, self._shown[0].case.id
        self._write("补正告知书", case, lambda path: desk.print_supplement(case, path))

    def _print_notice(self, kind: str) -> None:
        desk = self.desk
        self._write("一次性告知单", kind, lambda path: desk.print_notice(kind, path))

    def _write(self, what: str, of: str, act: Callable[[Path], None]) -> None:
        path = self.around.files.save_file(f"打印{what}", f"{what}_{of}.pdf", _PDF)
        if path is not None:
            self.around.jobs.write(
                self,
                f"打印{what}",
                lambda _: act(path),
                lambda _: self.around.notices.say(f"已生成 {path}，可以打印。"),
            )

    def _decide(self, words: str, act: Callable[[CaseId], CaseView]) -> None:
        cases = [view.case.id for view in self._shown if view.case.state not in ENDED]
        if cases:
            self.around.jobs.write(
                self,
                words,
                lambda _: tuple(act(case) for case in cases),
                self._moved,
                failed=self._stopped,
            )

    def _stopped(self, message: UserMessage) -> None:
        """Tell why not; of several cases the first may be through, so they are read again."""
        self.around.notices.tell(message)
        if len(self._shown) > 1:
            self._open(*(view.case.id for view in self._shown))

    def _moved(self, views: tuple[CaseView, ...]) -> None:
        self._shown = views
        self._page.open_record(views)
        state = views[0].progress.word
        units = "、".join(view.unit_name for view in views)
        self.around.notices.say(f"业务单 {_numbers(views)}（{units}）：{state}。")
        self.session.ledger_changed.emit()


def _numbers(views: tuple[CaseView, ...]) -> str:
    return "、".join(view.case.id for view in views)

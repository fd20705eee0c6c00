"""Opens forms: empty ones, with what is known filled in, on a draft or a working copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from domain.case import Case
from domain.case_outcomes import CaseView
from domain.changes.reversal import KIND as REVERSAL
from domain.changes.unit_change import KIND as UNIT_CHANGE
from domain.dossier import Dossier, Member
from domain.identity import clean_id_number
from domain.working_copy import HeldCopy
from ui.cases.businesses import business_of
from ui.cases.form import CaseForm
from ui.cases.forms import FormPresenter
from ui.cases.line_card import LineValues
from ui.cases.lines import MEMBERS
from ui.cases.model import DEPARTURE, ENTRY, REFORM
from ui.cases.reform_draft import ReformDraft, read_reform
from ui.cases.view import CasesView
from ui.parts.beginning import Beginning
from ui.parts.page import Session

_KEYS = "Enter 到下一项　Alt+N 加一项　Alt+Delete 去掉这一项　Ctrl+Z 撤销"


class FormOpening(QObject):
    """Shows the right form and puts the cursor where something must be typed."""

    def __init__(self, view: CasesView, typing: FormPresenter, session: Session) -> None:
        super().__init__(view)
        self._page, self._typing, self._session = view, typing, session
        self._waiting: Callable[[], None] | None = None
        typing.reads.offered.connect(self._go_on_waiting)
        view.reform_asked.connect(self.begin_reform)

    def begin(self, kind: str) -> None:
        """Open an empty form."""
        self.begin_with(Beginning(kind))

    def begin_with(self, beginning: Beginning) -> None:
        """Open a form with what is known; units and choices are read first if need be."""
        self._typing.put_aside()
        form = self._page.build_form(beginning.kind)
        known = beginning.unit or beginning.act
        ready = self._typing.reads.ready or not known
        self._waiting = None if ready else partial(self._begin_again, beginning)
        if beginning.kind == ENTRY:
            self._page.entry.fill(None)
            self._page.entry.begin_in(beginning.unit)
        elif beginning.kind == DEPARTURE:
            self._page.departure.fill(beginning.members, beginning.values)
        else:
            self._begin_lines(beginning)
        self._open(form, None)
        self._write(form, beginning)
        self._typing.begun(form)

    def _go_on_waiting(self) -> None:
        after, self._waiting = self._waiting, None
        if after is not None:
            after()

    def _begin_again(self, beginning: Beginning) -> None:
        if self._page.form is self._page.build_form(beginning.kind):
            self.begin_with(beginning)

    def _begin_lines(self, beginning: Beginning) -> None:
        lines, business = self._page.lines, business_of(beginning.kind)
        lines.take(business)
        self._take(business.kind)
        title = self._first_title(beginning)
        if beginning.members or beginning.unit or title or beginning.values:
            first = LineValues(title, beginning.values, beginning.members)
            lines.fill(beginning.unit, (first,))

    def _first_title(self, beginning: Beginning) -> str:
        business = self._page.lines.business
        changes = self._typing.reads.offers.changes
        found = next((each.label for each in changes if each.act == beginning.act), "")
        if found or not beginning.members:
            return found or business.first
        about_people = (word.title for word in business.words if word.goes == MEMBERS)
        return business.first or next(about_people, "")

    def _take(self, kind: str) -> None:
        business = self._page.lines.business
        self._page.lines_form.take(kind, business.hint, _KEYS, modes=business.modes)

    def _write(self, form: CaseForm, beginning: Beginning) -> None:
        about = form.about
        document, effective = beginning.document, beginning.effective
        if document is not None:
            about.show_document(document)
            dated = document.dated
            if not effective and dated is not None and dated <= self._session.today:
                effective = dated.isoformat()
        if effective:
            about.write_effective(effective)
        empty = next(
            (field for field in form.fields() if field.required and not field.text()), None
        )
        if empty is not None and (beginning.members or beginning.unit):
            empty.editor.setFocus()

    def begin_reversal(self, view: CaseView) -> None:
        """Open the form that takes a finished case back; document and day are that case's."""
        case = view.case
        self.begin_with(
            Beginning(
                REVERSAL,
                case.unit,
                document=case.document,
                effective=case.effective.isoformat(),
                values={"case": case.id},
            )
        )
        form = self._page.lines_form
        form.explanation.editor.setFocus()
        form.touch()

    def begin_reform(self) -> None:
        """Open the form of a reform that merges units."""
        self._typing.put_aside()
        form = self._page.reform_form
        self._page.reform.begin()
        self._open(form, None)
        self._typing.begun(form)

    def begin_departure(self, members: tuple[Member, ...], reason: str) -> None:
        """Open a 下编 form for people chosen elsewhere."""
        values = {"exit_reason": reason} if reason else {}
        self.begin_with(Beginning(DEPARTURE, members=members, values=values))
        if members and reason:
            self._page.departure_form.number.editor.setFocus()

    def resume(self, view: CaseView) -> None:
        """Open a saved draft."""
        if not self._typing.reads.ready:
            self._waiting = partial(self.resume, view)
            return
        case = view.case
        if case.kind == ENTRY:
            form = self._page.build_form(ENTRY)
            self._page.entry.fill(case)
            self._open(form, case)
            self._typing.begun(form)
            return
        numbers = tuple(clean_id_number(str(person.get("id", ""))) for person in case.persons)
        self._typing.reads.read_members(numbers, partial(self._resume, case))

    def _resume(self, case: Case, members: tuple[Member, ...]) -> None:
        offers = self._typing.reads.offers
        words = {change.act: change.label for change in offers.changes}
        draft = read_reform(case, words) if case.kind == UNIT_CHANGE else None
        units = [offers.unit_called(name) for name in draft.units] if draft is not None else []
        if draft is None or not all(units):
            self._resume_lines(case, members)
            return
        self._typing.reads.read_dossiers(
            tuple(filter(None, units)), partial(self._resume_reform, case, draft, members)
        )

    def _resume_reform(
        self,
        case: Case,
        draft: ReformDraft,
        members: tuple[Member, ...],
        dossiers: tuple[Dossier, ...],
    ) -> None:
        """Open a draft as the plan it was; one that a plan cannot say in full opens as lines."""
        form = self._page.reform_form
        known = {member.person.id_no: member for member in members}
        if self._page.reform.resume(draft, case, dossiers, known):
            self._open(form, case)
            self._typing.begun(form)
        else:
            self._resume_lines(case, members)

    def _resume_lines(self, case: Case, members: tuple[Member, ...]) -> None:
        form = self._page.build_form(case.kind)
        if case.kind == DEPARTURE:
            self._page.departure.fill(members, case.persons[0] if case.persons else {})
        else:
            self._page.lines.take(business_of(case.kind))
            self._take(case.kind)
            self._page.lines.resume(case, {member.person.id_no: member for member in members})
        self._open(form, case)
        self._typing.begun(form)

    def go_on_with(self, held: HeldCopy) -> None:
        """Open a form as it stood when it was typed last; one that still stands open is left so."""
        if self._page.form is not None and self._typing.keeping.key == held.copy.key:
            return
        self._typing.put_aside()
        if self._typing.reads.ready:
            self._typing.reads.read_copy(held.copy.key, self._read_people)
        else:
            self._waiting = partial(self.go_on_with, held)

    def _read_people(self, held: HeldCopy | None) -> None:
        if held is not None:
            self._typing.reads.read_members(held.copy.typed.people, partial(self._go_on, held))

    def _go_on(self, held: HeldCopy, members: tuple[Member, ...]) -> None:
        self._typing.opened()
        form = self._page.reform_form if held.copy.form == REFORM else self._emptied(held.copy.form)
        known = {member.person.id_no: member for member in members}
        still = tuple(basis for basis in held.copy.based_on if basis.case not in held.gone)
        self._page.open_form(form).go_on_with(
            replace(held.copy, based_on=still), known, self._session.today
        )
        self._typing.begun(form, held.copy)
        form.tell(_told(held, len(held.copy.typed.people) - len(known)))

    def _emptied(self, kind: str) -> CaseForm:
        form = self._page.build_form(kind)
        if form is self._page.lines_form:
            self._page.lines.take(business_of(kind))
            self._take(kind)
        return form

    def _open(self, form: CaseForm, case: Case | None) -> None:
        self._typing.opened()
        self._page.open_form(form).begin(case, self._session.today)


def _told(held: HeldCopy, lost: int) -> str:
    """Return what somebody must know who goes on with what he typed."""
    told = ["已恢复上次没有保存的填写。"]
    if held.edited:
        told.append(f"草稿 {'、'.join(held.edited)} 后来又改过，保存时以这里的内容为准，请先核对。")
    if held.gone:
        told.append(f"业务单 {'、'.join(held.gone)} 已不是草稿，保存后另成一张新草稿。")
    if lost:
        told.append(f"{lost} 人现在不占编，没有恢复到名单里。")
    return "".join(told)

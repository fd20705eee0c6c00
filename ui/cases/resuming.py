"""Opens forms on what is there already: a saved draft, or what was typed and not saved.

Whatever is read for a form is dropped when another one has been opened meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVarTuple

from PySide6.QtCore import QObject

from domain.case import Case
from domain.case_outcomes import CaseView
from domain.changes.unit_change import KIND as UNIT_CHANGE
from domain.dossier import Dossier, Member
from domain.identity import clean_id_number
from domain.working_copy import HeldCopy, Typed
from ui.cases.businesses import business_of
from ui.cases.form import CaseForm
from ui.cases.forms import FormPresenter
from ui.cases.model import DEPARTURE, ENTRY, REFORM
from ui.cases.reform_draft import ReformDraft, read_reform
from ui.cases.view import CasesView
from ui.parts.session import Session

_Known = Mapping[str, Member]
_Args = TypeVarTuple("_Args")


class FormResuming(QObject):
    """Shows the right form with all that stood in it."""

    def __init__(self, view: CasesView, typing: FormPresenter, session: Session) -> None:
        super().__init__(view)
        self._page, self._typing, self._session = view, typing, session
        self._reads, self._waiting = typing.reads, None
        typing.reads.offered.connect(self._go_on_waiting)

    _waiting: Callable[[], None] | None

    def resume(self, view: CaseView) -> None:
        """Open a saved draft."""
        self._typing.opened()
        case = view.case
        numbers = tuple(clean_id_number(str(person.get("id", ""))) for person in case.persons)
        self._once_ready(
            partial(self._reads.read_members, numbers, self._still(partial(self._resume, case)))
        )

    def go_on_with(self, held: HeldCopy) -> None:
        """Open a form as it stood when it was typed last; one that still stands open is left so."""
        if self._page.form is not None and self._typing.keeping.key == held.copy.key:
            return
        self._typing.opened()
        read = self._still(self._read_people)
        self._once_ready(partial(self._reads.read_copy, held.copy.key, read))

    def _once_ready(self, act: Callable[[], None]) -> None:
        self._waiting = None if self._reads.ready else act
        if self._reads.ready:
            act()

    def _go_on_waiting(self) -> None:
        after, self._waiting = self._waiting, None
        if after is not None:
            after()

    def _still(self, act: Callable[[*_Args], None]) -> Callable[[*_Args], None]:
        """Return what does the same, unless another form has been opened since."""
        turn = self._typing.opening

        def do(*args: *_Args) -> None:
            if turn == self._typing.opening:
                act(*args)

        return do

    def _resume(self, case: Case, members: tuple[Member, ...]) -> None:
        offers = self._reads.offers
        words = {change.act: change.label for change in offers.changes}
        draft = read_reform(case, words) if case.kind == UNIT_CHANGE else None
        units = [offers.unit_called(name) for name in draft.units] if draft is not None else []
        if draft is None or not all(units):
            self._resume_usual(case, members)
            return
        resume = self._still(partial(self._resume_reform, case, draft, members))
        self._reads.read_dossiers(tuple(filter(None, units)), resume)

    def _resume_reform(
        self,
        case: Case,
        draft: ReformDraft,
        members: tuple[Member, ...],
        dossiers: tuple[Dossier, ...],
    ) -> None:
        """Open a draft as the plan it was; one that a plan cannot say in full opens as lines."""
        form = self._page.reform_form
        if self._page.reform.resume(draft, case, dossiers, _by_number(members)):
            self._begin(form, case)
        else:
            self._resume_usual(case, members)

    def _resume_usual(self, case: Case, members: tuple[Member, ...]) -> None:
        if case.kind == ENTRY:
            form = self._page.entry_form
            self._page.entry.fill(case)
            self._begin(form, case)
        elif case.kind == DEPARTURE:
            form = self._page.departure_form
            self._page.departure.fill(members, case.persons[0] if case.persons else {})
            self._begin(form, case)
        else:
            form = self._emptied(case.kind)
            known, lines = _by_number(members), self._page.lines
            typed = lines.typed_in(case, known)
            self._build(form, typed, known, partial(self._show_lines, form, case, typed, known))

    def _show_lines(self, form: CaseForm, case: Case, typed: Typed, known: _Known) -> None:
        self._page.lines.show_typed(typed, known)
        self._begin(form, case)

    def _begin(self, form: CaseForm, case: Case) -> None:
        self._page.open_form(form).begin(case, self._session.today)
        self._typing.begun(form)

    def _read_people(self, held: HeldCopy | None) -> None:
        if held is not None:
            go_on = self._still(partial(self._go_on, held))
            self._reads.read_members(held.copy.typed.people, go_on)

    def _go_on(self, held: HeldCopy, members: tuple[Member, ...]) -> None:
        form = self._page.reform_form if held.copy.form == REFORM else self._emptied(held.copy.form)
        known = _by_number(members)
        self._build(form, held.copy.typed, known, partial(self._show_copy, form, held, known))

    def _show_copy(self, form: CaseForm, held: HeldCopy, known: _Known) -> None:
        still = tuple(basis for basis in held.copy.based_on if basis.case not in held.gone)
        copy = replace(held.copy, based_on=still)
        self._page.open_form(form).go_on_with(copy, known, self._session.today)
        self._typing.begun(form, copy)
        form.tell(_told(held, len(copy.typed.people) - len(known)))

    def _emptied(self, kind: str) -> CaseForm:
        form = self._page.build_form(kind)
        if form is self._page.lines_form:
            self._page.take_lines(business_of(kind))
        return form

    def _build(self, form: CaseForm, typed: Typed, known: _Known, then: Callable[[], None]) -> None:
        """Build the lines one by one, so that the window goes on answering, then do the rest."""
        editor = form.particulars.editor
        if editor is None:
            then()
        else:
            editor.build(typed.lines, known, self._still(then))


def _by_number(members: tuple[Member, ...]) -> dict[str, Member]:
    return {member.person.id_no: member for member in members}


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

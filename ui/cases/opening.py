"""Opens forms: empty ones, with what is known filled in, or on a kept draft."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from domain.case import Case
from domain.case_outcomes import CaseView
from domain.changes.reversal import KIND as REVERSAL
from domain.dossier import Member
from domain.identity import clean_id_number
from ui.cases.businesses import business_of
from ui.cases.form import CaseForm
from ui.cases.forms import FormPresenter
from ui.cases.line_card import LineValues
from ui.cases.lines import MEMBERS
from ui.cases.model import DEPARTURE, ENTRY
from ui.cases.view import CasesView
from ui.parts.beginning import Beginning
from ui.parts.page import Session

_KEYS = "Enter 到下一项　Alt+N 加一项　Alt+Delete 去掉这一项　Ctrl+Shift+Z 撤销上一步"
_LEAST = 2


class FormOpening(QObject):
    """Shows the right form and puts the cursor where something must be typed."""

    def __init__(self, view: CasesView, typing: FormPresenter, session: Session) -> None:
        super().__init__(view)
        self._page, self._typing, self._session = view, typing, session
        self._waiting: Beginning | None = None
        typing.reads.offered.connect(self._begin_waiting)
        view.reform_asked.connect(self.begin_reform)

    def begin(self, kind: str) -> None:
        """Open an empty form."""
        self.begin_with(Beginning(kind))

    def begin_with(self, beginning: Beginning) -> None:
        """Open a form with what is known; units and choices are read first if need be."""
        self._typing.put_aside()
        form = self._page.build_form(beginning.kind)
        known = beginning.unit or beginning.act
        self._waiting = beginning if known and not self._typing.reads.ready else None
        if beginning.kind == ENTRY:
            self._page.entry.fill(None)
            self._page.entry.begin_in(beginning.unit)
        elif beginning.kind == DEPARTURE:
            self._page.departure.fill(beginning.members, beginning.values)
        else:
            self._begin_lines(beginning)
        self._open(form, None)
        self._write(form, beginning)

    def _begin_waiting(self) -> None:
        beginning, self._waiting = self._waiting, None
        if beginning is not None and self._page.form is self._page.build_form(beginning.kind):
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

    def begin_departure(self, members: tuple[Member, ...], reason: str) -> None:
        """Open a 下编 form for people chosen elsewhere."""
        values = {"exit_reason": reason} if reason else {}
        self.begin_with(Beginning(DEPARTURE, members=members, values=values))
        if members and reason:
            self._page.departure_form.number.editor.setFocus()

    def resume(self, view: CaseView) -> None:
        """Open a kept draft."""
        case = view.case
        if case.kind == ENTRY:
            form = self._page.build_form(ENTRY)
            self._page.entry.fill(case)
            self._open(form, case)
            return
        numbers = tuple(clean_id_number(str(person.get("id", ""))) for person in case.persons)
        self._typing.reads.read_members(numbers, partial(self._resume, case))

    def _resume(self, case: Case, members: tuple[Member, ...]) -> None:
        form = self._page.build_form(case.kind)
        if case.kind == DEPARTURE:
            self._page.departure.fill(members, case.persons[0] if case.persons else {})
        else:
            self._page.lines.take(business_of(case.kind))
            self._take(case.kind)
            self._page.lines.resume(case, {member.person.id_no: member for member in members})
        self._open(form, case)

    def _open(self, form: CaseForm, case: Case | None) -> None:
        self._typing.opened()
        self._page.open_form(form).begin(case, self._session.today)

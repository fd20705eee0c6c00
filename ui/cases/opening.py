"""Opens forms: empty ones, and with what is known filled in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from domain.case_outcomes import CaseView
from domain.changes.reversal import KIND as REVERSAL
from domain.dossier import Member
from domain.outcomes import WordedFinding
from ui.cases.businesses import business_of
from ui.cases.form import CaseForm
from ui.cases.forms import FormPresenter
from ui.cases.line_card import LineValues
from ui.cases.lines import MEMBERS
from ui.cases.model import DEPARTURE, ENTRY
from ui.cases.view import CasesView
from ui.parts.beginning import Beginning
from ui.parts.session import Session


class FormOpening(QObject):
    """Shows the right form and puts the cursor where something must be typed."""

    def __init__(self, view: CasesView, typing: FormPresenter, session: Session) -> None:
        super().__init__(view)
        self._page, self._typing, self._session = view, typing, session
        self._waiting: Callable[[], None] | None = None
        typing.reads.offered.connect(self._go_on_waiting)
        view.reform_asked.connect(self.begin_reform)
        view.form_built.connect(self._let_see)

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
        self._open(form)
        self._write(form, beginning)
        self._typing.begun(form)

    def _let_see(self, form: CaseForm) -> None:
        form.impact.findings.person_asked.connect(self._see)

    def _see(self, found: WordedFinding) -> None:
        """Show who is in the register already; what is typed stays in the form."""
        self._session.open_person(found.person, found.person_number)

    def _go_on_waiting(self) -> None:
        after, self._waiting = self._waiting, None
        if after is not None:
            after()

    def _begin_again(self, beginning: Beginning) -> None:
        if self._page.form is self._page.build_form(beginning.kind):
            self.begin_with(beginning)

    def _begin_lines(self, beginning: Beginning) -> None:
        lines = self._page.lines
        self._page.take_lines(business_of(beginning.kind))
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
        self._open(form)
        self._typing.begun(form)

    def begin_departure(self, members: tuple[Member, ...], reason: str) -> None:
        """Open a 下编 form for people chosen elsewhere."""
        values = {"exit_reason": reason} if reason else {}
        self.begin_with(Beginning(DEPARTURE, members=members, values=values))
        if members and reason:
            self._page.departure_form.number.editor.setFocus()

    def _open(self, form: CaseForm) -> None:
        self._typing.opened()
        self._page.open_form(form).begin(None, self._session.today)

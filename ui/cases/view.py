"""The cases page: what can be done, what is under way, and the form or record in its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from PySide6.QtCore import Signal

from domain.case_outcomes import CaseView
from ui.cases.departure import DepartureParticulars
from ui.cases.entry import EntryParticulars
from ui.cases.form import CaseForm
from ui.cases.lines import Business
from ui.cases.lines_form import LinesParticulars
from ui.cases.lists import CaseLists
from ui.cases.model import DEPARTURE, ENTRY, REFORM
from ui.cases.record import CaseRecord
from ui.cases.reform import ReformParticulars
from ui.documents.parts_page import PartsPage
from ui.look.theme import Theme

_KEYS = "Enter 到下一项　Alt+N 加一项　Alt+Delete 去掉这一项　Ctrl+Z 撤销"


class CasesView(PartsPage):
    """Shows lists, a form, or a record; forms and record are built when needed.

    上编, 下编 and a reform have forms of their own; one form serves all other kinds.
    """

    form_built = Signal(object)
    reform_asked = Signal()
    record_built = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.lists = CaseLists(theme)
        self._add(self.lists)

    def prepare(self) -> Iterator[None]:
        """Dress the lists, then build and dress forms and record, a step at a time."""
        return self._dress(
            lambda: self.lists,
            lambda: self.entry,
            lambda: self.entry_form,
            lambda: self.departure,
            lambda: self.departure_form,
            lambda: self.lines_form,
            lambda: self.record,
            lambda: self.reform_form,
        )

    @cached_property
    def entry(self) -> EntryParticulars:
        """The particulars of 上编."""
        return EntryParticulars()

    @cached_property
    def entry_form(self) -> CaseForm:
        """The form of 上编."""
        hint = "填完身份证号，性别和出生日期自动带出"
        form = CaseForm(ENTRY, hint, self.entry, self.entry, "人员和编制")
        self.entry.changed.connect(form.touch)
        self._add(form)
        self.form_built.emit(form)
        return form

    @cached_property
    def departure(self) -> DepartureParticulars:
        """The particulars of 下编."""
        return DepartureParticulars()

    @cached_property
    def departure_form(self) -> CaseForm:
        """The form of 下编."""
        hint = "可一次下编多人，不同单位的各成一张业务单"
        form = CaseForm(DEPARTURE, hint, self.departure, self.departure, "人员和编制")
        self.departure.changed.connect(form.touch)
        self._add(form)
        self.form_built.emit(form)
        return form

    @cached_property
    def lines(self) -> LinesParticulars:
        """The particulars of the kinds that are filled in line by line."""
        return LinesParticulars()

    @cached_property
    def lines_form(self) -> CaseForm:
        """The form of the kinds that are filled in line by line."""
        business = self.lines.business
        form = CaseForm(business.kind, business.hint, self.lines, self.lines, "办理事项")
        self.lines.changed.connect(form.touch)
        self.lines.reform_asked.connect(self.reform_asked)
        self.lines.fields_changed.connect(form.chain)
        form.serve_lines(self.lines.editor)
        self._add(form)
        self.form_built.emit(form)
        return form

    @cached_property
    def reform(self) -> ReformParticulars:
        """The particulars of a reform that merges units."""
        return ReformParticulars()

    @cached_property
    def reform_form(self) -> CaseForm:
        """The form of a reform that merges units."""
        form = CaseForm(
            "机构修改", "几个单位合并成一个新单位", self.reform, self.reform, "合并方案"
        )
        form.name = REFORM
        self.reform.changed.connect(form.touch)
        self.reform.fields_changed.connect(form.chain)
        form.serve_lines(self.reform.editor)
        self._add(form)
        self.form_built.emit(form)
        return form

    @cached_property
    def record(self) -> CaseRecord:
        """The record of a case."""
        record = CaseRecord(self._theme)
        self._add(record)
        self.record_built.emit(record)
        return record

    def close_preview(self) -> None:
        """Show the record again."""
        self._show(self.record)

    def take_lines(self, business: Business) -> None:
        """Let the form of lines serve a kind of business, empty."""
        self.lines.take(business)
        self.lines_form.take(business.kind, business.hint, _KEYS, modes=business.modes)

    def open_lists(self) -> None:
        """Show the lists."""
        self._show(self.lists)

    def build_form(self, kind: str) -> CaseForm:
        """Return the form of a kind, built by now."""
        own = {ENTRY: lambda: self.entry_form, DEPARTURE: lambda: self.departure_form}
        return own.get(kind, lambda: self.lines_form)()

    def open_form(self, form: CaseForm) -> CaseForm:
        """Show a form and return it."""
        self._show(form)
        return form

    def open_record(self, views: tuple[CaseView, ...]) -> None:
        """Show a case, or several that go together."""
        record = self.record
        self._show(record)
        record.show_cases(views)

    @property
    def form(self) -> CaseForm | None:
        """The form that is shown, `None` when none is."""
        shown = self.shown
        return shown if isinstance(shown, CaseForm) else None

    @property
    def at_lists(self) -> bool:
        """Whether the lists are shown."""
        return self.shown is self.lists

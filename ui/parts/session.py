"""What the pages share: the day that is looked at, and where the user wants to go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from domain.case import CaseId
from domain.documents import Document
from domain.dossier import Member
from domain.facts import OfficeCode, UnitId
from domain.working_copy import EXCHANGE_FORMS, HeldCopy
from ui.parts.beginning import Beginning

NOT_OURS: Final = "正在查看下级报来的台账，只能看。按 Esc 回到本级再办理"
NOT_TODAY: Final = "正在查看另一天的台账。按 Esc 回到今天再办理，生效日期在业务单里填"


class Session(QObject):
    """What the pages share: the day that is looked at, and where the user wants to go.

    A page is built when it is first needed. So whoever leads to one calls a method here, which
    asks for the page by name before it tells the page what to show.
    """

    day_changed = Signal(object)
    office_changed = Signal()
    ledger_changed = Signal()
    backups_changed = Signal()
    accounts_changed = Signal()
    problems_changed = Signal()
    leaving = Signal()
    page_needed = Signal(str)
    unit_asked = Signal(str)
    person_asked = Signal(str, object)
    case_asked = Signal(str)
    page_asked = Signal(str)
    departures_asked = Signal(object, str)
    units_asked = Signal(str)
    findings_asked = Signal(object)
    people_asked = Signal(str)
    import_asked = Signal(str)
    case_begun = Signal(object)
    document_asked = Signal(str, object)
    papers_dropped = Signal(object)
    comparison_asked = Signal()
    problems_asked = Signal(str)
    security_asked = Signal(str)
    told = Signal(str)
    typing_kept = Signal(str)
    typing_lost = Signal(str)
    idle_minutes_changed = Signal(int)
    typing_resumed = Signal(object)

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today, self._day = today, today
        self.began: date | None = None
        self.barred = self.doubted = ""
        self.office: OfficeCode | None = None
        self.offices: Mapping[OfficeCode, str] = {}

    @property
    def day(self) -> date:
        """The day that the pages show."""
        return self._day

    @property
    def why_wait(self) -> str:
        """Why no business is begun: a doubted register, another day or office; "" if it may be."""
        another_day = "" if self._day == self.today else NOT_TODAY
        return self.doubted or self.why_not_ours or another_day

    @property
    def why_not_ours(self) -> str:
        """Why what concerns the own ledgers alone is not done now, "" where it may be."""
        return "" if self.office is None else NOT_OURS

    @property
    def office_name(self) -> str:
        """What the office below that is looked at is called, "" for the own one."""
        return self.offices.get(self.office, str(self.office)) if self.office else ""

    def look_into(self, office: OfficeCode | None) -> None:
        """Show the ledgers of an office below where ledgers are shown, to be read only.

        `None`: show the own ones again.
        """
        if office != self.office:
            self.office = office
            self.office_changed.emit()

    def look_at(self, day: date) -> None:
        """Show another day everywhere, unless the register began after it."""
        if self.began is not None and day < self.began:
            self.told.emit(f"本台账自 {self.began} 起，没有 {day} 的数据。")
        elif day != self._day:
            self._day = day
            self.day_changed.emit(day)

    def back_to_today(self) -> None:
        """Show today everywhere; the own ledgers again where it is today already."""
        if self._day == self.today:
            self.look_into(None)
        self.look_at(self.today)

    def open_unit(self, unit: UnitId) -> None:
        """Show a unit's record."""
        self.page_needed.emit("units")
        self.unit_asked.emit(unit)

    def open_units(self, which: str) -> None:
        """Show the units that a figure counts: `units`, `vacant` or `over`."""
        self.page_needed.emit("units")
        self.units_asked.emit(which)

    def open_findings(self, office: OfficeCode) -> None:
        """Run the rules over the ledgers of an office below and show what they find."""
        self.page_needed.emit("checks")
        self.findings_asked.emit(office)

    def open_person(self, name: str, person: int | None) -> None:
        """Show a person's record."""
        self.page_needed.emit("people")
        self.person_asked.emit(name, person)

    def open_people(self, quota_type: str) -> None:
        """Show the people of a quota type, "" for all."""
        self.page_needed.emit("people")
        self.people_asked.emit(quota_type)

    def open_case(self, case: CaseId) -> None:
        """Show a case."""
        self.page_needed.emit("cases")
        self.case_asked.emit(case)

    def begin_departure(self, members: tuple[Member, ...], reason: str = "") -> None:
        """Open a form for people who leave their places, for this reason where it is known."""
        if self._may_begin():
            self.page_needed.emit("cases")
            self.departures_asked.emit(members, reason)

    def begin_case(self, beginning: Beginning) -> None:
        """Open the form of a kind of business with what is known filled in."""
        if self._may_begin():
            self.page_needed.emit("cases")
            self.case_begun.emit(beginning)

    def resume_typing(self, held: HeldCopy) -> None:
        """Open the form that was being filled in, as it stood."""
        if self._may_begin():
            self.page_needed.emit("exchange" if held.copy.form in EXCHANGE_FORMS else "cases")
            self.typing_resumed.emit(held)

    def _may_begin(self) -> bool:
        """Say why no business can be begun: by whoever is signed in, or on another day."""
        why = self.barred or (self.why_wait and f"{self.why_wait}。")
        if why:
            self.told.emit(why)
        return not why

    def begin_with_document(self, document: Document) -> None:
        """Open the form that adjusts places by a registered document (调整编制)."""
        self.begin_case(Beginning("机构修改", document=document, act="add_places"))

    def open_document(self, text: str, document: int | None = None) -> None:
        """Show the documents in which a text is found, or one of them."""
        self.page_needed.emit("documents")
        self.document_asked.emit(text, document)

    def drop_papers(self, files: tuple[Path, ...]) -> None:
        """Open the form of a document with files to attach."""
        self.page_needed.emit("documents")
        self.papers_dropped.emit(files)

    def open_problems(self, time: str) -> None:
        """Show the pending problems of the ledger, some of a time (逾期、本周到期) or all."""
        self.page_needed.emit("problems")
        self.problems_asked.emit(time)

    def open_security(self, part: str) -> None:
        """Show one of the pages of the security side by its name."""
        self.page_needed.emit("security")
        self.security_asked.emit(part)

    def compare_days(self) -> None:
        """Show what two days tell apart, the one looked at and today."""
        self.page_needed.emit("history")
        self.comparison_asked.emit()

    def begin_import(self, kind: str) -> None:
        """Open the import of a kind of workbook."""
        self.page_needed.emit("intake")
        self.import_asked.emit(kind)

    def open_page(self, name: str) -> None:
        """Show a page."""
        self.page_asked.emit(name)

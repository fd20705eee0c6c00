"""What the window needs from the program behind a signed-in office; the assembly supplies it.

Every method may be slow, is called on a worker lane and may raise `Refusal` or `Cancelled`.
Only the attributes are read on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

from domain.case import CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.dossier import Dossier, Member
from domain.facts import Unit, UnitId
from domain.outcomes import (
    DueRetirement,
    ImportOutcome,
    PrintedHandbook,
    Summary,
    UnitLight,
    WordedFinding,
)
from domain.register import PeopleQuery
from domain.roster_terms import RosterTerms
from domain.workflow.ports import Progress
from ui.collecting_desk import CollectingDesk
from ui.document_desk import DocumentDesk
from ui.exchange_desk import ExchangeDesk
from ui.flow_desk import FlowDesk
from ui.form_desk import FormDesk
from ui.history_desk import HistoryDesk, OtherPeopleDesk
from ui.lists_desk import ListsDesk
from ui.problem_desk import ProblemDesk
from ui.security_desk import SecurityDesk
from ui.session_desk import SessionDesk
from ui.system_desk import SystemDesk

WorkbookKind = Literal["units", "persons"]


class LedgerDesk(Protocol):
    """The two ledgers as of a day."""

    def began(self) -> date | None:
        """Return the day the register begins, `None` while it is empty."""
        ...

    def summary(self, day: date, progress: Progress) -> Summary:
        """Return the counts of its units of a day, and their lights."""
        ...

    def lights(self, day: date, progress: Progress) -> tuple[UnitLight, ...]:
        """Return every unit's light with reasons, worst first."""
        ...

    def units(self, day: date) -> tuple[Unit, ...]:
        """Return the units in force, in ledger order."""
        ...

    def unit_keys(self, day: date) -> Mapping[UnitId, str]:
        """Return per unit the words it is found by: pinyin initials of its names, by spaces."""
        ...

    def dossier(self, unit: UnitId, day: date) -> Dossier:
        """Return one unit with everything on a day."""
        ...

    def due_to_retire(self, day: date, months: int) -> tuple[DueRetirement, ...]:
        """Return who retires within so many months or should have already, soonest first."""
        ...

    def count_people(self, query: PeopleQuery, day: date) -> int:
        """Return how many members a query finds."""
        ...

    def people(self, query: PeopleQuery, day: date, offset: int, limit: int) -> tuple[Member, ...]:
        """Return one block of a query's members."""
        ...

    def person_by_id(self, id_no: str, day: date) -> Member | None:
        """Return the member with this ID number, `None` when nobody holds a place with it."""
        ...

    def check(
        self, day: date, unit: UnitId | None, progress: Progress
    ) -> tuple[WordedFinding, ...]:
        """Run the rules over one unit or all."""
        ...

    def choices(self, field: str) -> tuple[str, ...]:
        """Return the county's labels for a field of the facts, or a list of its own."""
        ...

    def reveal_id(self, member: Member) -> None:
        """Enter that a person's ID number is shown in full."""
        ...


class CaseDesk(Protocol):
    """Cases from draft to the register."""

    def cases(self, states: Iterable[str]) -> tuple[CaseView, ...]:
        """Return the cases in these states, newest first."""
        ...

    def case(self, case: CaseId) -> CaseView:
        """Return one case as it stands; refuses `case.unknown`."""
        ...

    def preview_case(self, draft: CaseDraft) -> CaseView:
        """Tell what a draft would do and what blocks it; keeps nothing."""
        ...

    def save_draft(self, draft: CaseDraft) -> CaseView:
        """Keep a draft, new or changed."""
        ...

    def submit(self, case: CaseId) -> CaseView:
        """Submit a draft; refuses while a finding of severity error stands."""
        ...

    def approve(self, case: CaseId) -> CaseView:
        """Approve a submitted case and carry it into the register."""
        ...

    def return_case(self, case: CaseId, reason: str) -> CaseView:
        """Give a submitted case back to who entered it."""
        ...

    def withdraw(self, case: CaseId) -> CaseView:
        """Take a case back."""
        ...


class PaperDesk(Protocol):
    """Workbooks in, workbooks and printed pages out."""

    def import_workbook(
        self,
        kind: WorkbookKind,
        path: Path,
        *,
        dry_run: bool,
        returned: Path | None,
        effective: date | None,
        document: str,
        progress: Progress,
    ) -> ImportOutcome:
        """Import a workbook, or only tell what an import would do."""
        ...

    def print_handbooks(
        self, units: tuple[UnitId, ...] | None, folder: Path, progress: Progress
    ) -> tuple[PrintedHandbook, ...]:
        """Write handbooks of some or all units into a folder."""
        ...

    def write_roster(self, unit: UnitId | None, path: Path, terms: RosterTerms) -> int:
        """Write the roster of one unit or all as a workbook, on these terms; returns its rows."""
        ...

    def write_ledger(self, path: Path) -> int:
        """Write the ledger of all units as a workbook; returns its rows."""
        ...


class Desk(
    LedgerDesk,
    CaseDesk,
    FlowDesk,
    FormDesk,
    DocumentDesk,
    HistoryDesk,
    OtherPeopleDesk,
    PaperDesk,
    ExchangeDesk,
    CollectingDesk,
    ListsDesk,
    ProblemDesk,
    SystemDesk,
    SessionDesk,
    Protocol,
):
    """One signed-in office."""

    @property
    def security(self) -> SecurityDesk:
        """Accounts, keys, certificates."""
        ...

"""The office as the window needs it: every method is one act, called on a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from desktop import papers
from desktop.collecting_desk import CollectingDesk
from desktop.document_desk import DocumentDesk
from desktop.exchange_desk import ExchangeDesk, Silent
from desktop.flow_desk import FlowDesk
from desktop.form_desk import FormDesk
from desktop.found_by import found_by
from desktop.history_desk import HistoryDesk
from desktop.lists_desk import ListsDesk
from desktop.other_people_desk import OtherPeopleDesk
from desktop.problem_desk import ProblemDesk
from desktop.security_desk import SecurityDesk
from desktop.session_desk import SessionDesk
from desktop.swap import swap_warnings
from desktop.system_desk import SystemDesk
from domain.backup_keeping import BackupReason
from domain.case import CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.dossier import Dossier, Member
from domain.errors import Refusal
from domain.facts import Unit, UnitId
from domain.outcomes import (
    DueRetirement,
    ImportOutcome,
    PrintedHandbook,
    Summary,
    UnitLight,
    WordedFinding,
)
from domain.register import Actor, Office, PeopleQuery, UnitAt
from domain.roles import Act
from domain.roster_terms import RosterTerms
from domain.versions import AsOf
from domain.workflow.asking import began_of, former_names
from domain.workflow.importing import ImportRequest
from domain.workflow.permission import require
from domain.workflow.ports import Progress


@dataclass(frozen=True)
class OfficeDesk(
    SessionDesk,
    ExchangeDesk,
    CollectingDesk,
    ListsDesk,
    HistoryDesk,
    OtherPeopleDesk,
    FormDesk,
    FlowDesk,
    ProblemDesk,
    DocumentDesk,
    SystemDesk,
):
    """Satisfies the window's `Desk` with an open office. `leave` closes it and starts anew."""

    leave: Callable[[str], None]

    @property
    def office(self) -> Office:
        """Whose register it is."""
        return self.opened.office

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        return self.opened.actor

    @property
    def today(self) -> date:
        """The program's day."""
        return self.opened.clock.today()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user must be told on opening."""
        return (*self.opened.notices, *swap_warnings(self.opened.resources.words))

    @cached_property
    def security(self) -> SecurityDesk:
        """Accounts and keys."""
        return SecurityDesk.of(self.opened, self.leave)

    def lock(self, reason: str = "") -> None:
        """Give up the keys and start again at the unlock page."""
        self.clear_copies()
        self.security.lock(reason)

    # The ledgers

    def began(self) -> date | None:
        """Return the day the register begins: with the own facts, else with the first it holds."""
        with self.opened.register.reading() as reader:
            return began_of(reader)

    def summary(self, day: date, progress: Progress) -> Summary:
        """Return the counts of the own units, and their lights."""
        return self.opened.overview.summary(day, progress, office=self.office.code)

    def lights(self, day: date, progress: Progress) -> tuple[UnitLight, ...]:
        """Return every own unit's light, worst first: of those below a province had none soon."""
        return self.opened.overview.lights(day, progress, self.office.code)

    def units(self, day: date) -> tuple[Unit, ...]:
        """Return the units in force."""
        with self.opened.register.reading() as reader:
            return reader.units(AsOf(day))

    def unit_keys(self, day: date) -> Mapping[UnitId, str]:
        """Return what each unit is found by: pinyin initials of its names, and what it was called.

        Names of other days are written out, so that an old document's name finds its unit.
        """
        with self.opened.register.reading() as reader:
            former = former_names(reader)
            units = reader.units(AsOf(day))
        return {
            unit.unit: found_by(unit, former.get(unit.unit, ()), self.office.name) for unit in units
        }

    def dossier(self, unit: UnitId, day: date) -> Dossier:
        """Return one unit with everything on a day; refuses `unit.absent`."""
        with self.opened.register.reading() as reader:
            found = next(iter(reader.dossiers(AsOf(day), self.office.code, (unit,))), None)
        if found is None:
            raise Refusal("unit.absent", unit=unit, day=day)
        return found

    def due_to_retire(self, day: date, months: int) -> tuple[DueRetirement, ...]:
        """Return who of the own office retires within so many months or should have."""
        own = self.office.code
        return self.opened.overview.due_to_retire(day, months, Silent(), own)

    def count_people(self, query: PeopleQuery, day: date) -> int:
        """Return how many members a query finds."""
        with self.opened.register.reading() as reader:
            return reader.count_people(query, AsOf(day))

    def people(self, query: PeopleQuery, day: date, offset: int, limit: int) -> tuple[Member, ...]:
        """Return one block of members."""
        with self.opened.register.reading() as reader:
            return reader.people(query, AsOf(day), offset, limit)

    def person_by_id(self, id_no: str, day: date) -> Member | None:
        """Return the member with this ID number."""
        with self.opened.register.reading() as reader:
            return next(iter(reader.find_by_id(id_no, AsOf(day))), None)

    def check(
        self, day: date, unit: UnitId | None, progress: Progress
    ) -> tuple[WordedFinding, ...]:
        """Run the rules."""
        at = None if unit is None else UnitAt(self.office.code, unit)
        return tuple(self.opened.overview.findings(day, progress, at))

    # Cases

    def cases(self, states: Iterable[str]) -> tuple[CaseView, ...]:
        """Return cases, newest first."""
        return self.opened.cases.list(self.actor, states)

    def case(self, case: CaseId) -> CaseView:
        """Return one case."""
        return self.opened.cases.show(self.actor, case)

    def preview_case(self, draft: CaseDraft) -> CaseView:
        """Tell what a draft would do."""
        return self.opened.cases.preview(self.actor, draft)

    def save_draft(self, draft: CaseDraft) -> CaseView:
        """Keep a draft."""
        with self.opened.witnessed("case.new"):
            return self.opened.cases.draft(self.actor, draft)

    def submit(self, case: CaseId) -> CaseView:
        """Submit a draft."""
        with self.opened.witnessed("case.submit", case):
            return self.opened.cases.submit(self.actor, case)

    def approve(self, case: CaseId) -> CaseView:
        """Approve a case."""
        with self.opened.witnessed("case.approve", case):
            return self.opened.cases.approve(self.actor, case)

    def return_case(self, case: CaseId, reason: str) -> CaseView:
        """Give a case back."""
        with self.opened.witnessed("case.return", case):
            return self.opened.cases.return_case(self.actor, case, reason)

    def withdraw(self, case: CaseId) -> CaseView:
        """Take a case back."""
        with self.opened.witnessed("case.withdraw", case):
            return self.opened.cases.withdraw(self.actor, case)

    def import_workbook(
        self,
        kind: str,
        path: Path,
        *,
        dry_run: bool,
        returned: Path | None,
        effective: date | None,
        document: str,
        progress: Progress,
    ) -> ImportOutcome:
        """Import a workbook, or only tell what an import would do."""
        with self.opened.witnessed(f"import.{kind}"):
            require(self.actor, Act.IMPORT)
            request = ImportRequest(path, dry_run, returned, None, effective, document)
            act = self.opened.import_units if kind == "units" else self.opened.import_persons
            make_before = self.security.backup.make_before
            before = partial(make_before, BackupReason.IMPORT, progress)
            outcome = act(self.actor, request, progress, before)
        self.opened.enter_import(kind, outcome)
        return outcome

    def print_handbooks(
        self, units: tuple[UnitId, ...] | None, folder: Path, progress: Progress
    ) -> tuple[PrintedHandbook, ...]:
        """Write handbooks into a folder."""
        with self.opened.witnessed("print.handbook"):
            require(self.actor, Act.PRINT)
            return papers.print_handbooks(self.opened, units, folder, self.today, progress)

    def write_roster(self, unit: UnitId | None, path: Path, terms: RosterTerms) -> int:
        """Write the roster; returns its rows."""
        with self.opened.witnessed(terms.act):
            require(self.actor, Act.EXPORT)
            return papers.write_roster(self.opened, unit, path, self.today, terms)

    def write_ledger(self, path: Path) -> int:
        """Write the ledger; returns its rows."""
        with self.opened.witnessed("export.ledger"):
            require(self.actor, Act.EXPORT)
            return papers.write_ledger(self.opened, None, path, self.today)

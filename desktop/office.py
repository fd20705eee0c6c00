"""One office opened by somebody: its register, its audit, and every act wired together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.archive_acts import ArchiveActs
from desktop.attendance import Attendance, attending, entry_of, signed_in, witnessed
from desktop.border import INBOX, PackageBorder
from desktop.installers import running
from desktop.keys import OfficeTrust
from desktop.leavers import told_leavers
from desktop.opening import opened_register
from desktop.opening_key import held_opening_key
from desktop.operators import Operators
from desktop.registers import stages_of
from desktop.renewing import renew
from desktop.resources import Resources
from desktop.trust_tables import TrustTables, settled, told_trust
from desktop.upgrading import backup_before_upgrade
from domain.audit import ChainHead
from domain.errors import Refusal
from domain.exchange.telling import newest_made
from domain.outcomes import ImportOutcome
from domain.register import Actor, Office
from domain.workflow.cases import Cases
from domain.workflow.exchange import Exchange, cargoes
from domain.workflow.overview import Overview
from domain.workflow.packing import Packing
from domain.workflow.ports import Clock
from domain.workflow.problem_entry import ProblemEntry
from domain.workflow.problems import Problems
from domain.workflow.referring import of_import
from storage.audit import AuditLog
from storage.audit_entries import Problem
from storage.drill import drill_due
from storage.register import SqlRegister
from storage.session import Session

# Most commands neither import nor print: what only these need is loaded when they are asked for.
if TYPE_CHECKING:
    from domain.workflow.import_persons import ImportPersons
    from domain.workflow.import_units import ImportUnits
    from domain.workflow.importing import Importing
    from domain.workflow.printing import Printing


@dataclass(frozen=True)
class OpenOffice:
    """An office opened by an account that holds the register key, with the acts it may do."""

    session: Session
    register: SqlRegister
    audit: AuditLog
    resources: Resources
    clock: Clock
    archive: ArchiveActs
    problems: tuple[Problem, ...] = ()

    @property
    def actor(self) -> Actor:
        """Who acts, in the mode in which the office works now."""
        return actor_of(self.session)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user must be told on opening: worded problems of the register and the vault."""
        say = self.resources.words.say
        told = [say(code, {}) for code in self.session.notices]
        told += [say(problem.code, problem.facts) for problem in self.problems]
        days = self.resources.drill_days
        with suppress(Refusal):  # a vault that cannot be read now takes no other notice along
            if drill_due(self.session, self.clock.today(), days):
                told.append(say("recovery.drill_due", {"days": days}))
        told += told_leavers(self.session, self.resources.words)
        return (*told, *told_trust(self.trust, self.resources.words))

    def enter(self, act: str, subject: str) -> None:
        """Enter an act into the audit that leaves the register as it is, as printing does.

        Refuses for faults of the disk; the act must not be acknowledged then.
        """
        single = self.actor.single
        self.audit.append((entry_of(self.session, self.clock, act, subject, single=single),))

    def enter_import(self, kind: str, outcome: ImportOutcome) -> None:
        """Enter an import that changed nothing; one that did has entered itself."""
        if not (outcome.dry_run or outcome.created or outcome.updated or outcome.inner_created):
            self.enter(f"import.{kind}", of_import(0, 0))

    @contextmanager
    def witnessed(self, act: str, subject: str = "") -> Iterator[None]:
        """Enter it when what is done in the block is refused."""
        with witnessed(self.session, self.audit, self.clock, act, subject):
            yield

    @property
    def office(self) -> Office:
        """Whose register it is."""
        return self.register.office

    @cached_property
    def overview(self) -> Overview:
        """Counts, findings, lights, digest."""
        return Overview(self.register, self.resources.county, self.resources.words)

    @cached_property
    def cases(self) -> Cases:
        """The acts on cases."""
        return Cases(self.register, self.resources.county, self.resources.words, self.clock)

    @cached_property
    def problem_ledger(self) -> Problems:
        """The acts on problems."""
        return Problems(self.register, self.resources.county, self.clock)

    @cached_property
    def problem_entry(self) -> ProblemEntry:
        """Many problems at once."""
        resources = self.resources
        return ProblemEntry(self.register, resources.county, self.clock, resources.words)

    @cached_property
    def import_units(self) -> ImportUnits:
        """Import of units."""
        from domain.workflow.import_units import ImportUnits

        return ImportUnits(self._importing)

    @cached_property
    def import_persons(self) -> ImportPersons:
        """Import of people."""
        from domain.workflow.import_persons import ImportPersons

        return ImportPersons(self._importing)

    @cached_property
    def printing(self) -> Printing:
        """What is printed."""
        from domain.workflow.printing import Printing

        forms = self.resources.handbook_forms(self.place)
        return Printing(self.register, forms, self.resources.county.quota_order)

    @property
    def attendance(self) -> Attendance:
        """Who is here."""
        return Attendance(self.session, self.audit, self.clock)

    @cached_property
    def trust(self) -> OfficeTrust:
        """Keys and certificates."""
        return OfficeTrust(self.attendance, self._newest_received)

    @cached_property
    def operators(self) -> Operators:
        """Who signs packages."""
        return Operators(self.trust)

    @cached_property
    def exchange(self) -> Exchange:
        """Packages."""
        key = partial(held_opening_key, self.register)
        border = PackageBorder(self.operators, key, self.session.folder)
        kinds = cargoes(self.office, self.resources.county, running(), TrustTables(self.trust))
        stages = stages_of(border.folder / INBOX, self.office, self.resources)
        return Exchange(self.register, border, self.clock, self._audit_head, kinds, stages)

    @cached_property
    def packing(self) -> Packing:
        """Packages on their way out: prepared by one, signed by another."""
        return Packing(self.register, self.exchange, self.clock)

    @property
    def place(self) -> str:
        """The name of the place as forms print it: 安澜县 for any 安澜县… office name."""
        return self.office.name

    @cached_property
    def _importing(self) -> Importing:
        from desktop.workbooks import IsolatedWorkbooks
        from domain.workflow.importing import Importing

        resources = self.resources
        return Importing(
            self.register,
            IsolatedWorkbooks(resources.layouts),
            resources.county,
            resources.words,
            self.clock,
        )

    def _newest_received(self) -> datetime | None:
        with self.register.reading() as reader:
            return newest_made(reader.receipts())

    def _audit_head(self) -> ChainHead:
        head = self.audit.head()
        return ChainHead(head.n, head.hash)


def actor_of(session: Session) -> Actor:
    """Return the actor behind a session."""
    roles = frozenset(role.value for role in session.roles)
    standing = session.standing
    return Actor(session.account, roles, standing.single_operator, standing.officers_appointed)


@contextmanager
def open_office(
    folder: Path, account: str, password: str, resources: Resources, clock: Clock
) -> Iterator[OpenOffice]:
    """Sign in and open the office for the length of the block; keys are wiped when it ends.

    Refuses what `sign_in` refuses, `storage.in_use` while another program works on the folder,
    and `role.no_register_key` for an officer.
    """
    with (
        signed_in(folder, account, password) as session,
        opened(session, resources, clock) as office,
    ):
        yield office


@contextmanager
def opened(session: Session, resources: Resources, clock: Clock) -> Iterator[OpenOffice]:
    """Open the databases of a session whose folder this process holds.

    Those of an earlier version are backed up before they are changed.
    """
    backup = backup_before_upgrade(session, resources, clock)
    with attending(session, clock) as attendance:
        if backup is not None:
            backup.enter(attendance)
        audit = attendance.audit
        if session.register_key is None:
            with attendance.witnessed("sign_in", ""):
                raise Refusal("role.no_register_key", account=session.account)
        actor = actor_of(session)
        with opened_register(attendance, session.register_key, actor, resources) as found:
            register, archive, problems = found.register, found.archive, found.problems
            office = OpenOffice(session, register, audit, resources, clock, archive, problems)
            yield renew(settled(office))

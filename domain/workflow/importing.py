"""What importing units and importing people have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Final, Protocol

from domain.codes import County
from domain.errors import Refusal
from domain.facts import Fact, key_of
from domain.intake.cells import Fault
from domain.intake.table import Complaints, Table, effective_day
from domain.outcomes import Complaint, ImportOutcome
from domain.register import TAKEN_OVER, Actor, Change
from domain.roles import Act
from domain.versions import amended
from domain.words import Words
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register, Workbooks, Writer

_EVERY: Final = 500


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is asked of an import. `effective` None: the workbook's own day, else today."""

    path: PurePath
    dry_run: bool = False
    returned: PurePath | None = None
    sheet: str | None = None
    effective: date | None = None
    document: str = ""


class Judged(Protocol):
    """Rows that were judged and numbered and are not entered yet."""

    @property
    def changes(self) -> bool:
        """Whether there is anything to enter."""
        ...

    def write(self, writer: Writer, actor: Actor, request: ImportRequest) -> None:
        """Enter everything as one change."""
        ...


Judge = Callable[[Writer, date, tuple[Table, ...], "Tally"], Judged]
"""Judges and numbers the rows of tables that are to hold from a day on; enters nothing."""


def unprepared() -> None:
    """Prepare nothing before rows are entered."""


@dataclass(frozen=True, slots=True)
class Importing:
    """The parts that both imports are made of."""

    register: Register
    workbooks: Workbooks
    county: County
    words: Words
    clock: Clock

    def run(
        self,
        actor: Actor,
        request: ImportRequest,
        kinds: tuple[str, ...],
        judge: Judge,
        *,
        progress: Progress,
        before: Callable[[], object],
    ) -> ImportOutcome:
        """Judge all rows, give back what is not sound, then enter the rest in one transaction.

        What comes `before` entering, and entering, are left out where nothing changes or the
        import is only tried. Nobody else writes between judging and entering: one process holds
        the folder, and one lane in it. Refuses `role.denied`, `register.before_start` and
        `import.future`.
        """
        books = self.workbooks
        tables = books.tables(request.path, kinds, request.sheet, progress)
        stated = next((table.stated_day for table in tables if table.stated_day), None)
        day = effective_day(stated, request.effective, self.clock.today())
        tally = Tally(progress)
        require(actor, Act.IMPORT)
        with self.register.writing(actor) as writer:
            require_day_in_register(writer, day)
            judged = judge(writer, day, tables, tally)
        if request.returned is not None:
            books.give_back(request.path, request.returned, kinds, tally.rejected, tally.warnings)
        if judged.changes and not request.dry_run:
            before()
            with self.register.writing(actor) as writer:
                judged.write(writer, actor, request)
        return tally.outcome(request, day, (c for t in tables for c in t.unknown_columns))

    def complaints(self, table: Table) -> Complaints:
        """Return what words the faults of one sheet."""
        titles = {column.field: column.title for column in table.columns}
        return Complaints(table.sheet, titles, self.words)

    def change(self, actor: Actor, request: ImportRequest, kind: str, day: date) -> Change:
        """Return the change that an import enters."""
        return Change(
            kind,
            TAKEN_OVER,
            day,
            actor.account,
            actor.account,
            self.clock.now(),
            actor.single,
            document=request.document,
        )


@dataclass(slots=True)
class Tally:
    """Counts and complaints while an import runs. Rows are counted, not cells."""

    progress: Progress
    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    inner_created: int = 0
    rejected: list[Complaint] = field(default_factory=list)
    warnings: list[Complaint] = field(default_factory=list)

    def row(self) -> None:
        """Count a row, and let the user stop here."""
        self.read += 1
        if self.read % _EVERY == 0:
            self.progress.step(self.read, 0)

    def reject(self, complaints: Complaints, row: int, faults: Iterable[tuple[str, Fault]]) -> None:
        """Keep what is wrong with a row that does not go in."""
        self.rejected += [complaints.about(row, name, fault) for name, fault in faults]

    def warn(self, complaints: Complaints, row: int, faults: Iterable[tuple[str, Fault]]) -> None:
        """Keep what is doubtful about a row that goes in."""
        self.warnings += [complaints.about(row, name, fault) for name, fault in faults]

    def outcome(
        self, request: ImportRequest, day: date, unknown_columns: Iterable[str]
    ) -> ImportOutcome:
        """Return the counts and complaints as the outcome."""
        return ImportOutcome(
            self.read,
            self.created,
            self.updated,
            self.unchanged,
            tuple(self.rejected),
            tuple(self.warnings),
            self.inner_created,
            day,
            request.returned,
            tuple(unknown_columns),
            request.dry_run,
        )


def require_day_in_register(reader: Reader, day: date) -> None:
    """Refuse a day before the register begins: `register.before_start`."""
    began = reader.began()
    if began is not None and day < began:
        raise Refusal("register.before_start", day=day, began=began)


def amend(writer: Writer, fact: Fact, day: date, change: int) -> None:
    """Let a fact hold from `day` on in place of what was held of it."""
    kind = type(fact)
    writer.apply(kind, amended(writer.versions(kind, key_of(kind)(fact)), day, fact), change)

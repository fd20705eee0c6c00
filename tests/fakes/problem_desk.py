"""The problem ledger at the desk: the real acts over a register in memory."""

# ruff: noqa: ARG002 - a fake writes no file

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from domain.archive import Attachment, AttachmentId, StoredFile
from domain.dates import PartialDate
from domain.facts import Detachment, Fact
from domain.outcomes import WordedFinding
from domain.problem import CLOSED, Matter, ProblemId, ProblemQuery
from domain.problem_codes import ProblemCodes
from domain.problem_outcomes import (
    EnteredProblems,
    ProblemEdit,
    ProblemFigures,
    ProblemView,
    Reminder,
)
from domain.register import Actor, UnitAt
from domain.words import Words
from domain.workflow.ports import Progress
from domain.workflow.problem_entry import CheckScope, ProblemEntry
from domain.workflow.problems import Problems
from tests.fakes.clock import FixedClock
from tests.fakes.county import County
from tests.fakes.exchange_desk import TODAY
from tests.fakes.facts import BEGIN, change
from tests.fakes.form_desk import COUNTY
from tests.fakes.register import OFFICE, FakeRegister

TEXTS = Path(__file__).parents[2] / "resources" / "texts"
NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 12).astimezone()
AWAY = 2


class FakeProblemDesk:
    """Keeps problems; the first people of the county work elsewhere, so a 专项 finds them."""

    county: County
    actor: Actor
    attached: list[Attachment]
    contents: dict[int, bytes]
    written: list[str]
    check: Callable[[date, None, Progress], tuple[WordedFinding, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.problem_codes: ProblemCodes = COUNTY.problems
        self.problem_clock = FixedClock(NOON)

    @cached_property
    def _register(self) -> FakeRegister:
        members = self.county.members[:AWAY]
        away = (
            Detachment(
                one.person.person, one.place.unit, "企业任职",
                since=PartialDate("2025-01"), where_now="安澜城投公司",
            )
            for one in members
        )  # fmt: skip
        people: list[Fact] = [fact for one in members for fact in (one.person, one.place)]
        register = FakeRegister()
        with register.writing(self.actor) as writer:
            facts = (*self.county.units, *people, *away)
            writer.add(facts, BEGIN, writer.record(change()))
        return register

    @property
    def ledger(self) -> Problems:
        """The acts on single problems."""
        return Problems(self._register, COUNTY, self.problem_clock)

    @property
    def _entry(self) -> ProblemEntry:
        words = Words(json.loads((TEXTS / "problems.json").read_text("utf-8")))
        return ProblemEntry(self._register, COUNTY, self.problem_clock, words)

    def problems(self, query: ProblemQuery, day: date | None = None) -> tuple[ProblemView, ...]:
        return self.ledger.list(self.actor, query, day)

    def problem(self, number: ProblemId) -> ProblemView:
        return self.ledger.show(self.actor, number)

    def problem_figures(self, day: date | None = None) -> ProblemFigures:
        return self.ledger.figures(self.actor, day)

    def add_problem(
        self, matter: Matter, deadline: date | None = None, contact: str = ""
    ) -> ProblemView:
        return self.ledger.add(self.actor, matter, deadline, contact)

    def problems_of_check(
        self,
        at: UnitAt | None,
        rules: tuple[int, ...],
        progress: Progress,
        *,
        deadline: date | None = None,
        dry_run: bool = False,
    ) -> EnteredProblems:
        found = self.check(TODAY, None, progress)
        scope = CheckScope(OFFICE.code)
        return self._entry.from_findings(
            self.actor, found, scope, deadline=deadline, dry_run=dry_run
        )

    def problems_of_findings(
        self, findings: tuple[WordedFinding, ...], deadline: date | None = None
    ) -> EnteredProblems:
        return self._entry.from_picked(self.actor, findings, OFFICE.code, deadline)

    def problems_of_special(
        self, name: str, *, deadline: date | None = None, dry_run: bool = False
    ) -> EnteredProblems:
        return self._entry.from_special(self.actor, name, deadline=deadline, dry_run=dry_run)

    def update_problem(self, number: ProblemId, edit: ProblemEdit) -> ProblemView:
        return self.ledger.update(self.actor, number, edit)

    def remind_of_problem(self, number: ProblemId, reminder: Reminder) -> ProblemView:
        return self.ledger.remind(self.actor, number, reminder)

    def attach_to_problem(
        self, number: ProblemId, source: Path, material: str = "佐证材料"
    ) -> Attachment:
        content = source.read_bytes()
        mark = AttachmentId(len(self.attached) + 1)
        stored = StoredFile(f"{mark:02}", len(content), source.suffix.lstrip("."), f"k{mark}")
        held = Attachment(stored, material, source.name, problem=number, id=mark)
        self.attached.append(held)
        self.contents[mark] = content
        with self._register.writing(self.actor) as writer:
            writer.keep_attachment(held)
        return held

    def detach(self, attachment: AttachmentId, reason: str) -> Attachment:
        """Take a file away from whatever it is attached to."""
        held = next(one for one in self.attached if one.id == attachment)
        ended = replace(held, detached_at="2026-11-22", reason=reason)
        self.attached.remove(held)
        if held.problem is not None:
            with self._register.writing(self.actor) as writer:
                writer.keep_attachment(ended)
        return ended

    def close_problem(
        self, number: ProblemId, explanation: str = "", end: str = CLOSED
    ) -> ProblemView:
        return self.ledger.close(self.actor, number, explanation, end)

    def reopen_problem(
        self, number: ProblemId, reason: str, deadline: date | None = None
    ) -> ProblemView:
        return self.ledger.reopen(self.actor, number, reason, deadline)

    def write_problems(self, query: ProblemQuery, path: Path, day: date | None = None) -> int:
        self.written.append(f"problems {path.name}")
        return len(self.problems(query, day))

"""Keeping what is typed while it is typed, and giving it back after a crash or a lock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.case import DRAFT, RETURNED, Case, CaseId
from domain.errors import Refusal
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Reader, Register
from domain.working_copy import REMARKING, RETURNING, HeldCopy, WorkingCopy, mark_of


@dataclass(frozen=True, slots=True)
class WorkingCopies:
    """The acts on working copies. None of them is a change, none enters the audit."""

    register: Register
    clock: Clock

    def keep(self, actor: Actor, copy: WorkingCopy) -> datetime:
        """Keep what the actor is typing; return when. Refuses `role.denied`.

        Remarks are kept for whoever may return a report, though he drafts no business.
        """
        require(actor, Act.RETURN if copy.form in (RETURNING, REMARKING) else Act.DRAFT)
        now = self.clock.now()
        with self.register.writing(actor) as writer:
            kept = replace(copy, kept_at=now.isoformat(timespec="seconds"))
            writer.keep_working_copy(actor.account, kept)
        return now

    def discard(self, actor: Actor, key: str) -> None:
        """Throw a working copy of the actor's away."""
        with self.register.writing(actor) as writer:
            writer.remove_working_copy(actor.account, key)

    def held(self, actor: Actor) -> tuple[HeldCopy, ...]:
        """Return the actor's working copies, kept last first, with what became of their drafts."""
        with self.register.reading() as reader:
            return tuple(_held(reader, copy) for copy in reader.working_copies(actor.account))


def _held(reader: Reader, copy: WorkingCopy) -> HeldCopy:
    edited, gone = [], []
    for basis in copy.based_on:
        case = _case(reader, basis.case)
        if case is None or case.state not in (DRAFT, RETURNED):
            gone.append(basis.case)
        elif mark_of(case) != basis.mark:
            edited.append(basis.case)
    return HeldCopy(copy, tuple(edited), tuple(gone))


def _case(reader: Reader, case: CaseId) -> Case | None:
    try:
        return reader.case(case)
    except Refusal:
        return None

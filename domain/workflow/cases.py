"""Cases from draft to the register: 草稿 -> 待审核 -> 办结, with 退回 and 撤回."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from domain.case import (
    DONE,
    DRAFT,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    Case,
    CaseId,
    require_step,
)
from domain.changes.kinds import kind_of
from domain.codes import County
from domain.errors import Refusal
from domain.finding import Severity
from domain.outcomes import CaseDraft, CaseView
from domain.register import Actor, Change
from domain.roles import Act
from domain.words import Words
from domain.workflow.carrying import Carrier
from domain.workflow.case_views import CaseViews, waiting_in
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Register

_PREVIEW: Final = CaseId("")


@dataclass(frozen=True, slots=True)
class Cases:
    """The acts on cases. Each is one transaction; every refusal changes nothing.

    Refuses `role.denied`, `case.state`, `case.kind_unknown`, `register.before_start`,
    `case.blocked` while a finding of severity error stands, and `case.own_entry` when somebody
    would approve what he entered himself, first or as an editor of the draft, and the office is
    not in 单人模式.
    """

    register: Register
    county: County
    words: Words
    clock: Clock

    @property
    def _views(self) -> CaseViews:
        return CaseViews(self.register.office.code, self.county, self.words, self.clock)

    def preview(self, actor: Actor, draft: CaseDraft) -> CaseView:
        """Tell what a draft would do and what blocks it; keeps nothing."""
        require(actor, Act.DRAFT)
        with self.register.reading() as reader:
            return self._views.view(reader, self._case(actor, draft, draft.case or _PREVIEW))

    def draft(self, actor: Actor, draft: CaseDraft) -> CaseView:
        """Keep a draft, new or changed, with whatever blocks it."""
        require(actor, Act.DRAFT)
        with self.register.writing(actor) as writer:
            if draft.case is None:
                case = self._case(actor, draft, writer.next_case(self.clock.today().year))
            else:
                before = writer.case(draft.case)
                require_step(before, DRAFT)
                case = self._case(actor, draft, draft.case).edited(before)
            writer.save_case(case)
            writer.audit("case.draft", case.id)
            return self._views.view(writer, case)

    def submit(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Submit a draft for approval."""
        require(actor, Act.SUBMIT)
        with self.register.writing(actor) as writer:
            case = writer.case(case_id)
            require_step(case, SUBMITTED)
            view = self._views.view(writer, case)
            _require_free(view)
            case = replace(case, state=SUBMITTED, reason="")
            writer.save_case(case)
            writer.audit("case.submit", case.id)
            return replace(view, case=case)

    def approve(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Approve a submitted case and carry it into the register in the same transaction."""
        require(actor, Act.APPROVE)
        with self.register.writing(actor) as writer:
            case = writer.case(case_id)
            require_step(case, DONE)
            if actor.account in case.entered_by_any and not actor.single:
                raise Refusal("case.own_entry", case=case.id)
            view = self._views.view(writer, case)
            _require_free(view)
            change = writer.record(self._change(actor, case))
            ground = self._views.ground(writer, case)
            carrier = Carrier(writer, self.county, case.effective.year)
            carrier.carry(tuple(kind_of(case.kind).amendments(case, ground)), change)
            case = replace(self._decided(actor, case, DONE), change=change, single=actor.single)
            writer.save_case(case)
            writer.audit("case.approve", case.id)
            return replace(view, case=case)

    def return_case(self, actor: Actor, case_id: CaseId, reason: str) -> CaseView:
        """Give a submitted case back with a reason."""
        require(actor, Act.RETURN)
        if not reason.strip():
            raise Refusal("case.reason_missing", case=case_id)
        return self._end(actor, case_id, RETURNED, reason.strip())

    def withdraw(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Take back a case that is not yet in the register."""
        require(actor, Act.DRAFT)
        return self._end(actor, case_id, WITHDRAWN, "")

    def show(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Return one case as it stands."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return self._views.view(reader, reader.case(case_id))

    def list(self, actor: Actor, states: Iterable[str] = ()) -> tuple[CaseView, ...]:
        """Return cases, newest first, narrowed to states where given."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            views, waiting = self._views, waiting_in(reader)
            return tuple(views.view(reader, case, waiting) for case in reader.cases(states))

    def _end(self, actor: Actor, case_id: CaseId, state: str, reason: str) -> CaseView:
        with self.register.writing(actor) as writer:
            case = writer.case(case_id)
            require_step(case, state)
            case = replace(self._decided(actor, case, state), reason=reason)
            writer.save_case(case)
            writer.audit(f"case.{state}", case.id)
            return self._views.view(writer, case)

    def _case(self, actor: Actor, draft: CaseDraft, number: CaseId) -> Case:
        kind_of(draft.kind)
        return Case(
            number,
            draft.kind,
            draft.unit,
            draft.document,
            draft.effective,
            draft.persons,
            draft.entries,
            draft.mode,
            explanation=draft.explanation.strip(),
            entered_by=actor.account,
            entered_at=self.clock.now().isoformat(timespec="seconds"),
            single=actor.single,
        )

    def _decided(self, actor: Actor, case: Case, state: str) -> Case:
        at = self.clock.now().isoformat(timespec="seconds")
        return replace(case, state=state, decided_by=actor.account, decided_at=at)

    def _change(self, actor: Actor, case: Case) -> Change:
        return Change(
            case.kind,
            case.mode,
            case.effective,
            case.entered_by,
            actor.account,
            self.clock.now(),
            actor.single,
            case.document.number,
            case.id,
        )


def _require_free(view: CaseView) -> None:
    errors = [finding for finding in view.blocked_by if finding.severity == Severity.ERROR]
    if errors:
        raise Refusal(
            "case.blocked", case=view.case.id, reasons=[finding.text for finding in errors]
        )

"""Cases from draft to the register and the archive, with 补正, 退回 and 撤回 on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.archive import Place
from domain.case import (
    ARCHIVED,
    DONE,
    DRAFT,
    RETURNED,
    SUBMITTED,
    SUPPLEMENTED,
    WANTED,
    WITHDRAWN,
    Case,
    CaseId,
    numbered,
)
from domain.case_flow import next_step, word_of
from domain.case_outcomes import CaseDraft, CaseView
from domain.changes.kinds import amendments, form_of, kind_of
from domain.errors import Refusal
from domain.finding import Severity
from domain.register import Actor, Change
from domain.roles import Act
from domain.workflow.archiving import file_papers
from domain.workflow.carrying import Carrier
from domain.workflow.case_materials import require_complete
from domain.workflow.case_reading import CaseReading
from domain.workflow.citing import enter_cited
from domain.workflow.permission import allowed, require
from domain.workflow.ports import Writer
from domain.workflow.reversing import mark_reversed

_NO_FACTS: Final[Mapping[str, str]] = {}
_JUDGING: Final = frozenset({Act.APPROVE, Act.DELIBERATE, Act.SIGN_OFF})
"""Acts that nobody does on what he entered himself."""


@dataclass(frozen=True, slots=True)
class Cases(CaseReading):
    """The acts on cases. Each is one transaction; every refusal changes nothing.

    Refuses `role.denied`, `case.state`, `case.kind_unknown`, `register.before_start`,
    `case.blocked` while a finding of severity error stands, and `case.own_entry` when somebody
    would approve what he entered himself, first or as an editor of the draft, and the office is
    not in 单人模式.
    """

    def draft(self, actor: Actor, draft: CaseDraft) -> CaseView:
        """Keep a draft, new or changed, with whatever blocks it; refuses as `form_of` does."""
        require(actor, Act.DRAFT)
        form_of(draft.kind)
        with self.register.writing(actor) as writer:
            return self._views.view(writer, self._enter(writer, actor, draft))

    def submit(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Submit a draft for approval."""
        require(actor, Act.SUBMIT)
        with self.register.writing(actor) as writer:
            return self._submit(writer, actor, writer.case(case_id))

    def hand_in(self, actor: Actor, draft: CaseDraft) -> CaseView:
        """Enter a case and submit it in one transaction; what can't be submitted is not kept.

        Who works alone and may approve does so too, unless a further step comes first.
        """
        require(actor, Act.SUBMIT)
        with self.register.writing(actor) as writer:
            view = self._submit(writer, actor, self._enter(writer, actor, draft))
            alone = actor.single and allowed(actor, Act.APPROVE)
            if alone and not view.progress.waiting_for:
                return self._approve(writer, actor, view.case)
            return view

    def take_step(self, actor: Actor, case_id: CaseId, note: str = "") -> CaseView:
        """Take the next of the kind's further steps (受理、初审、审议、通知单).

        Refuses `case.no_step` when none is left, and `role.denied` without the step's act.
        """
        with self.register.writing(actor) as writer:
            case = writer.case(case_id)
            step = next_step(self._flow(case), case)
            if step is None:
                raise Refusal(
                    "case.no_step", case=case.id, state=word_of(self._flow(case), case.state)
                )
            require(actor, Act(step.act))
            if step.act in _JUDGING:
                self._require_other(actor, case)
            case = case.came_to(step.state, actor.account, self._now(), note.strip())
            writer.save_case(case)
            writer.audit(f"case.{step.state}", case.id)
            return self._views.view(writer, case)

    def approve(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Approve a submitted case and carry it into the register in the same transaction."""
        require(actor, Act.APPROVE)
        with self.register.writing(actor) as writer:
            return self._approve(writer, actor, writer.case(case_id))

    def return_case(self, actor: Actor, case_id: CaseId, reason: str) -> CaseView:
        """Give a submitted case back with a reason."""
        require(actor, Act.RETURN)
        if not reason.strip():
            raise Refusal("case.reason_missing", case=case_id)
        return self._end(actor, case_id, RETURNED, reason.strip())

    def supplement(self, actor: Actor, case_id: CaseId, wanted: Iterable[str]) -> CaseView:
        """Give a submitted case back once with everything that is missing (一次性补正告知).

        当场或者五日内一次告知需要补正的全部内容（行政许可法第三十二条）: a second time is refused,
        `case.supplement_twice`; then only 退回 remains.
        """
        require(actor, Act.RETURN)
        items = [" ".join(item.split()) for item in wanted if item.strip()]
        if not items:
            raise Refusal("case.reason_missing", case=case_id)
        facts = {SUPPLEMENTED: self._now(), WANTED: "\n".join(items)}
        return self._end(actor, case_id, RETURNED, numbered(items), facts)

    def archive(
        self, actor: Actor, case_id: CaseId, year: int | None = None, box: str = ""
    ) -> CaseView:
        """File a finished case with its papers (办结一项、归档一项).

        Its document gets the next number in a box of a year, unless it has a place already: the
        box of the kind of business in the year of filing where nothing else is said. Refuses
        `archive.unfinished`, `archive.no_document`, `archive.year`, `archive.box`, and
        `archive.materials_missing` where the county asks for all papers.
        """
        require(actor, Act.DRAFT)
        with self.register.writing(actor) as writer:
            case = writer.case(case_id)
            if case.state not in (DONE, ARCHIVED):
                word = word_of(self._flow(case), case.state)
                raise Refusal("archive.unfinished", case=case.id, state=word)
            self.require(case, ARCHIVED)
            require_complete(writer, case, self.county)
            now, wanted = self._now(), year or self.clock.today().year
            file_papers(
                writer, case, Place(wanted, box.strip() or case.kind, 0, actor.account, now)
            )
            case = case.came_to(ARCHIVED, actor.account, now)
            writer.save_case(case)
            writer.audit("case.archived", case.id)
            return self._views.view(writer, case)

    def withdraw(self, actor: Actor, case_id: CaseId) -> CaseView:
        """Take back a case that is not yet in the register."""
        require(actor, Act.DRAFT)
        return self._end(actor, case_id, WITHDRAWN, "")

    def _enter(self, writer: Writer, actor: Actor, draft: CaseDraft) -> Case:
        case = self.case_of(actor, draft)
        if draft.case is None:
            case = replace(case, id=writer.next_case(self.clock.today().year))
        else:
            before = writer.case(draft.case)
            self.require(before, DRAFT)
            case = case.edited(before)
        writer.save_case(case)
        writer.audit("case.draft", case.id)
        return case

    def _submit(self, writer: Writer, actor: Actor, case: Case) -> CaseView:
        self.require(case, SUBMITTED)
        view = self._views.view(writer, case)
        _require_free(view)
        if kind_of(case.kind).from_backup:
            require(actor, Act.RESTORE)
        case = replace(case.came_to(SUBMITTED, actor.account, self._now()), reason="")
        writer.save_case(case)
        writer.audit("case.submit", case.id)
        return replace(view, case=case, progress=self._views.progress(writer, case))

    def _approve(self, writer: Writer, actor: Actor, case: Case) -> CaseView:
        self.require(case, DONE)
        self._require_other(actor, case)
        ground = self._views.ground(writer, case)
        view = self._views.view(writer, case, ground=ground)
        _require_free(view)
        change = writer.record(self._change(actor, case))
        carrier = Carrier(writer, self.county, case.effective.year)
        carrier.carry(tuple(amendments(case, ground)), change)
        case = replace(self._decided(actor, case, DONE), change=change, single=actor.single)
        writer.save_case(case)
        enter_cited(writer, case)
        mark_reversed(writer, case)
        writer.audit("case.approve", case.id)
        return replace(view, case=case, progress=self._views.progress(writer, case))

    def _end(
        self,
        actor: Actor,
        case_id: CaseId,
        state: str,
        reason: str,
        facts: Mapping[str, str] = _NO_FACTS,
    ) -> CaseView:
        with self.register.writing(actor) as writer:
            case = writer.case(case_id)
            self.require(case, state)
            if not facts.keys().isdisjoint(case.facts):
                raise Refusal("case.supplement_twice", case=case.id)
            case = replace(self._decided(actor, case, state, reason), facts={**case.facts, **facts})
            writer.save_case(case)
            writer.audit(f"case.{state}", case.id)
            return self._views.view(writer, case)

    @staticmethod
    def _require_other(actor: Actor, case: Case) -> None:
        if actor.account in case.entered_by_any and not actor.single:
            raise Refusal("case.own_entry", case=case.id)

    def _decided(self, actor: Actor, case: Case, state: str, reason: str = "") -> Case:
        at = self._now()
        moved = case.came_to(state, actor.account, at, reason)
        return replace(moved, decided_by=actor.account, decided_at=at, reason=reason)

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

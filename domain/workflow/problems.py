"""The problem ledger (问题台账): entering, 整改, reminders, 销号; every step stays on record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.checks.catalogue import catalogue
from domain.errors import Refusal
from domain.identity import id_number_is_sound
from domain.problem import (
    CLOSED,
    EDITED,
    ENDED,
    ENDS,
    OPEN,
    PENDING,
    REMINDED,
    REOPENED,
    SOURCES,
    Matter,
    Problem,
    ProblemId,
    ProblemQuery,
    ProblemStep,
)
from domain.problem_outcomes import (
    ProblemEdit,
    ProblemFigures,
    ProblemView,
    Reminder,
    figures_of,
    gravest,
)
from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Reader, Writer
from domain.workflow.problem_steps import AUDITED, ProblemSteps, pending, require_deadline
from domain.workflow.referring import of_problem

_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Problems(ProblemSteps):
    """The acts on problems. Each is one transaction and one step; every refusal changes nothing.

    Refuse `role.denied`, `problem.unknown`, and `problem.ended` for one that has ended.
    """

    def list(
        self, actor: Actor, query: ProblemQuery, day: date | None = None
    ) -> tuple[ProblemView, ...]:
        """Return the problems that a query finds, by number, counted to a day (`None`: today)."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return tuple(self.views(reader, reader.problems(query), day))

    def show(self, actor: Actor, number: ProblemId, day: date | None = None) -> ProblemView:
        """Return one problem."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return self.view(reader, reader.problem(number), day)

    def figures(self, actor: Actor, day: date | None = None) -> ProblemFigures:
        """Return how many problems are pending, overdue and due, counted to a day."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            pending = reader.problems(ProblemQuery(states=PENDING))
        return figures_of(pending, day or self.clock.today())

    def add(
        self, actor: Actor, matter: Matter, deadline: date | None = None, contact: str = ""
    ) -> ProblemView:
        """Enter a problem by hand.

        Without a deadline it gets the county's 工作日 from today; without a contact the unit's
        own from the liaison directory. Refuses `problem.text_missing`, `problem.text_long`,
        `problem.source`, `rule.unknown`, `problem.found_later` for one found after today,
        `problem.person` for a number that is neither sound nor known, and `problem.deadline` for a
        deadline before it was found.
        """
        require(actor, Act.DRAFT)
        sound = replace(matter, text=" ".join(matter.text.split()), mark="")
        self._require_sound(sound, self.clock.today())
        with self.register.writing(actor) as writer:
            _require_person(writer, sound)
            due = deadline or self.due(writer)
            require_deadline(sound, due)
            known = self.contacts(writer, sound.office, sound.unit).get(sound.unit, "")
            step = self.first(actor, due, contact.strip() or known)
            number = writer.enter_problem(sound, step)
            writer.audit("problem.add", of_problem(number))
            return self.view(writer, writer.problem(number))

    def update(self, actor: Actor, number: ProblemId, edit: ProblemEdit) -> ProblemView:
        """Change a pending problem's deadline, contact, explanation or state.

        What is as it was already is no step. Refuses `problem.deadline`, and `problem.state` for
        a state that is not one of `PENDING`: ending one is 销号.
        """
        require(actor, Act.DRAFT)
        with self.register.writing(actor) as writer:
            held = pending(writer, number)
            before = held.stands
            wanted = replace(
                before,
                deadline=edit.deadline or before.deadline,
                contact=_said(edit.contact, before.contact),
                explanation=_said(edit.explanation, before.explanation),
                state=edit.state or before.state,
            )
            if wanted == before:
                return self.view(writer, held)
            if wanted.state not in PENDING:
                raise Refusal("problem.state", number=number, state=wanted.state, states=PENDING)
            if wanted.deadline != before.deadline:
                require_deadline(held.matter, wanted.deadline)
            return self._take(writer, actor, held, wanted, EDITED, note=edit.note)

    def remind(self, actor: Actor, number: ProblemId, reminder: Reminder) -> ProblemView:
        """Enter that the unit was reminded (电话通知、函告、通知主要领导).

        Refuses `problem.grade` for an unknown grade, `problem.grade_milder` after a graver one,
        `problem.grade_skipped` when a milder one was left out and the county wants each, and
        `problem.reminder_day` for a day after today or before the problem or the last reminder.
        """
        require(actor, Act.DRAFT)
        with self.register.writing(actor) as writer:
            held = pending(writer, number)
            day = reminder.day or self.clock.today()
            self._require_grade(held, reminder.grade)
            earlier = (step.day for step in held.reminders)
            first = max(filter(None, (held.matter.found_on, *earlier)))
            if not first <= day <= self.clock.today():
                raise Refusal(
                    "problem.reminder_day", number=number, day=day, first=first,
                    today=self.clock.today(),
                )  # fmt: skip
            said = replace(held.stands, grade=reminder.grade, day=day, told=reminder.told.strip())
            return self._take(writer, actor, held, said, REMINDED, note=reminder.note)

    def close(
        self, actor: Actor, number: ProblemId, explanation: str = "", end: str = CLOSED
    ) -> ProblemView:
        """End a problem: 销号, or 不属实 or 无需整改 with its 说明.

        销号 wants evidence attached, or a 说明 where the county lets that do for the source; the
        说明 given before counts. Refuses `problem.own_entry` to who entered it, outside 单人模式,
        `problem.end`, `problem.evidence_missing` and `problem.explanation_missing`.
        """
        require(actor, Act.CLOSE_PROBLEM)
        if end not in ENDS:
            raise Refusal("problem.end", number=number, state=end, states=ENDS)
        with self.register.writing(actor) as writer:
            held = pending(writer, number)
            if actor.account == held.entered_by and not actor.single:
                raise Refusal("problem.own_entry", number=number)
            said = explanation.strip() or held.stands.explanation
            self._require_grounds(writer, held, said, end)
            wanted = replace(held.stands, state=end, explanation=said)
            return self._take(writer, actor, held, wanted, ENDED)

    def reopen(
        self, actor: Actor, number: ProblemId, reason: str, deadline: date | None = None
    ) -> ProblemView:
        """Take up an ended problem again, with a new deadline (the county's 工作日 from today).

        Refuses `problem.pending` for one that has not ended, `problem.reason_missing`,
        `problem.deadline`, and `problem.held` while the same is pending under another number.
        """
        require(actor, Act.CLOSE_PROBLEM)
        if not reason.strip():
            raise Refusal("problem.reason_missing", number=number)
        with self.register.writing(actor) as writer:
            held = writer.problem(number)
            if held.pending:
                raise Refusal("problem.pending", number=number, state=held.state)
            _require_single(writer, held)
            due = deadline or self.due(writer)
            require_deadline(held.matter, due)
            wanted = replace(held.stands, state=OPEN, deadline=due)
            return self._take(writer, actor, held, wanted, REOPENED, note=reason)

    def _take(
        self,
        writer: Writer,
        actor: Actor,
        held: Problem,
        stands: ProblemStep,
        act: str,
        *,
        note: str = "",
    ) -> ProblemView:
        writer.enter_step(held.number, self.following(actor, stands, act, note))
        writer.audit(AUDITED[act], of_problem(held.number))
        return self.view(writer, writer.problem(held.number))

    def _require_sound(self, matter: Matter, today: date) -> None:
        if not matter.text:
            raise Refusal("problem.text_missing", unit=matter.unit_name)
        if len(matter.text) > _LONGEST:
            raise Refusal("problem.text_long", text=matter.text[:20], longest=_LONGEST)
        if matter.source not in SOURCES:
            raise Refusal("problem.source", source=matter.source, sources=SOURCES)
        if matter.rule and matter.rule not in {one.number for one in catalogue(self.county)}:
            raise Refusal("rule.unknown", rule=matter.rule)
        if matter.found_on > today:
            raise Refusal("problem.found_later", day=matter.found_on, today=today)

    def _require_grade(self, held: Problem, grade: str) -> None:
        codes = self.county.problems
        wanted, reached = codes.gravity(grade), gravest(held, codes)
        if not wanted:
            raise Refusal("problem.grade", grade=grade, grades=codes.grades)
        if wanted < reached:
            before = codes.grades[reached - 1]
            raise Refusal("problem.grade_milder", number=held.number, grade=grade, before=before)
        if wanted > reached + 1 and not codes.skip_grades:
            due = codes.grades[reached]
            raise Refusal("problem.grade_skipped", number=held.number, grade=grade, due=due)

    def _require_grounds(self, reader: Reader, held: Problem, explanation: str, end: str) -> None:
        suffices = self.county.problems.explanation_suffices
        said_enough = end != CLOSED or held.matter.source in suffices
        if end == CLOSED and any(one.attached for one in reader.attachments(problem=held.number)):
            return
        if not said_enough:
            raise Refusal("problem.evidence_missing", number=held.number)
        if not explanation:
            raise Refusal("problem.explanation_missing", number=held.number, state=end)


def _said(wanted: str | None, before: str) -> str:
    return before if wanted is None else wanted.strip()


def _require_person(reader: Reader, matter: Matter) -> None:
    number = matter.person
    if number and not id_number_is_sound(number) and reader.known_person(number) is None:
        raise Refusal("problem.person", person=number)


def _require_single(reader: Reader, held: Problem) -> None:
    query = ProblemQuery(source=held.matter.source, states=PENDING)
    for other in reader.problems(query) if held.matter.mark else ():
        if other.matter.identity == held.matter.identity:
            raise Refusal("problem.held", number=held.number, other=other.number)

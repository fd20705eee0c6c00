"""Many problems at once: what a check finds and whom a 专项 finds is entered into the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.errors import Refusal
from domain.facts import OfficeCode, UnitId
from domain.outcomes import WordedFinding
from domain.problem import (
    CHECK,
    OPEN,
    PENDING,
    RECHECKED,
    REPORTED,
    SPECIAL,
    WAIVED,
    Identity,
    Matter,
    Problem,
    ProblemQuery,
    by_identity,
    finding_mark,
)
from domain.problem_outcomes import EnteredProblems
from domain.register import Actor
from domain.roles import Act
from domain.words import Words
from domain.workflow.permission import require
from domain.workflow.ports import Reader, Writer
from domain.workflow.problem_steps import AUDITED, ProblemSteps, require_deadline
from domain.workflow.special_query import special_matters

_GONE: Final = "再次检查未发现，待核"
_BACK: Final = "再次检查仍有"


@dataclass(frozen=True, slots=True)
class CheckScope:
    """What a check looked at: the units of an office, one of them or all; some rules, () for all.

    A pending problem within it that was not found again is taken to be put right. `marks` narrow
    it to what was picked from the findings of a check.
    """

    office: OfficeCode
    unit: UnitId | None = None
    rules: tuple[int, ...] = ()
    marks: frozenset[str] | None = None

    def holds(self, matter: Matter) -> bool:
        """Tell whether the check would have found this matter again."""
        return (
            matter.office == self.office
            and self.unit in (None, matter.unit)
            and (not self.rules or matter.rule in self.rules)
            and (self.marks is None or matter.mark in self.marks)
        )


def _everything(_matter: Matter) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Sweep:
    """What was found, by what it is known by, and which problems would have been found with it.

    Those are the pending ones of `query` for which `within` holds. `still` was found too but is
    not worth a new problem. New ones are due by `deadline`, `None`: in `days` 工作日, and for
    `None` in the county's usual ones.
    """

    matters: Mapping[Identity, Matter]
    query: ProblemQuery
    within: Callable[[Matter], bool] = _everything
    still: frozenset[Identity] = frozenset()
    days: int | None = None
    deadline: date | None = None

    def waived(self) -> ProblemQuery:
        """Return the query of what the office has ended as nothing to put right."""
        return replace(self.query, states=WAIVED)


@dataclass(frozen=True, slots=True)
class ProblemEntry(ProblemSteps):
    """The acts that enter many problems, each one transaction. Refuse `role.denied`.

    A `deadline` is that of all new ones; refuses `problem.deadline` for one before today.
    What is pending in the ledger is not entered again. What is pending and not found any more
    becomes 已整改待核, never 销号; what was 已整改待核 and is found still becomes 待整改 again.
    What the office has ended as 不属实 or 无需整改 comes back only when it reads otherwise.
    A dry run answers the same and changes nothing.
    """

    words: Words

    def from_findings(
        self,
        actor: Actor,
        findings: Iterable[WordedFinding],
        scope: CheckScope,
        *,
        deadline: date | None = None,
        dry_run: bool = False,
    ) -> EnteredProblems:
        """Enter the findings of a check, those of the county's severities and rules.

        `findings` are all that the check found within `scope`.
        """
        require(actor, Act.DRAFT)
        today = self.clock.today()
        found = tuple(findings)
        codes = self.county.problems
        grave = (
            one
            for one in found
            if one.severity in codes.check_severities and one.rule not in codes.rules_left_out
        )
        matters = tuple(
            Matter(
                CHECK,
                scope.office,
                UnitId(one.unit),
                one.unit_name,
                one.text,
                today,
                one.rule,
                person=one.person,
                person_name=str(one.facts.get("name", "")) if one.person else "",
                mark=_mark(one),
            )
            for one in grave
        )
        still = frozenset((CHECK, "", _mark(one)) for one in found)
        query = ProblemQuery(scope.office, scope.unit, PENDING, CHECK)
        sweep = Sweep(_by_identity(matters), query, scope.holds, still, deadline=deadline)
        return self._enter(actor, lambda _: sweep, dry_run=dry_run)

    def from_picked(
        self,
        actor: Actor,
        findings: Iterable[WordedFinding],
        office: OfficeCode,
        deadline: date | None = None,
    ) -> EnteredProblems:
        """Enter some findings of a check, and leave alone what was not picked."""
        picked = tuple(findings)
        scope = CheckScope(office, marks=frozenset(map(_mark, picked)))
        return self.from_findings(actor, picked, scope, deadline=deadline)

    def from_special(
        self, actor: Actor, name: str, *, deadline: date | None = None, dry_run: bool = False
    ) -> EnteredProblems:
        """Enter whom a 专项 finds today, one problem a person; refuses `problem.special`."""
        require(actor, Act.DRAFT)
        special = self.county.problems.specials.get(name)
        if special is None:
            known = tuple(self.county.problems.specials)
            raise Refusal("problem.special", name=name, specials=known)
        today, office = self.clock.today(), self.register.office.code
        query = ProblemQuery(office, None, PENDING, SPECIAL, special.name)

        def sweep(reader: Reader) -> Sweep:
            found = _by_identity(special_matters(reader, special, today, office, self.words))
            return Sweep(found, query, days=special.deadline_days, deadline=deadline)

        return self._enter(actor, sweep, dry_run=dry_run)

    def _enter(
        self, actor: Actor, look: Callable[[Reader], Sweep], *, dry_run: bool
    ) -> EnteredProblems:
        if dry_run:
            with self.register.reading() as reader:
                return replace(self._compared(reader, actor, look(reader)), dry_run=True)
        with self.register.writing(actor) as writer:
            sweep = look(writer)
            return self._written(writer, actor, self._compared(writer, actor, sweep), sweep)

    def _compared(self, reader: Reader, actor: Actor, sweep: Sweep) -> EnteredProblems:
        """Return what is to be done, nothing of it done yet."""
        known = {
            identity: problem
            for identity, problem in by_identity(reader.problems(sweep.query)).items()
            if sweep.within(problem.matter)
        }
        due = sweep.deadline or self.due(reader, sweep.days)
        for matter in sweep.matters.values():
            require_deadline(matter, due)
        seen = sweep.matters.keys() | sweep.still
        waived = {
            identity: one
            for identity, one in by_identity(reader.problems(sweep.waived())).items()
            if identity not in known
            and identity in sweep.matters
            and one.matter.text == sweep.matters[identity].text
        }
        contacts = self.contacts(reader, sweep.query.office, sweep.query.unit)
        return EnteredProblems(
            tuple(
                Problem(matter, (self.first(actor, due, contacts.get(matter.unit, "")),))
                for identity, matter in sweep.matters.items()
                if identity not in known and identity not in waived
            ),
            tuple(one for identity, one in known.items() if identity in seen),
            tuple(
                one for identity, one in known.items() if one.state == OPEN and identity not in seen
            ),
            tuple(
                one for identity, one in known.items() if one.state == REPORTED and identity in seen
            ),
            tuple(waived.values()),
        )

    def _written(
        self, writer: Writer, actor: Actor, wanted: EnteredProblems, sweep: Sweep
    ) -> EnteredProblems:
        numbers = [writer.enter_problem(one.matter, one.steps[0]) for one in wanted.added]
        moves = ((wanted.gone, REPORTED, _GONE), (wanted.back, OPEN, _BACK))
        for problems, state, note in moves:
            for one in problems:
                stands = replace(one.stands, state=state)
                step = self.following(actor, stands, RECHECKED, note)
                writer.enter_step(one.number, step)
        if numbers or wanted.gone or wanted.back:
            told = f"新登 {len(numbers)}，不再查出 {len(wanted.gone)}，又查出 {len(wanted.back)}"
            name = sweep.query.special or sweep.query.source
            writer.audit(AUDITED[RECHECKED], f"{name} {told}")
        now = {one.number: one for one in writer.problems(sweep.query)}
        held, gone, back = (
            tuple(now[one.number] for one in problems)
            for problems in (wanted.held, wanted.gone, wanted.back)
        )
        added = tuple(now[number] for number in numbers)
        return EnteredProblems(added, held, gone, back, wanted.waived)


def _mark(finding: WordedFinding) -> str:
    return finding_mark(finding.rule, finding.unit, finding.person, finding.facts)


def _by_identity(matters: Iterable[Matter]) -> Mapping[Identity, Matter]:
    return {one.identity: one for one in matters}

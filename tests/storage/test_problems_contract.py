"""One contract for the problem ledger on disk and in memory."""

from dataclasses import replace
from datetime import date

import pytest

from domain.archive import Attachment, StoredFile
from domain.errors import Refusal
from domain.problem import (
    CHECK,
    CLOSED,
    ENDED,
    ENTERED,
    OPEN,
    REMINDED,
    REPORTED,
    SPECIAL,
    Matter,
    Problem,
    ProblemId,
    ProblemQuery,
    ProblemStep,
    days_before,
)
from domain.workflow.ports import Register
from tests.fakes.facts import CLERK
from tests.fakes.register import OFFICE
from tests.storage.contract import BUREAU, OTHER, SCHOOL, refused

DAY = date(2026, 6, 1)
FIRST = ProblemStep(
    ENTERED, "2026-06-01T09:00:00", "zhao", single=False, state=OPEN, deadline=DAY, contact="李四"
)
REMINDER = replace(
    FIRST, act=REMINDED, single=True, grade="函告", day=DAY, told="局办公室", note="限一周"
)
OVER = Matter(
    CHECK, OFFICE.code, BUREAU.unit, BUREAU.name, "超编 1 名。", DAY, 48, mark="48|行政编制"
)
AWAY = Matter(
    SPECIAL, OFFICE.code, SCHOOL.unit, SCHOOL.name, "借调超期。", DAY, 0, "人编分离", "6299", "李明"
)
BELOW = replace(OVER, office=OTHER)


def entered(register: Register, *matters: Matter) -> tuple[ProblemId, ...]:
    with register.writing(CLERK) as writer:
        return tuple(writer.enter_problem(matter, FIRST) for matter in matters)


def step(register: Register, number: ProblemId, *steps: ProblemStep) -> None:
    with register.writing(CLERK) as writer:
        for one in steps:
            writer.enter_step(number, one)


def found(register: Register, **query: object) -> list[int]:
    with register.reading() as reader:
        asked = ProblemQuery(**query)  # type: ignore[arg-type]  # fields by name
        return [problem.number for problem in reader.problems(asked)]


def test_a_problem_comes_back_with_all_its_steps(register: Register) -> None:
    over, away = entered(register, OVER, AWAY)
    step(register, over, REMINDER)
    step(register, over, replace(FIRST, act=ENDED, state=CLOSED, explanation="已消化"))
    with register.reading() as reader:
        held = reader.problem(over)
        assert held.matter == OVER
        assert held.steps[:2] == (FIRST, REMINDER)
        assert (held.state, held.stands.explanation, held.number) == (CLOSED, "已消化", over)
        assert reader.problem(away) == Problem(AWAY, (FIRST,), away)
        assert reader.problems(ProblemQuery()) == (held, reader.problem(away))


def test_a_number_that_nobody_gave_is_refused(register: Register) -> None:
    with register.reading() as reader, pytest.raises(Refusal) as caught:
        reader.problem(ProblemId(7))
    assert refused(caught) == "problem.unknown"
    with pytest.raises(Refusal) as caught:
        step(register, ProblemId(7), REMINDER)
    assert refused(caught) == "problem.unknown"


def test_lists_are_narrowed_by_how_problems_stand_now(register: Register) -> None:
    over, away, below = entered(register, OVER, AWAY, BELOW)
    assert found(register) == [over, away, below]
    assert found(register, office=OFFICE.code) == [over, away]
    assert found(register, unit=BUREAU.unit) == [over, below]
    assert found(register, source=SPECIAL) == found(register, special="人编分离") == [away]
    step(register, over, replace(FIRST, state=REPORTED), replace(FIRST, state=CLOSED))
    step(register, away, replace(FIRST, state=REPORTED))
    assert found(register, states=(OPEN,)) == [below]
    assert found(register, states=(REPORTED, CLOSED)) == [over, away]
    step(register, over, replace(FIRST, deadline=date(2026, 7, 1)))
    assert found(register, due=days_before(DAY)) == []
    assert found(register, due=days_before(date(2026, 6, 2))) == [below]
    assert found(register, due=days_before(date(2026, 7, 2))) == [over, below]
    assert found(register, due=(date(2026, 7, 1), date(2026, 7, 1))) == [over]


def remind_all(register: Register, *numbers: ProblemId) -> None:
    with register.writing(CLERK) as writer:
        for number in numbers:
            writer.enter_step(number, REMINDER)


def test_what_a_refused_act_entered_is_gone(register: Register) -> None:
    (over,) = entered(register, OVER)
    with pytest.raises(Refusal):
        remind_all(register, over, ProblemId(9))
    with register.reading() as reader:
        assert reader.problem(over).steps == (FIRST,)


def test_evidence_belongs_to_its_problem(register: Register) -> None:
    over, away = entered(register, OVER, AWAY)
    paper = Attachment(StoredFile("ab" * 32, 12, "pdf", "x.sealed"), "佐证", "a.pdf", problem=over)
    with register.writing(CLERK) as writer:
        number = writer.keep_attachment(paper)
    with register.reading() as reader:
        assert reader.attachments(problem=over) == (replace(paper, id=number),)
        assert reader.attachments(problem=away) == ()
        assert reader.attachment(number).problem == over
        assert reader.evidence([away, over]) == {over: (replace(paper, id=number),)}
        assert reader.evidence([]) == {}

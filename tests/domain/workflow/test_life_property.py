"""Whatever cases come in whatever order: counts, the past, and taking back hold."""

from hypothesis import given, settings

from domain.case import Case
from tests.domain.changes.town import CIVIL, WANG, a_case
from tests.domain.workflow.crowding import FULL, check_room, crowding
from tests.domain.workflow.life import Life, steps, undoings
from tests.fakes.register import FakeRegister

ALL_KINDS = [
    a_case("机构修改", entries=({"change": "编制增加", "quota_type": CIVIL, "number": "2"},)),
    a_case("用编核准", entries=({"quota_type": CIVIL, "number": "1"},)),
    a_case(
        "人员异动", {"id": WANG, "change": "任职", "position": "副局长", "role": "部门副职领导"}
    ),
    a_case("人员修改", {"id": WANG, "education": "博士研究生"}),
    a_case("关键指标修改", {"id": WANG, "name": "王晓明", "evidence": "公安机关证明"}),
    a_case("人员下编", {"id": WANG, "exit_reason": "辞职"}),
]


@settings(max_examples=60, deadline=None)
@given(steps, undoings)
def test_any_life_holds_together(life: list[Case | int], undoing: list[bool]) -> None:
    town = Life(FakeRegister())
    for step, undo in zip(life, undoing, strict=False):
        town.step(step, undo=undo)
    town.check_past()


@settings(max_examples=60, deadline=None)
@given(crowding)
def test_without_an_excuse_no_unit_is_over_on_any_day(life: list[Case | int]) -> None:
    town = Life(FakeRegister())
    for step in (FULL, *life):
        town.step(step, undo=False)
        check_room(town.register)
    town.check_past()


def test_all_is_taken_back_from_the_last_to_the_first() -> None:
    town = Life(FakeRegister())
    before, answers = town.known(), town.answers()
    for case in ALL_KINDS:
        town.step(case, undo=False)
    assert [case.kind for case in town.done] == [case.kind for case in ALL_KINDS]
    for place in range(len(ALL_KINDS)):
        # Behind the case to be taken back stand the reversals so far, and what they took back.
        town.step(2 * place, undo=False)
    assert town.kinds["冲销"] == len(ALL_KINDS)
    assert (town.known(), town.answers()) == (before, answers)
    town.check_past()

"""Edits of a form as steps: what is one step, what it is called, there and back."""

import pytest

from domain.working_copy import Typed, TypedLine
from ui.cases.naming_steps import name_of
from ui.cases.steps import LINES, WORD, Place, Steps

NAMES = {"name": "“姓名”", "unit": "“单位”", "number": "“数量（名）”", "kind": "“编制类型”"}


def label(place: Place) -> str:
    return NAMES.get(place.name, "")


def completes(place: Place) -> bool:
    return place.name == "unit"


def of(lines: tuple[TypedLine, ...] = (), **fields: str) -> Typed:
    return Typed(fields, {}, lines)


def taken(*states: Typed) -> Steps:
    steps = Steps(states[0])
    for state in states[1:]:
        steps.take(state, completes)
    return steps


def count(steps: Steps) -> int:
    undone = 0
    while steps.undo() is not None:
        undone += 1
    return undone


def test_a_run_of_typing_is_one_step_and_deleting_another() -> None:
    steps = taken(
        of(), of(name="王"), of(name="王小"), of(name="王小明"), of(name="王小"), of(name="王")
    )
    assert [step.before for step in (steps.undo(), steps.undo()) if step] == [
        of(name="王小明"),
        of(),
    ]
    assert steps.undo() is None


def test_what_a_field_spells_out_belongs_to_what_was_typed() -> None:
    picked = (of(), of(unit="j"), of(unit="jyj"), of(unit="安澜县教育局"))
    assert count(taken(*picked)) == 1
    assert count(taken(*picked, of(unit="安澜县财政局"))) == 2
    pasted = (of(), of(name="王"), of(name="全部写错了"))
    assert count(taken(*pasted)) == 2


def test_nothing_changed_is_no_step() -> None:
    assert count(taken(of(name="王"), of(name="王"))) == 0


def test_an_edit_after_undoing_ends_what_could_be_done_again() -> None:
    steps = taken(of(), of(name="王"), of(name="王", unit="x"))
    undone = steps.undo()
    assert undone is not None
    steps.settle(undone.before)
    steps.take(of(name="王小"), completes)
    assert steps.redo() is None
    last = steps.undo()
    assert last is not None
    assert last.before == of(name="王")


def test_redo_brings_back_what_was_undone() -> None:
    steps = taken(of(), of(name="王"))
    assert steps.undo() == steps.redo()
    assert steps.last is not None
    assert steps.last.after == of(name="王")


ADD, PLAN = TypedLine("编制增加", {"number": "3"}), TypedLine("年度计划")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (of(), of(name="王"), "填写“姓名”"),
        (of(name="王"), of(name="李"), "改动“姓名”"),
        (of(name="王"), of(), "清空“姓名”"),
        (of(), of(name="王", unit="局"), "填写“姓名” 等 2 处"),
        (of((ADD,)), of((ADD, PLAN)), "加 1 项"),
        (of((ADD, PLAN)), of((PLAN,)), "去掉 1 项"),
        (of((ADD, TypedLine())), of((ADD, PLAN)), "选择第 2 项办什么"),
        (of((ADD,)), of((TypedLine("编制增加", {"number": "30"}),)), "改动第 1 项“数量（名）”"),
        (of((PLAN,)), of((TypedLine("年度计划", {}, ("1", "2")),)), "第 1 项加入 2 人"),
        (of((TypedLine("年度计划", {}, ("1", "2")),)), of((PLAN,)), "第 1 项去掉 2 人"),
        (Typed({}, {"people": ("1",)}), Typed({}, {"people": ("1", "2", "3")}), "加入 2 人"),
        (Typed({}, {"units": ("1",)}), Typed({}, {"units": ("1", "2")}), "改动合并的单位"),
    ],
)
def test_a_step_is_called_by_what_it_did(before: Typed, after: Typed, told: str) -> None:
    steps = taken(before, after)
    assert steps.last is not None
    assert name_of(steps.last, label) == told


def test_a_step_knows_where_it_was() -> None:
    steps = taken(of((ADD,)), of((PLAN, ADD)), of((TypedLine("年度计划", {}), PLAN)))
    assert steps.last is not None
    assert steps.last.places == (Place(WORD, 1),)
    steps.undo()
    assert steps.last.places == (Place(LINES, 0),)

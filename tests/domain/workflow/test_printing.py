"""Who came, who left, and what paper is printed from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import Period, from_day
from domain.errors import Refusal
from domain.facts import Departure, Fact, UnitId
from domain.handbook import HandbookForms, Movement, PageForm, TablePage
from domain.handbook.parts import Column
from domain.register import TAKEN_OVER
from domain.versions import AsOf, Splice
from domain.workflow.printing import ARRIVAL, DEPARTURE, Printing, movements
from tests.domain.workflow.office import CLERK, register_of
from tests.fakes.facts import BEGIN, change, person, place, unit
from tests.fakes.register import FakeRegister

UNITS = [unit(number) for number in (1, 2, 3)]
EDUCATION, FINANCE, AUDIT = UNITS
PEOPLE = [person(number) for number in range(1, 6)]
WANG, LI, *_ = PEOPLE
SPAN = 60
FORMS = HandbookForms(
    "机构编制管理手册", "第{unit}号", "编办", "", mask_id=True, quota_types=(), post_kinds=(),
    cover=(), cover_seal="",
    pages=(PageForm("movements", "人员变动登记", (Column("name", "姓名", 1),)),),
)  # fmt: skip


def day(offset: int) -> date:
    return BEGIN + timedelta(offset)


def enter(
    register: FakeRegister, facts: Iterable[tuple[Fact, int, int | None]], mode: str = "变动"
) -> FakeRegister:
    """Enter facts, each from one day of the register to another."""
    with register.writing(CLERK) as writer:
        number = writer.record(replace(change(), mode=mode))
        for fact, start, end in facts:
            during = Period(day(start), None if end is None else day(end))
            writer.apply(type(fact), Splice((), ((during, fact),)), number)
    return register


def moved(register: FakeRegister, on: date) -> dict[UnitId, tuple[Movement, ...]]:
    with register.reading() as reader:
        return movements(reader, on)


def people(register: FakeRegister, on: date) -> Counter[UnitId]:
    with register.reading() as reader:
        return Counter(member.place.unit for member in reader.members(AsOf(on)))


STAYS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(1, 12), st.integers(0, 2), st.sampled_from("甲乙")),
    max_size=5,
)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[Fact, int, int | None]]:
    """Return places one after the other, some with nothing between, the last perhaps for good."""
    facts: list[tuple[Fact, int, int | None]] = []
    for one in PEOPLE:
        stays, start = draw(STAYS), 0
        for place_no, (gap, length, at, quota_type) in enumerate(stays, start=1):
            start += gap
            last = place_no == len(stays) and draw(st.booleans())
            held = place(one, UNITS[at], quota_type)
            facts.append((held, start, None if last else start + length))
            start += length
    return facts


@given(histories(), st.integers(0, SPAN), st.integers(0, SPAN))
def test_what_came_minus_what_went_is_what_there_is_more(
    history: list[tuple[Fact, int, int | None]], one: int, other: int
) -> None:
    register = enter(register_of(*UNITS, *PEOPLE), history)
    early, late = sorted((day(one), day(other)))
    before, after, told = people(register, early), people(register, late), moved(register, late)
    for code in (each.unit for each in UNITS):
        steps = told.get(code, ())
        since = [step for step in steps if step.day > early]
        assert sum(1 if step.direction == ARRIVAL else -1 for step in since) == (
            after[code] - before[code]
        )
        assert [step.day for step in steps] == sorted(step.day for step in steps)
        assert all(step.day <= late and step.actual_after >= 0 for step in steps)
        if steps:
            assert steps[-1].actual_after == after[code]
        assert moved(register, early).get(code, ()) == steps[: len(steps) - len(since)]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_changes_within_a_unit_are_no_movement(lengths: list[int]) -> None:
    register = register_of(*UNITS, *PEOPLE)
    start = 0
    for number, length in enumerate(lengths):
        enter(register, [(place(WANG, EDUCATION, f"第{number}类"), start, start + length)])
        start += length
    assert moved(register, day(start - 1)) == {}
    (left,) = moved(register, day(start))[EDUCATION.unit]
    assert (left.direction, left.day, left.actual_after) == (DEPARTURE, day(start), 0)


def test_people_taken_over_at_the_beginning_have_not_come() -> None:
    register = register_of(*UNITS, *PEOPLE, place(WANG, EDUCATION))
    came = place(
        LI, EDUCATION, entry_mode="公务员考录", entry_source="高校", quota_doc="甲〔2026〕1号"
    )
    enter(register, [(came, 5, None)])
    assert moved(register, day(4)) == {}
    assert moved(register, day(5)) == {
        EDUCATION.unit: (
            Movement(day(5), "张2", ARRIVAL, "公务员考录", "高校", "甲〔2026〕1号", 2),
        )
    }


def test_people_taken_over_later_have_not_come_either_and_count_from_then_on() -> None:
    register = register_of(*UNITS, *PEOPLE, place(WANG, EDUCATION))
    enter(register, [(place(LI, EDUCATION), 3, None)], mode=TAKEN_OVER)
    came = place(PEOPLE[2], EDUCATION, entry_mode="公务员考录")
    enter(register, [(came, 2, None), (place(PEOPLE[3], EDUCATION), 4, 6)])
    assert [
        (step.day, step.name, step.actual_after) for step in moved(register, day(9))[EDUCATION.unit]
    ] == [(day(2), "张3", 2), (day(4), "张4", 4), (day(6), "张4", 3)]
    assert moved(enter(register_of(*UNITS, *PEOPLE), [(came, 3, None)], TAKEN_OVER), day(9)) == {}


def test_a_departure_tells_why_where_to_and_by_which_document() -> None:
    register = register_of(*UNITS, *PEOPLE)
    gone = Departure(
        WANG.person, EDUCATION.unit, "行政编制", "调出", from_day(day(9)), "甲〔2026〕2号", "邻县"
    )
    enter(register, [(place(WANG, EDUCATION), 0, 9), (gone, 9, None)])
    assert moved(register, day(9))[EDUCATION.unit] == (
        Movement(day(9), "张1", DEPARTURE, "调出", "邻县", "甲〔2026〕2号", 0),
    )


def test_a_departure_that_nothing_is_recorded_of_says_so_little() -> None:
    register = enter(register_of(*UNITS, *PEOPLE), [(place(WANG, EDUCATION), 0, 9)])
    assert moved(register, day(9))[EDUCATION.unit] == (
        Movement(day(9), "张1", DEPARTURE, "调出", "", "", 0),
    )


def test_a_move_is_told_at_both_units_by_their_names() -> None:
    register = register_of(*UNITS, *PEOPLE)
    there = place(WANG, FINANCE, entry_mode="转任", quota_doc="甲〔2026〕3号")
    enter(register, [(place(WANG, EDUCATION), 0, 9), (there, 9, None)])
    told = moved(register, day(9))
    assert told[EDUCATION.unit] == (
        Movement(day(9), "张1", DEPARTURE, "调出", "第2局", "甲〔2026〕3号", 0),
    )
    assert told[FINANCE.unit] == (
        Movement(day(9), "张1", ARRIVAL, "转任", "第1局", "甲〔2026〕3号", 1),
    )


def test_who_leaves_and_comes_back_does_both_and_units_that_are_no_more_keep_their_names() -> None:
    register = register_of(FINANCE, *PEOPLE)
    closed = unit(9, "安澜县粮食局")
    enter(
        register,
        [
            (closed, 0, 12),
            (place(WANG, FINANCE), 0, 3),
            (place(WANG, closed), 5, 12),
            (place(WANG, FINANCE), 12, None),
        ],
    )
    told = moved(register, day(20))
    assert [(step.day, step.direction, step.other_side) for step in told[FINANCE.unit]] == [
        (day(3), DEPARTURE, ""), (day(12), ARRIVAL, "安澜县粮食局"),
    ]  # fmt: skip
    assert [step.other_side for step in told[closed.unit]] == ["", "第2局"]


def test_people_are_called_as_they_were_on_the_day() -> None:
    register = register_of(*UNITS)
    enter(register, [(WANG, 0, 10), (person(1, "王新名"), 10, None), (place(WANG, AUDIT), 5, None)])
    assert [moved(register, day(on))[AUDIT.unit][0].name for on in (9, 10)] == ["张1", "王新名"]


def test_who_leaves_goes_before_who_comes_on_the_same_day() -> None:
    register = register_of(*UNITS, *PEOPLE, place(PEOPLE[4], AUDIT))
    enter(register, [(place(WANG, AUDIT), 5, None), (place(LI, AUDIT), 2, 5)])
    steps = moved(register, day(5))[AUDIT.unit]
    assert [(step.name, step.actual_after) for step in steps] == [
        ("张2", 2),
        ("张2", 1),
        ("张1", 2),
    ]


def test_nothing_moves_in_an_empty_register() -> None:
    assert moved(FakeRegister(), BEGIN) == {}


def test_handbooks_come_in_ledger_order_each_with_its_own_movements() -> None:
    register = register_of(*reversed(UNITS), *PEOPLE)
    enter(register, [(place(WANG, FINANCE), 5, None)])
    printing = Printing(register, FORMS)
    books = list(printing.handbooks(day(5)))
    assert [book.unit for book in books] == [one.unit for one in UNITS]
    tables = [book.pages[0] for book in books]
    assert [table.rows for table in tables if isinstance(table, TablePage)] == [
        (), (("张1",),), (),
    ]  # fmt: skip
    assert [book.unit for book in printing.handbooks(day(5), (AUDIT.unit,))] == [AUDIT.unit]


def test_dossiers_are_those_of_the_own_office() -> None:
    register = register_of(*UNITS, *PEOPLE, place(WANG, FINANCE))
    printing = Printing(register, FORMS)
    read = {one.unit.unit: len(one.members) for one in printing.dossiers(BEGIN)}
    assert read == {EDUCATION.unit: 0, FINANCE.unit: 1, AUDIT.unit: 0}
    assert [one.unit for one in printing.dossiers(BEGIN, (FINANCE.unit,))] == [FINANCE]


def test_nothing_is_printed_of_a_day_before_the_register() -> None:
    printing = Printing(register_of(*UNITS), FORMS)
    for stream in (printing.handbooks(day(-1)), printing.dossiers(day(-1))):
        with pytest.raises(Refusal) as refused:
            next(iter(stream))
        assert refused.value.code == "register.not_begun"

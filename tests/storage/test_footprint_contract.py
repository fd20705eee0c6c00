"""What both registers tell of their own changes."""

from dataclasses import replace
from datetime import date

from domain.case import CaseId
from domain.dates import Period
from domain.facts import LedgerEntry, Occupancy, Person, Quota
from domain.footprint import Origin
from domain.versions import AsOf, Splice, splice
from domain.workflow.ports import Register
from tests.fakes.facts import BEGIN, CLERK, change, entry, person, place, quota
from tests.storage.contract import BUREAU, LI, OTHER, SCHOOL, WANG, fill, put, staff

SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)
ELSEWHERE = place(LI, SCHOOL)


def test_a_change_tells_what_it_added_and_ended(register: Register) -> None:
    staff(register)
    put_away(register)
    with register.reading() as reader:
        number = reader.last_change()
        (left,) = reader.footprint(number)
        was = reader.versions(Occupancy, LI.person)
    assert (left.kind, left.key, left.later) == (Occupancy, LI.person, None)
    assert left.added == was
    assert [(one.content.unit, one.valid) for one in left.ended] == [(BUREAU.unit, Period(BEGIN))]


def test_changes_are_found_by_what_they_are_about(register: Register) -> None:
    told = replace(change(), mode="接收")
    with register.writing(CLERK) as writer:
        first = writer.record(replace(told, summary="aa"))
        writer.record(replace(change(), summary="bb"))
        second = writer.record(replace(told, summary="cc"))
        again = writer.record(replace(told, summary="aa"))
    with register.reading() as reader:
        assert reader.by_summary("接收") == {"aa": again, "cc": second}
        assert reader.by_summary("更正") == {}
    assert first < second < again


def put_away(register: Register) -> None:
    with register.writing(CLERK) as writer:
        put(writer, Occupancy, LI.person, Period(SPRING), ELSEWHERE)


def test_facts_come_by_kind_and_key(register: Register) -> None:
    number = fill(
        register,
        WANG,
        LI,
        BUREAU,
        quota(BUREAU, 3),
        quota(BUREAU, 1, "工勤编制"),
        entry(BUREAU, 1, 3),
    )
    with register.reading() as reader:
        told = [(trace.kind, trace.key) for trace in reader.footprint(number)]
        assert reader.footprint(number + 1) == ()
    quotas = [(Quota, (BUREAU.unit, "工勤编制")), (Quota, (BUREAU.unit, "行政编制"))]
    entries = [(LedgerEntry, (BUREAU.unit, 1))]
    people = [(Person, LI.person), (Person, WANG.person)]
    assert told[1:] == [*quotas, *entries, *people]


def test_what_a_change_ended_itself_is_no_trace(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        for one in (ELSEWHERE, place(LI, BUREAU, role="部门正职领导", order=9)):
            held = writer.versions(Occupancy, LI.person)
            writer.apply(Occupancy, splice(held, Period(SPRING), one), number)
        writer.add([person(9)], BEGIN, number)
        held_as = writer.versions(Person, person(9).person)
        writer.apply(Person, Splice(held_as, ()), number)
    with register.reading() as reader:
        (left,) = reader.footprint(number)
    assert [one.valid.start for one in left.added] == [BEGIN, SPRING]


def test_who_changed_it_later_is_told(register: Register) -> None:
    staff(register)
    put_away(register)
    with register.writing(CLERK) as writer:
        put(writer, Occupancy, LI.person, Period(SUMMER), place(LI, BUREAU))
        put(writer, Occupancy, WANG.person, Period(SUMMER), None)
        last = writer.last_change()
    with register.reading() as reader:
        (left,) = reader.footprint(last - 2)
        (gone,) = reader.footprint(last)
    assert (left.later, gone.later) == (last - 1, None)


def test_who_says_something_of_cleared_days_is_told(register: Register) -> None:
    staff(register)
    with register.writing(CLERK) as writer:
        put(writer, Occupancy, WANG.person, Period(SPRING), None)
        put(writer, Occupancy, WANG.person, Period(SUMMER), place(WANG, SCHOOL))
        last = writer.last_change()
        (left,) = writer.footprint(last - 1)
        (came,) = writer.footprint(last)
    assert (left.later, came.later, came.ended) == (last, None, ())


def test_what_was_put_back_is_untouched(register: Register) -> None:
    staff(register)
    put_away(register)
    with register.writing(CLERK) as writer:
        first = writer.last_change()
        put(writer, Occupancy, LI.person, Period(SUMMER), place(LI, BUREAU))
        (left,) = writer.footprint(writer.last_change())
        back = tuple((one.valid, one.content) for one in left.ended)
        writer.apply(Occupancy, Splice(left.added, back), writer.record(change()))
        (whole,) = writer.footprint(first)
        assert whole.later is None
        assert whole.added == writer.versions(Occupancy, LI.person)


def test_other_offices_leave_no_trace_here(register: Register) -> None:
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        writer.apply(Person, Splice((), ((Period(BEGIN), LI),)), number, OTHER)
        assert writer.footprint(number) == ()


def test_a_version_tells_where_it_comes_from(register: Register) -> None:
    staff(register)
    put_away(register)
    with register.reading() as reader:
        before, after = reader.versions(Occupancy, LI.person)
        (first,) = reader.versions(Person, LI.person)
        number = reader.last_change()
        told = reader.origin(Occupancy, after.row)
        assert reader.origin(Occupancy, before.row) == told
        assert reader.origin(Person, first.row).change == 1
        assert list(reader.dossiers(AsOf(SPRING)))
    assert told == Origin(number, "导入", SPRING, "", None)


def test_a_change_tells_its_case(register: Register) -> None:
    with register.writing(CLERK) as writer:
        of = replace(change(), case=CaseId("2026-00003"), document="安编办函〔2026〕8号")
        told = writer.change(writer.record(of))
    assert (told.case, told.document) == ("2026-00003", "安编办函〔2026〕8号")

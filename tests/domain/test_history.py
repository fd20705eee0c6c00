"""What changes made of facts: told by the days for which the register says something else."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.dates import Period
from domain.facts import Quota, UnitId
from domain.footprint import Known
from domain.history import (
    BEGAN,
    CHANGED,
    ENDED,
    Difference,
    Entry,
    FieldChange,
    Timeline,
    apart,
    differences,
)
from domain.register import Change
from domain.versions import AsOf, Version, splice, valid_on

START = date(2026, 1, 1)
KEY = (UnitId("6299250001"), "行政编制")


def day(offset: int) -> date:
    return START + timedelta(offset)


def content(approved: int) -> Quota:
    return Quota(UnitId("6299250001"), "行政编制", approved)


def applied(acts: list[tuple[int, int | None, int | None]]) -> list[Known]:
    """Carry out acts (start, length, approved or nothing) as changes 1, 2, ..."""
    held: list[Known] = []
    for number, (start, length, approved) in enumerate(acts, 1):
        during = Period(day(start), None if length is None else day(start + length))
        current = [one.version for one in held if one.until is None]
        done = splice(current, during, None if approved is None else content(approved))
        rows = {version.row for version in done.ended}
        held = [
            Known(one.version, one.since, number) if one.version.row in rows else one
            for one in held
        ]
        held += [
            Known(Version(len(held) + at, added, valid), number, None)
            for at, (valid, added) in enumerate(done.added, 1)
        ]
    return held


def told(acts: list[tuple[int, int | None, int | None]]) -> list[tuple[int, Difference]]:
    return list(differences(Quota, KEY, applied(acts)))


def test_a_fact_begins_changes_and_ends() -> None:
    (_, began), (_, changed), (_, ended) = told([(0, None, 3), (9, None, 5), (20, None, None)])
    assert (began.sense, began.during) == (BEGAN, Period(day(0)))
    assert (changed.sense, changed.during) == (CHANGED, Period(day(9)))
    assert changed.fields == (FieldChange("approved", "3", "5"),)
    assert (ended.sense, ended.during, ended.fields) == (ENDED, Period(day(20)), ())
    assert [one.fact for one in (began, changed, ended)] == [content(3), content(5), content(5)]


def test_of_a_fact_that_began_only_what_it_says_is_told() -> None:
    ((_, began),) = told([(0, None, 3)])
    assert began.fields == (FieldChange("approved", "", "3"),)
    assert began.says("unit", "6299250001")
    assert not began.says("unit", "6299250002")
    assert not began.says("person", 1)


def test_what_holds_on_is_not_told_and_neighbouring_days_are_one() -> None:
    found = told([(0, None, 3), (5, 10, 4), (0, None, 7)])
    assert [(number, one.during, one.before, one.after) for number, one in found] == [
        (1, Period(day(0)), None, content(3)),
        (2, Period(day(5), day(15)), content(3), content(4)),
        (3, Period(day(0), day(5)), content(3), content(7)),
        (3, Period(day(5), day(15)), content(4), content(7)),
        (3, Period(day(15)), content(3), content(7)),
    ]


def test_days_next_to_each_other_that_say_alike_are_told_once() -> None:
    before = [Version(1, "a", Period(day(0), day(5))), Version(2, "a", Period(day(5), day(9)))]
    after = [Version(3, "b", Period(day(0), day(9)))]
    assert list(apart(before, after)) == [(Period(day(0), day(9)), "a", "b")]
    assert list(apart(before, before)) == []


def test_what_a_change_added_and_ended_itself_is_nothing() -> None:
    passing = Known(Version(1, content(9), Period(day(0))), 4, 4)
    assert list(differences(Quota, KEY, [passing])) == []


ACTS = st.lists(
    st.tuples(st.integers(0, 30), st.none() | st.integers(1, 30), st.none() | st.integers(1, 3)),
    max_size=7,
)


@given(ACTS, st.integers(0, 70))
def test_the_differences_of_a_day_lead_from_nothing_to_what_is_known(
    acts: list[tuple[int, int | None, int | None]], offset: int
) -> None:
    """Whatever was done in whatever order, replaying the differences gives the register."""
    known = applied(acts)
    says: Quota | None = None
    for number, one in differences(Quota, KEY, known):
        if one.during.contains(day(offset)):
            assert one.before == says
            says = one.after  # type: ignore[assignment]  # a quota
            then = (each.version for each in known if each.holds(AsOf(day(offset), number)))
            assert says == valid_on(then, day(offset))
    now = (each.version for each in known if each.holds(AsOf(day(offset))))
    assert says == valid_on(now, day(offset))


def test_a_timeline_is_read_in_two_orders() -> None:
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)

    def entry(number: int, effective: date) -> Entry:
        change = Change("人员上编", "变动", effective, "zhao", "", at, single=False)
        return Entry(number, change, ())

    late, early = entry(1, day(9)), entry(2, day(1))
    found = Timeline("教育局", START, (late, early, entry(3, day(9))))
    assert [one.number for one in found.entries] == [1, 2, 3]
    assert [one.number for one in found.by_effect] == [2, 1, 3]

"""Counts are added up by type, never across types, in the county's order."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.dossier import TypeCount
from domain.outcomes import PostCount, UnitSummary
from domain.register import UnitStaffing
from domain.summing import in_order, people_in, totals_of, unit_summary
from tests.fakes.dossiers import county
from tests.fakes.facts import unit
from tests.fakes.register import OFFICE

ORDER = ("行政编制", "工勤编制", "自收自支编制")
NUMBERS = st.integers(0, 50)
COUNTS = st.builds(
    TypeCount, st.sampled_from([*ORDER, "老类"]), NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS
)


def summary(*counts: TypeCount) -> UnitSummary:
    return UnitSummary(OFFICE.code, unit(1), counts, (), "green")


def test_a_units_counts_are_named_and_ordered() -> None:
    workers = TypeCount("工勤编制", 2, 1, frozen=1)
    officials = TypeCount("行政编制", 5, 6, reserved=3)
    types = {count.quota_type: count for count in (workers, officials)}
    made = unit_summary(
        UnitStaffing(OFFICE.code, unit(1), types, {"正职": (1, 2)}), "red", county()
    )
    assert made == UnitSummary(
        OFFICE.code,
        unit(1),
        (officials, workers),
        (PostCount("正职", 1, 2),),
        "red",
    )
    assert people_in(made) == 7


@given(st.lists(st.lists(COUNTS, max_size=4)))
def test_totals_are_the_sums_of_their_types(units: list[list[TypeCount]]) -> None:
    totals = totals_of([summary(*counts) for counts in units], ORDER)
    for name in ("approved", "actual", "pending", "reserved", "frozen", "vacant", "available"):
        added: Counter[str] = Counter()
        for counts in units:
            for count in counts:
                added[count.quota_type] += getattr(count, name)
        assert {total.quota_type: getattr(total, name) for total in totals} == added
    known = [total.quota_type for total in totals if total.quota_type in ORDER]
    assert known == [label for label in ORDER if label in known]


def test_types_that_the_county_does_not_know_come_last_as_they_come() -> None:
    counts = [TypeCount(name, 1, 1) for name in ("乙", "自收自支编制", "甲", "行政编制")]
    ordered = [count.quota_type for count in in_order(counts, ORDER)]
    assert ordered == ["行政编制", "自收自支编制", "乙", "甲"]


def test_nothing_adds_up_to_nothing() -> None:
    assert totals_of([], ORDER) == ()
    assert people_in(summary()) == 0

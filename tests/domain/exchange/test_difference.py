"""What accepting would change, told by unit."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dossier import Dossier, Member
from domain.exchange.difference import MOST_KEPT, People, by_unit, counted, people_of, to_keep
from tests.fakes.dossiers import DAY
from tests.fakes.facts import id_number, person, place, unit

UNITS = [unit(number) for number in range(3)]


def member(number: int, at: int, position: str = "") -> tuple[str, Member]:
    one = person(number)
    return UNITS[at].name, Member(one, place(one, UNITS[at], position=position))


def sizes(people: People) -> Counter[str]:
    return Counter(name for name, _ in people.values())


PEOPLE = st.dictionaries(
    st.integers(1, 12), st.tuples(st.integers(0, 2), st.sampled_from(["", "科员"])), max_size=12
).map(lambda drawn: {id_number(n): member(n, at, what) for n, (at, what) in drawn.items()})


@given(PEOPLE, PEOPLE)
def test_what_is_added_and_gone_balances_both_sides(before: People, after: People) -> None:
    told = by_unit(before, after)
    for name in {one.name for one in UNITS}:
        counts = told.get(name, {"added": 0, "gone": 0})
        assert sizes(after)[name] - sizes(before)[name] == counts["added"] - counts["gone"]
    same = sum(held == after.get(id_no) for id_no, held in before.items())
    gone = sum(counts["gone"] for counts in told.values())
    changed = sum(counts["changed"] for counts in told.values())
    assert len(before) == same + gone + changed


@given(PEOPLE, PEOPLE)
def test_the_way_back_adds_what_is_gone(before: People, after: People) -> None:
    there, back = by_unit(before, after), by_unit(after, before)
    assert list(there) == sorted(there)
    assert {unit: (c["added"], c["changed"], c["gone"]) for unit, c in there.items()} == {
        unit: (c["gone"], c["changed"], c["added"]) for unit, c in back.items()
    }


@given(PEOPLE)
def test_nothing_changes_between_equals(people: People) -> None:
    assert by_unit(people, dict(people)) == {}


def test_each_unit_is_told_what_happens_to_it() -> None:
    before = {"a": member(1, 0), "b": member(2, 0), "c": member(3, 1)}
    after = {"a": member(1, 0, "科长"), "b": member(2, 1), "d": member(4, 1)}
    assert by_unit(before, after) == {
        "第0局": {"added": 0, "changed": 1, "gone": 1},
        "第1局": {"added": 2, "changed": 0, "gone": 1},
    }


def test_everybody_in_the_dossiers_is_found_by_id_number() -> None:
    (_, first), (_, second) = member(1, 0), member(2, 1)
    dossiers = [
        Dossier(DAY, UNITS[0], members=(first,)),
        Dossier(DAY, UNITS[1], members=(second,)),
        Dossier(DAY, UNITS[2]),
    ]
    assert people_of(dossiers) == {
        id_number(1): ("第0局", first),
        id_number(2): ("第1局", second),
    }


def test_who_is_stated_for_the_first_time_is_added() -> None:
    people = {id_number(n): member(n, n % 2) for n in range(1, 6)}
    assert counted(people) == by_unit({}, people)


@pytest.mark.parametrize("more", [0, 1])
def test_a_receipt_keeps_the_units_that_somebody_reads(more: int) -> None:
    units = {f"{n}": {"added": 1, "changed": 0, "gone": 0} for n in range(MOST_KEPT + more)}
    difference = {"units": units, "before": {"units": 0}}
    assert to_keep(difference) == {**difference, "units": {} if more else units}
    assert to_keep({"verdicts": []}) == {"verdicts": []}

"""Who stands behind the counts of a difference."""

from __future__ import annotations

from collections import Counter

from hypothesis import given

from domain.exchange.changed_people import changed_people
from domain.exchange.difference import People, by_unit
from tests.domain.exchange.test_difference import PEOPLE, UNITS, member
from tests.domain.workflow.office import words
from tests.fakes.facts import id_number


@given(PEOPLE, PEOPLE)
def test_the_people_of_a_unit_are_those_that_are_counted(before: People, after: People) -> None:
    told = by_unit(before, after)
    for unit in UNITS:
        found = Counter(one.state for one in changed_people(before, after, unit.name, words()))
        counts = told.get(unit.name, {})
        assert found == Counter({state: count for state, count in counts.items() if count})


def test_each_is_told_by_what_happens_to_him() -> None:
    one, two, three, four, five = map(id_number, range(1, 6))
    before = {
        one: member(1, 0, "科员"), two: member(2, 0), three: member(3, 1),
        four: member(4, 0, "科员"),
    }  # fmt: skip
    after = {two: member(2, 1), three: member(3, 0), four: member(4, 0, "科长"), five: member(5, 0)}
    found = changed_people(before, after, UNITS[0].name, words())
    assert [(each.state, each.id_no) for each in found] == [
        ("gone", one), ("gone", two), ("added", three), ("added", five), ("changed", four),
    ]  # fmt: skip
    left, moved, came, new, changed = (each.told for each in found)
    assert left.endswith("科员")
    assert moved == f"到{UNITS[1].name}"
    assert came == f"从{UNITS[1].name}来"
    assert new == found[3].told != ""
    assert "科员 → 科长" in changed

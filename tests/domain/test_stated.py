"""Versions as plain values: back and forth, and in their order."""

from __future__ import annotations

from datetime import date

import pytest

from domain.dates import Period
from domain.errors import Refusal
from domain.facts import FACTS, Fact, Person, Unit
from domain.stated import Stated, by_kind, stated
from domain.versions import Version
from tests.fakes.facts import BEGIN, person, unit

MAY = date(2026, 5, 1)


def of(fact: Fact, start: date = BEGIN, end: date | None = None) -> Stated:
    return stated(Version(7, fact, Period(start, end)))


@pytest.mark.parametrize("end", [None, MAY])
def test_a_version_comes_back_from_what_it_states(end: date | None) -> None:
    version: Version[Fact] = Version(0, unit(1), Period(BEGIN, end))
    assert stated(version).version() == version


def test_every_kind_comes_in_its_turn_also_where_nothing_is_stated() -> None:
    given = [of(unit(1), BEGIN, MAY), of(unit(1), MAY), of(unit(2)), of(person(1))]
    found = {kind: list(some) for kind, some in by_kind(given)}
    assert tuple(found) == FACTS
    assert (found[Unit], found[Person]) == (given[:3], given[3:])


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("register.unsorted", [of(person(1)), of(unit(1))]),
        ("register.unsorted", [of(unit(2)), of(unit(1))]),
        ("register.unsorted", [of(unit(1)), of(unit(1))]),
        ("register.unsorted", [of(unit(1), MAY), of(unit(1), BEGIN, MAY)]),
        ("register.overlap", [of(unit(1)), of(unit(1), MAY)]),
        ("register.overlap", [of(unit(1), BEGIN, date(2026, 6, 1)), of(unit(1), MAY)]),
    ],
)
def test_what_is_out_of_order_or_overlaps_is_refused(code: str, given: list[Stated]) -> None:
    with pytest.raises(Refusal) as refusal:
        tuple(list(some) for _, some in by_kind(given))
    assert refusal.value.code == code

"""比对名单: made by a city, carried to a county, held against its ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any

import pytest

from domain.errors import Cancelled, Refusal
from domain.exchange.list_difference import Category
from domain.exchange.listed import Listed, ListHead
from domain.exchange.shipment import COMPARISON_LIST, Parcel
from domain.facts import OfficeCode
from domain.register import Office
from domain.workflow.cargo import Arrival, Dispatch
from domain.workflow.list_acts import ListActs
from domain.workflow.list_cargo import ListCargo
from tests.domain.workflow.office import CLERK, HEAD, NOON, REVIEWER, Steps
from tests.fakes.facts import BEGIN, change, person, place, unit
from tests.fakes.register import FakeRegister
from tests.storage.contract import fill

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
BELOW = Office(OfficeCode("629925"), "安澜县委编办", "county")
DAY = date(2026, 11, 21)
LI, WANG, ZENG = person(1, "李建国"), person(2, "王小明"), person(3, "曾小红")
BUREAU = replace(unit(2, "教育局"), other_names="教育工委；招生办")
CARGO, DISPATCH = ListCargo(), Dispatch((BELOW.code,), DAY)


def rows(count: int = 2) -> list[Listed]:
    found = [Listed(LI.id_no, "教育局", "李建国"), Listed(WANG.id_no, "财政局", "王小明")]
    more = (Listed(f"62992519700101{n:04}", "教育局", "某某") for n in range(count - 2))
    return [*found, *more]


@pytest.fixture
def city() -> ListActs:
    return ListActs(FakeRegister(CITY))


@pytest.fixture
def county() -> ListActs:
    register = FakeRegister(BELOW)
    people = [place(one, BUREAU) for one in (LI, WANG, ZENG)]
    fill(register, BUREAU, LI, WANG, ZENG, *people)
    return ListActs(register)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def add(acts: ListActs, count: int = 2) -> ListHead:
    return acts.add(HEAD, "财政供养", "2026-11", DAY, rows(count))


def carry(city: ListActs, county: ListActs, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - any part
    steps = Steps()
    with city.register.reading() as reader:
        records = list(CARGO.records(reader, DISPATCH, steps))
        digest = CARGO.digest(reader, DISPATCH)
        assert CARGO.standing(reader, DISPATCH) == digest
        assert CARGO.counts(reader, DISPATCH) == {"listed": len(records) - 1}
    records = other.pop("records", records)
    parcel = Parcel(
        PurePath("a.bqp"), "p", COMPARISON_LIST, CITY.code, CITY.name, (BELOW.code,),
        "lists/629925", 1, 1, "list/1", DAY, digest, "s", {"listed": len(records) - 1}, {}, NOON,
    )  # fmt: skip
    parcel = replace(parcel, **other)
    assert CARGO.stated(parcel) == {"listed": len(records) - 1}
    with county.register.writing(REVIEWER) as writer:
        return CARGO.take_over(writer, Arrival(parcel, iter(records), REVIEWER, NOON, steps))


def test_a_list_is_carried_and_held_against_the_ledger(city: ListActs, county: ListActs) -> None:
    made = add(city)
    assert (made.key, made.rows) == ("6299-1", 2)
    told = carry(city, county)["list"]
    assert (told["key"], told["item"], told["rows"], told["replaces"]) == (
        "6299-1", "财政供养", 2, 0,
    )  # fmt: skip
    assert county.lists(CLERK) == (made,)
    found = county.compare(CLERK, "6299-1", DAY, Steps())
    assert [(one.category, one.name, one.person) for one in found.differences] == [
        (Category.ONLY_LEDGER, "曾小红", 3), (Category.UNIT, "王小明", 2),
    ]  # fmt: skip
    assert (found.office, found.day, found.people, found.counted.agreed) == (BELOW.code, DAY, 3, 1)
    assert {category: n for category, n in found.counted.counts.items() if n} == {
        Category.ONLY_LEDGER: 1, Category.UNIT: 1,
    }  # fmt: skip
    assert found.counted.whole == 2
    before = BEGIN - timedelta(1)
    assert refused(lambda: county.compare(CLERK, "6299-1", before, Steps())) == "register.not_begun"
    assert carry(city, county)["list"]["replaces"] == 2
    county.remove(CLERK, "6299-1")
    assert county.lists(CLERK) == ()


def test_a_unit_may_be_called_by_any_of_its_names(city: ListActs, county: ListActs) -> None:
    listed = [Listed(LI.id_no, "招生办", "李建国"), Listed(WANG.id_no, "教育工委", "王小明")]
    city.add(HEAD, "社保", "2026", DAY, listed)
    carry(city, county)
    found = county.compare(HEAD, "6299-1", DAY, Steps()).differences
    assert [one.category for one in found] == [Category.ONLY_LEDGER]


def test_long_lists_tell_how_far_they_are(city: ListActs, county: ListActs) -> None:
    add(city, 1002)
    assert carry(city, county)["list"]["rows"] == 1002
    steps = Steps()
    county.compare(HEAD, "6299-1", DAY, steps)
    assert steps.steps == [0, 1000]
    with pytest.raises(Cancelled):
        county.compare(HEAD, "6299-1", DAY, Steps(until=1000))


def test_the_newest_or_the_chosen_one_is_sent(city: ListActs, county: ListActs) -> None:
    assert refused(lambda: carry(city, county)) == "list.none"
    first, second = add(city), add(city, 3)
    assert carry(city, county)["list"]["key"] == second.key
    assert city.send(CLERK, first.key) == first
    assert carry(city, county)["list"]["key"] == first.key
    assert refused(lambda: county.send(CLERK, first.key)) == "list.not_own"
    assert refused(lambda: city.send(CLERK, "6299-9")) == "list.unknown"
    city.remove(HEAD, first.key)
    assert refused(lambda: carry(city, county)) == "list.none"


def test_what_does_not_hold_is_refused_as_a_whole(city: ListActs, county: ListActs) -> None:
    head = add(city)
    cases = (
        ({"digest": "x"}, "package.digest_differs"),
        ({"sender": OfficeCode("62")}, "package.record_unreadable"),
        ({"records": [head.record()]}, "list.empty"),
        ({"records": [head.record(), head.record()]}, "package.record_unreadable"),
    )
    for other, code in cases:
        assert refused(lambda: carry(city, county, **other)) == code  # noqa: B023 - called here
    assert county.lists(HEAD) == ()


def test_who_may_do_what(city: ListActs) -> None:
    head = add(city)
    assert refused(lambda: city.add(REVIEWER, "社保", "2026", DAY, rows())) == "role.denied"
    assert refused(lambda: city.remove(REVIEWER, head.key)) == "role.denied"
    assert refused(lambda: city.send(REVIEWER, head.key)) == "role.denied"
    assert refused(lambda: city.remove(HEAD, "6299-9")) == "list.unknown"
    assert refused(lambda: city.add(HEAD, "", "2026", DAY, rows())) == "list.head"


def test_a_place_in_a_unit_that_is_not_there_goes_by_its_code() -> None:
    register, lost = FakeRegister(BELOW), place(LI, unit(9, "科技局"))
    fill(register, LI, lost)
    acts = ListActs(register)
    add(acts)
    (_, found) = acts.compare(HEAD, "629925-1", DAY, Steps()).differences
    assert found.unit == lost.unit


def test_a_city_holds_a_list_against_the_ledger_of_a_county_below(county: ListActs) -> None:
    acts = ListActs(FakeRegister(CITY))
    with county.register.reading() as below, acts.register.writing(REVIEWER) as writer:
        stated = below.stated(BELOW.code)
        writer.replace_office(BELOW.code, stated, writer.record(change("接收")))
    add(acts)
    found = acts.compare(HEAD, "6299-1", DAY, Steps(), BELOW.code)
    assert (found.office, found.people, found.counted.agreed) == (BELOW.code, 3, 1)
    own = acts.compare(HEAD, "6299-1", DAY, Steps(), CITY.code)
    assert (own.office, own.people, own.counted.counts[Category.ONLY_LIST]) == (CITY.code, 0, 2)
    before, other = BEGIN - timedelta(1), OfficeCode("629926")
    for day, office, code in (
        (before, BELOW.code, "register.not_begun"), (DAY, other, "list.office_unknown"),
    ):  # fmt: skip
        assert refused(lambda: acts.compare(HEAD, "6299-1", day, Steps(), office)) == code  # noqa: B023 - called here

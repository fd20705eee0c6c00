"""初始化: a reinstalled county gets back what it reported, and only where it holds nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

import pytest

from domain.errors import Refusal
from domain.exchange.shipment import INITIAL
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Office
from domain.workflow.accepting import Accepting
from domain.workflow.cargo import Dispatch
from domain.workflow.initial import Initial
from tests.domain.workflow.office import HEAD, Steps
from tests.domain.workflow.two_offices import CITY, TODAY, Side, TwoOffices
from tests.fakes.border import COUNTY
from tests.fakes.facts import BEGIN, change, person, place, unit

PROVINCE = Office(OfficeCode("62"), "陇原省委编办", "province")


@pytest.fixture
def offices() -> TwoOffices:
    made = TwoOffices()
    made.hire()
    made.city.accept(made.report())
    return made


def reinstalled(offices: TwoOffices) -> Side:
    return Side(COUNTY, CITY.code, offices.files)


def look(side: Side, path: PurePath) -> PackageView:
    return Accepting(side.exchange).look(HEAD, path, Steps())


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_a_new_machine_gets_back_what_was_reported(offices: TwoOffices) -> None:
    made, county = offices.city.send(INITIAL), reinstalled(offices)
    assert (made.counts["units"], made.counts["persons"]) == (1, 2)
    seen = look(county, made.path)
    assert (seen.difference["before"], seen.difference["after"]) == (
        {"units": 0, "persons": 0}, {"units": 1, "persons": 2},
    )  # fmt: skip
    with county.register.reading() as reader:
        assert reader.began() is None
    taken = county.accept(made.path)
    assert (taken.status, taken.digest) == ("accepted", made.digest)
    offices.county = county
    assert offices.agree
    with county.register.reading() as reader:
        assert reader.began() == BEGIN


def test_what_was_entered_is_never_covered(offices: TwoOffices) -> None:
    made, county = offices.city.send(INITIAL), reinstalled(offices)
    with county.register.writing(HEAD) as writer:
        writer.add((unit(9, "安澜县科技局"),), BEGIN, writer.record(change()))
    for act in (look, Side.accept):
        refusal = refused(lambda: act(county, made.path))  # noqa: B023 - called here
        assert refusal == "register.not_empty"
    assert refused(lambda: offices.county.accept(made.path)) == "register.not_empty"


def test_an_office_above_gives_back_only_what_it_holds() -> None:
    offices = TwoOffices()
    assert refused(lambda: offices.city.send(INITIAL)) == "initial.nothing_held"


def test_a_package_that_states_something_else_is_refused(offices: TwoOffices) -> None:
    made, county = offices.city.send(INITIAL), reinstalled(offices)
    held = offices.files[made.path]
    offices.files[made.path] = replace(held, parcel=replace(held.parcel, digest="x"))
    assert refused(lambda: county.accept(made.path)) == "package.digest_differs"
    about_another = ({**held.records[0], "office": "629926"}, *held.records[1:])
    offices.files[made.path] = replace(held, records=about_another)
    assert refused(lambda: county.accept(made.path)) == "package.record_unreadable"
    with county.register.reading() as reader:
        assert reader.began() is None


def test_a_city_gets_its_counties_back_with_its_own(offices: TwoOffices) -> None:
    bureau, one = unit(8, "安河市教育局"), person(40)
    with offices.city.register.writing(HEAD) as writer:
        writer.add((bureau, one, place(one, bureau)), BEGIN, writer.record(change()))
    cargo, dispatch = Initial(PROVINCE), Dispatch((CITY.code,), TODAY)
    with offices.city.register.reading() as reader:
        sections = [
            record["office"]
            for record in cargo.records(reader, dispatch, Steps())
            if record["kind"] == "office"
        ]
        assert cargo.counts(reader, dispatch) == {"units": 2, "persons": 3}
        assert cargo.standing(reader, dispatch) == cargo.digest(reader, dispatch)
    assert sections == [CITY.code, COUNTY.code]


def test_many_records_tell_how_far_they_are(offices: TwoOffices) -> None:
    bureau = unit(7, "安澜县档案馆")
    people = [person(number) for number in range(100, 620)]
    with offices.county.register.writing(HEAD) as writer:
        facts = (bureau, *people, *(place(one, bureau) for one in people))
        writer.add(facts, BEGIN, writer.record(change()))
    offices.city.accept(offices.report())
    made, county, steps = offices.city.send(INITIAL), reinstalled(offices), Steps()
    Accepting(county.exchange).accept(HEAD, made.path, steps)
    assert steps.steps


def test_numbers_that_nobody_could_count_on_from_are_refused(offices: TwoOffices) -> None:
    high = person(10**9 + 1)
    with offices.county.register.writing(HEAD) as writer:
        writer.add((high, place(high, unit(1))), BEGIN, writer.record(change()))
    offices.city.accept(offices.report())
    made, county = offices.city.send(INITIAL), reinstalled(offices)
    assert refused(lambda: county.accept(made.path)) == "package.record_unreadable"

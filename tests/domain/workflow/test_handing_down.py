"""下发: a city decides, a county looks at what changes, takes it, and goes by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.directive import Directive, directive_of
from domain.exchange.shipment import HANDED_DOWN, Parcel
from domain.facts import OfficeCode
from domain.register import Office
from domain.workflow.cargo import Arrival, Dispatch
from domain.workflow.decisions import Decided, Decisions
from domain.workflow.handing_down import HandingDown
from domain.workflow.office_data import OfficeData
from domain.workflow.report_freezes import ReportFreezes
from tests.domain.workflow.office import CLERK, COUNTY, HEAD, NOON, REVIEWER, Steps
from tests.fakes.clock import FixedClock
from tests.fakes.register import FakeRegister

PROVINCE = Office(OfficeCode("62"), "陇原省委编办", "province")
CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
BELOW = Office(OfficeCode("629925"), "安澜县委编办", "county")
MONTHS, TITLE = "thresholds.vacancy_months", "forms.roster.title"
Records = list[dict[str, Any]]


class Desk:
    """An office with what it decides."""

    def __init__(self, office: Office) -> None:
        self.office, self.register = office, FakeRegister(office)
        self.decisions = Decisions(self.register)
        self.data = OfficeData(self.register, COUNTY)
        self.freezes = ReportFreezes(self.register, FixedClock(NOON))
        self.cargo = HandingDown(office.code, COUNTY)
        self.dispatch = Dispatch((BELOW.code,), NOON.date())

    def pack(self) -> tuple[Records, str]:
        with self.register.reading() as reader:
            records = list(self.cargo.records(reader, self.dispatch, Steps()))
            digest = self.cargo.digest(reader, self.dispatch)
            assert self.cargo.standing(reader, self.dispatch) == digest
            assert sum(self.cargo.counts(reader, self.dispatch).values()) == len(records) - 1
        return records, digest

    def take(self, sender: Office, packed: tuple[Records, str]) -> dict[str, Any]:
        records, digest = packed
        rows = {
            kind: sum(r["kind"] == kind for r in records) for kind in {r["kind"] for r in records}
        }
        parcel = Parcel(
            PurePath("a.bqp"), "p", HANDED_DOWN, sender.code, sender.name, (self.office.code,),
            "decisions", 1, 1, "decisions/1", NOON.date(), digest, "s", rows, {}, NOON,
        )  # fmt: skip
        assert set(self.cargo.stated(parcel)) == {
            "decision", "work_year", "report_freeze", "report_leave",
        }  # fmt: skip
        with self.register.writing(REVIEWER) as writer:
            return self.cargo.take_over(
                writer, Arrival(parcel, iter(records), REVIEWER, NOON, Steps())
            )


@pytest.fixture
def city() -> Desk:
    made = Desk(CITY)
    made.decisions.decide(HEAD, MONTHS, "6")
    made.data.keep_year(HEAD, 2027, ("01-01",), ())
    made.freezes.add(HEAD, "12-15", "01-10", "年报")
    return made


@pytest.fixture
def county() -> Desk:
    return Desk(BELOW)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def test_a_county_goes_by_what_the_city_decided(city: Desk, county: Desk) -> None:
    told = county.take(CITY, city.pack())
    assert told["version"] == {"before": 0, "after": 3}
    assert told["decisions"] == {MONTHS: {"state": "new", "own": False, "before": 12, "after": 6}}
    assert told["years"]["2027"]["state"] == "new"
    assert told["reporting"] == {"added": ["每年 12-15 至次年 01-10"], "gone": []}
    held = county.decisions.decided()
    assert (held.values, held.sender, held.above_version) == ({MONTHS: 6}, CITY.code, 3)
    assert not county.data.calendar().works(NOON.date().replace(year=2027, month=1, day=1))
    assert county.freezes.periods()[1].frozen_on(NOON.date().replace(month=12, day=20))


def test_what_is_not_named_any_more_holds_no_longer(city: Desk, county: Desk) -> None:
    county.decisions.decide(HEAD, TITLE, "本县名册")
    city.decisions.decide(HEAD, TITLE, "名册")
    first = county.take(CITY, city.pack())["decisions"]
    assert first[TITLE] == {"state": "new", "own": True, "before": "本县名册", "after": "名册"}
    city.decisions.drop(HEAD, MONTHS)
    city.decisions.decide(HEAD, TITLE, "花名册")
    city.freezes.lift(HEAD, "12-15", "01-10")
    second = county.take(CITY, city.pack())
    assert second["decisions"] == {
        TITLE: {"state": "changed", "own": False, "before": "名册", "after": "花名册"},
        MONTHS: {"state": "gone", "own": False, "before": 6, "after": None},
    }
    assert second["reporting"] == {"added": [], "gone": ["每年 12-15 至次年 01-10"]}
    again = county.take(CITY, city.pack())["decisions"]
    assert again[TITLE]["state"] == "same"
    city.decisions.drop(HEAD, TITLE)
    last = county.take(CITY, city.pack())["decisions"]
    assert last == {TITLE: {"state": "gone", "own": False, "before": "花名册", "after": "本县名册"}}


def test_what_an_office_had_decided_the_same_way_is_no_change(city: Desk, county: Desk) -> None:
    county.decisions.decide(HEAD, MONTHS, "6")
    assert county.take(CITY, city.pack())["decisions"][MONTHS]["state"] == "same"


def test_a_city_passes_on_what_the_province_decided(city: Desk, county: Desk) -> None:
    province = Desk(PROVINCE)
    province.decisions.decide(HEAD, MONTHS, "9")
    version = city.decisions.decided().version
    city.take(PROVINCE, province.pack())
    assert city.decisions.decided().version > version
    assert county.take(CITY, city.pack())["decisions"][MONTHS]["after"] == 9
    version = city.decisions.decided().version
    city.take(PROVINCE, province.pack())
    assert city.decisions.decided().version == version


def test_what_came_from_above_is_not_changed_here(city: Desk, county: Desk) -> None:
    county.take(CITY, city.pack())
    assert refused(lambda: county.decisions.decide(HEAD, MONTHS, "7")) == "decision.from_above"
    assert refused(lambda: county.decisions.drop(HEAD, MONTHS)) == "decision.from_above"
    assert refused(lambda: county.decisions.drop(HEAD, TITLE)) == "decision.not_decided"
    assert refused(lambda: county.decisions.decide(CLERK, TITLE, "x")) == "role.denied"
    assert refused(lambda: county.decisions.drop(CLERK, TITLE)) == "role.denied"
    assert refused(lambda: county.decisions.decide(HEAD, MONTHS, "x")) == "decision.value"


def test_exceptions_of_other_offices_are_not_kept(city: Desk, county: Desk) -> None:
    for office in (BELOW.code, OfficeCode("629926")):
        city.freezes.allow(HEAD, office, NOON.date().replace(month=12, day=31), "更正")
    county.take(CITY, city.pack())
    assert [leave.office for leave in county.freezes.periods()[1].leaves] == [BELOW.code]


def test_nothing_decided_is_a_package_too(county: Desk) -> None:
    empty = Desk(CITY)
    told = county.take(CITY, empty.pack())
    assert (told["version"]["after"], told["decisions"]) == (0, {})
    assert county.decisions.decided() == Decided({}, {}, 0, CITY.code, 0)


def test_a_digest_that_differs_takes_everything_back(city: Desk, county: Desk) -> None:
    records, _ = city.pack()
    assert refused(lambda: county.take(CITY, (records, "x"))) == "package.digest_differs"
    assert county.decisions.decided() == Decided({}, {})


def broken(records: Records) -> dict[str, Records]:
    issue, decision, *rest = records
    freeze = rest[-1]
    years = [r for r in rest if r["kind"] == "work_year"]
    return {
        "none": [],
        "no issue": records[1:],
        "two issues": [issue, issue, decision],
        "issue of another shape": [{**issue, "more": 1}],
        "version below zero": [{**issue, "version": -1}],
        "version no number": [{**issue, "version": "1"}],
        "version too large": [{**issue, "version": 2**31}],
        "issue later": [decision, issue],
        "issue twice": [issue, decision, issue],
        "another kind": [issue, {"kind": "unit"}],
        "kinds out of order": [issue, *years, decision],
        "kind comes back": [issue, decision, *years, decision],
        "freeze twice": [issue, freeze, freeze],
        "too many": [issue, *([decision] * 600)],
    }


@pytest.mark.parametrize("fault", sorted(broken([{}, {}, {"kind": "x"}])))
def test_records_of_another_shape_or_order_are_refused(city: Desk, fault: str) -> None:
    records = broken(city.pack()[0])[fault]
    code = refused(lambda: directive_of(records, CITY.code))
    assert code == "package.record_unreadable"


def test_a_value_that_may_not_be_refuses_the_whole_package(city: Desk, county: Desk) -> None:
    records, digest = city.pack()
    records[1] = {**records[1], "value": 121}
    assert refused(lambda: county.take(CITY, (records, digest))) == "decision.value_received"
    assert county.decisions.decided() == Decided({}, {})


def test_a_directive_states_itself_in_one_way(city: Desk) -> None:
    records, digest = city.pack()
    read = directive_of(records, CITY.code)
    assert list(read.records()) == records
    assert read.digest == digest
    assert replace(read, version=read.version + 1).digest != digest
    assert Directive(0, {}, {}).digest != digest

"""A city hands its 工作日历 down in one package; a county looks at the difference and takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

import pytest

from domain.calendar import WorkCalendar
from domain.errors import Refusal
from domain.exchange.shipment import ACCEPTED, CODE_TABLES, SENT
from domain.exchange.telling import told_years
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor, Office
from domain.workflow.accepting import Accepting
from domain.workflow.exchange import Exchange, cargoes
from domain.workflow.office_data import OWN, SHIPPED, OfficeData
from domain.workflow.packing import Packing
from tests.domain.workflow.office import CLERK, COUNTY, HEAD, REVIEWER, Steps
from tests.fakes.border import FakeBorder, audit_head
from tests.fakes.clock import FixedClock
from tests.fakes.register import FakeRegister
from tests.fakes.stages import FakeStages

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
BELOW = Office(OfficeCode("629925"), "安澜县委编办", "county")
OTHER = Office(OfficeCode("629926"), "清平县委编办", "county")
STICK = PurePath("stick")
GIVES_WAY = "本办自己录入的以上级为准"


class Desk:
    """An office that shares the stick."""

    def __init__(self, office: Office, border: FakeBorder) -> None:
        self.register = FakeRegister(office)
        kinds = cargoes(office, COUNTY)
        self.exchange = Exchange(
            self.register, border, FixedClock(), audit_head, kinds, FakeStages()
        )
        self.packing = Packing(self.register, self.exchange, FixedClock())
        self.data = OfficeData(self.register, COUNTY)

    def send(self, *to: Office) -> PackageView:
        codes = [office.code for office in to or (BELOW,)]
        return self.exchange.send(HEAD, CODE_TABLES, codes, Steps())

    def look(self, path: PurePath) -> PackageView:
        return Accepting(self.exchange).look(CLERK, path, Steps())

    def accept(self, path: PurePath, actor: Actor = REVIEWER) -> PackageView:
        return Accepting(self.exchange).accept(actor, path, Steps())

    @property
    def kept(self) -> str:
        with self.register.reading() as reader:
            return reader.setting("calendar")


@pytest.fixture
def border() -> FakeBorder:
    return FakeBorder(CITY)


@pytest.fixture
def city(border: FakeBorder) -> Desk:
    made = Desk(CITY, border)
    made.data.keep_year(HEAD, 2027, ("01-01", "02-08"), ("01-03",))
    return made


@pytest.fixture
def county(border: FakeBorder) -> Desk:
    return Desk(BELOW, border)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def changed(view: PackageView) -> dict[str, str]:
    years = view.difference["years"].items()
    return {year: each["state"] for year, each in years if each["state"] != "same"}


def test_a_county_takes_the_years_that_are_new_to_it(city: Desk, county: Desk) -> None:
    view = city.send()
    assert (view.kind, view.counts) == (CODE_TABLES, {"work_year": len(COUNTY.calendar.years) + 1})
    seen = county.look(view.path)
    assert (seen.status, changed(seen), county.kept) == ("verified", {"2027": "new"}, "")
    taken = county.accept(view.path)
    assert (taken.status, taken.difference) == ("accepted", seen.difference)
    assert county.data.calendar() == city.data.calendar()
    assert county.data.years()[2027].source == CITY.code
    assert county.data.years()[2026].source == SHIPPED
    assert told_years(taken.difference)[-1] == "2027 年：新增；休息日 2 天；补班日 1 天"
    assert told_years(taken.difference)[0] == "2019 年：没有变动"


def test_a_package_without_years_says_so(border: FakeBorder) -> None:
    bare = cargoes(CITY, replace(COUNTY, calendar=WorkCalendar()))
    city = Exchange(FakeRegister(CITY), border, FixedClock(), audit_head, bare, FakeStages())
    view = city.send(HEAD, CODE_TABLES, [BELOW.code], Steps())
    assert view.counts == {"work_year": 0}


def test_what_the_county_entered_itself_gives_way_and_is_told(city: Desk, county: Desk) -> None:
    county.data.keep_year(HEAD, 2027, ("01-01", "02-09"), ())
    assert county.data.years()[2027].source == OWN
    view = city.send()
    year = county.look(view.path).difference["years"]["2027"]
    assert year == {
        "state": "changed",
        "own": True,
        "rest": {"added": ["02-08"], "gone": ["02-09"]},
        "work": {"added": ["01-03"], "gone": []},
    }
    county.accept(view.path)
    assert county.data.calendar() == city.data.calendar()
    assert told_years({"years": {"2027": year}}) == (
        f"2027 年：有变动；{GIVES_WAY}；增加休息日 02-08；去掉休息日 02-09；增加补班日 01-03",
    )
    county.data.keep_year(HEAD, 2026, (), ())
    city.data.keep_year(HEAD, 2027, ("01-01",), ())
    years = county.look(city.send().path).difference["years"]
    assert [years[year]["own"] for year in ("2026", "2027")] == [True, False]


def test_accepting_is_remembered_and_audited_year_by_year(city: Desk, county: Desk) -> None:
    view = city.send()
    county.accept(view.path)
    (receipt,) = county.exchange.history(HEAD)
    assert (receipt.direction, receipt.peer, receipt.stream, receipt.seq) == (
        ACCEPTED, CITY.code, "tables", 1,
    )  # fmt: skip
    acts = [entry[:2] for entry in county.register.audited]
    assert acts == [("office.calendar", "2027 6299"), ("package.accept", view.package)]
    again = county.accept(view.path)
    assert (again.status, again.counts) == ("already_accepted", view.counts)


def test_one_file_goes_to_several_and_a_missing_one_is_no_loss(
    city: Desk, county: Desk, border: FakeBorder
) -> None:
    other = Desk(OTHER, border)
    first = city.send(OTHER, BELOW, BELOW)
    assert first.recipients == (BELOW.code, OTHER.code)
    assert [(r.direction, r.peer, r.seq) for r in city.exchange.history(HEAD)] == [
        (SENT, OTHER.code, 1), (SENT, BELOW.code, 1),
    ]  # fmt: skip
    city.data.keep_year(HEAD, 2028, (), ())
    second, third = city.send(OTHER), city.send(BELOW, OTHER)
    assert (second.seq, third.seq) == (2, 3)
    for path in (first.path, third.path):
        county.accept(path)
    assert county.data.calendar() == city.data.calendar()
    for path in (first.path, second.path, third.path):
        other.accept(path)
    border.lie(first.path)
    assert refused(lambda: county.accept(first.path)) == "package.replayed"


def test_one_impossible_day_refuses_the_whole_package(
    city: Desk, county: Desk, border: FakeBorder
) -> None:
    path = city.send().path
    records = border.stick[path].records
    rested = {**records[-1], "rest": ["01-02"]}
    for forged, code in (
        ((*records[:-1], rested), "calendar.day"),
        (records[:-1], "package.digest_differs"),
        ((*records, records[0]), "package.record_unreadable"),
        (({"kind": "unit"},), "package.record_unreadable"),
    ):
        border.lie(path, forged)
        assert refused(lambda: county.accept(path)) == code
        assert (county.kept, county.exchange.history(HEAD)) == ("", ())
    assert refused(lambda: county.accept(path, CLERK)) == "role.denied"
    assert refused(lambda: city.accept(path)) == "package.own"


def test_records_of_a_form_that_nobody_reads_are_refused(
    city: Desk, county: Desk, border: FakeBorder
) -> None:
    path = city.send().path
    border.lie(path, schema="tables/2")
    assert refused(lambda: county.accept(path)) == "package.schema_unknown"
    assert county.kept == ""


@pytest.mark.parametrize(
    ("kind", "to", "code"),
    [
        (CODE_TABLES, "62", "package.wrong_direction"),
        ("上报", "629925", "package.wrong_direction"),
        ("别的", "629925", "package.kind_unknown"),
    ],
)
def test_a_kind_goes_its_own_way_only(
    city: Desk, border: FakeBorder, kind: str, to: str, code: str
) -> None:
    send = (HEAD, kind, (OfficeCode(to),), Steps())
    assert refused(lambda: city.exchange.send(*send)) == code
    assert border.stick == {}


def test_one_prepares_and_another_signs_what_has_not_changed(city: Desk) -> None:
    send = (CODE_TABLES, (BELOW.code,), STICK, Steps())
    prepared = city.packing.create(CLERK, *send)
    assert (prepared.status, prepared.counts["work_year"]) == ("prepared", 9)
    city.data.keep_year(HEAD, 2028, (), ())
    sign = (REVIEWER, CODE_TABLES, None, Steps())
    assert refused(lambda: city.packing.sign(*sign)) == "package.prepared_before"
    city.packing.create(CLERK, *send)
    signed = city.packing.sign(*sign)
    assert (signed.status, signed.seq, signed.counts["work_year"]) == ("written", 1, 10)


def test_an_office_whose_register_is_empty_hands_down_too(border: FakeBorder) -> None:
    city = Desk(CITY, border)
    assert city.send().counts == {"work_year": len(COUNTY.calendar.years)}

"""A city reports what it holds of its counties too; the province then holds the same."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

import pytest

from domain.digest import digest
from domain.errors import Refusal
from domain.exchange.shipment import REPORT
from domain.facts import OfficeCode, Unit
from domain.outcomes import PackageView
from domain.register import Office
from domain.versions import AsOf, amended
from domain.workflow.accepting import Accepting
from tests.domain.workflow.office import HEAD, Steps
from tests.domain.workflow.two_offices import CITY, TODAY, Side
from tests.fakes.border import COUNTY, Sealed
from tests.fakes.facts import BEGIN, change, person, place, quota, unit

PROVINCE = Office(OfficeCode("62"), "甘泉省委编办", "province")
OTHER = Office(OfficeCode("629926"), "清平县委编办", "county")
BUREAU, SCHOOL = unit(1, "县教育局"), unit(2, "县第一中学")


class Chain:
    """Two counties, their city and its province share all files."""

    def __init__(self) -> None:
        self.files: dict[PurePath, Sealed] = {}
        self.first = Side(COUNTY, CITY.code, self.files)
        self.second = Side(OTHER, CITY.code, self.files)
        self.city = Side(CITY, PROVINCE.code, self.files)
        self.province = Side(PROVINCE, CITY.code, self.files)
        self._people = 0
        for side in (self.first, self.second):
            with side.register.writing(HEAD) as writer:
                facts = (BUREAU, SCHOOL, quota(BUREAU, 9))
                writer.add(facts, BEGIN, writer.record(change()))
            self.hire(side)

    def hire(self, side: Side) -> None:
        self._people += 1
        one = person(self._people)
        with side.register.writing(HEAD) as writer:
            writer.add((one, place(one, BUREAU)), BEGIN, writer.record(change()))

    def report(self, *counties: Side) -> PackageView:
        """Let counties report to the city, and the city to the province, which accepts."""
        for county in counties:
            self.city.accept(county.send(REPORT).path)
        return self.province.accept(self.city.send(REPORT).path)


@pytest.fixture
def chain() -> Chain:
    return Chain()


def digest_at(side: Side, day: date = TODAY) -> str:
    with side.register.reading() as reader:
        return digest(reader.dossiers(AsOf(day))).digest


def offices_at(side: Side) -> tuple[OfficeCode, ...]:
    with side.register.reading() as reader:
        return reader.offices()


def test_the_province_holds_each_county_as_its_city_does(chain: Chain) -> None:
    view = chain.report(chain.first, chain.second)
    assert digest_at(chain.province) == digest_at(chain.city) == view.digest
    assert offices_at(chain.province) == (COUNTY.code, OTHER.code)
    assert (view.counts["office"], view.counts["units"], view.counts["persons"]) == (3, 4, 2)
    assert view.difference["after"] == {"units": 4, "persons": 2}
    assert view.difference["units"] == {
        "安澜县委编办 县教育局": {"added": 1, "changed": 0, "gone": 0},
        "清平县委编办 县教育局": {"added": 1, "changed": 0, "gone": 0},
    }
    assert view.difference["offices"][OTHER.code] == {
        "name": OTHER.name, "data_date": TODAY.isoformat(),
    }  # fmt: skip


def test_what_a_county_changed_comes_through_its_city_with_its_past(chain: Chain) -> None:
    chain.report(chain.first, chain.second)
    chain.hire(chain.second)
    day = date(2026, 4, 1)
    with chain.second.register.writing(HEAD) as writer:
        renamed = unit(1, "县教育和科学技术局")
        known = amended(writer.versions(Unit, BUREAU.unit), day, renamed)
        writer.apply(Unit, known, writer.record(change()))
    view = chain.report(chain.second)
    assert view.difference["before"] == {"units": 4, "persons": 2}
    assert view.difference["units"] == {
        "清平县委编办 县教育局": {"added": 0, "changed": 0, "gone": 1},
        "清平县委编办 县教育和科学技术局": {"added": 2, "changed": 0, "gone": 0},
    }
    for asked in (TODAY, date(2026, 3, 1)):
        assert digest_at(chain.province, asked) == digest_at(chain.city, asked)


def test_a_county_that_its_city_states_no_more_ends_at_the_province(chain: Chain) -> None:
    first = chain.first.send(REPORT).path
    chain.city.accept(first)
    chain.report(chain.second)
    alone = Side(CITY, PROVINCE.code, chain.files)
    alone.accept(first)
    sent, stated = chain.city.send(REPORT), chain.files[alone.send(REPORT).path]
    chain.city.border.lie(sent.path, stated.records, digest=stated.parcel.digest)
    view = chain.province.accept(sent.path)
    assert offices_at(chain.province) == (COUNTY.code,)
    assert view.difference["units"] == {
        "629926 县教育局": {"added": 0, "changed": 0, "gone": 1},
    }
    assert view.difference["after"] == {"units": 2, "persons": 1}


def test_looking_at_it_tells_the_same_difference(chain: Chain) -> None:
    chain.report(chain.first)
    chain.hire(chain.first)
    chain.city.accept(chain.first.send(REPORT).path)
    path = chain.city.send(REPORT).path
    looked = Accepting(chain.province.exchange).look(HEAD, path, Steps())
    assert looked.difference == chain.province.accept(path).difference


def test_an_office_of_another_city_is_not_taken_over(chain: Chain) -> None:
    chain.city.accept(chain.first.send(REPORT).path)
    path = chain.city.send(REPORT).path
    records = chain.files[path].records
    moved = [
        {**record, "office": "629825"} if record.get("office") == COUNTY.code else record
        for record in records
    ]
    chain.city.border.lie(path, tuple(moved))
    with pytest.raises(Refusal, match=r"package\.record_unreadable"):
        chain.province.accept(path)
    assert offices_at(chain.province) == ()

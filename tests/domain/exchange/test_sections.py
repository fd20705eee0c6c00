"""A report office by office: what begins an office, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.dates import Period
from domain.errors import Refusal
from domain.exchange.records import record_of
from domain.exchange.sections import MOST_OFFICES, Section, Sections, held
from domain.facts import OfficeCode
from domain.stated import stated
from domain.versions import Version
from tests.fakes.facts import BEGIN, unit

DAY = date(2026, 11, 1)
CITY, ANLAN, QINGPING = (OfficeCode(code) for code in ("6299", "629925", "629926"))
OWN = Section(CITY, "安河市委编办", DAY)
COUNTY = Section(ANLAN, "安澜县委编办", date(2026, 10, 20))
OTHER = Section(QINGPING, "清平县委编办", date(2026, 12, 1))
FACT = stated(Version(0, unit(1), Period(BEGIN)))
RECORD = record_of(FACT, DAY)


def read(*records: dict[str, Any]) -> tuple[list[Any], list[Section]]:
    sections = Sections(CITY, DAY)
    return list(sections.read(records)), sections.found


def test_facts_belong_to_the_office_before_them() -> None:
    records = (OWN.record(), RECORD, COUNTY.record(), OTHER.record(), RECORD)
    facts, found = read(*records)
    assert facts == [(CITY, FACT), (QINGPING, FACT)]
    assert found == [OWN, COUNTY, OTHER]


def test_an_office_that_holds_nothing_is_stated_too() -> None:
    assert read(OWN.record()) == ([], [OWN])


BROKEN: dict[str, tuple[dict[str, Any], ...]] = {
    "nothing at all": (),
    "facts without an office": (RECORD, OWN.record()),
    "another office first": (COUNTY.record(), RECORD),
    "the sender twice": (OWN.record(), OWN.record()),
    "the sender for another day": (Section(CITY, "市", date(2026, 10, 31)).record(),),
    "an office twice": (OWN.record(), COUNTY.record(), COUNTY.record()),
    "offices out of order": (OWN.record(), OTHER.record(), COUNTY.record()),
    "an office elsewhere": (OWN.record(), Section(OfficeCode("629825"), "县", DAY).record()),
    "an office of no level": (OWN.record(), Section(OfficeCode("62992"), "?", DAY).record()),
    "an office below a county": (OWN.record(), Section(OfficeCode("62992501"), "?", DAY).record()),
    "an office above": (OWN.record(), Section(OfficeCode("62"), "省", DAY).record()),
    "a member too many": ({**OWN.record(), "level": "city"},),
    "a member missing": ({"kind": "office", "office": "6299", "name": "市"},),
    "a name with a line feed": ({**OWN.record(), "name": "市\n办"},),
    "no name": ({**OWN.record(), "name": ""},),
    "a name without end": ({**OWN.record(), "name": "市" * 201},),
    "a name that is a number": ({**OWN.record(), "name": 1},),
    "a code in other digits": ({**OWN.record(), "office": "６２９９"},),
    "a code that is a number": ({**OWN.record(), "office": 6299},),
    "a code with letters": ({**OWN.record(), "office": "62x9"},),
    "a day that does not exist": ({**OWN.record(), "data_date": "2026-11-31"},),
    "a packed day": ({**OWN.record(), "data_date": "20261101"},),
    "a day that is a number": ({**OWN.record(), "data_date": 20261101},),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_stated_office_by_office_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read(*BROKEN[name])
    assert refusal.value.code == "package.record_unreadable"


def test_the_newest_receipt_tells_what_an_office_is_called() -> None:
    older = {"offices": {ANLAN: {"name": "安澜县", "data_date": "2026-09-01"}, CITY: OWN.told()}}
    newer = {"offices": {ANLAN: COUNTY.told()}}
    assert held([{"counts": {}}, newer, older]) == {ANLAN: COUNTY, CITY: OWN}


def test_a_report_holds_only_so_many_offices() -> None:
    province = OfficeCode("62")
    codes = [OfficeCode(f"62{number:04d}") for number in range(MOST_OFFICES)]
    told = [Section(code, "县", DAY).record() for code in codes]
    own = Section(province, "省", DAY).record()
    sections = Sections(province, DAY)
    assert list(sections.read([own, *told[:-1]])) == []
    assert len(sections.found) == MOST_OFFICES
    with pytest.raises(Refusal, match=r"package\.record_unreadable"):
        list(Sections(province, DAY).read([own, *told]))

"""Every fact goes into a record and comes back; nothing else comes in."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import Period, from_day, partial
from domain.errors import Refusal
from domain.exchange.records import Record, at_most, record_of, stated_of
from domain.facts import FACTS, Fact
from domain.stated import stated
from domain.versions import Version
from tests.fakes.facts import person, place, unit

DAY = date(2026, 6, 1)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
DATED = st.one_of(
    st.just(""),
    st.builds(partial, st.integers(1900, 2199)),
    st.builds(partial, st.integers(1900, 2199), st.integers(1, 12)),
    st.builds(from_day, DAYS),
)
OF_TYPE = {"int": st.integers(-(2**53), 2**53), "PartialDate": DATED}
OF_TYPE["PersonId"] = OF_TYPE["int"]


def facts_of(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    values = {f.name: OF_TYPE.get(str(f.type), TEXTS) for f in fields(kind)}  # type: ignore[arg-type]  # every kind is a dataclass
    return st.builds(kind, **values)


def period(start: date, length: int | None) -> Period:
    return Period(start, None if length is None else start + timedelta(length))


PERIODS = st.builds(period, DAYS, st.one_of(st.none(), st.integers(1, 20000)))
VERSIONS = st.builds(
    Version, st.just(0), st.sampled_from(FACTS).flatmap(facts_of), PERIODS
)  # fmt: skip
WANG = person(1, birth="1987-03")
SOUND = record_of(stated(Version(0, WANG, Period(date(2026, 1, 1), date(2026, 9, 1)))), DAY)


def refused(record: Record) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        stated_of(record, DAY)
    assert refusal.value.code == "package.record_unreadable"
    return refusal.value


@pytest.mark.parametrize("kind", FACTS)
@given(data=st.data(), valid=PERIODS, day=DAYS)
def test_a_version_comes_back_from_its_record(
    kind: type[Fact], data: st.DataObject, valid: Period, day: date
) -> None:
    version = Version(0, data.draw(facts_of(kind)), valid)
    record = record_of(stated(version), day)
    assert stated_of(record, day).version() == version
    assert record["now"] == valid.contains(day)


def test_a_record_is_what_the_format_says() -> None:
    assert SOUND | {"fact": {}} == {
        "kind": "person", "from": "2026-01-01", "to": "2026-09-01", "now": 1, "fact": {},
    }  # fmt: skip
    assert SOUND["fact"]["birth"] == "1987-03"
    assert record_of(stated(Version(0, WANG, Period(date(2026, 7, 1)))), DAY) | {"fact": {}} == {
        "kind": "person", "from": "2026-07-01", "to": None, "now": 0, "fact": {},
    }  # fmt: skip


@given(VERSIONS, st.data())
def test_a_record_with_a_field_too_few_or_too_many_is_refused(
    version: Version[Fact], data: st.DataObject
) -> None:
    record = record_of(stated(version), DAY)
    gone = data.draw(st.sampled_from(sorted(record)))
    refused({name: value for name, value in record.items() if name != gone})
    refused({**record, "more": ""})
    fact = record["fact"]
    gone = data.draw(st.sampled_from(sorted(fact)))
    refused({**record, "fact": {name: value for name, value in fact.items() if name != gone}})
    refused({**record, "fact": {**fact, "more": ""}})


@given(VERSIONS, st.data())
def test_a_value_of_another_type_is_refused(version: Version[Fact], data: st.DataObject) -> None:
    record = record_of(stated(version), DAY)
    name = data.draw(st.sampled_from(sorted(record["fact"])))
    others: list[object] = [None, 1.0, True, [], {}]
    others.append("1" if type(record["fact"][name]) is int else 1)
    other = data.draw(st.sampled_from(others))
    refused({**record, "fact": {**record["fact"], name: other}})


@given(VERSIONS)
def test_a_record_that_is_belied_by_its_interval_is_refused(version: Version[Fact]) -> None:
    record = record_of(stated(version), DAY)
    refused({**record, "now": 1 - record["now"]})


CORRUPTIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "kind unknown": lambda record: record.update(kind="账号"),
    "kind of another fact": lambda record: record.update(kind="unit"),
    "kind no text": lambda record: record.update(kind=["person"]),
    "start no day": lambda record: record.update({"from": "2026-02-30"}),
    "start packed": lambda record: record.update({"from": "20260101"}),
    "start by week": lambda record: record.update({"from": "2026-W01-4"}),
    "start open": lambda record: record.update({"from": None}),
    "start a number": lambda record: record.update({"from": 20260101}),
    "end packed": lambda record: record.update(to="20260901"),
    "end empty text": lambda record: record.update(to=""),
    "no day between": lambda record: record.update(to="2026-01-01"),
    "end before start": lambda record: record.update(to="2025-01-01"),
    "now a truth": lambda record: record.update(now=True),
    "now a fraction": lambda record: record.update(now=1.0),
    "now two": lambda record: record.update(now=2),
    "now text": lambda record: record.update(now="1"),
    "fact none": lambda record: record.update(fact=None),
    "fact text": lambda record: record.update(fact="person"),
    "fact names only": lambda record: record.update(fact=list(SOUND["fact"])),
    "birth no date": lambda record: record["fact"].update(birth="1987-13"),
    "birth in words": lambda record: record["fact"].update(birth="1987年3月"),
    "number a truth": lambda record: record["fact"].update(person=True),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corrupted_record_is_refused(name: str) -> None:
    record = {**SOUND, "fact": dict(SOUND["fact"])}
    assert stated_of(record, DAY).version().content == WANG
    CORRUPTIONS[name](record)
    refused(record)


def test_false_is_no_number_either() -> None:
    gone = record_of(stated(Version(0, place(WANG, unit(1)), Period(date(2026, 7, 1)))), DAY)
    assert stated_of(gone, DAY).version().row == 0
    refused({**gone, "now": False})


def test_the_refusal_names_the_kind_and_no_more_of_it_than_fits() -> None:
    assert refused({**SOUND, "now": 0}).facts == {"kind": "person"}
    assert refused({**SOUND, "kind": "x" * 99}).facts == {"kind": "x" * 20}
    assert refused({}).facts == {"kind": "None"}


def test_a_package_holds_no_more_records_than_its_kind_may() -> None:
    assert list(at_most([SOUND, SOUND], 2)) == [SOUND, SOUND]
    with pytest.raises(Refusal) as refusal:
        list(at_most([SOUND, SOUND], 1))
    assert refusal.value.code == "package.record_unreadable"

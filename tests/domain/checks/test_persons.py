"""Rules 11, 12, 18, 19 and 28: people and the places they hold."""

from dataclasses import replace

import pytest

from domain.dates import PartialDate
from domain.dossier import Member
from domain.facts import Departure, OrganId, PersonId, UnitId
from domain.finding import Departures
from tests.fakes.dossiers import (
    ADMIN,
    UNIT,
    codes,
    context,
    dossier,
    found,
    organ,
    person,
    place,
)  # fmt: skip


@pytest.mark.parametrize("birth", ["1987", "1987-04", "1987-04-21", ""])
def test_a_birth_that_agrees_as_far_as_known_is_no_finding_of_rule_11(birth: str) -> None:
    assert 11 not in {f.rule for f in found(dossier(person(birth=birth)))}


@pytest.mark.parametrize("birth", ["1986", "1987-05", "1987-04-20"])
def test_a_birth_that_contradicts_the_id_number_is_a_warning(birth: str) -> None:
    [finding] = found(dossier(person(birth=birth)))
    assert (finding.rule, finding.severity) == (11, "warning")
    assert finding.facts["stated"] == "1987-04-21"[: len(birth)]


def test_a_sex_that_contradicts_the_id_number_is_an_error() -> None:
    [finding] = found(dossier(person(sex="女")))
    assert (finding.rule, finding.facts["stated"]) == (12, "男")


def test_somebody_who_has_left_may_not_hold_a_place() -> None:
    left = Departure(PersonId(1), UnitId("6299250009"), ADMIN, "退休", PartialDate("2026-10"))
    known = context(departures=Departures([left]))
    [finding] = found(dossier(), known)
    assert (finding.rule, finding.facts["reason"]) == (18, "退休")


@pytest.mark.parametrize(
    ("since", "entered", "left", "expected"),
    [
        ("2026-10-08", "", "2026-10-08", []),
        ("", "2026-10", "2026-10-08", []),
        ("2013-12", "2026-11-01", "2026-10-08", []),
        ("2013-12", "2026-10-07", "2026-10-08", [18]),
        ("", "", "2026-10-08", [18]),
        ("2026-11-01", "", "", [18]),
    ],
)
def test_a_departure_before_the_place_was_taken_up_is_history(
    since: str, entered: str, left: str, expected: list[int]
) -> None:
    member = place(quota_since=since, entered_on=entered)
    gone = Departure(PersonId(1), UnitId("6299250009"), ADMIN, "调出", PartialDate(left))
    known = context(departures=Departures([gone]))
    assert [f.rule for f in found(dossier(member), known) if f.rule == 18] == expected


def test_that_somebody_else_has_left_says_nothing() -> None:
    left = Departure(PersonId(2), UNIT.unit, ADMIN, "退休", PartialDate("2026-10"))
    assert found(dossier(), context(departures=Departures([left]))) == []


def lived(
    birth: str, start: str, entered: str, since: str, mode: str = "公务员考录"
) -> list[tuple[str, str]]:
    member = Member(
        person(birth=birth, work_start=start).person,
        place(entered_on=entered, quota_since=since, entry_mode=mode).place,
    )
    return [(f.variant, f.severity) for f in found(dossier(member)) if f.rule == 19]


@pytest.mark.parametrize(
    "life",
    [
        ("1987-04", "2003-04", "2003-04", "2003-04-01"),
        ("1987-04", "2003-04-01", "2003-04", "2003"),
        ("1987", "2003", "", "2003"),
        ("1987-04", "2013-12", "", ""),
        ("", "2013-12", "2014", "2015"),
        ("1987-04", "", "", "2015"),
        ("", "", "", ""),
    ],
)
def test_a_life_in_order_is_no_finding(life: tuple[str, str, str, str]) -> None:
    assert lived(*life) == []


@pytest.mark.parametrize(
    "life",
    [
        ("1987-04", "1987-03", "", "2015"),
        ("1987-04", "2013-12", "1986", "2015"),
        ("1987-04", "2013-12", "", "1979-09-01"),
    ],
)
def test_a_date_before_birth_is_impossible(life: tuple[str, str, str, str]) -> None:
    assert lived(*life) == [("unborn", "error")]


@pytest.mark.parametrize(
    ("life", "variants"),
    [
        (("1987-04", "2003-03", "", "2015"), ["young"]),
        (("1987-04", "2013-12", "", "2013-11-30"), ["order"]),
        (("1987-04", "2013-12", "2012", "2015"), ["order"]),
        (("1987-04", "2013-12", "2016", "2015"), ["order"]),
        (("1987-04", "2002", "2001", "2000"), ["young", "order", "order"]),
    ],
)
def test_an_unlikely_order_is_a_warning(
    life: tuple[str, str, str, str], variants: list[str]
) -> None:
    assert lived(*life) == [(variant, "warning") for variant in variants]


@pytest.mark.parametrize("mode", ["转任", "机构划转"])
def test_who_was_transferred_brought_the_place_along(mode: str) -> None:
    assert lived("1987-04", "2013-12", "2026-11-10", "2015", mode) == []


@pytest.mark.parametrize("life", [("2012", "2015"), ("2016", "2013-11")])
def test_who_was_transferred_began_to_work_before_all_that(life: tuple[str, str]) -> None:
    assert lived("1987-04", "2013-12", *life, "转任") == [("order", "warning")]


def test_a_mode_that_leads_to_another_type_only_brings_no_place_along() -> None:
    assert lived("1987-04", "2013-12", "2016", "2015", "调任") == [("order", "warning")]


def test_a_birth_that_is_no_date_is_left_to_the_rule_on_dates() -> None:
    assert {f.rule for f in found(dossier(person(birth="不详")))} == {7, 11}


def test_people_in_an_abolished_unit_are_an_error() -> None:
    assert set(codes(dossier(unit=replace(UNIT, status="撤销")))) == {"check.28.unit", "check.67"}


@pytest.mark.parametrize("named", ["办公室", "6299250001-01"])
def test_people_in_an_abolished_organ_are_an_error(named: str) -> None:
    closed = dossier(place(organ=named), place(), organs=(organ(status="撤销"),))
    assert codes(closed) == ["check.28.organ"]


def test_a_new_organ_of_the_same_name_takes_the_people_over() -> None:
    new = organ(organ=OrganId("6299250001-02"))
    assert codes(dossier(place(organ="办公室"), organs=(organ(status="撤销"), new))) == []

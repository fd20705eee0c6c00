"""人员下编: what the pre-check knows, and what the case does."""

from dataclasses import replace
from datetime import date

import pytest

from domain.changes.ground import Standing
from domain.dates import PartialDate, Period
from domain.facts import Departure, Occupancy, UnitId
from domain.versions import Version
from tests.domain.changes.grounds import BEGAN, DAY, amendments, case, codes, ground, only, standing
from tests.fakes.dossiers import MEMBER, PERSON, PLACE

EXIT = "人员下编"
ID = PERSON.id_no
THERE = {ID: standing(MEMBER, Period(BEGAN))}
STATED = {"id": ID, "exit_reason": "调出", "exit_to": "清原市"}


def found(*persons: dict[str, str], known: dict[str, Standing] | None = None) -> list[str]:
    on = ground(standing=THERE if known is None else known)
    return [code for _, code in codes(case(EXIT, *persons), on)]


def test_somebody_in_his_place_may_leave() -> None:
    assert found(STATED) == []
    assert found({"id": f" {ID.lower()} ", "exit_reason": "调离"}) == []


@pytest.mark.parametrize("number", ["", "62992519920910956X"])
def test_only_who_is_there_can_leave(number: str) -> None:
    assert found({"id": number, "exit_reason": "调出"}) == ["case.exit.absent"]


def test_only_from_his_own_unit() -> None:
    elsewhere = replace(MEMBER, place=replace(PLACE, unit=UnitId("6299250009")))
    known = {ID: standing(elsewhere, Period(BEGAN))}
    obstacle = only(case(EXIT, STATED), ground(standing=known))
    assert (obstacle.rule, obstacle.fault.facts) == (80, {"unit": "安澜县教育局"})


def test_the_same_person_leaves_once() -> None:
    assert found(STATED, STATED) == ["case.twice", "case.twice"]


@pytest.mark.parametrize(("reason", "code"), [("", "case.exit.reason"), ("想走", "case.choice")])
def test_a_reason_of_the_table_is_needed(reason: str, code: str) -> None:
    assert found({"id": ID, "exit_reason": reason}) == [code]


def test_without_a_table_no_reason_is_known() -> None:
    on = ground(standing=THERE)
    on = replace(on, county=replace(on.county, tables={}))
    assert codes(case(EXIT, STATED), on) == [("error", "case.choice")]


def test_nobody_leaves_before_he_came() -> None:
    early = replace(MEMBER, place=replace(PLACE, quota_since=PartialDate("2026-12-01")))
    assert found(STATED, known={ID: standing(early, Period(BEGAN))}) == ["case.exit.before_entry"]


def test_what_holds_later_contradicts_an_exit() -> None:
    later = Version(3, PLACE, Period(date(2026, 11, 20)))
    known = {ID: standing(MEMBER, Period(BEGAN, date(2026, 11, 18)), later)}
    assert found(STATED, known=known) == ["case.exit.later"]


COMPLETED = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("place", "start", "expected"),
    [
        (replace(PLACE, position="科员"), COMPLETED, []),
        (replace(PLACE, unit=UnitId("6299250009")), COMPLETED, ["case.exit.later"]),
        (replace(PLACE, quota_type="工勤编制"), COMPLETED, ["case.exit.later"]),
        (PLACE, date(2026, 11, 19), ["case.exit.later"]),
    ],
)
def test_a_place_completed_later_is_no_contradiction_and_another_place_is(
    place: Occupancy, start: date, expected: list[str]
) -> None:
    known = {ID: standing(MEMBER, Period(BEGAN, COMPLETED), Version(3, place, Period(start)))}
    assert found(STATED, known=known) == expected


def test_a_later_departure_contradicts_an_exit() -> None:
    gone = Departure(PERSON.person, PLACE.unit, "行政编制", "调出", PartialDate("2026-11-18"))
    left = (Version(3, gone, Period(COMPLETED)),)
    known = {ID: standing(MEMBER, Period(BEGAN, COMPLETED), departures=left)}
    assert found(STATED, known=known) == ["case.exit.later"]


def test_an_early_retirement_is_a_warning() -> None:
    obstacle = only(case(EXIT, {"id": ID, "exit_reason": "退休"}), ground(standing=THERE))
    assert (obstacle.severity, obstacle.fault.code) == ("warning", "case.exit.early")
    old = replace(MEMBER, person=replace(PERSON, birth=PartialDate("1963-10")))
    known = {ID: standing(old, Period(BEGAN))}
    assert found({"id": ID, "exit_reason": "正常退休"}, known=known) == []
    unknown = replace(THERE[ID], people=())
    assert found({"id": ID, "exit_reason": "退休"}, known={ID: unknown}) == []


def test_the_place_ends_and_the_departure_begins() -> None:
    of = case(EXIT, STATED, {"id": "", "exit_reason": "调出"})
    ended, left = amendments(of, ground(standing=THERE))
    assert (ended.kind, ended.key, ended.period, ended.content) == (
        Occupancy, 1, Period(DAY), None,
    )  # fmt: skip
    assert left.content == Departure(
        PERSON.person,
        PLACE.unit,
        "行政编制",
        "调出",
        PartialDate("2026-11-16"),
        "安编办函〔2026〕8号",
        "清原市",
    )


def test_somebody_is_known_by_his_first_version_before_it_begins() -> None:
    assert THERE[ID].person_on(date(2025, 1, 1)) == PERSON
    assert Standing().person_on(DAY) is None
    assert Standing().place_from(DAY) is None
    assert Standing().taken_after(DAY) is None
    assert standing(MEMBER, Period(COMPLETED)).taken_after(DAY) is not None

"""The light of a unit."""

from dataclasses import replace
from datetime import date

import pytest

from domain.alerts.lights import Level, Light, level_of, lights, red_first
from domain.checks.catalogue import catalogue, findings_of
from domain.dates import PartialDate
from domain.dossier import Dossier
from domain.facts import Departure, LeaderPost, PersonId, Quota
from domain.finding import Context, Departures, Finding, Severity
from tests.fakes.dossiers import (
    ADMIN,
    DOCUMENT,
    MEMBER,
    UNIT,
    context,
    county,
    dossier,
    person,
    place,
)  # fmt: skip
from tests.fakes.dossiers import unit as sound_unit

LONG_AGO = date(2021, 1, 1)
CHIEF = place(role="部门正职领导")


def light(of: Dossier, known: Context | None = None) -> Light:
    known = known or context()
    return lights(of, findings_of(of, known, catalogue(known.county)), known)


def reasons(of: Dossier, known: Context | None = None) -> list[tuple[str, int, int]]:
    return [(reason.level, reason.rule, reason.count) for reason in light(of, known).reasons]


def test_a_sound_unit_is_green() -> None:
    assert light(dossier()) == Light(Level.GREEN)


@pytest.mark.parametrize(
    "nothing_known",
    [
        dossier(unit=sound_unit(status="撤销"), quotas=(), posts=(), ledger=(), members=()),
        dossier(quotas=(), posts=(), ledger=(), members=()),
    ],
)
def test_a_unit_that_nothing_can_be_judged_of_is_grey(nothing_known: Dossier) -> None:
    assert light(nothing_known) == Light(Level.GREY)


def test_over_quota_and_overdue_are_red() -> None:
    over = dossier(MEMBER, MEMBER, approved=1)
    overdue = dossier(person(birth="1966-03"))
    assert (light(over).level, reasons(over)) == (Level.RED, [("red", 48, 1)])
    assert reasons(overdue)[0] == ("red", 40, 1)


def test_overdue_is_yellow_where_the_county_says_so() -> None:
    known = county()
    mild = replace(known, thresholds=replace(known.thresholds, overdue_is_red=False))
    assert light(dossier(person(birth="1966-03")), context(county=mild)).level is Level.YELLOW


def test_what_is_merely_missing_colours_nothing() -> None:
    assert light(dossier(person(work_start=""))) == Light(Level.GREEN)


def test_a_warning_that_contradicts_another_fact_is_yellow_and_another_is_not() -> None:
    assert reasons(dossier(person(birth="1987-05"))) == [("yellow", 11, 1)]
    assert light(dossier(person(nation="汉"))) == Light(Level.GREEN)


def test_a_retirement_due_soon_is_yellow_even_as_a_mere_notice() -> None:
    known = context()
    notice = Finding(41, Severity.INFO, UNIT.unit, UNIT.name)
    assert level_of(notice, known) is Level.YELLOW


def test_reasons_are_counted_by_rule_and_the_worst_comes_first() -> None:
    mixed = dossier(person(birth="1987-05"), person(birth="1987-06"), person(sex="女"))
    first, second = light(mixed).reasons
    assert [(r.level, r.rule, r.count) for r in (first, second)] == [
        (Level.RED, 12, 1),
        (Level.YELLOW, 11, 2),
    ]
    assert second.finding is not None
    assert second.finding.facts["birth"] == "1987-05"


def test_places_promised_beyond_what_is_there_are_yellow() -> None:
    quota = Quota(UNIT.unit, ADMIN, 5, reserved=3, frozen=2, doc_no=DOCUMENT)
    assert reasons(dossier(quotas=(quota,))) == [("yellow", 50, 1)]


def test_a_unit_over_its_quota_is_not_told_of_promises_too() -> None:
    quota = Quota(UNIT.unit, ADMIN, 1, reserved=1, doc_no=DOCUMENT)
    over = dossier(MEMBER, MEMBER, approved=1)
    assert reasons(replace(over, quotas=(quota,))) == [("red", 48, 1)]


def left(day: str, quota_type: str = ADMIN) -> Departure:
    return Departure(PersonId(9), UNIT.unit, quota_type, "退休", PartialDate(day))


def vacancies(
    *departures: Departure, began: date | None = LONG_AGO, approved_on: str = ""
) -> list[tuple[int, str, int]]:
    quota = Quota(UNIT.unit, ADMIN, 10, doc_no=DOCUMENT, approved_on=PartialDate(approved_on))
    empty = dossier(CHIEF, *[MEMBER] * 6, approved=10)
    known = context(began=began, departures=Departures(departures))
    found = light(replace(empty, quotas=(quota,)), known)
    return [(reason.rule, reason.item, reason.count) for reason in found.reasons]


def test_a_fifth_of_ten_places_empty_for_a_year_is_yellow() -> None:
    assert vacancies() == [(69, ADMIN, 3)]
    assert vacancies(left("2025-11-21")) == [(69, ADMIN, 3)]
    assert vacancies(approved_on="2025-11-21") == [(69, ADMIN, 3)]


@pytest.mark.parametrize("gone", ["2025-11-22", "2026", ""])
def test_a_place_that_may_have_been_held_within_the_year_is_not_judged(gone: str) -> None:
    assert vacancies(left(gone)) == []


def test_who_left_another_type_of_place_does_not_matter() -> None:
    assert vacancies(left("2026-03", "工勤编制")) == [(69, ADMIN, 3)]


@pytest.mark.parametrize("began", [None, date(2025, 11, 22)])
def test_nothing_is_judged_from_before_the_register(began: date | None) -> None:
    assert vacancies(began=began) == []


def test_places_approved_within_the_year_are_not_judged() -> None:
    assert vacancies(approved_on="2026-03") == []


@pytest.mark.parametrize("people", [8, 10])
def test_up_to_a_fifth_may_stay_empty(people: int) -> None:
    full = dossier(CHIEF, *[MEMBER] * (people - 1), approved=10)
    assert light(full, context(began=LONG_AGO)) == Light(Level.GREEN)


def test_small_units_are_not_judged_by_their_share() -> None:
    assert light(dossier(CHIEF, approved=9), context(began=LONG_AGO)) == Light(Level.GREEN)


def chief_vacant(
    *departures: Departure, began: date = LONG_AGO, approved_on: str = ""
) -> list[tuple[int, str, int]]:
    post = LeaderPost(UNIT.unit, "正职", 1, doc_no=DOCUMENT, approved_on=PartialDate(approved_on))
    deputies = LeaderPost(UNIT.unit, "副职", 2, doc_no=DOCUMENT)
    headless = dossier(posts=(deputies, post))
    known = context(began=began, departures=Departures(departures))
    return [(r.rule, r.item, r.count) for r in lights(headless, (), known).reasons]


def test_a_unit_without_a_chief_for_half_a_year_is_yellow() -> None:
    assert chief_vacant() == [(69, "正职", 1)]
    assert chief_vacant(approved_on="2026-05") == [(69, "正职", 1)]
    assert light(dossier(CHIEF), context(began=LONG_AGO)) == Light(Level.GREEN)


def test_a_chief_who_may_have_left_lately_is_not_held_against_the_unit() -> None:
    assert chief_vacant(left("2026-08")) == []
    assert chief_vacant(began=date(2026, 8, 1)) == []
    assert chief_vacant(approved_on="2026-08") == []


def test_red_stands_first_and_grey_last() -> None:
    known = context()
    rules = catalogue(known.county)
    units = [
        dossier(),
        dossier(person(birth="1987-05")),
        Dossier(known.day, UNIT),
        dossier(person(sex="女")),
    ]
    painted = [lights(each, findings_of(each, known, rules), known) for each in units]
    shown = [light.level for light in sorted(painted, key=red_first)]
    assert shown == ["red", "yellow", "green", "grey"]
